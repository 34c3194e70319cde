"""Measures regions on the final pixels: what is visible, how strongly text stands out, how tall it is.

Run after the effects and before the questions. Formulas:

* *relative luminance* L = 0.2126 R + 0.7152 G + 0.0722 B of linearised sRGB channels, and *contrast ratio*
  (L1 + 0.05) / (L2 + 0.05) with L1 the lighter (WCAG 2.2, "relative luminance" and "contrast ratio").
* *stroke*: of the pixels inside a char's shape the 5th and the 95th percentile of luminance; the one that differs more
  from the background. A mean over the box would mix paper into the ink and make thin type look faint.
* *background*: the median luminance of the ring from 1 to 3 px outside the shape.
* *x-height* of a line: median height of its boxes of lower-case letters without ascender or descender; where there are
  none, 0.7 of the median height of capitals, digits and ascending letters (the x-to-cap ratio of text faces); else 0.55
  of the median height of its other word characters (Han characters fill the em; small Han type reads like Latin type
  whose x is about half as tall). Height is measured across the line, along the left and right sides of the shape.
* a word or line has the contrast of its weakest letter or digit; punctuation counts only where there is nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofpress_core.regions import UNIT, Regions
from proofpress_core.roles import SHAPES, Level
from proofpress_core.scene import Scene
from renderers._backends.kernels import stroke_contrast, visible_permille
from renderers.base import Drawing, Pixels

LEGIBLE_VISIBLE = 950
"""Permille of a shape that must lie inside the frame."""
LEGIBLE_CONTRAST = 300
"""100 times the ratio that WCAG 2.2 SC 1.4.3 asks of large text."""
LEGIBLE_X_HEIGHT = 72
"""1/16 px: 4.5 px, about type of 9 px."""

_FLAT = frozenset("acemnorsuvwxz")
_HANGING = frozenset("gpqyj")
_X_SHARE = np.array([1.0, 0.7, 0.55, 0.0])
"""Share of its height that a text counts for as an x-height, by `_kind`."""
_SIGN = 3
"""The `_kind` of what has neither letter nor digit."""
_TEXT_ROLES = ("line", "word", "token", "char")
_POLYLINE = SHAPES.index("polyline")


def measure(drawing: Drawing) -> Scene:
    """The drawing's scene with `visible`, `contrast`, `x_height` and `legible` as its pages show them."""
    scene = drawing.scene
    regions = scene.regions
    sizes = np.array([(page.width, page.height) for page in scene.pages], dtype=np.float64)
    is_line = regions.shape == _POLYLINE
    visible = visible_permille(regions.points / UNIT, regions.start, is_line, sizes[regions.page])
    rows = regions.having(*_TEXT_ROLES)
    contrast, x_height = np.zeros(len(regions), dtype=np.int64), np.zeros(len(regions), dtype=np.int64)
    if len(rows):
        leaves = rows[~np.isin(rows, regions.parent[rows], kind="table")]
        quads = _quads(regions, leaves)
        kinds = np.array([_kind(text) for text in _texts(scene, leaves)])
        contrast[leaves] = _contrasts(drawing.pages, regions.page[leaves], quads)
        _raise_contrast(regions, leaves, kinds, contrast)
        x_height = _x_heights(regions, leaves, kinds, quads)
    legible = _legible(regions, rows, visible, contrast, x_height)
    measured = regions.with_columns(visible=visible, contrast=contrast, x_height=x_height, legible=legible)
    return replace(scene, regions=measured)


def _legible(regions: Regions, rows: Any, visible: Any, contrast: Any, x_height: Any) -> NDArray[np.int64]:
    """Every region must be visible; text must also stand out and be tall enough, where its line has a height."""
    legible = visible >= LEGIBLE_VISIBLE
    height = np.array(x_height)
    for level in (Level.WORD, Level.CHAR):
        mine = rows[(regions.levels[rows] == level) & (height[rows] == 0)]
        height[mine] = height[regions.parent[mine]]
    tall = (height[rows] == 0) | (height[rows] >= LEGIBLE_X_HEIGHT)
    legible[rows] &= (contrast[rows] >= LEGIBLE_CONTRAST) & tall
    return legible.astype(np.int64)


def _quads(regions: Regions, rows: Any) -> NDArray[np.float64]:
    """Corners (n, 4, 2) in pixels: the quads themselves, bounding boxes of all else, clockwise on the screen."""
    left, top, right, bottom = (regions.boxes()[rows] / UNIT).T
    quads = np.stack([left, top, right, top, right, bottom, left, bottom], axis=1).reshape(-1, 4, 2)
    is_quad = np.diff(regions.start)[rows] == 4
    first = regions.start[:-1][rows[is_quad]]
    quads[is_quad] = regions.points[first[:, None] + np.arange(4)] / UNIT
    return quads


def _texts(scene: Scene, rows: Any) -> list[str]:
    """The text of each row."""
    pages = [page.text for page in scene.pages]
    owner, start, end = scene.regions.page[rows], *scene.regions.text[rows].T
    return [pages[page][a:b] for page, a, b in zip(owner.tolist(), start.tolist(), end.tolist(), strict=True)]


@functools.lru_cache(maxsize=4096)
def _kind(text: str) -> int:
    """0: a lower-case letter without ascender or descender, 1: another letter or digit that stands on the line,
    2: any other text with letters or digits, 3: signs."""
    if text in _FLAT:
        return 0
    if len(text) == 1 and text.isascii() and text.isalnum() and text not in _HANGING:
        return 1
    return 2 if any(ch.isalnum() for ch in text) else _SIGN


def _contrasts(pages: Sequence[Pixels], owner: Any, quads: Any) -> NDArray[np.int64]:
    result = np.zeros(len(quads), dtype=np.int64)
    for number, pixels in enumerate(pages):
        mine = np.flatnonzero(owner == number)
        result[mine] = np.rint(100 * stroke_contrast(pixels, quads[mine], _LINEAR))
    return result


def _raise_contrast(regions: Regions, leaves: Any, kinds: Any, contrast: Any) -> None:
    """Give words and lines the contrast of their weakest letter, level by level upwards."""
    solid = np.zeros(len(regions), dtype=bool)
    solid[leaves] = kinds < _SIGN
    levels = regions.levels
    for level in (Level.CHAR, Level.WORD):
        inked = np.flatnonzero((levels == level) & (contrast > 0) & (levels[regions.parent] >= Level.LINE))
        for candidates in (inked[~solid[inked]], inked[solid[inked]]):
            weakest = np.full(len(regions), np.iinfo(np.int64).max)
            np.minimum.at(weakest, regions.parent[candidates], contrast[candidates])
            found = weakest < np.iinfo(np.int64).max
            contrast[found] = weakest[found]
        solid[regions.parent[inked[solid[inked]]]] = True


def _x_heights(regions: Regions, leaves: Any, kinds: Any, quads: Any) -> NDArray[np.int64]:
    """The column `x_height`: set for lines (and for tokens and words that stand without one)."""
    sides = np.hypot(*np.moveaxis(quads[:, [3, 2]] - quads[:, [0, 1]], 2, 0)).mean(axis=1)
    lines = _line_of(regions, leaves)
    best = np.full(len(regions), _SIGN)
    np.minimum.at(best, lines, kinds)
    telling = np.flatnonzero(kinds == best[lines])
    found, medians = _medians(lines[telling], sides[telling])
    result = np.zeros(len(regions), dtype=np.int64)
    result[found] = np.rint(_X_SHARE[best[found]] * medians * UNIT)
    return result


def _medians(groups: Any, values: Any) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The groups there are, ascending, and the median of the values of each."""
    order = np.lexsort((values, groups))
    found, first, count = np.unique(groups[order], return_index=True, return_counts=True)
    ranked = values[order]
    return found, (ranked[first + (count - 1) // 2] + ranked[first + count // 2]) / 2


def _line_of(regions: Regions, leaves: Any) -> NDArray[np.int64]:
    """The outermost text region above each leaf (itself where it stands alone)."""
    lines = np.array(leaves)
    for _ in range(len(_TEXT_ROLES) - 1):
        above = regions.parent[lines]
        lines = np.where((above >= 0) & (regions.levels[above] >= Level.LINE), above, lines)
    return lines


def _linear_levels() -> NDArray[np.float32]:
    """sRGB level (0..255) to linear light (0..1), as WCAG 2.2 writes it."""
    level = np.arange(256) / 255.0
    return np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _linear_levels()
