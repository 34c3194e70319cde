"""Compiled loops over shapes and pixels. All points are float64 pixels or int64 sixteenths as stated."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np


@numba.njit(cache=True)
def spill(points: Any, start: Any, is_box: Any, box: Any, child: Any, parent: Any) -> Any:
    """How far (in the unit of `points`) each child's points reach outside of its parent's convex outline: the
    parent's quad, or its bounding box where it is none. 0 for what is covered."""
    result = np.zeros(len(child))
    for place in range(len(child)):
        inner, outer = child[place], parent[place]
        corners = points[start[outer] : start[outer + 1]]
        worst = 0.0
        for number in range(start[inner], start[inner + 1]):
            x, y = points[number]
            if is_box[outer] or len(corners) != 4:
                left, top, right, bottom = box[outer]
                far = max(max(left - x, x - right), max(top - y, y - bottom))
            else:
                far = _outside(corners, x, y)
            worst = max(worst, far)
        result[place] = worst
    return result


@numba.njit(cache=True)
def _outside(corners: Any, x: float, y: float) -> float:
    """Greatest signed distance of a point from the edges of a convex quad, positive outside."""
    turn = 1.0 if _signed_area(corners) > 0 else -1.0
    worst = -1e18
    for edge in range(4):
        ax, ay = corners[edge]
        bx, by = corners[(edge + 1) % 4]
        length = np.hypot(bx - ax, by - ay)
        if length > 0:
            worst = max(worst, turn * ((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length)
    return worst


@numba.njit(cache=True)
def _signed_area(corners: Any) -> float:
    """Area, positive for corners that run clockwise on the screen."""
    twice = 0.0
    for place in range(len(corners)):
        ax, ay = corners[place]
        bx, by = corners[(place + 1) % len(corners)]
        twice += ax * by - bx * ay
    return twice / 2.0


@numba.njit(cache=True)
def areas(points: Any, start: Any, is_box: Any) -> Any:
    """Area of every shape (of its closed outline); signed, positive for clockwise quads and polygons."""
    result = np.zeros(len(start) - 1)
    for row in range(len(result)):
        corners = points[start[row] : start[row + 1]]
        if is_box[row]:
            result[row] = (corners[1, 0] - corners[0, 0]) * (corners[1, 1] - corners[0, 1])
        else:
            result[row] = _signed_area(corners)
    return result


@numba.njit(cache=True)
def overlaps(quads: Any, area: Any, group: Any, least: float) -> Any:
    """Pairs (a, b, permille) of quads (n, 4, 2), of different groups, that share more than `least` of the smaller
    one's area. A sweep from top to bottom; the quads of one call stand on one page."""
    top, bottom = quads[:, 0, 1].copy(), quads[:, 0, 1].copy()
    left, right = quads[:, 0, 0].copy(), quads[:, 0, 0].copy()
    for corner in range(1, 4):
        top, bottom = np.minimum(top, quads[:, corner, 1]), np.maximum(bottom, quads[:, corner, 1])
        left, right = np.minimum(left, quads[:, corner, 0]), np.maximum(right, quads[:, corner, 0])
    order = np.argsort(top)
    found = [(0, 0, 0) for _ in range(0)]
    for place in range(len(order)):
        a = order[place]
        for other in range(place + 1, len(order)):
            b = order[other]
            if top[b] >= bottom[a]:
                break
            if group[a] == group[b] or left[b] >= right[a] or left[a] >= right[b]:
                continue
            shared = _shared_area(quads[a], quads[b]) / max(min(area[a], area[b]), 1e-9)
            if shared > least:
                found.append((min(a, b), max(a, b), int(1000 * shared)))
    return found


@numba.njit(cache=True)
def _shared_area(one: Any, other: Any) -> float:
    """Area that two convex quads share (Sutherland and Hodgman 1974)."""
    outline = one.copy()
    turn = 1.0 if _signed_area(other) > 0 else -1.0
    for edge in range(4):
        ax, ay = other[edge]
        dx, dy = other[(edge + 1) % 4][0] - ax, other[(edge + 1) % 4][1] - ay
        kept = np.zeros((len(outline) + 4, 2))
        count = 0
        for place in range(len(outline)):
            here, after = outline[place], outline[(place + 1) % len(outline)]
            a = turn * (dx * (here[1] - ay) - dy * (here[0] - ax))
            b = turn * (dx * (after[1] - ay) - dy * (after[0] - ax))
            if a >= 0:
                kept[count] = here
                count += 1
            if a * b < 0:
                kept[count] = here + (after - here) * (a / (a - b))
                count += 1
        outline = kept[:count].copy()
        if count < 3:
            return 0.0
    return abs(_signed_area(outline))


@numba.njit(cache=True)
def reading_places(parent: Any, order: Any) -> Any:
    """Place of every row in a walk from the pages down, children by `order`; -1 for rows that no page reaches."""
    count = len(parent)
    by_order = np.argsort(order, kind="mergesort")
    first, after = np.full(count, -1), np.full(count, -1)
    roots = np.full(count, -1)
    tail = 0
    for place in range(count - 1, -1, -1):
        row = by_order[place]
        if parent[row] >= 0:
            after[row], first[parent[row]] = first[parent[row]], row
    for row in range(count - 1, -1, -1):
        if parent[row] < 0:
            roots[tail] = row
            tail += 1
    stack = np.full(2 * count + 2, -1)
    stack[:tail] = roots[:tail]
    result, number = np.full(count, -1), 0
    while tail > 0:
        tail -= 1
        row = stack[tail]
        result[row] = number
        number += 1
        if after[row] >= 0:
            stack[tail] = after[row]
            tail += 1
        if first[row] >= 0:
            stack[tail] = first[row]
            tail += 1
    return result


@numba.njit(cache=True)
def histograms(pixels: Any, quads: Any, light: Any, reach: float) -> Any:
    """Two histograms of 256 luminance bins per quad (n, 4, 2; pixels): inside it, and in the ring from 1 px to
    `reach` px outside of it; and the greatest range of any channel inside."""
    count = len(quads)
    inside, ring = np.zeros((count, 256), np.int32), np.zeros((count, 256), np.int32)
    spread = np.zeros(count, np.int64)
    height, width = pixels.shape[:2]
    low, high = np.zeros(3, np.int64), np.zeros(3, np.int64)
    for number in range(count):
        quad = quads[number]
        x0, x1 = max(0, int(quad[:, 0].min() - reach)), min(width, int(quad[:, 0].max() + reach) + 1)
        y0, y1 = max(0, int(quad[:, 1].min() - reach)), min(height, int(quad[:, 1].max() + reach) + 1)
        low[:], high[:] = 255, 0
        for y in range(y0, y1):
            for x in range(x0, x1):
                far = _outside(quad, x + 0.5, y + 0.5)
                if far > reach or 0.5 < far < 1.0:
                    continue
                level = 0.0
                for channel in range(3):
                    level += light[channel, pixels[y, x, channel]]
                place = int(np.sqrt(level) * 255.0 + 0.5)
                if far > 0.5:
                    ring[number, place] += 1
                    continue
                inside[number, place] += 1
                for channel in range(3):
                    low[channel] = min(low[channel], pixels[y, x, channel])
                    high[channel] = max(high[channel], pixels[y, x, channel])
        spread[number] = max(0, (high - low).max())
    return inside, ring, spread
