"""Connected scatter charts: two measures year by year, the years joined in their order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, most, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._names import Namer, Point, along, runs_over
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_points import PointFacts, sample_path, titled
from templates.themes import mixed

_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedSpec:
    """A connected scatter chart with markers `dot` pixels across."""

    data: ChartData
    look: Look
    dot: int
    marker: str


@generators.register("charts/connected_scatter")
class ConnectedScatter(ChartBase[ConnectedSpec]):
    """Markers named by their years, on a line in their order; the line runs over the markers,
    which are a shade lighter."""

    id = "charts/connected_scatter"

    def sample(self, streams: Streams, knobs: Knobs) -> ConnectedSpec:
        """Draw paths until one can be named clearly, then a look."""
        self.check(knobs)
        style, layout, data = streams("style"), streams("layout"), streams("data")
        marker, share = style.choice(("circle", "circle", "square", "diamond")), style.uniform(0.6, 0.76)
        for _ in range(_TRIES):
            facts = sample_path(data, knobs.language, (6, 11))
            look = with_strong_colours(sample_look(layout, knobs))
            spec = ConnectedSpec(data=_content(facts, knobs.language), look=look, dot=max(8, round(look.size * share)),
                                 marker=marker)  # fmt: skip
            try:
                _laid_out(spec)
            except Reject:
                continue
            return spec
        raise Reject("years_touch")

    def draw(self, spec: ConnectedSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw line and markers, name the years, and report."""
        plot, places = _laid_out(spec)
        colour = spec.look.colour(0).code
        marks = []
        for row, place in enumerate(places):
            plot.frame.marker(spec.marker, place, spec.dot, mixed(colour, spec.look.style.panel, 0.12), f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
        plot.frame.stroke(places, colour, spec.look.style.line_width - 0.2, "series/0")
        line = Mark("series/0", "series/0", places[0], points=np.array(places), role="series_line", shape="polyline")
        marks.insert(0, line)
        return finish(plot.frame, canvas, marks, plot.box, plot.truth())


def _laid_out(spec: ConnectedSpec) -> tuple[Plot, list[Point]]:
    """The plot with the names of all years set, and the places of the markers. Reject when they do not keep apart."""
    frame = Frame(spec.data, spec.look)
    frame.set_words()
    x, y = (
        value_scale(numbers(spec.data, n), spec.look, zero=False, headroom=0.08, most=most(spec.data, n)) for n in "xy"
    )
    plot = Plot(frame, x, y)
    places = [plot.place(*pair) for pair in zip(numbers(spec.data, "x"), numbers(spec.data, "y"), strict=True)]
    apart = min(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in itertools.combinations(places, 2))
    if apart < 1.6 * spec.dot:
        raise Reject("years_touch")
    half = spec.dot / 2 + 1
    boxes = [(px - half, py - half, px + half, py + half) for px, py in places]
    lines = [box for pair in itertools.pairwise(places) for box in along(*pair)]
    if any(runs_over(place, pair, spec.dot) for pair in itertools.pairwise(places) for place in places):
        raise Reject("years_touch")
    namer = Namer(frame, plot.box, [*boxes, *lines])
    for row, year in enumerate(texts(spec.data, "name")):
        namer.beside([(f"row/{row}/name", year, spec.look.style.ink)], boxes[row], max(11.0, 0.9 * spec.look.size))
    return plot, places


def _content(facts: PointFacts, language: Language) -> ChartData:
    xs, ys = zip(*facts.points, strict=True)
    columns = (
        TextColumn(name="name", label=facts.things.label, values=facts.things.items, ordered=True),
        NumberColumn(name="x", label=facts.x.label, unit=facts.x.unit, values=xs),
        NumberColumn(name="y", label=facts.y.label, unit=facts.y.unit, values=ys),
    )
    labels = [("axis/x/label", titled(facts.x, language)), ("axis/y/label", titled(facts.y, language))]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="connected scatter", labels=words(facts.heading, labels),
        relations=(Relation(name="data", columns=columns),),
        encodings=(Encoding(channel="x", column="x"), Encoding(channel="y", column="y")),
    )  # fmt: skip
