"""Parallel coordinates: a line for every thing, across one upright axis for every criterion."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Encoding
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, series_names, style_relation, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import LEADING, Look, sample_look
from renderers.charts._names import Point, runs_over
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_points import sample_profiles
from templates.themes import mixed

_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelSpec:
    """Parallel coordinates with markers `dot` pixels across."""

    data: ChartData
    look: Look
    dot: int
    marker: str


@generators.register("charts/parallel")
class ParallelChart(ChartBase[ParallelSpec]):
    """The series are the criteria, each with an axis `y/k` of its own range; lines are things, told apart by colour."""

    id = "charts/parallel"

    def sample(self, streams: Streams, knobs: Knobs) -> ParallelSpec:
        """Draw profiles whose lines keep clear of the markers of others, and a look."""
        self.check(knobs)
        for _ in range(_TRIES):
            spec = self._drawn(streams, knobs)
            if not _crossed(spec):
                return spec
        raise Reject("lines_cross_markers")

    def _drawn(self, streams: Streams, knobs: Knobs) -> ParallelSpec:
        """A chart that may have lines over markers of others."""
        style = streams("style")
        facts = sample_profiles(streams("data"), knobs.language, (3, 4), (4, 6))
        count = len(facts.categories.items)
        look = with_strong_colours(
            sample_look(streams("layout"), knobs, colours=count, legend=True, aspects=(1.33, 1.5, 1.6, 1.78))
        )
        content = table_content(
            facts, look, knobs.language, "parallel coordinates", styled="none",
            subtitle=facts.measure.titled(knobs.language),
            labels=[("legend/title", facts.categories.label if look.legend == "right" else "")],
        )  # fmt: skip
        styled = style_relation(facts.categories.items, look, knobs.language, "category")
        data = replace(
            content, relations=(*content.relations, styled),
            encodings=(Encoding(channel="y", column="value"), Encoding(channel="colour", column="category")),
        )  # fmt: skip
        dot = max(8, round(look.size * style.uniform(0.56, 0.7)))
        return ParallelSpec(
            data=data, look=look, dot=dot, marker=style.choice(("circle", "circle", "diamond", "square"))
        )

    def draw(self, spec: ParallelSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the axes, draw lines and markers, and report."""
        frame, axes, places = _laid_out(spec)
        marks, count = [], len(texts(spec.data, "category"))
        for row, place in enumerate(places):
            shade = mixed(spec.look.colour(row % count).code, spec.look.style.panel, 0.12)
            frame.marker(spec.marker, place, spec.dot, shade, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
        for k in range(count):
            path, name = places[k::count], f"series/{k}"
            frame.stroke(path, spec.look.colour(k).code, spec.look.style.line_width - 0.2, name)
            marks.append(Mark(name, name, path[0], points=np.array(path), role="series_line", shape="polyline"))
        axes.label()
        return finish(frame, canvas, marks, axes.box, axes.truth())


def _laid_out(spec: ParallelSpec) -> tuple[Frame, _Axes, list[Point]]:
    """The frame with its legend, the axes, and the places of all rows."""
    frame, things = Frame(spec.data, spec.look), texts(spec.data, "category")
    frame.set_words()
    frame.set_legend([Entry(n, "line", spec.look.colour(k).code, spec.marker) for k, n in enumerate(things)])
    axes = _Axes(frame, spec)
    return frame, axes, [axes.place(row // len(things), value) for row, value in enumerate(numbers(spec.data))]


def _crossed(spec: ParallelSpec) -> bool:
    """Whether a line runs over a marker of another."""
    _, _, places = _laid_out(spec)
    count = len(texts(spec.data, "category"))
    lines = [pair for k in range(count) for pair in itertools.pairwise(places[k::count])]
    return any(runs_over(place, line, spec.dot) for place in places for line in lines)


class _Axes:
    """Upright axes side by side, each with its name above and its tick labels at its left."""

    def __init__(self, frame: Frame, spec: ParallelSpec) -> None:
        self.frame, self.names = frame, series_names(spec.data)
        values, count, size = numbers(spec.data), len(texts(spec.data, "category")), spec.look.size
        self.scales = [value_scale(values[k * count : (k + 1) * count], spec.look, zero=False, count=4)
                       for k in range(len(self.names))]  # fmt: skip
        frame.axes[:] = [f"y/{k}" for k in range(len(self.names))]
        area, first = frame.area, max(spec.look.width_of(text, size) for _, text in self.scales[0].ticks)
        self.left, self.right = round(area.left + first + 0.9 * size), round(area.right - 2.2 * size)
        top = round(area.top + LEADING * size + 0.5 * size)
        self.box = (float(self.left - 4), float(top), float(self.right + 4), float(round(area.bottom - 0.5 * size)))
        for k, scale in enumerate(self.scales):
            self._draw(k, scale)

    def place(self, k: int, value: Decimal) -> tuple[float, float]:
        """Image point of a value on axis k."""
        x = self.left + (self.right - self.left) * k / (len(self.names) - 1)
        return round(x), self.box[3] - self.scales[k].share(value) * (self.box[3] - self.box[1])

    def _draw(self, k: int, scale: Scale) -> None:
        """Draw axis k with its ticks."""
        colour = self.frame.look.style.line
        (x, low), (_, high) = self.place(k, scale.low), self.place(k, scale.high)
        self.frame.rule((x + 0.5, low), (x + 0.5, high), colour)
        for value, _ in scale.ticks:
            y = self.place(k, value)[1]
            self.frame.rule((x - 4, y + 0.5), (x, y + 0.5), colour)

    def label(self) -> None:
        """Set the names of the axes and, on plates that cover the lines behind them, their tick labels."""
        frame, look = self.frame, self.frame.look
        size, small = look.size, max(11.0, 0.86 * look.size)
        for k, scale in enumerate(self.scales):
            x, high = self.place(k, scale.high)
            frame.text(f"axis/y/{k}/label", self.names[k], x, high - 0.9 * size, size=size, colour=look.style.ink,
                       align="centre", weight="bold")  # fmt: skip
            for number, (value, text) in enumerate(scale.ticks):
                y, right = self.place(k, value)[1], x - 0.5 * size - 2
                left = right - look.width_of(text, small)
                frame.box((left - 2, y - 0.46 * small, right + 2, y + 0.46 * small), look.style.background)
                frame.text(f"axis/y/{k}/tick/{number}", text, right, y + 0.36 * small, size=small,
                           colour=look.style.muted, align="right")  # fmt: skip

    def truth(self) -> list[Axis]:
        """The axes as the scene states them."""
        found = []
        for k, scale in enumerate(self.scales):
            start, end = (
                (round(x * UNIT), round(y * UNIT)) for x, y in (self.place(k, scale.low), self.place(k, scale.high))
            )
            found.append(Axis(content=self.frame.data.id, name=f"y/{k}", scale="linear", low=scale.low, high=scale.high,
                              start=start, end=end, ticks=tuple(value for value, _ in scale.ticks)))  # fmt: skip
        return found
