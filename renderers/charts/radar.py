"""Radar charts: a few things judged by several criteria, one spoke for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import CONTENT_ID, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import widened
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import at, leaning, spoke_axis, spokes, thread, web
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_ratings import sample_ratings
from templates.themes import mixed

_DOTS = 80
"""Places looked at along each side of an outline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarSpec:
    """A radar: the spokes run from 0 to `top`; a `round` one has circles for grid lines; `wash` is how strongly the
    surface of each thing is tinted, `dot` the size of its points in pixels."""

    data: ChartData
    look: Look
    top: Decimal
    round: bool
    wash: float
    dot: float


@generators.register("charts/radar")
class RadarChart(ChartBase[RadarSpec]):
    """Closed lines from spoke to spoke; a value is the distance of its point from the centre."""

    id = "charts/radar"

    def sample(self, streams: Streams, knobs: Knobs) -> RadarSpec:
        """Draw ratings, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_ratings(streams("data"), knobs.language, (2, 3), (5, 8))
        look = sample_look(streams("layout"), knobs, colours=len(facts.values), legend=True,
                           aspects=(1.0, 1.15, 1.33))  # fmt: skip
        title = facts.things.label if look.legend == "right" else ""
        content = table_content(
            facts.table, look, knobs.language, "radar", channels=("spoke", "r"),
            subtitle=facts.measure.titled(knobs.language), labels=[("legend/title", title)],
        )  # fmt: skip
        return RadarSpec(data=content, look=look, top=facts.top, round=style.chance(0.4),
                         wash=style.choice((0.0, 0.1, 0.18)), dot=style.uniform(0.42, 0.58) * look.size)  # fmt: skip

    def draw(self, spec: RadarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, spin the web, lay the lines, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, criteria = series_names(spec.data), texts(spec.data, "category")
        frame.set_legend([Entry(n, "line", spec.look.colour(k).code, "circle") for k, n in enumerate(names)])
        scale = value_scale([Decimal(0), spec.top], spec.look, zero=True, headroom=0.0)
        centre, radius = _circle(frame, spec, criteria)
        _spin(frame, spec, centre, radius, scale)
        values = np.array(numbers(spec.data), dtype=np.float64).reshape(len(names), len(criteria))
        outlines = [_outline(centre, radius, scale, row) for row in values]
        for k, points in enumerate(outlines):
            if spec.wash:
                frame.polygon(points, spec.look.colour(k).code, f"series/{k}", opacity=spec.wash)
        marks = [mark for k, points in enumerate(outlines) for mark in _thing(frame, spec, k, points)]
        _number(frame, centre, radius, scale, outlines)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box, _axes(scale, centre, radius, len(criteria)))


def _circle(frame: Frame, spec: RadarSpec, criteria: Sequence[str]) -> tuple[Point, float]:
    """Centre and radius in whole pixels, with room for the names of the criteria."""
    size, area = spec.look.size, frame.area
    wide = max(frame.look.width_of(name, size) for name in criteria)
    radius = round(min(area.width / 2 - wide - 0.9 * size, area.height / 2 - 1.9 * size))
    if radius < 6 * size:
        raise Reject("plot_too_small", f"radius {radius}")
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2 + 0.4 * size)), radius


def _spin(frame: Frame, spec: RadarSpec, centre: Point, radius: float, scale: Scale) -> None:
    """Spokes with their names, and the web."""
    criteria, size = texts(spec.data, "category"), spec.look.size
    angles = spokes(len(criteria))
    if frame.style.panel != frame.style.background:
        rim = [at(centre, radius, angle) for angle in (angles if not spec.round else spokes(120))]
        frame.polygon(rim, frame.style.panel)
    for value, _ in scale.ticks[1:]:
        web(frame, centre, radius * scale.share(value), () if spec.round else angles)
    for j, angle in enumerate(angles):
        frame.stroke([centre, at(centre, radius, angle)], thread(frame), frame.look.hair)
        x, y = at(centre, radius + (0.85 if j else 1.5) * size, angle)
        frame.text(
            f"node/{j}", criteria[j], x, y + 0.36 * size, size=size, colour=frame.style.ink, align=leaning(angle)
        )


def _number(frame: Frame, centre: Point, radius: float, scale: Scale, outlines: Sequence[Sequence[Point]]) -> None:
    """The values of the web beside the first spoke, above the lines and on the side where fewer of them run."""
    small, gap = max(11.0, 0.82 * frame.look.size), 0.35 * frame.look.size
    ticks = list(enumerate(scale.ticks))[1:]
    wide = max(frame.look.width_of(words, small) for _, (_, words) in ticks)
    closed = np.array([[*line, line[0]] for line in outlines])
    away, up = (np.linspace(closed[:, :-1], closed[:, 1:], _DOTS).reshape(-1, 2) - centre).T
    near = np.any([np.abs(up + radius * scale.share(value)) < 0.5 * small for _, (value, _) in ticks], axis=0)
    left, right = (np.count_nonzero(near & (side * away > gap) & (side * away < gap + wide)) for side in (-1, 1))
    side = -1 if left <= right else 1
    frame.axes.append("r/0")
    for k, (value, words) in ticks:
        y = centre[1] - radius * scale.share(value) + 0.36 * small
        frame.text(f"axis/r/0/tick/{k}", words, centre[0] + side * gap, y, size=small, colour=frame.style.muted,
                   align="right" if side < 0 else "left")  # fmt: skip


def _outline(centre: Point, radius: float, scale: Scale, values: Sequence[float]) -> list[Point]:
    angles = spokes(len(values))
    return [at(centre, radius * scale.share(value), angle) for value, angle in zip(values, angles, strict=True)]


def _thing(frame: Frame, spec: RadarSpec, k: int, points: Sequence[Point]) -> list[Mark]:
    """The points of a thing, and its closed line above them under the name `series/k`."""
    colour, width = spec.look.colour(k).code, spec.look.style.line_width
    rows = range(k * len(points), (k + 1) * len(points))
    for row, point in zip(rows, points, strict=True):
        frame.disc(point, spec.dot / 2, mixed(colour, spec.look.style.panel, 0.1), f"row/{row}")
    frame.stroke([*points, points[0]], colour, width, f"series/{k}")
    line = Mark(f"series/{k}", f"series/{k}", points[0], points=widened(points, width / 2), role="series_line",
                shape="polygon")  # fmt: skip
    return [line, *(Mark(f"row/{row}", f"row/{row}", point) for row, point in zip(rows, points, strict=True))]


def _axes(scale: Scale, centre: Point, radius: float, count: int) -> list[Axis]:
    """One axis for each spoke; values are written along the first."""
    bare = Scale(kind="linear", low=scale.low, high=scale.high, ticks=())
    angles = spokes(count)
    return [
        spoke_axis(CONTENT_ID, f"r/{j}", scale if j == 0 else bare, centre, radius, angles[j]) for j in range(count)
    ]
