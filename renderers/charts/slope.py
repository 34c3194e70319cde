"""Slope charts: what two moments hold against each other, every value printed beside its end of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_topics import pattern_of
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed

_LEAST_GAP = 0.05
"""Distance between two values of one moment over the range of all."""
_PATTERNS = ("growth", "decline", "saturating", "steady")
_EXTENT = Extent(categories=(5, 9), series=(3, 6), time=True, stated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeSpec:
    """A slope chart: `dot` is the size of the markers in pixels."""

    data: ChartData
    look: Look
    dot: int


@generators.register("charts/slope")
class SlopeChart(ChartBase[SlopeSpec]):
    """Two moments, a line for each series between them; no value axis, so all values are printed."""

    id = "charts/slope"

    def sample(self, streams: Streams, knobs: Knobs) -> SlopeSpec:
        """Draw data whose ends keep apart, then a look."""
        self.check(knobs)
        style, facts = streams("style"), _facts(streams("data"), knobs.language)
        look = with_strong_colours(
            sample_look(streams("layout"), knobs, colours=len(facts.values), aspects=(1.0, 1.1, 1.25, 1.33))
        )
        content = table_content(facts, look, knobs.language, "slope", printed=True,
                                subtitle=facts.measure.titled(knobs.language))  # fmt: skip
        return SlopeSpec(data=content, look=look, dot=max(8, round(look.size * style.uniform(0.6, 0.75))))

    def draw(self, spec: SlopeSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the lines between two uprights, write names and values, and report."""
        frame, look, values = Frame(spec.data, spec.look), spec.look, numbers(spec.data)
        frame.set_words()
        names, moments = series_names(spec.data), texts(spec.data, "category")
        shown = max(look.width_of(look.number(value), look.size) for value in values) + 1.3 * look.size
        frame.area.left += max(look.width_of(name, look.size, "bold") for name in names) + shown
        frame.area.right -= max(shown, 0.5 * look.width_of(moments[1], look.size))
        plot = Plot(frame, _moments(moments), _scale(values), headroom=0.6 * look.size, bare=True)
        for side in (0, 2):
            frame.rule((plot.box[side], plot.box[1]), (plot.box[side], plot.box[3]), look.style.line)
        marks: list[Mark] = []
        for k in range(len(names)):
            places = [plot.place(j, values[2 * k + j]) for j in range(2)]
            marks += _lines.sew(plot, _lines.stitch(look, k, "circle", spec.dot), k, (2 * k, 2 * k + 1), places)
        _write(plot, spec, names, values, shown)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _facts(draw: Draw, language: Language) -> TableFacts:
    """The first and last moment of facts over time whose values there keep apart, of topics about which two moments say
    enough. Reject (`values_too_close`) if sixty draws find none."""
    for _ in range(60):
        facts = sample_table(draw, language, _EXTENT)
        if pattern_of(facts, language) not in _PATTERNS:
            continue
        values = np.array(facts.values, dtype=np.float64)[:, [0, -1]]
        gaps = np.diff(np.sort(values, axis=0), axis=0)
        if len(values) > 2 and gaps.min() > _LEAST_GAP * np.ptp(values):
            items = facts.categories.items
            return replace(facts, categories=replace(facts.categories, items=(items[0], items[-1])),
                           values=tuple((row[0], row[-1]) for row in facts.values))  # fmt: skip
    raise Reject("values_too_close", facts.topic)


def _moments(names: Sequence[str]) -> Scale:
    """The two moments at the edges of the plot."""
    ticks = tuple((Decimal(place), name) for place, name in enumerate(names))
    return Scale(kind="category", low=Decimal(0), high=Decimal(1), ticks=ticks)


def _scale(values: Sequence[Decimal]) -> Scale:
    """An axis without ticks that leaves a little room around all values."""
    room = (max(values) - min(values)) * Decimal("0.06")
    return Scale(kind="linear", low=min(values) - room, high=max(values) + room, ticks=())


def _write(plot: Plot, spec: SlopeSpec, names: Sequence[str], values: Sequence[Decimal], shown: float) -> None:
    """Names and first values at the left, last values at the right, pushed apart where they would touch."""
    look, size = spec.look, spec.look.size
    for side in (0, 1):
        heights = _lines.dodged([plot.place(0, value)[1] for value in values[side::2]], 1.25 * size)
        for k, middle in enumerate(heights):
            x, y = plot.place(side, plot.y.low)[0], middle + 0.36 * size
            colour = mixed(look.colour(k).code, look.style.ink, 0.3)
            away = (0.7 if side else -0.7) * size
            plot.frame.text(f"row/{2 * k + side}/label", look.number(values[2 * k + side]), x + away, y, size=size,
                            colour=look.style.ink, align="left" if side else "right")  # fmt: skip
            if not side:
                plot.frame.text(f"legend/{k}", names[k], x - shown, y, size=size, colour=colour, weight="bold",
                                align="right")  # fmt: skip
