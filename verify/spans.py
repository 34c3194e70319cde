"""Spans of text: they nest, and chars, words and lines leave out nothing of their page's text."""

from __future__ import annotations

import numpy as np

from proofpress_core.roles import ROLES, Level
from verify.faults import Faults
from verify.record import View
from verify.table import Ints, rows_named

LAYOUT_MARKS = "()[]{}^_/"
"""What the text of a formula writes for layout, such as the brackets of √(x + 1); these have no ink of their own."""
_KINDS = {Level.LINE: "line", Level.WORD: "word", Level.CHAR: "char"}


def check_spans(view: View, faults: Faults) -> None:
    """Spans nest; where a record goes down to chars, each level covers the page's text but for blanks."""
    table = view.table
    begin, end = table.text.T
    child = np.flatnonzero((table.parent >= len(view.pages)) & (begin < end))
    parent = table.parent[child]
    wrong = (begin[parent] > begin[child]) | (end[child] > end[parent])
    rows_named(faults, table, wrong, "spans", "has a text span outside of its parent's", child)
    is_text = table.has_role("line", "word", "token", "char")
    rows_named(faults, table, is_text & (begin >= end), "spans", "is text without letters")
    has_tokens = np.zeros(len(table), dtype=np.bool_)
    has_tokens[table.parent[table.rows("token")]] = True
    if int(table.level.max()) == int(Level.CHAR):
        for number in range(len(view.pages)):
            for level in _KINDS:
                rows = np.flatnonzero((table.page == number) & (table.level == level))
                _check_filled(view, rows, level, has_tokens, faults)


def _check_filled(view: View, rows: Ints, level: Level, has_tokens: np.ndarray[tuple[int], np.dtype[np.bool_]],
                  faults: Faults) -> None:  # fmt: skip
    """These rows' spans follow one another; between them stand only blanks, and layout marks in formulas."""
    table = view.table
    if not len(rows):
        return
    text = view.pages[table.page[rows[0]]].text
    spans = table.text[rows]
    ends = np.concatenate([[0], spans[:-1, 1]])
    gaps = np.flatnonzero(ends != spans[:, 0])
    for place, before, after in zip(gaps.tolist(), ends[gaps].tolist(), spans[gaps, 0].tolist(), strict=True):
        skipped = text[before:after] if before <= after else "?"
        if not skipped.strip():
            continue
        beside = (int(rows[place]), int(rows[max(place - 1, 0)]))
        formula = any(has_tokens[_line_of(table.parent, table.role, row)] for row in beside)
        if _holds_letters(skipped, formula=formula):
            faults.add("spans", f"{skipped[:20]!r} before {table.name(int(rows[place]))} belongs to no {_KINDS[level]}")
            return
    rest = text[spans[-1, 1] :]
    formula = bool(has_tokens[_line_of(table.parent, table.role, int(rows[-1]))])
    if _holds_letters(rest, formula=formula):
        faults.add("spans", f"{rest[:20]!r} at the end of the text belongs to no {_KINDS[level]}")


def _holds_letters(text: str, *, formula: bool) -> bool:
    return any(not ch.isspace() and not (formula and ch in LAYOUT_MARKS) for ch in text)


def _line_of(parent: Ints, role: Ints, row: int) -> int:
    """The line that a row stands in, or the row itself."""
    above = row
    while above >= 0 and ROLES[role[above]] != "line":
        above = int(parent[above])
    return max(above, 0)


def check_joins(view: View, faults: Faults) -> None:
    """A word that goes on elsewhere and its other part name each other."""
    table = view.table
    rows = np.flatnonzero(table.joins >= 0)
    other = table.joins[rows]
    wrong = (table.joins[other] != rows) | (other == rows) | (table.role[rows] != table.role[other])
    rows_named(faults, table, wrong, "joins", "joins a region that does not join it", rows)
