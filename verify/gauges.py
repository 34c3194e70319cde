"""Compiled gauges that read marks off the pixels of a clean picture: their colour, an edge, their middle, their area.

Each gauge looks only at pixels inside a window around a mark and gives NaN where the pixels do not decide. Colours are
compared by their largest channel difference; a partly covered pixel counts by its colour's place between the two sides
of the edge, so that edges are found to a fraction of a pixel. Points are pixels, x right, y down, origin at the corner.
"""

from __future__ import annotations

from typing import Any

import cv2
import numba
import numpy as np

from verify.votes import SAME, apart

_PURE = 2
"""Channel levels within which pixels belong to a patch; a line of nearly its colour that runs through it does not."""
_NEAR = 60
"""Channel levels within which a marker and the line through it are of one hue."""
_BEYOND = 3
"""Pixels past an edge where the colour of the other side is read."""


@numba.njit(cache=True)
def nearest_edge(pixels: Any, core: Any, across: int, place: float, reach: int, along: int) -> float:
    """Where, along one line of pixels, the edge of a colour lies that is nearest to `place`, within `reach` pixels.
    Along 0, which is x, the line is row `across`; along 1 it is column `across`. NaN without an edge."""
    size = pixels.shape[1 - along]
    if across < 0 or across >= pixels.shape[along]:
        return np.nan
    found = np.nan
    for at in range(max(1, int(place) - reach), min(size - 1, int(place) + reach + 1)):
        inside = apart(_pixel(pixels, at, across, along), core) <= SAME
        for step in (-1, 1):
            if inside and apart(_pixel(pixels, at + step, across, along), core) > SAME:
                edge = _edge(pixels, core, at, across, step, along)
                if np.isnan(found) or abs(edge - place) < abs(found - place):
                    found = edge
    return found if abs(found - place) <= reach else np.nan


@numba.njit(cache=True)
def _pixel(pixels: Any, at: int, across: int, along: int) -> Any:
    return pixels[at, across] if along else pixels[across, at]


@numba.njit(cache=True)
def _edge(pixels: Any, core: Any, last: int, across: int, step: int, along: int) -> float:
    """The edge past the last pixel of a colour: the pixels after it count by how much of the colour they have."""
    size = pixels.shape[1 - along]
    far = min(size - 1, max(0, last + step * _BEYOND))
    other = _pixel(pixels, far, across, along)
    total, part = 0.0, 0.0
    for c in range(3):
        total += (core[c] - int(other[c])) ** 2
    edge = float(last + 1) if step > 0 else float(last)
    if total == 0.0:
        return edge
    for ahead in range(1, _BEYOND):
        at = last + step * ahead
        if at < 0 or at >= size:
            break
        pixel = _pixel(pixels, at, across, along)
        part = 0.0
        for c in range(3):
            part += (int(pixel[c]) - int(other[c])) * (core[c] - int(other[c]))
        edge += step * min(1.0, max(0.0, part / total))
    return edge


@numba.njit(cache=True)
def edges(pixels: Any, core: Any, anchor: Any, low: Any, high: Any, along: Any, reach: int) -> Any:
    """For every mark the median edge nearest to its anchor (n, 2), over up to nine lines of pixels between `low` and
    `high` (n) across; `along` (n) is 0 where edges are sought along x, else 1. NaN where fewer than half of the lines
    have one."""
    result = np.full(len(anchor), np.nan)
    found = np.zeros(9)
    for number in range(len(anchor)):
        place = anchor[number, along[number]]
        first, last = int(np.ceil(low[number] - 0.5)), int(np.floor(high[number] - 0.5))
        lines, count = min(9, last - first + 1), 0
        for k in range(lines):
            across = first if lines == 1 else first + (last - first) * k // (lines - 1)
            edge = nearest_edge(pixels, core[number], across, place, reach, along[number])
            if not np.isnan(edge):
                found[count] = edge
                count += 1
        if count and 2 * count >= lines:
            result[number] = np.median(found[:count])
    return result


@numba.njit(cache=True)
def slanted_edges(pixels: Any, core: Any, anchor: Any, along: Any, reach: int) -> Any:
    """Like `edges`, for outlines that are not straight across: the edges on the two lines of pixels around the anchor (at
    the end of an outline, next to it), interpolated at it."""
    result = np.full(len(anchor), np.nan)
    for number in range(len(anchor)):
        place, cross = anchor[number, along[number]], anchor[number, 1 - along[number]]
        line = int(np.floor(cross - 0.5))
        for first in (line, line + 1, line - 1):
            before = nearest_edge(pixels, core[number], first, place, reach, along[number])
            after = nearest_edge(pixels, core[number], first + 1, place, reach, along[number])
            if np.isnan(result[number]):
                share = cross - 0.5 - first
                result[number] = before * (1 - share) + after * share
    return result


@numba.njit(cache=True)
def patches(pixels: Any, core: Any, boxes: Any, margin: int) -> Any:
    """(n, 3): area and middle (x, y) of a mark's colour in the window of every box (n, 4) grown by `margin`, with what
    it encloses, such as letters. Pixels at its rim, which are partly covered, count half. What reaches the window's
    border belongs to something else; NaN where nothing is left."""
    height, width = pixels.shape[:2]
    result = np.full((len(boxes), 3), np.nan)
    for number in range(len(boxes)):
        x0, y0 = max(0, int(boxes[number, 0]) - margin), max(0, int(boxes[number, 1]) - margin)
        x1, y1 = min(width, int(boxes[number, 2]) + 1 + margin), min(height, int(boxes[number, 3]) + 1 + margin)
        if core[number, 0] < 0 or x1 - x0 < 3 or y1 - y0 < 3:
            continue
        member = np.zeros((y1 - y0, x1 - x0), np.bool_)
        for y in range(y0, y1):
            for x in range(x0, x1):
                member[y - y0, x - x0] = apart(pixels[y, x], core[number]) <= _PURE
        member &= ~_from_border(member)
        if member.any():
            result[number] = _weighed(_from_border(~member), x0, y0)
    return result


@numba.njit(cache=True)
def _from_border(member: Any) -> Any:
    """The members that are joined, side by side, to one on the border."""
    height, width = member.shape
    reached = np.zeros((height, width), np.bool_)
    stack = np.empty((2 * (height + width) + height * width, 2), np.int64)
    top = 0
    for y in range(height):
        for x in range(width):
            if (y in (0, height - 1) or x in (0, width - 1)) and member[y, x]:
                reached[y, x] = True
                stack[top] = x, y
                top += 1
    while top:
        top -= 1
        x, y = stack[top]
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            a, b = x + dx, y + dy
            if 0 <= a < width and 0 <= b < height and member[b, a] and not reached[b, a]:
                reached[b, a] = True
                stack[top] = a, b
                top += 1
    return reached


@numba.njit(cache=True)
def _weighed(outside: Any, x0: int, y0: int) -> Any:
    """Area and middle of what is not outside, in a window whose corner is (x0, y0); its rim counts half."""
    height, width = outside.shape
    area, sx, sy = 0.0, 0.0, 0.0
    for y in range(height):
        for x in range(width):
            weight = 1.0
            if outside[y, x]:
                beside = (
                    (x > 0 and not outside[y, x - 1]) or (x < width - 1 and not outside[y, x + 1])
                    or (y > 0 and not outside[y - 1, x]) or (y < height - 1 and not outside[y + 1, x])
                )  # fmt: skip
                weight = 0.5 if beside else 0.0
            area += weight
            sx += weight * (x0 + x + 0.5)
            sy += weight * (y0 + y + 0.5)
    return np.array([area, sx / area, sy / area])


def thickest(pixels: Any, core: Any, boxes: Any, margin: int) -> Any:
    """(n, 3): radius and middle (x, y) of the largest disc that fits into a mark's colour and its near shades, in the
    window of every box grown by `margin`: the middle of a marker that a thinner line of its colour runs through. NaN
    where it is no larger than a line."""
    result = np.full((len(boxes), 3), np.nan)
    height, width = pixels.shape[:2]
    for number, (left, top, right, bottom) in enumerate(boxes):
        x0, y0 = max(0, int(left) - margin), max(0, int(top) - margin)
        window = pixels[y0 : min(height, int(bottom) + 1 + margin), x0 : min(width, int(right) + 1 + margin)]
        if core[number, 0] < 0:
            continue
        near = (np.abs(window.astype(np.int64) - core[number]).max(axis=2) <= _NEAR).astype(np.uint8)
        depth = cv2.distanceTransform(near, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        depth[: margin - 1], depth[1 - margin :], depth[:, : margin - 1], depth[:, 1 - margin :] = 0, 0, 0, 0
        deepest = float(depth.max())
        if deepest > 0.22 * min(right - left, bottom - top):
            rows, columns = np.nonzero(depth >= deepest - 0.5)
            result[number] = deepest, x0 + columns.mean() + 0.5, y0 + rows.mean() + 0.5
    return result
