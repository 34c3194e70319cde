"""Chord diagrams: what every two of some places exchange, as ribbons across a circle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers
from renderers.charts._flows import flow_content
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import TURN, at, leaning, sector
from renderers.charts._scene import Mark, finish
from templates.chart_flows import sample_exchange

_OPACITY = 0.55
_CLEAR = 0.8
_STEPS = 24
Arc = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChordSpec:
    """A chord diagram: `places` in clockwise order, `pairs` gives the two places of each row; `begin` is the angle of
    the first place in degrees clockwise from noon, `gap` the angle between two places."""

    data: ChartData
    look: Look
    places: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    begin: int
    gap: int


@generators.register("charts/chord")
class ChordDiagram(ChartBase[ChordSpec]):
    """A place's arc is as long as all that it exchanges, a ribbon as broad as what its two places exchange. Rows are
    pairs of places; their values are printed at one of their ends."""

    id = "charts/chord"

    def sample(self, streams: Streams, knobs: Knobs) -> ChordSpec:
        """Draw amounts, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_exchange(streams("data"), knobs.language, (4, 5))
        look = sample_look(streams("layout"), knobs, colours=len(facts.places) - 1, aspects=(1.2, 1.25, 1.33))
        columns = (TextColumn(name="category", label=facts.label, values=facts.named),)
        data = flow_content("chord diagram", knobs.language, look, facts.heading, facts.measure, columns, facts.values)
        return ChordSpec(data=data, look=look, places=facts.places, pairs=facts.pairs,
                         begin=style.choice((0, 20, 45, -30)), gap=style.choice((4, 6, 8)))  # fmt: skip

    def draw(self, spec: ChordSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay ribbons and arcs, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        centre, radius = _circle(frame, spec)
        arcs, slots = _arcs(spec, numbers(spec.data))
        inner = radius - round(0.8 * spec.look.size)
        marks: list[Mark] = []
        for row, (i, j) in enumerate(spec.pairs):
            points = _ribbon(centre, inner - 1.5, slots[row, i], slots[row, j])
            name = f"row/{row}"
            frame.polygon(points, _colour(spec, i), name, opacity=_OPACITY)
            end = _print_value(frame, row, centre, inner, (slots[row, i], slots[row, j]))
            marks.append(Mark(name, name, end, points=points, shape="polygon"))
        for k, (start, end_angle) in enumerate(arcs):
            frame.polygon(sector(centre, inner, radius, start, end_angle), _colour(spec, k))
            _name(frame, spec, k, centre, radius, (start + end_angle) / 2)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box)


def _colour(spec: ChordSpec, place: int) -> str:
    """Colours of places; the last one, whose ribbons all have the colours of others, has that of the ink."""
    count = len(spec.places) - 1
    return spec.look.colour(place).code if place < count else spec.look.style.muted


def _circle(frame: Frame, spec: ChordSpec) -> tuple[Point, int]:
    """Centre and radius in whole pixels, with room for names at both sides, above and below."""
    area, size = frame.area, spec.look.size
    room = max(spec.look.width_of(name, size) for name in spec.places) + 1.2 * size
    radius = min((area.right - area.left) / 2 - room, (area.bottom - area.top) / 2 - 1.7 * size)
    if radius < 9 * size:
        raise Reject("plot_too_small", f"radius {radius:.0f}")
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2)), round(radius)


def _arcs(spec: ChordSpec, values: Sequence[Decimal]) -> tuple[list[Arc], dict[tuple[int, int], Arc]]:
    """Angles of every place's arc, and of the slot of each row in the arcs of its two places. The partners of a place
    follow one another against the clock, so that ribbons cross as little as they can."""
    count, gap = len(spec.places), math.radians(spec.gap)
    per_unit = (TURN - count * gap) / (2 * float(sum(values)))
    rows = {frozenset(pair): row for row, pair in enumerate(spec.pairs)}
    angle, arcs = math.radians(spec.begin), []
    slots: dict[tuple[int, int], Arc] = {}
    for i in range(count):
        start = angle
        for step in range(1, count):
            row = rows[frozenset((i, (i - step) % count))]
            turn = float(values[row]) * per_unit
            slots[row, i] = (angle, angle + turn)
            angle += turn
        arcs.append((start, angle))
        angle += gap
    return arcs, slots


def _ribbon(centre: Point, radius: float, one: Arc, other: Arc) -> list[Point]:
    """Outline of a ribbon between two slots of a circle, its sides bent towards the centre."""
    clear = _CLEAR / radius
    (a, b), (c, d) = ((start + clear, end - clear) for start, end in (one, other))
    steps = [k / 8 for k in range(9)]
    first, second = ([at(centre, radius, lo + (hi - lo) * t) for t in steps] for lo, hi in ((a, b), (c, d)))
    return first + _bend(centre, first[-1], second[0]) + second + _bend(centre, second[-1], first[0])


def _bend(centre: Point, start: Point, end: Point) -> list[Point]:
    """Points of the quadratic curve between two points towards the centre, without its ends."""
    shares = [k / _STEPS for k in range(1, _STEPS)]
    return [tuple((1 - t) ** 2 * start[d] + 2 * t * (1 - t) * centre[d] + t * t * end[d] for d in (0, 1))  # type: ignore[misc]
            for t in shares]  # fmt: skip


def _print_value(frame: Frame, row: int, centre: Point, radius: float, ends: tuple[Arc, Arc]) -> Point:
    """Print a value at the end of its ribbon that has more room; where it stands. Reject (`flow_too_thin`)."""
    look, size = frame.look, 0.9 * frame.look.size
    words = look.number(numbers(frame.data)[row])
    width, height = look.width_of(words, size), 0.74 * size
    free = {}
    for start, end in ends:
        middle = (start + end) / 2
        across = abs(math.cos(middle)) * width + abs(math.sin(middle)) * height
        free[(start, end)] = 0.93 * radius * (end - start) - across
    start, end = max(free, key=lambda arc: free[arc])
    if free[start, end] < 3:
        raise Reject("flow_too_thin", words)
    middle = (start + end) / 2
    inward = (abs(math.sin(middle)) * width + abs(math.cos(middle)) * height) / 2 + 0.55 * size
    place = at(centre, radius - inward, middle)
    frame.centred(f"row/{row}/label", words, *place, size=size, colour=frame.style.ink)
    return place


def _name(frame: Frame, spec: ChordSpec, k: int, centre: Point, radius: float, angle: float) -> None:
    size = spec.look.size
    x, y = at(centre, radius + (0.6 + 0.35 * abs(math.cos(angle))) * size, angle)
    frame.text(f"node/{k}", spec.places[k], x, y + 0.36 * size, size=size, colour=frame.style.ink, align=leaning(angle))
