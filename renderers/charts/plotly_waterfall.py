"""Waterfalls and funnels as plotly draws them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers, texts
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, middle, named, shown
from renderers.charts._plotly_sheet import said, type_of
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.funnel import FunnelChart
from renderers.charts.waterfall import WaterfallChart
from templates.themes import ink_on, mixed


@generators.register("charts/plotly_waterfall")
class PlotlyWaterfall(PlotlyChart):
    """Bars from level to level; the legend names rises, falls and totals."""

    id = "charts/plotly_waterfall"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """A waterfall of our own."""
        return WaterfallChart().sample(streams, knobs)

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """Rises, falls and totals."""
        style = next(relation for relation in spec.data.relations if relation.name == "style")
        return tuple(str(value) for value in style.columns[0].values)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Items across, levels from zero."""
        levels = numbers(spec.data, "level")
        return category_scale(texts(spec.data, "category")), value_scale(levels, spec.look, zero=True, headroom=0.1)

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """Room between bars."""
        return {"waterfallgap": spec.gap / 100}

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The bars, and an empty trace for each entry of the legend."""
        look, values = spec.look, numbers(spec.data)
        last = len(values) - 1
        signs = ["+" if value > 0 and 0 < row < last else "" for row, value in enumerate(values)]
        paints = {name: {"marker": {"color": look.colour(k).code, "line": {"width": 0}}}
                  for k, name in enumerate(("increasing", "decreasing", "totals"))}  # fmt: skip
        bars = {
            "type": "waterfall", "x": list(range(len(values))), "y": shown(spec, range(len(values))),
            "measure": ["absolute", *(["relative"] * (last - 1)), "total"], "showlegend": False, **paints,
            "text": [said(look, sign + look.number(value)) for sign, value in zip(signs, values, strict=True)],
            "textposition": "outside", "textangle": 0, "constraintext": "none", "cliponaxis": False,
            "textfont": type_of(look, round(0.92 * look.size, 1)),
            # plotly lengthens bars by half a connector's width at both ends: a thin one keeps them true
            "connector": {"visible": spec.gap % 3 > 0, "line": {"color": look.style.muted, "width": 0.5}},
            "meta": named(range(len(values)), texts=True),
        }  # fmt: skip
        keys = [{"type": "bar", "x": [None], "y": [None], "name": said(look, name), "showlegend": True,
                 "marker": {"color": look.colour(k).code, "line": {"width": 0}}}
                for k, name in enumerate(self.entries(spec))]  # fmt: skip
        return [bars, *keys]

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """A bar is anchored where its level stands: at its lower edge where it falls."""
        marks, values = [], numbers(spec.data)
        for row, value in enumerate(values):
            x0, y0, x1, y1 = drawn.recording.marks[f"row/{row}"]
            fell = value < 0 and 0 < row < len(values) - 1
            marks.append(Mark(f"row/{row}", f"row/{row}", ((x0 + x1) / 2, y1 if fell else y0)))
        return marks


@generators.register("charts/plotly_funnel")
class PlotlyFunnel(PlotlyChart):
    """Stages one below the other, their values in them or beside them."""

    id = "charts/plotly_funnel"
    down = True
    bare = True

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """A funnel of our own."""
        return FunnelChart().sample(streams, knobs)

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """No legend: stages stand on their axis."""
        return ()

    def scales(self, spec: PlotlySpec) -> Scales:
        """Stages down."""
        return None, category_scale(texts(spec.data, "category"))

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """Widths about the middle, without an axis."""
        half = max(numbers(spec.data)) / Decimal(2)
        return {"xaxis": {"visible": False, "range": [-float(half), float(half)], "fixedrange": True},
                "funnelgap": spec.gap / 200}  # fmt: skip

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The one trace."""
        look, values = spec.look, numbers(spec.data)
        rows = range(len(values))
        fill = look.colour(0).code
        size = round(0.92 * look.size, 1)
        return [{
            "type": "funnel", "x": shown(spec, rows), "y": list(rows), "textangle": 0, "constraintext": "none",
            "text": [said(look, look.number(value)) for value in values], "textinfo": "text", "textposition": "auto",
            "insidetextfont": type_of(look, size, ink_on(fill)), "outsidetextfont": type_of(look, size),
            "marker": {"color": fill, "line": {"width": 0}}, "meta": named(rows, texts=True), "cliponaxis": False,
            "connector": {"fillcolor": mixed(fill, look.style.background, 0.75), "line": {"width": 0}},
        }]  # fmt: skip

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Stages, anchored in their middles."""
        names = [f"row/{row}" for row in range(len(numbers(spec.data)))]
        return [Mark(name, name, middle(drawn.recording.marks[name])) for name in names]
