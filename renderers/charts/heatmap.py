"""Heat maps: a grid of cells whose shade carries the value."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table
from templates.themes import ink_on, mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatmapSpec:
    """A heat map; `gap` is the free room between cells in pixels."""

    data: ChartData
    look: Look
    gap: int


@generators.register("charts/heatmap")
class Heatmap(ChartBase[HeatmapSpec]):
    """Categories across, series down, values printed in the cells: shades alone cannot be read off."""

    id = "charts/heatmap"

    def sample(self, streams: Streams, knobs: Knobs) -> HeatmapSpec:
        """Draw a table, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(4, 7), series=(3, 6), stated=True))
        look = _look(streams("layout"), knobs, facts)
        assert facts.series is not None
        beside = not look.label_on_top and style.chance(0.6)
        labels = [("axis/x/label", facts.categories.label if style.chance(0.6) else ""),
                  ("axis/y/label", facts.series.label if beside else "")]  # fmt: skip
        content = table_content(
            facts, look, knobs.language, "heatmap", channels=("x", "colour"), printed=True, labels=labels,
            styled="none", subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return HeatmapSpec(data=content, look=look, gap=style.choice((0, 1, 2, 3)))

    def draw(self, spec: HeatmapSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the cells, print values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, rows = texts(spec.data, "category"), series_names(spec.data)
        plot = Plot(frame, category_scale(names), category_scale(rows), down=True, bare=True)
        values = numbers(spec.data)
        low, high = float(min(values)), float(max(values))
        marks = []
        for row, value in enumerate(values):
            i, j = divmod(row, len(names))
            shade = mixed(*spec.look.style.ramp, (float(value) - low) / max(high - low, 1e-9))
            marks.append(_cell(plot, spec.gap, row, i, j, shade))
            if spec.data.printed:
                colour, size = ink_on(shade), 0.92 * spec.look.size
                x, y = plot.place(j, i)
                frame.centred(f"row/{row}/label", spec.look.number(value), x, y, size=size, colour=colour)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _cell(plot: Plot, gap: int, row: int, i: int, j: int, shade: str) -> Mark:
    """A cell between whole pixels, so that neighbours neither overlap nor leave a seam."""
    name = f"row/{row}"
    x0, y0, x1, y1 = plot.bar(j - 0.5, j + 0.5, i - 0.5, i + 0.5)
    plot.frame.box((x0 + gap // 2, y0 + gap // 2, x1 - (gap + 1) // 2, y1 - (gap + 1) // 2), shade, name)
    return Mark(name, name, plot.place(j, i))


def _look(draw: Draw, knobs: Knobs, facts: TableFacts) -> Look:
    """A look with room for the values. Reject (`no_room_for_value`) if eight draws find none."""
    for _ in range(8):
        look = sample_look(draw, knobs, aspects=(1.25, 1.33, 1.5))
        if _fits(facts, look):
            return look
    raise Reject("no_room_for_value", facts.topic)


def _fits(facts: TableFacts, look: Look) -> bool:
    """Whether the longest value fits into a cell, by a rough estimate."""
    longest = max(len(look.number(value)) for row in facts.values for value in row)
    return 0.72 * look.width / len(facts.categories.items) > (0.62 * longest + 1.0) * look.size
