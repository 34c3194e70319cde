"""Histograms: counts of things in bins of equal width."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, style_relation, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._notes import annotate, sample_notes
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_notes import Note
from templates.series import BinFacts, sample_bins


@dataclass(frozen=True, slots=True, kw_only=True)
class HistogramSpec:
    """A histogram; `gap` is the free room between bars in pixels."""

    data: ChartData
    look: Look
    gap: int
    notes: tuple[Note, ...] = ()


@generators.register("charts/histogram")
class Histogram(ChartBase[HistogramSpec]):
    """Bars over a value axis whose ticks are the bins' edges."""

    id = "charts/histogram"

    def sample(self, streams: Streams, knobs: Knobs) -> HistogramSpec:
        """Draw counts, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_bins(streams("data"), knobs.language, (6, 10))
        look = sample_look(streams("layout"), knobs)
        printed = style.chance(0.4) and look.width / len(facts.counts) > 3.4 * look.size
        content, gap = _content(facts, look, knobs.language, printed=printed), style.choice((1, 2, 2, 3))
        notes: tuple[Note, ...] = ()
        if not printed:
            notes = sample_notes(style, knobs.language, look, ("highest",), numbers(content), texts(content, "bin"))
        return HistogramSpec(data=content, look=look, gap=max(gap, look.hair), notes=notes)

    def draw(self, spec: HistogramSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the bars, print counts, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        counts, lows, highs = (numbers(spec.data, name) for name in ("value", "low", "high"))
        edges = (*lows, highs[-1])
        x = Scale(
            kind="linear", low=edges[0], high=edges[-1], ticks=tuple((edge, spec.look.number(edge)) for edge in edges)
        )
        plot = Plot(
            frame, x, value_scale(counts, spec.look, zero=True), headroom=1.4 * spec.look.size * bool(spec.data.printed)
        )
        marks = []
        for row, (low, high, count) in enumerate(zip(lows, highs, counts, strict=True)):
            name, middle = f"row/{row}", (low + high) / 2
            x0, y0, x1, y1 = plot.bar(low, high, 0, count)
            frame.box((x0 + spec.gap // 2, y0, x1 - (spec.gap + 1) // 2, y1), spec.look.colour(0).code, name)
            marks.append(Mark(name, name, plot.place(middle, count)))
            if spec.data.printed:
                _print_count(frame, row, count, plot.place(middle, count))
        marks += annotate(plot, spec.notes, [mark.anchor for mark in marks])
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _print_count(frame: Frame, row: int, count: Decimal, top: tuple[float, float]) -> None:
    size = 0.92 * frame.look.size
    frame.text(f"row/{row}/label", frame.look.number(count), top[0], top[1] - 0.38 * size, size=size, align="centre",
               colour=frame.style.ink)  # fmt: skip


def _content(facts: BinFacts, look: Look, language: Language, *, printed: bool) -> ChartData:
    lows, highs = facts.edges[:-1], facts.edges[1:]
    names = tuple(f"{look.number(low)}–{look.number(high)}" for low, high in zip(lows, highs, strict=True))
    bounds = {"label": facts.value.label, "unit": facts.value.unit}
    counts = tuple(Decimal(count) for count in facts.counts)
    data = Relation(
        name="data",
        columns=(
            TextColumn(name="bin", label=facts.value.label, values=names, ordered=True),
            NumberColumn(name="low", values=lows, **bounds), NumberColumn(name="high", values=highs, **bounds),
            NumberColumn(name="value", label=facts.count.label, unit=facts.count.unit, values=counts),
        ),
    )  # fmt: skip
    labels = [("axis/x/label", facts.value.titled(language)), ("axis/y/label", facts.count.titled(language))]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="histogram", labels=words(facts.heading, labels),
        relations=(data, style_relation(("",), look, language)), printed=("value",) if printed else (),
        encodings=(Encoding(channel="x", column="bin"), Encoding(channel="y", column="value")),
    )  # fmt: skip
