"""Bars on both sides of zero: gains and losses, balances, changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import (
    axis_labels,
    bar_plot,
    by_first,
    channels,
    place,
    placed_only,
    print_value,
    zero_line,
)
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table

CHART_TYPE = "diverging bar"
_EXTENT = Extent(categories=(5, 10), signed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergingBarSpec:
    """Bars around zero: `breadth` is the share of a category's room that its bar fills; negative bars have the colour
    of place `negative` in the look."""

    data: ChartData
    look: Look
    lying: bool
    breadth: float
    negative: int


@generators.register("charts/bar_diverging")
class DivergingBarChart(ChartBase[DivergingBarSpec]):
    """One bar for each category; nominal categories may come in order of value."""

    id = "charts/bar_diverging"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> DivergingBarSpec:
        """Draw signed data, then a look."""
        self.check(knobs)
        style = streams("style")
        lying = (knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"))) == "horizontal"
        facts = sample_table(streams("data"), knobs.language, replace(_EXTENT, time=False) if lying else _EXTENT)
        facts = by_first(facts) if style.chance(0.5) else facts
        look = sample_look(streams("layout"), knobs, colours=2)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=channels(lying=lying), styled="none",
            printed=style.chance(0.5) and _has_room(facts, look, lying=lying),
            labels=axis_labels(style, facts, knobs.language, lying=lying),
        )  # fmt: skip
        return DivergingBarSpec(data=placed_only(content), look=look, lying=lying, breadth=style.uniform(0.52, 0.78),
                                negative=style.choice((0, 1, 1)))  # fmt: skip

    def draw(self, spec: DivergingBarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, print values beyond their ends, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values = numbers(spec.data)
        room = Decimal("0.13") * (max(values) - min(values)) if spec.data.printed else Decimal(0)
        scale = value_scale([min(values) - room, max(values) + room], spec.look, zero=True)
        plot = bar_plot(frame, texts(spec.data, "category"), scale, lying=spec.lying)
        marks = [_bar(plot, spec, j, value) for j, value in enumerate(values)]
        zero_line(plot, lying=spec.lying)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _bar(plot: Plot, spec: DivergingBarSpec, j: int, value: Decimal) -> Mark:
    name, point = f"row/{j}", place(plot, j, value, lying=spec.lying)
    colour = spec.look.colour(0 if value > 0 else spec.negative).code
    plot.frame.box(plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, value, lying=spec.lying), colour, name)
    if spec.data.printed:
        ends = ("left", "right") if spec.lying else ("below", "above")
        print_value(plot.frame, j, point, ends[value > 0])
    return Mark(name, name, point)


def _has_room(facts: TableFacts, look: Look, *, lying: bool) -> bool:
    """Whether a value is no wider than the room of its bar; beside lying bars there is room."""
    longest = max(len(look.number(value)) for value in facts.values[0])
    return lying or 0.68 * look.width / len(facts.categories.items) > (0.58 * longest + 0.7) * look.size
