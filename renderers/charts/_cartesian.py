"""A plot with two axes inside a frame: room for tick labels, grid, spines, and the truth of both axes."""

from __future__ import annotations

from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers.charts._frame import Area, Frame, wrap
from renderers.charts._look import LEADING
from renderers.charts._scale import Scale

_TURN = 45.0


class Plot:
    """The plot of a chart whose frame has set its words and legend. `box` is the plot in whole pixels. `down` turns the
    y axis round, for lists read from the top. `area` is the room of the plot where that is not the rest of the frame,
    and `panel` ends the names of its axes ("/1": the axes `x/1` and `y/1`). A `bare` plot has neither grid nor
    spines. Marks painted after the plot was made stand on its grid."""

    def __init__(
        self, frame: Frame, x: Scale, y: Scale, *, down: bool = False, headroom: float = 0.0, area: Area | None = None,
        panel: str = "", bare: bool = False,
    ) -> None:  # fmt: skip
        self.frame, self.x, self.y, self.down, self.panel = frame, x, y, down, panel
        self.area = area or frame.area
        self.names = {"x": f"x{panel}", "y": f"y{panel}"}
        frame.axes += [name for name in self.names.values() if name not in frame.axes]
        self.turn = 0.0
        self.box = self._measure(headroom)
        if not bare:
            self._paint_panel()
        self._label_x()
        self._label_y()

    def place(self, x: Any, y: Any) -> tuple[float, float]:
        """Image point of a pair of values."""
        x0, y0, x1, y1 = self.box
        rise = self.y.share(y)
        return x0 + self.x.share(x) * (x1 - x0), y0 + rise * (y1 - y0) if self.down else y1 - rise * (y1 - y0)

    def bar(self, near: float, far: float, low: Any, high: Any, *, lying: bool = False) -> Box:
        """The box on whole pixels of a bar between two places across and two values along; at least a pixel long."""
        (x0, y0), (x1, y1) = (
            self.place(a, b) if not lying else self.place(b, a) for a, b in ((near, low), (far, high))
        )
        left, right = sorted((round(x0), round(x1)))
        top, bottom = sorted((round(y0), round(y1)))
        return left, top, max(right, left + 1), max(bottom, top + 1)

    def truth(self) -> tuple[Axis, Axis]:
        """The axes as the scene states them."""
        return self._axis("x", self.x), self._axis("y", self.y)

    def _axis(self, name: str, scale: Scale) -> Axis:
        low, high = (scale.ticks[0][0], scale.ticks[-1][0]) if scale.ticks else (scale.low, scale.high)
        if low == high:
            low, high = scale.low, scale.high
        ends = [self.place(v, self.y.low) if name == "x" else self.place(self.x.low, v) for v in (low, high)]
        start, end = ((round(px * UNIT), round(py * UNIT)) for px, py in ends)
        kind: Any = scale.kind
        return Axis(content=self.frame.data.id, name=self.names[name], scale=kind, low=low, high=high, start=start,
                    end=end, ticks=tuple(value for value, _ in scale.ticks))  # fmt: skip

    def _label(self, name: str) -> str:
        return self.frame.data.label(f"axis/{self.names[name]}/label")

    def _measure(self, headroom: float) -> Box:
        """Find the plot's box from the room that labels need; fixes how category labels are set."""
        frame, size, area = self.frame, self.frame.look.size, self.area
        if self._label("y"):
            area.top += (LEADING + 0.5) * size if frame.look.label_on_top else 0
            area.left += 0 if frame.look.label_on_top else LEADING * size + 0.3 * size
        widest = max((frame.look.width_of(text, size) for _, text in self.y.ticks), default=0.0)
        left = area.left + widest + self._gap
        last = frame.look.width_of(self.x.ticks[-1][1], size) if self.x.ticks and self.x.kind != "category" else 0.0
        right = area.right - 0.5 * last
        self._x_lines = self._fit_x((right - left) / max(1, len(self.x.ticks)))
        below = self._x_gap + self._x_height + (LEADING + 0.2) * size * bool(self._label("x"))
        top = area.top + max(headroom, 0.4 * size)
        box = (round(left), round(top), round(right), round(area.bottom - below))
        if box[2] - box[0] < 8 * size or box[3] - box[1] < 5 * size:
            raise Reject("plot_too_small", f"{box[2] - box[0]} x {box[3] - box[1]}")
        return box

    @property
    def _gap(self) -> float:
        return self.frame.style.ticks + 0.5 * self.frame.look.size

    @property
    def _x_gap(self) -> float:
        """A little wider where a tick label of the x axis stands below one of the y axis."""
        meet = "category" not in (self.x.kind, self.y.kind) or self.x.low >= 0
        return self._gap + (0.3 * self.frame.look.size if meet else 0.0)

    def _fit_x(self, slot: float) -> list[list[str]]:
        """Lines of each tick label of the x axis: level, broken in two, or turned."""
        look, size = self.frame.look, self.frame.look.size
        texts = [text for _, text in self.x.ticks]
        if not texts:
            self._x_height = 0.0
            return []
        room = max(0.92 * slot, slot - 1.2 * size) if self.x.kind == "category" else slot - 0.6 * size
        lines = [wrap(look, text, size, room) for text in texts]
        self._x_height = LEADING * size * max(len(line) for line in lines)
        if all(len(line) == 1 or (len(line) == 2 and " " in text) for line, text in zip(lines, texts, strict=True)):
            return lines
        widest = max(look.width_of(text, size) for text in texts)
        self.turn = _TURN if look.slanted and slot > 1.9 * size else 90.0
        self._x_height = widest if self.turn == 90.0 else 0.71 * widest + 0.8 * size
        reach = 0.0 if self.turn == 90.0 else 0.71 * look.width_of(texts[0], size) - 0.5 * slot
        if self._x_height > 0.3 * look.height or slot < 1.2 * size or reach > self._gap + 2.5 * size:
            raise Reject("labels_too_long", max(texts, key=len))
        return [[text] for text in texts]

    def _paint_panel(self) -> None:
        """Panel, grid lines, spines and ticks, all on whole pixels."""
        frame, style, (x0, y0, x1, y1) = self.frame, self.frame.style, self.box
        if style.panel != style.background:
            frame.box(self.box, style.panel)
        lines = frame.look.grid
        for scale, upright in ((self.x, True), (self.y, False)):
            wanted = lines == "both" or (lines == "value" and scale.kind != "category")
            for value, _ in scale.ticks if wanted else ():
                self._across(self.place(value, self.y.low) if upright else self.place(self.x.low, value), upright)
        base = "left" if self.x.kind != "category" and self.y.kind == "category" else "bottom"
        shown = {base if side == "base" else side for side in style.spines}
        sides = {"left": (x0, y0, x0, y1), "right": (x1, y0, x1, y1), "top": (x0, y0, x1, y0),
                 "bottom": (x0, y1, x1, y1)}  # fmt: skip
        for side in sorted(shown):
            a, b, c, d = sides[side]
            frame.rule((a + 0.5 * (a == c), b + 0.5 * (b == d)), (c + 0.5 * (a == c), d + 0.5 * (b == d)), style.line)
        if style.ticks:
            self._tick_marks()

    def _across(self, place: tuple[float, float], upright: bool) -> None:  # noqa: FBT001
        """A grid line through a place."""
        x0, y0, x1, y1 = self.box
        ends = ((place[0], y0), (place[0], y1)) if upright else ((x0, place[1]), (x1, place[1]))
        if self.frame.look.dashed:
            at = (round(ends[0][0]) + 0.5 * upright, round(ends[0][1]) + 0.5 * (not upright))
            to = (round(ends[1][0]) + 0.5 * upright, round(ends[1][1]) + 0.5 * (not upright))
            self.frame.stroke([at, to], self.frame.style.grid, 1.0, dash=(4.0, 3.0))
        else:
            self.frame.rule(*ends, self.frame.style.grid)

    def _tick_marks(self) -> None:
        x0, _, _, y1 = self.box
        length, colour = self.frame.style.ticks, self.frame.style.line
        for value, _ in self.x.ticks if self.x.kind != "category" else ():
            x = self.place(value, self.y.low)[0]
            self.frame.rule((x + 0.5, y1), (x + 0.5, y1 + length), colour)
        for value, _ in self.y.ticks if self.y.kind != "category" else ():
            y = self.place(self.x.low, value)[1]
            self.frame.rule((x0 - length, y + 0.5), (x0, y + 0.5), colour)

    def _label_x(self) -> None:
        frame, size = self.frame, self.frame.look.size
        top = self.box[3] + self._x_gap
        for number, ((value, _), lines) in enumerate(zip(self.x.ticks, self._x_lines, strict=True)):
            x, ref = self.place(value, self.y.low)[0], f"axis/{self.names['x']}/tick/{number}"
            style = {"size": size, "colour": frame.style.ink}
            for row, line in enumerate(lines):
                if not self.turn:
                    frame.text(ref, line, x, top + (0.75 + LEADING * row) * size, align="centre", **style)
                else:
                    down = 0.0 if self.turn == 90.0 else 0.45 * size
                    frame.text(ref, line, x + 0.36 * size, top + down, align="right", turn=self.turn, **style)
        if label := self._label("x"):
            y = top + self._x_height + (0.2 + 0.85) * size
            frame.text(f"axis/{self.names['x']}/label", label, (self.box[0] + self.box[2]) / 2, y, size=size,
                       align="centre", colour=frame.style.muted)  # fmt: skip

    def _label_y(self) -> None:
        frame, size = self.frame, self.frame.look.size
        for number, (value, text) in enumerate(self.y.ticks):
            y = self.place(self.x.low, value)[1] + 0.36 * size
            frame.text(f"axis/{self.names['y']}/tick/{number}", text, self.box[0] - self._gap, y, size=size,
                       align="right", colour=frame.style.ink)  # fmt: skip
        label, ref = self._label("y"), f"axis/{self.names['y']}/label"
        if not label:
            return
        if frame.look.label_on_top:
            frame.text(ref, label, self.area.left, self.area.top - 0.9 * size, size=size, colour=frame.style.muted)
        else:
            y = (self.box[1] + self.box[3]) / 2
            if frame.look.width_of(label, size) > self.box[3] - self.box[1] + 2 * size:
                raise Reject("labels_too_long", label)
            frame.text(ref, label, self.area.left - 0.65 * size, y, size=size, align="centre", turn=90.0,
                       colour=frame.style.muted)  # fmt: skip
