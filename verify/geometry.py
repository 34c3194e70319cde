"""The check `geometry`: regions form a tree in reading order, stand inside the frame, contain what is in them, and text
does not collide. Spans of text are looked at in `spans`.

Thresholds are named with their reasons. Places are compared in 1/16 px, the unit in which they are written.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from proofpress_core.roles import ROLES, Level
from verify.faults import Faults
from verify.kernels import areas, overlaps, reading_places, spill
from verify.record import View
from verify.spans import check_joins, check_spans
from verify.table import BOX, QUAD, SUBPIXELS, Floats, Ints, Table, rows_named

FRAME_SLACK = 16
"""1 px: the fringe of an antialiased edge may fall outside while the ink itself does not."""
COVER_SLACK = 6
"""Both ends of a difference are rounded to 1/16 px, after a warp through two roundings of a slanted edge."""
CONTAIN_SLACK = 24
"""1.5 px: a layout area may be ended at the type's extent, which ink of italics and accents oversteps a little."""
LEAST_SIDE = 4
"""1/4 px: a hair stroke is thinner than a pixel, but nothing thinner than this leaves visible ink."""
WORD_OVERLAP = 0.2
"""Share of the smaller box. Neighbouring words and lines touch by a few percent where tails meet tall letters."""
CELL_OVERLAP = 0.02
"""Cells of one table share at most the width of the rule between them."""
POINTING = ("vertex", "side", "angle", "value_label")
"""Roles whose anchor may be the point that a label speaks of, beside the label."""


def check_geometry(view: View, faults: Faults) -> None:
    """Add what is wrong with the places of regions; the rest is not looked at when they form no tree."""
    table = view.table
    faults.count("regions", len(table))
    if _check_tree(view, table, faults):
        _check_order(table, faults)
        _check_frame(view, table, faults)
        _check_covers(table, faults)
        _check_text_overlaps(view, table, faults)
        _check_cells(view, table, faults)
        check_spans(view, faults)
        check_joins(view, faults)


def _check_tree(view: View, table: Table, faults: Faults) -> bool:
    """Pages come first, one a page and in order; every other row has a parent of a smaller level on its page."""
    counting = np.arange(len(view.pages))
    is_page = table.role == ROLES.index("page")
    paged = np.array_equal(np.flatnonzero(is_page), counting) and np.array_equal(table.page[: len(counting)], counting)
    child = np.flatnonzero(table.parent >= 0)
    parent = table.parent[child]
    found = [
        faults.demand(paged, "pages", f"{int(is_page.sum())} page regions for {len(counting)} pages, or not in order"),
        faults.demand(np.all(np.diff(table.level) >= 0), "levels", "rows do not stand level by level"),
        rows_named(faults, table, (table.parent < 0) != is_page, "parents", "has no parent, or is a page with one"),
        rows_named(faults, table, table.level[parent] >= table.level[child], "levels", "has a deeper parent", child),
        rows_named(faults, table, table.page[parent] != table.page[child], "parents", "is on another page", child),
    ]
    return all(found)


def _check_order(table: Table, faults: Faults) -> None:
    """Order among siblings counts 0, 1, 2 (with gaps only where deeper levels were cut), rows stand in its order."""
    child = np.flatnonzero(table.parent >= 0)
    by_parent = child[np.lexsort((table.order[child], table.parent[child]))]
    parent, order = table.parent[by_parent], table.order[by_parent]
    before = np.concatenate([[0], order])[:-1]
    is_first = np.concatenate([[True], parent[1:] != parent[:-1]])[: len(parent)]
    step = np.where(is_first, order + 1, order - before)
    whole = int(table.level.max()) == int(Level.CHAR)
    wrong = (step != 1) if whole else (step < 1)
    rows_named(faults, table, wrong, "order", "breaks the order of its siblings", by_parent)
    places = reading_places(table.parent, table.order)
    back = (np.diff(places) <= 0) & (np.diff(table.level) == 0)
    after = np.arange(1, len(table))
    rows_named(faults, table, back, "order", "stands before its turn in reading order", after)


def _check_frame(view: View, table: Table, faults: Faults) -> None:
    """Legible text lies inside the frame, text has an extent, anchors lie on their shapes, pages fill their frames."""
    size = np.array([(page.width, page.height) for page in view.pages], dtype=np.int64) * SUBPIXELS
    outside = np.maximum(-table.box[:, :2], table.box[:, 2:] - size[table.page]).max(axis=1)
    is_text = table.has_role("line", "word", "token", "char")
    wrong = is_text & (table.legible == 1) & (outside > FRAME_SLACK)
    rows_named(faults, table, wrong, "frame", "is legible text outside of the frame")
    area = areas(table.points.astype(np.float64), table.start, table.shape == BOX)
    sides = (table.box[:, 2:] - table.box[:, :2]).min(axis=1)
    wrong = is_text & ((area <= 0) | (sides < LEAST_SIDE))
    rows_named(faults, table, wrong, "empty", "is text without an extent, or mirrored")
    rows_named(faults, table, (table.shape == BOX) & (area < 0), "empty", "is a box with swapped corners")
    far = np.maximum(table.box[:, :2] - table.anchor, table.anchor - table.box[:, 2:]).max(axis=1)
    far[table.has_role(*POINTING)] = 0
    rows_named(faults, table, far > FRAME_SLACK, "anchor", "has its anchor outside of its shape")
    unwarped = [np.array_equal(page.warp, np.eye(3)) for page in view.pages]
    rows = np.flatnonzero(np.array(unwarped))
    full = (table.box[rows, :2] == 0).all(axis=1) & (table.box[rows, 2:] == size[rows]).all(axis=1)
    rows_named(faults, table, ~full, "frame", "does not fill its frame", rows)


def _check_covers(table: Table, faults: Faults) -> None:
    """Words cover their chars and lines their words; layout areas contain the lines in them."""
    child = np.flatnonzero(table.level >= Level.LINE)
    parent = table.parent[child]
    inner = table.level[parent] >= Level.LINE
    area = ~inner & np.isin(table.shape[parent], (BOX, QUAD))
    faults.count("covers", int((inner | area).sum()))
    for mine, slack in ((inner, COVER_SLACK), (area, CONTAIN_SLACK)):
        rows, outer = child[mine], parent[mine]
        far = _spill(table, rows, outer)
        worst = int(np.argmax(far)) if len(far) else -1
        if worst >= 0 and far[worst] > slack:
            inside, around = table.name(int(rows[worst])), table.name(int(outer[worst]))
            count = int((far > slack).sum())
            faults.add("cover", f"{inside} reaches {far[worst] / SUBPIXELS:.2f} px out of {around} ({count} do)")


def _spill(table: Table, child: Ints, parent: Ints) -> Ints:
    far = spill(table.points.astype(np.float64), table.start, table.shape == BOX, table.box, child, parent)
    return np.asarray(np.rint(far), dtype=np.int64)


def quads_of(table: Table, rows: Ints) -> Floats:
    """Corners (n, 4, 2) in pixels, clockwise: the quad itself, or the bounding box of any other shape."""
    left, top, right, bottom = table.box[rows].T.astype(np.float64)
    quads = np.stack([left, top, right, top, right, bottom, left, bottom], axis=1).reshape(-1, 4, 2)
    is_quad = table.shape[rows] == QUAD
    first = table.start[:-1][rows[is_quad]]
    quads[is_quad] = table.points[first[:, None] + np.arange(4)]
    return np.asarray(quads / SUBPIXELS, dtype=np.float64)


def _check_text_overlaps(view: View, table: Table, faults: Faults) -> None:
    """No two lines and no two words cover each other; formulas aside, whose fractions and roots hold one another."""
    for role in ("line", "word"):
        rows = table.rows(role)
        _check_overlaps(view, table, rows[~within(table, rows, "formula", "formula_node")], WORD_OVERLAP, faults)


def within(table: Table, rows: Ints, *roles: str) -> NDArray[np.bool_]:
    """Which rows stand in a region of one of these roles."""
    is_held = table.has_role(*roles)
    above, found = rows.copy(), np.zeros(len(rows), dtype=np.bool_)
    for _ in Level:
        above = np.where(above >= 0, table.parent[above], -1)
        found |= (above >= 0) & is_held[above]
    return found


def _check_cells(view: View, table: Table, faults: Faults) -> None:
    """Cells stand inside their table and do not cover each other."""
    rows = table.rows("cell")
    outer = table.parent[rows]
    is_table = table.role == ROLES.index("table")
    for _ in Level:
        outer = np.where((outer >= 0) & ~is_table[outer], table.parent[outer], outer)
    held = outer >= 0
    far = _spill(table, rows[held], outer[held])
    rows_named(faults, table, far > CONTAIN_SLACK, "cells", "reaches out of its table", rows[held])
    _check_overlaps(view, table, rows[held], CELL_OVERLAP, faults)


def _check_overlaps(view: View, table: Table, rows: Ints, least: float, faults: Faults) -> None:
    for page in range(len(view.pages)):
        mine = rows[table.page[rows] == page]
        quads = quads_of(table, mine)
        corners, start = quads.reshape(-1, 2), np.arange(0, 4 * len(quads) + 1, 4)
        area = np.abs(areas(corners, start, np.zeros(len(quads), dtype=np.bool_)))
        pairs = overlaps(quads, area, least)
        for one, other, permille in pairs[:1]:
            first, second = table.name(int(mine[one])), table.name(int(mine[other]))
            faults.add("overlap", f"{first} and {second} overlap by {permille / 10:.0f} % ({len(pairs)} pairs do)")
