"""Pareto charts: causes as falling bars, and a line of their cumulated share on an axis at the right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, write_beside
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_line
from templates.chart_causes import CauseFacts, sample_causes
from templates.themes import mixed

CHART_TYPE = "pareto"
_SHARES = tuple(Decimal(20 * k) for k in range(6))

_ROOM = Decimal("1.1")
"""Height of the plot over that of a hundred per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParetoSpec:
    """A Pareto chart: `breadth` is the share of a category's room that its bar fills, `dot` the size of a marker on
    the line in pixels."""

    data: ChartData
    look: Look
    breadth: float
    dot: int


@generators.register("charts/pareto")
class ParetoChart(ChartBase[ParetoSpec]):
    """Both axes have one height: the whole at the left is a hundred per cent at the right, so that the line begins on
    top of the first bar. The column `cumulative` is printed along the line, bars are read off the axis `y`."""

    id = "charts/pareto"

    def sample(self, streams: Streams, knobs: Knobs) -> ParetoSpec:
        """Draw causes, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_causes(streams("data"), knobs.language, (5, 7))
        look = with_strong_line(sample_look(streams("layout"), knobs, colours=2))
        labels = axis_labels(style, facts.table, knobs.language, lying=False)
        labels.append(("axis/y/1/label", facts.cumulative.titled(knobs.language)))
        content = table_content(facts.table, look, knobs.language, CHART_TYPE, styled="none", labels=labels)
        return ParetoSpec(data=_with_shares(content, facts), look=look, breadth=style.uniform(0.6, 0.9),
                          dot=max(6, round(0.5 * look.size)))  # fmt: skip

    def draw(self, spec: ParetoSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, draw line and right axis, print the shares, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        size, right = spec.look.size, frame.area.right
        frame.area.right -= frame.look.width_of("100%", size) + (0.5 + 1.4) * size + frame.style.ticks
        values = numbers(spec.data)
        plot = Plot(frame, category_scale(texts(spec.data, "category")), _counts(spec), headroom=0.4 * size)
        marks = []
        for row, value in enumerate(values):
            box = plot.bar(row - spec.breadth / 2, row + spec.breadth / 2, 0, value)
            frame.box(box, spec.look.colour(0).code, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", plot.place(row, value)))
        marks.append(_line(plot, spec))
        return finish(frame, canvas, marks, plot.box, (*plot.truth(), _right_axis(plot, right)))


def _with_shares(content: ChartData, facts: CauseFacts) -> ChartData:
    """The content with the cumulated shares as a printed column."""
    shares = NumberColumn(
        name="cumulative", label=facts.cumulative.label, unit=facts.cumulative.unit, values=facts.shares
    )
    data = Relation(name="data", columns=(*content.relations[0].columns, shares))
    encodings = (*content.encodings[:2], Encoding(channel="label", column="cumulative"))
    return ChartData(
        id=content.id, language=content.language, chart_type=content.chart_type, labels=content.labels,
        relations=(data,), encodings=encodings, printed=("cumulative",),
    )  # fmt: skip


def _counts(spec: ParetoSpec) -> Scale:
    """Counts from zero to their sum, with room for printed shares above it."""
    total = sum(numbers(spec.data), Decimal(0))
    scale = value_scale([Decimal(0), total], spec.look, zero=True, headroom=0.0)
    ticks = tuple(tick for tick in scale.ticks if tick[0] <= total)
    return Scale(kind="linear", low=Decimal(0), high=total * _ROOM, ticks=ticks)


def _height(plot: Plot, share: Decimal) -> float:
    """Where a per cent stands in the picture."""
    _, y0, _, y1 = plot.box
    return y1 - float(share / 100 / _ROOM) * (y1 - y0)


def _line(plot: Plot, spec: ParetoSpec) -> Mark:
    """The line, its dots (`dot/k`) and the printed shares; the line, over its paler dots, is a mark of no row."""
    frame, colour = plot.frame, spec.look.colour(1).code
    pale = mixed(colour, spec.look.style.panel, 0.1)
    shares = numbers(spec.data, "cumulative")
    points = [(plot.place(row, 0)[0], _height(plot, share)) for row, share in enumerate(shares)]
    for row, (point, share) in enumerate(zip(points, shares, strict=True)):
        frame.disc(point, spec.dot / 2, pale, f"dot/{row}")
        words = f"{spec.look.number(share)}%"
        aside = 0.5 * frame.look.width_of(words, spec.look.size) if row < len(shares) - 1 else 0.0
        write_beside(frame, f"row/{row}/label", words, (point[0] - aside, point[1]), "above", gap=0.6 * spec.dot)
    frame.stroke(points, colour, 0.95 * spec.look.style.line_width, "series/0")
    return Mark("series/0", "series/0", points[0], points=np.array(points), role="series_line", shape="polyline")


def _right_axis(plot: Plot, right: float) -> Axis:
    """Tick labels in per cent at the right, the label of the axis beyond them; the axis itself as truth."""
    frame, size, edge = plot.frame, plot.frame.look.size, plot.box[2]
    frame.axes.append("y/1")
    if frame.style.ticks and "right" not in frame.style.spines:
        frame.box((edge, plot.box[1], edge + frame.look.hair, plot.box[3]), frame.style.line)
    for k, share in enumerate(_SHARES):
        y = _height(plot, share)
        if frame.style.ticks:
            inner = -1 if frame.style.inward else 1
            frame.rule((edge, y + 0.5), (edge + inner * frame.style.ticks, y + 0.5), frame.style.line)
        x = edge + frame.style.ticks + 0.5 * size
        frame.text(f"axis/y/1/tick/{k}", f"{share}%", x, y + 0.36 * size, size=size, colour=frame.style.ink)
    middle = (plot.box[1] + plot.box[3]) / 2
    words, style = frame.data.label("axis/y/1/label"), {"size": size, "align": "centre", "colour": frame.style.muted}
    frame.text("axis/y/1/label", words, right - 0.3 * size, middle, turn=90.0, **style)
    ends = [(round(edge * UNIT), round(_height(plot, share) * UNIT)) for share in (_SHARES[0], _SHARES[-1])]
    return Axis(content=frame.data.id, name="y/1", scale="linear", low=_SHARES[0], high=_SHARES[-1], start=ends[0],
                end=ends[1], ticks=_SHARES)  # fmt: skip
