"""A compiled gauge that finds the middle of a marker by its balance: turned by half a turn about its middle, a circle,
a ring, a square or a diamond is itself, and so is a line that runs through it.

It needs no outline, only a window's size; it gives NaN where a turn about another point nearby is as good (a flat
field, a line without a marker) or where none is good (a triangle, a marker that is half covered).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

UNEVEN = 0.4
"""Greatest difference between a marker and itself turned, as a share of its contrast: lines that bend at its rim."""
_CLEAR = 0.12
"""How much greater the difference must be a pixel to each side: less is a line's run, which has no middle."""
_CONTRAST = 24
"""Channel levels: a window that varies less holds no marker."""
_RIM = 1.0
"""Pixels past a marker that are turned with it, so that its edge counts."""
_LIKE, _UNLIKE = 0.2, 0.65
"""Shares of the window's contrast below which a colour counts as that of the marker (the line over it is a shade
darker), and above which as another (the area below its line)."""


@numba.njit(cache=True)
def balanced(pixels: Any, boxes: Any, reach: int) -> Any:
    """Middles (n, 2) of the markers of about the sizes of `boxes` (n, 4), sought up to `reach` pixels from the boxes'
    middles; NaN where the pixels do not decide."""
    result = np.full((len(boxes), 2), np.nan)
    for number in range(len(boxes)):
        left, top, right, bottom = boxes[number]
        half = np.array([(right - left) / 2 + _RIM, (bottom - top) / 2 + _RIM])
        margin = reach + 4
        x0, y0 = int(left) - margin, int(top) - margin
        x1, y1 = int(right) + 1 + margin, int(bottom) + 1 + margin
        if x0 < 0 or y0 < 0 or x1 > pixels.shape[1] or y1 > pixels.shape[0]:
            continue
        ink = _likeness(pixels[y0:y1, x0:x1], 0.5 * (left + right) - x0, 0.5 * (top + bottom) - y0, half / 3)
        # Twice the middle, so that a half turn takes pixels to pixels.
        start = np.array([int(left + right + 0.5) - 2 * x0, int(top + bottom + 0.5) - 2 * y0])
        far = max(2, min(reach, int(0.4 * min(right - left, bottom - top))))
        best, least = _descend(ink, start, half, far)
        at_end = np.abs(best - start).max() >= 2 * far
        if least <= UNEVEN and not at_end and _is_sharp(ink, best, half, least):
            result[number, 0] = x0 + _refined(ink, best, half, least, 0)
            result[number, 1] = y0 + _refined(ink, best, half, least, 1)
    return result


@numba.njit(cache=True)
def _likeness(window: Any, x: float, y: float, half: Any) -> Any:
    """How much each pixel is of the colour that the middle has, 0 to 1, by the contrast within thrice `half` of it; all
    0 where nothing stands out there."""
    height, width = window.shape[:2]
    core = np.zeros(3)
    inner = window[int(y - half[1] + 0.5) : int(y + half[1] + 0.5), int(x - half[0] + 0.5) : int(x + half[0] + 0.5)]
    levels = np.zeros(256, np.int64)
    for c in range(3):
        levels[:] = 0
        for level in inner[:, :, c].flat:
            levels[level] += 1
        core[c] = _level_at(levels, 0.5)
    apart = np.zeros((height, width))
    levels[:] = 0
    inside = np.zeros((height, width), np.bool_)
    inside[int(y - 3 * half[1]) : int(y + 3 * half[1]) + 1, int(x - 3 * half[0]) : int(x + 3 * half[0]) + 1] = True
    for row in range(height):
        for column in range(width):
            for c in range(3):
                apart[row, column] = max(apart[row, column], abs(np.float64(window[row, column, c]) - core[c]))
            levels[int(apart[row, column])] += int(inside[row, column])
    most = _level_at(levels, 0.9)
    if most < _CONTRAST:
        return np.zeros((height, width))
    return np.minimum(1.0, np.maximum(0.0, (_UNLIKE - apart / most) / (_UNLIKE - _LIKE)))


@numba.njit(cache=True)
def _level_at(levels: Any, share: float) -> int:
    """The level below or at which this share of all lies, of how many there are of each."""
    total, below = levels.sum(), 0
    for level in range(len(levels)):
        below += levels[level]
        if below >= share * total:
            return level
    return len(levels) - 1


@numba.njit(cache=True)
def _descend(ink: Any, start: Any, half: Any, reach: int) -> Any:
    """Twice the place of least difference around a start, and that difference: every pixel first, then half pixels."""
    best, least = start.copy(), np.inf
    for dy in range(-2 * reach, 2 * reach + 1, 2):
        for dx in range(-2 * reach, 2 * reach + 1, 2):
            uneven = difference(ink, start[0] + dx, start[1] + dy, half)
            if uneven < least:
                best[0], best[1], least = start[0] + dx, start[1] + dy, uneven
    x, y = best
    for dy in range(-1, 2):
        for dx in range(-1, 2):
            uneven = difference(ink, x + dx, y + dy, half)
            if uneven < least:
                best[0], best[1], least = x + dx, y + dy, uneven
    return best, least


@numba.njit(cache=True)
def _is_sharp(ink: Any, at: Any, half: Any, least: float) -> bool:
    """Whether a pixel to each of eight sides the difference is clearly greater."""
    for dy in range(-2, 3, 2):
        for dx in range(-2, 3, 2):
            if (dx or dy) and difference(ink, at[0] + dx, at[1] + dy, half) < least + _CLEAR:
                return False
    return True


@numba.njit(cache=True)
def _refined(ink: Any, at: Any, half: Any, least: float, along: int) -> float:
    """The place of least difference between half pixels: differences rise evenly on both sides of it."""
    dx, dy = (2, 0) if along == 0 else (0, 2)
    before = difference(ink, at[0] - dx, at[1] - dy, half) - least
    after = difference(ink, at[0] + dx, at[1] + dy, half) - least
    return float(at[along] / 2 + 0.5 * (before - after) / max(before, after))


@numba.njit(cache=True)
def difference(ink: Any, twice_x: int, twice_y: int, half: Any) -> float:
    """Mean difference between the pixels of an ellipse about a middle (given twice) and those half a turn away, as a
    share of their spread; infinite where the ellipse is flat."""
    x, y = twice_x / 2 - 0.5, twice_y / 2 - 0.5
    stride = 1 + int(half.max() / 12)
    total, count, apart = 0.0, 0, 0.0
    first = max(0, int(np.ceil(y - half[1])))
    for row in range(first, min(ink.shape[0] - 1, int(y + half[1])) + 1, stride):
        reach = half[0] * np.sqrt(max(0.0, 1 - ((row - y) / half[1]) ** 2))
        other = min(ink.shape[0] - 1, max(0, twice_y - 1 - row))
        for column in range(max(0, int(np.ceil(x - reach))), min(ink.shape[1] - 1, int(x + reach)) + 1, stride):
            turned = min(ink.shape[1] - 1, max(0, twice_x - 1 - column))
            total += ink[row, column]
            count += 1
            apart += abs(ink[row, column] - ink[other, turned])
    share = total / max(1, count)
    spread = 2 * share * (1 - share) * count
    return apart / spread if share > 0.05 and spread > 0.1 * count else np.inf
