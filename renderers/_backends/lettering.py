"""Lines of lettering on a flat thing: laid out around a common edge or axis, painted, and handed over as clusters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from proofpress_core.scene_builder import Box, Cluster
from renderers._backends.shaping import Glyph, Piece, Shaped, shape, union
from renderers._backends.skia_canvas import Surface
from templates.fonts import Weight, font

Colour = tuple[int, int, int]
GAP = 1.4
"""Least room, in type sizes, between the left and the right part of a line."""

AIR = 0.3
"""Extra room below a line that leads a smaller one, in parts of the difference of their sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One line: `parts` is the text, or what stands left and what stands right; `share` scales the common type size,
    `spacing` is extra room after each cluster in type sizes."""

    parts: tuple[str, ...]
    family: str
    weight: Weight
    share: float
    spacing: float
    colour: Colour

    @property
    def text(self) -> str:
        """The line as it is read."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Placed:
    """A shaped line with its pen start, colour and paint name."""

    line: Shaped
    x: float
    baseline: float
    colour: Colour
    paint: str

    def clusters(self) -> list[Cluster]:
        return self.line.clusters(self.x, self.baseline, self.paint)

    @property
    def ink(self) -> Box:
        """Extent of the line's ink."""
        box = self.line.ink()
        if box is None:
            raise ValueError(f"line {self.paint} has no ink")
        return box[0] + self.x, box[1] + self.baseline, box[2] + self.x, box[3] + self.baseline


def lay(letters: Sequence[Letters], size: float, leading: float, align: Literal["left", "center"]) -> list[Placed]:
    """Set lines one under the other, the first baseline at `size`, flush left at 0 or centred on each other.
    Lines of two parts are spread over the width of the widest."""
    single = [_shaped(line, size, 0.0) for line in letters]
    width = max(line.width for line in single)
    placed: list[Placed] = []
    baseline = 0.0
    for number, (wanted, plain) in enumerate(zip(letters, single, strict=True)):
        line = _shaped(wanted, size, width) if len(wanted.parts) > 1 else plain
        baseline += size * wanted.share * (leading if placed else 1.0)
        baseline += AIR * size * max(0.0, letters[number - 1].share - wanted.share) if number else 0.0
        x = width / 2 - _middle(line) if align == "center" else -_bearing(line)
        placed.append(Placed(line, x, baseline, wanted.colour, f"line/{number}"))
    return placed


def shifted(placed: Sequence[Placed], dx: float, dy: float) -> list[Placed]:
    """The same lines moved."""
    return [replace(line, x=line.x + dx, baseline=line.baseline + dy) for line in placed]


def ink_of(placed: Sequence[Placed]) -> Box:
    """Extent of all ink."""
    return union([line.ink for line in placed])


def wobbled(line: Shaped, reach: float, seed: int) -> Shaped:
    """The line as a hand writes it: every cluster leaves the baseline by a normal deviate of `reach` px."""
    if reach == 0.0:
        return line
    generator = np.random.Generator(np.random.Philox(key=seed))
    rises = reach * generator.standard_normal(len(line.pieces))
    pieces = tuple(_moved(piece, 0.0, float(rise)) for piece, rise in zip(line.pieces, rises, strict=True))
    return line.with_pieces(pieces, line.width)


def paint_letters(surface: Surface, placed: Sequence[Placed], relief: float, shade: Colour) -> None:
    """Paint lines; `relief` px of shade to the lower right where letters are raised. The shade has names of its own,
    so that it stays when a letter is hidden: it is no part of the letter's ink."""
    for line in placed:
        if relief > 0.0:
            surface.text(line.line, line.x + relief, line.baseline + relief, shade, f"shade/{line.paint}")
    for line in placed:
        surface.text(line.line, line.x, line.baseline, line.colour, line.paint)


def _bearing(line: Shaped) -> float:
    """Room left of the first ink, so that lines of different size stand flush."""
    ink = line.ink()
    return ink[0] if ink else 0.0


def _middle(line: Shaped) -> float:
    """Middle of the ink, by which lines are centred."""
    ink = line.ink()
    return (ink[0] + ink[2]) / 2 if ink else line.width / 2


def _shaped(letters: Letters, size: float, width: float) -> Shaped:
    """The line alone; one of two parts filled up with a blank to `width`."""
    em = size * letters.share
    face = font(letters.family, letters.weight)
    first = shape(letters.parts[0], face, em, letters.spacing * em)
    if len(letters.parts) == 1:
        return first
    last = shape(letters.parts[1], face, em, letters.spacing * em)
    blank = max(GAP * em, width - first.width - last.width)
    start = first.width + blank
    pieces = (*first.pieces, Piece(" ", (), blank), *(_moved(piece, start) for piece in last.pieces))
    return first.with_pieces(pieces, start + last.width)


def _moved(piece: Piece, dx: float, dy: float = 0.0) -> Piece:
    return piece._replace(glyphs=tuple(_moved_glyph(glyph, dx, dy) for glyph in piece.glyphs))


def _moved_glyph(glyph: Glyph, dx: float, dy: float) -> Glyph:
    box = glyph.ink
    ink = (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy) if box else None
    return Glyph(glyph.code, glyph.x + dx, glyph.y + dy, ink)
