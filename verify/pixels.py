"""The checks `measure` and `ink`: what the written record says of its pixels, measured again on those that ship.

Luminance and contrast are WCAG 2.2's. The stroke of a char is the darkest or lightest twentieth of its shape, whichever
differs more from the ring around it, so that thin type is not judged by the paper between its strokes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from proofpress_core.roles import Level
from verify.edges import check_edges
from verify.faults import Faults
from verify.geometry import quads_of
from verify.kernels import seen, strokes
from verify.record import View
from verify.table import SUBPIXELS, Floats, Ints, Table, rows_named

LEGIBLE_VISIBLE = 950
"""Permille: a region with less of itself in the frame cannot be called legible."""
LEGIBLE_CONTRAST = 300
"""100 times what WCAG 2.2 SC 1.4.3 asks of large text."""
LEGIBLE_X_HEIGHT = 72
"""1/16 px: 4.5 px, about type of 9 px; below it engines and people begin to fail."""
CONTRAST_SLACK = 0.06
"""Relative: both measurements round luminances to bins and percentiles to whole pixels."""
VISIBLE_SLACK = 15
"""Permille: points are rounded to 1/16 px, of shapes that may be only a few pixels wide."""
LEAST_INK = 115
"""100 times the contrast below which nobody sees that something is there; noise alone stays under it."""


def _linear_light() -> NDArray[np.float32]:
    """What a level of each sRGB channel adds to relative luminance, (3, 256)."""
    level = np.arange(256) / 255.0
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    return np.outer([0.2126, 0.7152, 0.0722], linear).astype(np.float32)


_LIGHT = _linear_light()


def check_measure(view: View, faults: Faults) -> None:
    """Written `visible`, `contrast` and `legible` agree with the pixels and with one another."""
    table = view.table
    size = np.array([(page.width, page.height) for page in view.pages], dtype=np.float64)[table.page]
    share = 1000 * seen(table.points / SUBPIXELS, table.start, table.shape, size[:, 0], size[:, 1])
    rows_named(faults, table, table.visible > share + VISIBLE_SLACK, "visible", "shows less than the record says")
    is_text = table.has_role("line", "word", "token", "char")
    rows_named(faults, table, ~is_text & (table.contrast > 0), "contrast", "has a contrast but is no text")
    leaves, contrast = leaf_contrast(view)
    faults.count("measured", len(leaves))
    off = np.abs(table.contrast[leaves] - contrast) > 5 + CONTRAST_SLACK * contrast
    rows_named(faults, table, off, "contrast", "has another contrast than its pixels", leaves)
    _check_weakest(view, faults)
    _check_legible(table, is_text, faults)
    sides = (table.box[:, 2:] - table.box[:, :2]).max(axis=1)
    rows_named(faults, table, table.x_height > sides + SUBPIXELS, "x_height", "is less tall than its x-height")


def _check_weakest(view: View, faults: Faults) -> None:
    """A word or line has the contrast of its weakest letter or digit, of its weakest sign where it has neither."""
    table = view.table
    if int(table.level.max()) < Level.CHAR:
        return
    solid = np.zeros(len(table), dtype=np.bool_)
    chars = np.flatnonzero(table.level == Level.CHAR)
    solid[chars] = _lettered(view, chars)
    for level in (Level.CHAR, Level.WORD):
        rows = np.flatnonzero((table.level == level) & (table.level[table.parent] >= Level.LINE))
        weakest = np.full((2, len(table)), np.iinfo(np.int64).max)
        np.minimum.at(weakest[0], table.parent[rows], table.contrast[rows])
        np.minimum.at(weakest[1], table.parent[rows[solid[rows]]], table.contrast[rows[solid[rows]]])
        expected = np.where(weakest[1] < np.iinfo(np.int64).max, weakest[1], weakest[0])
        parents = np.unique(table.parent[rows])
        wrong = table.contrast[parents] != expected[parents]
        rows_named(faults, table, wrong, "contrast", "has not the contrast of its weakest letter", parents)
        solid[table.parent[rows[solid[rows]]]] = True


def _check_legible(table: Table, is_text: NDArray[np.bool_], faults: Faults) -> None:
    """Nothing is called legible that is cut off, faint or tiny by the record's own numbers."""
    legible = table.legible == 1
    rows_named(faults, table, legible & (table.visible < LEGIBLE_VISIBLE), "legible", "is called legible, but cut off")
    faint = legible & is_text & (table.contrast < LEGIBLE_CONTRAST)
    rows_named(faults, table, faint, "legible", "is called legible, but faint")
    tiny = legible & is_text & (table.x_height > 0) & (table.x_height < LEGIBLE_X_HEIGHT)
    rows_named(faults, table, tiny, "legible", "is called legible, but tiny")


def check_ink(view: View, faults: Faults) -> None:
    """Where a text region stands there is ink, and strong ink where it is called legible."""
    table = view.table
    leaves, contrast = leaf_contrast(view)
    faults.count("inked", len(leaves))
    letters = _lettered(view, leaves)
    # a point or comma may drown in blur; a letter, or what is called legible, may not
    shown = (table.visible[leaves] >= LEGIBLE_VISIBLE) & (letters | (table.legible[leaves] == 1))
    rows_named(faults, table, shown & (contrast < LEAST_INK), "no_ink", "has no ink", leaves)
    weak = (table.legible[leaves] == 1) & (contrast < LEGIBLE_CONTRAST * (1 - CONTRAST_SLACK))
    rows_named(faults, table, weak & (contrast >= LEAST_INK), "faint", "is called legible, its ink is faint", leaves)
    check_edges(view, _LIGHT, faults)


def _lettered(view: View, rows: Ints) -> NDArray[np.bool_]:
    """Which of these regions have a letter or digit in their text."""
    return np.array([any(map(str.isalnum, text)) for text in view.texts(rows)], dtype=np.bool_)


def leaf_contrast(view: View) -> tuple[Ints, Floats]:
    """Chars (and text without chars, in a record that goes down to chars), and 100 times the contrast of each."""
    if "leaf_contrast" not in view.derived:
        view.derived["leaf_contrast"] = _measured(view)
    leaves, contrast = view.derived["leaf_contrast"]
    return leaves, contrast


def _measured(view: View) -> tuple[Ints, Floats]:
    table = view.table
    rows = table.rows("line", "word", "token", "char")
    leaves = np.setdiff1d(rows, table.parent[rows]) if int(table.level.max()) == Level.CHAR else rows[:0]
    result = np.zeros(len(leaves))
    for number, page in enumerate(view.pages):
        mine = table.page[leaves] == number
        dark, light, around = strokes(page.pixels, quads_of(table, leaves[mine]), _LIGHT).T + 0.05
        ratio = np.maximum(np.maximum(dark, around) / np.minimum(dark, around),
                           np.maximum(light, around) / np.minimum(light, around))  # fmt: skip
        result[mine] = np.where(dark < 0, 0.0, 100 * ratio)
    return leaves, result
