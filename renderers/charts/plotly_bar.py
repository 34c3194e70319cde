"""Bar charts as plotly draws them in a browser: simple, grouped and stacked, upright and lying."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import most, numbers, series_names, texts
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, named, rows_of, shown
from renderers.charts._plotly_sheet import said, type_of
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.bar import BarChart, GroupedBarChart, StackedBarChart
from templates.themes import ink_on

_OWN = {"simple": BarChart, "grouped": GroupedBarChart, "stacked": StackedBarChart}


@generators.register("charts/plotly_bar")
class PlotlyBar(PlotlyChart):
    """Bars from zero, drawn by plotly.js in headless Chromium."""

    id = "charts/plotly_bar"
    modes = ("simple", "grouped", "stacked")
    options: ClassVar = {"mode": modes, "orientation": ("vertical", "horizontal")}

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Bars of our own, standing or lying."""
        turned = Knobs(language=knobs.language, settings={"orientation": "horizontal" if lying else "vertical"})
        return _OWN[mode]().sample(streams, turned)

    def turned(self, spec: PlotlySpec) -> bool:
        """Categories of lying bars run down."""
        return spec.lying

    def scales(self, spec: PlotlySpec) -> Scales:
        """Values from zero, with room for what is printed at the ends of bars."""
        values, names = numbers(spec.data), texts(spec.data, "category")
        stacked = spec.mode == "stacked"
        tops = [sum(values[j :: len(names)], Decimal(0)) for j in range(len(names))] if stacked else list(values)
        room = (0.16 if spec.lying else 0.1) if spec.data.printed and not stacked else 0.03
        up = value_scale(tops, spec.look, zero=True, headroom=room, most=most(spec.data))
        return (up, category_scale(names)) if spec.lying else (category_scale(names), up)

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """How bars stand to one another."""
        return {"barmode": "stack" if spec.mode == "stacked" else "group", "bargap": spec.gap / 100,
                "bargroupgap": 0.06 if spec.mode == "grouped" else 0}  # fmt: skip

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """One trace for each series."""
        return [_trace(spec, k, name) for k, name in enumerate(series_names(spec.data))]

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """A bar's anchor is the middle of the edge at which its value ends."""
        marks = []
        for row in range(len(numbers(spec.data))):
            x0, y0, x1, y1 = drawn.recording.marks[f"row/{row}"]
            end = (x1, (y0 + y1) / 2) if spec.lying else ((x0 + x1) / 2, y0)
            marks.append(Mark(f"row/{row}", f"row/{row}", end))
        return marks


def _trace(spec: PlotlySpec, k: int, name: str) -> Trace:
    rows, fill = rows_of(spec, k), spec.look.colour(k).code
    places, values = list(range(len(rows))), shown(spec, rows)
    trace: Trace = {
        "type": "bar", "name": said(spec.look, name), "orientation": "h" if spec.lying else "v",
        "x": values if spec.lying else places, "y": places if spec.lying else values,
        "marker": {"color": fill, "line": {"width": 0}, "cornerradius": 0 if spec.mode == "stacked" else spec.corner},
        "meta": named(rows, texts=bool(spec.data.printed)),
    }  # fmt: skip
    if spec.data.printed:
        inside = spec.mode == "stacked"
        ink = ink_on(fill) if inside else spec.look.style.ink
        trace |= {
            "text": [said(spec.look, spec.look.number(numbers(spec.data)[row])) for row in rows], "textangle": 0,
            "textposition": "inside" if inside else "outside", "insidetextanchor": "middle", "cliponaxis": False,
            "textfont": type_of(spec.look, round(0.92 * spec.look.size, 1), ink), "constraintext": "none",
        }  # fmt: skip
    return trace
