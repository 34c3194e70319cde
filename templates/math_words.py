"""Wording and looks of math problems: prompts, step actions, word problems, triangle statements, page themes."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import BackendError
from templates.fonts import families


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The data file `math_<name>.yaml`: equations, word_problems, triangles or themes."""
    text = files("templates").joinpath(f"math_{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def variant(choices: list[str], voice: int) -> str:
    """The wording of a page that speaks with `voice`: the lists are as long as they are, the voice wraps round."""
    return choices[voice % len(choices)]


def action(name: str, section: str, language: Language, voice: int, slots: dict[str, str]) -> str:
    """The wording of a step, its slots filled, as markup. `name` is the data file, `section` the action's key."""
    return fill(variant(table(name)["actions"][section][language], voice), slots)


def fill(text: str, slots: dict[str, str]) -> str:
    """A text with its {slots} replaced; braces that are no slot (markup groups) stay. KeyError for an open slot."""
    for key, value in slots.items():
        text = text.replace("{" + key + "}", value)
    return text


def theme(name: str) -> dict[str, Any]:
    """The look of that name."""
    look: dict[str, Any] = table("themes")["themes"][name]
    return look


def theme_names() -> tuple[str, ...]:
    """All looks in file order."""
    return tuple(table("themes")["themes"])


def text_family(name: str, language: Language) -> str:
    """The first family of a theme for a language that this machine has; any text family if it has none of them."""
    here = families(language)
    return next((family for family in theme(name)["fonts"][language] if family in here), here[0])


def math_family(name: str, language: Language) -> str:
    """The family of a theme's variables and digits: the first one that this machine has."""
    here = set(_math_families())
    found = next((family for family in theme(name)["math"][language] if family in here), None)
    return found or next(iter(_math_families()))


@functools.cache
def _math_families() -> tuple[str, ...]:
    try:
        own = families("en", ("math",))
    except BackendError:
        own = ()
    return (*own, *families("en", ("serif",)))
