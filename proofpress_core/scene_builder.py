"""Collects regions while a page is laid out and turns them into a `Scene`.

A generator adds regions in any order, names each one's parent, and hands over text as *clusters* (shaped glyph groups
with their ink extents); words, spans of the page's text and the row order follow from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from proofpress_core.content import Content
from proofpress_core.regions import UNIT, Regions
from proofpress_core.roles import ROLE_CODE, ROLE_LEVEL, SHAPES
from proofpress_core.scene import Axis, Page, Scene
from proofpress_core.warp import Warp

Box = tuple[float, float, float, float]


class Cluster(NamedTuple):
    """One shaped cluster: its text, the corners of its ink in pixels (a box, or 4 points clockwise in reading
    direction from the upper left), and the name under which its paint can be held back. Blank clusters have
    no extent and give no region."""

    text: str
    extent: Box | tuple[tuple[float, float], ...] | None
    paint: str = ""


class Token(NamedTuple):
    """A sign of a formula: its clusters (all with ink), the ref of its node, and the name that hides all of it."""

    clusters: Sequence[Cluster]
    ref: str
    paint: str = ""


class Built(NamedTuple):
    """A scene, and for every region row the paint name that a canvas can hide ("" where there is none)."""

    scene: Scene
    paints: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    role: str
    page: int
    parent: int
    shape: str
    points: Any
    anchor: tuple[float, float]
    content: str
    ref: str
    paint: str
    own_text: str = ""
    span: tuple[int, int] = (0, 0)
    joins: int = -1
    children: list[int] = field(default_factory=list)


class SceneBuilder:
    """Builds one scene. Handles returned by the `add` methods name regions until `build` numbers the rows.

    All coordinates are pixels (floats allowed; stored to 1/16 px). Children read in the order they were added.
    """

    def __init__(self, sizes: Sequence[tuple[int, int]]) -> None:
        self._sizes = list(sizes)
        self._rows: list[_Row] = []
        for number, (width, height) in enumerate(self._sizes):
            corners = np.array([[0, 0], [width, height]], dtype=np.float64)
            self._rows.append(_Row("page", number, -1, "box", corners, (width / 2, height / 2), "", "", ""))

    def page(self, number: int = 0) -> int:
        """Handle of a page."""
        if not 0 <= number < len(self._sizes):
            raise IndexError(f"page {number} of {len(self._sizes)}")
        return number

    def keep_pages(self, count: int) -> None:
        """Drop the pages from number `count` on, which must be empty: a layout may learn late how many it needs."""
        if any(self._rows[number].children for number in range(count, len(self._sizes))):
            raise ValueError(f"pages after the first {count} are not empty")
        del self._sizes[count:]

    def add(
        self, role: str, parent: int, extent: Any, *, shape: str = "", anchor: tuple[float, float] | None = None,
        content: str = "", ref: str = "", paint: str = "",
    ) -> int:  # fmt: skip
        """Add a region. `extent` is a box (left, top, right, bottom) or points (k, 2), taken as a quad when k is 4
        and a polygon otherwise unless `shape` says more. `content` is a content's id."""
        points: Any
        if _is_box(extent):
            left, top, right, bottom = (float(side) for side in extent)
            points, shape = ((left, top), (right, bottom)), shape or "box"
            centre = ((min(left, right) + max(left, right)) / 2, (min(top, bottom) + max(top, bottom)) / 2)
        else:
            points = np.asarray(extent, dtype=np.float64)
            low, high = points.min(axis=0), points.max(axis=0)
            centre = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
        shape = shape or ("quad" if len(points) == 4 else "polygon")
        if ROLE_LEVEL[self._rows[parent].role] >= ROLE_LEVEL[role]:
            raise ValueError(f"a {role} cannot stand inside a {self._rows[parent].role}")
        place = anchor if anchor is not None else centre
        page = self._rows[parent].page
        self._rows.append(_Row(role, page, parent, shape, points, place, content, ref, paint))
        self._rows[parent].children.append(len(self._rows) - 1)
        return len(self._rows) - 1

    def add_line(
        self, parent: int, clusters: Sequence[Cluster], *, content: str = "", ref: str = "", word_role: str = "word"
    ) -> int:
        """Add a line of text with its words and chars; -1 if it has no ink. Words part at blank clusters."""
        inked = [cluster for cluster in clusters if cluster.extent is not None and cluster.text.strip()]
        if not inked:
            return -1
        paint = inked[0].paint.rsplit("#", 1)[0]
        line = self.add("line", parent, _union(inked), content=content, ref=ref, paint=paint)
        self._rows[line].own_text = "".join(cluster.text for cluster in clusters).strip()
        offset = 0
        for word in _words(clusters):
            text = "".join(cluster.text for cluster in word)
            offset = self._rows[line].own_text.index(text, offset)
            self._add_word(line, word, offset, content, word_role)
            offset += len(text)
        return line

    def add_tokens(self, parent: int, tokens: Sequence[Token], *, content: str = "", ref: str = "", paint: str) -> int:
        """Add a line of at least one token, each with its chars; the line's text is the tokens parted by blanks.
        `paint` hides the whole line."""
        extent = _union([cluster for token in tokens for cluster in token.clusters])
        line = self.add("line", parent, extent, content=content, ref=ref, paint=paint)
        texts = ["".join(cluster.text for cluster in token.clusters) for token in tokens]
        self._rows[line].own_text = " ".join(texts)
        offset = 0
        for token, text in zip(tokens, texts, strict=True):
            handle = self._add_word(line, token.clusters, offset, content, "token")
            self._rows[handle].ref, self._rows[handle].paint = token.ref, token.paint
            offset += len(text) + 1
        return line

    def join(self, first: int, second: int) -> None:
        """Say that the last word of line `first` goes on as the first word of line `second`."""
        head, tail = self._rows[first].children[-1], self._rows[second].children[0]
        self._rows[head].joins, self._rows[tail].joins = tail, head

    def grow(self, handle: int, extent: Box) -> None:
        """Replace the extent of a box region, for containers that are known only once filled; its anchor becomes the
        new centre."""
        points = np.asarray(extent, dtype=np.float64).reshape(2, 2)
        centre = points.mean(axis=0)
        self._rows[handle].points, self._rows[handle].anchor = points, (float(centre[0]), float(centre[1]))

    def build(self, contents: Sequence[Content], axes: Sequence[Axis] = ()) -> Built:
        """Number the rows and return the scene. ValueError for a content id that is not among `contents`."""
        order = self._reading_order()
        texts = self._lay_text(order)
        order.sort(key=lambda handle: int(ROLE_LEVEL[self._rows[handle].role]))
        pages = tuple(
            Page(width=w, height=h, text=text, warp=Warp.identity())
            for (w, h), text in zip(self._sizes, texts, strict=True)
        )
        regions = self._columns(order, [content.id for content in contents])
        scene = Scene(pages=pages, regions=regions, contents=tuple(contents), axes=tuple(axes))
        return Built(scene, tuple(self._rows[handle].paint for handle in order))

    def _add_word(self, line: int, word: Sequence[Cluster], offset: int, content: str, role: str) -> int:
        paint = word[0].paint if len(word) == 1 else ""
        handle = self.add(role, line, _union(word), content=content, paint=paint)
        self._rows[handle].own_text = "".join(cluster.text for cluster in word)
        self._rows[handle].span = (offset, offset + len(self._rows[handle].own_text))
        for cluster in word:
            char = self.add("char", handle, cluster.extent, content=content, paint=cluster.paint)
            self._rows[char].own_text = cluster.text
            self._rows[char].span = (offset, offset + len(cluster.text))
            offset += len(cluster.text)
        return handle

    def _reading_order(self) -> list[int]:
        order: list[int] = []
        stack = list(reversed(range(len(self._sizes))))
        while stack:
            handle = stack.pop()
            order.append(handle)
            stack.extend(reversed(self._rows[handle].children))
        return order

    def _lay_text(self, order: Sequence[int]) -> list[str]:
        """Give every region its span and return the text of each page."""
        pieces: list[list[str]] = [[] for _ in self._sizes]
        lengths = [0] * len(self._sizes)
        for handle in order:
            row = self._rows[handle]
            if row.role == "line":
                begin = lengths[row.page] + (1 if pieces[row.page] else 0)
                pieces[row.page].append(row.own_text)
                lengths[row.page] = begin + len(row.own_text)
                self._shift(handle, begin)
        for handle in reversed(order):
            self._cover_children(self._rows[handle])
        return ["\n".join(lines) for lines in pieces]

    def _shift(self, line: int, begin: int) -> None:
        self._rows[line].span = (begin, begin + len(self._rows[line].own_text))
        stack = list(self._rows[line].children)
        while stack:
            row = self._rows[stack.pop()]
            row.span = (row.span[0] + begin, row.span[1] + begin)
            stack.extend(row.children)

    def _cover_children(self, row: _Row) -> None:
        spans = [self._rows[child].span for child in row.children]
        spans = [span for span in spans if span[0] < span[1]]
        if row.role not in ("line", "word", "token", "char") and spans:
            row.span = (min(start for start, _ in spans), max(end for _, end in spans))

    def _columns(self, order: Sequence[int], content_ids: Sequence[str]) -> Regions:
        place = {handle: row for row, handle in enumerate(order)}
        rows = [self._rows[handle] for handle in order]
        refs = sorted({row.ref for row in rows})
        ref_place = {ref: number for number, ref in enumerate(refs)}
        contents = {"": -1, **{name: number for number, name in enumerate(content_ids)}}
        unknown = {row.content for row in rows} - set(contents)
        if unknown:
            raise ValueError(f"regions name the contents {sorted(unknown)}, given are {list(content_ids)}")
        rank = {child: number for row in self._rows for number, child in enumerate(row.children)}
        points = np.rint(np.array([(x, y) for row in rows for x, y in row.points]) * UNIT)
        n = len(rows)
        columns: dict[str, Any] = {
            "page": [row.page for row in rows], "role": [ROLE_CODE[row.role] for row in rows],
            "parent": [place.get(row.parent, -1) for row in rows], "order": [rank.get(handle, 0) for handle in order],
            "shape": [SHAPES.index(row.shape) for row in rows],
            "start": np.concatenate([[0], np.cumsum([len(row.points) for row in rows])]), "points": points,
            "anchor": np.rint(np.array([row.anchor for row in rows]) * UNIT), "text": [row.span for row in rows],
            "content": [contents[row.content] for row in rows], "ref": [ref_place[row.ref] for row in rows],
            "joins": [place.get(row.joins, -1) for row in rows], "visible": np.full(n, 1000), "contrast": np.zeros(n),
            "x_height": np.zeros(n), "legible": np.ones(n), "refs": tuple(refs),
        }  # fmt: skip
        return Regions(**columns)


def _words(clusters: Sequence[Cluster]) -> list[list[Cluster]]:
    words: list[list[Cluster]] = [[]]
    for cluster in clusters:
        if not cluster.text.strip() or cluster.extent is None:
            words.append([])
        else:
            words[-1].append(cluster)
    return [word for word in words if word]


def _union(clusters: Sequence[Cluster]) -> Any:
    """The extent of several clusters: a box if all are boxes, else the least quad along the first one's direction."""
    boxes = [cluster.extent for cluster in clusters if _is_box(cluster.extent)]
    if len(boxes) == len(clusters):
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)
    extents = [np.asarray(cluster.extent, dtype=np.float64) for cluster in clusters]
    points = np.concatenate([e.reshape(-1, 2) if e.shape != (4,) else _corners(e) for e in extents])
    along = (
        extents[0].reshape(-1, 2)[1] - extents[0].reshape(-1, 2)[0] if extents[0].shape != (4,) else np.array([1.0, 0])
    )
    along = along / max(float(np.hypot(*along)), 1e-9)
    across = np.array([-along[1], along[0]])
    u, v = points @ along, points @ across
    corners = ((u.min(), v.min()), (u.max(), v.min()), (u.max(), v.max()), (u.min(), v.max()))
    return np.array([a * along + b * across for a, b in corners])


def _is_box(extent: Any) -> bool:
    """Whether an extent is four numbers, which most are: they need no arrays."""
    return len(extent) == 4 and not hasattr(extent[0], "__len__")


def _corners(box: Any) -> Any:
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
