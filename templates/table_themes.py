"""Looks of tables: the themes of table_themes.yaml as typed values."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from templates.fonts import Font, Weight, families, font

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How one part of a table is set: its fill (None: the paper shows), ink and weight."""

    fill: Colour | None
    ink: Colour
    weight: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours, weights and rule widths (pixels: strong, under headers, thin) of a table."""

    id: str
    paper: Colour
    ink: Colour
    muted: Colour
    caption: Weight
    header: Tone
    key: Tone
    total: Tone
    section: Tone
    band: Colour
    rule: Colour
    thin: Colour
    widths: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """What a theme leaves open: ranges of padding across and down (em) and of type size (pixels)."""

    across: tuple[float, float]
    down: tuple[float, float]
    size: tuple[int, int]


def theme_ids(look: str) -> tuple[str, ...]:
    """Ids of the themes that a look may wear, in file order."""
    return tuple(raw["id"] for raw in _raw().values() if look in raw["looks"])


def theme(theme_id: str) -> Theme:
    """The theme of that id; KeyError if there is none."""
    raw = _raw()[theme_id]
    weights = raw["weights"]
    tones = {part: _tone(raw[part], weights[part]) for part in ("header", "key", "total", "section")}
    colours = {name: _colour(raw[name]) for name in ("paper", "ink", "muted", "band", "rule", "thin")}
    strong, under, thin = raw["rules"]
    return Theme(
        id=theme_id, caption=weights["caption"], widths=(strong, under, thin), header=tones["header"],
        key=tones["key"], total=tones["total"], section=tones["section"], **colours,
    )  # fmt: skip


def ranges(theme_id: str) -> Ranges:
    """The ranges that a theme leaves open."""
    raw = _raw()[theme_id]
    across, down = raw["pad"]
    return Ranges(across=tuple(across), down=tuple(down), size=tuple(raw["size"]))


def theme_fonts(theme_id: str, language: Language, text: str) -> tuple[str, ...]:
    """Families of the theme on this machine that can write `text` in every weight; else any family that can."""
    liked = _raw()[theme_id]["fonts"][language]
    present = families(language, ("sans", "serif", "mono", "condensed"))
    found = tuple(name for name in liked if name in present and _writes(name, text))
    return found or tuple(name for name in present if _writes(name, text))


def _writes(family: str, text: str) -> bool:
    faces: list[Font] = [font(family, weight) for weight in ("regular", "bold", "italic")]
    return all(face.covers(text) for face in faces)


def _tone(raw: dict[str, str], weight: Weight) -> Tone:
    return Tone(fill=_colour(raw["fill"]) if raw["fill"] else None, ink=_colour(raw["ink"]), weight=weight)


def _colour(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue


@functools.cache
def _raw() -> dict[str, dict[str, Any]]:
    text = files("templates").joinpath("table_themes.yaml").read_text(encoding="utf-8")
    return {raw["id"]: raw for raw in yaml.safe_load(text)["themes"]}
