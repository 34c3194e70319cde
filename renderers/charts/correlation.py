"""Correlation matrices: coefficients from -1 to 1 on a ramp of two colours, with a colour bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._colourbar import ColourBar
from renderers.charts._content import CONTENT_ID, numbers, table_content, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._matrix import cell, print_value, roomy_look, three_way
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark, finish
from templates.chart_matrices import PairFacts, diverging_ramps, sample_cross, sample_pairs
from templates.themes import luminance

_TICKS = tuple(Decimal(text) for text in ("-1", "-0.5", "0", "0.5", "1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationSpec:
    """A correlation matrix: `across` and `down` name its columns and rows, `cells` gives the (row, column) of each row
    of the data; `ramp` the colours of -1, 0 and 1, `gap` the free room between cells in pixels."""

    data: ChartData
    look: Look
    across: tuple[str, ...]
    down: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]
    ramp: tuple[str, str, str]
    gap: int


@generators.register("charts/correlation")
class CorrelationMatrix(ChartBase[CorrelationSpec]):
    """The triangle of all pairs of some variables, or a rectangle of variables against others. A pair of the triangle
    is one row of the data with a name of its own, since it has no first and second."""

    id = "charts/correlation"
    options: ClassVar = {**ChartBase.options, "mode": ("triangle", "rectangle")}

    def sample(self, streams: Streams, knobs: Knobs) -> CorrelationSpec:
        """Draw coefficients, then a look with room for them."""
        self.check(knobs)
        style = streams("style")
        mode = knobs.settings.get("mode") or style.choice(("triangle", "rectangle"), (3, 2))
        return (self._triangle if mode == "triangle" else self._rectangle)(streams, knobs, style)

    def _triangle(self, streams: Streams, knobs: Knobs, style: Draw) -> CorrelationSpec:
        facts = sample_pairs(streams("data"), knobs.language, (4, 7))
        look = roomy_look(streams("layout"), knobs, ["-0.00"], len(facts.variables), less=0.36)
        return CorrelationSpec(
            data=_pair_content(facts, knobs), look=look, across=facts.variables[:-1], down=facts.variables[1:],
            cells=tuple((i - 1, j) for i, j in facts.pairs), ramp=_ramp(style, look), gap=style.choice((0, 1, 2, 3)),
        )  # fmt: skip

    def _rectangle(self, streams: Streams, knobs: Knobs, style: Draw) -> CorrelationSpec:
        facts = sample_cross(streams("data"), knobs.language)
        assert facts.series is not None
        across, down = facts.categories.items, facts.series.items
        look = roomy_look(streams("layout"), knobs, ["-0.00"], len(across), less=0.36)
        content = table_content(
            facts, look, knobs.language, "correlation matrix", channels=("x", "colour"), printed=True, styled="none",
            subtitle=facts.measure.label,
        )  # fmt: skip
        cells = tuple((i, j) for i in range(len(down)) for j in range(len(across)))
        return CorrelationSpec(data=content, look=look, across=across, down=down, cells=cells,
                               ramp=_ramp(style, look), gap=style.choice((0, 1, 2, 3)))  # fmt: skip

    def draw(self, spec: CorrelationSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the cells, print coefficients, paint the colour bar, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        bar = ColourBar(frame, _scale(spec.look), lambda value: _shade(spec, float(value)))
        plot = Plot(frame, category_scale(spec.across), category_scale(spec.down), down=True, bare=True)
        marks: list[Mark] = []
        for row, (value, place) in enumerate(zip(numbers(spec.data), spec.cells, strict=True)):
            shade = _shade(spec, float(value))
            marks.append(cell(plot, spec.gap, row, place, shade))
            print_value(plot, row, place, value, shade)
        axis = bar.paint(plot.box)
        return finish(frame, canvas, marks, plot.box, (*plot.truth(), axis))


def _shade(spec: CorrelationSpec, value: float) -> str:
    return three_way(spec.ramp, (value + 1) / 2)


def _scale(look: Look) -> Scale:
    ticks = tuple((value, look.number(value, 1)) for value in _TICKS)
    return Scale(kind="linear", low=_TICKS[0], high=_TICKS[-1], ticks=ticks)


def _ramp(style: Draw, look: Look) -> tuple[str, str, str]:
    return style.choice(diverging_ramps(luminance(look.style.background) < 0.2))


def _pair_content(facts: PairFacts, knobs: Knobs) -> ChartData:
    pairs = TextColumn(name="category", label=facts.names.label, values=facts.names.items)
    value = NumberColumn(name="value", label=facts.measure.label, unit="", values=facts.values)
    return ChartData(
        id=CONTENT_ID, language=knobs.language, chart_type="correlation matrix", printed=("value",),
        labels=words(facts.heading, [], facts.measure.label), encodings=(Encoding(channel="colour", column="value"),),
        relations=(Relation(name="data", columns=(pairs, value)),),
    )  # fmt: skip
