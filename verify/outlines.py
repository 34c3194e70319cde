"""Sizes of outlines by which marks show their values: area, width, height, thickness and swept angle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from verify.table import Floats

_ON_ARC = 1.5
"""Pixels between the centre of an arc and the bisector of one of its chords; the straight ends of a sector are further
off."""


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
    radians), how far it sweeps, and the radius of its middle line; NaN for what has no arcs."""
    chord = np.roll(points, -1, axis=0) - points
    middle, length = points + chord / 2, np.hypot(*chord.T)
    way, middle = chord[length > 0] / length[length > 0, None], middle[length > 0]
    on_arc = np.ones(len(way), dtype=np.bool_)
    centre = np.full(2, np.nan)
    for _ in range(4):
        if on_arc.sum() < 4:
            return np.full(2, np.nan), np.nan, np.nan, np.nan
        centre = np.linalg.lstsq(way[on_arc], (way * middle).sum(axis=1)[on_arc], rcond=None)[0]
        off = np.abs(((centre - middle) * way).sum(axis=1))
        on_arc = off <= max(_ON_ARC, float(np.median(off)))
    x, y = (points - centre).T
    turned, far = np.unwrap(np.arctan2(y, x)), np.hypot(x, y)
    return centre, float(turned.min()), float(np.ptp(turned)), float((far.min() + far.max()) / 2)
