"""Charts read back: a mark's place, turned into a value through the warp and the axis, is the value of its row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from proofpress_core.roles import ROLES
from verify.chart_axes import along, axes_for, drawn, shares, unwarped
from verify.faults import Faults
from verify.outlines import SIZES
from verify.printed import shows
from verify.record import View
from verify.table import BOX, SUBPIXELS, Floats

ANCHOR_SLACK = 0.6
"""Pixels of the drawn page between a mark's anchor and the place of its value: half a pixel, and what rounding to
1/16 px adds, stretched by the warp."""
PART_SLACK = 0.004
"""Share of the whole by which a mark may be off: arcs are drawn as chords, boxes on whole pixels."""
LENGTHS = ("width", "height", "thickness")
"""Channels that show values by pixels along one line."""
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
        _check_parts(view, place, marks, known, faults)


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
        column = known[encoding["column"]]
        number = column["type"] == "NumberColumn"
        for axis, rows in axes_for(view, chart, encoding["channel"]):
            mine = {row: marks[row] for row in rows if row in marks}
            if number and axis["scale"] != "category" and axis["name"] != "colour" and mine:
                _check_values(view, axis, mine, ends_of(chart, column["values"]), faults)
            elif not number and axis["scale"] == "category" and mine:
                _check_categories(view, axis, mine, column["values"], faults)


def _check_values(view: View, axis: Json, marks: dict[int, int], values: list[Any], faults: Faults) -> None:
    """Anchors stand within `ANCHOR_SLACK` of the place of their value, measured along the axis."""
    rows = [place for place in marks if values[place] is not None]
    numbers = np.array([float(values[place]) for place in rows])
    if not faults.demand(axis["scale"] != "log" or np.all(numbers > 0), "axis", "a log axis with values below 0"):
        return
    share, length = along(axis, drawn(view, [marks[place] for place in rows]))
    if not faults.demand(length > 0 and axis["low"] != axis["high"], "axis", f"the axis {axis['name']} has no length"):
        return
    off = np.abs(share - shares(axis, numbers)) * length
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
    share, _ = along(axis, drawn(view, [marks[place] for place in rows]))
    low, high = float(axis["low"]), float(axis["high"])
    found = low + share * (high - low)
    wrong = [row for row, at in zip(rows, found, strict=True) if abs(at - places[values[row]]) >= 0.5]
    faults.count("categories", len(rows))
    if wrong:
        faults.add("categories", f"{view.table.name(marks[wrong[0]])} stands at another category ({len(wrong)} do)")


def ends_of(chart: Json, values: list[Any]) -> list[Any]:
    """Where the mark of each row ends: at its value; in a stack at the sum of the values so far in its category, signs
    apart."""
    if "stacked" not in chart["chart_type"]:
        return values
    known = {column["name"]: column for column in chart["relations"][0]["columns"]}
    by_channel = {encoding["channel"]: encoding["column"] for encoding in chart["encodings"]}
    placed = [by_channel[channel] for channel in ("x", "y") if channel in by_channel]
    names = [name for name in placed if known[name]["type"] == "TextColumn"]
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


def share_channel(chart: Json) -> tuple[str, str]:
    """The channel that shows values as parts of all marks, and its column; "" where the chart has none."""
    pairs = ((e["channel"], e["column"]) for e in chart["encodings"] if e["channel"] in SIZES)
    return next(pairs, ("", ""))


def _check_parts(view: View, place: int, marks: dict[int, int], known: dict[str, Json], faults: Faults) -> None:
    """A mark's part of the area (width, swept angle, ...) of all is its value's part of the sum; per cents of a circle
    add up to 100."""
    channel, column = share_channel(view.contents[place])
    if not column or known[column]["type"] != "NumberColumn":
        return
    values = known[column]["values"]
    numbers = [Fraction(value) for value in values if value is not None]
    if known[column]["unit"] == "%" and channel == "theta":
        good = abs(sum(numbers, Fraction(-100))) <= PERCENT_SLACK
        faults.demand(good, "percent", f"the shares add up to {float(sum(numbers)):g} %")
    rows = [number for number in marks if values[number] is not None]
    if len(rows) == len(numbers) and sum(numbers) > 0:
        anchors = drawn(view, [marks[number] for number in rows])
        sizes = np.array([SIZES[channel](outline(view, marks[n]), a) for n, a in zip(rows, anchors, strict=True)])
        wanted = np.array([float(Fraction(values[number]) / sum(numbers)) for number in rows])
        off = np.abs(sizes / max(sizes.sum(), 1e-9) - wanted)
        faults.count("parts", len(rows))
        rims = len(rows) if channel in LENGTHS else 2 * np.sqrt(sizes) if channel == "area" else 0.0
        whole_pixels = rims / max(sizes.sum(), 1e-9)
        if not np.all(off <= PART_SLACK + whole_pixels):
            worst = int(np.argmax(off))
            faults.add(
                "parts", f"{view.table.name(marks[rows[worst]])} covers {100 * off[worst]:.1f} % too much or less"
            )


def outline(view: View, row: int) -> Floats:
    """The outline (n, 2) of a region row on the drawn page, in pixels."""
    table = view.table
    points = table.points[table.start[row] : table.start[row + 1]] / SUBPIXELS
    if table.shape[row] == BOX:
        (left, top), (right, bottom) = points
        points = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return unwarped(view, int(table.page[row]), points)
