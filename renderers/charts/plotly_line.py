"""Lines and areas over an ordered axis as plotly draws them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import most, numbers, series_names, texts
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, named, rows_of, shown
from renderers.charts._plotly_sheet import PlotlySheet, said, type_of
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.area import AreaChart, StackedAreaChart
from renderers.charts.line import LineChart
from templates.themes import channels, mixed

_SYMBOLS = ("circle", "square", "diamond", "triangle-up")
_AREAS = {"simple": AreaChart, "stacked": StackedAreaChart}


class _Lines(PlotlyChart):
    """Lines with a marker on every value; the markers are a shade lighter."""

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """One trace for each series."""
        return [self.trace(spec, k, name) for k, name in enumerate(series_names(spec.data))]

    def trace(self, spec: PlotlySpec, k: int, name: str) -> Trace:
        """Line and markers of series k; values may stand above them."""
        rows, look, colour = rows_of(spec, k), spec.look, spec.look.colour(k).code
        printed = bool(spec.data.printed)
        trace: Trace = {
            "type": "scatter", "mode": "lines+markers+text" if printed else "lines+markers", "cliponaxis": False,
            "name": said(look, name), "x": list(range(len(rows))), "y": shown(spec, rows),
            "line": {"color": colour, "width": look.style.line_width, "simplify": False},
            "marker": {"color": mixed(colour, look.style.panel, 0.15), "size": spec.dot, "line": {"width": 0},
                       "opacity": 1, "symbol": _SYMBOLS[(k if spec.gap % 2 else spec.gap // 2) % len(_SYMBOLS)]},
            "meta": named(rows, texts=printed, line=f"series/{k}"),
        }  # fmt: skip
        if printed:
            texts = [said(look, look.number(numbers(spec.data)[row])) for row in rows]
            trace |= {
                "text": texts,
                "textposition": "top center",
                "textfont": type_of(look, round(0.92 * look.size, 1)),
            }
        return trace

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """The lines and the markers."""
        lines = []
        for k in range(len(series_names(spec.data))):
            name = f"series/{k}"
            points = drawn.outlines[name]
            lines.append(Mark(name, name, points[0], points=points, role="series_line", shape="polyline"))
        return [*lines, *super().marks(spec, drawn)]


@generators.register("charts/plotly_line")
class PlotlyLine(_Lines):
    """One line or several."""

    id = "charts/plotly_line"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Lines of our own."""
        return LineChart().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Categories across; values from zero where they come near it."""
        values = numbers(spec.data)
        zero = min(values) < max(values) / 2 and spec.gap > 24
        room = 0.14 if spec.data.printed else 0.06
        up = value_scale(values, spec.look, zero=zero, headroom=room, most=most(spec.data))
        return category_scale(texts(spec.data, "category")), up


@generators.register("charts/plotly_area")
class PlotlyArea(_Lines):
    """One area under its line, or several on one another; values stand where the lines have their markers."""

    id = "charts/plotly_area"
    modes = ("simple", "stacked")
    options: ClassVar = {"mode": modes}

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Areas of our own."""
        return _AREAS[mode]().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Categories across; values from zero to the highest sum."""
        values, names = numbers(spec.data), texts(spec.data, "category")
        tops = [sum(values[j :: len(names)], Decimal(0)) for j in range(len(names))]
        edges = replace(category_scale(names), low=Decimal(0), high=Decimal(len(names) - 1))
        return edges, value_scale(tops, spec.look, zero=True, headroom=0.05, most=most(spec.data))

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet. Reject (`layer_too_thin`) where markers of two layers would meet."""
        sheet, (_, up) = super().sheet(spec, scales), scales
        assert up is not None
        if min(up.share(value) for value in numbers(spec.data)) * sheet.height < spec.dot + 3:
            raise Reject("layer_too_thin")
        return sheet

    def trace(self, spec: PlotlySpec, k: int, name: str) -> Trace:
        """A line with the area below it."""
        trace = super().trace(spec, k, name)
        red, green, blue = channels(spec.look.colour(k).code)
        trace["fillcolor"] = f"rgba({red},{green},{blue},0.5)"
        trace |= {"stackgroup": "one"} if spec.mode == "stacked" else {"fill": "tozeroy"}
        return trace
