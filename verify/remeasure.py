"""The check `values`: numbers read off the pixels of a clean chart, turned back by its axes, are those of its rows; its
keys can be told apart, and its labels stand free.

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
from verify.chart_axes import along, axes_for, shares
from verify.chart_labels import check_labels
from verify.chart_values import LENGTHS, ends_of, outline, share_channel
from verify.colours import check_keys, check_shades, cores_of
from verify.faults import Faults
from verify.gauges import extents
from verify.outlines import sweep_of
from verify.patches import patches
from verify.placing import placed, thicknesses
from verify.rays import swept
from verify.record import View
from verify.table import SUBPIXELS, Floats

SLACK = 0.85
"""Pixels between a measured place and that of the value: the 0.75 that questions allow for reading an axis, and a tenth
for the gauge."""
PART_SLACK = 0.006
"""Share of the whole by which a measured area may be off, besides `PART_RELATIVE` of itself: rims count half."""
PART_RELATIVE = 0.04
WIDTH_SLACK = {"width": 2.0, "height": 2.0, "thickness": 1.5}
"""Pixels by which a measured length may be off: both ends stand on whole pixels, and a rule may cover one; the ends
of ribbons stand a fine gap apart, so that all together miss as much for each."""
FEWEST_PARTS = 3
"""Measured marks that are needed to tell parts of a whole where others cannot be measured."""
ENOUGH = 0.8
"""Share of its marks that makes a chart a measured one."""

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
            check_labels(view, place, faults)


def _marks_of(view: View, place: int) -> dict[int, int]:
    """Region of every row of the chart that has a mark."""
    table = view.table
    found = np.flatnonzero((table.role == ROLES.index("mark")) & (table.content == place)).tolist()
    refs = {row: table.refs[table.ref[row]].split("/") for row in found}
    return {int(ref[1]): row for row, ref in refs.items() if len(ref) == 2 and ref[0] == "row" and ref[1].isdigit()}


class _Chart:
    """One chart under the gauges; all of its marks stand on one page."""

    def __init__(self, view: View, chart: Json, marks: dict[int, int], faults: Faults) -> None:
        self.view, self.chart, self.marks, self.faults = view, chart, marks, faults
        self.columns = {column["name"]: column for column in chart["relations"][0]["columns"]}
        self.pixels = view.pages[int(view.table.page[next(iter(marks.values()))])].pixels
        self.measured: set[int] = set()

    def measure(self) -> None:
        """Every number column by the channel that shows it."""
        for encoding in self.chart["encodings"]:
            column, channel = self.columns[encoding["column"]], encoding["channel"]
            if column["type"] != "NumberColumn":
                continue
            values = ends_of(self.chart, column["values"])
            if channel == "colour":
                self.measured |= check_shades(self.view, self.chart, self.marks, values, self.faults)
            else:
                for axis, rows in axes_for(self.view, self.chart, channel):
                    mine = [row for row in rows if row in self.marks and values[row] is not None]
                    if mine and axis["scale"] != "category":
                        self._by_place(axis, mine, values)
        self._by_part()
        self.faults.count("remeasured", len(self.measured))
        self.faults.count("unmeasured", len(self.marks) - len(self.measured))
        self.faults.count("charts")
        self.faults.count("charts_remeasured", int(len(self.measured) >= ENOUGH * len(self.marks)))

    def _by_place(self, axis: Json, rows: list[int], values: list[Any]) -> None:
        """Marks whose edge or middle stands at their value on an axis."""
        wanted = np.array([float(values[row]) for row in rows])
        regions = np.array([self.marks[row] for row in rows])
        found = placed(self.view, self.pixels, axis, regions, cores_of(self.view.table, regions, self.pixels))
        share, length = along(axis, found)
        off = np.abs(share - shares(axis, wanted)) * length
        self._judge(rows, off / SLACK, lambda k: f"end {off[k]:.2f} px from {wanted[k]:g} on axis {axis['name']}")

    def _by_part(self) -> None:
        """Marks whose area (width, angle, ...) is their value's part of all that can be measured."""
        channel, name = share_channel(self.chart)
        if not name or self.columns[name]["type"] != "NumberColumn":
            return
        values = self.columns[name]["values"]
        rows = [row for row in self.marks if values[row] is not None]
        if not rows or len(rows) < len([value for value in values if value is not None]):
            return
        sizes = self._sizes(channel, rows)
        known = np.flatnonzero(~np.isnan(sizes)).tolist()
        if len(known) >= min(len(rows), FEWEST_PARTS):
            sizes, rows = sizes[known], [rows[k] for k in known]
            total = sum(Fraction(values[row]) for row in rows)
            wanted = np.array([float(Fraction(values[row]) / total) for row in rows])
            off = np.abs(sizes / sizes.sum() - wanted)
            slack = (
                WIDTH_SLACK[channel] * (1 + len(rows) * wanted * (channel == "thickness")) / sizes.sum()
                if channel in LENGTHS
                else PART_SLACK + PART_RELATIVE * wanted
            )
            self._judge(rows, off / slack, lambda k: f"are {100 * sizes[k] / sizes.sum():.1f} % of all, "
                                                     f"not {100 * wanted[k]:.1f} %")  # fmt: skip

    def _sizes(self, channel: str, rows: list[int]) -> Floats:
        """Areas, lengths or angles of marks; NaN where pixels do not decide."""
        regions = np.array([self.marks[row] for row in rows])
        if channel == "thickness":
            outlines = [outline(self.view, region) for region in regions.tolist()]
            return thicknesses(self.pixels, outlines, self.view.table.anchor[regions] / SUBPIXELS)
        boxes = self.view.table.box[regions] / SUBPIXELS
        colours = cores_of(self.view.table, regions, self.pixels)
        if channel == "angle":
            sectors = [sweep_of(outline(self.view, region)) for region in regions.tolist()]
            return np.array([swept(self.pixels, core, *s) for core, s in zip(colours, sectors, strict=True)])
        if channel in LENGTHS:
            return np.asarray(extents(self.pixels, colours, boxes, int(channel == "height"), 3), dtype=np.float64)
        return patches(self.pixels, colours, boxes, 3)[:, 0]

    def _judge(self, rows: list[int], off: Floats, told: Any) -> None:
        """Note which rows were measured, and the worst of those that are off by more than one slack."""
        self.measured |= {row for row, known in zip(rows, ~np.isnan(off), strict=True) if known}
        wrong = int((off > 1).sum())
        if wrong:
            worst = int(np.nanargmax(off))
            name = self.view.table.name(self.marks[rows[worst]])
            self.faults.add("pixels", f"the pixels of {name} {told(worst)} ({wrong} do)")
