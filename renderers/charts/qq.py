"""Quantile-quantile plots: a sample's order statistics over those of the normal distribution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import NormalDist

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, words
from renderers.charts._frame import Frame
from renderers.charts._groups import Point
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_samples import Sample, SampleFacts, rounded, sample_groups, word

_MARKERS = ("circle", "circle", "ring", "square", "diamond")


@dataclass(frozen=True, slots=True, kw_only=True)
class QqSpec:
    """A quantile plot of a sample: markers `dot` pixels across; `dashed` is its line."""

    data: ChartData
    look: Look
    sample: Sample
    dot: int
    marker: str
    dashed: bool


@generators.register("charts/qq")
class QqPlot(ChartBase[QqSpec]):
    """Markers about the line through both quartiles, which stands behind them."""

    id = "charts/qq"

    def sample(self, streams: Streams, knobs: Knobs) -> QqSpec:
        """Draw measurements, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (1, 1), (14, 22), "normal")
        look = sample_look(streams("layout"), knobs, aspects=(1.0, 1.25, 1.33, 1.5))
        dot = max(8, round(look.size * style.uniform(0.5, 0.64)))
        return QqSpec(data=_content(facts, knobs.language), look=look, sample=facts.samples[0], dot=dot,
                      marker=style.choice(_MARKERS), dashed=style.chance(0.4))  # fmt: skip

    def draw(self, spec: QqSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the line and the markers, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        xs, ys = numbers(spec.data, "x"), numbers(spec.data, "y")
        line = _line(spec.sample, (float(min(xs)), float(max(xs))))
        heights = [*ys, *(rounded(height, 6) for _, height in line)]
        plot = Plot(frame, value_scale(xs, spec.look, zero=False, count=6), value_scale(heights, spec.look, zero=False))
        path = [plot.place(x, y) for x, y in line]
        frame.stroke(path, spec.look.style.muted, spec.look.style.line_width - 0.2, "line",
                     dash=(6.0, 4.0) if spec.dashed else ())  # fmt: skip
        marks = [Mark("line", "line", path[0], points=np.array(path), role="series_line", shape="polyline")]
        for row, (x, y) in enumerate(zip(xs, ys, strict=True)):
            place = plot.place(x, y)
            frame.marker(spec.marker, place, spec.dot, spec.look.colour(0).code, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def normal_quantiles(count: int) -> tuple[Decimal, ...]:
    """Quantiles of the standard normal distribution at (i - 1/2) / count (Hazen's places)."""
    return tuple(rounded(NormalDist().inv_cdf((place + 0.5) / count), 2) for place in range(count))


def _line(sample: Sample, ends: tuple[float, float]) -> list[Point]:
    """The line through the quartiles of sample and normal distribution, between two quantiles."""
    low, high = np.quantile([float(value) for value in sample], (0.25, 0.75))
    rise = float(high - low) / (2 * NormalDist().inv_cdf(0.75))
    middle = float(low + high) / 2
    return [(end, middle + rise * end) for end in ends]


def _content(facts: SampleFacts, language: Language) -> ChartData:
    label, sample = word("quantile", language), facts.samples[0]
    columns = (
        NumberColumn(name="x", label=label, unit="", values=normal_quantiles(len(sample))),
        NumberColumn(name="y", label=facts.measure.label, unit=facts.measure.unit, values=sample),
    )
    measure = facts.measure.label if language == "zh" else facts.measure.label.lower()
    heading = replace(facts.heading, title=word("normal_title", language, measure=measure))
    labels = [("axis/x/label", label), ("axis/y/label", facts.measure.titled(language))]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="quantile-quantile", labels=words(heading, labels),
        relations=(Relation(name="data", columns=columns),),
        encodings=(Encoding(channel="x", column="x"), Encoding(channel="y", column="y")),
    )  # fmt: skip
