"""Draws how a formula is set: math font, size, colours, paper, margins, and an equation number now and then."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import BackendError
from proofpress_core.rng import Draw, Streams
from templates.fonts import Font, families, font, languages

Rgb = tuple[int, int, int]
Pattern = Literal["plain", "grid", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaLook:
    """How a formula is set. `face` and `partner` are font names as typst knows them (`partner` "" where no Chinese is
    written), `size` pixels per em, `margin` around the ink (x, y), `number` an equation number on one side, `gap`
    pixels away; `pattern` is drawn on the paper in `line`, `pitch` pixels apart."""

    face: str
    partner: str
    size: int
    ink: Rgb
    paper: Rgb
    pattern: Pattern
    line: Rgb
    pitch: int
    margin: tuple[int, int]
    number: str
    number_side: Literal["left", "right"]
    gap: int


def look(streams: Streams, language: Language, math: str, words: str) -> FormulaLook:
    """A look for a formula with those characters, `words` being what its texts say: fonts that have them all, and a
    smaller size for long formulas. In Chinese the words are set in a partner font, otherwise in the math font."""
    style, layout = streams("style"), streams("layout")
    signs = len(math) + len(words)
    theme = _weighted(style, _table()["themes"])
    size = layout.integer(26, 64 if signs <= 20 else 48 if signs <= 36 else 36)
    return FormulaLook(
        face=_covering(style, "faces", math if language == "zh" else math + words),
        partner=_covering(style, "partners", words) if language == "zh" else "",
        size=size, ink=_rgb(theme["ink"]), paper=_rgb(theme["paper"]), pattern=theme.get("pattern", "plain"),
        line=_rgb(theme.get("line", theme["paper"])), pitch=round(size * layout.uniform(0.55, 0.8)),
        margin=(round(size * layout.uniform(0.5, 1.6)), round(size * layout.uniform(0.45, 1.2))),
        number=_number(layout) if layout.chance(0.3) else "",
        number_side="left" if layout.chance(0.15) else "right",
        gap=round(size * layout.uniform(1.2, 3.5)),
    )  # fmt: skip


@functools.cache
def folders() -> tuple[str, ...]:
    """The folders of all font files that looks may name, sorted."""
    kinds = ("faces", "partners") if "zh" in languages() else ("faces",)
    keys = [row["key"] for kind in kinds for row in present(kind) if row["key"]]
    return tuple(sorted({str(font(key).path.parent) for key in keys}))


def font_of(name: str) -> Font | None:
    """The font file behind a face or partner; None for the one that the typesetter carries. KeyError if unknown."""
    rows = {row["name"]: row["key"] for kind in ("faces", "partners") for row in _table()[kind]}
    return font(rows[name]) if rows[name] else None


def _covering(draw: Draw, kind: str, text: str) -> str:
    """The name of a font that has every character. The one that the typesetter carries has all of `math_symbols`."""
    return str(_weighted(draw, [r for r in present(kind) if not r["key"] or font(r["key"]).covers(text)])["name"])


def _number(draw: Draw) -> str:
    chapter, place = draw.integer(1, 12), draw.integer(1, 48)
    return draw.choice((f"({place})", f"({chapter}.{place})", f"({chapter}.{draw.integer(1, 9)}.{place % 20 + 1})",
                        f"({chapter}-{place})"), (3, 4, 1, 1))  # fmt: skip


def _weighted(draw: Draw, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return draw.choice(rows, [row["weight"] for row in rows])


@functools.cache
def present(kind: str) -> list[dict[str, Any]]:
    """The `faces` or `partners` (`key`, `name`, `weight`) whose font is on this machine. BackendError if none is."""
    here = {"", *families("en", ("math",))} if kind == "faces" else families("zh", ("serif", "sans", "hand"))
    rows = [row for row in _table()[kind] if row["key"] in here]
    if not rows:
        raise BackendError("fonts", f"none of the {kind} of formula_looks.yaml", "install the packages of packages.txt")
    return rows


def _rgb(code: str) -> Rgb:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


@functools.cache
def _table() -> dict[str, Any]:
    text = files("templates").joinpath("formula_looks.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
