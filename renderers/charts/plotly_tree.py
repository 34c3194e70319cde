"""Charts of a whole in two levels as plotly draws them: treemap, sunburst and icicle."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, ClassVar

from proofpress_core.content import Encoding, Label
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, middle
from renderers.charts._plotly_sheet import PlotlySheet, said, type_of
from renderers.charts._scene import Mark
from renderers.charts._tree import members, tint
from renderers.charts.icicle import IcicleChart
from renderers.charts.sunburst import Sunburst
from renderers.charts.treemap import Treemap
from templates.chart_words import word
from templates.themes import ink_on, mixed

_LINES = 2.7
"""Height of two lines of text over their size."""


class _Tree(PlotlyChart):
    """Groups and their leaves; a leaf shows its name and its value."""

    kind: ClassVar[str]
    own: ClassVar[Any]
    room = 0.2
    more: ClassVar[dict[str, Any]] = {}
    rooted: ClassVar[bool] = False

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """A whole of our own; its root bears a name where it is shown."""
        spec = self.own().sample(streams, knobs)
        labels = [label for label in spec.data.labels if label.ref != "note/0"]
        if self.rooted:
            labels.append(Label(ref="note/0", text=word("total", knobs.language)))
        return replace(spec, data=replace(spec.data, labels=tuple(labels)))

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet. Reject (`no_room_for_name`) where a leaf will be too small for its two lines."""
        sheet, look, values = super().sheet(spec, scales), spec.look, numbers(spec.data)
        for name, value in zip(texts(spec.data, "category"), values, strict=True):
            share = float(value / sum(values))
            wide = max(look.width_of(text, look.size) for text in (name, look.number(value)))
            if not self.holds(sheet, share, wide + 8, _LINES * look.size):
                raise Reject("no_room_for_name", name)
        return sheet

    def holds(self, sheet: PlotlySheet, share: float, wide: float, high: float) -> bool:
        """Whether a leaf with a share of the whole will most likely hold a text of that size."""
        return share * sheet.width * sheet.height > 1.7 * wide * high

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """No legend: groups bear their names."""
        return ()

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The one trace: groups first, then leaves."""
        look, groups, values = spec.look, members(spec.data), numbers(spec.data)
        names, leaves = series_names(spec.data), texts(spec.data, "category")
        group_of = {row: k for k, rows in enumerate(groups) for row in rows}
        rows = range(len(values))
        fills = [look.colour(k).code for k in range(len(groups))]
        fills += [
            tint(look, group_of[row], groups[group_of[row]].index(row), len(groups[group_of[row]])) for row in rows
        ]
        words = [said(look, name) for name in names]
        words += [f"{said(look, leaves[row])}<br>{said(look, look.number(values[row]))}" for row in rows]
        trace: Trace = {
            "type": self.kind, "labels": [*names, *leaves], "branchvalues": "total", "text": words, "textinfo": "text",
            "ids": [*(f"g{k}" for k in range(len(groups))), *(f"r{row}" for row in rows)],
            "parents": [*([""] * len(groups)), *(f"g{group_of[row]}" for row in rows)],
            "values": [*(float(sum(values[r] for r in rows_)) for rows_ in groups), *map(float, values)],
            "marker": {"colors": fills, "line": {"color": look.style.background, "width": 1}},
            "textfont": type_of(look, round(0.92 * look.size, 1)) | {"color": [ink_on(fill) for fill in fills]},
            "sort": False, "meta": {
                "marks": [*(f"group/{k}" for k in range(len(groups))), *(f"row/{row}" for row in rows)],
                "texts": [*([f"node/{k}"] for k in range(len(groups))),
                          *([f"row/{row}/name", f"row/{row}/label"] for row in rows)], "outlined": True},
        } | self.more  # fmt: skip
        return [_rooted(trace, spec) if self.rooted else trace]

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Leaves, anchored in their middles."""
        names = [f"row/{row}" for row in range(len(numbers(spec.data)))]
        return [Mark(name, name, middle(drawn.recording.marks[name])) for name in names]


def _rooted(trace: Trace, spec: PlotlySpec) -> Trace:
    """The trace with a root that bears a name and is a part of no value."""
    style, words = spec.look.style, spec.data.label("note/0")
    font, marker, meta = trace["textfont"], trace["marker"], trace["meta"]
    top = {"labels": words, "text": said(spec.look, words), "ids": "root", "parents": "",
           "values": float(sum(numbers(spec.data)))}  # fmt: skip
    parents = {"parents": [parent or "root" for parent in trace["parents"]]}
    return trace | {key: [value, *(trace | parents)[key]] for key, value in top.items()} | {
        "textfont": font | {"color": [style.ink, *font["color"]]},
        "marker": marker | {"colors": [mixed(style.background, style.ink, 0.1), *marker["colors"]]},
        "meta": meta | {"marks": ["root", *meta["marks"]], "texts": [["note/0"], *meta["texts"]]},
    }  # fmt: skip


@generators.register("charts/plotly_treemap")
class PlotlyTreemap(_Tree):
    """Cells below the headings of their groups; values are printed, areas show them only nearly."""

    id = "charts/plotly_treemap"
    kind = "treemap"
    own = Treemap
    more: ClassVar[dict[str, Any]] = {"pathbar": {"visible": False}, "tiling": {"pad": 2}}

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """A treemap of our own, its values read from the labels: headings take room from their groups."""
        spec = super().content(streams, knobs, mode, lying=lying)
        shown = tuple(Encoding(channel="label", column=e.column) if e.channel == "area" else e
                      for e in spec.data.encodings)  # fmt: skip
        return replace(spec, data=replace(spec.data, encodings=shown))


@generators.register("charts/plotly_icicle")
class PlotlyIcicle(_Tree):
    """Groups at the left, their leaves beside them."""

    id = "charts/plotly_icicle"
    kind = "icicle"
    own = IcicleChart
    rooted = True
    more: ClassVar[dict[str, Any]] = {"pathbar": {"visible": False}, "tiling": {"orientation": "h", "pad": 0}}

    def holds(self, sheet: PlotlySheet, share: float, wide: float, high: float) -> bool:
        """Leaves lie on one another in the last of three columns."""
        return share * sheet.height > high and sheet.width / 3 > wide


@generators.register("charts/plotly_sunburst")
class PlotlySunburst(_Tree):
    """Groups in the inner ring, leaves in the outer one."""

    id = "charts/plotly_sunburst"
    kind = "sunburst"
    own = Sunburst
    more: ClassVar[dict[str, Any]] = {"leaf": {"opacity": 1}, "insidetextorientation": "auto"}

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Sectors as polygons, anchored between their edges."""
        centre, marks = middle(drawn.plot), []
        for row in range(len(numbers(spec.data))):
            name = f"row/{row}"
            points = drawn.outlines[name]
            reaches = [math.dist(centre, point) for point in points]
            reach = (min(reaches) + max(reaches)) / 2
            x, y = (sum(p[k] - centre[k] for p, r in zip(points, reaches, strict=True) if r > reach) for k in (0, 1))
            length = math.hypot(x, y)
            anchor = (centre[0] + reach * x / length, centre[1] + reach * y / length)
            marks.append(Mark(name, name, anchor, points=points, shape="polygon"))
        return marks
