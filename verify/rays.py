"""Compiled gauges for round charts: where a colour ends on a ray, and how far round a circle it goes.

As with the gauges along pixels, NaN stands where the pixels do not decide. Points are pixels, x right, y down; angles
radians clockwise from the right.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from verify.gauges import part_of
from verify.votes import SAME, apart

_STEP = 0.25
"""Pixels between two samples."""
_FRINGE = 3.0
"""Pixels past a colour within which what is beyond it begins."""
_ASIDE = 3
"""Pixels on both sides of a ray on which its edge is looked at."""
_AGREED = 0.5
"""Pixels from the median edge within which that of half of the rays must be."""
_BREAK = 1.5
"""Pixels of other colours that end an arc."""
_PAST = 5.0
"""Pixels past its outline by which an arc that goes on is another's."""


@numba.njit(cache=True)
def ray_edges(pixels: Any, core: Any, anchor: Any, way: Any, reach: float) -> Any:
    """Points (n, 2) at which colours (n, 3) end along rays, `way` (2) being their unit vector, near anchors (n, 2)."""
    result = np.full((len(anchor), 2), np.nan)
    across = np.array([-way[1], way[0]])
    for number in range(len(anchor)):
        found, count = np.zeros(2 * _ASIDE + 1), 0
        for aside in range(-_ASIDE, _ASIDE + 1):
            edge = _ray_edge(pixels, core[number], anchor[number] + aside * across, way, reach)
            if not np.isnan(edge):
                found[count] = edge
                count += 1
        if count > _ASIDE and core[number, 0] >= 0:
            middle = np.median(found[:count])
            if 2 * np.sum(np.abs(found[:count] - middle) <= _AGREED) > count:
                result[number] = anchor[number] + middle * way
    return result


@numba.njit(cache=True)
def _ray_edge(pixels: Any, core: Any, place: Any, way: Any, reach: float) -> float:
    """How far along a ray the edge of a colour is that is nearest to a place on it."""
    best = np.nan
    for k in range(int(-reach / _STEP), int(reach / _STEP) + 1):
        at = k * _STEP
        if _is(pixels, place + at * way, core) and not _is(pixels, place + (at + _STEP) * way, core):
            other, parts, before = _sample(pixels, place + (at + _FRINGE) * way), 0.0, 1.0
            for ahead in range(1, int(_FRINGE / _STEP) + 1):
                part = part_of(_sample(pixels, place + (at + ahead * _STEP) * way), core, other)
                if part < 0 or part > before + 0.1:
                    parts = np.nan
                    break
                parts, before = parts + part * _STEP, part
            edge = at + parts
            if apart(other, core) > SAME and not abs(edge - 0.0) >= abs(best):
                best = edge
    return best


@numba.njit(cache=True)
def _is(pixels: Any, point: Any, core: Any) -> bool:
    return bool(apart(_sample(pixels, point), core) <= SAME)


@numba.njit(cache=True)
def _sample(pixels: Any, point: Any) -> Any:
    """The colour at a point, between the middles of four pixels."""
    x = min(max(point[0] - 0.5, 0.0), pixels.shape[1] - 1.001)
    y = min(max(point[1] - 0.5, 0.0), pixels.shape[0] - 1.001)
    left, top = int(x), int(y)
    u, v = x - left, y - top
    found = np.zeros(3, np.int64)
    for c in range(3):
        upper = (1 - u) * pixels[top, left, c] + u * pixels[top, left + 1, c]
        lower = (1 - u) * pixels[top + 1, left, c] + u * pixels[top + 1, left + 1, c]
        found[c] = int((1 - v) * upper + v * lower + 0.5)
    return found


@numba.njit(cache=True)
def swept(pixels: Any, core: Any, centre: Any, begin: float, sweep: float, radius: float) -> float:
    """How far a colour goes round a circle on either side of the middle of an arc from `begin` over `sweep`."""
    if core[0] < 0 or np.isnan(radius):
        return np.nan
    total, step = 0.0, _STEP / radius
    for turn in (-1, 1):
        last, at, limit = 0.0, 0.0, sweep / 2 + _PAST / radius
        while at - last <= _BREAK / radius:
            at += step
            if at > limit:
                return np.nan
            angle = begin + sweep / 2 + turn * at
            point = centre + radius * np.array([np.cos(angle), np.sin(angle)])
            last = at if apart(_sample(pixels, point), core) <= SAME else last
        total += last + _fringe(pixels, core, centre, begin + sweep / 2 + turn * last, turn, radius) / radius
    return total


@numba.njit(cache=True)
def _fringe(pixels: Any, core: Any, centre: Any, angle: float, turn: int, radius: float) -> float:
    """Pixels along a circle past the last sample of a colour that its partly covered ones add."""
    ends = angle + turn * _FRINGE / radius
    other, parts, before = _sample(pixels, centre + radius * np.array([np.cos(ends), np.sin(ends)])), 0.0, 1.0
    for ahead in range(1, int(_FRINGE / _STEP) + 1):
        at = angle + turn * ahead * _STEP / radius
        part = part_of(_sample(pixels, centre + radius * np.array([np.cos(at), np.sin(at)])), core, other)
        if part < 0 or part > before + 0.1:
            break
        parts, before = parts + part * _STEP, part
    return parts
