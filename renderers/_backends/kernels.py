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
    inside, ring = np.zeros(256, np.int64), np.zeros(256, np.int64)
    for number in range(count):
        inside[:] = 0
        ring[:] = 0
        _fill_histograms(pixels, quads[number], linear, inside, ring)
        if inside.sum() == 0:
            continue
        middle = _percentile(ring, 0.5) if ring.sum() else _percentile(inside, 0.5)
        dark, light = _percentile(inside, 0.05), _percentile(inside, 0.95)
        result[number] = max(_ratio(dark, middle), _ratio(light, middle))
    return result


@numba.njit(cache=True)
def _fill_histograms(pixels: Any, quad: Any, linear: Any, inside: Any, ring: Any) -> None:
    height, width = pixels.shape[:2]
    normal, offset = _half_planes(quad)
    x0, x1 = max(0, int(quad[:, 0].min()) - 3), min(width, int(quad[:, 0].max()) + 4)
    y0, y1 = max(0, int(quad[:, 1].min()) - 3), min(height, int(quad[:, 1].max()) + 4)
    for y in range(y0, y1):
        for x in range(x0, x1):
            far = -1e9
            for edge in range(4):
                far = max(far, normal[edge, 0] * (x + 0.5) + normal[edge, 1] * (y + 0.5) - offset[edge])
            if far > 3.0 or 0.5 < far < 1.0:
                continue
            light = (
                np.float32(0.2126) * linear[pixels[y, x, 0]]
                + np.float32(0.7152) * linear[pixels[y, x, 1]]
                + np.float32(0.0722) * linear[pixels[y, x, 2]]
            )
            place = int(np.sqrt(light) * np.float32(255.0) + np.float32(0.5))
            if far <= 0.5:
                inside[min(place, 255)] += 1
            else:
                ring[min(place, 255)] += 1


@numba.njit(cache=True)
def _half_planes(quad: Any) -> Any:
    """Outward unit normals (4, 2) and offsets (4) of the edges of a convex quad, clockwise on the screen."""
    normal, offset = np.zeros((4, 2)), np.zeros(4)
    for edge in range(4):
        dx, dy = quad[(edge + 1) % 4] - quad[edge]
        length = max(np.sqrt(dx * dx + dy * dy), 1e-9)
        normal[edge, 0], normal[edge, 1] = dy / length, -dx / length
        offset[edge] = normal[edge, 0] * quad[edge, 0] + normal[edge, 1] * quad[edge, 1]
    return normal, offset


@numba.njit(cache=True)
def _percentile(histogram: Any, share: float) -> float:
    """Luminance below which `share` of the counts lie."""
    wanted = max(1.0, share * histogram.sum())
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
