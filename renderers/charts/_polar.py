"""Circles: places at an angle, sectors of rings, angles that divide a turn, axes that run along spokes.

Angles are radians clockwise from noon; points are image pixels, y down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from renderers._backends.display import Point, ring
from renderers.charts._scale import Scale

TURN = 2 * math.pi


def at(centre: Point, radius: float, angle: float) -> Point:
    """The point at an angle and a distance from the centre."""
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def sector(centre: Point, inner: float, outer: float, start: float, end: float) -> list[Point]:
    """Outline of the part of a ring between two angles; a slice that meets the centre where `inner` is 0."""
    arc = ring(centre, outer, start, end)
    return arc + (ring(centre, inner, end, start) if inner > 0 else [centre])


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
