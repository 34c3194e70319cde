"""Lines of text for pages: styles, unbreakable atoms, and line breaking for Latin and Chinese.

All lengths are points, y down. An atom is a word (Latin) or one character with what must not be parted from it
(Chinese); its letters carry pen places and ink boxes in points from the atom's start on the baseline.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from proofpress_core.scene_builder import Box
from renderers._backends.shaping import shape, union
from templates.fonts import Font

Colour = tuple[int, int, int]

NO_START = frozenset("。，、；：？！）》」』”’％…·—,.;:?!)]%*")
"""Characters that must not begin a line (kinsoku)."""
NO_END = frozenset("（《「『“‘([")
"""Characters that must not end a line."""

_HAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef“”‘’…—·]")
_SPLIT_HAN = re.compile(r"\s+|[\u2e80-\u9fff\uff00-\uffef“”‘’…—·]|[^\s\u2e80-\u9fff\uff00-\uffef“”‘’…—·]+")
_SPLIT_LATIN = re.compile(r"\s+|\S+")
_IDEOGRAPH = re.compile(r"[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How letters look. `latin` is the font of what is not Chinese in a Chinese text; `embolden` is the width in points
    of a stroke around the outlines, where a family has no bold face; `tracking` is added after each letter; `rise`
    lifts the baseline; `leading` is the distance of baselines."""

    font: Font
    size: float
    leading: float
    colour: Colour
    latin: Font | None = None
    embolden: float = 0.0
    tracking: float = 0.0
    rise: float = 0.0

    def font_of(self, han: bool) -> Font:  # noqa: FBT001
        """The font for a stretch of Chinese or of other letters."""
        return self.font if han or self.latin is None else self.latin


class Letter(NamedTuple):
    """One character with its pen place and ink box (None for a blank) in points from the atom's start."""

    text: str
    font: Font
    x: float
    ink: Box | None


class Atom(NamedTuple):
    """What a line break must not part. `space` says that a blank stands before it in running text."""

    text: str
    style: Style
    width: float
    letters: tuple[Letter, ...]
    space: bool


class SetLine(NamedTuple):
    """Atoms with their places from the line's start; `width` is the natural or the justified width."""

    atoms: tuple[Atom, ...]
    places: tuple[float, ...]
    width: float

    @property
    def text(self) -> str:
        """The line as logical text."""
        return "".join((" " if atom.space and number else "") + atom.text for number, atom in enumerate(self.atoms))


@functools.lru_cache(maxsize=8192)
def atom(text: str, style: Style, space: bool = False) -> Atom:  # noqa: FBT001, FBT002
    """The atom of an unbreakable text."""
    letters: list[Letter] = []
    pen = 0.0
    for han, stretch in _stretches(text):
        font = style.font_of(han)
        for char, advance, ink in _em_letters(stretch, font):
            letters.append(Letter(char, font, pen, _grown(ink, pen, style)))
            pen += advance * style.size + style.tracking
    return Atom(text, style, pen - style.tracking, tuple(letters), space)


@functools.lru_cache(maxsize=512)
def blank(style: Style) -> float:
    """Width of a word space."""
    return _em_width(" ", style.font_of(han=False)) * style.size + style.tracking


def atoms(text: str, style: Style) -> list[Atom]:
    """Atoms of a text; kinsoku characters are bound to their neighbours."""
    pieces: list[tuple[str, bool]] = []
    space = False
    split = _SPLIT_HAN if _IDEOGRAPH.search(text) else _SPLIT_LATIN
    for piece in split.findall(text):
        if piece.isspace():
            space = bool(pieces)
            continue
        bound = pieces and not space and (piece[0] in NO_START or pieces[-1][0][-1] in NO_END)
        if bound:
            pieces[-1] = (pieces[-1][0] + piece, pieces[-1][1])
        else:
            pieces.append((piece, space))
        space = False
    return [atom(piece, style, before) for piece, before in pieces]


def line(text: str, style: Style) -> SetLine:
    """The whole text on one line."""
    return set_atoms(atoms(text, style))


def set_atoms(row: Sequence[Atom], stretch: float = 0.0) -> SetLine:
    """Set atoms side by side, each gap widened by `stretch`."""
    places, pen = [], 0.0
    for number, item in enumerate(row):
        if number:
            pen += gap(row[number - 1], item) + stretch
        places.append(pen)
        pen += item.width
    return SetLine(tuple(row), tuple(places), pen)


def gap(left: Atom, right: Atom) -> float:
    """Natural distance of two neighbours: a word space, a thin space between Chinese and Latin, or none."""
    if right.space:
        return blank(right.style)
    mixed = bool(_HAN.match(left.text[-1])) != bool(_HAN.match(right.text[0]))
    sign = left.text[-1] in NO_START or right.text[0] in NO_END
    return 0.16 * right.style.size if mixed and not sign else 0.0


def _stretches(text: str) -> list[tuple[bool, str]]:
    found: list[tuple[bool, str]] = []
    for char in text:
        han = bool(_HAN.match(char))
        if found and found[-1][0] == han:
            found[-1] = (han, found[-1][1] + char)
        else:
            found.append((han, char))
    return found


@functools.lru_cache(maxsize=8192)
def _em_letters(text: str, font: Font) -> tuple[tuple[str, float, Box | None], ...]:
    """Advance and ink of each character in ems, the ink measured from the character's own pen place."""
    letters, pen = [], 0.0
    for piece in shape(text, font, 1.0, plain=True).pieces:
        boxes = [glyph.ink for glyph in piece.glyphs if glyph.ink]
        ink = union(boxes) if boxes and piece.text.strip() else None
        own = (ink[0] - pen, ink[1], ink[2] - pen, ink[3]) if ink else None
        letters.append((piece.text, piece.advance, own))
        pen += piece.advance
    return tuple(letters)


def _em_width(text: str, font: Font) -> float:
    return sum(advance for _, advance, _ in _em_letters(text, font))


def _grown(ink: Box | None, pen: float, style: Style) -> Box | None:
    if ink is None:
        return None
    left, top, right, bottom = (value * style.size for value in ink)
    half = style.embolden / 2
    return pen + left - half, top - half - style.rise, pen + right + half, bottom + half - style.rise
