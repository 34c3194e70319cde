"""Pyramids: two groups along one ordered set, one to the left of a middle line and one to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import print_value
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import LEADING, Look, sample_look
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_contrasts import sample_pyramid

CHART_TYPE = "population pyramid"
_SIGNS = (-1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PyramidSpec:
    """A pyramid: `breadth` is the share of a category's room that its bars fill; `headed` says that the groups are
    named above their sides instead of in a legend."""

    data: ChartData
    look: Look
    breadth: float
    headed: bool


@generators.register("charts/pyramid")
class PyramidChart(ChartBase[PyramidSpec]):
    """The first name stands at the bottom; the axes `x/0` and `x/1` run from the middle line to either side."""

    id = "charts/pyramid"

    def sample(self, streams: Streams, knobs: Knobs) -> PyramidSpec:
        """Draw two groups, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_pyramid(streams("data"), knobs.language)
        headed = style.chance(0.5)
        look = sample_look(streams("layout"), knobs, colours=2, legend=not headed, aspects=(1.2, 1.33, 1.5))
        label = facts.measure.titled(knobs.language)
        printed = style.chance(0.3) and len(facts.categories.items) < 9
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=("y", "x"), printed=printed,
            labels=[("axis/x/0/label", label), ("legend/title", facts.series.label if look.legend == "right" and
                                              facts.series is not None else "")],
        )  # fmt: skip
        return PyramidSpec(data=content, look=look, breadth=style.uniform(0.7, 0.92), headed=headed)

    def draw(self, spec: PyramidSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the bars of both sides, name them, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, size = series_names(spec.data), spec.look.size
        if not spec.headed:
            frame.set_legend([Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names)])
        values = numbers(spec.data)
        half = value_scale(values, spec.look, zero=True, count=4, headroom=0.14 if spec.data.printed else 0.02)
        frame.area.bottom -= 2 * LEADING * size
        both = Scale(kind="linear", low=-half.high, high=half.high, ticks=())
        plot = Plot(
            frame, both, category_scale(texts(spec.data, "category")), headroom=1.6 * size * spec.headed, bare=True
        )
        axes = [_axis(plot, half, k) for k in range(2)]
        marks = [_bar(plot, spec, row) for row in range(len(values))]
        frame.rule(
            (plot.place(0, 0)[0] + 0.5, plot.box[1]), (plot.place(0, 0)[0] + 0.5, plot.box[3]), spec.look.style.line
        )
        if spec.headed:
            _head(plot, names)
        return finish(frame, canvas, marks, plot.box, (*axes, plot.truth()[1]))


def _bar(plot: Plot, spec: PyramidSpec, row: int) -> Mark:
    """A bar from the middle line outward."""
    k, j = divmod(row, len(texts(spec.data, "category")))
    value = _SIGNS[k] * numbers(spec.data)[row]
    name = f"row/{row}"
    left, top, right, bottom = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, value, lying=True)
    plot.frame.box((left + k, top, right, bottom), spec.look.colour(k).code, name)
    point = plot.place(value, j)
    if spec.data.printed:
        print_value(plot.frame, row, point, ("left", "right")[k])
    return Mark(name, name, point)


def _axis(plot: Plot, half: Scale, k: int) -> Axis:
    """Grid lines and tick labels of one side, and its axis; the zero is labelled at the right one."""
    frame, size, name = plot.frame, plot.frame.look.size, f"x/{k}"
    frame.axes.append(name)
    foot = plot.box[3] + 0.5 * size
    for number, (value, text) in enumerate(half.ticks):
        x = plot.place(_SIGNS[k] * value, 0)[0]
        if frame.look.grid != "none":
            frame.rule((x + 0.5, plot.box[1]), (x + 0.5, plot.box[3]), frame.style.grid)
        if k or number:
            frame.text(f"axis/{name}/tick/{number}", text, x, foot + 0.75 * size, size=size, align="centre",
                       colour=frame.style.ink)  # fmt: skip
    if k:
        words, base = frame.data.label("axis/x/0/label"), foot + (LEADING + 0.95) * size
        frame.text(
            "axis/x/0/label", words, plot.place(0, 0)[0], base, size=size, align="centre", colour=frame.style.muted
        )
    ends = [
        (round(x * UNIT), plot.box[3] * UNIT) for x in (plot.place(0, 0)[0], plot.place(_SIGNS[k] * half.high, 0)[0])
    ]
    return Axis(content=frame.data.id, name=name, scale="linear", low=Decimal(0), high=half.high, start=ends[0],
                end=ends[1], ticks=tuple(value for value, _ in half.ticks))  # fmt: skip


def _head(plot: Plot, names: Sequence[str]) -> None:
    """The names of the groups above their sides, in their colours' places."""
    frame, size = plot.frame, plot.frame.look.size
    middle = plot.place(0, 0)[0]
    for k, name in enumerate(names):
        x = middle + _SIGNS[k] * 0.8 * size
        style = {"size": size, "align": ("right", "left")[k], "colour": frame.look.colour(k).code}
        frame.text(f"legend/{k}", name, x, plot.box[1] - 0.7 * size, weight="bold", **style)
