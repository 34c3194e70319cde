"""Heat maps as plotly draws them, every value printed in its cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, middle
from renderers.charts._plotly_sheet import PlotlySheet, Words
from renderers.charts._scale import category_scale
from renderers.charts._scene import Mark
from renderers.charts.heatmap import Heatmap
from templates.themes import ink_on, mixed


@generators.register("charts/plotly_heatmap")
class PlotlyHeatmap(PlotlyChart):
    """Categories across, series down."""

    id = "charts/plotly_heatmap"
    down = True
    bare = True

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """A heat map of our own."""
        spec = Heatmap().sample(streams, knobs)
        return replace(spec, data=replace(spec.data, printed=("value",)))

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """No legend: values are printed."""
        return ()

    def scales(self, spec: PlotlySpec) -> Scales:
        """Two axes of names."""
        return category_scale(texts(spec.data, "category")), category_scale(series_names(spec.data))

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet with the values in the cells. Reject (`no_room_for_value`)."""
        sheet, look, values = super().sheet(spec, scales), spec.look, numbers(spec.data)
        size, least, most = round(0.92 * look.size, 1), min(values), max(values)
        columns, lines = len(texts(spec.data, "category")), len(series_names(spec.data))
        for row, value in enumerate(values):
            i, j = divmod(row, columns)
            words, shade = look.number(value), mixed(*look.style.ramp, float((value - least) / (most - least)))
            if look.width_of(words, size) > sheet.width / columns - size:
                raise Reject("no_room_for_value", words)
            x, y = sheet.left + (j + 0.5) * sheet.width / columns, sheet.top + (i + 0.5) * sheet.height / lines
            sheet.words.append(Words(f"row/{row}/label", [words], x, y, size, ink_on(shade), look.face(), middled=True))
        return sheet

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The one trace."""
        count, values = len(texts(spec.data, "category")), numbers(spec.data)
        lines = [range(first, first + count) for first in range(0, len(values), count)]
        gap, (low, high) = 1 + spec.corner // 2, spec.look.style.ramp
        return [{
            "type": "heatmap", "z": [[float(values[row]) for row in line] for line in lines], "showscale": False,
            "xgap": gap, "ygap": gap, "colorscale": [[0, low], [1, high]],
            "meta": {"cells": [[f"row/{row}" for row in line] for line in lines], "gap": gap},
        }]  # fmt: skip

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Cells, anchored in their middles."""
        names = [f"row/{row}" for row in range(len(numbers(spec.data)))]
        return [Mark(name, name, middle(drawn.recording.marks[name])) for name in names]
