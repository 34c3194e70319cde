"""Step charts: a value holds over its slot, or from its place to the next one, where the line jumps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from renderers._backends.display import Point
from renderers.base import generators
from renderers.charts import _lines
from renderers.charts._cartesian import Plot
from renderers.charts._series_chart import SeriesChart, SeriesSpec
from templates.series import Extent, TableFacts


@generators.register("charts/step")
class StepChart(SeriesChart):
    """Lines of level treads and upright risers, a marker on every tread; lines never cross, so that no risers lie on
    one another."""

    id = "charts/step"
    chart_type: ClassVar[str] = "step line"
    extent: ClassVar[Extent] = Extent(categories=(4, 10), series=(1, 3), time=True)
    paths: ClassVar[tuple[str, ...]] = ("centred", "after")

    def facts(self, draw: Draw, language: Language) -> TableFacts:
        """Facts whose series keep their order."""
        return _lines.facts_apart(draw, language, self.extent, crossing=False)

    def path(self, spec: SeriesSpec, plot: Plot, places: Sequence[Point]) -> Sequence[Point]:
        """Treads and risers."""
        reach = (plot.place(1, plot.y.low)[0] - plot.place(0, plot.y.low)[0]) / 2
        return _lines.stepped(places, reach, centred=spec.path == "centred")
