"""Collects regions while a page is laid out and turns them into a `Scene`.

A generator adds regions in any order, names each one's parent, and hands over text as *clusters* (shaped glyph groups
with their ink extents); words, spans of the page's text and the row order follow from that.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from proofpress_core.content import Content
from proofpress_core.roles import ROLE_LEVEL, ROLES
from proofpress_core.scene import Axis, Page, Scene
from proofpress_core.scene_columns import Added, number
from proofpress_core.warp import Warp

Box = tuple[float, float, float, float]
_Points = Sequence[float]


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
        self._added = Added()
        for page, (width, height) in enumerate(self._sizes):
            self._added.add("page", page, -1, (0.0, 0.0, width, height))
        self._joined: list[tuple[int, int]] = []

    def page(self, number: int = 0) -> int:
        """Handle of a page."""
        if not 0 <= number < len(self._sizes):
            raise IndexError(f"page {number} of {len(self._sizes)}")
        return number

    def keep_pages(self, count: int) -> None:
        """Drop the pages from number `count` on, which must be empty: a layout may learn late how many it needs."""
        rows = zip(self._added.parent, self._added.page, strict=True)
        if any(parent >= 0 and page >= count for parent, page in rows):
            raise ValueError(f"pages after the first {count} are not empty")
        del self._sizes[count:]

    def add(
        self, role: str, parent: int, extent: Any, *, shape: str = "", anchor: tuple[float, float] | None = None,
        content: str = "", ref: str = "", paint: str = "",
    ) -> int:  # fmt: skip
        """Add a region. `extent` is a box (left, top, right, bottom) or points (k, 2), taken as a quad when k is 4
        and a polygon otherwise unless `shape` says more. `content` is a content's id."""
        points = _outline(extent)
        if len(points) == 4 and len(extent) == 2:
            shape = shape or "polygon"
        self._demand_depth(role, parent)
        handle = self._added.add(role, self._added.page[parent], parent, points, shape, content, ref, paint)
        if anchor is not None:
            self._added.anchors[handle] = anchor
        return handle

    def add_line(
        self, parent: int, clusters: Sequence[Cluster], *, content: str = "", ref: str = "", word_role: str = "word"
    ) -> int:
        """Add a line of text with its words and chars; -1 if it has no ink. Words part at blank clusters."""
        words = _words(clusters)
        if not words:
            return -1
        outlines = [_outlines([cluster.extent for cluster in word]) for word in words]
        around = list(map(_union, outlines))
        said = ["".join([cluster.text for cluster in word]) for word in words]
        text = "".join([cluster.text for cluster in clusters]).strip()
        paint = words[0][0].paint.rsplit("#", 1)[0]
        line = self._add_line(parent, _around_words(around, outlines), content, ref, paint, text)
        begins, end = [], 0
        for word in said:
            begins.append(text.index(word, end))
            end = begins[-1] + len(word)
        paints = [word[0].paint if len(word) == 1 else "" for word in words]
        self._add_words(word_role, line, words, around, outlines, content, ("",), paints, begins)
        return line

    def add_tokens(self, parent: int, tokens: Sequence[Token], *, content: str = "", ref: str = "", paint: str) -> int:
        """Add a line of at least one token, each with its chars; the line's text is the tokens parted by blanks.
        `paint` hides the whole line."""
        words = [token.clusters for token in tokens]
        outlines = [_outlines([cluster.extent for cluster in word]) for word in words]
        around = list(map(_union, outlines))
        said = ["".join([cluster.text for cluster in word]) for word in words]
        line = self._add_line(parent, _around_words(around, outlines), content, ref, paint, " ".join(said))
        begins = list(itertools.accumulate([len(word) + 1 for word in said[:-1]], initial=0))
        refs, paints = [token.ref for token in tokens], [token.paint for token in tokens]
        self._add_words("token", line, words, around, outlines, content, refs, paints, begins)
        return line

    def join(self, first: int, second: int) -> None:
        """Say that the last word of line `first` goes on as the first word of line `second`."""
        self._joined.append((first, second))

    def grow(self, handle: int, extent: Box) -> None:
        """Replace the extent of a box region, for containers that are known only once filled; its anchor becomes the
        new centre."""
        self._added.grow(handle, extent)

    def build(self, contents: Sequence[Content], axes: Sequence[Axis] = ()) -> Built:
        """Number the rows and return the scene. ValueError for a content id that is not among `contents`."""
        handles, texts, regions = number(
            self._added, len(self._sizes), self._joined, [content.id for content in contents]
        )
        pages = tuple(
            Page(width=width, height=height, text=text, warp=Warp.identity())
            for (width, height), text in zip(self._sizes, texts, strict=True)
        )
        scene = Scene(pages=pages, regions=regions, contents=tuple(contents), axes=tuple(axes))
        return Built(scene, tuple([self._added.paint[handle] for handle in handles]))

    def _demand_depth(self, role: str, parent: int) -> None:
        above = ROLES[self._added.role[parent]]
        if ROLE_LEVEL[above] >= ROLE_LEVEL[role]:
            raise ValueError(f"a {role} cannot stand inside a {above}")

    def _add_line(self, parent: int, around: _Points, content: str, ref: str, paint: str, text: str) -> int:
        """Add a line of that outline."""
        self._demand_depth("line", parent)
        page = self._added.page[parent]
        line = self._added.add("line", page, parent, around, "", content, ref, paint, len(text))
        self._added.texts[line] = text
        return line

    def _add_words(
        self, role: str, line: int, words: Sequence[Sequence[Cluster]], around: Sequence[_Points],
        outlines: Sequence[Sequence[_Points]], content: str, refs: Sequence[str], paints: Sequence[str],
        begins: Sequence[int],
    ) -> None:  # fmt: skip
        """Add the words or tokens of a line, whose texts begin at `begins` of the line's, and their chars."""
        self._demand_depth(role, line)
        owners, names, starts, ends, stops = list[int](), list[str](), list[int](), list[int](), list[int]()
        for handle, (word, place) in enumerate(zip(words, begins, strict=True), len(self._added)):
            places = list(itertools.accumulate([len(cluster.text) for cluster in word], initial=place))
            owners += [handle] * len(word)
            names += [cluster.paint for cluster in word]
            starts += places[:-1]
            ends += places[1:]
            stops.append(places[-1])
        self._added.extend(role, [line] * len(words), around, content, refs, paints, (begins, stops))
        chars = list(itertools.chain.from_iterable(outlines))
        self._added.extend("char", owners, chars, content, ("",), names, (starts, ends))


def _outline(extent: Any) -> _Points:
    """The points of an extent as x, y, x, y ...; how many they are says which shape it has where nobody says more."""
    return tuple(map(float, itertools.chain.from_iterable(extent) if hasattr(extent[0], "__len__") else extent))


def _outlines(extents: Sequence[Any]) -> list[_Points]:
    """`_outline` of each; as they are where all are boxes, which most are."""
    if set(map(len, extents)) == {4} and {type(extent[0]) for extent in extents} <= {float}:
        return list(extents)
    return list(map(_outline, extents))


def _words(clusters: Sequence[Cluster]) -> list[list[Cluster]]:
    words: list[list[Cluster]] = [[]]
    for cluster in clusters:
        if cluster.extent is not None and cluster.text.strip():
            words[-1].append(cluster)
        elif words[-1]:
            words.append([])
    return words if words[-1] else words[:-1]


def _union(outlines: Sequence[_Points]) -> _Points:
    """The outline around several: a box if all are boxes, else the least quad along the first one's direction."""
    if len(outlines) == 1 and len(outlines[0]) == 4:
        return outlines[0]
    if set(map(len, outlines)) == {4}:
        lefts, tops, rights, bottoms = zip(*outlines, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)
    return _least_quad(list(map(_corners, outlines)))


def _around_words(words: Sequence[_Points], chars: Sequence[Sequence[_Points]]) -> _Points:
    """The outline around a line: that of its one word, the box around boxes, else the least quad around its chars."""
    if len(words) == 1:
        return words[0]
    return _union(words if set(map(len, words)) == {4} else list(itertools.chain.from_iterable(chars)))


def _least_quad(outlines: Sequence[Sequence[tuple[float, float]]]) -> _Points:
    """Points of the least rectangle around outlines that has the direction of the first one's first side."""
    (x0, y0), (x1, y1) = outlines[0][:2]
    length = max(math.hypot(x1 - x0, y1 - y0), 1e-9)
    cos, sin = (x1 - x0) / length, (y1 - y0) / length
    along = [x * cos + y * sin for outline in outlines for x, y in outline]
    across = [y * cos - x * sin for outline in outlines for x, y in outline]
    left, right, top, bottom = min(along), max(along), min(across), max(across)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return tuple([value for u, v in corners for value in (u * cos - v * sin, u * sin + v * cos)])


def _corners(points: _Points) -> list[tuple[float, float]]:
    if len(points) != 4:
        return list(zip(points[::2], points[1::2], strict=True))
    x0, y0, x1, y1 = points
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
