"""Area charts: one area over its line, areas stacked to a total or to a hundred per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

import numpy as np

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _bands, _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._notes import annotate, sample_notes
from renderers.charts._room import legend_inside
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_notes import Note
from templates.chart_shares import as_shares
from templates.chart_topics import headlined
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed

_THINNEST = 5.0
"""Pixels of a layer: less can be neither seen nor measured."""
_LEAST_SHARE = 0.05
"""Thinnest place of a layer over the height of the whole stack."""
_TUCK = 1.5
"""Pixels that a layer reaches under the one below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSpec:
    """An area chart: `bent` edges are smooth; `dot` is the size in pixels of the markers on the line of a single area,
    0 for none."""

    data: ChartData
    look: Look
    bent: bool
    dot: int
    notes: tuple[Note, ...] = ()


class _Areas(ChartBase[AreaSpec]):
    """Areas from zero, edge to edge; every value has the slice of the area around its place."""

    chart_type: ClassVar[str]
    extent: ClassVar[Extent]

    def facts(self, draw: Draw, language: Language) -> TableFacts:
        """What the areas show."""
        return _thick(draw, language, self.extent)

    def sample(self, streams: Streams, knobs: Knobs) -> AreaSpec:
        """Draw data, then a look."""
        self.check(knobs)
        style, facts = streams("style"), self.facts(streams("data"), knobs.language)
        count = len(facts.values)
        look = sample_look(streams("layout"), knobs, colours=count, legend=facts.series is not None, places=("inside",))
        labels = _lines.axis_labels(style, facts, look, knobs.language)
        content = table_content(facts, look, knobs.language, self.chart_type, labels=labels)
        dot = round(look.size * style.uniform(0.55, 0.65)) if count == 1 and style.chance(0.5) else 0
        bent = style.chance(0.35)
        notes: tuple[Note, ...] = ()
        if count == 1:
            kinds = ("highest", "highest", "lowest")
            notes = sample_notes(style, knobs.language, look, kinds, facts.values[0], facts.categories.items)
        return AreaSpec(data=content, look=look, bent=bent, dot=dot, notes=notes)

    def draw(self, spec: AreaSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the layers on one another, and report."""
        frame, names, categories = Frame(spec.data, spec.look), series_names(spec.data), texts(spec.data, "category")
        frame.set_words()
        entries = [Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names) if n]
        frame.set_legend(entries)
        ends = _ends(numbers(spec.data), len(categories))
        scale = value_scale([Decimal(0), *ends], spec.look, zero=True, most=most(spec.data))
        plot = Plot(frame, _lines.edge_scale(frame, categories), scale, headroom=0.6 * spec.look.size)
        xs = [plot.place(j, 0)[0] for j in range(len(categories))]
        levels = [[plot.place(0, end)[1] for end in ends[k * len(xs) : (k + 1) * len(xs)]] for k in range(len(names))]
        marks = _layers(plot, spec, xs, [[plot.place(0, 0)[1]] * len(xs), *levels])
        if not legend_inside(plot, entries):
            return self.draw(replace(spec, look=replace(spec.look, legend="top")), canvas)
        points = [mark.anchor for mark in marks if mark.role == "mark"]
        marks += annotate(plot, spec.notes, points, gap=spec.dot / 2)
        return finish(frame, canvas, marks, plot.box, plot.truth())


@generators.register("charts/area")
class AreaChart(_Areas):
    """One area under its line."""

    id = "charts/area"
    chart_type: ClassVar[str] = "area"
    extent: ClassVar[Extent] = Extent(categories=(6, 12), time=True)


@generators.register("charts/area_stacked")
class StackedAreaChart(_Areas):
    """Areas of several series on top of one another."""

    id = "charts/area_stacked"
    chart_type: ClassVar[str] = "stacked area"
    extent: ClassVar[Extent] = Extent(categories=(5, 10), series=(2, 4), time=True, additive=True)


@generators.register("charts/area_percent")
class PercentAreaChart(_Areas):
    """Areas of several series as shares of their sum."""

    id = "charts/area_percent"
    chart_type: ClassVar[str] = "percent stacked area"
    extent: ClassVar[Extent] = Extent(categories=(5, 10), series=(2, 4), time=True, additive=True)

    def facts(self, draw: Draw, language: Language) -> TableFacts:
        """Whole percents that add up to 100 in every category, below no headline: those speak of amounts."""
        facts = _thick(draw, language, self.extent)
        while headlined(facts, language):
            facts = _thick(draw, language, self.extent)
        return as_shares(draw, facts, language)


def _thick(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    """Facts without values that would be lost in the stack. Reject (`layer_too_thin`) if twelve draws find none."""
    for _ in range(12):
        facts = sample_table(draw, language, extent)
        values = np.array(facts.values, dtype=np.float64)
        if values.min() > _LEAST_SHARE * values.sum(axis=0).max():
            return facts
    raise Reject("layer_too_thin", facts.topic)


def _ends(values: Sequence[Decimal], count: int) -> list[Decimal]:
    """Where each value ends when the series stand on one another."""
    ends = list(values)
    for row in range(count, len(values)):
        ends[row] += ends[row - count]
    return ends


def _layers(plot: Plot, spec: AreaSpec, xs: Sequence[float], levels: Sequence[Sequence[float]]) -> list[Mark]:
    """Slices of every layer between two levels, the uppermost first: each reaches a little below the next one, so that
    no seam shows the ground. Reject (`layer_too_thin`)."""
    if np.min(-np.diff(np.array(levels), axis=0)) < _THINNEST:
        raise Reject("layer_too_thin")
    if spec.dot:
        return _dotted(plot, spec, xs, levels)
    edges, marks = _bands.cuts(xs), []
    curves = [_curve(spec, xs, ys) for ys in levels]
    for k in reversed(range(len(levels) - 1)):
        colour = spec.look.colour(k).code
        under = _curve(spec, xs, [y + (_TUCK if k else 0.0) for y in levels[k]])
        painted = _bands.slices(xs, edges, curves[k + 1], under)
        for j, outline in enumerate(_bands.slices(xs, edges, curves[k + 1], curves[k])):
            name = f"row/{k * len(xs) + j}"
            plot.frame.polygon(painted[j], colour, name)
            marks.append(Mark(name, name, (xs[j], levels[k + 1][j]), points=np.array(outline), shape="polygon"))
    return sorted(marks, key=lambda mark: int(mark.ref[4:]))


def _curve(spec: AreaSpec, xs: Sequence[float], ys: Sequence[float]) -> _bands.Curve:
    return (_bands.bent if spec.bent else _bands.straight)(xs, ys)


def _dotted(plot: Plot, spec: AreaSpec, xs: Sequence[float], levels: Sequence[Sequence[float]]) -> list[Mark]:
    """A light area below a line with markers, which are what carries the values."""
    look, places = spec.look, list(zip(xs, levels[1], strict=True))
    colour = look.colour(0).code
    path = _bands.edge(xs, _bands.cuts(xs), _curve(spec, xs, levels[1]))
    plot.frame.polygon([*path, (xs[-1], levels[0][0]), (xs[0], levels[0][0])], mixed(colour, look.style.panel, 0.6))
    return _lines.sew(plot, _lines.stitch(look, 0, "circle", spec.dot), 0, range(len(xs)), places, path)
