"""The check `values`: numbers read off the pixels of a clean chart, turned back by its axes, are those of its rows.

Only the window in which a mark is sought comes from the record; its colour, its edges, its middle and its area are
measured. A mark whose pixels do not decide (covered, touching one of its own colour, a pixel thin) is counted as
`unmeasured`, never guessed. Pictures with effects are left out: blur and compression move what a tolerance of a
fraction of a pixel is about.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from proofpress_core.roles import ROLES
from verify.chart_axes import along, axes_for, places, shares
from verify.chart_values import ends_of, share_channel
from verify.colours import check_keys, check_shades, cores_of
from verify.faults import Faults
from verify.gauges import edges, patches, slanted_edges, thickest
from verify.record import View
from verify.table import BOX, SUBPIXELS, Floats

SLACK = 0.75
"""Pixels between a measured place and that of the value: what questions allow for reading an axis."""
PART_SLACK = 0.006
"""Share of the whole by which a measured area may be off, besides `PART_RELATIVE` of itself: rims count half."""
PART_RELATIVE = 0.04
_REACH = 9
"""Pixels on both sides of an anchor within which its edge is sought."""
_SMALL = 44.0
"""Marks up to this size may be read by their middle."""

Json = dict[str, Any]


def check_values(view: View, faults: Faults) -> None:
    """Measure every chart of a clean sample."""
    if view.effects:
        return
    for place, chart in enumerate(view.contents):
        if chart["type"] == "ChartData" and chart["relations"]:
            marks = _marks_of(view, place)
            if marks:
                _Chart(view, chart, marks, faults).measure()
            check_keys(view, place, faults)


def _marks_of(view: View, place: int) -> dict[int, int]:
    """Region of every row of the chart that has a mark."""
    table = view.table
    found = np.flatnonzero((table.role == ROLES.index("mark")) & (table.content == place))
    refs = {int(row): table.refs[table.ref[row]].split("/") for row in found}
    return {int(ref[1]): row for row, ref in refs.items() if len(ref) == 2 and ref[0] == "row" and ref[1].isdigit()}


class _Chart:
    """One chart under the gauges; all of its marks stand on one page."""

    def __init__(self, view: View, chart: Json, marks: dict[int, int], faults: Faults) -> None:
        self.view, self.chart, self.marks, self.faults = view, chart, marks, faults
        self.columns = {column["name"]: column for column in chart["relations"][0]["columns"]}
        self.pixels = view.pages[int(view.table.page[next(iter(marks.values()))])].pixels

    def measure(self) -> None:
        """Every number column by the channel that shows it."""
        measured = 0
        for encoding in self.chart["encodings"]:
            column = self.columns[encoding["column"]]
            if column["type"] != "NumberColumn":
                continue
            values = ends_of(self.chart, column["values"])
            if encoding["channel"] == "colour":
                measured += check_shades(self.view, self.chart, self.marks, values, self.faults)
            for axis, rows in axes_for(self.view, self.chart, encoding["channel"]):
                if axis["scale"] != "category" and encoding["channel"] != "colour":
                    measured += self._by_place(
                        axis, [r for r in rows if r in self.marks and values[r] is not None], values
                    )
        measured += self._by_part()
        self.faults.count("remeasured", measured)
        self.faults.count("charts")
        self.faults.count("charts_remeasured", int(measured >= 0.8 * len(self.marks)))

    def _by_place(self, axis: Json, rows: list[int], values: list[Any]) -> int:
        """Marks whose edge or middle stands at their value on an axis. Returns how many could be measured."""
        if not rows:
            return 0
        wanted = np.array([float(values[row]) for row in rows])
        regions = [self.marks[row] for row in rows]
        found = _placed(self.view, self.pixels, axis, regions)
        share, length = along(axis, found)
        off = np.abs(share - shares(axis, wanted)) * length
        good = ~np.isnan(off)
        self.faults.count("unmeasured", int((~good).sum()))
        wrong = np.flatnonzero(good & (off > SLACK))
        if len(wrong):
            worst = int(wrong[np.argmax(off[wrong])])
            name = self.view.table.name(regions[worst])
            self.faults.add("pixels", f"the pixels of {name} end {off[worst]:.2f} px from {wanted[worst]:g} on axis "
                                      f"{axis['name']} ({len(wrong)} do)")  # fmt: skip
        return int(good.sum())

    def _by_part(self) -> int:
        """Marks whose area is their value's part of all. Returns how many could be measured."""
        channel, name = share_channel(self.chart)
        if channel not in ("theta", "area") or self.columns[name]["type"] != "NumberColumn":
            return 0
        values = self.columns[name]["values"]
        rows = [row for row in self.marks if values[row] is not None]
        boxes = self.view.table.box[[self.marks[row] for row in rows]] / SUBPIXELS
        colours = cores_of(self.view.table, np.array([self.marks[row] for row in rows]), self.pixels)
        area = patches(self.pixels, colours, boxes, 3)[:, 0]
        if not rows or np.isnan(area).any() or len(rows) < len([v for v in values if v is not None]):
            self.faults.count("unmeasured", len(rows))
            return 0
        total = sum(Fraction(values[row]) for row in rows)
        wanted = np.array([float(Fraction(values[row]) / total) for row in rows])
        off = np.abs(area / area.sum() - wanted) - PART_RELATIVE * wanted
        if off.max() > PART_SLACK:
            worst = int(np.argmax(off))
            name = self.view.table.name(self.marks[rows[worst]])
            share = 100 * area[worst] / area.sum()
            self.faults.add("pixels", f"the pixels of {name} are {share:.1f} % of all, not {100 * wanted[worst]:.1f} %")
        return len(rows)


def _placed(view: View, pixels: Any, axis: Json, regions: list[int]) -> Floats:
    """Points (n, 2) that pixels give for marks on an axis; NaN where they do not decide."""
    table = view.table
    boxes, anchor = table.box[regions] / SUBPIXELS, table.anchor[regions] / SUBPIXELS
    colours = cores_of(table, np.array(regions), pixels)
    found = np.full((len(regions), 2), np.nan)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    size = boxes[:, 2:] - boxes[:, :2]
    step = np.diff(places(axis, np.array([float(axis["low"]), float(axis["high"])])), axis=0)[0]
    way = 0 if abs(step[1]) < 0.01 * abs(step[0]) else 1 if abs(step[0]) < 0.01 * abs(step[1]) else -1
    off_middle = np.abs(anchor - middle) if way < 0 else np.abs(anchor - middle)[:, [way, way]]
    room = np.maximum(0.6, 0.25 * (size if way < 0 else size[:, [way, way]]))
    compact = (size.max(axis=1) <= _SMALL) & (size.max(axis=1) <= 3 * size.min(axis=1))
    dots = (off_middle <= room).all(axis=1) & compact
    on_lines = bool(np.any(table.role == ROLES.index("series_line")))
    gauge = thickest if on_lines else patches
    found[dots] = gauge(pixels, colours[dots], boxes[dots], 4)[:, 1:]
    if way >= 0:
        ways, margin = np.full(len(regions), way), 0.15 * size[:, 1 - way]
        low, high = boxes[:, 1 - way] + margin, boxes[:, 3 - way] - margin
        ends = ~dots & (colours[:, 0] >= 0)
        found[ends] = anchor[ends]
        straight = table.shape[regions] == BOX
        middles = ends & straight & (off_middle <= room)[:, way]
        first, last = (_edges_at(pixels, colours, boxes[:, side], low, high, ways) for side in (way, way + 2))
        found[middles, way] = (first + last)[middles] / 2
        m = ends & straight & ~middles
        found[m, way] = edges(pixels, colours[m], anchor[m], low[m], high[m], ways[m], _REACH)
        m = ends & ~straight
        found[m, way] = slanted_edges(pixels, colours[m], anchor[m], ways[m], _REACH)
    return found


def _edges_at(pixels: Any, colours: Any, at: Floats, low: Floats, high: Floats, ways: Any) -> Floats:
    """Edges next to places along the axis."""
    found: Floats = edges(pixels, colours, np.column_stack([at, at]), low, high, ways, 4)
    return found
