"""What pies and rings share: wedges in the order of their rows, names beside them or in a legend, words in the hole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame, wrap
from renderers.charts._legend import Entry
from renderers.charts._look import LEADING, Look
from renderers.charts._polar import at, blunt, divided, leaning, sector
from renderers.charts._scene import Mark, finish
from templates.themes import ink_on

Bounds = Sequence[tuple[float, float]]
_RAY = 1.5
"""Width in pixels of the rays that part wedges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeSpec:
    """Wedges of a circle, or of a ring: `hole` is the inner over the outer radius (0 for a full pie). The first wedge
    begins `begin` degrees clockwise from noon, all together run through `sweep` degrees. `named` says that names stand
    beside the wedges instead of in a legend. The hole shows `note/0`, and above it `note/1` in large type."""

    data: ChartData
    look: Look
    hole: float
    begin: int
    sweep: int
    named: bool


class Wedges(ChartBase[WedgeSpec]):
    """A circle divided clockwise by the values of its rows."""

    def draw(self, spec: WedgeSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the wedges, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = texts(spec.data, "category")
        if not spec.named:
            frame.set_legend([Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names)])
        centre, radius = _circle(frame, spec, names)
        bounds = divided(numbers(spec.data), math.radians(spec.begin), math.radians(spec.sweep))
        marks = [_wedge(frame, spec, centre, radius, row, bound) for row, bound in enumerate(bounds)]
        _part(frame, centre, radius, spec.hole, bounds if spec.sweep == 360 else bounds[1:])
        _write(frame, spec, centre, radius, bounds)
        _fill_hole(frame, spec, centre, radius)
        below = radius if spec.sweep == 360 else 0.0
        return finish(frame, canvas, marks, (centre[0] - radius, centre[1] - radius, centre[0] + radius,
                                             centre[1] + below))  # fmt: skip


def _circle(frame: Frame, spec: WedgeSpec, names: Sequence[str]) -> tuple[Point, float]:
    """Centre and radius in whole pixels, with room for names at both sides where there are any; the centre of half a
    circle stands at its bottom."""
    area, size, half = frame.area, spec.look.size, spec.sweep < 360
    room = max(frame.look.width_of(name, size) for name in names) + 1.6 * size if spec.named else 0.5 * size
    above = 1.6 * size if spec.named else 0.2 * size
    below = 0.5 * size if half else above
    radius = round(min(area.width / 2 - room, (area.height - above - below) / (1 if half else 2)))
    if radius < (7 if half else 5.5) * size:
        raise Reject("plot_too_small", f"radius {radius:.0f}")
    spare = area.height - above - below - radius * (1 if half else 2)
    y = area.top + above + spare / 2 + radius
    return (round((area.left + area.right) / 2), round(y)), radius


def _wedge(
    frame: Frame, spec: WedgeSpec, centre: Point, radius: float, row: int, bound: tuple[float, float]
) -> Mark:  # fmt: skip
    points = sector(centre, radius * spec.hole, radius, *bound)
    frame.polygon(points, spec.look.colour(row).code, f"row/{row}")
    middle = at(centre, radius * (1 + spec.hole) / 2, sum(bound) / 2)
    points = points if spec.hole else blunt(points, centre, bound, _RAY)
    return Mark(f"row/{row}", f"row/{row}", middle, points=points, shape="polygon")


def _part(frame: Frame, centre: Point, radius: float, hole: float, bounds: Bounds) -> None:
    """Part the wedges by thin rays of the background's colour."""
    for start, _ in bounds:
        frame.stroke(
            [at(centre, radius * hole, start), at(centre, radius + 1, start)],
            frame.style.background,
            _RAY,
        )


def _write(frame: Frame, spec: WedgeSpec, centre: Point, radius: float, bounds: Bounds) -> None:
    """Print values inside the wedges and, where there is no legend, names beside them."""
    for row, bound in enumerate(bounds):
        if spec.data.printed:
            _print_value(frame, spec, centre, radius, row, bound)
        if spec.named:
            _name(frame, spec, centre, radius, row, sum(bound) / 2)


def _print_value(
    frame: Frame, spec: WedgeSpec, centre: Point, radius: float, row: int, bound: tuple[float, float]
) -> None:  # fmt: skip
    size, value = spec.look.size, numbers(spec.data)[row]
    inside = radius * ((1 + spec.hole) / 2 if spec.hole else 0.68)
    words = share_text(spec, value)
    wide = frame.look.width_of(words, size)
    if (bound[1] - bound[0]) * inside < 2.1 * size or (spec.hole and wide > 0.92 * radius * (1 - spec.hole)):
        raise Reject("wedge_too_thin", str(value))
    x, y = at(centre, inside, sum(bound) / 2)
    frame.centred(f"row/{row}/label", words, x, y, size=size, colour=ink_on(spec.look.colour(row).code))


def share_text(spec: WedgeSpec, value: Decimal) -> str:
    """A value as it stands in a wedge."""
    unit = getattr(spec.data.relations[0].column("value"), "unit", "")
    written = spec.look.number(value)
    return spec.look.percent(written) if unit == "%" else written


def _name(frame: Frame, spec: WedgeSpec, centre: Point, radius: float, row: int, middle: float) -> None:
    size = spec.look.size
    x, y = at(centre, radius + (0.7 + 0.35 * abs(math.cos(middle))) * size, middle)
    frame.text(f"legend/{row}", texts(spec.data, "category")[row], x, y + 0.36 * size, size=size,
               colour=frame.style.ink, align=leaning(middle))  # fmt: skip


def _fill_hole(frame: Frame, spec: WedgeSpec, centre: Point, radius: float) -> None:
    """Write what stands in the hole: small words, below a large number where there is one."""
    words, number = spec.data.label("note/0"), spec.data.label("note/1")
    if not words:
        return
    size, room, half = spec.look.size, 1.5 * spec.hole * radius, spec.sweep < 360
    large = min(2.2 * size, 0.55 * room / max(frame.look.width_of(number, 1.0, "bold"), 1e-6)) if number else 0.0
    lines = wrap(frame.look, words, size, room)
    if len(lines) > 2 or (number and large < 1.2 * size):
        raise Reject("hole_too_small", words)
    height = large + LEADING * size * len(lines)
    top = centre[1] - (height + 0.3 * size if half else height / 2)
    if number:
        frame.text("note/1", number, centre[0], top + 0.8 * large, size=large, colour=frame.style.ink, weight="bold",
                   align="centre")  # fmt: skip
    for k, line in enumerate(lines):
        y = top + large + (0.95 + LEADING * k) * size
        frame.text("note/0", line, centre[0], y, size=size, colour=frame.style.muted, align="centre")
