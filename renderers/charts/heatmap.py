"""Heat maps: a grid of cells whose shade carries the value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._colourbar import ColourBar
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._matrix import cell, print_value, roomy_look
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, sample_table
from templates.themes import mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatmapSpec:
    """A heat map; `gap` is the free room between cells in pixels, `bar` says that a colour bar stands beside it."""

    data: ChartData
    look: Look
    gap: int
    bar: bool


@generators.register("charts/heatmap")
class Heatmap(ChartBase[HeatmapSpec]):
    """Categories across, series down; values are printed in the cells, or read off a colour bar within a few per
    cent."""

    id = "charts/heatmap"

    def sample(self, streams: Streams, knobs: Knobs) -> HeatmapSpec:
        """Draw a table, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(4, 7), series=(3, 6), stated=True))
        bar = style.chance(0.5)
        longest = [str(value) + "," for row in facts.values for value in row]
        look = roomy_look(streams("layout"), knobs, longest, len(facts.categories.items), less=0.36 if bar else 0.28)
        assert facts.series is not None
        beside = not look.label_on_top and style.chance(0.6)
        labels = [("axis/x/label", facts.categories.label if style.chance(0.6) else ""),
                  ("axis/y/label", facts.series.label if beside else "")]  # fmt: skip
        content = table_content(
            facts, look, knobs.language, "heatmap", channels=("x", "colour"), printed=not bar or style.chance(0.4),
            labels=labels, styled="none", subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return HeatmapSpec(data=content, look=look, gap=style.choice((0, 1, 2, 3)), bar=bar)

    def draw(self, spec: HeatmapSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the cells, print values or paint the colour bar, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, rows = texts(spec.data, "category"), series_names(spec.data)
        scale = _scale(spec)
        bar = ColourBar(frame, scale, lambda value: _shade(spec, scale, value)) if spec.bar else None
        plot = Plot(frame, category_scale(names), category_scale(rows), down=True, bare=True)
        marks: list[Mark] = []
        for row, value in enumerate(numbers(spec.data)):
            shade, place = _shade(spec, scale, value), divmod(row, len(names))
            marks.append(cell(plot, spec.gap, row, place, shade))
            if spec.data.printed:
                print_value(plot, row, place, value, shade)
        axes = (*plot.truth(), bar.paint(plot.box)) if bar else plot.truth()
        return finish(frame, canvas, marks, plot.box, axes)


def _scale(spec: HeatmapSpec) -> Scale:
    """What the ramp spans: the values themselves, or round numbers about them where a bar shows them."""
    values = numbers(spec.data)
    if spec.bar:
        return value_scale(values, spec.look, zero=False, headroom=0.0, most=most(spec.data))
    return Scale(kind="linear", low=min(values), high=max(values), ticks=())


def _shade(spec: HeatmapSpec, scale: Scale, value: Decimal | float) -> str:
    return mixed(*spec.look.style.ramp, scale.share(value))
