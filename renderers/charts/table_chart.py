"""Bar charts with a data table below: the values stand under their categories, row by row, instead of on the bars."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table

_ROW = 1.75
"""Height of a table row over the size of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChartSpec:
    """Grouped bars over a table: `breadth` is the share of a category's room that its bars fill; `ruled` says that the
    table has lines between its rows."""

    data: ChartData
    look: Look
    breadth: float
    ruled: bool


@generators.register("charts/table_chart")
class TableChart(ChartBase[TableChartSpec]):
    """The keys of the series stand at the head of their table rows; there is no other legend."""

    id = "charts/table_chart"

    def sample(self, streams: Streams, knobs: Knobs) -> TableChartSpec:
        """Draw a table, then a look with room for it."""
        self.check(knobs)
        style = streams("style")
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(4, 7), series=(2, 3), stated=True))
        if facts.series is None:
            raise Reject("one_series", facts.topic)
        content_look = _look(streams("layout"), knobs, facts)
        content = table_content(facts, content_look, knobs.language, "bar chart with data table", printed=True,
                                subtitle=facts.measure.titled(knobs.language))  # fmt: skip
        return TableChartSpec(
            data=content, look=content_look, breadth=style.uniform(0.5, 0.72), ruled=style.chance(0.7)
        )

    def draw(self, spec: TableChartSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, write the table, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        size, names = spec.look.size, series_names(spec.data)
        scale = value_scale(numbers(spec.data), spec.look, zero=True, most=most(spec.data))
        bottom = frame.area.bottom
        frame.area.bottom -= _ROW * size * len(names) + 0.4 * size
        head = max(spec.look.width_of(name, size) for name in names) + 2.1 * size
        ticks = max(spec.look.width_of(text, size) for _, text in scale.ticks) + 0.5 * size + frame.style.ticks
        left = frame.area.left
        frame.area.left += max(0.0, head - ticks)
        plot = Plot(frame, category_scale(texts(spec.data, "category")), scale)
        if plot.turn:
            raise Reject("labels_too_long", "table heads")
        marks = _bars(plot, spec)
        _table(plot, spec, left, bottom - _ROW * size * len(names))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _look(draw: Draw, knobs: Knobs, facts: TableFacts) -> Look:
    """A look in which values and category names fit into their columns, by a rough estimate; the last of eight draws if
    none does."""
    assert facts.series is not None
    wide = 1.8 if knobs.language == "zh" else 1.0
    longest = max(max(len(name) for name in facts.categories.items) * wide * 0.6,
                  *(len(str(value)) + 1.5 for row in facts.values for value in row))  # fmt: skip
    head = max(len(name) for name in facts.series.items) * wide * 0.55 + 3
    for _ in range(8):
        look = sample_look(draw, knobs, colours=len(facts.values), aspects=(1.25, 1.33, 1.5))
        if look.width * 0.94 > (0.6 * longest * len(facts.categories.items) * 1.25 + head) * look.size:
            break
    return look


def _bars(plot: Plot, spec: TableChartSpec) -> list[Mark]:
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    step = spec.breadth / (len(values) // count)
    marks = []
    for row, value in enumerate(values):
        k, j = divmod(row, count)
        near = j - spec.breadth / 2 + k * step
        plot.frame.box(
            plot.bar(near + 0.04 * step, near + 0.96 * step, 0, value), spec.look.colour(k).code, f"row/{row}"
        )
        marks.append(Mark(f"row/{row}", f"row/{row}", plot.place(near + step / 2, value)))
    return marks


def _table(plot: Plot, spec: TableChartSpec, left: float, top: float) -> None:
    """Write the rows of the table: key and name of a series, then its values below their categories."""
    frame, size, values = plot.frame, spec.look.size, numbers(spec.data)
    count = len(texts(spec.data, "category"))
    for k, name in enumerate(series_names(spec.data)):
        y = top + (k + 0.5) * _ROW * size
        if spec.ruled or k == 0:
            edge = round(y - _ROW * size / 2)
            frame.box((round(left), edge, plot.box[2], edge + 1), frame.style.grid if k else frame.style.line)
        _head(frame, k, name, left, y)
        for j in range(count):
            row = k * count + j
            x = plot.place(j, values[row])[0]
            frame.centred(
                f"row/{row}/label", spec.look.number(values[row]), x, y, size=0.95 * size, colour=frame.style.ink
            )
    edge = round(top + len(series_names(spec.data)) * _ROW * size)
    frame.box((round(left), edge, plot.box[2], edge + 1), frame.style.line)


def _head(frame: Frame, k: int, name: str, left: float, y: float) -> None:
    """The key and name of a series, as a legend entry."""
    size, key = frame.look.size, f"legend/{k}/key"
    reach = round(0.38 * size)
    frame.box(
        (round(left), round(y) - reach, round(left) + 2 * reach, round(y) + reach), frame.look.colour(k).code, key
    )
    frame.text(f"legend/{k}", name, left + 1.4 * size, y + 0.36 * size, size=size, colour=frame.style.ink)
    frame.entries.append((f"legend/{k}", key))
