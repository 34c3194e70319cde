"""Radar charts as plotly draws them."""

from __future__ import annotations

from typing import Any

from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import CONTENT_ID, numbers, series_names, texts
from renderers.charts._groups import widened
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, middle, named, rows_of, shown
from renderers.charts._plotly_sheet import PlotlySheet, said, type_of
from renderers.charts._polar import spoke_axis, spokes
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.radar import RadarChart
from templates.themes import channels, mixed


@generators.register("charts/plotly_radar")
class PlotlyRadar(PlotlyChart):
    """Closed lines from spoke to spoke over a web of circles or of straight lines."""

    id = "charts/plotly_radar"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Ratings of our own."""
        return RadarChart().sample(streams, knobs)

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet with room for the names of the criteria."""
        sheet, size = super().sheet(spec, scales), spec.look.size
        wide = max(spec.look.width_of(name, size) for name in texts(spec.data, "category"))
        spare = sheet.width - (sheet.height - 4 * size)
        sheet.left += round(max(0.0, wide + size - spare / 2))
        sheet.right += round(max(0.0, wide + size - spare / 2))
        sheet.top, sheet.bottom = round(sheet.top + 2 * size), round(sheet.bottom + 2 * size)
        return sheet

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """The web."""
        look, style, scale = spec.look, spec.look.style, _scale(spec)
        lines = {"gridcolor": style.grid, "linecolor": style.grid, "gridwidth": look.hair, "fixedrange": True}
        return {"polar": {
            "bgcolor": style.panel, "gridshape": "circular" if spec.gap % 2 else "linear",
            "angularaxis": lines | {"rotation": 90, "direction": "clockwise", "tickfont": type_of(look), "ticks": "",
                                    "type": "category"},
            "radialaxis": lines | {"range": [float(scale.low), float(scale.high)], "angle": 90, "tickangle": 0,
                                   "tickvals": [float(value) for value, _ in scale.ticks[1:-1]], "ticks": "",
                                   "ticktext": [said(look, text) for _, text in scale.ticks[1:-1]], "showline": False,
                                   "tickfont": type_of(look, max(11.0, 0.82 * look.size), style.muted)},
        }}  # fmt: skip

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """One closed line for each thing."""
        look, traces = spec.look, []
        spots = [said(look, name) for name in texts(spec.data, "category")]
        for k, name in enumerate(series_names(spec.data)):
            rows, colour = list(rows_of(spec, k)), look.colour(k).code
            closed = [*rows, rows[0]]
            traces.append({
                "type": "scatterpolar", "mode": "lines+markers", "name": said(look, name), "cliponaxis": False,
                "r": shown(spec, closed), "theta": [*spots, spots[0]], "fill": "toself" if spec.corner else "none",
                "fillcolor": "rgba({},{},{},0.24)".format(*channels(colour)),
                "line": {"color": colour, "width": look.style.line_width},
                "marker": {"size": spec.dot, "color": mixed(colour, look.style.panel, 0.15), "opacity": 1,
                           "line": {"width": 0}},
                "meta": named(rows, line=f"series/{k}"),
            })  # fmt: skip
        return traces

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """The closed lines and their markers."""
        lines, width = [], spec.look.style.line_width
        for k in range(len(series_names(spec.data))):
            name = f"series/{k}"
            points = drawn.outlines[name]
            ring = points[:-1] if points[0] == points[-1] else points
            lines.append(Mark(name, name, points[0], points=widened(ring, width / 2), role="series_line",
                              shape="polygon"))  # fmt: skip
        return [*lines, *super().marks(spec, drawn)]

    def axes(self, spec: PlotlySpec, scales: Scales, drawn: Drawn) -> list[Axis]:
        """One axis for each spoke; values are written along the first."""
        scale, count = _scale(spec), len(texts(spec.data, "category"))
        named_ticks = Scale(kind="linear", low=scale.low, high=scale.high, ticks=scale.ticks[1:-1])
        bare = Scale(kind="linear", low=scale.low, high=scale.high, ticks=())
        radius = (drawn.plot[2] - drawn.plot[0]) / 2
        return [spoke_axis(CONTENT_ID, f"r/{j}", bare if j else named_ticks, middle(drawn.plot), radius, angle)
                for j, angle in enumerate(spokes(count))]  # fmt: skip


def _scale(spec: PlotlySpec) -> Scale:
    """Values from zero to the highest one's next round number."""
    return value_scale(numbers(spec.data), spec.look, zero=True, headroom=0.02)
