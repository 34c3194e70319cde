"""A page under construction: areas, set lines, rules and drawn parts are placed first, painted and labelled at the end.

The height of a page is known only when all is placed, so placing collects records; `finish` makes the surface and the
scene from the same records. An area's extent is what its parts' ink covers, grown by `_PAD` pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import skia

from proofpress_core.content import Content
from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box, Cluster, SceneBuilder
from renderers._backends.shaping import union
from renderers._backends.skia_canvas import Colour, Surface
from renderers.base import Canvas, Drawing
from renderers.math_problems._inline import Set

_PAD = 4.0
_NO_EXTENT: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Part:
    """A region to be: its role, its place in the tree, its extent, and how its ink is painted."""

    role: str
    parent: int
    extent: Any
    ref: str = ""
    paint: str = ""
    shape: str = ""
    anchor: tuple[float, float] | None = None
    clusters: tuple[Cluster, ...] = ()
    word_role: str = "word"
    inks: list[Box] = field(default_factory=list)


class Sheet:
    """Collects what stands on one page. Areas are named by handles; -1 is the page itself."""

    def __init__(self, width: int, background: Colour) -> None:
        self.width = width
        self._background = background
        self._parts: list[Part] = []
        self._paints: list[Callable[[Surface], None]] = []
        self._under: list[Callable[[Surface], None]] = []
        self._fonts: set[str] = set()

    def area(self, role: str, parent: int = -1, ref: str = "") -> int:
        """Open an area (statement, solution, step, ...); it becomes as large as what is put into it."""
        self._parts.append(Part(role, parent, _NO_EXTENT, ref))
        return len(self._parts) - 1

    def extent(self, area: int) -> Box:
        """What an area covers so far."""
        return union(self._parts[area].inks)

    def line(self, parent: int, box: Set, x: float, baseline: float, colour: Colour, ref: str = "") -> None:
        """Put a set line with its pen start at (x, baseline)."""
        base = round(baseline)
        paint = f"t{len(self._parts)}"
        clusters, rules = _clusters(box, x, base, paint)
        extents = [cluster.extent for cluster in clusters if cluster.extent is not None]
        role = "token" if box.stacked else "word"
        self._parts.append(Part("line", parent, None, ref, paint, clusters=tuple(clusters), word_role=role))
        self._cover(parent, union([e for e in extents if len(e) == 4 and not isinstance(e[0], tuple)]))
        self._paints.append(lambda surface: _paint_line(surface, box, x, base, colour, paint))
        self._fonts |= {ink.run.font.path.name for ink in box.inks if ink.run}
        for rule in rules:
            self.rule(parent, rule, colour)

    def label(
        self, parent: int, role: str, box: Set, x: float, baseline: float, colour: Colour, *, ref: str = "",
        anchor: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """Put a one-line label as a region of `role` that is exactly as large as its ink, with its line in it."""
        base = round(baseline)
        left, top, right, bottom = ink_of(box)
        extent = (left + x, top + base, right + x, bottom + base)
        self._parts.append(Part(role, parent, extent, ref, f"t{len(self._parts) + 1}", anchor=anchor))
        self.line(len(self._parts) - 1, box, x, baseline, colour)

    def rule(self, parent: int, box: Box, colour: Colour) -> None:
        """Put a filled rule with its own region."""
        paint = f"r{len(self._parts)}"
        self._parts.append(Part("rule", parent, box, paint=paint))
        self._cover(parent, box)
        self._paints.append(lambda surface: surface.rect(box, colour, paint))

    def mark(
        self, parent: int, role: str, extent: Any, painter: Callable[[Surface], None], *, ref: str = "",
        shape: str = "", anchor: tuple[float, float] | None = None,
    ) -> int:  # fmt: skip
        """Put a drawn part of a figure; `painter` is called unless its ink is held back."""
        paint = f"m{len(self._parts)}"
        self._parts.append(Part(role, parent, extent, ref, paint, shape, anchor))
        points = np.asarray(extent, dtype=np.float64).reshape(-1, 2)
        self._cover(parent, (*points.min(axis=0).tolist(), *points.max(axis=0).tolist()))
        self._paints.append(lambda surface: painter(surface) if surface.canvas.paints(paint) else None)
        return len(self._parts) - 1

    def under(self, painter: Callable[[Surface], None]) -> None:
        """Paint something below everything else (panels, bars); it has no region."""
        self._under.append(painter)

    def over(self, painter: Callable[[Surface], None]) -> None:
        """Paint something that has no region of its own, such as the joints of strokes."""
        self._paints.append(painter)

    def finish(self, height: int, canvas: Canvas, content: Content) -> Drawing:
        """Paint the page and build its scene. Reject (`overflow`) if ink leaves the page."""
        surface = Surface(self.width, height, canvas, self._background)
        for painter in self._under + self._paints:
            painter(surface)
        builder = SceneBuilder([(self.width, height)])
        handles: dict[int, int] = {-1: builder.page(0)}
        for number, part in enumerate(self._parts):
            if part.role == "line":
                builder.add_line(handles[part.parent], part.clusters, content=content.id, ref=part.ref,
                                 word_role=part.word_role)  # fmt: skip
            else:
                handles[number] = builder.add(
                    part.role, handles[part.parent], self._final(part, height), shape=part.shape, anchor=part.anchor,
                    content=content.id, ref=part.ref, paint=part.paint)  # fmt: skip
        built = builder.build([content])
        return Drawing.of((surface.pixels(),), built, tuple(sorted(self._fonts)))

    def _final(self, part: Part, height: int) -> Any:
        if not part.inks:
            return part.extent
        left, top, right, bottom = union(part.inks)
        if min(left, top) < 0 or right > self.width or bottom > height:
            raise Reject("overflow", f"{part.role} covers {union(part.inks)} of {self.width} x {height}")
        grown = (left - _PAD, top - _PAD, right + _PAD, bottom + _PAD)
        return part.extent if part.paint else _clipped(grown, self.width, height)

    def _cover(self, area: int, box: Any) -> None:
        """Let an area and its parents cover a box; each level is a little wider than the one in it."""
        while area >= 0:
            self._parts[area].inks.append(box)
            box = (box[0] - _PAD, box[1] - _PAD, box[2] + _PAD, box[3] + _PAD)
            area = self._parts[area].parent


def _clipped(box: Box, width: int, height: int) -> Box:
    return max(0.0, box[0]), max(0.0, box[1]), min(float(width), box[2]), min(float(height), box[3])


def _snapped(bar: Box, x: float, y: float) -> Box:
    """A bar on whole rows of pixels, so that it is crisp."""
    top = float(round(bar[1] + y))
    return bar[0] + x, top, bar[2] + x, top + max(1.0, float(round(bar[3] - bar[1])))


def _clusters(box: Set, x: float, base: float, paint: str) -> tuple[list[Cluster], list[Box]]:
    """The clusters of a line in order of its linear text, and the rules that have no character."""
    clusters: list[Cluster] = []
    rules: list[Box] = []
    for ink in box.inks:
        if ink.bar and not ink.texts:
            rules.append(_snapped(ink.bar, x, base))
        elif ink.bar:
            clusters.append(Cluster(ink.texts[0], _snapped(ink.bar, x, base), f"{paint}#{len(clusters)}"))
        elif ink.run:
            pieces = ink.run.clusters(x + ink.x, base + ink.y, paint)
            clusters += [piece._replace(text=text, paint=f"{paint}#{len(clusters) + k}")
                         for k, (piece, text) in enumerate(zip(pieces, ink.texts, strict=True))]  # fmt: skip
        else:
            clusters += [Cluster(text, None) for text in ink.texts]
    return clusters, rules


def _paint_line(surface: Surface, box: Set, x: float, base: float, colour: Colour, paint: str) -> None:
    number = 0
    for ink in box.inks:
        if ink.bar and ink.texts:
            surface.rect(_snapped(ink.bar, x, base), colour, f"{paint}#{number}")
        elif ink.run:
            surface.text(ink.run, x + ink.x, base + ink.y, colour, paint, first=number)
        number += len(ink.texts)


def panel(box: Box, colour: Colour, radius: float = 0.0) -> Callable[[Surface], None]:
    """A painter of a filled, perhaps rounded, panel."""
    rect, pen = skia.Rect(*box), skia.Paint(Color=skia.Color(*colour), AntiAlias=True)
    return lambda surface: surface.skia.drawRoundRect(rect, radius, radius, pen)


def ink_of(box: Set) -> Box:
    """The extent of a set box's ink with its origin at (0, 0)."""
    clusters, rules = _clusters(box, 0.0, 0.0, "")
    return union([c.extent for c in clusters if c.extent is not None and c.text.strip()] + rules)
