"""Surface forms: patterns with alternatives {a|b}, agreement [is|are] and slots <m>, one file a language."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw

_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
_AGREEMENT = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_SLOT = re.compile(r"<(\w+)>")


class Phrasing:
    """The forms of one language. `say` picks a form with the given draw; the same draw state gives the same words."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._forms = _load(language)

    def words(self, name: str) -> Any:
        """A word list or table of the language."""
        return self._forms["words"][name]

    def has(self, group: str, name: str) -> bool:
        return name in self._forms.get(group, {})

    def say(self, draw: Draw, group: str, name: str, /, *, agree: bool = False, **slots: str) -> str:
        """A random form of `group.name` with its slots filled. A slot written <Name> is filled with the slot `name`
        with its first letter raised; [is|are] takes its second word when `agree`, which says that the form's first
        noun is a plural. KeyError for a form or a slot that does not exist."""
        forms = self._forms[group][name] if name else self._forms[group]
        pattern = draw.choice(forms) if isinstance(forms, list) else forms
        parts = _parts(pattern, agree)
        template = "".join([part if isinstance(part, str) else draw.choice(part) for part in parts])
        return template % _Slots(slots)

    def say_fixed(self, group: str, name: str) -> str:
        """A form without alternatives, as it stands."""
        return str(self._forms[group][name])

    def fixed(self, group: str, name: str) -> dict[str, str]:
        """A table of fixed texts by name."""
        return dict(self._forms[group][name])

    def listed(self, group: str, name: str) -> list[str]:
        """A list of fixed texts."""
        return [str(text) for text in self._forms[group][name]]

    def variants(self, group: str, name: str) -> int:
        """How many different texts a form can take, slots aside."""
        forms = self._forms[group][name]
        forms = forms if isinstance(forms, list) else [forms]
        return sum(_count(pattern) for pattern in forms)


class _Slots(dict[str, str]):
    """What fills the slots of a form; <Name> takes the slot `name` with its first letter raised."""

    def __missing__(self, name: str) -> str:
        small = name[0].lower() + name[1:]
        if small == name:
            raise KeyError(name)
        return self[small][:1].upper() + self[small][1:]


@functools.cache
def _parts(pattern: str, agree: bool) -> tuple[str | tuple[str, ...], ...]:  # noqa: FBT001 - part of the cache's key
    """A form taken apart into text and alternatives, as templates for the operator %, with the agreement made."""
    found: list[str | tuple[str, ...]] = []
    for place, text in enumerate(_ALTERNATIVES.split(pattern)):
        texts = [_template(part, agree=agree) for part in (_split(text) if place % 2 else [text])]
        found.append(tuple(texts) if place % 2 else texts[0])
    return tuple(found)


def _template(text: str, *, agree: bool) -> str:
    agreed = _AGREEMENT.sub(lambda match: match[2] if agree else match[1], text.replace("%", "%%"))
    return _SLOT.sub(r"%(\1)s", agreed)


def _split(alternatives: str) -> list[str]:
    """Alternatives between strokes; strokes within [is|are] part nothing."""
    return re.split(r"\|(?![^\[]*\])", alternatives)


def _count(pattern: str) -> int:
    product = 1
    for match in _ALTERNATIVES.finditer(pattern):
        product *= match[1].count("|") + 1
    return product


@functools.cache
def _load(language: Language) -> dict[str, Any]:
    text = files("templates.phrasing").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    forms: dict[str, Any] = yaml.safe_load(text)  # trusted: our own file
    more = {name: files("templates.phrasing").joinpath(f"{name}s.yaml") for name in ("caption", "request")}
    return forms | {name: yaml.safe_load(file.read_text(encoding="utf-8"))[language] for name, file in more.items()}
