"""A plot with two value axes: `y/0` at the left, `y/1` at the right, with ticks at the same heights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers.charts._cartesian import Plot
from renderers.charts._frame import Frame
from renderers.charts._look import LEADING, Look
from renderers.charts._scale import Scale

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


class TwoAxisPlot(Plot):
    """A plot whose rows of series 0 stand on the left axis and those of series 1 on the right one."""

    def __init__(self, frame: Frame, x: Scale, left: Scale, right: Scale, *, headroom: float = 0.0) -> None:
        self.right = right
        super().__init__(frame, x, left, headroom=headroom)
        self._label_right()

    def place_right(self, x: Any, y: Any) -> tuple[float, float]:
        """Image point of a pair of values on the right axis."""
        _, y0, _, y1 = self.box
        return self.place(x, self.y.low)[0], y1 - self.right.share(y) * (y1 - y0)

    def truth_of_both(self) -> tuple[Axis, Axis, Axis]:
        """The axes as the scene states them."""
        x, left = self.truth()
        low, high = self.right.ticks[0][0], self.right.ticks[-1][0]
        start, end = ((round(self.box[2] * UNIT), round(self.place_right(0, value)[1] * UNIT)) for value in (low, high))
        ticks = tuple(value for value, _ in self.right.ticks)
        return x, left, Axis(content=left.content, name="y/1", scale="linear", low=low, high=high, start=start, end=end,
                             ticks=ticks)  # fmt: skip

    def _measure(self, headroom: float) -> Box:
        self.names["y"], self.mirrored = "y/0", False
        self.frame.axes[:] = ["y/0", "x", "y/1"]
        look, size = self.frame.look, self.frame.look.size
        self.edge = self.area.right
        self.area.right -= max(look.width_of(text, size) for _, text in self.right.ticks) + self._gap
        if self._right_label and not look.label_on_top:
            self.area.right -= LEADING * size + 0.3 * size
        return super()._measure(headroom)

    @property
    def _right_label(self) -> str:
        return self.frame.data.label("axis/y/1/label")

    def _label_right(self) -> None:
        frame, size, (_, y0, x1, y1) = self.frame, self.frame.look.size, self.box
        for number, (value, text) in enumerate(self.right.ticks):
            y = self.place_right(0, value)[1] + 0.36 * size
            frame.text(f"axis/y/1/tick/{number}", text, x1 + self._gap, y, size=size, colour=frame.style.ink)
        ref, label, style = "axis/y/1/label", self._right_label, {"size": size, "colour": frame.style.muted}
        if frame.look.label_on_top:
            frame.text(ref, label, self.edge, self.area.top - 0.9 * size, align="right", **style)
        elif frame.look.width_of(label, size) > y1 - y0 + 2 * size:
            raise Reject("labels_too_long", label)
        else:
            frame.text(ref, label, self.edge - 0.3 * size, (y0 + y1) / 2, align="centre", turn=90.0, **style)


def matched_scale(
    values: Sequence[Decimal], look: Look, steps: int, *, least: float = 0.0, most: Decimal | None = None
) -> Scale:  # fmt: skip
    """Round ticks in `steps` even steps that hold all values; the lowest stands at least `least` of the axis up, as
    long as the axis ends at the greatest possible value `most`."""
    low, high = min(values), max(values)
    reach = Decimal(repr(float(high - low) / (1 - least) * 1.04)) or Decimal(1)
    power = Decimal(10) ** (math.floor(math.log10(float(reach) / steps)) - 1)
    for step in (factor * scale for scale in (power, power * 10, power * 100, power * 1000) for factor in _STEPS):
        bottom = step * math.floor((low - reach * Decimal(repr(least))) / step)
        bottom = max(bottom, Decimal(0)) if low >= 0 else bottom
        if bottom + steps * step >= low + reach * Decimal(repr(1 - least)):
            if most is not None:
                bottom -= step * max(0, math.ceil((bottom + steps * step - most) / step))
            places = max(0, -int(step.normalize().as_tuple().exponent))
            ticks = tuple((bottom + step * k, look.number(bottom + step * k, places)) for k in range(steps + 1))
            return Scale(kind="linear", low=bottom, high=bottom + step * steps, ticks=ticks)
    raise Reject("no_matching_ticks", f"{low} to {high} in {steps} steps")
