"""Scatter and bubble charts as plotly draws them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers._backends.display import Words as Placed
from renderers.base import Knobs, generators
from renderers.charts._content import most, numbers, series_names, texts
from renderers.charts._frame import Frame
from renderers.charts._names import Namer
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, named, shown
from renderers.charts._plotly_sheet import PlotlySheet, Words, said
from renderers.charts._scale import value_scale
from renderers.charts.bubble import BubbleChart
from renderers.charts.scatter import ScatterChart
from templates.themes import channels

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "circle-open", "cross")
_ASCENT = 1.08
"""From the upper edge of a line of plotly's to its baseline, over its size."""


@generators.register("charts/plotly_scatter")
class PlotlyScatter(PlotlyChart):
    """Points in one group or several."""

    id = "charts/plotly_scatter"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Points of our own."""
        return ScatterChart().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Two value scales."""
        x, y = (
            value_scale(numbers(spec.data, name), spec.look, zero=False, most=most(spec.data, name))
            for name in ("x", "y")
        )
        return x, y

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """One trace for each group."""
        columns = {column.name: column for column in spec.data.relations[0].columns}
        groups = columns["series"].values if "series" in columns else [""] * len(columns["x"].values)
        traces = []
        for k, name in enumerate(series_names(spec.data)):
            rows = [row for row, group in enumerate(groups) if group == name]
            symbol = _SYMBOLS[(k + spec.gap) % len(_SYMBOLS)] if spec.corner else "circle"
            pen = {"width": 1.5, "color": spec.look.colour(k).code} if symbol.endswith("open") else {"width": 0}
            traces.append({
                "type": "scatter", "mode": "markers", "name": said(spec.look, name), "cliponaxis": False,
                "x": shown(spec, rows, "x"), "y": shown(spec, rows, "y"), "meta": named(rows),
                "marker": {"color": spec.look.colour(k).code, "size": spec.dot, "symbol": symbol, "line": pen,
                           "opacity": 1},
            })  # fmt: skip
        return traces


@generators.register("charts/plotly_bubble")
class PlotlyBubble(PlotlyChart):
    """Bubbles with name and size beside them: areas cannot be read off."""

    id = "charts/plotly_bubble"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Bubbles of our own."""
        return BubbleChart().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Two value scales with room for the bubbles."""
        x, y = (
            value_scale(numbers(spec.data, name), spec.look, zero=False, headroom=0.12, most=most(spec.data, name))
            for name in ("x", "y")
        )
        return x, y

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet with the names beside the bubbles. Reject (`bubbles_touch`)."""
        sheet = super().sheet(spec, scales)
        boxes = _boxes(spec, scales, sheet)
        frame = Frame(spec.data, replace(spec.look))
        namer = Namer(frame, _inside(sheet), boxes)
        small, style = max(11.0, round(0.9 * spec.look.size, 1)), spec.look.style
        for row, (name, size) in enumerate(zip(texts(spec.data, "name"), numbers(spec.data, "size"), strict=True)):
            lines = [(f"row/{row}/name", name, style.ink), (f"row/{row}/label", spec.look.number(size), style.muted)]
            namer.beside(lines, boxes[row], small)
        for item in frame.display.items:
            if isinstance(item, Placed):
                place, line = (item.x, item.baseline - _ASCENT * small), "".join(item.line.texts)
                sheet.words.append(Words(item.name, [line], *place, small, item.colour, spec.look.face()))
        return sheet

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """One trace, its bubbles in one colour or in several."""
        rows = range(len(numbers(spec.data, "size")))
        colours = [channels(spec.look.colour(row % len(spec.look.colours)).code) for row in rows]
        sizes = [2 * radius for radius in _radii(spec)]
        return [{
            "type": "scatter", "mode": "markers", "x": shown(spec, rows, "x"), "y": shown(spec, rows, "y"),
            "meta": named(rows), "cliponaxis": False,
            "marker": {"size": sizes, "color": [f"rgb{rgb}" for rgb in colours], "opacity": 0.7, "line": {"width": 0}},
        }]  # fmt: skip


def _radii(spec: PlotlySpec) -> list[float]:
    sizes = numbers(spec.data, "size")
    reach = 0.045 * (spec.look.width * spec.look.height) ** 0.5
    return [reach * float(size / max(sizes)) ** 0.5 for size in sizes]


def _inside(sheet: PlotlySheet) -> Box:
    return sheet.left, sheet.top, sheet.left + sheet.width, sheet.top + sheet.height


def _boxes(spec: PlotlySpec, scales: Scales, sheet: PlotlySheet) -> list[Box]:
    """Boxes of the bubbles. Reject (`bubbles_touch`) unless they stay clear of one another and of the plot's edge."""
    (x, y), boxes = scales, []
    assert x is not None
    assert y is not None
    for across, up, radius in zip(numbers(spec.data, "x"), numbers(spec.data, "y"), _radii(spec), strict=True):
        cx, cy = sheet.left + x.share(across) * sheet.width, sheet.top + (1 - y.share(up)) * sheet.height
        boxes.append((cx - radius, cy - radius, cx + radius, cy + radius))
    x0, y0, x1, y1 = _inside(sheet)
    if any(b[0] < x0 + 2 or b[1] < y0 or b[2] > x1 or b[3] > y1 - 2 for b in boxes):
        raise Reject("bubbles_touch")
    for k, a in enumerate(boxes):
        for b in boxes[:k]:
            away = ((a[0] + a[2] - b[0] - b[2]) ** 2 + (a[1] + a[3] - b[1] - b[3]) ** 2) ** 0.5 / 2
            if away < (a[2] - a[0] + b[2] - b[0]) / 2 + 3:
                raise Reject("bubbles_touch")
    return boxes
