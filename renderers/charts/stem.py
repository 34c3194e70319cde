"""Stem plots: a sequence of values, each a head on a thin stem from the zero line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_points import sample_sequence, titled
from templates.themes import mixed

_HEADS = ("circle", "circle", "diamond", "square")


@dataclass(frozen=True, slots=True, kw_only=True)
class StemSpec:
    """A stem plot: heads are markers `dot` pixels across, stems `stem` pixels wide."""

    data: ChartData
    look: Look
    dot: int
    stem: int
    head: str


@generators.register("charts/stem")
class StemPlot(ChartBase[StemSpec]):
    """The head is the mark; stems are paint of their own, `stem/k`, and so is the zero line, `zero`."""

    id = "charts/stem"

    def sample(self, streams: Streams, knobs: Knobs) -> StemSpec:
        """Draw a sequence, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_sequence(streams("data"), knobs.language)
        look = with_strong_colours(sample_look(streams("layout"), knobs, aspects=(1.33, 1.5, 1.6, 1.78)))
        labels = [("axis/x/label", facts.categories.label), ("axis/y/label", titled(facts.measure, knobs.language))]
        data = table_content(facts, look, knobs.language, "stem", labels=labels, styled="none")
        dot = max(8, round(look.size * style.uniform(0.52, 0.7)))
        return StemSpec(data=data, look=look, dot=dot, stem=style.choice((1, 2, 2)), head=style.choice(_HEADS))

    def draw(self, spec: StemSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw stems and heads, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values = numbers(spec.data)
        scale = value_scale(values, spec.look, zero=True, headroom=0.05, most=most(spec.data))
        plot = Plot(frame, category_scale(texts(spec.data, "category")), scale, headroom=0.6 * spec.look.size)
        colour, marks = spec.look.colour(0).code, []
        pale = mixed(colour, spec.look.style.panel, 0.4)
        x0, _, x1, _ = plot.box
        zero = plot.place(0, Decimal(0))[1]
        frame.rule((x0, zero + 0.5), (x1, zero + 0.5), spec.look.style.line, 1, "zero")
        for row, value in enumerate(values):
            x, y = plot.place(row, value)
            frame.rule((x + 0.5, zero), (x + 0.5, y), pale, spec.stem, f"stem/{row}")
            frame.marker(spec.head, (x, y), spec.dot, colour, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", (x, y)))
        return finish(frame, canvas, marks, plot.box, plot.truth())
