"""The thing that lettering stands on: a panel with its edge, border, fixings, icon, and its shadow on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from proofpress_core.scene_builder import Box
from renderers._backends.material import texture
from renderers._backends.skia_canvas import Surface

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`corner` is the radius in parts of the shorter side; `border` is none, line, double or frame; `screws` is none,
    corners, sides, pins or tape; `band` puts a coloured strip along the foot."""

    material: str
    colour: Colour
    accent: Colour
    border: str
    screws: str
    corner: float
    band: bool
    seed: int


def paint_texture(surface: Surface, box: Box, material: str, colour: Colour, seed: int) -> None:
    """Fill a box of the plane with a material, one texture pixel a unit."""
    width, height = max(8, round(box[2] - box[0])), max(8, round(box[3] - box[1]))
    rgba = np.full((height, width, 4), 255, dtype=np.uint8)
    rgba[:, :, :3] = texture(material, width, height, colour, seed)
    image = skia.Image.fromarray(rgba, skia.kRGBA_8888_ColorType)
    surface.skia.drawImageRect(image, skia.Rect(*box), skia.SamplingOptions(skia.FilterMode.kLinear), skia.Paint())


def paint_panel(surface: Surface, box: Box, panel: Panel, light_angle: float, unit: float) -> None:
    """Paint shadow, panel, edge, border and fixings. `unit` is the type size that the fittings go with."""
    radius = panel.corner * min(box[2] - box[0], box[3] - box[1])
    outline = skia.RRect.MakeRectXY(skia.Rect(*box), radius, radius)
    _paint_shadow(surface, outline, light_angle, unit * (0.05 if panel.material == "paper" else 0.16))
    surface.skia.save()
    surface.skia.clipRRect(outline, skia.ClipOp.kIntersect, True)  # noqa: FBT003
    paint_texture(surface, box, panel.material, panel.colour, panel.seed)
    if panel.band:
        _fill(surface, (box[0], box[3] - 0.5 * unit, box[2], box[3]), panel.accent)
    surface.skia.restore()
    _paint_edge(surface, outline, unit)
    BORDERS[panel.border](surface, box, radius, panel.accent, unit)
    FIXINGS[panel.screws](surface, box, unit)


def paint_icon(surface: Surface, icon: str, box: Box, colour: Colour, ground: Colour) -> None:
    """Paint a decoration into a square box: `arrow-left`, `arrow-right`, `arrow-up`, `warning` or `ban`."""
    surface.skia.save()
    surface.skia.translate(box[0], box[1])
    surface.skia.scale((box[2] - box[0]) / 100, (box[3] - box[1]) / 100)
    ICONS[icon](surface, colour, ground)
    surface.skia.restore()


def shade_of(colour: Colour, factor: float) -> Colour:
    """The colour darkened (factor below 1) or lightened, within range."""
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _pen(colour: Colour, width: float = 0.0, alpha: int = 255) -> Any:
    style = skia.Paint.kStroke_Style if width else skia.Paint.kFill_Style
    return skia.Paint(AntiAlias=True, Color=skia.Color(*colour, alpha), Style=style, StrokeWidth=width)


def _fill(surface: Surface, box: Box, colour: Colour) -> None:
    surface.skia.drawRect(skia.Rect(*box), _pen(colour))


def _paint_shadow(surface: Surface, outline: Any, light_angle: float, depth: float) -> None:
    """A soft shadow away from the light; `depth` is how far the panel stands off the wall."""
    angle = np.deg2rad(light_angle)
    cast = skia.RRect(outline)
    cast.offset(-1.2 * depth * float(np.cos(angle)), -1.2 * depth * float(np.sin(angle)))
    blurred = _pen((0, 0, 0), alpha=125)
    blurred.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.6 * depth, 0.8)))
    surface.skia.drawRRect(cast, blurred)


def _paint_edge(surface: Surface, outline: Any, unit: float) -> None:
    """The panel's own thickness: a pale and a dark hairline."""
    surface.skia.drawRRect(outline, _pen((0, 0, 0), 0.03 * unit, 80))
    inner = skia.RRect(outline)
    inner.inset(0.03 * unit, 0.03 * unit)
    surface.skia.drawRRect(inner, _pen((255, 255, 255), 0.03 * unit, 60))


def _no_border(surface: Surface, box: Box, radius: float, colour: Colour, unit: float) -> None:
    return


def _line_border(surface: Surface, box: Box, radius: float, colour: Colour, unit: float) -> None:
    _inset_stroke(surface, box, radius, colour, 0.16 * unit, 0.07 * unit)


def _double_border(surface: Surface, box: Box, radius: float, colour: Colour, unit: float) -> None:
    _inset_stroke(surface, box, radius, colour, 0.14 * unit, 0.06 * unit)
    _inset_stroke(surface, box, radius, colour, 0.26 * unit, 0.025 * unit)


def _frame_border(surface: Surface, box: Box, radius: float, colour: Colour, unit: float) -> None:
    """A wooden frame with mitred look: a broad stroke, darker inside."""
    _inset_stroke(surface, box, 0.0, colour, 0.11 * unit, 0.22 * unit)
    _inset_stroke(surface, box, 0.0, shade_of(colour, 0.55), 0.235 * unit, 0.03 * unit)
    _inset_stroke(surface, box, 0.0, shade_of(colour, 1.25), 0.02 * unit, 0.03 * unit)


def _inset_stroke(surface: Surface, box: Box, radius: float, colour: Colour, inset: float, width: float) -> None:
    rect = skia.Rect(box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset)
    inner = max(0.0, radius - inset)
    surface.skia.drawRRect(skia.RRect.MakeRectXY(rect, inner, inner), _pen(colour, width))


def _no_fixings(surface: Surface, box: Box, unit: float) -> None:
    return


def _corner_screws(surface: Surface, box: Box, unit: float) -> None:
    reach = 0.42 * unit
    for x in (box[0] + reach, box[2] - reach):
        for y in (box[1] + reach, box[3] - reach):
            _screw(surface, x, y, 0.1 * unit)


def _side_screws(surface: Surface, box: Box, unit: float) -> None:
    for x in (box[0] + 0.45 * unit, box[2] - 0.45 * unit):
        _screw(surface, x, (box[1] + box[3]) / 2, 0.1 * unit)


def _pins(surface: Surface, box: Box, unit: float) -> None:
    for x in (box[0] + 0.45 * unit, box[2] - 0.45 * unit):
        y = box[1] + 0.45 * unit
        surface.skia.drawCircle(x + 0.05 * unit, y + 0.06 * unit, 0.13 * unit, _pen((0, 0, 0), alpha=70))
        surface.skia.drawCircle(x, y, 0.13 * unit, _pen((190, 36, 40)))
        surface.skia.drawCircle(x - 0.04 * unit, y - 0.04 * unit, 0.04 * unit, _pen((255, 255, 255), alpha=150))


def _tape(surface: Surface, box: Box, unit: float) -> None:
    for x, turn in ((box[0], -42.0), (box[2], 40.0)):
        surface.skia.save()
        surface.skia.translate(x, box[1])
        surface.skia.rotate(turn)
        strip = skia.Rect(-0.75 * unit, -0.22 * unit, 0.75 * unit, 0.22 * unit)
        surface.skia.drawRect(strip, _pen((232, 222, 186), alpha=170))
        surface.skia.restore()


def _screw(surface: Surface, x: float, y: float, radius: float) -> None:
    surface.skia.drawCircle(x, y + 0.25 * radius, 1.1 * radius, _pen((0, 0, 0), alpha=90))
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x - 0.3 * radius, y - 0.3 * radius), 1.4 * radius,
        [skia.Color(236, 236, 232), skia.Color(122, 122, 120)],
    )  # fmt: skip
    head = skia.Paint(AntiAlias=True, Shader=shader)
    surface.skia.drawCircle(x, y, radius, head)
    surface.skia.drawLine(x - 0.6 * radius, y + 0.3 * radius, x + 0.6 * radius, y - 0.3 * radius,
                          _pen((70, 70, 68), 0.28 * radius))  # fmt: skip


def _polygon(points: list[tuple[float, float]]) -> Any:
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def _arrow(turn: float) -> Callable[[Surface, Colour, Colour], None]:
    def paint(surface: Surface, colour: Colour, ground: Colour) -> None:
        surface.skia.rotate(turn, 50, 50)
        points = [(6, 42), (56, 42), (56, 20), (95, 50), (56, 80), (56, 58), (6, 58)]
        surface.skia.drawPath(_polygon([(float(x), float(y)) for x, y in points]), _pen(colour))

    return paint


def _warning(surface: Surface, colour: Colour, ground: Colour) -> None:
    outer, inner = _polygon([(50, 4), (98, 90), (2, 90)]), _polygon([(50, 20), (85, 83), (15, 83)])
    surface.skia.drawPath(outer, _pen(colour))
    surface.skia.drawPath(inner, _pen(ground))
    surface.skia.drawPath(_polygon([(45, 38), (55, 38), (53, 63), (47, 63)]), _pen(colour))
    surface.skia.drawCircle(50, 72, 5, _pen(colour))


def _ban(surface: Surface, colour: Colour, ground: Colour) -> None:
    surface.skia.drawCircle(50, 50, 42, _pen((255, 255, 255)))
    surface.skia.drawCircle(50, 50, 41, _pen(colour, 12))
    surface.skia.drawLine(22, 22, 78, 78, _pen(colour, 12))


BORDERS = {"none": _no_border, "line": _line_border, "double": _double_border, "frame": _frame_border}
FIXINGS = {"none": _no_fixings, "corners": _corner_screws, "sides": _side_screws, "pins": _pins, "tape": _tape}
ICONS: dict[str, Callable[[Surface, Colour, Colour], None]] = {
    "arrow-right": _arrow(0.0), "arrow-left": _arrow(180.0), "arrow-up": _arrow(270.0),
    "warning": _warning, "ban": _ban,
}  # fmt: skip
