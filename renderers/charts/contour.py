"""Contour maps: filled bands between levels, labelled lines, and named spots with their value printed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import contourpy
import numpy as np

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._colourbar import ColourBar
from renderers.charts._content import CONTENT_ID, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_fields import FieldFacts, bounds, field_value, sample_field
from templates.themes import ink_on, luminance, mixed

_GRID = 73
_SHORTEST = 3
"""Points that a piece of a line between words has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContourSpec:
    """A contour map of the field of `hills` over a map from 0 to `side`; bands have the shades of a ramp of two colours
    between the `levels`."""

    data: ChartData
    look: Look
    hills: tuple[tuple[float, float, float, float], ...]
    side: int
    levels: tuple[Decimal, ...]
    ramp: tuple[str, str]


@generators.register("charts/contour")
class ContourMap(ChartBase[ContourSpec]):
    """Rows are spots: their places `x` and `y` are read off the axes, their value is printed beside them. A further
    relation lists the levels, which stand on the colour bar."""

    id = "charts/contour"

    def sample(self, streams: Streams, knobs: Knobs) -> ContourSpec:
        """Draw a field, then a look."""
        self.check(knobs)
        facts = sample_field(streams("data"), knobs.language, (5, 8))
        look = sample_look(streams("layout"), knobs, aspects=(1.2, 1.25, 1.33))
        low, high = look.style.ramp
        ramp = (mixed(low, high, 0.05), mixed(low, high, 0.62 if luminance(look.style.background) > 0.2 else 0.8))
        return ContourSpec(data=_content(facts, knobs), look=look, hills=facts.hills, side=facts.side,
                           levels=facts.levels, ramp=ramp)  # fmt: skip

    def draw(self, spec: ContourSpec, canvas: Canvas) -> Drawing:
        """Set the frame, fill the bands, draw the lines, set the spots, paint the colour bar, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        bar = ColourBar(frame, _bar_scale(spec), lambda value: _band_colour(spec, value))
        sides = [Decimal(0), Decimal(spec.side)]
        scales = [value_scale(sides, spec.look, zero=True, count=4, headroom=0.0) for _ in "xy"]
        plot = Plot(frame, _cut(scales[0], spec.side), _cut(scales[1], spec.side), bare=True)
        contours = contourpy.contour_generator(*_field(spec))
        _fill(plot, spec, contours)
        _lines(plot, spec, contours)
        marks = [_spot(plot, spec, row) for row in range(len(numbers(spec.data)))]
        bar.paint(plot.box)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _content(facts: FieldFacts, knobs: Knobs) -> ChartData:
    xs, ys, values = zip(*facts.spots, strict=True)
    data = Relation(name="data", columns=(
        TextColumn(name="category", label=facts.names.label, values=facts.names.items),
        NumberColumn(name="x", label=facts.east.label, unit=facts.east.unit, values=xs),
        NumberColumn(name="y", label=facts.north.label, unit=facts.north.unit, values=ys),
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=values),
    ))  # fmt: skip
    levels = NumberColumn(name="level", label=facts.measure.label, unit=facts.measure.unit, values=facts.levels)
    axes = [
        (f"axis/{name}/label", part.titled(knobs.language)) for name, part in (("x", facts.east), ("y", facts.north))
    ]
    return ChartData(
        id=CONTENT_ID, language=knobs.language, chart_type="contour map", printed=("value",),
        labels=words(facts.heading, axes, facts.measure.titled(knobs.language)),
        relations=(data, Relation(name="levels", columns=(levels,))),
        encodings=(Encoding(channel="x", column="x"), Encoding(channel="y", column="y"),
                   Encoding(channel="label", column="value")),
    )  # fmt: skip


def _cut(scale: Scale, side: int) -> Scale:
    """A scale from zero to the breadth of the map, whatever its last tick is."""
    ticks = tuple(tick for tick in scale.ticks if tick[0] <= side)
    return Scale(kind=scale.kind, low=Decimal(0), high=Decimal(side), ticks=ticks)


def _bar_scale(spec: ContourSpec) -> Scale:
    """The levels, with a band below the first and above the last."""
    step = spec.levels[1] - spec.levels[0]
    ticks = tuple((level, spec.look.number(level)) for level in spec.levels)
    return Scale(kind="linear", low=spec.levels[0] - step, high=spec.levels[-1] + step, ticks=ticks)


def _band_colour(spec: ContourSpec, value: Decimal | float) -> str:
    """The shade of the band that a value lies in."""
    band = sum(float(value) >= float(level) for level in spec.levels)
    return mixed(*spec.ramp, band / len(spec.levels))


def _field(spec: ContourSpec) -> tuple[Any, Any, Any]:
    """Places (0 to `side`) and values of the field on a grid."""
    shares = np.linspace(0, 1, _GRID)
    low, high = bounds(spec.hills)
    first, last, step = (float(v) for v in (spec.levels[0], spec.levels[-1], spec.levels[1] - spec.levels[0]))
    z = (field_value(spec.hills, *np.meshgrid(shares, shares)) - low) / (high - low)
    places = shares * spec.side
    return places, places, first - step / 2 + z * (last - first + step)


def _fill(plot: Plot, spec: ContourSpec, contours: Any) -> None:
    """Fill the bands from the lowest; each is laid over all that is above its lower level."""
    x0, y0, x1, y1 = plot.box
    plot.frame.box((x0, y0, x1, y1), _band_colour(spec, float("-inf")))
    for level in spec.levels:
        for outer, offsets in zip(*contours.filled(float(level), 1e9), strict=True):
            rings = [[plot.place(x, y) for x, y in outer[a:b]] for a, b in itertools.pairwise(offsets.tolist())]
            plot.frame.display.polygon("", *rings, colour=_band_colour(spec, level))


def _lines(plot: Plot, spec: ContourSpec, contours: Any) -> None:
    """Draw the line of every level, broken by its label where it is long enough and clear of spots and other labels,
    and by the words of spots."""
    size, taken, written = max(11.0, 0.8 * spec.look.size), _spot_boxes(plot, spec), _word_boxes(plot, spec)
    for number, level in enumerate(spec.levels):
        colour = mixed(_band_colour(spec, level), ink_on(_band_colour(spec, level)), 0.55)
        labelled = False
        for line in contours.lines(float(level)):
            points = [plot.place(x, y) for x, y in line]
            place = (
                None
                if labelled
                else _label_place(points, spec.look.width_of(spec.look.number(level), size), taken, plot)
            )
            if place is None:
                _stroke(plot, points, colour, written)
                continue
            labelled = True
            start, end = place
            middle, half = points[(start + end) // 2], spec.look.width_of(spec.look.number(level), size) / 2
            taken.append((middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half))
            for part in (points[: start + 1], points[end:]):
                if len(part) > 1:
                    _stroke(plot, part, colour, written)
            _label(plot, spec, number, points[start], points[end], size)


def _stroke(plot: Plot, points: Sequence[Point], colour: str, boxes: Any) -> None:
    """Draw what of a line lies outside of boxes, (n, 2, 2) corners. Its points stand closer than boxes are wide."""
    line = np.array(points)[:, None]
    free = ~((line > boxes[:, 0]) & (line < boxes[:, 1])).all(axis=2).any(axis=1)
    ends = np.flatnonzero(np.diff(free, prepend=False, append=False)).reshape(-1, 2)
    for first, end in ends.tolist():
        if end - first >= _SHORTEST or free.all():
            plot.frame.stroke(points[first:end], colour, 1.1)


def _label(plot: Plot, spec: ContourSpec, number: int, start: Point, end: Point, size: float) -> None:
    """Set the label of a level along its line, never upside down."""
    (x0, y0), (x1, y1) = sorted((start, end))
    slope = math.atan2(y1 - y0, x1 - x0)
    x, y = (x0 + x1) / 2 - 0.36 * size * math.sin(slope), (y0 + y1) / 2 + 0.36 * size * math.cos(slope)
    plot.frame.text(f"note/{number}", spec.look.number(spec.levels[number]), x, y, size=size, align="centre",
                    colour=ink_on(_band_colour(spec, spec.levels[number])), turn=-math.degrees(slope))  # fmt: skip


def _label_place(
    points: Sequence[Point], width: float, taken: Sequence[tuple[float, float, float, float]], plot: Plot
) -> tuple[int, int] | None:  # fmt: skip
    """First and last point of the straightest stretch with room for a label, or None."""
    best, least = None, 1.15
    for start in range(0, len(points) - 2, 2):
        length, end = 0.0, start
        while end + 1 < len(points) and length < width + 7:
            length += math.dist(points[end], points[end + 1])
            end += 1
        if length < width + 7:
            break
        chord = math.dist(points[start], points[end])
        x, y = points[(start + end) // 2]
        clear = all(
            x + width < a or x - width > c or y + width * 0.7 < b or y - width * 0.7 > d for a, b, c, d in taken
        )
        inside = plot.box[0] + width < x < plot.box[2] - width and plot.box[1] + width < y < plot.box[3] - width
        if clear and inside and length / max(chord, 1e-9) < least:
            best, least = (start, end), length / chord
    return best


def _spot_boxes(plot: Plot, spec: ContourSpec) -> list[tuple[float, float, float, float]]:
    """Room that spots and their words take."""
    found, size = [], spec.look.size
    for row, (x, y) in enumerate(zip(numbers(spec.data, "x"), numbers(spec.data, "y"), strict=True)):
        px, py = plot.place(x, y)
        wide = spec.look.width_of(texts(spec.data, "category")[row], size) / 2 + 4
        found.append((px - wide, py - 2.0 * size, px + wide, py + 2.0 * size))
    return found


def _word_boxes(plot: Plot, spec: ContourSpec) -> Any:
    """Corners (n, 2, 2) of the room of the name above and the value below each spot."""
    found, look = [], spec.look
    columns = (numbers(spec.data, "x"), numbers(spec.data, "y"), texts(spec.data, "category"), numbers(spec.data))
    for x, y, name, value in zip(*columns, strict=True):
        px, py = plot.place(x, y)
        sizes = (look.width_of(name, look.size), look.width_of(look.number(value), 0.95 * look.size, "bold"))
        for wide, middle in zip(sizes, (py - 0.95 * look.size, py + look.size), strict=True):
            half = wide / 2 + 0.25 * look.size
            found.append(((px - half, middle - 0.6 * look.size), (px + half, middle + 0.6 * look.size)))
    return np.array(found)


def _spot(plot: Plot, spec: ContourSpec, row: int) -> Mark:
    """A spot with its name above and its value below."""
    size, frame = spec.look.size, plot.frame
    place = plot.place(numbers(spec.data, "x")[row], numbers(spec.data, "y")[row])
    value, name = numbers(spec.data)[row], texts(spec.data, "category")[row]
    ink = ink_on(_band_colour(spec, value))
    frame.disc(place, 0.27 * size, ink, f"row/{row}")
    frame.centred(f"row/{row}/name", name, place[0], place[1] - 0.95 * size, size=size, colour=ink)
    frame.centred(f"row/{row}/label", spec.look.number(value), place[0], place[1] + 1.0 * size, size=0.95 * size,
                  colour=ink, weight="bold")  # fmt: skip
    return Mark(f"row/{row}", f"row/{row}", place)
