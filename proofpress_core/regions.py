"""The geometry of a scene as a table of columns, because a page has thousands of characters.

Coordinates are image pixels with the origin at the top left corner of the top left pixel, x right, y down, stored as
integers of 1/16 px (`UNIT`). Rows stand level by level (see `roles.Level`), within a level page by page in reading
order, so that cutting the deeper levels renumbers nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofpress_core.roles import ROLE_CODE, ROLE_LEVEL, ROLES, SHAPES, Level

UNIT = 16
"""Stored integers per pixel."""

IntArray = NDArray[np.int64]

_COLUMNS = ("page", "role", "parent", "order", "shape", "start", "points", "anchor", "text", "content", "ref", "joins",
            "visible", "contrast", "x_height", "legible")  # fmt: skip
_WIDE = {"points": 2, "anchor": 2, "text": 2}
_LEVEL_OF = np.array([ROLE_LEVEL[name] for name in ROLES], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One row of the table, read through. `points` and `anchor` are in 1/16 px; `text` is a span of the page's text."""

    row: int
    page: int
    role: str
    parent: int
    order: int
    shape: str
    points: IntArray = field(compare=False)
    anchor: tuple[int, int]
    text: tuple[int, int]
    content: int
    ref: str
    joins: int
    visible: int
    contrast: int
    x_height: int
    legible: bool


@dataclass(frozen=True, eq=False)
class Regions:
    """Columns of one length n, all int64 and read-only; equality compares values; unhashable.

    page, role (code), parent (row or -1), order (among siblings), shape (code); `points` (m,2) with `start` (n+1):
    row i owns points[start[i]:start[i+1]]; `anchor` (n,2) is the point that carries a mark's value (the centre where
    there is none); `text` (n,2) is [start,end) in the page's text; `content` (place in Scene.contents or -1), `ref`
    (place in `refs`), `joins` (row of the other part of a word split over two lines, or -1). Measured after effects:
    `visible` (permille of the shape inside the frame and uncovered), `contrast` (WCAG ratio at the stroke times 100,
    0 where it does not apply), `x_height` (1/16 px, 0 where it does not apply), `legible` (0 or 1).
    """

    page: IntArray
    role: IntArray
    parent: IntArray
    order: IntArray
    shape: IntArray
    start: IntArray
    points: IntArray
    anchor: IntArray
    text: IntArray
    content: IntArray
    ref: IntArray
    joins: IntArray
    visible: IntArray
    contrast: IntArray
    x_height: IntArray
    legible: IntArray
    refs: tuple[str, ...]

    __hash__ = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        for name in _COLUMNS:
            array = np.array(getattr(self, name), dtype=np.int64)
            if name in _WIDE:
                array = array.reshape(-1, _WIDE[name])
            object.__setattr__(self, name, _frozen(array))
        self._check()

    def _check(self) -> None:
        n = len(self.role)
        for name in _COLUMNS:
            wanted = n + 1 if name == "start" else int(self.start[-1]) if name == "points" else n
            if len(getattr(self, name)) != wanted:
                raise ValueError(f"regions: column {name} has {len(getattr(self, name))} rows, expected {wanted}")
        levels = self.levels
        if np.any(np.diff(levels) < 0):
            raise ValueError("regions: rows must stand level by level")
        child = np.flatnonzero(self.parent >= 0)
        if np.any(levels[self.parent[child]] >= levels[child]):
            raise ValueError("regions: a parent must stand on a smaller level than its children")

    def __len__(self) -> int:
        return len(self.role)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Regions):
            return NotImplemented
        return self.refs == other.refs and all(np.array_equal(getattr(self, n), getattr(other, n)) for n in _COLUMNS)

    def __getitem__(self, row: int) -> Region:
        if not 0 <= row < len(self):
            raise IndexError(f"region {row} of {len(self)}")
        numbers = {n: int(getattr(self, n)[row]) for n in ("page", "parent", "order", "content", "joins")}
        measured = {n: int(getattr(self, n)[row]) for n in ("visible", "contrast", "x_height")}
        return Region(
            row=row, role=ROLES[self.role[row]], shape=SHAPES[self.shape[row]], points=self.points_of(row),
            anchor=(int(self.anchor[row, 0]), int(self.anchor[row, 1])),
            text=(int(self.text[row, 0]), int(self.text[row, 1])),
            ref=self.refs[self.ref[row]], legible=bool(self.legible[row]), **numbers, **measured,
        )  # fmt: skip

    def __iter__(self) -> Iterator[Region]:
        return (self[row] for row in range(len(self)))

    @functools.cached_property
    def levels(self) -> IntArray:
        """Level of every row."""
        return _frozen(_LEVEL_OF[self.role])

    def points_of(self, row: int) -> IntArray:
        """The points of one row, (k, 2), 1/16 px."""
        return self.points[self.start[row] : self.start[row + 1]]

    def boxes(self) -> IntArray:
        """Bounding boxes (n, 4): left, top, right, bottom in 1/16 px; read-only."""
        return self._boxes

    @functools.cached_property
    def _boxes(self) -> IntArray:
        low = np.minimum.reduceat(self.points, self.start[:-1], axis=0)
        high = np.maximum.reduceat(self.points, self.start[:-1], axis=0)
        return _frozen(np.concatenate([low, high], axis=1))

    def having(self, *roles: str) -> IntArray:
        """Rows with one of these roles, ascending. KeyError for a role that does not exist."""
        return np.flatnonzero(_is_one_of(roles)[self.role])

    def find(self, content: int, ref: str) -> IntArray:
        """Rows that carry this ref of this content, ascending."""
        if ref not in self.refs:
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero((self.ref == self.refs.index(ref)) & (self.content == content))

    def cut(self, deepest: Level) -> Regions:
        """Only the rows down to `deepest`; they keep their numbers."""
        n = int(np.searchsorted(self.levels, int(deepest), side="right"))
        if n == len(self):
            return self
        columns: dict[str, Any] = {name: getattr(self, name)[:n] for name in _COLUMNS}
        columns["start"] = self.start[: n + 1]
        columns["points"] = self.points[: self.start[n]]
        columns["joins"] = np.where(columns["joins"] < n, columns["joins"], -1)
        used = sorted({int(code) for code in columns["ref"]})
        refs = tuple(self.refs[code] for code in used)
        columns["ref"] = np.searchsorted(np.array(used, dtype=np.int64), columns["ref"])
        return Regions(refs=refs, **columns)

    def with_columns(self, **columns: Any) -> Regions:
        """A copy with some columns replaced."""
        return replace(self, **columns)

    def to_json(self) -> dict[str, Any]:
        """Columns as arrays of integers (pairs are flattened), plus `refs`."""
        return {"refs": list(self.refs), **{name: getattr(self, name).ravel().tolist() for name in _COLUMNS}}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Regions:
        """Inverse of `to_json`; ValueError on missing columns or values that are no integers."""
        if not isinstance(value, dict) or set(value) != {"refs", *_COLUMNS}:
            raise ValueError(f"regions: expected the columns {sorted(_COLUMNS)} and refs")
        for name in _COLUMNS:
            if not all(type(item) is int for item in value[name]):
                raise ValueError(f"regions: column {name} must hold integers")
        return cls(refs=tuple(value["refs"]), **{name: value[name] for name in _COLUMNS})

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """JSON Schema of `to_json`."""
        integers = {"type": "array", "items": {"type": "integer"}}
        properties: dict[str, Any] = dict.fromkeys(_COLUMNS, integers)
        properties["refs"] = {"type": "array", "items": {"type": "string"}}
        return {"type": "object", "properties": properties, "required": sorted(properties)}


def _frozen(array: IntArray) -> IntArray:
    array.setflags(write=False)
    return array


@functools.lru_cache(maxsize=256)
def _is_one_of(roles: tuple[str, ...]) -> NDArray[np.bool_]:
    """By role code: whether it is one of these roles."""
    found = np.zeros(len(ROLES), dtype=np.bool_)
    found[[ROLE_CODE[role] for role in roles]] = True
    return found
