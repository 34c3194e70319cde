"""Pictograms: rows of symbols, each of which stands for a number of things."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import by_first, placed_only, write_beside
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark, finish
from templates.chart_pictograms import sample_pictogram, symbol

CHART_TYPE = "pictorial"
_FILL = 0.8
"""Share of the place of a symbol that it fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictorialSpec:
    """A pictogram: `symbol` stands for `each` things; the line below the title says so."""

    data: ChartData
    look: Look
    symbol: str
    each: int


@generators.register("charts/pictorial")
class PictorialChart(ChartBase[PictorialSpec]):
    """All symbols of a row are one mark; its anchor is its right end. There is no axis along the rows: symbols are
    counted, or the values are printed behind them."""

    id = "charts/pictorial"

    def sample(self, streams: Streams, knobs: Knobs) -> PictorialSpec:
        """Draw counts, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_pictogram(streams("data"), knobs.language, (4, 6))
        table = by_first(facts.table) if style.chance(0.5) else facts.table
        look = sample_look(streams("layout"), knobs)
        content = table_content(table, look, knobs.language, CHART_TYPE, channels=("y", "label"), styled="none",
                                printed=style.chance(0.5))  # fmt: skip
        content = placed_only(content, count=2 if content.printed else 1)
        return PictorialSpec(data=content, look=look, symbol=facts.symbol, each=facts.each)

    def draw(self, spec: PictorialSpec, canvas: Canvas) -> Drawing:
        """Set the frame, line up the symbols, print values behind them, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        counts = [value / spec.each for value in numbers(spec.data)]
        along = Scale(kind="linear", low=Decimal(0), high=Decimal(1), ticks=())
        plot = Plot(frame, along, category_scale(texts(spec.data, "category")), down=True, bare=True)
        side = _side(plot, spec, counts)
        marks = [_row(plot, spec, row, count, side) for row, count in enumerate(counts)]
        for row, mark in enumerate(marks if spec.data.printed else ()):
            value = spec.look.number(numbers(spec.data)[row])
            write_beside(frame, f"row/{row}/label", value, mark.anchor, "right", gap=0.3 * spec.look.size)
        return finish(frame, canvas, marks, plot.box, plot.truth()[1:])


def _side(plot: Plot, spec: PictorialSpec, counts: list[Decimal]) -> int:
    """Side of the square that a symbol has, in pixels. Reject (`symbols_too_small`)."""
    x0, y0, x1, y1 = plot.box
    room = 4 * spec.look.size if spec.data.printed else 0.0
    side = int(min((y1 - y0) / len(counts) * 0.92, (x1 - x0 - room) / float(max(counts)), 5 * spec.look.size))
    if side < 1.2 * spec.look.size:
        raise Reject("symbols_too_small", f"{side} px")
    return side


def _row(plot: Plot, spec: PictorialSpec, row: int, count: Decimal, side: int) -> Mark:
    """The symbols of a row, the last one cut where a part of it is meant."""
    name, colour = f"row/{row}", spec.look.colour(0).code
    left, middle = plot.place(0, row)
    size = _FILL * side
    x, y = round(left + 0.2 * spec.look.size), round(middle - size / 2)
    while count > 0:
        for outline in symbol(spec.symbol, float(min(count, Decimal(1)))):
            plot.frame.polygon([(x + size * dx, y + size * dy) for dx, dy in outline], colour, name)
        x, count = x + side, count - 1
    box = plot.frame.display.marks[name]
    return Mark(name, name, (box[2], middle))
