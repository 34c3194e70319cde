"""Quantile-quantile plots: a sample's order statistics over those of the normal distribution."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import NormalDist

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, series_names, style_relation, words
from renderers.charts._frame import Frame
from renderers.charts._groups import Point
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_samples import Sample, SampleFacts, rounded, sample_groups, word
from templates.themes import mixed

_MARKERS = ("circle", "square", "diamond")
_TRIES, _BEYOND = 12, 0.15
"""How often groups are drawn anew; how far lines run on past the outermost quantiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QqSpec:
    """A quantile plot of samples: markers `dot` pixels across, one kind for each sample; `dashed` are their lines."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    dot: int
    markers: tuple[str, ...]
    dashed: bool


@generators.register("charts/qq")
class QqPlot(ChartBase[QqSpec]):
    """Markers about the line through both quartiles of their sample, which stands behind them."""

    id = "charts/qq"

    def sample(self, streams: Streams, knobs: Knobs) -> QqSpec:
        """Draw measurements of groups that keep apart, then a look."""
        self.check(knobs)
        style, data, layout = streams("style"), streams("data"), streams("layout")
        markers, share, dashed = style.sample(_MARKERS, 3), style.uniform(0.5, 0.64), style.chance(0.4)
        for _ in range(_TRIES):
            facts = sample_groups(data, knobs.language, (2, 3), (10, 16), "normal")
            count = len(facts.samples)
            look = with_strong_colours(
                sample_look(layout, knobs, colours=count, legend=True, aspects=(1.0, 1.25, 1.33, 1.5))
            )
            dot = max(8, round(look.size * share))
            spec = QqSpec(data=_content(facts, look, knobs.language), look=look, samples=facts.samples, dot=dot,
                          markers=tuple(markers[:count]), dashed=dashed)  # fmt: skip
            if not _touching(spec):
                return spec
        raise Reject("markers_touch")

    def draw(self, spec: QqSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw lines and markers, and report."""
        plot, places = _laid_out(spec)
        style, marks = spec.look.style, []
        for k, sample in enumerate(spec.samples):
            path, name = [plot.place(x, y) for x, y in _line(sample)], f"series/{k}"
            colour, dash = mixed(spec.look.colour(k).code, style.panel, 0.4), (6.0, 4.0) if spec.dashed else ()
            plot.frame.stroke(path, colour, style.line_width - 0.2, name, dash=dash)
            marks.append(Mark(name, name, path[0], points=np.array(path), role="series_line", shape="polyline"))
        for row, place in enumerate(places):
            k = row // len(spec.samples[0])
            plot.frame.marker(spec.markers[k], place, spec.dot, spec.look.colour(k).code, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
        return finish(plot.frame, canvas, marks, plot.box, plot.truth())


def _laid_out(spec: QqSpec) -> tuple[Plot, list[Point]]:
    """The plot, and the places of all markers."""
    frame = Frame(spec.data, spec.look)
    frame.set_words()
    names = series_names(spec.data)
    frame.set_legend([Entry(name, spec.markers[k], spec.look.colour(k).code) for k, name in enumerate(names)])
    xs, ys = numbers(spec.data, "x"), numbers(spec.data, "y")
    ends = [(rounded(x, 6), rounded(y, 6)) for sample in spec.samples for x, y in _line(sample)]
    across, up = ([*values, *(end[k] for end in ends)] for k, values in enumerate((xs, ys)))
    wide = max(map(abs, across))
    plot = Plot(frame, value_scale([-wide, wide], spec.look, zero=False, count=5, headroom=0.04),
                value_scale(up, spec.look, zero=False))  # fmt: skip
    return plot, [plot.place(x, y) for x, y in zip(xs, ys, strict=True)]


def _touching(spec: QqSpec) -> bool:
    """Whether two markers come nearer than two pixels, or a chart has no room for its legend."""
    try:
        _, places = _laid_out(spec)
    except Reject:
        return True
    return any(math.hypot(a[0] - b[0], a[1] - b[1]) < 1.1 * spec.dot + 2 for a, b in itertools.combinations(places, 2))


def normal_quantiles(count: int) -> tuple[Decimal, ...]:
    """Quantiles of the standard normal distribution at (i - 1/2) / count (Hazen's places)."""
    return tuple(rounded(NormalDist().inv_cdf((place + 0.5) / count), 2) for place in range(count))


def _line(sample: Sample) -> list[Point]:
    """The line through the quartiles of sample and normal distribution, from the least to the greatest quantile."""
    low, high = np.quantile([float(value) for value in sample], (0.25, 0.75))
    rise = float(high - low) / (2 * NormalDist().inv_cdf(0.75))
    middle, end = float(low + high) / 2, float(normal_quantiles(len(sample))[-1]) + _BEYOND
    return [(x, middle + rise * x) for x in (-end, end)]


def _content(facts: SampleFacts, look: Look, language: Language) -> ChartData:
    label, count = word("quantile", language), len(facts.samples[0])
    columns = (
        TextColumn(name="series", label=facts.groups.label, ordered=facts.groups.ordered,
                   values=tuple(name for name in facts.groups.items for _ in range(count))),
        NumberColumn(name="x", label=label, unit="", values=normal_quantiles(count) * len(facts.samples)),
        NumberColumn(name="y", label=facts.measure.label, unit=facts.measure.unit,
                     values=tuple(value for sample in facts.samples for value in sample)),
    )  # fmt: skip
    measure = facts.measure.label if language == "zh" else facts.measure.label.lower()
    heading = replace(facts.heading, title=word("normal_title", language, measure=measure))
    labels = [("axis/x/label", label), ("axis/y/label", facts.measure.titled(language)),
              ("legend/title", facts.groups.label if look.legend == "right" else "")]  # fmt: skip
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="quantile-quantile", labels=words(heading, labels),
        relations=(Relation(name="data", columns=columns), style_relation(facts.groups.items, look, language)),
        encodings=(Encoding(channel="x", column="x"), Encoding(channel="y", column="y"),
                   Encoding(channel="colour", column="series")),
    )  # fmt: skip
