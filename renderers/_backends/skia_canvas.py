"""A skia surface with the house's text: draws shaped lines glyph by glyph and honours a canvas' hidden names."""

from __future__ import annotations

import functools
from typing import Any

import cv2
import numpy as np
import skia

from renderers._backends.shaping import Shaped
from renderers.base import Canvas, Pixels
from templates.fonts import Font

Colour = tuple[int, int, int]


class Surface:
    """An RGB page of width x height pixels to paint on. `skia` is the raw canvas for everything but text."""

    def __init__(self, width: int, height: int, canvas: Canvas, background: Colour = (255, 255, 255)) -> None:
        self.width, self.height = width, height
        self.canvas = canvas
        self._buffer = np.empty((height, width, 4), dtype=np.uint8)
        self._surface = skia.Surface(self._buffer, skia.kRGBA_8888_ColorType)
        self.skia = self._surface.getCanvas()
        self.skia.clear(skia.Color(*background))

    def text(self, line: Shaped, x: float, baseline: float, colour: Colour, paint: str, first: int = 0) -> None:
        """Paint a shaped line with its pen starting at (x, baseline); piece k is painted under `paint#(first + k)`."""
        pencil = skia.Paint(AntiAlias=True, Color=skia.Color(*colour))
        face = _skia_font(line.font, line.size)
        codes: list[int] = []
        places: list[Any] = []
        for number, piece in enumerate(line.pieces, first):
            if self.canvas.paints(f"{paint}#{number}"):
                codes += [glyph.code for glyph in piece.glyphs]
                places += [skia.Point(x + glyph.x, baseline + glyph.y) for glyph in piece.glyphs]
        if codes:
            builder = skia.TextBlobBuilder()
            builder.allocRunPos(face, codes, places)
            self.skia.drawTextBlob(builder.make(), 0, 0, pencil)

    def rect(self, box: tuple[float, float, float, float], colour: Colour, paint: str = "") -> None:
        """Fill a box without antialiasing where its edges are whole numbers."""
        if not paint or self.canvas.paints(paint):
            self.skia.drawRect(skia.Rect(*box), skia.Paint(Color=skia.Color(*colour), AntiAlias=True))

    def stroke(self, points: list[tuple[float, float]], colour: Colour, width: float, paint: str = "") -> None:
        """Draw an open polyline with butt ends."""
        if paint and not self.canvas.paints(paint):
            return
        path = skia.Path()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        pen = skia.Paint(AntiAlias=True, Color=skia.Color(*colour), Style=skia.Paint.kStroke_Style, StrokeWidth=width)
        self.skia.drawPath(path, pen)

    def pixels(self) -> Pixels:
        """The page so far as contiguous RGB."""
        self._surface.flushAndSubmit()
        return cv2.cvtColor(self._buffer, cv2.COLOR_RGBA2RGB)


@functools.cache
def _faces() -> Any:
    """A manager that opens files and knows no others: skia's own starts its copy of fontconfig, older than most
    machines' configuration, which then complains about it."""
    return skia.FontMgr.New_Custom_Empty()


@functools.lru_cache(maxsize=64)
def _typeface(font: Font) -> Any:
    face = _faces().makeFromFile(str(font.path), font.face)
    if face is None:
        raise ValueError(f"skia cannot read {font.path.name}, face {font.face}")
    return face


@functools.lru_cache(maxsize=512)
def _skia_font(font: Font, size: float) -> Any:
    made = skia.Font(_typeface(font), size)
    made.setSubpixel(True)
    made.setHinting(skia.FontHinting.kNone)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    return made
