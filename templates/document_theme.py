"""Themes of documents: colours and font families by role, chosen among the fonts that this machine has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.fonts import families

_KINDS = ("sans", "serif")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as #rrggbb and family names. `latin` is the family for Latin letters in a Chinese text, "" otherwise."""

    name: str
    ink: str
    muted: str
    accent: str
    tint: str
    rule: str
    band: str
    head: str
    body: str
    latin: str


def choose_theme(draw: Draw, rows: Sequence[Mapping[str, Any]], language: Language) -> Theme:
    """One of the themes in `rows`, with families that reportlab can embed (TrueType outlines)."""
    row = draw.choice(rows)
    colours = {name: row[name] for name in ("name", "ink", "muted", "accent", "tint", "rule", "band")}
    if language == "zh":
        han = families("zh", ("sans",), cff=False)[0]
        return Theme(head=han, body=han, latin=_installed(draw, row["zh_latin"]), **colours)
    return Theme(head=_installed(draw, row["head"]), body=_installed(draw, row["body"]), latin="", **colours)


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts of a colour written as #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _installed(draw: Draw, wanted: Sequence[str]) -> str:
    """One of the wanted families that is here; any other when none is."""
    here = families("en", _KINDS, cff=False)
    return draw.choice([name for name in wanted if name in here] or here)
