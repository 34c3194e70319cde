"""Draws formulas: a pattern of an area with its slots filled, or a family whose numbers are worked out.

Areas are the names of FAMILIES; `formula_<area>.yaml` holds the patterns, `formula_pools.yaml` what slots take.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import FormulaTree, Language
from proofpress_core.rng import Draw
from templates.formula_families import FAMILIES
from templates.formula_notation import parse

_SLOT = re.compile(r"\$([a-z]+)(\d*)")
_WORD = re.compile(r"@([a-z]+)")
_FAMILY_SHARE = 0.4


def areas() -> tuple[str, ...]:
    """The areas there are formulas of."""
    return tuple(FAMILIES)


def formula(area: str, draw: Draw, language: Language, formula_id: str = "formula") -> FormulaTree:
    """A formula of an area. KeyError for an area that does not exist."""
    families = FAMILIES[area]
    if families and draw.chance(_FAMILY_SHARE):
        text = draw.choice(families)(draw)
    else:
        text = fill(draw.choice(patterns(area)), draw)
    return parse(in_language(text, language), formula_id, language)


def patterns(area: str) -> tuple[str, ...]:
    """The patterns of an area, in file order."""
    return tuple(_table(f"formula_{area}.yaml")["patterns"])


def fill(pattern: str, draw: Draw) -> str:
    """A pattern with its slots filled: one value per slot name, and different values for the slots of one pool."""
    pools: dict[str, list[str]] = _table("formula_pools.yaml")["pools"]
    taken: dict[tuple[str, str], str] = {}
    for pool, number in sorted(set(_SLOT.findall(pattern))):
        left = [value for value in pools[pool] if value not in {v for (p, _), v in taken.items() if p == pool}]
        taken[pool, number] = draw.choice(left)
    return _SLOT.sub(lambda match: taken[match[1], match[2]], pattern)


def in_language(text: str, language: Language) -> str:
    """A formula with its `@words` written in a language."""
    words: dict[str, dict[str, str]] = _table("formula_pools.yaml")["words"]
    return _WORD.sub(lambda match: words[match[1]][language], text)


@functools.cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(files("templates").joinpath(name).read_text(encoding="utf-8"))
    return table
