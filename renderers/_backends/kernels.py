"""Compiled loops over pixels and shapes: contrast at the stroke, and the share of a shape that the frame shows."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np


@numba.njit(cache=True)
def stroke_contrast(pixels: Any, quads: Any, linear: Any) -> Any:
    """Contrast ratio at the stroke of every quad (n, 4, 2). Luminances are binned by their square root (0..255)."""
    count = len(quads)
    result = np.zeros(count)
    histograms = np.zeros((2, 256), np.int64)
    inside, ring = histograms
    for number in range(count):
        histograms[:] = 0
        here, around = _fill_histograms(pixels, quads[number], linear, inside, ring)
        if here == 0:
            continue
        middle = _percentile(ring, 0.5 * around) if around else _percentile(inside, 0.5 * here)
        dark, light = _percentile(inside, 0.05 * here), _percentile(inside, 0.95 * here)
        result[number] = max(_ratio(dark, middle), _ratio(light, middle))
    return result


@numba.njit(cache=True)
def _fill_histograms(pixels: Any, quad: Any, linear: Any, inside: Any, ring: Any) -> Any:
    """Counts the pixels of both histograms; returns how many there are in each."""
    height, width = pixels.shape[:2]
    one, two, three, four = _edge(quad, 0), _edge(quad, 1), _edge(quad, 2), _edge(quad, 3)
    x0, x1 = max(0, int(quad[:, 0].min()) - 3), min(width, int(quad[:, 0].max()) + 4)
    y0, y1 = max(0, int(quad[:, 1].min()) - 3), min(height, int(quad[:, 1].max()) + 4)
    here, around = 0, 0
    for y in range(y0, y1):
        for x in range(x0, x1):
            far = _greater(_greater(_beyond(one, x, y), _beyond(two, x, y)),
                           _greater(_beyond(three, x, y), _beyond(four, x, y)))  # fmt: skip
            if far > 3.0 or 0.5 < far < 1.0:
                continue
            place = _bin(linear[pixels[y, x, 0]], linear[pixels[y, x, 1]], linear[pixels[y, x, 2]])
            if far <= 0.5:
                inside[place] += 1
                here += 1
            else:
                ring[place] += 1
                around += 1
    return here, around


@numba.njit(cache=True)
def _edge(quad: Any, place: int) -> Any:
    """Outward unit normal (a, b) and offset c of an edge of a convex quad, clockwise on the screen: a point lies
    a x + b y - c beyond it. Plain numbers, because an array a shape costs more than its pixels."""
    after = (place + 1) % 4
    dx, dy = quad[after, 0] - quad[place, 0], quad[after, 1] - quad[place, 1]
    length = max(np.sqrt(dx * dx + dy * dy), 1e-9)
    a, b = dy / length, -dx / length
    return a, b, a * quad[place, 0] + b * quad[place, 1]


@numba.njit(cache=True)
def _beyond(edge: Any, x: int, y: int) -> float:
    """How far the centre of a pixel lies beyond an edge."""
    return edge[0] * (x + 0.5) + edge[1] * (y + 0.5) - edge[2]


@numba.njit(cache=True)
def _greater(one: float, other: float) -> float:
    """`max` without its care for NaN, which takes longer than the comparison."""
    return one if one > other else other


@numba.njit(cache=True)
def _bin(red: Any, green: Any, blue: Any) -> int:
    """Place of a colour of linear light in a histogram of luminance."""
    light = np.float32(0.2126) * red + np.float32(0.7152) * green + np.float32(0.0722) * blue
    return min(int(np.sqrt(light) * np.float32(255.0) + np.float32(0.5)), 255)


@numba.njit(cache=True)
def _percentile(histogram: Any, wanted: float) -> float:
    """Luminance below which `wanted` of the counts lie (at least one)."""
    wanted = max(1.0, wanted)
    seen = 0
    for place in range(256):
        seen += histogram[place]
        if seen >= wanted:
            return (place / 255.0) ** 2
    return 1.0


@numba.njit(cache=True)
def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@numba.njit(cache=True)
def visible_permille(points: Any, start: Any, is_line: Any, sizes: Any) -> Any:
    """Permille of each shape's area (of its length where it is a line or has no area) inside its frame."""
    result = np.full(len(start) - 1, 1000)
    for row in range(len(start) - 1):
        shape = points[start[row] : start[row + 1]]
        width, height = sizes[row]
        low_x, low_y, high_x, high_y = shape[:, 0].min(), shape[:, 1].min(), shape[:, 0].max(), shape[:, 1].max()
        if low_x < 0 or low_y < 0 or high_x > width or high_y > height:
            result[row] = int(1000 * _share_inside(shape, is_line[row], width, height) + 0.5)
    return result


@numba.njit(cache=True)
def _share_inside(shape: Any, is_line: Any, width: float, height: float) -> float:
    outline = _box_corners(shape) if len(shape) == 2 and not is_line else shape
    area = 0.0 if is_line else _area(outline)
    if area > 0.0:
        return _area(_clip(outline, width, height)) / area
    whole, seen = 0.0, 0.0
    for place in range(len(outline) - 1):
        length = np.sqrt(((outline[place + 1] - outline[place]) ** 2).sum())
        whole += length
        seen += length * _visible_stretch(outline[place], outline[place + 1], width, height)
    return seen / whole if whole > 0.0 else 0.0


@numba.njit(cache=True)
def _box_corners(shape: Any) -> Any:
    (x0, y0), (x1, y1) = shape
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


@numba.njit(cache=True)
def _area(outline: Any) -> float:
    """Area of a closed polygon by the shoelace formula."""
    twice = 0.0
    for place in range(len(outline)):
        after = (place + 1) % len(outline)
        twice += outline[place, 0] * outline[after, 1] - outline[after, 0] * outline[place, 1]
    return abs(twice) / 2.0


@numba.njit(cache=True)
def _clip(outline: Any, width: float, height: float) -> Any:
    """The polygon cut to the frame (Sutherland and Hodgman 1974), one edge of the frame after the other."""
    limits = np.array([0.0, 0.0, width, height])
    for edge in range(4):
        axis, sign = edge % 2, 1.0 if edge < 2 else -1.0
        kept = np.zeros((2 * len(outline) + 2, 2))
        count = 0
        for place in range(len(outline)):
            here, after = outline[place], outline[(place + 1) % len(outline)]
            a, b = sign * (here[axis] - limits[edge]), sign * (after[axis] - limits[edge])
            if a >= 0:
                kept[count] = here
                count += 1
            if a * b < 0:
                kept[count] = here + (after - here) * (a / (a - b))
                count += 1
        outline = kept[:count].copy()
    return outline


@numba.njit(cache=True)
def _visible_stretch(here: Any, after: Any, width: float, height: float) -> float:
    """Share of a segment inside the frame (Liang and Barsky 1984)."""
    first, last = 0.0, 1.0
    for axis in range(2):
        step, limit = after[axis] - here[axis], width if axis == 0 else height
        if step == 0.0:
            if here[axis] < 0.0 or here[axis] > limit:
                return 0.0
            continue
        one, other = (0.0 - here[axis]) / step, (limit - here[axis]) / step
        first, last = max(first, min(one, other)), min(last, max(one, other))
    return max(0.0, last - first)
