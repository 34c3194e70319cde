"""Draws a triangle figure to scale: strokes as quads, angle marks as sectors or squares, labels in their places.

The figure's units become pixels by a turn, perhaps a reflection, and one scale (`_labels.posed`).
"""

from __future__ import annotations

import math

import skia

from renderers._backends.shaping import union
from renderers._backends.skia_canvas import Colour, Surface
from renderers.math_problems._inline import Faces
from renderers.math_problems._labels import (
    FigureStyle,
    Label,
    directions,
    extent_of,
    moved,
    placed,
    posed,
    radius,
    ref_of,
    unit,
    wishes_of,
)
from renderers.math_problems._sheet import Sheet
from renderers.math_problems._style import FigureBox
from renderers.math_problems._triangle import Angle, Figure, Point, Stroke

Quad = tuple[Point, Point, Point, Point]


def figure_box(figure: Figure, style: FigureStyle, faces: Faces, pen: Colour, ink: Colour) -> FigureBox:
    """Lay the figure out and say how large it is. Reject (`label_overlap`) if a label finds no place."""
    points = posed(figure, style)
    labels = placed(wishes_of(figure, points, style, faces), figure, points, style)
    boxes = [extent_of(label) for label in labels] + [(x - 2, y - 2, x + 2, y + 2) for x, y in points]
    left, top, right, bottom = union(boxes)

    def place(sheet: Sheet, x: float, y: float) -> None:
        shift = (round(x - left), round(y - top))
        _draw(sheet, figure, [moved(p, shift) for p in points], labels, shift, style, (pen, ink))

    return FigureBox(right - left, bottom - top, place, style.beside)


def _draw(
    sheet: Sheet, figure: Figure, points: list[Point], labels: list[Label], shift: Point, style: FigureStyle,
    colours: tuple[Colour, Colour],
) -> None:  # fmt: skip
    area = sheet.area("figure", ref="figure")
    pen, ink = colours
    for angle in figure.angles:
        _draw_angle(sheet, area, angle, points, style, pen)
    for stroke in figure.strokes:
        _draw_stroke(sheet, area, stroke, points, style, pen)
    joints = [points[place] for stroke in figure.strokes for place in (stroke.start, stroke.end)]
    sheet.over(lambda surface: _draw_joints(surface, joints, 0.5 * style.stroke, pen))
    for label in labels:
        sheet.label(area, label.role, label.box, label.x + shift[0], label.y + shift[1], ink, ref=label.ref,
                    anchor=moved(label.anchor, shift))  # fmt: skip


def _draw_joints(surface: Surface, joints: list[Point], reach: float, pen: Colour) -> None:
    paint = skia.Paint(AntiAlias=True, Color=skia.Color(*pen))
    for x, y in joints:
        surface.skia.drawCircle(x, y, reach, paint)


def _draw_stroke(sheet: Sheet, area: int, stroke: Stroke, points: list[Point], style: FigureStyle, pen: Colour) -> None:
    start, end = points[stroke.start], points[stroke.end]
    width = style.stroke if stroke.style == "side" else 0.8 * style.stroke
    runs = _dashes(start, end) if stroke.style == "dashed" else [(start, end)]

    def paint(surface: Surface) -> None:
        for run in runs:
            surface.stroke(list(run), pen, width)

    sheet.mark(area, "side", _band(start, end, width), paint, ref=ref_of(stroke.given), shape="quad")
    for number in range(stroke.ticks):
        _draw_tick(sheet, area, (start, end), (number - (stroke.ticks - 1) / 2) * 6.0, style, pen)


def _dashes(start: Point, end: Point) -> list[tuple[Point, Point]]:
    """Dashes of 7 px with gaps of 5, a dash at either end."""
    length = math.dist(start, end)
    count = max(2, round((length + 5.0) / 12.0))
    period = (length + 5.0) / count
    along = unit(start, end)
    places = [(n * period, n * period + period - 5.0) for n in range(count)]
    return [(moved(start, (a * along[0], a * along[1])), moved(start, (b * along[0], b * along[1])))
            for a, b in places]  # fmt: skip


def _draw_tick(
    sheet: Sheet, area: int, side: tuple[Point, Point], offset: float, style: FigureStyle, pen: Colour
) -> None:
    start, end = side
    along = unit(start, end)
    middle = moved(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), (offset * along[0], offset * along[1]))
    reach = 4.0 + style.stroke
    ends = (
        moved(middle, (-reach * along[1], reach * along[0])),
        moved(middle, (reach * along[1], -reach * along[0])),
    )
    width = 0.8 * style.stroke
    sheet.mark(area, "mark", _band(*ends, width), lambda surface: surface.stroke(list(ends), pen, width), shape="quad")


def _band(start: Point, end: Point, width: float) -> Quad:
    """The rectangle that a stroke with butt ends covers."""
    along = unit(start, end)
    across = (-along[1] * width / 2, along[0] * width / 2)
    return ((start[0] - across[0], start[1] - across[1]), (end[0] - across[0], end[1] - across[1]),
            (end[0] + across[0], end[1] + across[1]), (start[0] + across[0], start[1] + across[1]))  # fmt: skip


def _draw_angle(sheet: Sheet, area: int, angle: Angle, points: list[Point], style: FigureStyle, pen: Colour) -> None:
    width = 0.7 * style.stroke
    vertex = points[angle.vertex]
    first, second = directions(angle, points)
    if angle.right:
        side = min(0.055 * style.extent, 14.0)
        one, other = ((math.cos(turn), math.sin(turn)) for turn in (first, second))
        path = [moved(vertex, (side * one[0], side * one[1])),
                moved(vertex, (side * (one[0] + other[0]), side * (one[1] + other[1]))),
                moved(vertex, (side * other[0], side * other[1]))]  # fmt: skip
        outer = side + width / 2
        quad = (vertex, moved(vertex, (outer * one[0], outer * one[1])),
                moved(vertex, (outer * (one[0] + other[0]), outer * (one[1] + other[1]))),
                moved(vertex, (outer * other[0], outer * other[1])))  # fmt: skip
        sheet.mark(area, "angle", quad, lambda surface: surface.stroke(path, pen, width), shape="quad", anchor=vertex)
        return
    r = radius(angle, points, style)
    radii = [r] if angle.arcs == 1 else [r, r + 4.5]
    paths = [_arc(vertex, reach, first, second) for reach in radii]

    def paint(surface: Surface) -> None:
        for path in paths:
            surface.stroke(path, pen, width)

    sector = (vertex, *_arc(vertex, radii[-1] + width / 2, first, second))
    sheet.mark(area, "angle", sector, paint, ref=ref_of(angle.given), shape="polygon", anchor=vertex)


def _arc(centre: Point, reach: float, first: float, second: float) -> list[Point]:
    turns = [first + (second - first) * n / 24 for n in range(25)]
    return [moved(centre, (reach * math.cos(turn), reach * math.sin(turn))) for turn in turns]
