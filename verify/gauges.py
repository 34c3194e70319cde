"""Compiled gauges that read edges of marks off the pixels of a clean picture.

Each gauge looks only at pixels near a mark and gives NaN where the pixels do not decide. Colours are compared by their
largest channel difference; a partly covered pixel counts by its colour's place between the two sides of the edge, so
that edges are found to a fraction of a pixel. Points are pixels, x right, y down, origin at the corner.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from verify.votes import SAME, apart

_BEYOND = 4
"""Pixels past an edge within which the other side begins, which is where two pixels have one colour."""
_FLAT = 4
"""Channel levels within which they do."""
_STEEP = 2.0
"""Pixels along for one across: on steeper outlines the fraction of a pixel is lost."""
_AGREED = 0.5
"""Pixels from the median edge within which that of half of all lines must be."""
_BENT = 1.0
"""Pixels by which the outline's run before a point and that after it may disagree about the point."""
_STROKE = 3.5
"""Half the greatest width, in pixels, of a line that ends a mark by crossing it."""


@numba.njit(cache=True)
def nearest_edge(
    pixels: Any, core: Any, across: int, place: float, reach: int, along: int, side: int, whole: int
) -> float:
    """Where, along one line of pixels, the edge of a colour lies that is nearest to `place`, within `reach` pixels.
    Along 0, which is x, the line is row `across`; along 1 it is column `across`. The colour ends there for side 1,
    begins for -1, does either for 0. NaN without an edge, and unless marks end on `whole` pixels (1) also where
    something else stands there, which hides the fraction."""
    size = pixels.shape[1 - along]
    if np.isnan(place) or across < 0 or across >= pixels.shape[along]:
        return np.nan
    found = np.nan
    for at in range(max(1, int(place) - reach), min(size - 1, int(place) + reach + 1)):
        inside = apart(_pixel(pixels, at, across, along), core) <= SAME
        for step in (-1, 1):
            if inside and side != -step and apart(_pixel(pixels, at + step, across, along), core) > SAME:
                edge = _edge(pixels, core, at, across, step, along, whole)
                if np.isnan(found) or abs(edge - place) < abs(found - place):
                    found = edge
    return found if abs(found - place) <= reach else np.nan


@numba.njit(cache=True)
def _pixel(pixels: Any, at: int, across: int, along: int) -> Any:
    return pixels[at, across] if along else pixels[across, at]


@numba.njit(cache=True)
def _edge(pixels: Any, core: Any, last: int, across: int, step: int, along: int, whole: int) -> float:
    """The edge past the last pixel of a colour: pixels after it count by how much of the colour they have, if they are
    a mix of it and of what comes next; a pixel of something else, such as a line along the edge, ends it, or hides
    it (NaN) where marks need not end on `whole` pixels."""
    edge = float(last + 1) if step > 0 else float(last)
    size = pixels.shape[1 - along]
    for beyond in range(2, _BEYOND + 1):
        far = last + step * beyond
        if far < 0 or far >= size:
            break
        other = _pixel(pixels, far, across, along)
        if apart(_pixel(pixels, far - step, across, along), _levels(other)) <= _FLAT or beyond == _BEYOND:
            parts, before = 0.0, 1.0
            for ahead in range(1, beyond):
                part = part_of(_pixel(pixels, last + step * ahead, across, along), core, other)
                if part < 0 or part > before + 0.05:
                    if not whole:
                        return float(np.nan)
                    break
                parts, before = parts + part, part
            return edge + step * parts
    return edge


@numba.njit(cache=True)
def _levels(pixel: Any) -> Any:
    return np.array([np.int64(pixel[0]), np.int64(pixel[1]), np.int64(pixel[2])])


@numba.njit(cache=True)
def part_of(pixel: Any, core: Any, other: Any) -> float:
    """How much of a colour a mix of it and another has; -1 for what is no such mix."""
    total, along, length = 0.0, 0.0, 0.0
    for c in range(3):
        way = np.float64(core[c]) - np.float64(other[c])
        mine = np.float64(pixel[c]) - np.float64(other[c])
        total += way * way
        along += way * mine
        length += mine * mine
    if total == 0.0:
        return -1.0
    part = along / total
    aside = np.sqrt(max(0.0, length - part * along))
    beyond = max(part - 1, -part) * np.sqrt(total)
    if beyond > 6 + 0.1 * np.sqrt(total) or aside > 3 + 0.05 * np.sqrt(total):
        return -1.0
    return min(1.0, max(0.0, part))


@numba.njit(cache=True)
def edges(pixels: Any, core: Any, places: Any, low: Any, high: Any, along: int, side: Any, reach: int) -> Any:
    """For every mark the median edge nearest to its place (n) along x (0) or y (1), over up to nine lines of pixels
    between `low` and `high` (n) across; `side` (n) as in `nearest_edge`. NaN where fewer than half of the lines
    agree."""
    result = np.full(len(places), np.nan)
    found = np.zeros(9)
    for number in range(len(places)):
        place = places[number]
        first, last = int(np.ceil(low[number] - 0.5)), int(np.floor(high[number] - 0.5))
        lines, count = min(9, last - first + 1), 0
        for k in range(lines):
            across = first if lines == 1 else first + (last - first) * k // (lines - 1)
            edge = nearest_edge(pixels, core[number], across, place, reach, along, side[number], 1)
            if not np.isnan(edge) and not _goes_on(pixels, core[number], across, edge, along, side[number]):
                found[count] = edge
                count += 1
        middle = np.median(found[:count]) if count else np.nan
        agreed = 0
        for k in range(count):
            agreed += int(abs(found[k] - middle) <= _AGREED)
        if 2 * agreed >= lines and count:
            result[number] = middle
    return result


@numba.njit(cache=True)
def _goes_on(pixels: Any, core: Any, across: int, edge: float, along: int, side: int) -> bool:
    """Whether a colour goes on past its edge, which then is a line across it and not its end."""
    for beyond in (_BEYOND, _BEYOND + 2):
        at = int(edge) + side * beyond
        if 0 <= at < pixels.shape[1 - along] and apart(_pixel(pixels, at, across, along), core) <= SAME:
            return True
    return False


@numba.njit(cache=True)
def slanted_edges(pixels: Any, core: Any, anchor: Any, along: int, side: Any, reach: int) -> Any:
    """Like `edges`, for outlines that are not straight across and may bend at the anchor: the edge as it runs up to the
    anchor on either side, which must agree; on one side where the outline ends there."""
    result = np.full(len(anchor), np.nan)
    for number in range(len(anchor)):
        before = _run(pixels, core[number], anchor[number], along, reach, side[number], -1)
        after = _run(pixels, core[number], anchor[number], along, reach, side[number], 1)
        if np.isnan(before) or np.isnan(after):
            result[number] = after if np.isnan(before) else before
        elif abs(before - after) <= _BENT:
            result[number] = (before + after) / 2
    return result


@numba.njit(cache=True)
def _run(pixels: Any, core: Any, anchor: Any, along: int, reach: int, side: int, way: int) -> float:
    """Where an edge, followed on three lines of pixels on one side of an anchor, comes to at the anchor."""
    cross = anchor[1 - along] - 0.5
    near = int(np.ceil(cross + 0.6)) if way > 0 else int(np.floor(cross - 0.6))
    far = abs(near - cross)
    first = nearest_edge(pixels, core, near, anchor[along], reach, along, side, 0)
    second = nearest_edge(pixels, core, near + 2 * way, first, reach, along, side, 0)
    third = nearest_edge(pixels, core, near + 4 * way, second, reach, along, side, 0)
    slope = (second - first) / 2
    bend = 0.0 if np.isnan(third) else (third - 2 * second + first) / 8
    if abs(slope) > _STEEP or abs(bend) > _STEEP / 4:
        return np.nan
    return float(first - slope * far + bend * far * (far + 2))


@numba.njit(cache=True)
def crossings(pixels: Any, core: Any, places: Any, low: Any, high: Any, along: int) -> Any:
    """For marks that are lines: the middle of a line of their colour that crosses them at their place (n), seen
    beside the mark, which is between `low` and `high` (n) across. NaN without one."""
    result = np.full(len(places), np.nan)
    for number in range(len(places)):
        total, count = 0.0, 0
        for across in (int(np.floor(low[number])) - 3, int(np.ceil(high[number])) + 2):
            middle = _stroke(pixels, core[number], across, places[number], along)
            if not np.isnan(middle):
                total += middle
                count += 1
        if count:
            result[number] = total / count
    return result


@numba.njit(cache=True)
def _stroke(pixels: Any, core: Any, across: int, place: float, along: int) -> float:
    """The middle of the run of a colour on one line of pixels near a place, if it is no wider than a stroke."""
    if across < 0 or across >= pixels.shape[along]:
        return np.nan
    size, reach = pixels.shape[1 - along], int(2 * _STROKE)
    found, first = np.nan, -1
    for at in range(max(1, int(place) - reach), min(size - 1, int(place) + reach + 1)):
        inside = apart(_pixel(pixels, at, across, along), core) <= SAME
        first = at if inside and first < 0 else first
        if not inside and first >= 0:
            before = _edge(pixels, core, first, across, -1, along, 1)
            middle = (before + _edge(pixels, core, at - 1, across, 1, along, 1)) / 2
            if at - first <= 2 * _STROKE and not abs(middle - place) >= abs(found - place):
                found = middle
            first = -1
    return found if abs(found - place) <= _STROKE + 0.5 else float(np.nan)


@numba.njit(cache=True)
def extents(pixels: Any, core: Any, boxes: Any, along: int, margin: int) -> Any:
    """How far the colour of every mark reaches along x (0) or y (1), in up to 32 lines of pixels through its box
    (n, 4); NaN where it reaches further than `margin` pixels out of the box, or is not there."""
    result = np.full(len(boxes), np.nan)
    for number in range(len(boxes)):
        first, last = int(np.ceil(boxes[number, 1 - along])), int(boxes[number, 3 - along]) - 1
        start = max(0, int(boxes[number, along]) - margin)
        stop = min(pixels.shape[1 - along], int(boxes[number, along + 2]) + margin + 1)
        low, high, lines = np.inf, -np.inf, min(32, last - first + 1)
        for k in range(lines):
            across = first if lines == 1 else first + (last - first) * k // (lines - 1)
            for at in range(start, stop):
                if apart(_pixel(pixels, at, across, along), core[number]) <= SAME:
                    low = min(low, _edge(pixels, core[number], at, across, -1, along, 1)) if at < low else low
                    break
            for at in range(stop - 1, start - 1, -1):
                if apart(_pixel(pixels, at, across, along), core[number]) <= SAME:
                    high = max(high, _edge(pixels, core[number], at, across, 1, along, 1)) if at >= high - 1 else high
                    break
        if core[number, 0] >= 0 and start + 1 <= low < high <= stop - 1:
            result[number] = high - low
    return result
