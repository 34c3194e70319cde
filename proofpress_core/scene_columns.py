"""Turns regions as they were added into a scene's pages of text and its table of columns.

Rows are named by *handles*, their places in the list of what was added; the pages come first. The table numbers them
level by level, within a level in reading order: depth first, siblings as they were added.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from proofpress_core.regions import UNIT, IntArray, Regions
from proofpress_core.roles import ROLE_CODE, ROLE_LEVEL, SHAPES, Level


class Row(NamedTuple):
    """A region as it was added: `parent` is a handle or -1, `points` are x, y, x, y ... in pixels, `anchor` is None
    for the centre, `text` is that of a line, word or char, `span` where it stands in the text of its line."""

    role: str
    page: int
    parent: int
    shape: str
    points: Sequence[float]
    anchor: tuple[float, float] | None = None
    content: str = ""
    ref: str = ""
    paint: str = ""
    text: str = ""
    span: tuple[int, int] = (0, 0)


class Numbered(NamedTuple):
    """The handle of every row of the table, the text of every page, and the table."""

    handles: tuple[int, ...]
    texts: tuple[str, ...]
    regions: Regions


def number(added: Sequence[Row], pages: int, joined: Sequence[tuple[int, int]], content_ids: Sequence[str]) -> Numbered:
    """Number what was added on the first `pages` pages. The last word of the first line of a pair in `joined` goes on
    as the first word of the second. ValueError for a content that is not among `content_ids`."""
    children = _children(added)
    handles = _reading_order(children, pages)
    handles.sort(key=lambda handle: ROLE_LEVEL[added[handle].role])
    rows = [added[handle] for handle in handles]
    place = np.full(len(added) + 1, -1)
    place[handles] = np.arange(len(handles))
    parent = place[[row.parent for row in rows]]
    rank = np.zeros(len(added), dtype=np.int64)
    for siblings in children.values():
        rank[siblings] = np.arange(len(siblings))
    texts, begins = _lay_text(rows, pages)
    columns: dict[str, Any] = {
        "page": [row.page for row in rows], "role": [ROLE_CODE[row.role] for row in rows], "parent": parent,
        "order": rank[handles], "text": _spans(rows, parent, begins),
        "joins": _joins(children, joined, place)[handles],
    }  # fmt: skip
    columns |= _geometry(rows) | _names(rows, content_ids) | _unmeasured(len(rows))
    return Numbered(tuple(handles), texts, Regions(**columns))


def _children(added: Sequence[Row]) -> dict[int, list[int]]:
    """Handles of the children of every handle that has some."""
    children: dict[int, list[int]] = defaultdict(list)
    for handle, row in enumerate(added):
        if row.parent >= 0:
            children[row.parent].append(handle)
    return children


def _reading_order(children: dict[int, list[int]], pages: int) -> list[int]:
    order: list[int] = []
    stack = list(reversed(range(pages)))
    while stack:
        handle = stack.pop()
        order.append(handle)
        if handle in children:
            stack.extend(reversed(children[handle]))
    return order


def _lay_text(rows: Sequence[Row], pages: int) -> tuple[tuple[str, ...], IntArray]:
    """The text of every page, and for every line where it begins in it."""
    begins = np.zeros(len(rows), dtype=np.int64)
    lines: list[list[str]] = [[] for _ in range(pages)]
    lengths = [0] * pages
    for place, row in enumerate(rows):
        if row.role == "line":
            begins[place] = lengths[row.page]
            lines[row.page].append(row.text)
            lengths[row.page] += len(row.text) + 1
    return tuple("\n".join(texts) for texts in lines), begins


def _spans(rows: Sequence[Row], parent: IntArray, begins: IntArray) -> IntArray:
    """Spans in the text of the page: those of words and chars move with their line, all else covers its children."""
    spans = np.array([row.span for row in rows])
    levels = np.array([ROLE_LEVEL[row.role] for row in rows])
    for level in (Level.WORD, Level.CHAR):
        mine = levels == level
        begins[mine] = begins[parent[mine]]
    spans += begins[:, None]
    low, high = np.where(spans[:, 0] < spans[:, 1], spans.T, [[np.iinfo(np.int64).max], [0]])
    for level in (Level.LINE, Level.ITEM, Level.PART, Level.BLOCK):
        mine = np.flatnonzero(levels == level)
        np.minimum.at(low, parent[mine], low[mine])
        np.maximum.at(high, parent[mine], high[mine])
    covers = (levels < Level.LINE) & (low < high)
    spans[covers] = np.column_stack([low, high])[covers]
    return spans


def _joins(children: dict[int, list[int]], joined: Sequence[tuple[int, int]], place: IntArray) -> IntArray:
    """By handle: the row of the other part of a word split over two lines, or -1."""
    joins = np.full(len(place) - 1, -1)
    for first, second in joined:
        head, tail = children[first][-1], children[second][0]
        joins[head], joins[tail] = place[tail], place[head]
    return joins


def _geometry(rows: Sequence[Row]) -> dict[str, Any]:
    """The columns shape, start, points and anchor, rounded to 1/16 px."""
    points = np.fromiter(itertools.chain.from_iterable(row.points for row in rows), dtype=np.float64).reshape(-1, 2)
    start = np.concatenate([[0], np.cumsum([len(row.points) // 2 for row in rows])])
    anchor = (np.minimum.reduceat(points, start[:-1]) + np.maximum.reduceat(points, start[:-1])) / 2
    given = [place for place, row in enumerate(rows) if row.anchor is not None]
    anchor[given] = np.array([rows[place].anchor for place in given]).reshape(-1, 2)
    shape = [SHAPES.index(row.shape) for row in rows]
    return {"shape": shape, "start": start, "points": np.rint(points * UNIT), "anchor": np.rint(anchor * UNIT)}


def _names(rows: Sequence[Row], content_ids: Sequence[str]) -> dict[str, Any]:
    """The columns content and ref, and the refs that the latter points into."""
    contents = {"": -1, **{name: place for place, name in enumerate(content_ids)}}
    unknown = {row.content for row in rows} - set(contents)
    if unknown:
        raise ValueError(f"regions name the contents {sorted(unknown)}, given are {list(content_ids)}")
    refs = sorted({row.ref for row in rows})
    place = {ref: number for number, ref in enumerate(refs)}
    content = [contents[row.content] for row in rows]
    return {"content": content, "ref": [place[row.ref] for row in rows], "refs": tuple(refs)}


def _unmeasured(count: int) -> dict[str, Any]:
    """Columns that are measured on the final pixels, as they stand before."""
    zeros = np.zeros(count, dtype=np.int64)
    return {"visible": zeros + 1000, "contrast": zeros, "x_height": zeros, "legible": zeros + 1}
