"""Rose charts (polar area charts): petals of one angle whose radius, or whose area, shows the value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import CONTENT_ID, most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import TURN, at, blunt, leaning, sector, spoke_axis, web
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_words import word
from templates.series import Extent, sample_table
from templates.themes import mixed

_GAP = math.radians(26)
"""The angle about noon that stays free of petals where the scale stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoseSpec:
    """A rose; `by` is radius or area. Each petal has a colour of its own if `many`, else all are of one."""

    data: ChartData
    look: Look
    by: str
    many: bool


@generators.register("charts/rose")
class RoseChart(ChartBase[RoseSpec]):
    """Petals run clockwise from noon. Radii are read on a scale at noon, areas are printed."""

    id = "charts/rose"
    options: ClassVar = {**ChartBase.options, "by": ("radius", "area")}

    def sample(self, streams: Streams, knobs: Knobs) -> RoseSpec:
        """Draw a table of one series, then a look."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        by = str(knobs.settings.get("by") or style.choice(("radius", "area")))
        facts = sample_table(data, knobs.language, Extent(categories=(5, 12), stated=True))
        count = len(facts.categories.items)
        many = count <= 6 and style.chance(0.6)
        look = sample_look(streams("layout"), knobs, colours=count if many else 1, aspects=(1.0, 1.15, 1.33))
        content = table_content(
            facts, look, knobs.language, "rose", channels=("petal", "r" if by == "radius" else "area"),
            printed=by == "area", styled="category" if many else "none",
            labels=[("note/0", word(f"{by}_shows", knobs.language))],
        )  # fmt: skip
        return RoseSpec(data=content, look=look, by=by, many=many)

    def draw(self, spec: RoseSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the rings, lay the petals, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, values = texts(spec.data, "category"), numbers(spec.data)
        scale = value_scale(values, spec.look, zero=True, count=4, headroom=0.0, most=most(spec.data))
        centre, radius = _circle(frame, spec, names)
        gap = _GAP if spec.by == "radius" else 0.0
        bounds = [(gap / 2 + (TURN - gap) * j / len(values), gap / 2 + (TURN - gap) * (j + 1) / len(values))
                  for j in range(len(values))]  # fmt: skip
        _plate(frame, centre, radius, bounds)
        if spec.by == "radius":
            _rings(frame, centre, radius, scale)
            reach = [radius * scale.share(value) for value in values]
        else:
            top, wide = float(max(values)), max(spec.look.width_of(spec.look.number(v), spec.look.size) for v in values)
            longest = max(0.7, min(0.86, 1 - (wide + 0.9 * spec.look.size) / radius))
            reach = [longest * radius * math.sqrt(float(value) / top) for value in values]
        marks = [_petal(frame, spec, centre, row, reach[row], bounds[row]) for row in range(len(values))]
        _part(frame, centre, reach, bounds)
        _write(frame, spec, centre, radius, reach, bounds)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box, _axes(scale, centre, radius, bounds) if gap else ())


def _circle(frame: Frame, spec: RoseSpec, names: Sequence[str]) -> tuple[Point, float]:
    """Centre and radius in whole pixels, with room for names around and for the remark at the foot."""
    size, area = spec.look.size, frame.area
    area.bottom -= 1.5 * size
    wide = max(frame.look.width_of(name, size) for name in names)
    radius = round(min(area.width / 2 - wide - 0.9 * size, area.height / 2 - 1.5 * size))
    if radius < 7 * size:
        raise Reject("plot_too_small", f"radius {radius}")
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2)), radius


def _plate(frame: Frame, centre: Point, radius: float, bounds: Sequence[tuple[float, float]]) -> None:
    """The pale ground that all petals could fill."""
    frame.polygon(sector(centre, 0.0, radius, bounds[0][0], bounds[-1][1], 0.15), _ground(frame))


def _ground(frame: Frame) -> str:
    return mixed(frame.style.background, frame.style.muted, 0.1)


def _rings(frame: Frame, centre: Point, radius: float, scale: Scale) -> None:
    """Circles at the ticks, which stand in the gap at noon."""
    small = max(11.0, 0.82 * frame.look.size)
    frame.axes.append("scale")
    for k, (value, words) in enumerate(scale.ticks):
        reach = radius * scale.share(value)
        if k:
            web(frame, centre, reach, ())
            wide = frame.look.width_of(words, small) / 2 + 3
            frame.box((centre[0] - wide, centre[1] - reach - 2, centre[0] + wide, centre[1] - reach + 2),
                      frame.style.background)  # fmt: skip
            frame.centred(f"axis/scale/tick/{k}", words, centre[0], centre[1] - reach, size=small,
                          colour=frame.style.muted)  # fmt: skip


def _petal(frame: Frame, spec: RoseSpec, centre: Point, row: int, reach: float, bound: tuple[float, float]) -> Mark:
    points = sector(centre, 0.0, reach, *bound)
    frame.polygon(points, _fill(spec, row), f"row/{row}")
    anchor = at(centre, reach if spec.by == "radius" else 0.6 * reach, sum(bound) / 2)
    shape = blunt(points, centre, bound, 1.5)
    return Mark(f"row/{row}", f"row/{row}", anchor, points=shape, shape="polygon")


def _fill(spec: RoseSpec, row: int) -> str:
    """Colour of a petal; petals of one colour come in three shades, no two neighbours in the same."""
    if spec.many:
        return spec.look.colour(row).code
    count = spec.data.relations[0].height
    shade = 1 if row == count - 1 and row % 3 == 0 else row % 3
    return mixed(spec.look.colour(0).code, spec.look.style.background, 0.15 * shade)


def _part(frame: Frame, centre: Point, reach: Sequence[float], bounds: Sequence[tuple[float, float]]) -> None:
    """Part neighbouring petals by thin rays."""
    for row, (start, _) in enumerate(bounds):
        if row or bounds[-1][1] - bounds[0][0] > TURN - 1e-6:
            longest = max(reach[row], reach[row - 1])
            frame.stroke([centre, at(centre, longest + 1, start)], frame.style.background, 1.5)


def _write(
    frame: Frame, spec: RoseSpec, centre: Point, radius: float, reach: Sequence[float],
    bounds: Sequence[tuple[float, float]],
) -> None:  # fmt: skip
    """Names around the rim, values beyond the petals where they are printed, and the remark how to read it."""
    size, values = spec.look.size, numbers(spec.data)
    for row, name in enumerate(texts(spec.data, "category")):
        angle = sum(bounds[row]) / 2
        x, y = at(centre, radius + 0.8 * size, angle)
        frame.text(f"row/{row}/name", name, x, y + 0.36 * size, size=size, colour=frame.style.ink, align=leaning(angle))
        if spec.data.printed:
            words = spec.look.number(values[row])
            half = 0.5 * frame.look.width_of(words, size)
            clear = abs(math.sin(angle)) * half + (0.36 * abs(math.cos(angle)) + 0.45) * size
            x, y = at(centre, reach[row] + clear, angle)
            frame.centred(f"row/{row}/label", words, x, y, size=size, colour=frame.style.ink, weight="bold")
    small = max(11.0, 0.86 * size)
    frame.text("note/0", spec.data.label("note/0"), centre[0], frame.area.bottom + 1.1 * size, size=small,
               colour=frame.style.muted, align="centre")  # fmt: skip


def _axes(scale: Scale, centre: Point, radius: float, bounds: Sequence[tuple[float, float]]) -> list[Axis]:
    """The scale at noon, and the axis that runs through the middle of each petal."""
    bare = replace(scale, ticks=())
    shown = spoke_axis(CONTENT_ID, "scale", scale, centre, radius, 0.0)
    return [shown, *(spoke_axis(CONTENT_ID, f"r/{row}", bare, centre, radius, sum(bound) / 2)
                     for row, bound in enumerate(bounds))]  # fmt: skip
