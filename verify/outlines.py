"""Sizes of outlines by which marks show their values: area, width, height, thickness and swept angle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from verify.table import Floats

_CORNER = 0.5
"""Cosine of the turn between two sides: what turns more is a corner, less an arc."""


def _area(points: Floats, anchor: Floats) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _width(points: Floats, anchor: Floats) -> float:
    return float(np.ptp(points[:, 0]))


def _height(points: Floats, anchor: Floats) -> float:
    return float(np.ptp(points[:, 1]))


def _thickness(points: Floats, anchor: Floats) -> float:
    above, below = through(points, anchor)
    return below - above


def _sweep(points: Floats, anchor: Floats) -> float:
    return sweep_of(points)[2]


SIZES: dict[str, Callable[[Floats, Floats], float]] = {
    "theta": _area, "area": _area, "width": _width, "height": _height, "thickness": _thickness, "angle": _sweep,
}  # fmt: skip
"""What of an outline (n, 2) with an anchor (2) each channel shows a value by; NaN where it has no such size."""


def through(points: Floats, anchor: Floats) -> tuple[float, float]:
    """Where the line straight down through an anchor enters and leaves an outline around it; NaN where it does not."""
    (ax, ay), (bx, by) = points.T, np.roll(points, -1, axis=0).T
    met = np.flatnonzero((ax > anchor[0]) != (bx > anchor[0]))
    y = ay[met] + (anchor[0] - ax[met]) / (bx[met] - ax[met]) * (by[met] - ay[met])
    above, below = y[y <= anchor[1]], y[y > anchor[1]]
    return float(above.max()) if len(above) else np.nan, float(below.min()) if len(below) else np.nan


def sweep_of(points: Floats) -> tuple[Floats, float, float, float]:
    """The sector of a ring that an outline is: its centre, the angle at which it begins (clockwise from the right, in
    radians), how far it sweeps, and the radius of its middle line; NaN for what is no such sector.

    The centre is where the straight ends meet and the bisectors of all chords of the arcs, in least squares."""
    side = np.roll(points, -1, axis=0) - points
    length = np.hypot(*side.T)
    points, side, length = points[length > 0], side[length > 0], length[length > 0]
    way, is_end = side / length[:, None], _straight_ends(side / length[:, None])
    if is_end.sum() != 2:
        return np.full(2, np.nan), np.nan, np.nan, np.nan
    normal = np.where(is_end[:, None], way[:, ::-1] * (-1, 1), way)
    at = (normal * (points + side / 2)).sum(axis=1)
    centre = np.linalg.lstsq(normal * length[:, None], at * length, rcond=None)[0]
    x, y = (points - centre).T
    turned, far = np.unwrap(np.arctan2(y, x)), np.hypot(x, y)
    return centre, float(turned.min()), float(np.ptp(turned)), float((far.min() + far.max()) / 2)


def _straight_ends(way: Floats) -> NDArray[np.bool_]:
    """Which sides of an outline, by their unit vectors, are the straight ends of a sector of a ring: they stand between
    two of its four corners, which the arcs do not; none where that cannot be told."""
    is_corner = (way * np.roll(way, 1, axis=0)).sum(axis=1) < _CORNER
    between = is_corner & np.roll(is_corner, -1)
    return between if is_corner.sum() == 4 and between.sum() == 2 else np.zeros(len(way), dtype=np.bool_)
