"""Colour bars: the scale of a chart whose shades carry values, standing at the right of the plot."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers.charts._frame import Frame
from renderers.charts._scale import Scale

Shade = Callable[[Decimal | float], str]
_LEAST = 7.0
"""Height of a bar over the size of its tick labels."""


class ColourBar:
    """The axis `colour` of a chart. Made before the plot, it takes its room from the free area; `paint` sets it beside
    the plot's box. Every row of its pixels has the shade of the value in its middle."""

    def __init__(self, frame: Frame, scale: Scale, shade: Shade) -> None:
        self.frame, self.scale, self.shade = frame, scale, shade
        size = frame.look.size
        widest = max(frame.look.width_of(text, size) for _, text in scale.ticks)
        self.width = round(1.1 * size)
        self.left = round(frame.area.right - widest - 0.6 * size) - self.width
        frame.area.right = self.left - 1.2 * size
        frame.axes.append("colour")

    def paint(self, beside: Box) -> Axis:
        """Paint bar and tick labels from the top to the bottom of a box; the axis as the scene states it."""
        frame, (_, top, _, bottom) = self.frame, beside
        if bottom - top < _LEAST * frame.look.size:
            raise Reject("plot_too_small", "colour bar")
        low, high = float(self.scale.low), float(self.scale.high)
        for y in range(round(top), round(bottom)):
            value = low + (bottom - y - 0.5) / (bottom - top) * (high - low)
            frame.box((self.left, y, self.left + self.width, y + 1), self.shade(value), "axis/colour/bar")
        for number, (value, text) in enumerate(self.scale.ticks):
            y = bottom - self.scale.share(value) * (bottom - top) + 0.36 * frame.look.size
            frame.text(f"axis/colour/tick/{number}", text, self.left + self.width + 0.45 * frame.look.size, y,
                       size=frame.look.size, colour=frame.style.ink)  # fmt: skip
        return self._axis(top, bottom)

    def _axis(self, top: float, bottom: float) -> Axis:
        kind: Any = self.scale.kind
        x = round((self.left + self.width / 2) * UNIT)
        return Axis(content=self.frame.data.id, name="colour", scale=kind, low=self.scale.low, high=self.scale.high,
                    start=(x, round(bottom * UNIT)), end=(x, round(top * UNIT)),
                    ticks=tuple(value for value, _ in self.scale.ticks))  # fmt: skip
