"""Bars stacked to a hundred per cent: how several wholes divide into the same parts."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import VALUE_SIZE, axis_labels, bar_plot, by_series, channels, place, print_value
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_compositions import sample_composition
from templates.series import TableFacts
from templates.themes import ink_on

CHART_TYPE = "percent stacked bar"
_WHOLE, _EDGE = Decimal(100), Decimal("101.5")
"""The whole, and where the plot ends: a little further, so that no bar touches its frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentBarSpec:
    """Bars of equal length: `breadth` is the share of a category's room that its bar fills."""

    data: ChartData
    look: Look
    lying: bool
    breadth: float


@generators.register("charts/bar_percent")
class PercentBarChart(ChartBase[PercentBarSpec]):
    """Parts follow one another from zero in the order of the legend."""

    id = "charts/bar_percent"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> PercentBarSpec:
        """Draw wholes, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_composition(streams("data"), knobs.language, (4, 6))
        lying = (knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"))) == "horizontal"
        look = sample_look(streams("layout"), knobs, colours=len(facts.values), legend=True)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=channels(lying=lying),
            printed=style.chance(0.6) and _has_room(facts, look, lying=lying),
            labels=axis_labels(style, facts, knobs.language, lying=lying, legend_title=look.legend == "right"),
        )  # fmt: skip
        return PercentBarSpec(data=content, look=look, lying=lying, breadth=style.uniform(0.58, 0.8))

    def draw(self, spec: PercentBarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the parts, print their shares, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        frame.set_legend([Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names)])
        scale = replace(value_scale([Decimal(0), _WHOLE], spec.look, zero=True, most=_WHOLE), high=_EDGE)
        plot = bar_plot(frame, texts(spec.data, "category"), scale, lying=spec.lying)
        wholes = [
            list(itertools.accumulate(parts, initial=Decimal(0))) for parts in zip(*by_series(spec.data), strict=True)
        ]
        marks = []
        for row in range(len(numbers(spec.data))):
            k, j = divmod(row, len(wholes))
            marks.append(_part(plot, spec, row, j, (wholes[j][k], wholes[j][k + 1])))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _part(plot: Plot, spec: PercentBarSpec, row: int, j: int, bounds: tuple[Decimal, Decimal]) -> Mark:
    """A part of a whole between two cumulated shares; its anchor is its far end."""
    name, colour = f"row/{row}", spec.look.colour(row // len(texts(spec.data, "category"))).code
    plot.frame.box(plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, *bounds, lying=spec.lying), colour, name)
    if spec.data.printed:
        middle = place(plot, j, sum(bounds) / 2, lying=spec.lying)
        print_value(plot.frame, row, middle, "on", colour=ink_on(colour))
    return Mark(name, name, place(plot, j, bounds[1], lying=spec.lying))


def _has_room(facts: TableFacts, look: Look, *, lying: bool) -> bool:
    """Whether the least share is long enough for its number, by a careful estimate of the plot's size."""
    least = float(min(min(row) for row in facts.values)) / 100
    right = 0.16 * look.width if look.legend == "right" else 0.0
    need = (0.62 * len(str(min(min(row) for row in facts.values))) + 0.5 if lying else 1.25) * VALUE_SIZE * look.size
    return least * (0.7 * look.width - right if lying else 0.55 * look.height) > need
