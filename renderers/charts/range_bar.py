"""Range bars: one bar from the least to the greatest value of each category, upright or lying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import (
    axis_labels,
    bar_plot,
    by_series,
    channels,
    free_scale,
    place,
    placed_only,
    print_value,
)
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_bar_subjects import phrases
from templates.chart_ranges import sample_ranges
from templates.series import TableFacts

CHART_TYPE = "range bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeBarSpec:
    """Range bars: `breadth` is the share of a category's room that its bar fills."""

    data: ChartData
    look: Look
    lying: bool
    breadth: float


@generators.register("charts/range_bar")
class RangeBarChart(ChartBase[RangeBarSpec]):
    """A bar stands for two rows: the least value at its lower or left end, the greatest at the other. The axis need
    not begin at zero."""

    id = "charts/range_bar"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> RangeBarSpec:
        """Draw ranges, then a look; months stand upright."""
        self.check(knobs)
        style = streams("style")
        facts = sample_ranges(streams("data"), knobs.language, (5, 8))
        wanted = str(knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"), (2, 3)))
        lying = wanted == "horizontal" and not facts.categories.ordered
        look = sample_look(streams("layout"), knobs)
        printed = style.chance(0.5) and _has_room(facts, look, lying=lying)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=channels(lying=lying), printed=printed, styled="none",
            facets=True, labels=axis_labels(style, facts, knobs.language, lying=lying),
            subtitle=_reading(facts, knobs.language),
        )  # fmt: skip
        breadth = style.uniform(0.34, 0.6) if len(facts.categories.items) < 10 else style.uniform(0.5, 0.66)
        return RangeBarSpec(data=placed_only(content), look=look, lying=lying, breadth=breadth)

    def draw(self, spec: RangeBarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the bars, print both ends, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        scale = free_scale(numbers(spec.data), spec.look, room=0.14 if spec.data.printed else 0.04)
        plot = bar_plot(frame, texts(spec.data, "category"), scale, lying=spec.lying)
        lows, highs = by_series(spec.data)
        ends = (("left", "right"), ("below", "above"))[not spec.lying]
        marks: list[Mark] = [*_bars(plot, spec, 0), *_bars(plot, spec, 1)]
        for j, (low, high) in enumerate(zip(lows, highs, strict=True)):
            box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, low, high, lying=spec.lying)
            frame.box(box, spec.look.colour(0).code, f"range/{j}")
            for k, value in enumerate((low, high) if spec.data.printed else ()):
                print_value(frame, k * len(lows) + j, place(plot, j, value, lying=spec.lying), ends[k])
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _reading(facts: TableFacts, language: Language) -> str:
    """What the ends of a bar stand for."""
    low, high = facts.series.items if facts.series else ("", "")
    if language == "en":
        low, high = (end[:1].lower() + end[1:] for end in (low, high))
    return phrases("ranges", language)["span"].format(low=low, high=high)


def _bars(plot: Plot, spec: RangeBarSpec, end: int) -> list[Mark]:
    """The rows of one end, each marked by the whole bar and anchored at its end."""
    values = by_series(spec.data)[end]
    return [
        Mark(f"row/{end * len(values) + j}", f"range/{j}", place(plot, j, value, lying=spec.lying))
        for j, value in enumerate(values)
    ]


def _has_room(facts: TableFacts, look: Look, *, lying: bool) -> bool:
    """Whether a value is no wider than the room of its bar; beside lying bars there is room."""
    longest = max(len(look.number(v)) for row in facts.values for v in row)
    return lying or 0.68 * look.width / len(facts.categories.items) > (0.58 * longest + 0.7) * look.size
