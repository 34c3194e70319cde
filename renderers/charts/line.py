"""Line charts over an ordered axis, with a marker on every value."""

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
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._notes import annotate, sample_notes
from renderers.charts._room import legend_inside
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_notes import Note
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed

_MARKERS = ("circle", "square", "diamond", "triangle")
_MISLEADING = 0.02
_NOTES = ("mean", "target", "band", "run", "run", "highest", "highest", "lowest")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSpec:
    """A line chart: `dot` is the size of a marker in pixels, `markers` a marker for each series; `zero`
    says that the value axis begins at zero; a flag of its data may say that it is `inverted`."""

    data: ChartData
    look: Look
    dot: int
    markers: tuple[str, ...]
    zero: bool
    notes: tuple[Note, ...] = ()


@generators.register("charts/line")
class LineChart(ChartBase[LineSpec]):
    """Lines with markers; the line runs over the markers, which are a shade lighter, so that both can be told from
    one another in the pixels."""

    id = "charts/line"

    def sample(self, streams: Streams, knobs: Knobs) -> LineSpec:
        """Draw data whose lines keep apart, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = _facts(streams("data"), knobs.language)
        count = len(facts.values)
        look = sample_look(
            streams("layout"), knobs, colours=count, legend=facts.series is not None, places=("inside", "ends")
        )
        look = with_strong_colours(look)
        printed = count == 1 and len(facts.categories.items) <= 8 and look.width >= 640 and style.chance(0.4)
        title = facts.series.label if facts.series is not None and look.titled else ""
        labels = [
            ("axis/x/label", facts.categories.label if style.chance(0.5) else ""),
            ("axis/y/label", facts.measure_label(knobs.language)), ("legend/title", title),
        ]  # fmt: skip
        flags = ("inverted",) if not printed and style.chance(_MISLEADING) else ()
        content = table_content(facts, look, knobs.language, "line", printed=printed, labels=labels, flags=flags)
        same = style.chance(0.6)
        shapes = tuple(style.sample(_MARKERS, 1) * count if same else _MARKERS[:count])
        dot = max(8, round(look.size * style.uniform(0.58, 0.72)))
        values = numbers(content)
        zero = min(values) < max(values) / 2 and style.chance(0.7)
        notes: tuple[Note, ...] = ()
        if count == 1 and not (printed or flags):
            notes = sample_notes(style, knobs.language, look, _NOTES, values, facts.categories.items)
        return LineSpec(data=content, look=look, dot=dot, markers=shapes, zero=zero, notes=notes)

    def draw(self, spec: LineSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw markers and lines, print values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, categories, values = series_names(spec.data), texts(spec.data, "category"), numbers(spec.data)
        entries = [Entry(n, "line", spec.look.colour(k).code, spec.markers[k]) for k, n in enumerate(names) if n]
        frame.set_legend(entries)
        if spec.look.legend == "ends":
            frame.area.right -= _lines.name_room(spec.look, names)
        headroom = 0.16 if spec.data.printed else 0.06
        scale = value_scale(_reach(spec, values), spec.look, zero=spec.zero, headroom=headroom, most=most(spec.data))
        plot = Plot(frame, category_scale(categories), scale, headroom=0.6 * spec.look.size,
                    down="inverted" in spec.data.flags)  # fmt: skip
        count = len(categories)
        marks = [mark for k in range(len(names))
                 for mark in _series(plot, spec, k, list(values[k * count : (k + 1) * count]))]  # fmt: skip
        if spec.data.printed:
            _print_values(frame, plot, spec)
        if not (legend_inside(plot, entries) and _name_ends(plot, spec, marks)):
            return self.draw(replace(spec, look=replace(spec.look, legend="top")), canvas)
        points = [mark.anchor for mark in marks if mark.role == "mark"]
        marks += annotate(plot, spec.notes, points, gap=spec.dot / 2)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _facts(draw: Draw, language: Language) -> TableFacts:
    """Facts over time whose series keep apart where they stand over one category; a single series if ten draws find
    none."""
    for _ in range(10):
        facts = sample_table(draw, language, Extent(categories=(4, 10), series=(1, 4), time=True))
        values = np.array(facts.values, dtype=np.float64)
        gaps = np.diff(np.sort(values, axis=0), axis=0)
        if len(values) == 1 or gaps.min() > 0.045 * np.ptp(values):
            return facts
    return sample_table(draw, language, Extent(categories=(4, 10), time=True))


def _name_ends(plot: Plot, spec: LineSpec, marks: Sequence[Mark]) -> bool:
    """Write names at the ends of lines where the look wants them. False if they would move too far from their lines."""
    if spec.look.legend != "ends":
        return True
    names, ends = series_names(spec.data), [line.points[-1] for line in marks if line.role == "series_line"]
    try:
        _lines.name_ends(plot, names, ends, [spec.look.colour(k).code for k in range(len(names))])
    except Reject:
        return False
    return True


def _reach(spec: LineSpec, values: Sequence[Decimal]) -> list[Decimal]:
    """What the value axis must reach: all values, and room below the least where a printed one may stand there."""
    below = [min(values) - (max(values) - min(values)) / 6] if spec.data.printed and not spec.zero else []
    return [*values, *below]


def _series(plot: Plot, spec: LineSpec, k: int, values: list) -> list[Mark]:  # type: ignore[type-arg]
    """Markers of a series, and its line above them under the name `series/k`."""
    colour, fill = spec.look.colour(k).code, mixed(spec.look.colour(k).code, spec.look.style.panel, 0.1)
    places = [plot.place(j, value) for j, value in enumerate(values)]
    rows = range(k * len(values), (k + 1) * len(values))
    for row, place in zip(rows, places, strict=True):
        plot.frame.marker(spec.markers[k], place, spec.dot, fill, f"row/{row}")
    plot.frame.stroke(places, colour, spec.look.style.line_width, f"series/{k}")
    line = Mark(f"series/{k}", f"series/{k}", places[0], points=np.array(places), role="series_line", shape="polyline")
    return [line, *(Mark(f"row/{row}", f"row/{row}", place) for row, place in zip(rows, places, strict=True))]


def _print_values(frame: Frame, plot: Plot, spec: LineSpec) -> None:
    """Print the values of the one series above its markers, below where the line rises on both sides."""
    values, size = numbers(spec.data), 0.92 * spec.look.size
    for j, value in enumerate(values):
        near = [*values[max(0, j - 1) : j], *values[j + 1 : j + 2]]
        below = all(v > value for v in near)
        x, y = plot.place(j, value)
        y += spec.dot / 2 + 1.15 * size if below else -spec.dot / 2 - 0.45 * size
        if y > plot.box[3] - 2:
            raise Reject("no_room_for_value", spec.look.number(value))
        frame.text(
            f"row/{j}/label", spec.look.number(value), x, y, size=size, colour=spec.look.style.ink, align="centre"
        )
