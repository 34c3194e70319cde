"""Prices of trading days: candles, or bars with ticks for open and close."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import signalling, with_strong_colours
from templates.chart_days import sample_prices

_OPEN, _HIGH, _LOW, _CLOSE = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSpec:
    """Prices: series open, high, low and close; colour 0 is that of rising days, 1 of falling ones; `breadth` is the
    share of a day's room that its mark fills."""

    data: ChartData
    look: Look
    breadth: float


class _Prices(ChartBase[PriceSpec]):
    """Four prices a day."""

    chart_type: ClassVar[str]

    def sample(self, streams: Streams, knobs: Knobs) -> PriceSpec:
        """Draw prices, then a look."""
        self.check(knobs)
        style, facts = streams("style"), sample_prices(streams("data"), knobs.language, (6, 14))
        look = signalling(sample_look(streams("layout"), knobs, colours=2, legend=True), knobs.language)
        look = with_strong_colours(look)
        labels = [("axis/y/label", facts.table.measure.titled(knobs.language)), ("legend/0", facts.moves[0]),
                  ("legend/1", facts.moves[1])]  # fmt: skip
        content = table_content(facts.table, look, knobs.language, self.chart_type, labels=labels, styled="none",
                                facets=True)  # fmt: skip
        content = replace(content, encodings=content.encodings[:2])
        return PriceSpec(data=content, look=look, breadth=style.uniform(0.45, 0.7))

    def draw(self, spec: PriceSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the days, and report."""
        frame, values, days = Frame(spec.data, spec.look), numbers(spec.data), texts(spec.data, "category")
        frame.set_words()
        frame.set_legend([Entry(spec.data.label(f"legend/{k}"), "box", spec.look.colour(k).code) for k in range(2)])
        scale = value_scale(values, spec.look, zero=False, headroom=0.05)
        plot = Plot(frame, category_scale(days), scale, headroom=0.4 * spec.look.size)
        count = len(days)
        marks = [mark for j in range(count) for mark in self.day(plot, spec, j, values[j::count])]
        return finish(frame, canvas, sorted(marks, key=lambda mark: int(mark.ref[4:])), plot.box, plot.truth())

    def day(self, plot: Plot, spec: PriceSpec, j: int, prices: tuple[Decimal, ...]) -> list[Mark]:
        """The marks of a day."""
        raise NotImplementedError(self.id)


@generators.register("charts/candlestick")
class CandlestickChart(_Prices):
    """Candles: open and close share the body, high and low end the wicks."""

    id = "charts/candlestick"
    chart_type: ClassVar[str] = "candlestick"

    def day(self, plot: Plot, spec: PriceSpec, j: int, prices: tuple[Decimal, ...]) -> list[Mark]:
        """Body and two wicks on whole pixels."""
        colour, (body, left, right) = _colour(spec, prices), _trunk(plot, spec, j, (prices[_OPEN], prices[_CLOSE]))
        top, bottom = (round(plot.place(j, prices[k])[1]) for k in (_HIGH, _LOW))
        inks: dict[str, Box] = {
            f"body/{j}": body, f"upper/{j}": (left, top, right, body[1]), f"lower/{j}": (left, body[3], right, bottom),
        }  # fmt: skip
        for name, box in inks.items():
            plot.frame.box(box, colour, name)
        paints = (f"body/{j}", f"upper/{j}", f"lower/{j}", f"body/{j}")
        return _marks(plot, spec, j, prices, paints)


@generators.register("charts/ohlc")
class OhlcChart(_Prices):
    """Bars from low to high with a tick at the left for the open and one at the right for the close."""

    id = "charts/ohlc"
    chart_type: ClassVar[str] = "ohlc"

    def day(self, plot: Plot, spec: PriceSpec, j: int, prices: tuple[Decimal, ...]) -> list[Mark]:
        """Stem and two ticks on whole pixels."""
        colour, (bar, left, right) = _colour(spec, prices), _trunk(plot, spec, j, (prices[_LOW], prices[_HIGH]))
        plot.frame.box((left, bar[1], right, bar[3]), colour, f"stem/{j}")
        for k, ends in ((_OPEN, (bar[0], left)), (_CLOSE, (right, bar[2]))):
            top = round(plot.place(j, prices[k])[1] - (right - left) / 2)
            plot.frame.box((ends[0], top, ends[1], top + right - left), colour, f"tick/{k}/{j}")
        return _marks(plot, spec, j, prices, (f"tick/{_OPEN}/{j}", f"stem/{j}", f"stem/{j}", f"tick/{_CLOSE}/{j}"))


def _marks(
    plot: Plot, spec: PriceSpec, j: int, prices: tuple[Decimal, ...], paints: tuple[str, ...]
) -> list[Mark]:  # fmt: skip
    """A mark for each price of a day, at its value in the middle of its ink."""
    count, inks = len(texts(spec.data, "category")), plot.frame.display.marks
    return [
        Mark(f"row/{k * count + j}", paint, ((inks[paint][0] + inks[paint][2]) / 2, plot.place(j, price)[1]))
        for k, (price, paint) in enumerate(zip(prices, paints, strict=True))
    ]


def _colour(spec: PriceSpec, prices: tuple[Decimal, ...]) -> str:
    return spec.look.colour(0 if prices[_CLOSE] > prices[_OPEN] else 1).code


def _trunk(plot: Plot, spec: PriceSpec, j: int, prices: tuple[Decimal, Decimal]) -> tuple[Box, int, int]:
    """The box of a day between two prices, as wide as those of all days, and the edges of the stem in its middle."""
    thick = max(1, round(spec.look.size / 7))
    room = plot.place(1, prices[0])[0] - plot.place(0, prices[0])[0]
    half = max(2, round((spec.breadth * room - thick) / 2))
    _, top, _, bottom = plot.bar(j, j, *sorted(prices))
    left = round(plot.place(j, prices[0])[0] - thick / 2)
    return (left - half, top, left + thick + half, bottom), left, left + thick
