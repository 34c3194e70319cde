"""Which axis serves which rows of a chart, and the way along it, as `Axis` in proofpress_core states them."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.record import View
from verify.table import SUBPIXELS, Floats

Json = dict[str, Any]


def axes_for(view: View, chart: Json, channel: str) -> list[tuple[Json, list[int]]]:
    """Axes of a channel, each with the rows that it serves: the axis of that name serves all, `y/2` the rows of the
    series 2 (of the category 2 where the chart has no series or the axis is radial)."""
    columns = {column["name"]: column["values"] for column in chart["relations"][0]["columns"]}
    height = len(chart["relations"][0]["columns"][0]["values"])
    mine = [axis for axis in view.axes if axis["content"] == chart["id"]]
    whole = [axis for axis in mine if axis["name"] == channel]
    if len(whole) == 1:
        return [(whole[0], list(range(height)))]
    kinds = ("category", "series") if channel == "r" else ("series", "category")
    keys = next((columns[kind] for kind in kinds if kind in columns), [""] * height)
    names = list(dict.fromkeys(keys))
    found = []
    for axis in mine:
        head, _, number = axis["name"].partition("/")
        if head == channel and number.isdigit() and int(number) < len(names):
            found.append((axis, [row for row in range(height) if keys[row] == names[int(number)]]))
    return found


def along(axis: Json, points: Floats) -> tuple[Floats, float]:
    """How far along an axis points stand (0 at its start, 1 at its end), and its length in pixels."""
    start, end = (np.array(axis[name], dtype=np.float64) / SUBPIXELS for name in ("start", "end"))
    step = end - start
    length = float(np.hypot(*step))
    return (points - start) @ step / max(length * length, 1e-9), length


def shares(axis: Json, values: Floats) -> Floats:
    """How far along an axis values stand."""
    low, high = scaled(axis, np.array([float(axis["low"]), float(axis["high"])]))
    return np.asarray((scaled(axis, values) - low) / (high - low), dtype=np.float64)


def places(axis: Json, values: Floats) -> Floats:
    """Points (n, 2) of values on an axis, in pixels of the drawn page."""
    start, end = (np.array(axis[name], dtype=np.float64) / SUBPIXELS for name in ("start", "end"))
    return np.asarray(start + shares(axis, values)[:, None] * (end - start), dtype=np.float64)


def scaled(axis: Json, values: Floats) -> Floats:
    """Values as the axis is even in them: their decimal logarithms on a log axis."""
    return np.log10(values) if axis["scale"] == "log" else values


def drawn(view: View, rows: list[int]) -> Floats:
    """Anchors of region rows (of one page) on the drawn page, in pixels."""
    if not rows:
        return np.zeros((0, 2))
    return unwarped(view, int(view.table.page[rows[0]]), view.table.anchor[rows] / SUBPIXELS)


def unwarped(view: View, page: int, points: Floats) -> Floats:
    """Points of the shipped page on the drawn one."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ np.linalg.inv(view.pages[page].warp).T
    return np.asarray(mapped[:, :2] / mapped[:, 2:], dtype=np.float64)
