"""Bars with a line over them: on one axis, or each on an axis of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene import Axis
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_line
from renderers.charts._two_axes import TwoAxisPlot, matched_scale
from templates.chart_pairs import PairFacts, sample_pair, sample_plan

_HEADROOM = (0.45, 0.75)
"""How much higher than its tallest bar the axis of the bars may reach, so that the line keeps off their ends."""
_LIFT = (0.3, 0.5)
"""Share of the line's axis below its lowest point."""
_BROAD = (1.25, 1.33, 1.5, 1.6, 1.78)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComboSpec:
    """Bars (series 0) and a line (series 1): `breadth` is the share of a category's room that a bar fills, `dot` the
    size of the markers in pixels; `headroom` and `lift` keep bars and line of two axes apart."""

    data: ChartData
    look: Look
    breadth: float
    dot: int
    headroom: float
    lift: float


class _Combos(ChartBase[ComboSpec]):
    """Bars from zero and a marked line."""

    chart_type: ClassVar[str]

    def facts(self, draw: Draw, language: Language) -> PairFacts:
        """What bars and line show."""
        raise NotImplementedError(self.id)

    def labels(self, facts: PairFacts, language: Language) -> list[tuple[str, str]]:
        """Labels of the value axes, as (ref, text)."""
        return [("axis/y/label", facts.table.measure.titled(language))]

    def look(self, draw: Draw, knobs: Knobs) -> Look:
        """How the chart is set."""
        return with_strong_line(sample_look(draw, knobs, colours=2, legend=True))

    def sample(self, streams: Streams, knobs: Knobs) -> ComboSpec:
        """Draw data, then a look."""
        self.check(knobs)
        style, facts = streams("style"), self.facts(streams("data"), knobs.language)
        look = self.look(streams("layout"), knobs)
        labels = self.labels(facts, knobs.language)
        labels.append(("axis/x/label", facts.table.categories.label if style.chance(0.3) else ""))
        return ComboSpec(
            data=table_content(facts.table, look, knobs.language, self.chart_type, labels=labels, facets=True),
            look=look,
            breadth=style.uniform(0.5, 0.72), dot=max(8, round(look.size * style.uniform(0.58, 0.7))),
            headroom=style.uniform(*_HEADROOM), lift=style.uniform(*_LIFT),
        )  # fmt: skip

    def draw(self, spec: ComboSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, draw the line over them, and report."""
        frame, look = Frame(spec.data, spec.look), spec.look
        names, categories, values = series_names(spec.data), texts(spec.data, "category"), numbers(spec.data)
        frame.set_words()
        frame.set_legend([Entry(names[0], "box", look.colour(0).code),
                          Entry(names[1], "line", look.colour(1).code, "circle")])  # fmt: skip
        count = len(categories)
        plot, axes, places = self.plot(frame, spec, categories, values[:count], values[count:])
        marks = [_bar(plot, spec, j, value) for j, value in enumerate(values[:count])]
        style = _lines.stitch(look, 1, "circle", spec.dot)
        line, *dots = _lines.sew(plot, style, 1, range(count, 2 * count), places)
        return finish(frame, canvas, [line, *marks, *dots], plot.box, axes)

    def plot(
        self, frame: Frame, spec: ComboSpec, categories: Sequence[str], bars: Sequence[Decimal], line: Sequence[Decimal]
    ) -> tuple[Plot, Sequence[Axis], list[Point]]:  # fmt: skip
        """The plot, its axes, and the places of the line's points."""
        scale = value_scale([*bars, *line], spec.look, zero=True, headroom=0.06, most=most(spec.data))
        plot = Plot(frame, category_scale(categories), scale, headroom=0.6 * spec.look.size)
        return plot, plot.truth(), [plot.place(j, value) for j, value in enumerate(line)]


@generators.register("charts/combo")
class ComboChart(_Combos):
    """Bars and the line that they are held against, on one axis."""

    id = "charts/combo"
    chart_type: ClassVar[str] = "bar and line"

    def facts(self, draw: Draw, language: Language) -> PairFacts:
        """A quantity and its plan."""
        return sample_plan(draw, language)


@generators.register("charts/dual_axis")
class DualAxisChart(_Combos):
    """Bars on the left axis `y/0`, a line on the right axis `y/1`."""

    id = "charts/dual_axis"
    chart_type: ClassVar[str] = "dual axis"

    def facts(self, draw: Draw, language: Language) -> PairFacts:
        """Two quantities with units of their own."""
        return sample_pair(draw, language)

    def look(self, draw: Draw, knobs: Knobs) -> Look:
        """A broad sheet with the legend above or below: the axes need the sides."""
        look = with_strong_line(sample_look(draw, knobs, colours=2, legend=True, aspects=_BROAD))
        return replace(look, legend="top" if look.legend in ("left", "right") else look.legend)

    def labels(self, facts: PairFacts, language: Language) -> list[tuple[str, str]]:
        """A label for each value axis."""
        return [(f"axis/y/{k}/label", measure.titled(language)) for k, measure in enumerate(facts.units)]

    def plot(
        self, frame: Frame, spec: ComboSpec, categories: Sequence[str], bars: Sequence[Decimal], line: Sequence[Decimal]
    ) -> tuple[Plot, Sequence[Axis], list[Point]]:  # fmt: skip
        """A plot with ticks of both axes at the same heights."""
        left = value_scale(bars, spec.look, zero=True, headroom=spec.headroom)
        top = Decimal(100) if "%" in spec.data.label("axis/y/1/label") and max(line) <= 100 else None
        right = matched_scale(line, spec.look, len(left.ticks) - 1, least=spec.lift, most=top)
        plot = TwoAxisPlot(frame, category_scale(categories), left, right, headroom=0.6 * spec.look.size)
        return plot, plot.truth_of_both(), [plot.place_right(j, value) for j, value in enumerate(line)]


def _bar(plot: Plot, spec: ComboSpec, j: int, value: Decimal) -> Mark:
    name = f"row/{j}"
    box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, value)
    plot.frame.box(box, spec.look.colour(0).code, name)
    return Mark(name, name, plot.place(j, value))
