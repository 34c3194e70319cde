"""Text shaped by HarfBuzz: clusters with pen places and exact outline extents, the same for every drawing library."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box, Cluster
from templates.fonts import Font

_ALTERNATES = ("liga", "clig", "rlig", "calt", "ccmp", "locl")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph at a pen place (pixels from the line's start, y down) with its ink box there, None for a blank."""

    code: int
    x: float
    y: float
    ink: Box | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A cluster: the characters it stands for, its glyphs, and its advance in pixels."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped line: pieces in logical order, width (sum of advances), and ascent and descent (positive, pixels) of
    the font at this size. Pen places start at (0, 0) on the baseline."""

    font: Font
    size: float
    pieces: tuple[Piece, ...]
    width: float
    ascent: float
    descent: float

    def clusters(self, x: float, baseline: float, paint: str) -> list[Cluster]:
        """Clusters of the line set at (x, baseline), painted under the names `paint#0`, `paint#1`, ..."""
        return [
            Cluster(piece.text, _moved(piece, x, baseline), f"{paint}#{number}")
            for number, piece in enumerate(self.pieces)
        ]

    def ink(self) -> Box | None:
        """Extent of all ink with the pen starting at (0, 0)."""
        boxes = [glyph.ink for piece in self.pieces for glyph in piece.glyphs if glyph.ink]
        return union(boxes) if boxes else None


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
    pieces, width = _pieces(text, buffer, face, scale, spacing)
    extents = face.get_font_extents("ltr")
    return Shaped(font, size, pieces, width, extents.ascender * scale, -extents.descender * scale)


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


def _pieces(
    text: str, buffer: hb.Buffer, face: hb.Font, scale: float, spacing: float
) -> tuple[tuple[Piece, ...], float]:
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    glyphs: dict[int, list[Glyph]] = {start: [] for start in starts}
    advances = dict.fromkeys(starts, 0.0)
    pen = 0.0
    last = starts[0] if starts else 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.cluster != last:
            pen, last = pen + spacing, info.cluster
        x, y = pen + place.x_offset * scale, -place.y_offset * scale
        glyphs[info.cluster].append(Glyph(info.codepoint, x, y, _ink(face, info.codepoint, scale, x, y)))
        advances[info.cluster] += place.x_advance * scale
        pen += place.x_advance * scale
    return tuple(Piece(text[s : ends[s]], tuple(glyphs[s]), advances[s] + spacing) for s in starts), pen


def _ink(face: hb.Font, code: int, scale: float, x: float, y: float) -> Box | None:
    bounds = _bounds(face, code)
    if bounds is None:
        return None
    left, bottom, right, top = bounds
    return x + left * scale, y - top * scale, x + right * scale, y - bottom * scale


@functools.lru_cache(maxsize=8192)
def _bounds(face: hb.Font, code: int) -> Box | None:
    """Exact bounds of a glyph's outline in font units. Not HarfBuzz's extents: those trust the file's own table, which
    is wrong for some hand-made fonts, and count the control points of PostScript curves."""
    pen = BoundsPen(None)
    face.draw_glyph_with_pen(code, pen)
    bounds: Box | None = pen.bounds
    return bounds if bounds and bounds[0] < bounds[2] and bounds[1] < bounds[3] else None


def _moved(piece: Piece, x: float, baseline: float) -> Box | None:
    boxes = [glyph.ink for glyph in piece.glyphs if glyph.ink]
    if not boxes or not piece.text.strip():
        return None
    left, top, right, bottom = union(boxes)
    return left + x, top + baseline, right + x, bottom + baseline


@functools.lru_cache(maxsize=64)
def _face(font: Font) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(font.path)), font.face))
