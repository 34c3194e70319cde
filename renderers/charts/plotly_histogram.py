"""Histograms as plotly draws them."""

from __future__ import annotations

from typing import Any

from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, named, shown
from renderers.charts._plotly_sheet import said, type_of
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.histogram import Histogram


@generators.register("charts/plotly_histogram")
class PlotlyHistogram(PlotlyChart):
    """Bars over a value axis whose ticks are the bins' edges."""

    id = "charts/plotly_histogram"

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Counts of our own."""
        return Histogram().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """The bins' edges across, counts from zero."""
        edges = (*numbers(spec.data, "low"), numbers(spec.data, "high")[-1])
        ticks = tuple((edge, spec.look.number(edge)) for edge in edges)
        across = Scale(kind="linear", low=edges[0], high=edges[-1], ticks=ticks)
        room = 0.1 if spec.data.printed else 0.03
        return across, value_scale(numbers(spec.data), spec.look, zero=True, headroom=room)

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """A little room between bars."""
        return {"bargap": 0.02 + 0.01 * (spec.gap % 5)}

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The one trace."""
        look, rows = spec.look, range(len(numbers(spec.data)))
        lows, highs = shown(spec, rows, "low"), shown(spec, rows, "high")
        trace: Trace = {
            "type": "bar", "x": [(low + high) / 2 for low, high in zip(lows, highs, strict=True)],
            "y": shown(spec, rows), "width": None, "marker": {"color": look.colour(0).code, "line": {"width": 0}},
            "meta": named(rows, texts=bool(spec.data.printed)),
        }  # fmt: skip
        if spec.data.printed:
            trace |= {
                "text": [said(look, look.number(count)) for count in numbers(spec.data)], "textposition": "outside",
                "textangle": 0, "cliponaxis": False, "constraintext": "none",
                "textfont": type_of(look, round(0.92 * look.size, 1)),
            }  # fmt: skip
        return [trace]

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """A bar's anchor is the middle of its upper edge."""
        boxes = [drawn.recording.marks[f"row/{row}"] for row in range(len(numbers(spec.data)))]
        return [Mark(f"row/{row}", f"row/{row}", ((b[0] + b[2]) / 2, b[1])) for row, b in enumerate(boxes)]
