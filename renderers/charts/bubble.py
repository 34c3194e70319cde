"""Bubble charts: two measures of named things by place, a third one by the bubble's area."""

from __future__ import annotations

import math
from dataclasses import dataclass

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, most, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._names import Namer
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_points import PointFacts, sample_bubbles, titled
from templates.themes import mixed

_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BubbleSpec:
    """A bubble chart: the greatest bubble is `reach` pixels across; `many` bubbles are of several colours."""

    data: ChartData
    look: Look
    reach: float
    many: bool


@generators.register("charts/bubble")
class BubbleChart(ChartBase[BubbleSpec]):
    """Bubbles that keep clear of one another, with name and size beside them: areas cannot be read off."""

    id = "charts/bubble"

    def sample(self, streams: Streams, knobs: Knobs) -> BubbleSpec:
        """Draw things until their bubbles keep apart, then a look."""
        self.check(knobs)
        style, layout, data = streams("style"), streams("layout"), streams("data")
        many, share = style.chance(0.35), style.uniform(0.085, 0.125)
        for _ in range(_TRIES):
            facts = sample_bubbles(data, knobs.language, (5, 8))
            look = sample_look(layout, knobs, colours=4 if many else 1)
            spec = BubbleSpec(data=_content(facts, knobs.language), look=look, many=many,
                              reach=round(share * (look.width * look.height) ** 0.5, 1))  # fmt: skip
            try:
                _laid_out(spec)
            except Reject:
                continue
            return spec
        raise Reject("bubbles_touch")

    def draw(self, spec: BubbleSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw bubbles with their names, and report."""
        plot, boxes = _laid_out(spec)
        marks = []
        for row, box in enumerate(boxes):
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            colour = spec.look.colour(row % 4 if spec.many else 0).code
            plot.frame.disc(middle, (box[2] - box[0]) / 2, mixed(colour, spec.look.style.panel, 0.25), f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", middle))
        return finish(plot.frame, canvas, marks, plot.box, plot.truth())


def _laid_out(spec: BubbleSpec) -> tuple[Plot, list[Box]]:
    """The plot with all names set, and the boxes of the bubbles. Reject when bubbles or names do not keep apart."""
    frame = Frame(spec.data, spec.look)
    frame.set_words()
    xs, ys, sizes = (numbers(spec.data, name) for name in ("x", "y", "size"))
    x, y = (
        value_scale(numbers(spec.data, n), spec.look, zero=False, headroom=0.12, most=most(spec.data, n)) for n in "xy"
    )
    plot = Plot(frame, x, y)
    boxes = []
    for across, up, size in zip(xs, ys, sizes, strict=True):
        (px, py), radius = plot.place(across, up), spec.reach / 2 * math.sqrt(float(size / max(sizes)))
        boxes.append((px - radius, py - radius, px + radius, py + radius))
    x0, y0, x1, y1 = plot.box
    inside = all(x0 + 2 <= b[0] and y0 <= b[1] and b[2] <= x1 and b[3] <= y1 - 2 for b in boxes)
    if not inside or any(_touch(a, b) for k, a in enumerate(boxes) for b in boxes[:k]):
        raise Reject("bubbles_touch")
    _set_names(plot, spec, boxes)
    return plot, boxes


def _touch(first: Box, second: Box) -> bool:
    """Whether the discs in two boxes come nearer than three pixels."""
    away = math.hypot(first[0] + first[2] - second[0] - second[2], first[1] + first[3] - second[1] - second[3]) / 2
    return away < (first[2] - first[0] + second[2] - second[0]) / 2 + 3


def _set_names(plot: Plot, spec: BubbleSpec, boxes: list[Box]) -> None:
    """Set name and size beside every bubble."""
    namer, style = Namer(plot.frame, plot.box, boxes), spec.look.style
    for row, (name, size) in enumerate(zip(texts(spec.data, "name"), numbers(spec.data, "size"), strict=True)):
        lines = [(f"row/{row}/name", name, style.ink), (f"row/{row}/label", spec.look.number(size), style.muted)]
        namer.beside(lines, boxes[row], max(11.0, 0.9 * spec.look.size))


def _content(facts: PointFacts, language: Language) -> ChartData:
    assert facts.size is not None
    measures = (("x", facts.x), ("y", facts.y), ("size", facts.size))
    values = (*zip(*facts.points, strict=True), facts.sizes)
    columns: list[TextColumn | NumberColumn] = [
        TextColumn(name="name", label=facts.things.label, values=facts.things.items)
    ]
    columns += [NumberColumn(name=name, label=measure.label, unit=measure.unit, values=tuple(column))
                for (name, measure), column in zip(measures, values, strict=True)]  # fmt: skip
    labels = [(f"axis/{name}/label", titled(measure, language)) for name, measure in measures[:2]]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="bubble", labels=words(facts.heading, labels),
        relations=(Relation(name="data", columns=tuple(columns)),), printed=("size",),
        encodings=tuple(Encoding(channel=c, column=n) for c, n in (("x", "x"), ("y", "y"), ("area", "size"))),
    )  # fmt: skip
