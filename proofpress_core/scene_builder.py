"""Collects regions while a page is laid out and turns them into a `Scene`.

A generator adds regions in any order, names each one's parent, and hands over text as *clusters* (shaped glyph groups
with their ink extents); words, spans of the page's text and the row order follow from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from proofpress_core.content import Content
from proofpress_core.roles import ROLE_LEVEL
from proofpress_core.scene import Axis, Page, Scene
from proofpress_core.scene_columns import Row, number
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


class SceneBuilder:
    """Builds one scene. Handles returned by the `add` methods name regions until `build` numbers the rows.

    All coordinates are pixels (floats allowed; stored to 1/16 px). Children read in the order they were added.
    """

    def __init__(self, sizes: Sequence[tuple[int, int]]) -> None:
        self._sizes = list(sizes)
        self._rows = [
            Row("page", page, -1, "box", (0.0, 0.0, width, height)) for page, (width, height) in enumerate(self._sizes)
        ]
        self._joined: list[tuple[int, int]] = []

    def page(self, number: int = 0) -> int:
        """Handle of a page."""
        if not 0 <= number < len(self._sizes):
            raise IndexError(f"page {number} of {len(self._sizes)}")
        return number

    def keep_pages(self, count: int) -> None:
        """Drop the pages from number `count` on, which must be empty: a layout may learn late how many it needs."""
        if any(row.parent >= 0 and row.page >= count for row in self._rows):
            raise ValueError(f"pages after the first {count} are not empty")
        del self._sizes[count:]

    def add(
        self, role: str, parent: int, extent: Any, *, shape: str = "", anchor: tuple[float, float] | None = None,
        content: str = "", ref: str = "", paint: str = "",
    ) -> int:  # fmt: skip
        """Add a region. `extent` is a box (left, top, right, bottom) or points (k, 2), taken as a quad when k is 4
        and a polygon otherwise unless `shape` says more. `content` is a content's id."""
        usual, points = _outline(extent)
        page = self._rows[parent].page
        return self._append(Row(role, page, parent, shape or usual, points, anchor, content, ref, paint))

    def add_line(
        self, parent: int, clusters: Sequence[Cluster], *, content: str = "", ref: str = "", word_role: str = "word"
    ) -> int:
        """Add a line of text with its words and chars; -1 if it has no ink. Words part at blank clusters."""
        inked = [cluster for cluster in clusters if cluster.extent is not None and cluster.text.strip()]
        if not inked:
            return -1
        text = "".join(cluster.text for cluster in clusters).strip()
        paint = inked[0].paint.rsplit("#", 1)[0]
        line = self._add_text("line", parent, _union(inked), content, ref, paint, text)
        offset = 0
        for word in _words(clusters):
            said = "".join(cluster.text for cluster in word)
            offset = text.index(said, offset)
            own = word[0].paint if len(word) == 1 else ""
            self._add_word(word_role, line, word, content, "", own, offset)
            offset += len(said)
        return line

    def add_tokens(self, parent: int, tokens: Sequence[Token], *, content: str = "", ref: str = "", paint: str) -> int:
        """Add a line of at least one token, each with its chars; the line's text is the tokens parted by blanks.
        `paint` hides the whole line."""
        inked = [cluster for token in tokens for cluster in token.clusters]
        texts = ["".join(cluster.text for cluster in token.clusters) for token in tokens]
        line = self._add_text("line", parent, _union(inked), content, ref, paint, " ".join(texts))
        offset = 0
        for token, text in zip(tokens, texts, strict=True):
            self._add_word("token", line, token.clusters, content, token.ref, token.paint, offset)
            offset += len(text) + 1
        return line

    def join(self, first: int, second: int) -> None:
        """Say that the last word of line `first` goes on as the first word of line `second`."""
        self._joined.append((first, second))

    def grow(self, handle: int, extent: Box) -> None:
        """Replace the extent of a box region, for containers that are known only once filled; its anchor becomes the
        new centre."""
        self._rows[handle] = self._rows[handle]._replace(points=tuple(map(float, extent)), anchor=None)

    def build(self, contents: Sequence[Content], axes: Sequence[Axis] = ()) -> Built:
        """Number the rows and return the scene. ValueError for a content id that is not among `contents`."""
        handles, texts, regions = number(
            self._rows, len(self._sizes), self._joined, [content.id for content in contents]
        )
        pages = tuple(
            Page(width=width, height=height, text=text, warp=Warp.identity())
            for (width, height), text in zip(self._sizes, texts, strict=True)
        )
        scene = Scene(pages=pages, regions=regions, contents=tuple(contents), axes=tuple(axes))
        return Built(scene, tuple(self._rows[handle].paint for handle in handles))

    def _append(self, row: Row) -> int:
        if ROLE_LEVEL[self._rows[row.parent].role] >= ROLE_LEVEL[row.role]:
            raise ValueError(f"a {row.role} cannot stand inside a {self._rows[row.parent].role}")
        self._rows.append(row)
        return len(self._rows) - 1

    def _add_word(
        self, role: str, line: int, word: Sequence[Cluster], content: str, ref: str, paint: str, offset: int
    ) -> None:
        """A word or token and its chars; its text begins at `offset` of the line's."""
        said = "".join(cluster.text for cluster in word)
        handle = self._add_text(role, line, _union(word), content, ref, paint, said, offset)
        for text, extent, name in word:
            self._add_text("char", handle, extent, content, "", name, text, offset)
            offset += len(text)

    def _add_text(
        self, role: str, parent: int, extent: Any, content: str, ref: str, paint: str, text: str, offset: int = 0
    ) -> int:
        span = (offset, offset + len(text))
        page = self._rows[parent].page
        return self._append(Row(role, page, parent, *_outline(extent), None, content, ref, paint, text, span))


def _outline(extent: Any) -> tuple[str, Sequence[float]]:
    """The shape that an extent has where nobody says more, and its points as x, y, x, y ..."""
    if _is_box(extent):
        return "box", tuple(map(float, extent))
    points = np.asarray(extent, dtype=np.float64).ravel().tolist()
    return ("quad" if len(points) == 8 else "polygon"), points


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
    if all(_is_box(cluster.extent) for cluster in clusters):
        lefts, tops, rights, bottoms = zip(*(cluster.extent for cluster in clusters), strict=True)
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
