"""Streamgraphs: layers of several series about a middle line, their values printed where they are measured."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _bands, _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table
from templates.themes import ink_on

_PRINT = 0.9
"""Size of printed values over that of plain text."""
_TUCK = 1.5
"""Pixels that a layer reaches under the one below it."""
_LEAST_SHARE = 0.075
"""Thinnest place of a layer over the thickest of the stream: room for a printed value."""

_EXTENT = Extent(categories=(5, 8), series=(3, 4), time=True, additive=True, stated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSpec:
    """A streamgraph; `direct` says that names stand at the right end of their layers."""

    data: ChartData
    look: Look
    direct: bool


@generators.register("charts/stream")
class Streamgraph(ChartBase[StreamSpec]):
    """Layers whose thickness is their value; there is no value axis, so all values are printed."""

    id = "charts/stream"

    def sample(self, streams: Streams, knobs: Knobs) -> StreamSpec:
        """Draw data whose layers can hold their values, then a look."""
        self.check(knobs)
        style, facts = streams("style"), _facts(streams("data"), knobs.language)
        direct = style.chance(0.4)
        look = _look(streams("layout"), knobs, facts, direct=direct)
        title = facts.series.label if facts.series is not None and look.legend == "right" else ""
        labels = [("axis/x/label", facts.categories.label if style.chance(0.35) else ""), ("legend/title", title)]
        content = table_content(facts, look, knobs.language, "streamgraph", channels=("x", "thickness"), printed=True,
                                labels=labels, subtitle=facts.measure.titled(knobs.language))  # fmt: skip
        return StreamSpec(data=content, look=look, direct=direct)

    def draw(self, spec: StreamSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the layers, print the values, and report."""
        frame, look = Frame(spec.data, spec.look), spec.look
        names, categories = series_names(spec.data), texts(spec.data, "category")
        colours = [look.colour(k).code for k in range(len(names))]
        frame.set_words()
        frame.set_legend([Entry(name, "box", colour) for name, colour in zip(names, colours, strict=True)])
        if spec.direct:
            frame.area.right -= _lines.name_room(look, names)
        levels = _levels(numbers(spec.data), len(categories))
        half = Decimal(repr(float(levels[-1].max())))
        plot = Plot(frame, category_scale(categories), Scale(kind="linear", low=-half, high=half, ticks=()), bare=True)
        xs = [plot.place(j, 0)[0] for j in range(len(categories))]
        heights = [[plot.place(0, level)[1] for level in row] for row in levels.tolist()]
        marks = _layers(plot, xs, heights, colours)
        _print(plot, spec, xs, heights)
        if spec.direct:
            ends = [(float(plot.box[2]), (a[-1] + b[-1]) / 2) for a, b in itertools.pairwise(heights)]
            _lines.name_ends(plot, names, ends, colours)
        return finish(frame, canvas, marks, plot.box, plot.truth()[:1])


def _facts(draw: Draw, language: Language) -> TableFacts:
    """Facts over time without thin layers; Reject (`layer_too_thin`) if a dozen draws find none."""
    for _ in range(12):
        facts = sample_table(draw, language, _EXTENT)
        values = np.array(facts.values, dtype=np.float64)
        if values.min() > _LEAST_SHARE * values.sum(axis=0).max():
            return facts
    raise Reject("layer_too_thin", facts.topic)


def _look(draw: Draw, knobs: Knobs, facts: TableFacts, *, direct: bool) -> Look:
    """A look with room for the values. Reject (`no_room_for_value`) if eight draws find none."""
    for _ in range(8):
        look = sample_look(draw, knobs, colours=len(facts.values), legend=not direct, aspects=(1.25, 1.33, 1.5))
        if _lines.room_to_print(facts, look):
            return look
    raise Reject("no_room_for_value", facts.topic)


def _levels(values: Sequence[Decimal], count: int) -> np.ndarray:
    """Edges of the layers from the lowest up, as values about the middle line."""
    table = np.array(values, dtype=np.float64).reshape(-1, count)
    stacked = np.vstack([np.zeros(count), np.cumsum(table, axis=0)])
    return stacked - stacked[-1] / 2


def _layers(plot: Plot, xs: Sequence[float], heights: Sequence[Sequence[float]], colours: Sequence[str]) -> list[Mark]:
    """Slices of every layer, the uppermost first, each tucked a little under the next one."""
    edges = _bands.cuts(xs, (xs[1] - xs[0]) / 2)
    marks = []
    for k in reversed(range(len(heights) - 1)):
        top, bottom = (_bands.bent(xs, heights[n]) for n in (k + 1, k))
        under = _bands.bent(xs, [y + (_TUCK if k else 0.0) for y in heights[k]])
        painted = _bands.slices(xs, edges, top, under)
        for j, outline in enumerate(_bands.slices(xs, edges, top, bottom)):
            name, anchor = f"row/{k * len(xs) + j}", (xs[j], (heights[k][j] + heights[k + 1][j]) / 2)
            plot.frame.polygon(painted[j], colours[k], name)
            marks.append(Mark(name, name, anchor, points=np.array(outline), shape="polygon"))
    return sorted(marks, key=lambda mark: int(mark.ref[4:]))


def _print(plot: Plot, spec: StreamSpec, xs: Sequence[float], heights: Sequence[Sequence[float]]) -> None:
    """Print every value in the middle of its slice. Reject (`no_room_for_value`) where it is too thin."""
    values, size = numbers(spec.data), max(11.0, _PRINT * spec.look.size)
    for row, value in enumerate(values):
        k, j = divmod(row, len(xs))
        place: Point = (xs[j], (heights[k][j] + heights[k + 1][j]) / 2)
        if heights[k][j] - heights[k + 1][j] < 1.3 * size:
            raise Reject("no_room_for_value", str(value))
        colour = ink_on(spec.look.colour(k).code)
        plot.frame.centred(f"row/{row}/label", spec.look.number(value), *place, size=size, colour=colour)
