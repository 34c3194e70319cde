"""Line charts on a logarithmic axis, values printed: few readers read between decades."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw
from renderers.base import Knobs, generators
from renderers.charts._content import numbers
from renderers.charts._look import Look
from renderers.charts._scale import Scale, log_scale
from renderers.charts._series_chart import SeriesChart, SeriesSpec
from templates.chart_decades import sample_decades
from templates.series import TableFacts


@generators.register("charts/line_log")
class LogLineChart(SeriesChart):
    """Marked lines over values that span powers of ten; flagged `log`."""

    id = "charts/line_log"
    chart_type: ClassVar[str] = "line with log axis"
    flags: ClassVar[tuple[str, ...]] = ("log",)

    def facts(self, draw: Draw, language: Language) -> TableFacts:
        """Values over several decades."""
        return sample_decades(draw, language)

    def look(self, draw: Draw, knobs: Knobs, facts: TableFacts, *, direct: bool) -> Look:
        """A look with room for the values. Reject (`no_room_for_value`) if eight draws find none."""
        for _ in range(8):
            look = super().look(draw, knobs, facts, direct=direct)
            widest = max(look.width_of(look.number(v), 0.92 * look.size) for row in facts.values for v in row)
            across = 0.72 * look.width / len(facts.categories.items) > widest + 0.4 * look.size
            if across and _nearest(facts) * 0.5 * look.height > 2.4 * look.size:
                return look
        raise Reject("no_room_for_value", facts.topic)

    def prints(self, draw: Draw, facts: TableFacts, look: Look) -> bool:
        """Always."""
        return True

    def scale(self, spec: SeriesSpec) -> Scale:
        """Decades around the values, with room for printed ones."""
        values = numbers(spec.data)
        return log_scale([min(values) * 45 / 100, max(values) * 2], spec.look)


def _nearest(facts: TableFacts) -> float:
    """The least way between two series at one category, as a share of the way from the least to the greatest value;
    1 for a single series."""
    logs = np.log(np.sort(np.array(facts.values, dtype=np.float64), axis=0))
    return float(np.diff(logs, axis=0).min() / np.ptp(logs)) if len(logs) > 1 else 1.0
