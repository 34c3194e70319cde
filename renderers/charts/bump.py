"""Bump charts: ranks over time, the best at the top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_ranks import sample_ranks
from templates.themes import ink_on


@dataclass(frozen=True, slots=True, kw_only=True)
class BumpSpec:
    """A bump chart: `dot` is the size of the markers in pixels; `bent` lines are smooth."""

    data: ChartData
    look: Look
    dot: int
    bent: bool


@generators.register("charts/bump")
class BumpChart(ChartBase[BumpSpec]):
    """Lines of ranks on an inverted axis, names at their ends; ranks may be printed in the markers."""

    id = "charts/bump"

    def sample(self, streams: Streams, knobs: Knobs) -> BumpSpec:
        """Draw ranks, then a look."""
        self.check(knobs)
        style, facts = streams("style"), sample_ranks(streams("data"), knobs.language, (4, 6), (5, 9))
        look = with_strong_colours(sample_look(streams("layout"), knobs, colours=len(facts.table.values)))
        printed = style.chance(0.55)
        labels = [("axis/x/label", facts.table.categories.label if style.chance(0.4) else ""),
                  ("axis/y/label", "" if printed else facts.axis)]  # fmt: skip
        content = table_content(facts.table, look, knobs.language, "bump", printed=printed, labels=labels,
                                flags=("inverted",))  # fmt: skip
        dot = round(look.size * (style.uniform(1.7, 1.9) if printed else style.uniform(0.7, 0.9)))
        return BumpSpec(data=content, look=look, dot=dot, bent=style.chance(0.6))

    def draw(self, spec: BumpSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw lines and markers, write names, and report."""
        frame, look = Frame(spec.data, spec.look), spec.look
        frame.set_words()
        names, categories, values = series_names(spec.data), texts(spec.data, "category"), numbers(spec.data)
        frame.area.right -= _lines.name_room(look, names) + (0.4 * spec.dot if spec.data.printed else 0.0)
        scale = _ranks(len(names), look, shown=not spec.data.printed)
        plot = Plot(frame, category_scale(categories), scale, down=True, bare=bool(spec.data.printed))
        marks: list[Mark] = []
        ends: list[Point] = []
        for k in range(len(names)):
            rows = range(k * len(categories), (k + 1) * len(categories))
            places = [plot.place(j, values[row]) for j, row in enumerate(rows)]
            marks += _line(plot, spec, k, rows, places)
            ends.append((places[-1][0] + (0.4 * spec.dot if spec.data.printed else 0.0), places[-1][1]))
        _lines.name_ends(plot, names, ends, [look.colour(k).code for k in range(len(names))])
        lines_first = sorted(marks, key=lambda mark: mark.role == "mark")
        return finish(frame, canvas, lines_first, plot.box, plot.truth())


def _ranks(count: int, look: Look, *, shown: bool) -> Scale:
    """An axis of ranks with half a rank of room at both ends."""
    ticks = tuple((Decimal(rank), look.number(Decimal(rank))) for rank in range(1, count + 1))
    half = Decimal("0.5")
    return Scale(kind="linear", low=half, high=count + half, ticks=ticks if shown else ())


def _line(plot: Plot, spec: BumpSpec, k: int, rows: Sequence[int], places: Sequence[Point]) -> list[Mark]:
    """The line and the markers of a name; printed ranks stand in discs, between which the line shows."""
    path = _lines.smooth(places) if spec.bent else list(places)
    if not spec.data.printed:
        return _lines.sew(plot, _lines.stitch(spec.look, k, "circle", spec.dot), k, rows, places, path)
    colour, name, size = spec.look.colour(k).code, f"series/{k}", 0.95 * spec.look.size
    path = _trimmed(path, places, spec.dot / 2 - 1)
    plot.frame.stroke(path, colour, spec.look.style.line_width, name)
    marks = [Mark(name, name, path[0], points=np.array(path), role="series_line", shape="polyline")]
    values = numbers(spec.data)
    for row, place in zip(rows, places, strict=True):
        plot.frame.disc(place, spec.dot / 2, colour, f"row/{row}")
        text = spec.look.number(values[row])
        plot.frame.centred(f"row/{row}/label", text, *place, size=size, colour=ink_on(colour), weight="bold")
        marks.append(Mark(f"row/{row}", f"row/{row}", place))
    return marks


def _trimmed(path: Sequence[Point], places: Sequence[Point], reach: float) -> list[Point]:
    """A path without what lies within `reach` of its two ends."""
    first, last = places[0], places[-1]
    inner = [p for p in path if math.dist(p, first) > reach and math.dist(p, last) > reach]
    return [_toward(first, inner[0], reach), *inner, _toward(last, inner[-1], reach)]


def _toward(start: Point, other: Point, reach: float) -> Point:
    share = reach / math.dist(start, other)
    return start[0] + share * (other[0] - start[0]), start[1] + share * (other[1] - start[1])
