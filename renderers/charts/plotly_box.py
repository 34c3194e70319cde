"""Box plots and candlesticks as plotly draws them."""

from __future__ import annotations

from typing import Any, ClassVar

from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers, texts
from renderers.charts._groups import measured_scale
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, shown
from renderers.charts._plotly_sheet import PlotlySheet, said
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark
from renderers.charts.box import BoxPlot
from renderers.charts.candlestick import CandlestickChart
from templates.themes import mixed

_FENCES = ("lowerfence", "q1", "median", "q3", "upperfence")
_PRICES = ("open", "high", "low", "close")
_BOX = ("median/{}", "first/{0}*|third/{0}*", "low/{}", "high/{}", "low/{}", "high/{}")
_CANDLE = ("body/{}*", "body/{}*", "low/{}", "high/{}")
"""What the strokes of plotly's shapes show, in the order in which it draws them."""
_PEN = 2.0
"""Width of strokes in pixels. Bodies are filled up to their values, without a stroke around them."""


class _Groups(PlotlyChart):
    """Several numbers over each category; `paints` say which part of the shape shows each of them."""

    paints: ClassVar[tuple[str, ...]]

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Every number has its part of the shape, anchored where the number stands."""
        count = len(texts(spec.data, "category"))
        scale = self.scales(spec)[0 if spec.lying else 1]
        x0, y0, x1, y1 = drawn.plot
        marks = []
        for row, value in enumerate(numbers(spec.data)):
            paint = self.paints[row // count].format(row % count)
            box, share = drawn.recording.marks[paint], scale.share(value)  # type: ignore[union-attr]
            across, up = x0 + share * (x1 - x0), y1 - share * (y1 - y0)
            at = (across, (box[1] + box[3]) / 2) if spec.lying else ((box[0] + box[2]) / 2, up)
            marks.append(Mark(f"row/{row}", paint, at))
        return marks


@generators.register("charts/plotly_box")
class PlotlyBox(_Groups):
    """Boxes from quartile to quartile with whiskers."""

    id = "charts/plotly_box"
    paints = ("low/{}", "first/{}*", "median/{}", "third/{}*", "high/{}")

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Box plots of our own."""
        return BoxPlot().sample(streams, knobs)

    def turned(self, spec: PlotlySpec) -> bool:
        """Groups of lying boxes run down."""
        return spec.lying

    def scales(self, spec: PlotlySpec) -> Scales:
        """Groups and values."""
        groups = category_scale(texts(spec.data, "category"))
        values = measured_scale(spec.data, numbers(spec.data), spec.look)
        return (values, groups) if spec.lying else (groups, values)

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet. Reject (`quartiles_touch`) where the stroke of a median would cover the end of its box."""
        sheet, count = super().sheet(spec, scales), len(texts(spec.data, "category"))
        scale, length = (scales[0], sheet.width) if spec.lying else (scales[1], sheet.height)
        places = [length * scale.share(value) for value in numbers(spec.data)]  # type: ignore[union-attr]
        for j in range(count):
            low, median, high = places[j + count : j + 4 * count : count]
            if min(median - low, high - median) < _PEN + 1:
                raise Reject("quartiles_touch")
        return sheet

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """No legend: groups stand on their axis."""
        return ()

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """A trace for each group, so that each may have its colour."""
        count = len(texts(spec.data, "category"))
        traces = []
        for j in range(count):
            code = spec.look.colour(j if len(spec.look.colours) > 1 else 0).code
            fences = {name: [shown(spec, range(j, 5 * count, count))[k]] for k, name in enumerate(_FENCES)}
            traces.append({
                "type": "box", "y" if spec.lying else "x": [j], **fences, "boxpoints": False,
                "orientation": "h" if spec.lying else "v", "width": 1 - spec.gap / 60,
                "line": {"color": code, "width": _PEN},
                "fillcolor": mixed(code, spec.look.style.panel, 0.5), "whiskerwidth": 0,
                "meta": {"parts": {key: [name.format(j) for name in _BOX] for key in (0, j)}},
            })  # fmt: skip
        return traces


@generators.register("charts/plotly_candlestick")
class PlotlyCandlestick(_Groups):
    """Candles of trading days."""

    id = "charts/plotly_candlestick"
    paints = ("body/{}*", "high/{}", "low/{}", "body/{}*")

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Prices of our own."""
        return CandlestickChart().sample(streams, knobs)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Days across, prices up."""
        return category_scale(texts(spec.data, "category")), value_scale(numbers(spec.data), spec.look, zero=False,
                                                                         headroom=0.05)  # fmt: skip

    def entries(self, spec: PlotlySpec) -> tuple[str, ...]:
        """What the two colours mean."""
        return spec.data.label("legend/0"), spec.data.label("legend/1")

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """How much room stays free between candles."""
        return {"boxgap": spec.gap / 100, "xaxis": {"rangeslider": {"visible": False}}}

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """Rising days and falling days as two traces, so that the legend names both."""
        count = len(texts(spec.data, "category"))
        prices = {name: shown(spec, range(k * count, (k + 1) * count)) for k, name in enumerate(_PRICES)}
        traces = []
        for k, name in enumerate(self.entries(spec)):
            days = [j for j in range(count) if (prices["close"][j] > prices["open"][j]) == (k == 0)]
            code = spec.look.colour(k).code
            paint = {"line": {"color": code, "width": _PEN}, "fillcolor": code}
            mine = {price: [values[j] for j in days] for price, values in prices.items()}
            traces.append({
                "type": "candlestick", "x": days, **mine, "name": said(spec.look, name), "increasing": paint,
                "decreasing": paint, "whiskerwidth": 0,
                "meta": {"parts": [[part.format(j) for part in _CANDLE] for j in days]},
            })  # fmt: skip
        return traces
