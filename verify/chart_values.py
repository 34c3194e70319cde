"""Charts read back: a mark's place, turned into a value through the warp and the axis, is the value of its row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from proofpress_core.roles import ROLES
from verify.faults import Faults
from verify.printed import shows
from verify.record import View
from verify.table import BOX, SUBPIXELS, Floats

ANCHOR_SLACK = 0.6
"""Pixels of the drawn page between a mark's anchor and the place of its value: half a pixel, and what rounding to
1/16 px adds, stretched by the warp."""
WEDGE_SLACK = 0.004
"""Share of the circle by which a wedge's polygon may be off: its arcs are drawn as chords."""
PERCENT_SLACK = Fraction(1, 1000)

Json = dict[str, Any]


def check_chart(view: View, place: int, faults: Faults) -> None:
    """Laws of one chart: rows exist, printed values are those of their rows, marks stand where their values are."""
    chart = view.contents[place]
    columns = chart["relations"][0]["columns"] if chart["relations"] else []
    heights = {len(column["values"]) for relation in chart["relations"] for column in relation["columns"][:1]}
    even = all(len({len(c["values"]) for c in relation["columns"]}) == 1 for relation in chart["relations"])
    if not faults.demand(columns and even and heights, "relation", f"{chart['id']}: a relation has ragged columns"):
        return
    known = {column["name"]: column for column in columns}
    odd = [name for name in [e["column"] for e in chart["encodings"]] + chart["printed"] if name not in known]
    if faults.demand(not odd, "relation", f"{chart['id']}: no column {odd[:1]}"):
        marks = _marks(view, place, len(columns[0]["values"]), faults)
        _check_printed(view, place, known, faults)
        _check_places(view, place, marks, known, faults)
        _check_wedges(view, place, marks, known, faults)


def _marks(view: View, place: int, height: int, faults: Faults) -> dict[int, int]:
    """Table row of every mark by its place in the relation."""
    table = view.table
    marks: dict[int, int] = {}
    for row in np.flatnonzero((table.role == ROLES.index("mark")) & (table.content == place)).tolist():
        ref = table.refs[table.ref[row]].split("/")
        if len(ref) == 2 and ref[0] == "row":
            known = ref[1].isdigit() and int(ref[1]) < height and int(ref[1]) not in marks
            if faults.demand(known, "marks", f"{table.name(row)} is no row of the chart, or has two marks"):
                marks[int(ref[1])] = row
    return marks


def _check_printed(view: View, place: int, known: dict[str, Json], faults: Faults) -> None:
    """A value label shows the number of its row in one of the printed columns."""
    table, chart = view.table, view.contents[place]
    labels = np.flatnonzero((table.role == ROLES.index("value_label")) & (table.content == place))
    for row in labels.tolist():
        ref = table.refs[table.ref[row]].split("/")
        if len(ref) == 3 and ref[1].isdigit() and chart["printed"]:
            values = [known[name]["values"] for name in chart["printed"] if known[name]["type"] == "NumberColumn"]
            numbers = [column[int(ref[1])] for column in values if int(ref[1]) < len(column)]
            good = any(number is not None and shows(view.text(row), Fraction(number)) for number in numbers)
            faults.count("printed_values")
            faults.demand(good, "printed", f"{table.name(row)} reads {view.text(row)!r}, its row says {numbers}")


def _check_places(view: View, place: int, marks: dict[int, int], known: dict[str, Json], faults: Faults) -> None:
    chart = view.contents[place]
    for encoding in chart["encodings"]:
        axes = [a for a in view.axes if a["content"] == chart["id"] and a["name"] == encoding["channel"]]
        column = known[encoding["column"]]
        if len(axes) == 1 and marks:
            number = column["type"] == "NumberColumn"
            if number and axes[0]["scale"] != "category":
                values = (
                    _stacked(chart, known, column["values"]) if "stacked" in chart["chart_type"] else column["values"]
                )
                _check_values(view, axes[0], marks, values, faults)
            elif not number and axes[0]["scale"] == "category":
                _check_categories(view, axes[0], marks, column["values"], faults)


def _check_values(view: View, axis: Json, marks: dict[int, int], values: list[Any], faults: Faults) -> None:
    """Anchors stand within `ANCHOR_SLACK` of the place of their value, measured along the axis."""
    rows = [place for place in marks if values[place] is not None]
    numbers = np.array([float(values[place]) for place in rows])
    if not faults.demand(axis["scale"] != "log" or np.all(numbers > 0), "axis", "a log axis with values below 0"):
        return
    share, length = _along(axis, _drawn(view, [marks[place] for place in rows]))
    low, high = _scaled(axis, np.array([float(axis["low"]), float(axis["high"])]))
    if not faults.demand(length > 0 and high != low, "axis", f"the axis {axis['name']} has no length"):
        return
    off = np.abs(share - (_scaled(axis, numbers) - low) / (high - low)) * length
    faults.count("anchors", len(rows))
    if len(off) and off.max() > ANCHOR_SLACK:
        worst = int(np.argmax(off))
        name = view.table.name(marks[rows[worst]])
        more = f"{off[worst]:.2f} px from {numbers[worst]:g} ({int((off > ANCHOR_SLACK).sum())} do)"
        faults.add("anchors", f"{name} stands on axis {axis['name']} {more}")


def _check_categories(view: View, axis: Json, marks: dict[int, int], values: list[str], faults: Faults) -> None:
    """On a category axis anchors stand nearest to the place of their own category."""
    places = {name: number for number, name in enumerate(dict.fromkeys(values))}
    rows = sorted(marks)
    share, _ = _along(axis, _drawn(view, [marks[place] for place in rows]))
    low, high = float(axis["low"]), float(axis["high"])
    found = low + share * (high - low)
    wrong = [row for row, at in zip(rows, found, strict=True) if abs(at - places[values[row]]) >= 0.5]
    faults.count("categories", len(rows))
    if wrong:
        faults.add("categories", f"{view.table.name(marks[wrong[0]])} stands at another category ({len(wrong)} do)")


def _stacked(chart: Json, known: dict[str, Json], values: list[Any]) -> list[Any]:
    """Where each segment of a stack ends: the sum of the values so far in its category, signs apart."""
    by_channel = {encoding["channel"]: encoding["column"] for encoding in chart["encodings"]}
    names = [by_channel[channel] for channel in ("x", "y") if known[by_channel[channel]]["type"] == "TextColumn"]
    sums: dict[tuple[str, bool], Fraction] = {}
    ends: list[Any] = []
    for place, value in enumerate(values):
        if value is None:
            ends.append(None)
            continue
        key = known[names[0]]["values"][place] if names else "", Fraction(value) < 0
        sums[key] = sums.get(key, Fraction(0)) + Fraction(value)
        ends.append(sums[key])
    return ends


def _check_wedges(view: View, place: int, marks: dict[int, int], known: dict[str, Json], faults: Faults) -> None:
    """A wedge's part of the circle's area is its value's part of the sum; printed per cents add up to 100."""
    column = next((e["column"] for e in view.contents[place]["encodings"] if e["channel"] == "theta"), "")
    if not column:
        return
    values = known[column]["values"]
    numbers = [Fraction(value) for value in values if value is not None]
    if known[column]["unit"] == "%":
        good = abs(sum(numbers, Fraction(-100))) <= PERCENT_SLACK
        faults.demand(good, "percent", f"the shares add up to {float(sum(numbers)):g} %")
    rows = [number for number in marks if values[number] is not None]
    if len(rows) == len(numbers) and sum(numbers) > 0:
        area = np.array([_area(_outline(view, marks[number])) for number in rows])
        wanted = np.array([float(Fraction(values[number]) / sum(numbers)) for number in rows])
        off = np.abs(area / max(area.sum(), 1e-9) - wanted)
        faults.count("wedges", len(rows))
        if off.max() > WEDGE_SLACK:
            worst = int(np.argmax(off))
            faults.add(
                "wedges", f"{view.table.name(marks[rows[worst]])} covers {100 * off[worst]:.1f} % too much or less"
            )


def _outline(view: View, row: int) -> Floats:
    table = view.table
    points = table.points[table.start[row] : table.start[row + 1]] / SUBPIXELS
    if table.shape[row] == BOX:
        (left, top), (right, bottom) = points
        points = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return _unwarped(view, int(table.page[row]), points)


def _area(points: Floats) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _drawn(view: View, rows: list[int]) -> Floats:
    """Anchors of rows (of one page) on the drawn page, in pixels."""
    return (
        _unwarped(view, int(view.table.page[rows[0]]), view.table.anchor[rows] / SUBPIXELS)
        if rows
        else np.zeros((0, 2))
    )


def _unwarped(view: View, page: int, points: Floats) -> Floats:
    mapped = np.column_stack([points, np.ones(len(points))]) @ np.linalg.inv(view.pages[page].warp).T
    return np.asarray(mapped[:, :2] / mapped[:, 2:], dtype=np.float64)


def _along(axis: Json, points: Floats) -> tuple[Floats, float]:
    """How far along the axis points stand (0 at its start, 1 at its end), and its length in pixels."""
    start, end = (np.array(axis[name], dtype=np.float64) / SUBPIXELS for name in ("start", "end"))
    step = end - start
    length = float(np.hypot(*step))
    return (points - start) @ step / max(length * length, 1e-9), length


def _scaled(axis: Json, values: Floats) -> Floats:
    return np.log10(values) if axis["scale"] == "log" else values
