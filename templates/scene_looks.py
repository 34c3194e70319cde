"""Looks of signs and crops: what they are made of, in which colours and type, from `scene_looks.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw
from templates.fonts import Weight, families, font

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One drawn look. `pad` is the room around the text in type sizes (across, down); `relief` the depth of raised
    letters in type sizes; `icon` is "", "arrow", "warning" or "ban"."""

    surface: str
    panel: str
    walls: tuple[str, ...]
    fonts: tuple[str, ...]
    weight: Weight
    ground: Colour
    ink: Colour
    accent: Colour
    border: str
    screws: str
    corner: float
    align: str
    relief: float
    pad: tuple[float, float]
    icon: str
    band: bool


def sign_kinds() -> tuple[str, ...]:
    """Kinds of text that have looks as signs, in file order."""
    return tuple(_table()["signs"])


def crop_kinds() -> tuple[str, ...]:
    """Kinds of text that have looks as crops of one line, in file order."""
    return tuple(_table()["crops"])


def look(draw: Draw, kind: str) -> Look:
    """A look for a kind of text; ConfigError for a kind that has none."""
    table = _table()
    if kind in table["crops"]:
        return _look(draw, table["crops"][kind])
    if kind not in table["signs"]:
        raise ConfigError("scene_looks.kind", kind, "a kind of sign or crop", valid=[*table["signs"], *table["crops"]])
    return _look(draw, draw.choice(table["signs"][kind]))


def wall_colour(draw: Draw, material: str) -> Colour:
    """A colour in which a wall of this material is seen."""
    return rgb(draw.choice(_table()["walls"][material]))


def family(draw: Draw, language: Language, kinds: tuple[str, ...], text: str) -> str:
    """A family of one of `kinds` that writes all of `text` in both weights; of any kind where the language has none of
    those."""
    for wanted in ((draw.choice(kinds),), kinds, ("sans", "serif", "mono", "hand")):
        able = [name for name in _families(language, wanted) if _writes(name, text)]
        if able:
            return draw.choice(able)
    raise ConfigError("scene_looks.family", text, "a text that some font of this machine writes")


def _luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    shares = (level / 255 for level in colour)
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _writes(name: str, text: str) -> bool:
    """Whether both weights have every character: a bold face may lack what the regular one has."""
    return font(name).covers(text) and font(name, "bold").covers(text)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(text: str) -> Colour:
    """`#rrggbb` as three numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _families(language: Language, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Families of these kinds, none where the machine has none. Latin text takes no Han families: their Latin letters
    are made to go with Han."""
    every = families(language, ("sans", "serif", "condensed", "mono", "hand"))
    return tuple(
        name for name in every if font(name).kind in kinds and (language != "en" or not font(name).covers("文"))
    )


def _look(draw: Draw, row: dict[str, Any]) -> Look:
    ground, ink, accent = draw.choice(row["palettes"])
    pad = row.get("pad", (0.5, 0.4))
    return Look(
        surface=row["surface"], panel=row["panel"], walls=tuple(row.get("walls", ())), fonts=tuple(row["fonts"]),
        weight=row["weight"], ground=rgb(ground), ink=rgb(ink), accent=rgb(accent), border=row.get("border", "none"),
        screws=row.get("screws", "none"), corner=row.get("corner", 0.0), align=row.get("align", "center"),
        relief=row.get("relief", 0.0), pad=(pad[0], pad[1]), icon=row.get("icon", ""), band=row.get("band", False),
    )  # fmt: skip


@functools.cache
def _table() -> dict[str, Any]:
    text = files("templates").joinpath("scene_looks.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
