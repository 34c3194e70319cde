"""Free room in a plot: where a legend or a remark can stand clear of every mark. Coordinates are image pixels."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from proofpress_core.scene_builder import Box
from renderers._backends.display import Disc, Item, Polygon, Rect, Stroke
from renderers.charts._cartesian import Plot
from renderers.charts._legend import Entry, block_size, set_block
from renderers.charts._scene import ink_of

_CELL = 4
"""Pixels of a cell of the map."""
_INSET = 0.7
"""Room between a legend and the sides of the plot, over the size of plain text."""


class Room:
    """A map of the cells of a plot that marks, values and names cover. What is painted later must be added."""

    def __init__(self, plot: Plot) -> None:
        self.box = plot.box
        x0, y0, x1, y1 = plot.box
        self._map = np.zeros(((y1 - y0) // _CELL + 2, (x1 - x0) // _CELL + 2), np.uint8)
        for item in plot.frame.display.items[plot.floor :]:
            self.add(item)

    def add(self, item: Item) -> None:
        """Take the cells that an item covers."""
        if isinstance(item, Disc):
            (x, y), r = item.centre, item.radius
            self.take((x - r, y - r, x + r, y + r))
        elif isinstance(item, Rect):
            self.take(item.box)
        elif isinstance(item, Polygon):
            cv2.fillPoly(self._map, [self._cells(item.outlines[0])], 1)
        elif isinstance(item, Stroke):
            thick = int(item.width / _CELL) + 2
            cv2.polylines(self._map, [self._cells(item.points)], item.points[0] == item.points[-1], 1, thick)
        elif box := ink_of(item.line.clusters(item.x, item.baseline, "", item.turn)):
            self.take(box)

    def take(self, box: Box) -> None:
        """Take the cells of a box."""
        x0, y0, x1, y1 = self._span(box)
        self._map[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 1

    def free(self, box: Box) -> bool:
        """Whether a box lies in the plot with nothing in it."""
        if not (self.box[0] <= box[0] and self.box[1] <= box[1] and box[2] <= self.box[2] and box[3] <= self.box[3]):
            return False
        x0, y0, x1, y1 = self._span(box)
        return not self._map[y0:y1, x0:x1].any()

    def clear(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether nothing stands on the way between two points of the plot."""
        path = np.zeros_like(self._map)
        cv2.polylines(path, [self._cells((start, end))], False, 1, 2)  # noqa: FBT003
        return not (path & self._map).any()

    def _span(self, box: Box) -> tuple[int, int, int, int]:
        (x0, y0), (x1, y1) = np.floor((np.array(box).reshape(2, 2) - self.box[:2]) / _CELL).astype(int).tolist()
        return x0, y0, x1 + 1, y1 + 1

    def _cells(self, points: Sequence[tuple[float, float]]) -> np.ndarray:
        return np.asarray(np.floor((np.array(points) - self.box[:2]) / _CELL), dtype=np.int32)


def legend_inside(plot: Plot, entries: Sequence[Entry]) -> bool:
    """Set a legend that the look wants inside of the plot into a corner without marks. False if there is none; true
    also where the legend stands elsewhere."""
    frame = plot.frame
    if frame.look.legend != "inside" or not entries:
        return True
    room, (width, height), inset = Room(plot), block_size(frame, entries), _INSET * frame.look.size
    spare = 0.98 * inset
    x0, y0, x1, y1 = plot.box
    lefts, tops = (x1 - inset - width, x0 + inset), (y0 + inset, y1 - inset - height)
    for top in tops:
        for left in lefts:
            around = (left - spare, top - spare, left + width + spare, top + height + spare)
            if room.free(around):
                set_block(frame, entries, left, top)
                return True
    return False
