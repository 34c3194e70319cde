"""A scene: pages with their text, the table of regions, what the regions are about, and the axes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

import numpy as np

from proofpress_core.content import Content
from proofpress_core.regions import UNIT, Region, Regions
from proofpress_core.roles import SHAPES, Level
from proofpress_core.warp import Warp


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Size in pixels, the page's one text (lines in reading order, joined by newlines), and the warp that took the
    drawn page to the page that ships (identity where no geometric effect was applied)."""

    width: int
    height: int
    text: str
    warp: Warp


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """How a value becomes a place on one axis of a chart, on the *drawn* page (before `Page.warp`).

    `low` and `high` are two values and `start`, `end` their points in 1/16 px; between them the place is linear in the
    value, in its decimal logarithm (`log`), or in the place of the category (`category`, values are places). Tick
    label k of the axis (ref `axis/NAME/tick/k`) stands at the value `ticks[k]`.

    An axis named `y` serves all rows of its chart; where a chart has several, `y/k` serves the rows of series k. Shades
    are read off the axis `colour`, which runs along the colour bar.
    """

    content: str
    name: str
    scale: Literal["linear", "log", "category"]
    low: Decimal
    high: Decimal
    start: tuple[int, int]
    end: tuple[int, int]
    ticks: tuple[Decimal, ...] = ()

    def place(self, value: float) -> tuple[float, float]:
        """Point in pixels of the drawn page."""
        low, high = self._scaled(float(self.low)), self._scaled(float(self.high))
        share = (self._scaled(value) - low) / (high - low)
        (x0, y0), (x1, y1) = self.start, self.end
        return (x0 + share * (x1 - x0)) / UNIT, (y0 + share * (y1 - y0)) / UNIT

    def value(self, x: float, y: float) -> float:
        """Value whose place is nearest to a point in pixels of the drawn page. Inverse of `place` on the axis."""
        (x0, y0), (x1, y1) = self.start, self.end
        dx, dy = x1 - x0, y1 - y0
        share = ((x * UNIT - x0) * dx + (y * UNIT - y0) * dy) / (dx * dx + dy * dy)
        low, high = self._scaled(float(self.low)), self._scaled(float(self.high))
        scaled = low + share * (high - low)
        return float(10.0**scaled) if self.scale == "log" else scaled

    @property
    def per_pixel(self) -> float:
        """How far a linear axis moves in value per pixel of the drawn page."""
        (x0, y0), (x1, y1) = self.start, self.end
        return abs(float(self.high - self.low)) * UNIT / float(np.hypot(x1 - x0, y1 - y0))

    def _scaled(self, value: float) -> float:
        return float(np.log10(value)) if self.scale == "log" else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that is true of a picture. `contents` have unique ids; regions name them by place."""

    pages: tuple[Page, ...]
    regions: Regions
    contents: tuple[Content, ...]
    axes: tuple[Axis, ...]

    def text_of(self, region: Region) -> str:
        """The text of a region, newlines between lines."""
        start, end = region.text
        return self.pages[region.page].text[start:end]

    def content(self, content_id: str) -> Content:
        """The content with that id; KeyError naming the ones there are."""
        for content in self.contents:
            if content.id == content_id:
                return content
        raise KeyError(f"no content {content_id!r}, only {[content.id for content in self.contents]}")

    def cut(self, deepest: Level) -> Scene:
        """The scene without regions deeper than `deepest`."""
        return replace(self, regions=self.regions.cut(deepest))

    def warped(self, warps: tuple[Warp, ...]) -> Scene:
        """The scene after one warp a page (page sizes stay). Boxes become quads unless the warp keeps boxes."""
        points = self.regions.points
        start = self.regions.start
        if not all(warp.keeps_boxes for warp in warps):
            points, start = _boxes_as_quads(self.regions)
        owner = np.repeat(self.regions.page, np.diff(start))
        moved = _map(points, owner, warps)
        anchor = _map(self.regions.anchor, self.regions.page, warps)
        shape = self.regions.shape
        if start is not self.regions.start:
            shape = np.where(shape == SHAPES.index("box"), SHAPES.index("quad"), shape)
        regions = self.regions.with_columns(points=moved, anchor=anchor, start=start, shape=shape)
        pages = tuple(replace(p, warp=p.warp.then(w)) for p, w in zip(self.pages, warps, strict=True))
        return replace(self, regions=regions, pages=pages)


def _map(points: Any, page: Any, warps: tuple[Warp, ...]) -> Any:
    result = np.array(points)
    for number, warp in enumerate(warps):
        mine = page == number
        if not warp.is_identity and np.any(mine):
            result[mine] = np.rint(warp.points(points[mine] / UNIT) * UNIT).astype(np.int64)
    return result


def _boxes_as_quads(regions: Regions) -> tuple[Any, Any]:
    """Points and starts in which every box has its four corners, clockwise from the left top."""
    counts = np.diff(regions.start)
    is_box = regions.shape == SHAPES.index("box")
    start = np.concatenate([[0], np.cumsum(np.where(is_box, 4, counts))])
    points = np.zeros((start[-1], 2), dtype=np.int64)
    first = regions.start[:-1][is_box]
    (x0, y0), (x1, y1) = regions.points[first].T, regions.points[first + 1].T
    for corner, (x, y) in enumerate(((x0, y0), (x1, y0), (x1, y1), (x0, y1))):
        points[start[:-1][is_box] + corner] = np.column_stack([x, y])
    for row in np.flatnonzero(~is_box):
        points[start[row] : start[row + 1]] = regions.points_of(int(row))
    return points, start
