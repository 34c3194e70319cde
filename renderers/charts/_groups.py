"""Charts of measurements in groups: their contents, and a plot whose categories run across or down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.scene_builder import Box
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, style_relation, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._scale import Scale, category_scale, value_scale
from templates.chart_samples import Sample, SampleFacts, bandwidth, density, statistic_names, summary
from templates.series import Names

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GroupPlot:
    """A plot of values over groups; `lying` ones have their groups one below the other."""

    plot: Plot
    lying: bool

    @property
    def frame(self) -> Frame:
        """The frame that the plot stands in."""
        return self.plot.frame

    @property
    def slot(self) -> float:
        """Room of one group in pixels."""
        (x0, y0), (x1, y1) = self.at(0, self.low), self.at(1, self.low)
        return abs(y1 - y0) if self.lying else abs(x1 - x0)

    @property
    def low(self) -> Decimal:
        """The value at the lower end of the value axis."""
        return (self.plot.x if self.lying else self.plot.y).low

    def at(self, group: float, value: Decimal | float) -> Point:
        """Image point of a value of a group."""
        return self.plot.place(value, group) if self.lying else self.plot.place(group, value)

    def box(self, near: float, far: float, low: Decimal | float, high: Decimal | float) -> Box:
        """The box on whole pixels between two places across and two values."""
        return self.plot.bar(near, far, low, high, lying=self.lying)

    def along(self, box: Box, start: int, end: int, inset: int = 0) -> Box:
        """The part of a box between two pixels of the value axis, `inset` narrower on either side."""
        low, high = sorted((start, end))
        if self.lying:
            return low, box[1] + inset, high, box[3] - inset
        return box[0] + inset, low, box[2] - inset, high

    def pixel(self, value: Decimal | float) -> int:
        """The whole pixel edge on the value axis that is nearest to a value."""
        return round(self.at(0, value)[0 if self.lying else 1])


def group_plot(frame: Frame, data: ChartData, reach: Sequence[Decimal], *, lying: bool) -> GroupPlot:
    """The plot for a content's categories, its value axis reaching over `reach`."""
    names, values = category_scale(texts(data, "category")), measured_scale(data, reach, frame.look)
    plot = Plot(frame, values, names, down=True) if lying else Plot(frame, names, values)
    return GroupPlot(plot, lying)


def measured_scale(data: ChartData, reach: Sequence[Decimal], look: Look, count: int = 5) -> Scale:
    """The axis of the measure `value` or `x`, which never runs below zero where no value does."""
    columns = {column.name: column for column in data.relations[0].columns}
    unit = getattr(columns.get("x", columns.get("value")), "unit", "")
    most = Decimal(100) if unit == "%" else None
    scale = value_scale(reach, look, zero=False, most=most, count=count)
    return scale if scale.low >= 0 or min(reach) < 0 else value_scale(reach, look, zero=True, most=most, count=count)


def pen_width(look: Look) -> int:
    """Thickness of outlines in whole pixels."""
    return max(2, round(look.size / 8))


def summary_content(
    facts: SampleFacts, names: Sequence[str], look: Look, language: Language, chart_type: str, *, lying: bool,
    labelled: bool, coloured: bool = False,
) -> ChartData:  # fmt: skip
    """A content with a row for every statistic of every group, statistic by statistic."""
    statistics = statistic_names(names, language)
    values = [value for row in summary(facts, names) for value in row]
    groups = facts.groups.items * len(names)
    kinds = tuple(name for name in statistics.items for _ in facts.groups.items)
    columns = (
        TextColumn(name="series", label=statistics.label, values=kinds, ordered=True, facets=True),
        TextColumn(name="category", label=facts.groups.label, values=groups, ordered=facts.groups.ordered),
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=tuple(values)),
    )
    return group_content(facts, columns, look, language, chart_type, lying=lying, labelled=labelled, coloured=coloured)


def group_content(
    facts: SampleFacts, columns: tuple[TextColumn | NumberColumn, ...], look: Look, language: Language,
    chart_type: str, *, lying: bool, labelled: bool, coloured: bool = False,
) -> ChartData:  # fmt: skip
    """A content whose `category` runs across (down, if `lying`) and whose `value` is read off the other axis."""
    across, up = ("y", "x") if lying else ("x", "y")
    labels = [(f"axis/{across}/label", facts.groups.label if labelled and not lying else ""),
              (f"axis/{up}/label", facts.measure.titled(language))]  # fmt: skip
    relations = [Relation(name="data", columns=columns)]
    if coloured:
        relations.append(style_relation(facts.groups.items, look, language, "category"))
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, labels=words(facts.heading, labels),
        relations=tuple(relations),
        encodings=(Encoding(channel=across, column="category"), Encoding(channel=up, column="value")),
    )  # fmt: skip


def outline(sample: Sample, cut: float = 2.2, steps: int = 64) -> tuple[list[float], list[float]]:
    """Values along a sample's range, `cut` bandwidths beyond both ends, and the densities there as shares of the
    greatest."""
    spots, heights = curve(sample, cut, steps)
    top = max(heights)
    return spots, [height / top for height in heights]


def curve(sample: Sample, cut: float, steps: int) -> tuple[list[float], list[float]]:
    """Values along a sample's span, and the densities there."""
    spots = np.linspace(*span(sample, cut), steps).tolist()
    return spots, density(sample, spots)


def span(sample: Sample, cut: float) -> tuple[float, float]:
    """From where to where a sample's density is drawn: `cut` bandwidths beyond both ends, but not below zero where no
    value is."""
    reach = cut * bandwidth(sample)
    low = float(sample[0]) - reach
    return max(low, 0.0) if sample[0] >= 0 else low, float(sample[-1]) + reach


def widened(points: Sequence[Point], reach: float) -> np.ndarray:
    """An outline (clockwise in the picture) with every point moved out by `reach`, half a pen's width."""
    path = np.array(points)
    along = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    return np.asarray(path + reach * np.column_stack([along[:, 1], -along[:, 0]]))


def one_value_each(
    groups: Names, samples: Sequence[Sample], label: str, unit: str
) -> tuple[TextColumn | NumberColumn, ...]:
    """Columns with a row for every single measurement, group by group."""
    names = tuple(name for name, sample in zip(groups.items, samples, strict=True) for _ in sample)
    values = tuple(value for sample in samples for value in sample)
    return (TextColumn(name="category", label=groups.label, values=names, ordered=groups.ordered),
            NumberColumn(name="value", label=label, unit=unit, values=values))  # fmt: skip
