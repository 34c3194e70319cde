"""Ribbons between two columns of nodes, and contents of flows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from renderers._backends.display import Point
from renderers.charts._content import CONTENT_ID, style_relation, words
from renderers.charts._look import Look
from templates.series import Heading, Measure

_STEPS = 28
_CLEAR = 0.7
OPACITY = 0.5
"""Of ribbons, so that those that cross one another stay visible."""

Slot = tuple[float, float]
"""Upper and lower edge of a ribbon's end."""


@dataclass(frozen=True, slots=True)
class Column:
    """Nodes from top to bottom: where each begins and ends, and the slots of the flows that end at it."""

    nodes: tuple[Slot, ...]
    slots: dict[int, Slot]


def stacked_column(
    flows: Sequence[Sequence[int]], values: Sequence[Decimal], per_unit: float, top: float, gap: float
) -> Column:  # fmt: skip
    """A column whose node k takes the flows `flows[k]` from top to bottom, `gap` pixels free between nodes."""
    nodes: list[Slot] = []
    slots: dict[int, Slot] = {}
    y = top
    for rows in flows:
        edges = [y, *itertools.accumulate((float(values[row]) * per_unit for row in rows), initial=y)][1:]
        slots |= {row: (edges[k], edges[k + 1]) for k, row in enumerate(rows)}
        nodes.append((y, edges[-1]))
        y = edges[-1] + gap
    return Column(tuple(nodes), slots)


def ribbon(left: float, right: float, near: Slot, far: Slot, stubs: tuple[float, float]) -> list[Point]:
    """Outline of a ribbon from a slot at the left to one at the right; it runs level for the length of its stubs. It
    keeps clear of the edges of its slots, so that it can be told from those beside it."""
    near, far = (near[0] + _CLEAR, near[1] - _CLEAR), (far[0] + _CLEAR, far[1] - _CLEAR)
    start, end = left + stubs[0], right - stubs[1]
    shares = [k / _STEPS for k in range(_STEPS + 1)]
    bend = [(start + (end - start) * t, (1 - math.cos(math.pi * t)) / 2) for t in shares]
    upper = [(left, near[0]), *((x, near[0] + (far[0] - near[0]) * s) for x, s in bend), (right, far[0])]
    lower = [(left, near[1]), *((x, near[1] + (far[1] - near[1]) * s) for x, s in bend), (right, far[1])]
    return upper + lower[::-1]


def per_unit(values: Sequence[Decimal], height: float, size: float) -> float:
    """Pixels per unit of a column whose flows fill a height. Reject (`flow_too_thin`) where a value could not stand in
    the thinnest one."""
    found = height / float(sum(values))
    if float(min(values)) * found < 1.12 * size:
        raise Reject("flow_too_thin", str(min(values)))
    return found


def flow_content(
    chart_type: str, language: Language, look: Look, heading: Heading, measure: Measure,
    columns: tuple[TextColumn, ...], values: Sequence[Decimal], channel: str = "label",
) -> ChartData:  # fmt: skip
    """A content with one row for each flow, its value printed and shown by a channel; colours tell the names of the
    column `series` apart."""
    value = NumberColumn(name="value", label=measure.label, unit=measure.unit, values=tuple(values))
    series = next((column for column in columns if column.name == "series"), None)
    styled = [style_relation(tuple(dict.fromkeys(series.values)), look, language)] if series else []
    coloured = [Encoding(channel="colour", column="series")] if series else []
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, printed=("value",),
        labels=words(heading, [], measure.titled(language)),
        relations=(Relation(name="data", columns=(*columns, value)), *styled),
        encodings=(*coloured, Encoding(channel=channel, column="value")),
    )  # fmt: skip
