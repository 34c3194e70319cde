"""Text shaped by HarfBuzz: clusters with pen places and exact outline extents, the same for every drawing library.

A line is held as columns, and its pieces are made only for those who ask: a chart shapes hundreds of new characters.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box, Cluster
from templates.fonts import Font

_ALTERNATES = ("liga", "clig", "rlig", "calt", "ccmp", "locl")


class Glyph(NamedTuple):
    """A glyph at a pen place (pixels from the line's start, y down) with its ink box there, None for a blank."""

    code: int
    x: float
    y: float
    ink: Box | None


class Piece(NamedTuple):
    """A cluster: the characters it stands for, its glyphs, and its advance in pixels."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: float


class Run(NamedTuple):
    """The glyphs of a line side by side, as the columns of `Glyph`."""

    codes: Sequence[int]
    xs: Sequence[float]
    ys: Sequence[float]
    inks: Sequence[Box | None]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped line: pieces in logical order, width (sum of advances), and ascent and descent (positive, pixels) of
    the font at this size. Pen places start at (0, 0) on the baseline.

    `texts` and `advances` are those of the pieces, `run` holds the glyphs of all pieces, `counts` how many of them each
    piece has (empty where every piece has one), `level` whether all pens stand on the baseline.
    """

    font: Font
    size: float
    texts: Sequence[str]
    advances: Sequence[float]
    run: Run
    counts: Sequence[int]
    level: bool
    width: float
    ascent: float
    descent: float

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The line piece by piece."""
        glyphs = [Glyph(*columns) for columns in zip(*self.run, strict=True)]
        return tuple(
            Piece(text, tuple(glyphs[first:end]), advance)
            for text, (first, end), advance in zip(self.texts, self.spans(), self.advances, strict=True)
        )

    def spans(self) -> list[tuple[int, int]]:
        """For every piece the places of its glyphs in the run, [first, end)."""
        return list(pairwise([0, *accumulate(self.counts or [1] * len(self.texts))]))

    def with_pieces(self, pieces: Sequence[Piece], width: float) -> Shaped:
        """A line of other pieces in the same type."""
        glyphs = [glyph for piece in pieces for glyph in piece.glyphs]
        run = Run(*(tuple(column) for column in zip(*glyphs, strict=True))) if glyphs else Run((), (), (), ())
        texts, counts = [piece.text for piece in pieces], [len(piece.glyphs) for piece in pieces]
        return Shaped(self.font, self.size, texts, [piece.advance for piece in pieces], run, counts, not any(run.ys),
                      width, self.ascent, self.descent)  # fmt: skip

    def clusters(self, x: float, baseline: float, paint: str, turn: float = 0.0) -> list[Cluster]:
        """Clusters of the line set at (x, baseline), painted under the names `paint#0`, `paint#1`, ... With a `turn`
        (degrees anticlockwise about the pen's start) extents are quads, clockwise from the reader's upper left."""
        names = [f"{paint}#{number}" for number in range(len(self.texts))]
        inks = [ink if text.strip() else None for text, ink in zip(self.texts, self._inks(), strict=True)]
        if turn:
            return list(map(Cluster, self.texts, _turned(inks, x, baseline, turn), names))
        boxes = [ink and (ink[0] + x, ink[1] + baseline, ink[2] + x, ink[3] + baseline) for ink in inks]
        return list(map(Cluster, self.texts, boxes, names))

    def ink(self) -> Box | None:
        """Extent of all ink with the pen starting at (0, 0)."""
        boxes = [ink for ink in self.run.inks if ink]
        return union(boxes) if boxes else None

    def _inks(self) -> Sequence[Box | None]:
        """The extent of each piece's ink."""
        inks = self.run.inks
        if not self.counts:
            return inks
        held = [[ink for ink in inks[first:end] if ink] for first, end in self.spans()]
        return [union(boxes) if boxes else None for boxes in held]


@functools.lru_cache(maxsize=4096)
def shape(text: str, font: Font, size: float, spacing: float = 0.0, *, plain: bool = False) -> Shaped:
    """Shape one line at `size` pixels per em with `spacing` extra pixels after each cluster. `plain` gives every
    character its nominal glyph (kerned, but no ligatures and no alternates), for drawing libraries that take characters
    and not glyphs. Reject (`glyph_missing`) when the font has no glyph for a character, so that no box is ever drawn in
    place of a letter."""
    if not font.covers(text):
        missing = [ch for ch in text if not font.covers(ch)]
        raise Reject("glyph_missing", f"{font.path.name} lacks {missing[:5]}")
    face = _face(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face, buffer, dict.fromkeys(_ALTERNATES, False) if plain else {"liga": spacing == 0.0})
    scale = size / face.face.upem
    infos = buffer.glyph_infos
    owners, codes = [info.cluster for info in infos], [info.codepoint for info in infos]
    run, advances, width = _walk(codes, buffer.glyph_positions, owners, face, scale, spacing)
    texts: Sequence[str] = text
    counts: Sequence[int] = ()
    if owners != list(range(len(text))):
        texts, advances, run, counts = _grouped(text, owners, advances, run)
    extents = face.get_font_extents("ltr")
    return Shaped(font, size, texts, [advance + spacing for advance in advances], run, counts, not any(run.ys), width,
                  extents.ascender * scale, -extents.descender * scale)  # fmt: skip


@functools.lru_cache(maxsize=512)
def x_height(font: Font, size: float) -> float:
    """Height in pixels of the ink of a lower-case x (of 口 where the font has no x)."""
    letter = "x" if font.covers("x") else "口"
    ink = shape(letter, font, size).ink()
    return ink[3] - ink[1] if ink else 0.0


def union(boxes: list[Box]) -> Box:
    """The least box around several."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _walk(
    codes: Sequence[int], places: Sequence[hb.GlyphPosition], owners: Sequence[int], face: hb.Font, scale: float,
    spacing: float,
) -> tuple[Run, list[float], float]:  # fmt: skip
    """The glyphs as the pen meets them, the advance of each without spacing, and where the pen stops. `owners` are
    their clusters."""
    xs, ys, inks, advances = [], [], [], []
    pen, last = 0.0, owners[0] if owners else 0
    for code, place, owner in zip(codes, places, owners, strict=True):
        if owner != last:
            pen, last = pen + spacing, owner
        shift, rise, right, _ = place.position
        x, y, advance = pen + shift * scale, -rise * scale, right * scale
        box = _bounds(face, code)
        inks.append(box and (x + box[0] * scale, y - box[3] * scale, x + box[2] * scale, y - box[1] * scale))
        xs.append(x)
        ys.append(y)
        advances.append(advance)
        pen += advance
    return Run(codes, xs, ys, inks), advances, pen


def _grouped(
    text: str, owners: Sequence[int], advances: Sequence[float], run: Run
) -> tuple[list[str], list[float], Run, list[int]]:
    """Texts and advances of the clusters in logical order, their glyphs, and how many each has."""
    order = sorted(range(len(owners)), key=owners.__getitem__)
    starts = sorted(set(owners))
    sums, counts = dict.fromkeys(starts, 0.0), dict.fromkeys(starts, 0)
    for owner, advance in zip(owners, advances, strict=True):
        sums[owner] += advance
        counts[owner] += 1
    texts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    columns = ([column[place] for place in order] for column in run)
    return texts, list(sums.values()), Run(*columns), list(counts.values())


@functools.lru_cache(maxsize=32768)
def _bounds(face: hb.Font, code: int) -> Box | None:
    """Exact bounds of a glyph's outline in font units. Not HarfBuzz's extents: those trust the file's own table, which
    is wrong for some hand-made fonts, and count the control points of PostScript curves."""
    pen = BoundsPen(None)
    face.draw_glyph_with_pen(code, pen)
    bounds: Box | None = pen.bounds
    return bounds if bounds and bounds[0] < bounds[2] and bounds[1] < bounds[3] else None


def _turned(
    inks: Sequence[Box | None], x: float, baseline: float, turn: float
) -> list[tuple[tuple[float, float], ...] | None]:
    """Boxes as quads after a turn by `turn` degrees anticlockwise about (0, 0) and a shift to (x, baseline)."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [
        ink
        and tuple(
            (x + cos * u + sin * v, baseline - sin * u + cos * v)
            for u, v in ((ink[0], ink[1]), (ink[2], ink[1]), (ink[2], ink[3]), (ink[0], ink[3]))
        )
        for ink in inks
    ]


@functools.lru_cache(maxsize=64)
def _face(font: Font) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(font.path)), font.face))
