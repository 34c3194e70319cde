"""Line charts with an inset that shows a flat stretch enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Area, Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._panels import dotted_line
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.series import Extent, sample_table

_WIDE, _HIGH = 0.47, 0.42
"""The room of the inset as shares of the plot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsetSpec:
    """A line chart: rows `first` to `last` are shown once more in an inset. `right` and `low` say in which corner it
    stands; `reach` is the share of the plot's height that the values may take, `dot` the size of a marker in pixels."""

    data: ChartData
    look: Look
    first: int
    last: int
    right: bool
    low: bool
    reach: float
    dot: int


@generators.register("charts/inset")
class InsetChart(ChartBase[InsetSpec]):
    """The inset has the axes `x/1` and `y/1`; its marks have the refs `row/i/zoom` and are those of the same rows."""

    id = "charts/inset"

    def sample(self, streams: Streams, knobs: Knobs) -> InsetSpec:
        """Draw a series over time, choose its flattest stretch and a corner that the line leaves free, then a look."""
        self.check(knobs)
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(8, 12), time=True))
        look = with_strong_colours(sample_look(streams("layout"), knobs, aspects=(1.25, 1.33, 1.5)))
        labels = [("axis/y/label", facts.measure_label(knobs.language))]
        content = table_content(facts, look, knobs.language, "line with inset", labels=labels, styled="none")
        values = numbers(content)
        first, last = _flattest(values, streams("style").integer(3, 4))
        right, low, reach = _corner(streams("style"), values)
        return InsetSpec(data=content, look=look, first=first, last=last, right=right, low=low, reach=reach,
                         dot=max(7, round(0.55 * look.size)))  # fmt: skip

    def draw(self, spec: InsetSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the line, then the inset over the free corner, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values = numbers(spec.data)
        scale = _whole_scale(spec)
        plot = Plot(frame, category_scale(texts(spec.data, "category")), scale, headroom=0.6 * spec.look.size)
        marks = _line(plot, spec, range(len(values)), 0, "", 0)
        _outline(plot, spec)
        inset = _inset(frame, spec, plot.box)
        marks += _line(inset, spec, range(spec.first, spec.last + 1), spec.first, "/zoom", 1)
        return finish(frame, canvas, marks, [plot.box, inset.box], (*plot.truth(), *inset.truth()))


def _flattest(values: Sequence[Decimal], count: int) -> tuple[int, int]:
    """First and last place of the `count` values in a row that differ least."""
    spans = [max(values[k : k + count]) - min(values[k : k + count]) for k in range(len(values) - count + 1)]
    first = spans.index(min(spans))
    return first, first + count - 1


def _corner(draw: Draw, values: Sequence[Decimal]) -> tuple[bool, bool, float]:
    """Whether the inset stands at the right, whether low, and how high the values may reach: a corner that they leave
    free as they are, else an upper one above them all."""
    top = float(max(values)) * 1.05
    half = (len(values) + 1) // 2
    shares = [float(value) / top for value in values]
    for right, part in draw.shuffled([(False, shares[: half + 1]), (True, shares[half - 1 :])]):
        if max(part) < 1 - _HIGH - 0.18:
            return right, False, 1.0
        if min(part) > _HIGH + 0.24:
            return right, True, 1.0
    return draw.chance(0.5), False, 1 - _HIGH - 0.12


def _whole_scale(spec: InsetSpec) -> Scale:
    """The value axis of the whole line, from zero."""
    values = numbers(spec.data)
    limit = most(spec.data) if spec.reach == 1.0 else None
    return value_scale([*values, max(values) / Decimal(repr(spec.reach))], spec.look, zero=True, most=limit)


def _line(plot: Plot, spec: InsetSpec, rows: range, shift: int, end: str, panel: int) -> list[Mark]:
    """A line with a marker on every value; the category of row `shift` is the first on the axis."""
    values, colour = numbers(spec.data), spec.look.colour(0).code
    places = [plot.place(row - shift, values[row]) for row in rows]
    return dotted_line(plot, places, rows, (colour, spec.dot), end=end, panel=panel)


def _outline(plot: Plot, spec: InsetSpec) -> None:
    """A dashed frame around the stretch that the inset shows."""
    values = numbers(spec.data)[spec.first : spec.last + 1]
    (x0, y1), (x1, y0) = plot.place(spec.first - 0.42, min(values)), plot.place(spec.last + 0.42, max(values))
    pad = spec.dot / 2 + 7
    corners = [(x0, y0 - pad), (x1, y0 - pad), (x1, y1 + pad), (x0, y1 + pad), (x0, y0 - pad)]
    plot.frame.stroke(corners, plot.frame.style.muted, 1.2, dash=(4.0, 3.0))


def _inset(frame: Frame, spec: InsetSpec, box: Box) -> Plot:
    """The inset on a sheet of its own in a corner of the plot."""
    size, (left, top, right, bottom) = spec.look.size, box
    wide, high = round(_WIDE * (right - left)), round(_HIGH * (bottom - top))
    x = right - wide - round(0.5 * size) if spec.right else left + round(0.8 * size)
    y = bottom - high - round(0.8 * size) if spec.low else top + round(0.2 * size)
    frame.box((x, y, x + wide, y + high), frame.style.background)
    edges = [(x + 0.5, y + 0.5), (x + wide - 0.5, y + 0.5), (x + wide - 0.5, y + high - 0.5), (x + 0.5, y + high - 0.5)]
    frame.stroke([*edges, edges[0]], frame.style.muted, 1.0)
    values = numbers(spec.data)[spec.first : spec.last + 1]
    scale = value_scale(values, spec.look, zero=False, count=2, headroom=0.12)
    names = category_scale(texts(spec.data, "category")[spec.first : spec.last + 1])
    area = Area(x + 0.5 * size, y + 0.5 * size, x + wide - 0.6 * size, y + high - 0.3 * size)
    return Plot(frame, names, scale, area=area, panel="/1")
