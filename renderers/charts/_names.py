"""Names beside marks: the first place around each that is free of other marks, names and lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box
from renderers.charts._frame import Frame

Point = tuple[float, float]
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


class Namer:
    """Sets names beside marks inside a box. `taken` are boxes that names keep clear of; every name set is one more."""

    def __init__(self, frame: Frame, within: Box, taken: Sequence[Box]) -> None:
        self.frame, self.within, self.taken = frame, within, list(taken)

    def beside(self, lines: Sequence[tuple[str, str, str]], mark: Box, size: float) -> None:
        """Set (ref, words, colour) side by side, next to the box of a mark. Reject (`no_room_for_name`) if there is no
        free place around it."""
        look = self.frame.look
        widths = [look.width_of(words, size) for _, words, _ in lines]
        width, height = sum(widths) + 0.45 * size * (len(lines) - 1), 1.05 * size
        for side in _SIDES:
            left, top = _corner(side, mark, (width, height), 0.3 * size)
            box = (left - 1, top, left + width + 1, top + height)
            if self._free(box):
                break
        else:
            raise Reject("no_room_for_name", lines[0][1])
        self.taken.append(box)
        for (ref, words, colour), advance in zip(lines, widths, strict=True):
            self.frame.text(ref, words, left, top + 0.86 * size, size=size, colour=colour)
            left += advance + 0.45 * size

    def _free(self, box: Box) -> bool:
        x0, y0, x1, y1 = self.within
        inside = x0 <= box[0] and y0 <= box[1] and box[2] <= x1 and box[3] <= y1
        return inside and not any(
            box[0] < x3 and x2 < box[2] and box[1] < y3 and y2 < box[3] for x2, y2, x3, y3 in self.taken
        )


def along(start: Point, end: Point, reach: float = 3.0) -> list[Box]:
    """Boxes that cover a straight line, for names to keep clear of."""
    (x0, y0), (x1, y1) = start, end
    steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / 8))
    spots = [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(steps + 1)]
    return [(x - reach, y - reach, x + reach, y + reach) for x, y in spots]


def runs_over(place: Point, line: tuple[Point, Point], dot: float) -> bool:
    """Whether a line between two other places runs over the marker at a place, `dot` pixels across."""
    (x0, y0), (x1, y1) = line
    if place in line:
        return False
    length = math.hypot(x1 - x0, y1 - y0)
    share = ((place[0] - x0) * (x1 - x0) + (place[1] - y0) * (y1 - y0)) / length**2
    away = math.hypot(place[0] - x0 - share * (x1 - x0), place[1] - y0 - share * (y1 - y0))
    return 0 < share < 1 and away < 0.5 * dot + 3


def _corner(side: tuple[int, int], mark: Box, extent: tuple[float, float], gap: float) -> Point:
    """Left top corner of a text of some extent at a side of a mark."""
    (across, down), (width, height) = side, extent
    gap = 0.3 * gap if across and down else gap
    left = {1: mark[2] + gap, -1: mark[0] - gap - width, 0: (mark[0] + mark[2] - width) / 2}[across]
    top = {1: mark[3] + gap, -1: mark[1] - gap - height, 0: (mark[1] + mark[3] - height) / 2}[down]
    return left, top
