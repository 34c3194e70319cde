"""Lines with ranges: an estimate inside its confidence band, a record that opens into a forecast fan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _bands, _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, most, numbers, style_relation, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_forecasts import BandFacts, sample_estimates, sample_forecast
from templates.themes import mixed

_SHADES = (0.74, 0.5)
"""How far the colours of the outer and the inner range lie from the line's colour to the ground's."""
_DASH = (6.0, 3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A curve: its first row in the data, the place of its first category, and how many values it has."""

    row: int
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSpec:
    """Lines and ranges: the first `lines` of `curves` are lines, the rest lower and upper ends of ranges in pairs, the
    widest first; `categories` are those along the axis, `dot` the size of markers in pixels."""

    data: ChartData
    look: Look
    categories: tuple[str, ...]
    curves: tuple[Curve, ...]
    lines: int
    dot: int


class _Ranged(ChartBase[BandSpec]):
    """Lines with ranges about the last one."""

    chart_type: ClassVar[str]
    lines: ClassVar[int]

    def facts(self, draw: Draw, language: Language) -> BandFacts:
        """What is shown."""
        raise NotImplementedError(self.id)

    def sample(self, streams: Streams, knobs: Knobs) -> BandSpec:
        """Draw data, then a look."""
        self.check(knobs)
        style, facts = streams("style"), self.facts(streams("data"), knobs.language)
        look = with_strong_colours(sample_look(streams("layout"), knobs, colours=self.lines, legend=True))
        labels = [("axis/x/label", facts.categories.label if style.chance(0.4) else ""),
                  ("axis/y/label", facts.measure.titled(knobs.language))]  # fmt: skip
        labels += [(f"legend/{self.lines + n}", name) for n, name in enumerate(facts.ranges)]
        rows = np.cumsum([0, *(len(values) for _, _, values in facts.curves)]).tolist()
        return BandSpec(
            data=_content(facts, look, knobs.language, self.chart_type, self.lines, labels),
            look=look, lines=self.lines, categories=facts.categories.items,
            dot=max(7, round(look.size * style.uniform(0.5, 0.6))),
            curves=tuple(Curve(row=rows[n], first=first, count=len(values))
                         for n, (_, first, values) in enumerate(facts.curves)),
        )  # fmt: skip

    def draw(self, spec: BandSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the ranges, draw the lines over them, and report."""
        frame, values = Frame(spec.data, spec.look), numbers(spec.data)
        frame.set_words()
        frame.set_legend(_entries(spec))
        scale = value_scale(values, spec.look, zero=False, headroom=0.06, most=most(spec.data))
        plot = Plot(frame, category_scale(spec.categories), scale, headroom=0.6 * spec.look.size)
        places = [[plot.place(curve.first + j, values[curve.row + j]) for j in range(curve.count)]
                  for curve in spec.curves]  # fmt: skip
        marks: list[Mark] = []
        for n in range((len(places) - spec.lines) // 2):
            marks += _range(plot, spec, n, places)
        for k in reversed(range(spec.lines)):
            curve, joined = (
                spec.curves[k],
                [_leave(places[0][-1], places[1][0], spec.dot), *places[1]] if k else places[k],
            )
            style = _lines.stitch(spec.look, k, "circle", spec.dot, _DASH if k else ())
            marks += _lines.sew(plot, style, k, range(curve.row, curve.row + curve.count), places[k], joined)
        return finish(frame, canvas, sorted(marks, key=_order), plot.box, plot.truth())


@generators.register("charts/band")
class BandChart(_Ranged):
    """Estimates with a confidence band; the ends of an interval share the slice of the band at their place."""

    id = "charts/band"
    chart_type: ClassVar[str] = "line with confidence band"
    lines: ClassVar[int] = 1

    def facts(self, draw: Draw, language: Language) -> BandFacts:
        """Estimates with intervals."""
        return sample_estimates(draw, language)


@generators.register("charts/fan")
class FanChart(_Ranged):
    """A recorded line, a central forecast and ranges about it that open with time."""

    id = "charts/fan"
    chart_type: ClassVar[str] = "fan"
    lines: ClassVar[int] = 2

    def facts(self, draw: Draw, language: Language) -> BandFacts:
        """A record with its forecast."""
        return sample_forecast(draw, language)


def _content(
    facts: BandFacts, look: Look, language: Language, chart_type: str, lines: int, labels: Sequence[tuple[str, str]]
) -> ChartData:  # fmt: skip
    """One row for each value of each curve; the style names the lines only."""
    rows = [(name, facts.categories.items[first + j], value)
            for name, first, values in facts.curves for j, value in enumerate(values)]  # fmt: skip
    names, categories, values = zip(*rows, strict=True)
    data = Relation(
        name="data",
        columns=(
            TextColumn(name="series", label=facts.label, values=names, facets=True),
            TextColumn(name="category", label=facts.categories.label, values=categories, ordered=True),
            NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=values),
        ),
    )  # fmt: skip
    shown = [name for name, _, _ in facts.curves[:lines]]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, labels=words(facts.heading, labels),
        relations=(data, style_relation(shown, look, language)),
        encodings=(Encoding(channel="x", column="category"), Encoding(channel="y", column="value"),
                   Encoding(channel="colour", column="series")),
    )  # fmt: skip


def _entries(spec: BandSpec) -> list[Entry]:
    """Keys of the lines, then of the ranges."""
    names = [str(spec.data.relations[0].column("series").values[curve.row]) for curve in spec.curves]
    entries = [Entry(names[k], "line", spec.look.colour(k).code, "circle", dash=_DASH if k else ())
               for k in range(spec.lines)]  # fmt: skip
    ranges = (len(spec.curves) - spec.lines) // 2
    return entries + [Entry(spec.data.label(f"legend/{spec.lines + n}"), "box", _shade(spec, n)) for n in range(ranges)]


def _shade(spec: BandSpec, n: int) -> str:
    return mixed(spec.look.colour(spec.lines - 1).code, spec.look.style.panel, _SHADES[n])


def _range(plot: Plot, spec: BandSpec, n: int, places: Sequence[Sequence[Point]]) -> list[Mark]:
    """Slices of a range, each for the lower and the upper end at its place; that of a fan opens at the last recorded
    point. Reject (`range_too_narrow`) where a marker would cover it."""
    low, high = places[spec.lines + 2 * n], places[spec.lines + 2 * n + 1]
    if min(a[1] - b[1] for a, b in zip(low, high, strict=True)) < spec.dot + 6:
        raise Reject("range_too_narrow")
    start = [places[0][-1]] if spec.lines == 2 else []
    bottom, top = ([*start, *ends] for ends in (low, high))
    xs = [x for x, _ in top]
    edges, curves = _bands.cuts(xs), [_bands.straight(xs, [y for _, y in ends]) for ends in (top, bottom)]
    outlines, marks = _bands.slices(xs, edges, *curves), []
    for place, outline in enumerate(outlines):
        j = place - len(start)
        name = f"range/{n}/{j}" if j >= 0 else ""
        plot.frame.polygon(outline, _shade(spec, n), name)
        for end, ends in enumerate((low, high)) if j >= 0 else ():
            row = spec.curves[spec.lines + 2 * n + end].row + j
            marks.append(Mark(f"row/{row}", name, ends[j], points=np.array(outline), shape="polygon"))
    return marks


def _leave(point: Point, other: Point, dot: float) -> Point:
    """Where the way from one point to another leaves the first one's marker."""
    share = 0.5 * (dot - 1) / math.hypot(other[0] - point[0], other[1] - point[1])
    return point[0] + share * (other[0] - point[0]), point[1] + share * (other[1] - point[1])


def _order(mark: Mark) -> tuple[int, int]:
    """Lines first, then marks row by row."""
    return int(mark.role == "mark"), int(mark.ref.split("/")[1])
