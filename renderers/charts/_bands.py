"""Bands between two curves over ordered places, cut into one slice for each place on whole pixels.

A slice reaches half way to both neighbours (at the ends to the edge of the band), so that every value has an area of
its own: neighbours neither overlap nor leave a seam. Coordinates are image pixels, y down.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from renderers._backends.display import Point
from renderers.charts._lines import monotone

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
_STEP = 6.0
"""Pixels between the points of a bent edge."""


def straight(xs: Sequence[float], ys: Sequence[float]) -> Curve:
    """The curve of straight lines through points, level beyond both ends."""
    return lambda at: np.interp(at, xs, ys)


def bent(xs: Sequence[float], ys: Sequence[float]) -> Curve:
    """The monotone cubic through points, level beyond both ends."""
    return monotone(np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64))


def cuts(xs: Sequence[float], reach: float = 0.0) -> list[int]:
    """Edges of the slices: whole pixels half way between neighbours, and `reach` beyond the first and last place."""
    middles = [round((a + b) / 2) for a, b in itertools.pairwise(xs)]
    return [round(xs[0] - reach), *middles, round(xs[-1] + reach)]


def slices(xs: Sequence[float], edges: Sequence[int], top: Curve, bottom: Curve) -> list[list[Point]]:
    """The outline of every slice between two curves."""
    outlines = []
    for x, left, right in zip(xs, edges[:-1], edges[1:], strict=True):
        inner = np.arange(left + _STEP, right - 0.5, _STEP)
        at = np.unique(np.concatenate([[left, min(max(x, left), right), right], inner]))
        over, under = top(at).tolist(), bottom(at).tolist()
        along = at.tolist()
        outlines.append([*zip(along, over, strict=True), *zip(along[::-1], under[::-1], strict=True)])
    return outlines


def edge(xs: Sequence[float], edges: Sequence[int], curve: Curve) -> list[Point]:
    """A curve over all slices as a path."""
    at = np.unique(
        np.concatenate([np.arange(edges[0], edges[-1], _STEP), [edges[-1]], np.clip(xs, edges[0], edges[-1])])
    )
    return list(zip(at.tolist(), curve(at).tolist(), strict=True))
