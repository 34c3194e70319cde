"""Radial bar charts: bars bent around one centre, the longest outside; a value is the angle that its bar sweeps."""

from __future__ import annotations

import math
from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import at, sector, tangent_text
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts.bar import by_size
from templates.series import Extent, sample_table
from templates.themes import mixed

_SWEEP = math.radians(270)


@dataclass(frozen=True, slots=True, kw_only=True)
class RadialBarSpec:
    """Bars that begin at noon and run clockwise; `hole` is the free radius and `breadth` the share of its room that a
    bar fills; each bar has a colour of its own if `many`."""

    data: ChartData
    look: Look
    hole: float
    breadth: float
    many: bool


@generators.register("charts/radial_bar")
class RadialBarChart(ChartBase[RadialBarSpec]):
    """Names stand before the bars, values at their ends."""

    id = "charts/radial_bar"

    def sample(self, streams: Streams, knobs: Knobs) -> RadialBarSpec:
        """Draw a table of one series, largest value first, then a look."""
        self.check(knobs)
        style = streams("style")
        extent = Extent(categories=(4, 7), time=False, stated=True)
        facts = by_size(sample_table(streams("data"), knobs.language, extent))
        count = len(facts.categories.items)
        many = count <= 6 and style.chance(0.5)
        look = sample_look(streams("layout"), knobs, colours=count if many else 1, aspects=(1.0, 1.15, 1.33))
        content = table_content(
            facts, look, knobs.language, "radial bar", channels=("ring", "angle"), printed=True,
            styled="category" if many else "none", subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return RadialBarSpec(data=content, look=look, hole=style.uniform(0.26, 0.34), breadth=style.uniform(0.6, 0.74),
                             many=many)  # fmt: skip

    def draw(self, spec: RadialBarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, bend the bars, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values = numbers(spec.data)
        scale = value_scale(values, spec.look, zero=True, headroom=0.0, most=most(spec.data))
        centre, radius = _circle(frame, spec)
        step = radius * (1 - spec.hole) / len(values)
        marks = []
        for row, value in enumerate(values):
            outer = radius - (row + (1 - spec.breadth) / 2) * step
            marks.append(_bar(frame, spec, centre, row, (outer - spec.breadth * step, outer), scale.share(value)))
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box)


def _circle(frame: Frame, spec: RadialBarSpec) -> tuple[Point, float]:
    """Centre and radius in whole pixels. Reject where a bar has no room for its name or the circle does not."""
    size, area, names = spec.look.size, frame.area, texts(spec.data, "category")
    radius = round(min(area.width / 2, area.height / 2) - 0.6 * size)
    step = radius * (1 - spec.hole) / len(names)
    if step < 1.3 * size:
        raise Reject("plot_too_small", f"radius {radius}")
    wide = max(frame.look.width_of(name, size) for name in names)
    if wide > radius + (area.width / 2 - radius) - size:
        raise Reject("name_too_long", max(names, key=len))
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2)), radius


def _bar(
    frame: Frame, spec: RadialBarSpec, centre: Point, row: int, ends: tuple[float, float], share: float
) -> Mark:  # fmt: skip
    """The track, the bar on it, the name before its beginning and the value past its end."""
    size, name, angle = spec.look.size, f"row/{row}", share * _SWEEP
    inner, outer = ends
    middle = (inner + outer) / 2
    frame.polygon(
        sector(centre, inner, outer, 0.0, _SWEEP, 0.15), mixed(frame.style.background, frame.style.muted, 0.12)
    )
    points = sector(centre, inner, outer, 0.0, angle)
    frame.polygon(points, spec.look.colour(row if spec.many else 0).code, name)
    x, y = centre[0] - 0.5 * size, centre[1] - middle + 0.36 * size
    frame.text(f"{name}/name", texts(spec.data, "category")[row], x, y, size=size, colour=frame.style.ink,
               align="right")  # fmt: skip
    words = spec.look.number(numbers(spec.data)[row])
    reach = (0.5 * frame.look.width_of(words, size, "bold") + 0.45 * size) / middle
    tangent_text(frame, f"{name}/label", words, at(centre, middle, angle + reach), angle + reach, size=size,
                 colour=frame.style.ink, weight="bold")  # fmt: skip
    return Mark(name, name, at(centre, middle, angle), points=points, shape="polygon")
