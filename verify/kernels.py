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
def overlaps(quads: Any, area: Any, least: float) -> Any:
    """Pairs (a, b, permille) of quads (n, 4, 2) that share more than `least` of the smaller one's area. A sweep from
    top to bottom; the quads of one call stand on one page."""
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
            if left[b] >= right[a] or left[a] >= right[b]:
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
def strokes(pixels: Any, quads: Any, light: Any) -> Any:
    """For every quad (n, 4, 2; pixels) the 5th and 95th percentile of luminance inside it (half a pixel grown) and the
    median of the ring from 1 to 3 px outside of it; -1 where there are no pixels. `light` (3, 256) is what a level of
    each channel adds to luminance. Luminances are binned by their square root: finer where it is dark."""
    result = np.full((len(quads), 3), -1.0)
    inside, ring = np.zeros(256, np.int64), np.zeros(256, np.int64)
    for number in range(len(quads)):
        inside[:], ring[:] = 0, 0
        gather(pixels, quads[number], light, inside, ring)
        if inside.sum() > 0:
            result[number, 0], result[number, 1] = quantile(inside, 0.05), quantile(inside, 0.95)
            result[number, 2] = quantile(ring if ring.sum() > 0 else inside, 0.5)
    return result


@numba.njit(cache=True)
def gather(pixels: Any, quad: Any, light: Any, inside: Any, ring: Any) -> None:
    """Count luminances inside a quad and in the ring around it into two histograms, as `strokes` says."""
    height, width = pixels.shape[:2]
    x0, x1 = max(0, int(np.floor(quad[:, 0].min())) - 3), min(width, int(np.ceil(quad[:, 0].max())) + 3)
    y0, y1 = max(0, int(np.floor(quad[:, 1].min())) - 3), min(height, int(np.ceil(quad[:, 1].max())) + 3)
    across, down, offset = half_planes(quad)
    a0, a1, a2, a3 = across[0], across[1], across[2], across[3]
    d0, d1, d2, d3 = down[0], down[1], down[2], down[3]
    for y in range(y0, y1):
        c0, c1 = d0 * (y + 0.5) - offset[0], d1 * (y + 0.5) - offset[1]
        c2, c3 = d2 * (y + 0.5) - offset[2], d3 * (y + 0.5) - offset[3]
        for x in range(x0, x1):
            far = _greatest(a0 * (x + 0.5) + c0, a1 * (x + 0.5) + c1, a2 * (x + 0.5) + c2, a3 * (x + 0.5) + c3)
            if far > 3.0 or 0.5 < far < 1.0:
                continue
            level = light[0, pixels[y, x, 0]] + light[1, pixels[y, x, 1]] + light[2, pixels[y, x, 2]]
            place = min(255, int(np.sqrt(level) * np.float32(255.0) + np.float32(0.5)))
            if far <= 0.5:
                inside[place] += 1
            else:
                ring[place] += 1


@numba.njit(cache=True)
def _greatest(one: float, two: float, three: float, four: float) -> float:
    """`max` without its care for NaN, which takes longer than the comparison."""
    first = one if one > two else two
    last = three if three > four else four
    return first if first > last else last


@numba.njit(cache=True)
def half_planes(quad: Any) -> Any:
    """Outward normals of the edges of a convex quad by x and y, and how far along them the edges lie."""
    across, down, offset = np.zeros(4), np.zeros(4), np.full(4, 1e18)
    turn = 1.0 if _signed_area(quad) > 0 else -1.0
    for edge in range(4):
        ax, ay = quad[edge]
        bx, by = quad[(edge + 1) % 4]
        length = np.hypot(bx - ax, by - ay)
        if length > 0:
            across[edge], down[edge] = turn * (by - ay) / length, turn * (ax - bx) / length
            offset[edge] = across[edge] * ax + down[edge] * ay
    return across, down, offset


@numba.njit(cache=True)
def quantile(histogram: Any, share: float) -> float:
    """Luminance that `share` of the counts do not exceed."""
    wanted = max(1.0, share * histogram.sum())
    seen, place = 0, -1
    while seen < wanted:
        place += 1
        seen += histogram[place]
    return (place / 255.0) ** 2


@numba.njit(cache=True)
def seen(points: Any, start: Any, shape: Any, width: Any, height: Any) -> Any:
    """Share of every shape inside the frame of its page: of its area, or of its points where it has none. Shapes as
    coded in the table (0 box, 3 polyline)."""
    result = np.ones(len(start) - 1)
    for row in range(len(result)):
        outline = points[start[row] : start[row + 1]]
        w, h = width[row], height[row]
        x, y = outline[:, 0], outline[:, 1]
        if x.min() >= 0 and y.min() >= 0 and x.max() <= w and y.max() <= h:
            continue
        if shape[row] == 0:
            outline = np.array([[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]])
        frame = np.array([[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]])
        area = 0.0 if shape[row] == 3 else abs(_signed_area(outline))
        if area > 0:
            result[row] = _shared_area(outline, frame) / area
        else:
            result[row] = ((x >= 0) & (x <= w) & (y >= 0) & (y <= h)).mean()
    return result
