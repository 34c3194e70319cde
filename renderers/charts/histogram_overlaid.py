"""Two histograms over the same bins: one seen through the other, or their bars side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, series_names, style_relation, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_contrasts import ContrastFacts, sample_contrast
from templates.themes import mixed

CHART_TYPE = "overlaid histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlaidSpec:
    """Two histograms: `opacity` of the bars, 1 where they stand side by side."""

    data: ChartData
    look: Look
    opacity: float


@generators.register("charts/histogram_overlaid")
class OverlaidHistogram(ChartBase[OverlaidSpec]):
    """Bars over a value axis whose ticks are the edges of the bins; the second group is in front."""

    id = "charts/histogram_overlaid"
    options: ClassVar = {**ChartBase.options, "mode": ("overlaid", "side")}

    def sample(self, streams: Streams, knobs: Knobs) -> OverlaidSpec:
        """Draw two distributions, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_contrast(streams("data"), knobs.language, (6, 9))
        mode = knobs.settings.get("mode") or style.choice(("overlaid", "side"), (3, 1))
        look = sample_look(streams("layout"), knobs, colours=2, legend=True)
        opacity = style.uniform(0.55, 0.68) if mode == "overlaid" else 1.0
        return OverlaidSpec(data=_content(facts, look, knobs.language), look=look, opacity=opacity)

    def draw(self, spec: OverlaidSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the bars of both groups, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        shades = [mixed(spec.look.style.panel, spec.look.colour(k).code, spec.opacity) for k in range(2)]
        names = series_names(spec.data)
        frame.set_legend([Entry(name, "box", shade) for name, shade in zip(names, shades, strict=True)])
        counts, lows, highs = (numbers(spec.data, name) for name in ("value", "low", "high"))
        bins = len(counts) // 2
        edges = (*lows[:bins], highs[-1])
        x = Scale(
            kind="linear", low=edges[0], high=edges[-1], ticks=tuple((edge, spec.look.number(edge)) for edge in edges)
        )
        plot = Plot(frame, x, value_scale(counts, spec.look, zero=True))
        marks = []
        for row, (low, high, count) in enumerate(zip(lows, highs, counts, strict=True)):
            near, far = _ends(spec, row // bins, low, high)
            box = _parted(plot.bar(near, far, 0, count), spec)
            frame.box(box, spec.look.colour(row // bins).code, f"row/{row}", opacity=spec.opacity)
            marks.append(Mark(f"row/{row}", f"row/{row}", plot.place((near + far) / 2, count)))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _ends(spec: OverlaidSpec, group: int, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The part of a bin that the bar of a group takes."""
    if spec.opacity < 1:
        return low, high
    margin, half = (high - low) * Decimal("0.08"), (high - low) * Decimal("0.42")
    return low + margin + group * half, low + margin + (group + 1) * half


def _parted(box: Box, spec: OverlaidSpec) -> Box:
    """The bar of an overlaid histogram with a pixel free at both sides."""
    left, top, right, bottom = box
    return (left + 1, top, right - 1, bottom) if spec.opacity < 1 else box


def _content(facts: ContrastFacts, look: Look, language: Language) -> ChartData:
    """One row for each bin, group by group."""
    lows, highs = facts.edges[:-1], facts.edges[1:]
    bins = tuple(f"{look.number(low)}–{look.number(high)}" for low, high in zip(lows, highs, strict=True))
    bounds = {"label": facts.value.label, "unit": facts.value.unit}
    counts = tuple(Decimal(count) for group in facts.counts for count in group)
    groups = tuple(name for name in facts.groups.items for _ in bins)
    data = Relation(
        name="data",
        columns=(
            TextColumn(name="series", label=facts.groups.label, values=groups),
            TextColumn(name="bin", label=facts.value.label, values=bins * 2, ordered=True),
            NumberColumn(name="low", values=lows * 2, **bounds), NumberColumn(name="high", values=highs * 2, **bounds),
            NumberColumn(name="value", label=facts.count.label, unit=facts.count.unit, values=counts),
        ),
    )  # fmt: skip
    title = facts.groups.label if look.legend == "right" else ""
    labels = [("axis/x/label", facts.value.titled(language)), ("axis/y/label", facts.count.titled(language)),
              ("legend/title", title)]  # fmt: skip
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=CHART_TYPE, labels=words(facts.heading, labels),
        relations=(data, style_relation(facts.groups.items, look, language)),
        encodings=(Encoding(channel="x", column="bin"), Encoding(channel="y", column="value"),
                   Encoding(channel="colour", column="series")),
    )  # fmt: skip
