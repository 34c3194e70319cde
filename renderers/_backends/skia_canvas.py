"""A skia surface with the house's text: draws shaped lines glyph by glyph and honours a canvas' hidden names."""

from __future__ import annotations

import functools
from collections.abc import Sequence
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

    def text(
        self, line: Shaped, x: float, baseline: float, colour: Colour, paint: str, first: int = 0, *, turn: float = 0.0
    ) -> None:
        """Paint a shaped line with its pen starting at (x, baseline), turned by `turn` degrees anticlockwise about that
        point; piece k is painted under `paint#(first + k)`."""
        codes, xs, ys = self._painted(line, paint, first)
        if not codes:
            return
        pencil = skia.Paint(AntiAlias=True, Color=skia.Color(*colour))
        if not turn:
            self.skia.drawTextBlob(
                _blob(line, codes, [x + at for at in xs], [baseline + at for at in ys]), 0, 0, pencil
            )
            return
        self.skia.save()
        self.skia.translate(x, baseline)
        self.skia.rotate(-turn)
        self.skia.drawTextBlob(_blob(line, codes, xs, ys), 0, 0, pencil)
        self.skia.restore()

    def _painted(self, line: Shaped, paint: str, first: int) -> tuple[Sequence[int], Sequence[float], Sequence[float]]:
        """Codes and places of the glyphs of those pieces that the canvas does not hold back."""
        codes, xs, ys, _ = line.run
        if not self.canvas.hide:
            return codes, xs, ys
        shown = [
            place
            for number, span in enumerate(line.spans(), first)
            if self.canvas.paints(f"{paint}#{number}")
            for place in range(*span)
        ]
        return [codes[place] for place in shown], [xs[place] for place in shown], [ys[place] for place in shown]

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


def _blob(line: Shaped, codes: Sequence[int], xs: Sequence[float], ys: Sequence[float]) -> Any:
    """Glyphs at these places, ready to draw. One height for all where the line has one: points are dear to make."""
    builder, face = skia.TextBlobBuilder(), _skia_font(line.font, line.size)
    if line.level:
        builder.allocRunPosH(face, codes, xs, ys[0])
    else:
        builder.allocRunPos(face, codes, list(map(skia.Point, xs, ys)))
    return builder.make()


@functools.lru_cache(maxsize=1024)
def _pencil(colour: Colour) -> Any:
    return skia.Paint(AntiAlias=True, Color=skia.Color(*colour))


@functools.lru_cache(maxsize=512)
def _skia_font(font: Font, size: float) -> Any:
    made = skia.Font(_typeface(font), size)
    made.setSubpixel(True)
    made.setHinting(skia.FontHinting.kNone)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    return made
