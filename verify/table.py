"""The region table as plain numpy columns, read from a written record. Coordinates are integers of 1/16 px."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofpress_core.roles import ROLE_LEVEL, ROLES, SHAPES
from verify.faults import Faults
from verify.patterns import COLUMN_WIDTHS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SUBPIXELS = 16
"""Stored units per pixel."""

_LEVELS = np.array([int(ROLE_LEVEL[role]) for role in ROLES], dtype=np.int64)
BOX, QUAD, POLYGON, POLYLINE = (SHAPES.index(name) for name in ("box", "quad", "polygon", "polyline"))


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of n rows as in the record; `level` and `box` (left, top, right, bottom) are derived from them."""

    refs: tuple[str, ...]
    page: Ints
    role: Ints
    parent: Ints
    order: Ints
    shape: Ints
    start: Ints
    points: Ints
    anchor: Ints
    text: Ints
    content: Ints
    ref: Ints
    joins: Ints
    visible: Ints
    contrast: Ints
    x_height: Ints
    legible: Ints
    level: Ints
    box: Ints

    def __len__(self) -> int:
        return len(self.role)

    def rows(self, *roles: str) -> Ints:
        """Rows of these roles, ascending."""
        return np.flatnonzero(self.has_role(*roles))

    def has_role(self, *roles: str) -> NDArray[np.bool_]:
        """For every row, whether it has one of these roles."""
        return _is_one_of(roles)[self.role]

    def name(self, row: int) -> str:
        """How a message calls a row: its number, role and ref."""
        ref = self.refs[self.ref[row]]
        return f"region {row} ({ROLES[self.role[row]]}{' ' + ref if ref else ''})"


@functools.lru_cache(maxsize=256)
def _is_one_of(roles: tuple[str, ...]) -> NDArray[np.bool_]:
    """By role code: whether it is one of these roles."""
    found = np.zeros(len(ROLES), dtype=np.bool_)
    found[[ROLES.index(role) for role in roles]] = True
    return found


def read_table(written: dict[str, Any]) -> Table:
    """Columns from their JSON lists. ValueError for wrong lengths, unknown codes or places outside the table."""
    columns = {
        name: np.array(written[name], dtype=np.int64).reshape((-1, width) if width > 1 else -1)
        for name, width in COLUMN_WIDTHS.items()
        if len(written[name]) % width == 0 or _fail(f"column {name} has an odd number of integers")
    }
    refs = tuple(written["refs"])
    _check_lengths(columns)
    _check_codes(columns, len(refs))
    _check_shapes(columns)
    edges = columns["start"][:-1]
    low = np.minimum.reduceat(columns["points"], edges, axis=0)
    high = np.maximum.reduceat(columns["points"], edges, axis=0)
    return Table(refs=refs, level=_LEVELS[columns["role"]], box=np.concatenate([low, high], axis=1), **columns)


def _fail(problem: str) -> bool:
    raise ValueError(f"regions: {problem}")


def _check_lengths(columns: dict[str, Ints]) -> None:
    n = len(columns["role"])
    if not n or not len(columns["start"]):
        _fail("the table is empty")
    expected = {"start": n + 1, "points": int(columns["start"][-1])}
    for name, column in columns.items():
        if len(column) != expected.get(name, n):
            _fail(f"column {name} has {len(column)} rows, expected {expected.get(name, n)}")


def _check_codes(columns: dict[str, Ints], refs: int) -> None:
    n = len(columns["role"])
    ranges = {
        "role": (0, len(ROLES)), "shape": (0, len(SHAPES)), "ref": (0, refs), "parent": (-1, n), "joins": (-1, n),
        "order": (0, max(n, 1) * 2), "visible": (0, 1001), "legible": (0, 2), "contrast": (0, 2101),
        "x_height": (0, 1 << 20), "points": (-(1 << 24), 1 << 24), "anchor": (-(1 << 24), 1 << 24),
    }  # fmt: skip
    for name, (low, end) in ranges.items():
        wrong = np.argwhere((columns[name] < low) | (columns[name] >= end))
        if len(wrong):
            value = columns[name][tuple(wrong[0])]
            _fail(f"{name} of row {wrong[0][0]} is {value}, expected {low} to {end - 1}")


def _check_shapes(columns: dict[str, Ints]) -> None:
    start, counts, shape = columns["start"], np.diff(columns["start"]), columns["shape"]
    least = np.array([2, 4, 3, 2])[shape]
    most = np.array([2, 4, 1 << 20, 1 << 20])[shape]
    wrong = np.flatnonzero((counts < least) | (counts > most))
    if start[0] != 0 or len(wrong):
        row = int(wrong[0]) if len(wrong) else 0
        _fail(f"row {row} is a {SHAPES[shape[row]]} with {counts[row]} points")


def rows_named(
    faults: Faults, table: Table, wrong: NDArray[np.bool_], kind: str, problem: str, rows: Ints | None = None
) -> bool:
    """Note one fault that names the first wrong row and says how many there are; gives back whether there are none.
    `wrong` runs over `rows`, or over the whole table."""
    places = np.flatnonzero(wrong)
    if not len(places):
        return True
    row = int(places[0]) if rows is None else int(rows[places[0]])
    more = f" ({len(places)} do)" if len(places) > 1 else ""
    faults.add(kind, f"{table.name(row)} {problem}{more}")
    return False
