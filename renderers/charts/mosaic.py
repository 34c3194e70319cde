"""Mosaic charts (Marimekko): columns as wide as their totals, cut by the shares of their parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cells import cell, write_cell
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame, wrap
from renderers.charts._legend import Entry
from renderers.charts._look import LEADING, Look, sample_look
from renderers.charts._polar import divided
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table

_LEAST = 0.022
"""The least share of the whole that a cell with a printed value may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MosaicSpec:
    """A mosaic; `gap` is the room between cells in pixels."""

    data: ChartData
    look: Look
    gap: int


@generators.register("charts/mosaic")
class MosaicChart(ChartBase[MosaicSpec]):
    """The area of a cell is its value, which is printed in it; columns have their names below."""

    id = "charts/mosaic"

    def sample(self, streams: Streams, knobs: Knobs) -> MosaicSpec:
        """Draw a table of amounts, then a look."""
        self.check(knobs)
        facts = _facts(streams("data"), knobs.language)
        look = sample_look(streams("layout"), knobs, colours=len(facts.values), legend=True, aspects=(1.25, 1.4, 1.5))
        assert facts.series is not None
        title = facts.series.label if look.legend == "right" else ""
        content = table_content(
            facts, look, knobs.language, "mosaic", channels=("column", "area"), printed=True,
            labels=[("legend/title", title)], subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return MosaicSpec(data=content, look=look, gap=streams("style").choice((2, 2, 3)))

    def draw(self, spec: MosaicSpec, canvas: Canvas) -> Drawing:
        """Set the frame, cut columns and cells, print values and names, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        series, names, values = series_names(spec.data), texts(spec.data, "category"), numbers(spec.data)
        frame.set_legend([Entry(name, "box", spec.look.colour(k).code) for k, name in enumerate(series)])
        area, size = frame.area, spec.look.size
        plot = (round(area.left), round(area.top + 4), round(area.right), round(area.bottom - 2.9 * size))
        totals = [sum(values[j :: len(names)], Decimal(0)) for j in range(len(names))]
        marks: dict[int, Mark] = {}
        for j, (left, right) in enumerate(divided(totals, plot[0], plot[2] - plot[0])):
            column = values[j :: len(names)]
            for k, (top, bottom) in enumerate(divided(column, plot[1], plot[3] - plot[1])):
                row, fill = k * len(names) + j, spec.look.colour(k).code
                marks[row], inner = cell(frame, row, (left, top, right, bottom), fill, spec.gap)
                write_cell(frame, row, inner, "", spec.look.number(column[k]), fill)
            _name(frame, j, names[j], (left, right), plot[3])
        return finish(frame, canvas, [marks[row] for row in sorted(marks)], plot)


def _name(frame: Frame, j: int, name: str, span: tuple[float, float], bottom: float) -> None:
    """The name of a column below it, in at most two lines. Reject (`labels_too_long`)."""
    size = frame.look.size
    lines = wrap(frame.look, name, size, span[1] - span[0] - 0.4 * size)
    if len(lines) > 2:
        raise Reject("labels_too_long", name)
    for n, line in enumerate(lines):
        frame.text(f"node/{j}", line, sum(span) / 2, bottom + (1.15 + LEADING * n) * size, size=size,
                   colour=frame.style.ink, align="centre")  # fmt: skip


def _facts(draw: Draw, language: Language) -> TableFacts:
    """Amounts in two dimensions whose cells are all large enough. Reject (`cells_too_small`) if ten draws find none."""
    for _ in range(10):
        facts = sample_table(draw, language, Extent(categories=(3, 5), series=(2, 4), additive=True, percent=False))
        values = [value for row in facts.values for value in row]
        if min(values) > _LEAST * float(sum(values)) and max(map(len, facts.categories.items)) <= 16:
            return facts
    raise Reject("cells_too_small")
