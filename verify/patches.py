"""A gauge for areas of marks: the pixels of a mark's colour near it, and what they enclose."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from verify.table import Floats

_PURE = 2
"""Channel levels within which pixels belong to a patch; a line of nearly its colour that runs through it does not."""
_LARGE = 150
"""Pixels: of larger patches every second row and column is looked at, which changes a share by less than a rim does."""
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_OUTSIDE = 128
_ALL: Any = None
"""The mask of a flood fill that may go anywhere."""


def patches(pixels: Any, core: Any, boxes: Any, margin: int) -> Floats:
    """(n, 3): area and middle (x, y) of a mark's colour in the window of every box (n, 4) grown by `margin`, with what
    it encloses, such as letters. Pixels at its rim, which are partly covered, count half. What reaches the window's
    border belongs to something else; NaN where nothing is left."""
    result = np.full((len(boxes), 3), np.nan)
    height, width = pixels.shape[:2]
    for number, (left, top, right, bottom) in enumerate(np.asarray(boxes).tolist()):
        if core[number, 0] >= 0:
            x0, y0 = max(0, int(left) - margin), max(0, int(top) - margin)
            stride = 1 + int(max(right - left, bottom - top) > _LARGE)
            window = pixels[y0 : min(height, int(bottom) + 1 + margin) : stride,
                            x0 : min(width, int(right) + 1 + margin) : stride]  # fmt: skip
            area, x, y = _patch(window, core[number])
            result[number] = area * stride**2, x0 + stride * (x + 0.5), y0 + stride * (y + 0.5)
    return result


def _patch(window: Any, core: Any) -> tuple[float, float, float]:
    """Area and middle of a colour's patch that does not reach the window's border, in places of pixels."""
    low, high = (tuple(int(min(255, max(0, level + d))) for level in core) for d in (-_PURE, _PURE))
    member = np.asarray(cv2.inRange(window, np.array(low), np.array(high)))
    around: Any = cv2.copyMakeBorder(member, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    cv2.floodFill(around, _ALL, (0, 0), (0, 0, 0))
    if not around.any():
        return np.nan, np.nan, np.nan
    cv2.floodFill(around, _ALL, (0, 0), (_OUTSIDE, _OUTSIDE, _OUTSIDE))
    inside = (around != _OUTSIDE).astype(np.uint8)
    weight = inside + cv2.dilate(inside, _CROSS)
    total = float(weight.sum())
    x, y = (float((weight.sum(axis=axis) @ np.arange(weight.shape[1 - axis])) / total) for axis in (0, 1))
    return total / 2, x - 1, y - 1
