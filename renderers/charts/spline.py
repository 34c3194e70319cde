"""Spline charts: smooth lines through marked points, rising and falling only where the values do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from renderers._backends.display import Point
from renderers.base import generators
from renderers.charts import _lines
from renderers.charts._cartesian import Plot
from renderers.charts._series_chart import SeriesChart, SeriesSpec
from templates.series import Extent


@generators.register("charts/spline")
class SplineChart(SeriesChart):
    """Smooth lines with a marker on every value."""

    id = "charts/spline"
    chart_type: ClassVar[str] = "smooth line"
    extent: ClassVar[Extent] = Extent(categories=(5, 12), series=(1, 4), time=True)

    def path(self, spec: SeriesSpec, plot: Plot, places: Sequence[Point]) -> Sequence[Point]:
        """The monotone cubic."""
        return _lines.smooth(places)
