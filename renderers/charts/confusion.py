"""Confusion matrices: what a classifier took things of each class for, as counts."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._matrix import cell, print_value, roomy_look
from renderers.charts._scale import category_scale
from renderers.charts._scene import Mark, finish
from templates.chart_matrices import sample_confusion
from templates.themes import mixed

_FAINTEST = 0.05
"""Share of the ramp that the shade of no count has: no cell is so faint that it could not be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionSpec:
    """A confusion matrix; `gap` is the free room between cells in pixels."""

    data: ChartData
    look: Look
    gap: int


@generators.register("charts/confusion")
class ConfusionMatrix(ChartBase[ConfusionSpec]):
    """Actual classes down, predicted ones across; the darker the cell the greater its count, which is printed."""

    id = "charts/confusion"

    def sample(self, streams: Streams, knobs: Knobs) -> ConfusionSpec:
        """Draw counts, then a look with room for them."""
        self.check(knobs)
        style = streams("style")
        facts = sample_confusion(streams("data"), knobs.language, (3, 6))
        assert facts.series is not None
        longest = ["0000", *(word for name in facts.categories.items for word in name.split(" "))]
        look = roomy_look(streams("layout"), knobs, longest, len(facts.categories.items))
        content = table_content(
            facts, look, knobs.language, "confusion matrix", channels=("x", "colour"), printed=True, styled="none",
            labels=[], subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return ConfusionSpec(data=content, look=look, gap=style.choice((0, 1, 2, 3)))

    def draw(self, spec: ConfusionSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the cells, print counts, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        plot = Plot(frame, category_scale(texts(spec.data, "category")), category_scale(series_names(spec.data)),
                    down=True, bare=True)  # fmt: skip
        shades = _shades(spec)
        marks: list[Mark] = []
        for row, value in enumerate(numbers(spec.data)):
            place = divmod(row, len(series_names(spec.data)))
            marks.append(cell(plot, spec.gap, row, place, shades[row]))
            print_value(plot, row, place, value, shades[row])
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _shades(spec: ConfusionSpec) -> list[str]:
    """Shades of all cells, row by row, even in the counts."""
    values = [float(value) for value in numbers(spec.data)]
    return [mixed(*spec.look.style.ramp, _FAINTEST + (1 - _FAINTEST) * value / max(values)) for value in values]
