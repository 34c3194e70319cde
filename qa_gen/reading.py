"""How well numbers can be read off a chart: the error of every row, by the channel that shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from proofpress_core.content import ChartData, NumberColumn
from proofpress_core.scene import Axis, Scene

PIXELS = 0.75
"""Half a pixel on the axis that shows a number, and some room for antialiasing; a segment of a stack lies between two
edges that are both read."""
SHADE = 0.04
"""Share of a colour bar within which a shade is matched by eye."""
PART = 0.05
"""Share of the greatest value within which areas, widths and angles are judged by eye."""

Errors = dict[tuple[str, str], tuple[float, ...]]


def reading_errors(scene: Scene) -> Errors:
    """Absolute errors per (content id, column), one for every row of the chart's first relation; printed columns and
    contents that are no charts have no entry: they are read exactly."""
    return {
        (chart.id, column.name): _errors(scene, chart, column)
        for chart in scene.contents
        if isinstance(chart, ChartData)
        for column in chart.relations[0].columns
        if isinstance(column, NumberColumn) and column.name not in chart.printed
    }


def _errors(scene: Scene, chart: ChartData, column: NumberColumn) -> tuple[float, ...]:
    channel = next((e.channel for e in chart.encodings if e.column == column.name), "")
    served = dict(_served(scene, chart, channel))
    edges = 2 if "stacked" in chart.chart_type else 1
    judged = PART * max((abs(float(value)) for value in column.values if value is not None), default=0.0)
    return tuple(
        edges * _on_axis(served[row], float(value or 0)) if row in served else judged
        for row, value in enumerate(column.values)
    )


def _on_axis(axis: Axis, value: float) -> float:
    """Error of a value on an axis; on a log axis it grows with the value."""
    length = math.hypot(axis.end[0] - axis.start[0], axis.end[1] - axis.start[1]) / 16
    if axis.scale == "log":
        decades = math.log10(float(axis.high) / float(axis.low))
        return abs(value) * math.log(10) * PIXELS * decades / length
    if axis.name == "colour":
        return SHADE * abs(float(axis.high - axis.low))
    return PIXELS * axis.per_pixel


def _served(scene: Scene, chart: ChartData, channel: str) -> Iterator[tuple[int, Axis]]:
    """(row, axis) of all rows that an axis of the channel serves, by the names of axes as `Axis` states them. A column
    without a channel of its own is read off any value axis."""
    mine = [axis for axis in scene.axes if axis.content == chart.id and axis.scale != "category"]
    height = chart.relations[0].height
    whole = [axis for axis in mine if axis.name == channel]
    if not channel and len(mine) == 1:
        whole = mine
    for axis in whole[:1]:
        yield from ((row, axis) for row in range(height))
    keys = _keys(chart, channel)
    names = list(dict.fromkeys(keys))
    for axis in mine if not whole else ():
        head, _, number = axis.name.partition("/")
        if head == channel and number.isdigit() and int(number) < len(names):
            yield from ((row, axis) for row in range(height) if keys[row] == names[int(number)])


def _keys(chart: ChartData, channel: str) -> tuple[str, ...]:
    """The names by which numbered axes serve rows: series, or categories around a circle and where there are none."""
    columns = {column.name: column.values for column in chart.relations[0].columns}
    for kind in ("category", "series") if channel == "r" else ("series", "category"):
        if kind in columns:
            return tuple(map(str, columns[kind]))
    return ("",) * chart.relations[0].height
