"""Arc diagrams: places in a row, and arcs over them whose breadth is what two places exchange."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from proofpress_core.content import ChartData, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers
from renderers.charts._flows import flow_content
from renderers.charts._frame import Frame, wrap
from renderers.charts._look import LEADING, Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_flows import ExchangeFacts, sample_exchange

_STEPS = 72
_OPACITY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ArcSpec:
    """An arc diagram: `places` from left to right, `pairs` gives the two places of each row, `widest` the breadth of
    the broadest arc in pixels."""

    data: ChartData
    look: Look
    places: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    widest: float


@generators.register("charts/arc_diagram")
class ArcDiagram(ChartBase[ArcSpec]):
    """Rows are pairs of places; the value is printed over the crown of the arc, in a gap that no other arc crosses."""

    id = "charts/arc_diagram"

    def sample(self, streams: Streams, knobs: Knobs) -> ArcSpec:
        """Draw amounts, keep pairs whose labels stay clear of the other arcs, then a look."""
        self.check(knobs)
        facts = _thinned(streams("data"), sample_exchange(streams("data"), knobs.language, (5, 6)))
        look = sample_look(streams("layout"), knobs, colours=3, aspects=(1.5, 1.6, 1.78))
        columns = (TextColumn(name="category", label=facts.label, values=facts.named),)
        data = flow_content("arc diagram", knobs.language, look, facts.heading, facts.measure, columns, facts.values,
                            "thickness")  # fmt: skip
        return ArcSpec(data=data, look=look, places=facts.places, pairs=facts.pairs, widest=0.75 * look.size)

    def draw(self, spec: ArcSpec, canvas: Canvas) -> Drawing:
        """Set the frame, span the arcs from the widest span on, write values and names, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        xs, base, flat = _row(frame, spec)
        feet = base - 0.42 * spec.look.size  # arcs stand on the dots of their places, which would cover their ends
        values = [float(value) for value in numbers(spec.data)]
        marks: dict[int, Mark] = {}
        for row in sorted(range(len(values)), key=lambda r: spec.pairs[r][0] - spec.pairs[r][1]):
            i, j = spec.pairs[row]
            wide = spec.widest * values[row] / max(values)
            points = _arc((xs[i], xs[j]), feet, flat, wide)
            name, colour = f"row/{row}", spec.look.colour((j - i - 1) % 3).code
            frame.polygon(points, colour, name, opacity=_OPACITY)
            crown = feet - flat * (xs[j] - xs[i]) / 2
            marks[row] = Mark(name, name, ((xs[i] + xs[j]) / 2, crown), points=points, shape="polygon")
            frame.text(f"row/{row}/label", spec.look.number(numbers(spec.data)[row]), (xs[i] + xs[j]) / 2,
                       crown - wide / 2 - 0.35 * spec.look.size, size=0.92 * spec.look.size, colour=frame.style.ink,
                       align="centre")  # fmt: skip
        _nodes(frame, spec, xs, base)
        box = (frame.area.left, frame.area.top, frame.area.right, base)
        return finish(frame, canvas, [marks[row] for row in sorted(marks)], box)


def _thinned(draw: Draw, facts: ExchangeFacts) -> ExchangeFacts:
    """Some of the pairs: neighbours first, then others as long as no arc runs through the room over a crown."""
    order = sorted(
        draw.shuffled(range(len(facts.pairs))), key=lambda row: facts.pairs[row][1] - facts.pairs[row][0] > 1
    )
    kept: list[int] = []
    for row in order:
        pairs = [facts.pairs[k] for k in [*kept, row]]
        if all(_clear(pair, pairs) for pair in pairs) and len(kept) < 9:
            kept.append(row)
    kept.sort()
    return replace(facts, pairs=tuple(facts.pairs[k] for k in kept), named=tuple(facts.named[k] for k in kept),
                   values=tuple(facts.values[k] for k in kept))  # fmt: skip


def _clear(pair: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether the label over the crown of an arc stays clear of all others, in units of the space between places."""
    middle, height = sum(pair) / 2, (pair[1] - pair[0]) / 2
    for other in others:
        for dx in (-0.15, 0.0, 0.15):
            half, away = (other[1] - other[0]) / 2, middle + dx - sum(other) / 2
            arc = math.sqrt(half * half - away * away) if abs(away) < half else -1.0
            if other != pair and height - 0.1 < arc < height + 0.25:
                return False
    return True


def _row(frame: Frame, spec: ArcSpec) -> tuple[list[float], float, float]:
    """Where the places stand across, their base line, and the height of an arc over half its span."""
    area, size, count = frame.area, spec.look.size, len(spec.places)
    space = (area.width - 5 * size) / (count - 1)
    lines = max(len(wrap(spec.look, name, size, space - 0.6 * size)) for name in spec.places)
    if lines > 2 or space < 4 * size:
        raise Reject("labels_too_long", max(spec.places, key=len))
    base = round(area.bottom - (0.9 + LEADING * lines) * size)
    longest = max(j - i for i, j in spec.pairs)
    room = base - area.top - 2.2 * size
    flat = min(1.0, room / (longest * space / 2))
    if flat * space / 2 < 2.2 * size:
        raise Reject("plot_too_small", f"arcs of {flat * space / 2:.0f}")
    return [area.left + 2.5 * size + space * k for k in range(count)], base, flat


def _arc(ends: tuple[float, float], base: float, flat: float, wide: float) -> list[Point]:
    """Outline of a half ellipse of some breadth."""
    middle, radius = sum(ends) / 2, (ends[1] - ends[0]) / 2
    angles = [math.pi * k / _STEPS for k in range(_STEPS + 1)]
    rims = [[(middle - (radius + d) * math.cos(a), base - (flat * radius + d) * math.sin(a)) for a in angles]
            for d in (wide / 2, -wide / 2)]  # fmt: skip
    return rims[0] + rims[1][::-1]


def _nodes(frame: Frame, spec: ArcSpec, xs: Sequence[float], base: float) -> None:
    """The base line with a dot and a name for every place."""
    size = spec.look.size
    frame.rule((xs[0], base), (xs[-1], base), frame.style.line)
    for k, name in enumerate(spec.places):
        frame.disc((xs[k], base), 0.36 * size, frame.style.ink)
        for number, line in enumerate(wrap(spec.look, name, size, xs[1] - xs[0] - 0.6 * size)):
            frame.text(f"node/{k}", line, xs[k], base + (1.5 + LEADING * number) * size, size=size,
                       colour=frame.style.ink, align="centre")  # fmt: skip
