"""The check `geometry`: regions stand inside the frame, text does not collide, containers contain, order is an order.

Thresholds are named with their reasons. Places are compared in 1/16 px, the unit in which they are written.
"""

from __future__ import annotations

import numpy as np

from proofpress_core.roles import ROLES, Level
from verify.faults import Faults
from verify.kernels import areas, overlaps, reading_places, spill
from verify.record import View
from verify.table import BOX, QUAD, SUBPIXELS, Ints, Table

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

_TEXT_ROLES = ("line", "word", "token", "char")


def check_geometry(view: View, faults: Faults) -> None:
    """Add what is wrong with the places of regions, cheap looks first."""
    table = view.table
    faults.count("regions", len(table))
    if _check_tree(view, table, faults):
        _check_order(table, faults)
        _check_frame(view, table, faults)
        _check_covers(table, faults)
        _check_text_overlaps(view, table, faults)
        _check_cells(view, table, faults)
        _check_spans(view, table, faults)
        _check_joins(table, faults)


def _check_tree(view: View, table: Table, faults: Faults) -> bool:
    """Pages come first, one a page and in order; every other row has a parent of a smaller level on its page."""
    pages = len(view.pages)
    is_page = table.role == ROLES.index("page")
    counting = np.arange(pages)
    first = np.array_equal(np.flatnonzero(is_page), counting) and np.array_equal(table.page[:pages], counting)
    good = faults.demand(first, f"{int(is_page.sum())} page regions for {pages} pages, or not in order")
    good &= _none(faults, table, (table.parent < 0) != is_page, "has no parent, or is a page with one")
    good &= faults.demand(np.all(np.diff(table.level) >= 0), "rows do not stand level by level")
    child = np.flatnonzero(table.parent >= 0)
    parent = table.parent[child]
    good &= _none(faults, table, table.level[parent] >= table.level[child], "stands under a deeper one", child)
    return good & _none(faults, table, table.page[parent] != table.page[child], "stands on another page", child)


def _check_order(table: Table, faults: Faults) -> None:
    """Order among siblings counts 0, 1, 2 (with gaps only where deeper levels were cut), rows stand in its order."""
    child = np.flatnonzero(table.parent >= 0)
    by_parent = child[np.lexsort((table.order[child], table.parent[child]))]
    parent, order = table.parent[by_parent], table.order[by_parent]
    is_first = np.concatenate([[True], parent[1:] != parent[:-1]])[: len(parent)]
    step = np.where(is_first, order + 1, order - np.concatenate([[0], order[:-1]])[: len(order)])
    whole = len(table.level) > 0 and int(table.level.max()) == int(Level.CHAR)
    wrong = (step != 1) if whole else (step < 1)
    _none(faults, table, wrong, "breaks the order of its siblings", by_parent)
    places = reading_places(table.parent, table.order)
    for level in range(int(table.level.max()) + 1):
        rows = np.flatnonzero(table.level == level)
        back = np.flatnonzero(np.diff(places[rows]) <= 0)
        if len(back):
            faults.add(f"{table.name(int(rows[back[0] + 1]))} stands before its turn in reading order")


def _check_frame(view: View, table: Table, faults: Faults) -> None:
    """Legible text lies inside the frame; text has an extent; anchors lie on their shapes."""
    size = np.array([(page.width, page.height) for page in view.pages], dtype=np.int64) * SUBPIXELS
    limit = size[table.page]
    outside = np.maximum(-table.box[:, :2], table.box[:, 2:] - limit).max(axis=1)
    is_text = np.isin(table.role, [ROLES.index(role) for role in _TEXT_ROLES])
    _none(faults, table, is_text & (table.legible == 1) & (outside > FRAME_SLACK), "is legible text outside the frame")
    area = areas(table.points.astype(np.float64), table.start, table.shape == BOX)
    sides = (table.box[:, 2:] - table.box[:, :2]).min(axis=1)
    _none(faults, table, is_text & ((area <= 0) | (sides < LEAST_SIDE)), "is text without an extent, or mirrored")
    _none(faults, table, (table.shape == BOX) & (area < 0), "is a box whose corners are swapped")
    far = np.maximum(table.box[:, :2] - table.anchor, table.anchor - table.box[:, 2:]).max(axis=1)
    _none(faults, table, far > FRAME_SLACK, "has its anchor outside its shape")
    whole = np.array([np.array_equal(page.warp, np.eye(3)) for page in view.pages])
    rows = np.flatnonzero(whole[table.page[: len(view.pages)]])
    fits = (table.box[rows, :2] == 0).all(axis=1) & (table.box[rows, 2:] == size[rows]).all(axis=1)
    _none(faults, table, ~fits, "does not cover its page", rows)


def _check_covers(table: Table, faults: Faults) -> None:
    """Words cover chars and lines cover words; layout areas contain the lines in them."""
    child = np.flatnonzero(table.level >= Level.LINE)
    parent = table.parent[child]
    inner = table.level[parent] >= Level.LINE
    area = ~inner & np.isin(table.shape[parent], (BOX, QUAD))
    for mine, slack, problem in ((inner, COVER_SLACK, "reaches"), (area, CONTAIN_SLACK, "reaches")):
        rows, outer = child[mine], parent[mine]
        far = _spill(table, rows, outer)
        worst = np.flatnonzero(far > slack)
        if len(worst):
            row = int(worst[np.argmax(far[worst])])
            faults.add(f"{table.name(int(rows[row]))} {problem} {far[row] / SUBPIXELS:.2f} px outside of "
                       f"{table.name(int(outer[row]))}, {len(worst)} do")  # fmt: skip
        faults.count("covers", len(rows))


def _spill(table: Table, child: Ints, parent: Ints) -> Ints:
    points = table.points.astype(np.float64)
    far = spill(points, table.start, table.shape == BOX, table.box, child, parent)
    return np.asarray(np.rint(far), dtype=np.int64)


def quads_of(table: Table, rows: Ints) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    """Corners (n, 4, 2) in pixels, clockwise: the quad itself, or the bounding box of any other shape."""
    left, top, right, bottom = table.box[rows].T.astype(np.float64)
    quads = np.stack([left, top, right, top, right, bottom, left, bottom], axis=1).reshape(-1, 4, 2)
    is_quad = table.shape[rows] == QUAD
    first = table.start[:-1][rows[is_quad]]
    quads[is_quad] = table.points[first[:, None] + np.arange(4)]
    return quads / SUBPIXELS


def _check_text_overlaps(view: View, table: Table, faults: Faults) -> None:
    """No two lines, and no two words of a line or of two lines, cover each other."""
    for role in ("line", "word"):
        rows = table.rows(role)
        _check_overlaps(view, table, rows, np.arange(len(rows)), WORD_OVERLAP, faults)


def _check_cells(view: View, table: Table, faults: Faults) -> None:
    """Cells stand inside their table and do not cover each other."""
    rows = table.rows("cell")
    outer = _above(table, rows, ROLES.index("table"))
    held = outer >= 0
    far = _spill(table, rows[held], outer[held])
    _none(faults, table, far > CONTAIN_SLACK, "reaches outside of its table", rows[held])
    _check_overlaps(view, table, rows[held], np.arange(int(held.sum())), CELL_OVERLAP, faults)


def _above(table: Table, rows: Ints, role: int) -> Ints:
    """The nearest ancestor of a role for each row, -1 where there is none."""
    above = rows.copy()
    for _ in Level:
        climbing = (above >= 0) & (table.role[above] != role)
        above = np.where(climbing, table.parent[above], above)
    return np.where((above >= 0) & (table.role[above] == role), above, -1)


def _check_overlaps(view: View, table: Table, rows: Ints, group: Ints, least: float, faults: Faults) -> None:
    for page in range(len(view.pages)):
        mine = table.page[rows] == page
        quads = quads_of(table, rows[mine])
        area = np.abs(areas(quads.reshape(-1, 2), np.arange(0, 4 * len(quads) + 1, 4), np.zeros(len(quads), np.bool_)))
        pairs = overlaps(quads, area, group[mine], least)
        for one, other, permille in pairs[:1]:
            first, second = table.name(int(rows[mine][one])), table.name(int(rows[mine][other]))
            faults.add(f"{first} and {second} overlap by {permille / 10:.0f} %, {len(pairs)} pairs do")


def _check_spans(view: View, table: Table, faults: Faults) -> None:
    """Spans nest, chars fill their words, words fill their lines but for blanks, lines fill their pages."""
    begin, end = table.text.T
    child = np.flatnonzero((table.parent >= len(view.pages)) & (begin < end))
    parent = table.parent[child]
    nested = (begin[parent] <= begin[child]) & (end[child] <= end[parent])
    _none(faults, table, ~nested, "has a text span outside of its parent's", child)
    is_text = np.isin(table.role, [ROLES.index(role) for role in _TEXT_ROLES])
    _none(faults, table, is_text & (begin >= end), "is text without letters")
    if int(table.level.max()) < Level.CHAR:
        return
    for page_number, page in enumerate(view.pages):
        on_page = table.page == page_number
        for level, kind, allowed in (
            (Level.LINE, "line", "\n"),
            (Level.WORD, "word", None),
            (Level.CHAR, "char", None),
        ):
            rows = np.flatnonzero(on_page & (table.level == level))
            _check_filled(page.text, table, rows, kind, allowed, faults)


def _check_filled(text: str, table: Table, rows: Ints, kind: str, allowed: str | None, faults: Faults) -> None:
    """The spans of these rows follow one another and leave out nothing but `allowed` (None: blanks)."""
    place = 0
    for row, (begin, end) in zip(rows.tolist(), table.text[rows].tolist(), strict=True):
        between = text[place:begin] if begin >= place else "?"
        if between.strip() if allowed is None else between.replace(allowed, "", 1):
            faults.add(f"{table.name(row)} does not follow the {kind} before it: {between[:20]!r} is left out")
            return
        place = end
    rest = text[place:]
    faults.demand(not rest.strip(), f"{rest[:20]!r} belongs to no {kind}")


def _check_joins(table: Table, faults: Faults) -> None:
    rows = np.flatnonzero(table.joins >= 0)
    other = table.joins[rows]
    good = (table.joins[other] == rows) & (other != rows) & (table.role[rows] == table.role[other])
    _none(faults, table, ~good, "joins a region that does not join it", rows)


def _none(faults: Faults, table: Table, wrong: np.ndarray[tuple[int], np.dtype[np.bool_]], problem: str,
          rows: Ints | None = None) -> bool:  # fmt: skip
    """Note one fault that names the first wrong row and says how many there are."""
    places = np.flatnonzero(wrong)
    if not len(places):
        return True
    row = int(places[0]) if rows is None else int(rows[places[0]])
    more = f" ({len(places)} do)" if len(places) > 1 else ""
    faults.add(f"{table.name(row)} {problem}{more}")
    return False
