"""Quiver charts: arrows at stations of a map, as long as the flow there is fast."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._names import Namer, Point, along
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_points import FlowFacts, sample_flow

_TRIES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class QuiverSpec:
    """A quiver chart: arrow k points to `towards[k]` degrees clockwise from north; the fastest is `reach` pixels long,
    shafts are `breadth` and stations `dot` pixels across."""

    data: ChartData
    look: Look
    towards: tuple[float, ...]
    reach: float
    breadth: float
    dot: int


@generators.register("charts/quiver")
class QuiverChart(ChartBase[QuiverSpec]):
    """A station is a dot, its mark; the arrow that leaves it is a shape of its own, `arrow/k`. Name and speed are
    printed: lengths cannot be read off."""

    id = "charts/quiver"

    def sample(self, streams: Streams, knobs: Knobs) -> QuiverSpec:
        """Draw stations until arrows and names keep apart, then a look."""
        self.check(knobs)
        style, layout, data = streams("style"), streams("layout"), streams("data")
        share, breadth = style.uniform(0.1, 0.14), style.uniform(0.16, 0.26)
        for _ in range(_TRIES):
            facts = sample_flow(data, knobs.language, (6, 9))
            look = with_strong_colours(sample_look(layout, knobs, aspects=(1.25, 1.33, 1.5)))
            dot, thick = max(7, round(0.5 * look.size)), max(2.0, round(breadth * look.size, 1))
            reach = round(share * (look.width * look.height) ** 0.5, 1)
            spec = QuiverSpec(data=_content(facts, knobs.language), look=look, towards=facts.towards, reach=reach,
                              breadth=thick, dot=dot)  # fmt: skip
            try:
                _laid_out(spec)
            except Reject:
                continue
            return spec
        raise Reject("arrows_touch")

    def draw(self, spec: QuiverSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw stations and arrows with their names, and report."""
        plot, places, arrows = _laid_out(spec)
        style, marks = spec.look.style, []
        for row, (place, arrow) in enumerate(zip(places, arrows, strict=True)):
            name = f"arrow/{row}"
            plot.frame.polygon(arrow, spec.look.colour(0).code, name)
            marks.append(Mark(name, name, arrow[3], points=np.array(arrow), role="series_line", shape="polygon"))
            plot.frame.marker("circle", place, spec.dot, style.ink, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
        return finish(plot.frame, canvas, marks, plot.box, plot.truth())


def arrow(start: Point, towards: float, length: float, breadth: float) -> list[Point]:
    """Outline of an arrow that leaves a point towards degrees clockwise from north; its tip is the fourth corner."""
    angle = math.radians(towards)
    ahead, aside = (math.sin(angle), -math.cos(angle)), (math.cos(angle), math.sin(angle))
    head = min(4.0 * breadth, 0.55 * length)
    side = [(0.0, breadth / 2), (length - 0.85 * head, breadth / 2), (length - head, 0.42 * head), (length, 0.0)]
    outline = [*side, *((a, -b) for a, b in reversed(side[:3]))]
    return [(start[0] + a * ahead[0] + b * aside[0], start[1] + a * ahead[1] + b * aside[1]) for a, b in outline]


def _laid_out(spec: QuiverSpec) -> tuple[Plot, list[Point], list[list[Point]]]:
    """The plot with all names set, the places of the stations and the outlines of their arrows. Reject when they do not
    keep apart."""
    frame = Frame(spec.data, spec.look)
    frame.set_words()
    xs, ys, speeds = (numbers(spec.data, name) for name in ("x", "y", "value"))
    plot = Plot(frame, *(value_scale(values, spec.look, zero=True, headroom=0.06) for values in (xs, ys)))
    places = [plot.place(x, y) for x, y in zip(xs, ys, strict=True)]
    arrows = []
    for place, towards, speed in zip(places, spec.towards, speeds, strict=True):
        length = spec.reach * float(speed / max(speeds))
        angle = math.radians(towards)
        rim = spec.dot / 2 + 1
        start = (place[0] + rim * math.sin(angle), place[1] - rim * math.cos(angle))
        arrows.append(arrow(start, towards, max(length, 2.4 * spec.breadth), spec.breadth))
    shapes = [[*along(place, outline[3], 1.6 * spec.breadth), _around(place, spec.dot / 2 + 2)]
              for place, outline in zip(places, arrows, strict=True)]  # fmt: skip
    _keep_apart(plot, shapes)
    namer = Namer(frame, plot.box, [box for boxes in shapes for box in boxes])
    for row, (name, speed) in enumerate(zip(texts(spec.data, "name"), speeds, strict=True)):
        lines = [
            (f"row/{row}/name", name, spec.look.style.muted),
            (f"row/{row}/label", spec.look.number(speed), spec.look.style.ink),
        ]
        namer.beside(lines, _around(places[row], spec.dot / 2), max(11.0, 0.86 * spec.look.size))
    return plot, places, arrows


def _keep_apart(plot: Plot, shapes: list[list[tuple[float, float, float, float]]]) -> None:
    """Reject (`arrows_touch`) unless all arrows lie in the plot, clear of one another."""
    x0, y0, x1, y1 = plot.box
    for box in itertools.chain(*shapes):
        if box[0] < x0 or box[1] < y0 or box[2] > x1 or box[3] > y1:
            raise Reject("arrows_touch")
    for one, other in itertools.combinations(shapes, 2):
        if any(a[0] < b[2] + 4 and b[0] < a[2] + 4 and a[1] < b[3] + 4 and b[1] < a[3] + 4 for a in one for b in other):
            raise Reject("arrows_touch")


def _around(place: Point, reach: float) -> tuple[float, float, float, float]:
    return place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach


def _content(facts: FlowFacts, language: Language) -> ChartData:
    columns: list[TextColumn | NumberColumn] = [
        TextColumn(name="name", label=facts.places.label, values=facts.places.items)
    ]
    measures = (("x", facts.east), ("y", facts.north), ("value", facts.speed))
    for (name, measure), values in zip(measures, zip(*facts.stations, strict=True), strict=True):
        columns.append(NumberColumn(name=name, label=measure.label, unit=measure.unit, values=tuple(values)))
    labels = [(f"axis/{name}/label", measure.titled(language)) for name, measure in measures[:2]]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="quiver", labels=words(facts.heading, labels), printed=("value",),
        relations=(Relation(name="data", columns=tuple(columns)),),
        encodings=(Encoding(channel="x", column="x"), Encoding(channel="y", column="y"),
                   Encoding(channel="label", column="value")),
    )  # fmt: skip
