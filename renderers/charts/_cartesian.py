"""A plot with two axes inside a frame: room for tick labels, grid, spines, and the truth of both axes."""

from __future__ import annotations

from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers.charts._frame import LEADING, Frame, wrap
from renderers.charts._scale import Scale

_GRID, _SPINE = 0.5, 2.5


class Plot:
    """The plot of a chart whose frame has set its words and legend. `box` is the plot in whole pixels; `axes` is the
    matplotlib Axes with data limits as the scales say. `down` turns the y axis round, for lists read from the top."""

    def __init__(self, frame: Frame, x: Scale, y: Scale, *, down: bool = False, headroom: float = 0.0) -> None:
        self.frame, self.x, self.y, self.down = frame, x, y, down
        self.flat = True
        self.box = self._measure(headroom)
        self.axes = self._make_axes()
        self._rule()
        self._label_x()
        self._label_y()

    def place(self, x: Any, y: Any) -> tuple[float, float]:
        """Image point of a pair of values."""
        x0, y0, x1, y1 = self.box
        rise = self.y.share(y)
        return x0 + self.x.share(x) * (x1 - x0), y0 + rise * (y1 - y0) if self.down else y1 - rise * (y1 - y0)

    def truth(self) -> tuple[Axis, Axis]:
        """The axes as the scene states them."""
        return self._axis("x", self.x), self._axis("y", self.y)

    def _axis(self, name: str, scale: Scale) -> Axis:
        low, high = (scale.ticks[0][0], scale.ticks[-1][0])
        if low == high:
            low, high = scale.low, scale.high
        ends = [self.place(v, self.y.low) if name == "x" else self.place(self.x.low, v) for v in (low, high)]
        start, end = ((round(px * UNIT), round(py * UNIT)) for px, py in ends)
        kind: Any = scale.kind
        return Axis(content=self.frame.data.id, name=name, scale=kind, low=low, high=high, start=start, end=end)

    def _measure(self, headroom: float) -> Box:
        """Find the plot's box from the room that labels need; fixes how category labels are set."""
        frame, size, area = self.frame, self.frame.look.size, self.frame.area
        if frame.data.label("axis/y/label"):
            area.top += (LEADING + 0.5) * size if frame.look.label_on_top else 0
            area.left += 0 if frame.look.label_on_top else LEADING * size + 0.3 * size
        widest = max(frame.look.width_of(text, size) for _, text in self.y.ticks)
        left = area.left + widest + self._gap
        right = area.right - (0.5 * frame.look.width_of(self.x.ticks[-1][1], size) if self.x.kind == "linear" else 0)
        slot = (right - left) / len(self.x.ticks)
        self._x_lines = self._fit_x(slot)
        below = self._x_gap + self._x_height + (LEADING + 0.2) * size * bool(frame.data.label("axis/x/label"))
        top = area.top + max(headroom, 0.4 * size)
        box = (round(left), round(top), round(right), round(area.bottom - below))
        if box[2] - box[0] < 12 * size or box[3] - box[1] < 8 * size:
            raise Reject("plot_too_small", f"{box[2] - box[0]} x {box[3] - box[1]}")
        return box

    @property
    def _gap(self) -> float:
        return self.frame.style.ticks + 0.5 * self.frame.look.size

    @property
    def _x_gap(self) -> float:
        """A little wider where a tick label of the x axis stands below one of the y axis."""
        return self._gap + (0.3 * self.frame.look.size if self.x.kind == self.y.kind == "linear" else 0.0)

    def _fit_x(self, slot: float) -> list[list[str]]:
        """Lines of each tick label of the x axis: flat, broken in two, or running up."""
        look, size = self.frame.look, self.frame.look.size
        texts = [text for _, text in self.x.ticks]
        room = max(0.92 * slot, slot - 1.2 * size) if self.x.kind == "category" else slot - 0.6 * size
        lines = [wrap(look, text, size, room) for text in texts]
        self._x_height = LEADING * size * max(len(line) for line in lines)
        if all(len(line) == 1 or (len(line) == 2 and " " in text) for line, text in zip(lines, texts, strict=True)):
            return lines
        self.flat = False
        self._x_height = max(look.width_of(text, size) for text in texts)
        if self._x_height > 0.26 * look.height or slot < 1.2 * size:
            raise Reject("labels_too_long", max(texts, key=len))
        return [[text] for text in texts]

    def _make_axes(self) -> Any:
        x0, y0, x1, y1 = self.box
        width, height = self.frame.look.width, self.frame.look.height
        place = (x0 / width, 1 - y1 / height, (x1 - x0) / width, (y1 - y0) / height)
        axes = self.frame.figure.add_axes(place, facecolor=self.frame.style.panel)
        axes.set_xlim(float(self.x.low), float(self.x.high))
        axes.set_ylim(*sorted((float(self.y.low), float(self.y.high)), reverse=self.down))
        axes.set_autoscale_on(False)
        axes.xaxis.set_visible(False)
        axes.yaxis.set_visible(False)
        return axes

    def _rule(self) -> None:
        """Spines, ticks and grid lines, on whole pixels."""
        style, (x0, y0, x1, y1) = self.frame.style, self.box
        base = "left" if self.x.kind == "linear" and self.y.kind == "category" else "bottom"
        shown = {base if side == "base" else side for side in style.spines}
        for side, spine in self.axes.spines.items():
            spine.set(visible=side in shown, color=style.line, linewidth=1.0, zorder=_SPINE)
        for scale, limits in ((self.x, (y0, y1)), (self.y, (x0, x1))):
            places = [float(value) for value, _ in scale.ticks]
            if style.gridlines == "value" and scale.kind == "linear":
                draw = self.axes.vlines if scale is self.x else self.axes.hlines
                other = self.y if scale is self.x else self.x
                draw(places, float(other.low), float(other.high), color=style.grid, lw=1.0, zorder=_GRID)
            if style.ticks and scale.kind == "linear" and len(limits) == 2:
                self._tick_marks(scale, places)

    def _tick_marks(self, scale: Scale, places: list[float]) -> None:
        x0, _, _, y1 = self.box
        length, style = self.frame.style.ticks, {"color": self.frame.style.line, "lw": 1.0}
        for value in places:
            if scale is self.x:
                x = self.place(value, self.y.low)[0]
                self.frame.stroke([x, x], [y1, y1 + length], **style)
            else:
                y = self.place(self.x.low, value)[1]
                self.frame.stroke([x0 - length, x0], [y, y], **style)

    def _label_x(self) -> None:
        frame, size = self.frame, self.frame.look.size
        top = self.box[3] + self._x_gap
        for number, ((value, _), lines) in enumerate(zip(self.x.ticks, self._x_lines, strict=True)):
            x = self.place(value, self.y.low)[0]
            for row, line in enumerate(lines):
                if self.flat:
                    y = top + (0.75 + LEADING * row) * size
                    frame.text(f"axis/x/tick/{number}", line, x, y, size=size, colour=frame.style.ink, align="centre")
                else:
                    frame.text(f"axis/x/tick/{number}", line, x + 0.36 * size, top, size=size, align="right",
                               colour=frame.style.ink, up=True)  # fmt: skip
        if label := frame.data.label("axis/x/label"):
            y = top + self._x_height + (0.2 + 0.85) * size
            frame.text("axis/x/label", label, (self.box[0] + self.box[2]) / 2, y, size=size, align="centre",
                       colour=frame.style.muted)  # fmt: skip

    def _label_y(self) -> None:
        frame, size = self.frame, self.frame.look.size
        for number, (value, text) in enumerate(self.y.ticks):
            y = self.place(self.x.low, value)[1] + 0.36 * size
            frame.text(f"axis/y/tick/{number}", text, self.box[0] - self._gap, y, size=size, align="right",
                       colour=frame.style.ink)  # fmt: skip
        label = frame.data.label("axis/y/label")
        if not label:
            return
        if frame.look.label_on_top:
            y = frame.area.top - 0.9 * size
            frame.text("axis/y/label", label, frame.area.left, y, size=size, colour=frame.style.muted)
        else:
            y = (self.box[1] + self.box[3]) / 2
            if frame.look.width_of(label, size) > self.box[3] - self.box[1] + 2 * size:
                raise Reject("labels_too_long", label)
            frame.text("axis/y/label", label, frame.area.left - 0.65 * size, y, size=size, align="centre", up=True,
                       colour=frame.style.muted)  # fmt: skip
