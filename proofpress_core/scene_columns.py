"""Turns regions as they were added into a scene's pages of text and its table of columns.

Rows are named by *handles*, their places among what was added; the pages come first. The table numbers them
level by level, within a level in reading order: depth first, siblings as they were added.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from proofpress_core.regions import UNIT, IntArray, Regions
from proofpress_core.roles import ROLE_CODE, ROLE_LEVEL, ROLES, SHAPES, Level

_LEVELS = np.array([ROLE_LEVEL[name] for name in ROLES], dtype=np.int64)
_SHAPE_CODE = {name: code for code, name in enumerate(SHAPES)}
_POLYGON = _SHAPE_CODE["polygon"]
_USUAL = {4: _SHAPE_CODE["box"], 8: _SHAPE_CODE["quad"]}
"""The shape of an outline by how many numbers it has, where nobody says more; others are polygons."""
_LINE = ROLE_CODE["line"]


class Added:
    """Regions as they were added, as columns by handle: a page has hundreds of chars, which come by the line.

    `parent` holds handles or -1, and a parent stands before its children. A region's `points` are x, y, x, y ... in
    pixels from the place `start` to the next one's. `begin` and `end` say where words and chars stand in the text of
    their line, of which a line is the whole. `content` and `ref` are places in `contents` and `refs`. `anchors` of
    regions that have it not in the centre, and `texts` of lines, are given by handle.
    """

    __slots__ = ("anchors", "begin", "content", "contents", "end", "page", "paint", "parent", "points", "ref", "refs",
                 "role", "shape", "start", "texts")  # fmt: skip

    def __init__(self) -> None:
        self.role: list[int] = []
        self.page: list[int] = []
        self.parent: list[int] = []
        self.shape: list[int] = []
        self.start: list[int] = []
        self.points: list[float] = []
        self.begin: list[int] = []
        self.end: list[int] = []
        self.content: list[int] = []
        self.ref: list[int] = []
        self.paint: list[str] = []
        self.anchors: dict[int, tuple[float, float]] = {}
        self.texts: dict[int, str] = {}
        self.contents: dict[str, int] = {}
        self.refs: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.role)

    def add(
        self, role: str, page: int, parent: int, points: Sequence[float], shape: str = "",
        content: str = "", ref: str = "", paint: str = "", length: int = 0,
    ) -> int:  # fmt: skip
        """Handle of a new region; without a `shape` that of its number of points. `length` is that of a line's text.
        KeyError for a role or a shape that does not exist."""
        self.shape.append(_SHAPE_CODE[shape] if shape else _USUAL.get(len(points), _POLYGON))
        self.role.append(ROLE_CODE[role])
        self.page.append(page)
        self.parent.append(parent)
        self.start.append(len(self.points))
        self.points += points
        self.begin.append(0)
        self.end.append(length)
        self.content.append(self.contents.setdefault(content, len(self.contents)))
        self.ref.append(self.refs.setdefault(ref, len(self.refs)))
        self.paint.append(paint)
        return len(self.paint) - 1

    def extend(
        self, role: str, parents: Sequence[int], outlines: Sequence[Sequence[float]], content: str,
        refs: Sequence[str], paints: Sequence[str], spans: tuple[Sequence[int], Sequence[int]],
    ) -> int:  # fmt: skip
        """Add regions of one role on one page, with the columns of where their texts begin and end in their line's.
        One of `refs` may stand for all. Handle of the first."""
        first, count = len(self.role), len(outlines)
        lengths = list(map(len, outlines))
        self.role += [ROLE_CODE[role]] * count
        self.page += [self.page[parents[0]]] * count
        self.parent += parents
        self.shape += [_USUAL.get(length, _POLYGON) for length in lengths]
        self.start += itertools.accumulate(lengths[:-1], initial=len(self.points))
        self.points += itertools.chain.from_iterable(outlines)
        self.begin += spans[0]
        self.end += spans[1]
        self.content += [self.contents.setdefault(content, len(self.contents))] * count
        self.ref += [self.refs.setdefault(ref, len(self.refs)) for ref in refs] * (count // len(refs))
        self.paint += paints
        return first

    def grow(self, handle: int, box: Sequence[float]) -> None:
        """Replace a box, and put its anchor in its centre. ValueError for a region that is no box."""
        if self.shape[handle] != _SHAPE_CODE["box"]:
            raise ValueError(f"region {handle} is no box")
        start = self.start[handle]
        self.points[start : start + 4] = box
        self.anchors.pop(handle, None)


class Numbered(NamedTuple):
    """The handle of every row of the table, the text of every page, and the table."""

    handles: list[int]
    texts: tuple[str, ...]
    regions: Regions


def number(added: Added, pages: int, joined: Sequence[tuple[int, int]], content_ids: Sequence[str]) -> Numbered:
    """Number what was added on the first `pages` pages. The last word of the first line of a pair in `joined` goes on
    as the first word of the second. ValueError for a content that is not among `content_ids`."""
    role, above = _integers(added.role), _integers(added.parent)
    levels = _LEVELS[role]
    turns, ranks = _reading_order(added.parent)
    handles = np.lexsort((turns, levels))
    kept = np.count_nonzero(above < 0)
    handles = handles if kept == pages else np.delete(handles, range(pages, kept))
    place = np.full(len(added) + 1, -1)
    place[handles] = np.arange(len(handles))
    parent = place[above[handles]]
    texts, begins = _lay_text(added, handles[role[handles] == _LINE].tolist(), pages)
    columns: dict[str, Any] = {
        "page": _integers(added.page)[handles], "role": role[handles], "parent": parent, "order": ranks[handles],
        "text": _spans(added, handles, levels[handles], parent, place[list(begins)], list(begins.values())),
        "joins": _joins(above, joined, place)[handles],
    }  # fmt: skip
    columns |= _geometry(added, handles, place) | _names(added, handles, content_ids) | _unmeasured(len(handles))
    return Numbered(handles.tolist(), texts, Regions(**columns))


def _reading_order(parent: Sequence[int]) -> tuple[IntArray, IntArray]:
    """For every handle its turn in a walk from the pages down, and its place among its siblings."""
    count = len(parent)
    sizes, turns, ranks, born, free = [1] * count, [0] * count, [0] * count, [0] * count, [0] * count
    for handle in range(count - 1, -1, -1):
        if parent[handle] >= 0:
            sizes[parent[handle]] += sizes[handle]
    start = 0
    for handle, above in enumerate(parent):
        if above < 0:
            turn, start = start, start + sizes[handle]
        else:
            turn, ranks[handle] = free[above], born[above]
            free[above] += sizes[handle]
            born[above] += 1
        turns[handle] = turn
        free[handle] = turn + 1
    return _integers(turns), _integers(ranks)


def _lay_text(added: Added, lines: Sequence[int], pages: int) -> tuple[tuple[str, ...], Mapping[int, int]]:
    """The text of every page, and by handle where every line (given in reading order) begins in it."""
    begins: dict[int, int] = {}
    texts: list[list[str]] = [[] for _ in range(pages)]
    lengths = [0] * pages
    for handle in lines:
        page, text = added.page[handle], added.texts.get(handle, "")
        begins[handle] = lengths[page]
        texts[page].append(text)
        lengths[page] += len(text) + 1
    return tuple("\n".join(held) for held in texts), begins


def _spans(
    added: Added, handles: IntArray, levels: IntArray, parent: IntArray, lines: IntArray, line_begins: Sequence[int]
) -> IntArray:
    """Spans in the text of the page: those of words and chars move with their line, all else covers its children."""
    first = np.searchsorted(levels, np.arange(len(Level) + 1)).tolist()
    begins = np.zeros(len(handles), dtype=np.int64)
    begins[lines] = line_begins
    for level in (Level.WORD, Level.CHAR):
        mine = slice(first[level], first[level + 1])
        begins[mine] = begins[parent[mine]]
    low, high = _integers(added.begin)[handles] + begins, _integers(added.end)[handles] + begins
    spans = np.stack([low, high], axis=1)
    blank = low >= high
    low[blank], high[blank] = np.iinfo(np.int64).max, 0
    for level in (Level.LINE, Level.ITEM, Level.PART, Level.BLOCK):
        mine = slice(first[level], first[level + 1])
        np.minimum.at(low, parent[mine], low[mine])
        np.maximum.at(high, parent[mine], high[mine])
    covers = np.flatnonzero(low[: first[Level.LINE]] < high[: first[Level.LINE]])
    spans[covers, 0], spans[covers, 1] = low[covers], high[covers]
    return spans


def _joins(parent: IntArray, joined: Sequence[tuple[int, int]], place: IntArray) -> IntArray:
    """By handle: the row of the other part of a word split over two lines, or -1."""
    joins = np.full(len(parent), -1)
    for first, second in joined:
        head, tail = np.flatnonzero(parent == first)[-1], np.flatnonzero(parent == second)[0]
        joins[head], joins[tail] = place[tail], place[head]
    return joins


def _geometry(added: Added, handles: IntArray, place: IntArray) -> dict[str, Any]:
    """The columns shape, start, points and anchor, rounded to 1/16 px."""
    first = _integers(added.start) // 2
    counts = np.diff(first, append=len(added.points) // 2)[handles]
    start = np.zeros(len(handles) + 1, dtype=np.int64)
    np.cumsum(counts, out=start[1:])
    gathered = np.arange(start[-1]) + np.repeat(first[handles] - start[:-1], counts)
    points = np.array(added.points, dtype=np.float64).reshape(-1, 2)[gathered]
    anchor = _centres(points, start, counts)
    if added.anchors:
        anchor[place[list(added.anchors)]] = list(added.anchors.values())
    shape = _integers(added.shape)[handles]
    return {"shape": shape, "start": start, "points": np.rint(points * UNIT), "anchor": np.rint(anchor * UNIT)}


def _centres(points: NDArray[np.float64], start: IntArray, counts: IntArray) -> NDArray[np.float64]:
    """The middle of each shape's bounding box."""
    corners = points[start[:-1]], points[start[1:] - 1]
    low, high = np.minimum(*corners), np.maximum(*corners)
    more = np.flatnonzero(counts > 2)
    if len(more):
        low[more] = np.minimum.reduceat(points, start[:-1])[more]
        high[more] = np.maximum.reduceat(points, start[:-1])[more]
    return np.asarray((low + high) / 2)


def _names(added: Added, handles: IntArray, content_ids: Sequence[str]) -> dict[str, Any]:
    """The columns content and ref, and the refs that the latter points into."""
    contents = {"": -1, **{name: place for place, name in enumerate(content_ids)}}
    unknown = set(added.contents) - set(contents)
    if unknown:
        raise ValueError(f"regions name the contents {sorted(unknown)}, given are {list(content_ids)}")
    content = np.array([contents[name] for name in added.contents])[_integers(added.content)]
    refs = sorted(added.refs)
    place = {ref: number for number, ref in enumerate(refs)}
    ref = np.array([place[ref] for ref in added.refs])
    return {"content": content[handles], "ref": ref[_integers(added.ref)][handles], "refs": tuple(refs)}


def _unmeasured(count: int) -> dict[str, Any]:
    """Columns that are measured on the final pixels, as they stand before."""
    zeros = np.zeros(count, dtype=np.int64)
    return {"visible": zeros + 1000, "contrast": zeros, "x_height": zeros, "legible": zeros + 1}


def _integers(values: Sequence[int]) -> IntArray:
    """A column of them. Packing takes a quarter of the time of `np.array`."""
    return np.frombuffer(struct.pack(f"{len(values)}q", *values), dtype=np.int64)
