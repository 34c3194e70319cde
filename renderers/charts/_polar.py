"""Circles: places at an angle, sectors of rings, angles that divide a turn, axes that run along spokes.

Angles are radians clockwise from noon; points are image pixels, y down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from renderers._backends.display import Point
from renderers.charts._frame import Frame, wrap
from renderers.charts._look import LEADING
from renderers.charts._scale import Scale
from templates.fonts import Weight
from templates.themes import mixed

TURN = 2 * math.pi
_SOFT = 0.3
"""Pixels within the edge of a stroke that cover only in part."""


def at(centre: Point, radius: float, angle: float) -> Point:
    """The point at an angle and a distance from the centre."""
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def arc(centre: Point, radius: float, start: float = 0.0, end: float = TURN, error: float = 0.05) -> list[Point]:
    """Points of an arc between two angles, so close that chords stay within `error` pixels of it."""
    step = 2 * math.acos(max(0.5, 1 - error / max(radius, 0.1)))
    count = max(1, math.ceil(abs(end - start) / step))
    turn, (x, y) = (end - start) / count, centre
    angles = [start + k * turn for k in range(count)] + [end]
    return [(x + radius * math.sin(angle), y - radius * math.cos(angle)) for angle in angles]


def sector(
    centre: Point, inner: float, outer: float, start: float, end: float, error: float = 0.05
) -> list[Point]:  # fmt: skip
    """Outline of the part of a ring between two angles; a slice that meets the centre where `inner` is 0."""
    outside = arc(centre, outer, start, end, error)
    return outside + (arc(centre, inner, end, start, error) if inner > 0 else [centre])


def blunt(points: list[Point], centre: Point, bound: tuple[float, float], breadth: float) -> list[Point]:
    """The outline of a slice without its tip, which rays along both of its sides cover; what shows through the soft
    edges of the rays still belongs to it."""
    turn = bound[1] - bound[0]
    if turn >= math.pi:
        return points
    return [*points[:-1], at(centre, (breadth / 2 - _SOFT) / math.sin(turn / 2), sum(bound) / 2)]


def divided(values: Sequence[Decimal], begin: float = 0.0, sweep: float = TURN) -> list[tuple[float, float]]:
    """Where the share of each value in a sweep begins and ends."""
    total, at_angle, bounds = float(sum(values)), begin, []
    for value in values:
        turn = sweep * float(value) / total
        bounds.append((at_angle, at_angle + turn))
        at_angle += turn
    return bounds


def spokes(count: int) -> list[float]:
    """Angles of spokes that part the turn evenly, the first at noon."""
    return [TURN * k / count for k in range(count)]


def spoke_axis(content: str, name: str, scale: Scale, centre: Point, radius: float, angle: float) -> Axis:
    """The axis along a spoke: the scale's lowest value at the centre, its highest at the radius."""
    tip = at(centre, radius, angle)
    start, end = ((round(x * UNIT), round(y * UNIT)) for x, y in (centre, tip))
    return Axis(content=content, name=name, scale="linear", low=scale.low, high=scale.high, start=start, end=end,
                ticks=tuple(value for value, _ in scale.ticks))  # fmt: skip


def leaning(angle: float, slack: float = 0.12) -> str:
    """How a text outside of a circle is aligned at an angle: away from the circle."""
    side = math.sin(angle)
    return "centre" if abs(side) < slack else "left" if side > 0 else "right"


def radial_text(
    frame: Frame, ref: str, words: str, middle: Point, angle: float, *, size: float, colour: str,
    weight: Weight = "regular", below: float = 0.0,
) -> None:  # fmt: skip
    """Set a line along the spoke of an angle, centred on a point and moved `below` pixels down its page; in the left
    half it runs towards the centre, so that it never stands on its head."""
    turn = 90.0 - math.degrees(angle % TURN)
    turn += 180.0 if angle % TURN > math.pi else 0.0
    drop, slope = 0.36 * size + below, math.radians(turn)
    frame.text(ref, words, middle[0] + drop * math.sin(slope), middle[1] + drop * math.cos(slope), size=size,
               colour=colour, weight=weight, align="centre", turn=turn)  # fmt: skip


def tangent_text(
    frame: Frame, ref: str, words: str, middle: Point, angle: float, *, size: float, colour: str,
    weight: Weight = "regular",
) -> None:  # fmt: skip
    """Set a short line across the spoke of an angle, centred on a point, never on its head."""
    turn = -math.degrees(angle % TURN)
    turn += 180.0 if 0.5 * math.pi < angle % TURN < 1.5 * math.pi else 0.0
    drop, slope = 0.36 * size, math.radians(turn)
    frame.text(ref, words, middle[0] + drop * math.sin(slope), middle[1] + drop * math.cos(slope), size=size,
               colour=colour, weight=weight, align="centre", turn=turn)  # fmt: skip


def spoke_name(
    frame: Frame, ref: str, words: str, centre: Point, ends: tuple[float, float], bound: tuple[float, float], *,
    size: float, colour: str, weight: Weight = "regular",
) -> None:  # fmt: skip
    """Set a name along the middle of a sector between two radii, in one line or two. Reject (`name_too_long`)."""
    inner, outer = ends
    angle, room = (bound[0] + bound[1]) / 2, outer - inner - 6
    for scale in (1.0, 0.9):
        small = max(11.0, scale * size)
        lines = wrap(frame.look, words, small, room, weight)
        height = LEADING * small * len(lines)
        wide = max(frame.look.width_of(line, small, weight) for line in lines)
        near = (inner + outer - wide) / 2
        if len(lines) <= 2 and (bound[1] - bound[0]) * near > 0.9 * height:
            for k, line in enumerate(lines):
                below = (k - (len(lines) - 1) / 2) * 1.15 * small
                radial_text(frame, ref, line, at(centre, (inner + outer) / 2, angle), angle, size=small, colour=colour,
                            weight=weight, below=below)  # fmt: skip
            return
    raise Reject("name_too_long", words)


def holds(inner: float, outer: float, bounds: tuple[float, float], middle: Point, width: float, height: float) -> bool:
    """Whether a level box about a point (relative to the circle's centre) lies within a sector."""
    for dx in (-0.5, 0.0, 0.5):
        for dy in (-0.5, 0.5):
            x, y = middle[0] + dx * width, middle[1] + dy * height
            turned = (math.atan2(x, -y) - bounds[0]) % TURN
            if not (inner <= math.hypot(x, y) <= outer and turned <= bounds[1] - bounds[0]):
                return False
    return True


def web(frame: Frame, centre: Point, radius: float, angles: Sequence[float]) -> None:
    """A grid line around the centre: straight from spoke to spoke, or a circle where there are no spokes."""
    points = [at(centre, radius, angle) for angle in angles] if angles else arc(centre, radius, error=0.1)[:-1]
    frame.stroke([*points, points[0]], thread(frame), frame.look.hair)


def thread(frame: Frame) -> str:
    """Colour of the lines of a web: a little stronger than a grid, which has an axis to lean on."""
    return mixed(frame.style.grid, frame.style.muted, 0.25)
