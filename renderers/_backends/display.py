"""A display list: everything that a chart paints, in painting order, for whichever engine paints it.

Coordinates are image pixels, origin at the top left corner of the top left pixel, y down; colours are `#rrggbb`. A name
lets a canvas hold an item back; items of one name are held back together, "" is never. Text named `title` is held back
cluster by cluster as `title#0`, `title#1`, ... The extents of marks follow from the list alone, so that every engine
states the same truth; `tests/renderers/test_display.py` holds both painters to it, pixel by pixel.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from proofpress_core.scene_builder import Box, Cluster
from renderers._backends.shaping import Shaped
from renderers.base import Pixels
from templates.themes import luminance

Point = tuple[float, float]


class Words(NamedTuple):
    """A shaped line whose pen starts at (x, baseline) and runs `turn` degrees anticlockwise from there."""

    name: str
    line: Shaped
    x: float
    baseline: float
    colour: str
    turn: float


class Rect(NamedTuple):
    """A filled box; crisp where its edges are whole numbers."""

    name: str
    box: Box
    colour: str
    opacity: float
    hatch: str


class Polygon(NamedTuple):
    """A filled polygon of one or more closed outlines, each of points; inner ones are holes (even-odd rule)."""

    name: str
    outlines: tuple[tuple[Point, ...], ...]
    colour: str
    opacity: float
    hatch: str


class Disc(NamedTuple):
    """A filled circle."""

    name: str
    centre: Point
    radius: float
    colour: str
    opacity: float


class Stroke(NamedTuple):
    """A polyline (closed where the first and last point are one) with butt ends and round joins; `dash` gives the
    lengths of ink and gap in pixels, nothing for a solid line."""

    name: str
    points: tuple[Point, ...]
    colour: str
    width: float
    dash: tuple[float, ...]
    opacity: float


Item = Words | Rect | Polygon | Disc | Stroke
HATCHES = ("/", "\\", "-", "x", ".")


@dataclass(slots=True)
class Recording:
    """What one painting gave: RGB pixels, the clusters of every named line of text, the boxes of named marks."""

    pixels: Pixels
    lines: dict[str, list[Cluster]] = field(default_factory=dict)
    marks: dict[str, Box] = field(default_factory=dict)


class Display:
    """A display list under construction for a picture of width x height pixels on a background."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self.width, self.height, self.background = width, height, background
        self.items: list[Item] = []
        self.marks: dict[str, Box] = {}

    def words(self, name: str, line: Shaped, x: float, baseline: float, colour: str, turn: float = 0.0) -> None:
        """Set a shaped line."""
        self.items.append(Words(name, line, x, baseline, colour, turn))

    def rect(self, name: str, box: Box, colour: str, opacity: float = 1.0, hatch: str = "") -> None:
        """Fill a box (left, top, right, bottom), whichever way round its corners come."""
        x0, y0, x1, y1 = box
        upright = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self.items.append(Rect(name, upright, colour, opacity, hatch))
        self._note(name, upright)

    def polygon(
        self, name: str, *outlines: Sequence[Point], colour: str, opacity: float = 1.0, hatch: str = ""
    ) -> None:  # fmt: skip
        """Fill a polygon."""
        rings = tuple(_pairs(outline) for outline in outlines)
        self.items.append(Polygon(name, rings, colour, opacity, hatch))
        self._note(name, _bounds(rings[0]))

    def disc(self, name: str, centre: Point, radius: float, colour: str, opacity: float = 1.0) -> None:
        """Fill a circle."""
        x, y = float(centre[0]), float(centre[1])
        self.items.append(Disc(name, (x, y), radius, colour, opacity))
        self._note(name, (x - radius, y - radius, x + radius, y + radius))

    def stroke(
        self, name: str, points: Sequence[Point], colour: str, width: float, *, dash: Sequence[float] = (),
        opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw a polyline. A dash is stretched a little so that the line ends in ink."""
        path = _pairs(points)
        self.items.append(Stroke(name, path, colour, width, _fitted(dash, path), opacity))
        self._note(name, _stroked(path, width))

    def _note(self, name: str, box: Box) -> None:
        """Widen the extent of a name by another item."""
        if name:
            old = self.marks.get(name)
            self.marks[name] = box if old is None else (
                min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]),
            )  # fmt: skip


def hatch_ink(colour: str) -> str:
    """The colour of a hatch: white on dark fills, dark grey on light ones."""
    return "#ffffff" if luminance(colour) < 0.45 else "#4d4d4d"


def ring(centre: Point, radius: float, start: float = 0.0, end: float = 2 * math.pi) -> list[Point]:
    """Points of an arc between two angles (radians clockwise from noon), so close that chords stay within 1/50 px."""
    step = 2 * math.acos(max(0.5, 1 - 0.02 / max(radius, 0.04)))
    count = max(2, math.ceil(abs(end - start) / step) + 1)
    angles = np.linspace(start, end, count)
    return list(zip((centre[0] + radius * np.sin(angles)).tolist(), (centre[1] - radius * np.cos(angles)).tolist(),
                    strict=True))  # fmt: skip


def _pairs(points: Sequence[Point]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _fitted(dash: Sequence[float], points: Sequence[Point]) -> tuple[float, ...]:
    """A dash of ink and gap, stretched so that a whole number of periods and one more dash fill the polyline."""
    if not dash:
        return ()
    length = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
    ink, gap = dash
    periods = max(1, round((length - ink) / (ink + gap)))
    stretch = length / (periods * (ink + gap) + ink)
    return ink * stretch, gap * stretch


def _stroked(points: Sequence[Point], width: float) -> Box:
    """Extent of a stroke. A straight one ends square at its ends; at joins it reaches half its width further."""
    x0, y0, x1, y1 = _bounds(points)
    half = width / 2
    if len(points) == 2:
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        across, down = half * (y1 - y0) / length, half * (x1 - x0) / length
        return x0 - across, y0 - down, x1 + across, y1 + down
    return x0 - half, y0 - half, x1 + half, y1 + half
