"""Bars with error whiskers: a mean for each category, and the limits that it lies between."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, bar_plot, by_first, by_series, clear_fill, placed_only
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_ranges import sample_trials

CHART_TYPE = "bar chart with error bars"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBarSpec:
    """Bars with whiskers: `breadth` is the share of a category's room that its bar fills, `cap` the length of a
    whisker's caps over the breadth of the bar, `line` its thickness in pixels."""

    data: ChartData
    look: Look
    breadth: float
    cap: float
    line: int


@generators.register("charts/bar_error")
class ErrorBarChart(ChartBase[ErrorBarSpec]):
    """A bar is the mark of a mean; the caps of its whisker are those of the limits."""

    id = "charts/bar_error"

    def sample(self, streams: Streams, knobs: Knobs) -> ErrorBarSpec:
        """Draw means with limits, then a look whose bars let the whiskers show."""
        self.check(knobs)
        style = streams("style")
        facts = sample_trials(streams("data"), knobs.language, (4, 6))
        facts = by_first(facts) if style.chance(0.3) else facts
        look = sample_look(streams("layout"), knobs)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, styled="none", facets=True,
            labels=axis_labels(style, facts, knobs.language, lying=False),
        )  # fmt: skip
        return ErrorBarSpec(data=placed_only(content), look=look, breadth=style.uniform(0.5, 0.72),
                            cap=style.uniform(0.18, 0.42), line=style.choice((1, 2, 2)))  # fmt: skip

    def draw(self, spec: ErrorBarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up bars and whiskers, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        scale = value_scale(numbers(spec.data), spec.look, zero=True, headroom=0.04, most=most(spec.data))
        plot = bar_plot(frame, texts(spec.data, "category"), scale, lying=False, headroom=0.6 * spec.look.size)
        means, lower, upper = by_series(spec.data)
        marks = []
        for j, mean in enumerate(means):
            box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, mean)
            frame.box(box, clear_fill(spec.look), f"row/{j}")
            marks.append(Mark(f"row/{j}", f"row/{j}", plot.place(j, mean)))
        for j, limits in enumerate(zip(lower, upper, strict=True)):
            marks += _whisker(plot, spec, j, [plot.place(j, limit) for limit in limits])
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _whisker(plot: Plot, spec: ErrorBarSpec, j: int, ends: list[tuple[float, float]]) -> list[Mark]:
    """A whisker on whole pixels between two points, the lower and the upper one, with a cap centred on each."""
    frame, line, ink = plot.frame, spec.line, spec.look.style.ink
    count = len(texts(spec.data, "category"))
    left, reach = round(ends[0][0] - line / 2), _reach(plot, spec, count)
    bottom, top = (round(y - line / 2) for _, y in ends)
    frame.box((left, top + line, left + line, bottom), ink, f"stem/{j}")
    marks = []
    for k, (end, y) in enumerate(zip(ends, (bottom, top), strict=True)):
        name = f"row/{(k + 1) * count + j}"
        frame.box((left - reach, y, left + line + reach, y + line), ink, name)
        marks.append(Mark(name, name, end))
    return marks


def _reach(plot: Plot, spec: ErrorBarSpec, count: int) -> int:
    """How far a cap reaches to either side, in pixels."""
    return max(3, round(spec.cap * spec.breadth * (plot.box[2] - plot.box[0]) / count / 2))
