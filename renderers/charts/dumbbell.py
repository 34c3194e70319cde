"""Dumbbells: two values of each category as dots on one line, joined by a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, bar_plot, by_first, by_series, free_scale, print_value
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed

CHART_TYPE = "dumbbell"
_LEAST_GAP = Decimal("0.065")
"""Least distance of a pair over the reach of all values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellSpec:
    """Dumbbells: `dot` is the diameter of a dot and `bar` the thickness of what joins two, in pixels; `zero` says
    that the axis begins at zero."""

    data: ChartData
    look: Look
    dot: int
    bar: int
    zero: bool


@generators.register("charts/dumbbell")
class DumbbellChart(ChartBase[DumbbellSpec]):
    """Lying pairs of dots; the joining bar runs below both."""

    id = "charts/dumbbell"

    def sample(self, streams: Streams, knobs: Knobs) -> DumbbellSpec:
        """Draw pairs that keep apart, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = _facts(streams("data"), knobs.language)
        facts = by_first(facts) if style.chance(0.6) else facts
        look = sample_look(streams("layout"), knobs, colours=2, legend=True)
        printed = style.chance(0.45)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=("y", "x"), printed=printed,
            labels=axis_labels(style, facts, knobs.language, lying=True, legend_title=look.legend == "right"),
        )  # fmt: skip
        dot = max(10, round(look.size * style.uniform(0.72, 0.92)))
        zero = min(numbers(content)) < max(numbers(content)) / 3 and style.chance(0.6)
        return DumbbellSpec(data=content, look=look, dot=dot, bar=style.choice((2, 3, 4)), zero=zero)

    def draw(self, spec: DumbbellSpec, canvas: Canvas) -> Drawing:
        """Set the frame, join and dot the pairs, print values at the outer sides, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        frame.set_legend([Entry(n, "circle", spec.look.colour(k).code) for k, n in enumerate(names)])
        plot = bar_plot(frame, texts(spec.data, "category"), _scale(spec), lying=True)
        first, second = by_series(spec.data)
        for j, pair in enumerate(zip(first, second, strict=True)):
            _join(plot, spec, j, pair)
        marks = [mark for k in range(2) for mark in _dots(plot, spec, k)]
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _facts(draw: Draw, language: Language) -> TableFacts:
    """Facts of two series whose values keep apart over each category."""
    for _ in range(40):
        facts = sample_table(draw, language, Extent(categories=(4, 9), series=(2, 2), time=False))
        if len(facts.values) == 2:
            first, second = facts.values
            reach = max(*first, *second) - min(*first, *second)
            if all(abs(a - b) > _LEAST_GAP * reach for a, b in zip(first, second, strict=True)):
                return facts
    raise Reject("pairs_too_close")


def _scale(spec: DumbbellSpec) -> Scale:
    values, room = numbers(spec.data), 0.12 if spec.data.printed else 0.05
    if spec.zero:
        return value_scale(values, spec.look, zero=True, headroom=room)
    return free_scale(values, spec.look, room=room)


def _join(plot: Plot, spec: DumbbellSpec, j: int, pair: Sequence[Decimal]) -> None:
    """The bar between the two values of a category."""
    y = round(plot.place(pair[0], j)[1])
    left, right = sorted(round(plot.place(value, j)[0]) for value in pair)
    top = y - spec.bar // 2
    colour = mixed(spec.look.style.muted, spec.look.style.panel, 0.45)
    plot.frame.box((left, top, right, top + spec.bar), colour)


def _dots(plot: Plot, spec: DumbbellSpec, k: int) -> list[Mark]:
    """The dots of a series, with its values where they are printed."""
    mine, other = (by_series(spec.data)[place] for place in (k, 1 - k))
    marks = []
    for j, value in enumerate(mine):
        row, point = k * len(mine) + j, plot.place(value, j)
        plot.frame.disc(point, spec.dot / 2, spec.look.colour(k).code, f"row/{row}")
        if spec.data.printed:
            print_value(plot.frame, row, point, "right" if value > other[j] else "left", gap=spec.dot / 2)
        marks.append(Mark(f"row/{row}", f"row/{row}", point))
    return marks
