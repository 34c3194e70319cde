"""Texts for signs and crops: draws from the slot grammars of `scene_words.yaml`."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw

_SLOT = re.compile(r"\{(\w+)(?:#\w+)?(?: ([\d.]+) ([\d.]+) (\d))?\}")
BAR = " | "
"""Parts what stands at the left of a line from what stands at the right."""


def kinds() -> tuple[str, ...]:
    """Names of the kinds of text, the same for every language, in file order."""
    return tuple(_table()["en"]["kinds"])


def scene_text(draw: Draw, language: Language, kind: str) -> tuple[str, ...]:
    """The lines of one text. A line may hold one `BAR`. ConfigError for an unknown kind."""
    forms = _table()[language]["kinds"]
    if kind not in forms:
        raise ConfigError("scene_words.kind", kind, "a kind of scene text", valid=forms)
    bound: dict[str, str] = {}
    return tuple(_fill(line, draw, _table()[language]["slots"], bound) for line in draw.choice(forms[kind]))


def variety(language: Language, kind: str) -> int:
    """How many different texts a kind can give, counting each number slot as its steps: an upper bound that ignores
    the few pairs of slots that cannot agree."""
    table = _table()[language]
    return sum(_count(" ".join(form), table["slots"]) for form in table["kinds"][kind])


def _fill(text: str, draw: Draw, slots: dict[str, list[str]], bound: dict[str, str]) -> str:
    return _SLOT.sub(lambda match: _value(match, draw, slots, bound), text)


def _value(match: re.Match[str], draw: Draw, slots: dict[str, list[str]], bound: dict[str, str]) -> str:
    """The value of one slot. Draws of the same slot under other numbers differ from one another."""
    whole, name = match[0], match[1]
    if whole not in bound:
        if name == "number":
            bound[whole] = str(draw.decimal(float(match[2]), float(match[3]), int(match[4])))
        else:
            taken = {value for key, value in bound.items() if _name(key) == name}
            free = [entry for entry in slots[name] if entry not in taken]
            bound[whole] = _fill(draw.choice(free), draw, slots, bound)
    return bound[whole]


def _name(slot: str) -> str:
    match = _SLOT.fullmatch(slot)
    return match[1] if match else ""


def _count(text: str, slots: dict[str, list[str]]) -> int:
    total = 1
    for match in {found[0]: found for found in _SLOT.finditer(text)}.values():
        if match[1] == "number":
            total *= round((float(match[3]) - float(match[2])) * 10 ** int(match[4])) + 1
        else:
            total *= sum(_count(entry, slots) for entry in slots[match[1]])
    return total


@functools.cache
def _table() -> dict[str, Any]:
    text = files("templates").joinpath("scene_words.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
