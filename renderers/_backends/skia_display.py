"""The bulk engine: a display list painted by skia, with text set glyph by glyph as HarfBuzz shaped it."""

from __future__ import annotations

import functools
from typing import Any

import skia

from renderers._backends.display import Disc, Display, Polygon, Recording, Rect, Stroke, Words, hatch_ink
from renderers._backends.skia_canvas import Colour, Surface
from renderers.base import Canvas

_HATCH_STEP = 7.0


def paint(display: Display, canvas: Canvas) -> Recording:
    """Paint a display list with skia."""
    surface = Surface(display.width, display.height, canvas, rgb(display.background))
    lines = {}
    for item in display.items:
        if isinstance(item, Words):
            surface.text(item.line, item.x, item.baseline, rgb(item.colour), item.name, turn=item.turn)
            if item.name:
                lines[item.name] = item.line.clusters(item.x, item.baseline, item.name, item.turn)
        elif not item.name or canvas.paints(item.name):
            _PAINTERS[type(item)](surface.skia, item)
    return Recording(surface.pixels(), lines, display.marks)


@functools.lru_cache(maxsize=1024)
def rgb(code: str) -> Colour:
    """Red, green and blue of `#rrggbb`."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _rect(target: Any, item: Rect) -> None:
    shape = skia.Rect(*item.box)
    target.drawRect(shape, _filling(item.colour, item.opacity))
    if item.hatch:
        path = skia.Path()
        path.addRect(shape)
        _hatch(target, path, item)


def _polygon(target: Any, item: Polygon) -> None:
    path = skia.Path()
    path.setFillType(skia.PathFillType.kEvenOdd)
    for outline in item.outlines:
        path.addPoly([skia.Point(x, y) for x, y in outline], True)  # noqa: FBT003
    target.drawPath(path, _filling(item.colour, item.opacity))
    if item.hatch:
        _hatch(target, path, item)


def _disc(target: Any, item: Disc) -> None:
    target.drawCircle(*item.centre, item.radius, _filling(item.colour, item.opacity))


def _stroke(target: Any, item: Stroke) -> None:
    pen = _pen(item.colour, item.opacity, item.width, item.dash)
    if len(item.points) == 2:
        target.drawLine(*item.points[0], *item.points[1], pen)
        return
    path = skia.Path()
    closed = item.points[0] == item.points[-1]
    path.addPoly([skia.Point(x, y) for x, y in item.points[: -1 if closed else None]], closed)
    target.drawPath(path, pen)


_PAINTERS: dict[type, Any] = {Rect: _rect, Polygon: _polygon, Disc: _disc, Stroke: _stroke}


def _hatch(target: Any, outline: Any, item: Rect | Polygon) -> None:
    """Lines or dots inside an outline, on a raster that is fixed to the picture."""
    box, hatch = outline.getBounds(), item.hatch
    target.save()
    target.clipPath(outline, True)  # noqa: FBT003
    pen = _pen(hatch_ink(item.colour), item.opacity, 1.2, ())
    reach = box.height()
    first = _HATCH_STEP * int(box.left() / _HATCH_STEP - reach / _HATCH_STEP - 1)
    while hatch in "/\\x" and first < box.right() + reach:
        if hatch in "/x":
            target.drawLine(first, box.bottom(), first + reach, box.top(), pen)
        if hatch in "\\x":
            target.drawLine(first, box.top(), first + reach, box.bottom(), pen)
        first += _HATCH_STEP
    if hatch in "-.":
        _level_hatch(target, box, item, pen)
    target.restore()


def _level_hatch(target: Any, box: Any, item: Rect | Polygon, pen: Any) -> None:
    """Level lines, or rows of dots."""
    y = _HATCH_STEP * int(box.top() / _HATCH_STEP)
    dots = _filling(hatch_ink(item.colour), item.opacity)
    while y < box.bottom():
        if item.hatch == "-":
            target.drawLine(box.left(), y, box.right(), y, pen)
        else:
            x = _HATCH_STEP * int(box.left() / _HATCH_STEP)
            while x < box.right():
                target.drawCircle(x, y, 1.3, dots)
                x += _HATCH_STEP
        y += _HATCH_STEP


@functools.lru_cache(maxsize=1024)
def _filling(colour: str, opacity: float) -> Any:
    return skia.Paint(AntiAlias=True, Color=skia.Color(*rgb(colour), round(255 * opacity)))


@functools.lru_cache(maxsize=1024)
def _pen(colour: str, opacity: float, width: float, dash: tuple[float, ...]) -> Any:
    pen = skia.Paint(
        AntiAlias=True, Color=skia.Color(*rgb(colour), round(255 * opacity)), Style=skia.Paint.kStroke_Style,
        StrokeWidth=width, StrokeCap=skia.Paint.kButt_Cap, StrokeJoin=skia.Paint.kRound_Join,
    )  # fmt: skip
    if dash:
        pen.setPathEffect(skia.DashPathEffect.Make(list(dash), 0))
    return pen
