"""The outline of a stroked polyline, for lines too thick to be told by their middle. Coordinates are image pixels."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

Point = tuple[float, float]
THIN = 1.0
"""Pixels up to which a polyline itself tells where its ink is."""
_FAN = 0.4
"""Radians between the points of a round join."""


def outlined(points: Sequence[Point], width: float) -> np.ndarray:
    """The closed outline of a stroke with butt ends and round joins: along its left side and back along its right."""
    path = [point for k, point in enumerate(points) if k == 0 or math.dist(point, points[k - 1]) > 1e-6]
    if len(path) < 2:
        raise ValueError("a stroke needs two different points")
    return np.array([*_side(path, width / 2), *_side(path[::-1], width / 2)])


def _side(path: Sequence[Point], reach: float) -> list[Point]:
    """The edge of a stroke at the left of its way (y down: where the normal (dy, -dx) points)."""
    turns = [math.atan2(-(b[0] - a[0]), b[1] - a[1]) for a, b in itertools.pairwise(path)]
    edge = [_off(path[0], turns[0], reach)]
    for k, point in enumerate(path[1:-1], 1):
        edge += _join(point, turns[k - 1], turns[k], reach, min(math.dist(point, path[k + j]) for j in (-1, 1)))
    return [*edge, _off(path[-1], turns[-1], reach)]


def _join(point: Point, before: float, after: float, reach: float, room: float) -> list[Point]:
    """Points of the edge where it turns from one normal to the next: a fan outside, a mitre (or the point itself where
    the mitre had no room) inside."""
    turn = (after - before + math.pi) % (2 * math.pi) - math.pi
    if turn > 0:
        count = max(2, math.ceil(turn / _FAN) + 1)
        return [_off(point, before + turn * k / (count - 1), reach) for k in range(count)]
    if abs(turn) > 3.0 or reach * math.tan(abs(turn) / 2) > room:
        return [point]
    return [_off(point, before + turn / 2, reach / math.cos(turn / 2))]


def _off(point: Point, normal: float, reach: float) -> Point:
    return point[0] + reach * math.cos(normal), point[1] + reach * math.sin(normal)
