"""A plot with two axes inside a frame: room for tick labels, grid, spines, and the truth of both axes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers.charts._frame import Area, Frame, wrap
from renderers.charts._look import LEADING
from renderers.charts._scale import Scale, minor_ticks

_TURN = 45.0


class Plot:
    """The plot of a chart whose frame has set its words and legend. `box` is the plot in whole pixels. `down` turns the
    y axis round, for lists read from the top. `area` is the room of the plot where that is not the rest of the frame,
    and `panel` ends the names of its axes ("/1": the axes `x/1` and `y/1`). A `bare` plot has neither grid nor
    spines. Marks painted after the plot was made stand on its grid; `floor` is where they begin in the display list.
    The value axis stands at the right where the look wants it (`mirrored`) and nobody has taken that room."""

    def __init__(
        self, frame: Frame, x: Scale, y: Scale, *, down: bool = False, headroom: float = 0.0, area: Area | None = None,
        panel: str = "", bare: bool = False,
    ) -> None:  # fmt: skip
        self.frame, self.x, self.y, self.down, self.panel = frame, x, y, down, panel
        self.area = area or frame.area
        self.names = {"x": f"x{panel}", "y": f"y{panel}"}
        frame.axes += [name for name in self.names.values() if name not in frame.axes]
        self.turn = 0.0
        free = area is None and not panel and not bare and y.kind != "category"
        self.mirrored = free and frame.look.mirrored and frame.area.right >= frame.look.width - frame.pad
        self.box = self._measure(headroom)
        if not bare:
            self._paint_panel()
        self._label_x()
        self._label_y()
        self.floor = len(frame.display.items)

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
        beside = self._label("y") and not frame.look.label_on_top
        area.top += (LEADING + 0.5) * size if self._label("y") and frame.look.label_on_top else 0
        self._y_room = (LEADING + 0.3) * size if beside else 0.0
        self._widest = max((frame.look.width_of(text, size) for _, text in self.y.ticks), default=0.0)
        ends = [0.0, 0.0]
        if self.x.ticks and self.x.kind != "category":
            ends = [0.5 * frame.look.width_of(self.x.ticks[k][1], size) for k in (0, -1)]
        left, right = area.left, area.right - ends[1]
        if self.mirrored:
            left += ends[0]
            right = min(right, area.right - self._y_room - self._widest - self._gap)
        else:
            left += self._y_room + self._widest + self._gap
        self._x_lines = self._fit_x((right - left) / max(1, len(self.x.ticks)))
        below = self._x_gap + self._x_height + (LEADING + 0.2) * size * bool(self._label("x"))
        top = area.top + max(headroom, 0.4 * size)
        box = (round(left), round(top), round(right), round(area.bottom - below))
        if box[2] - box[0] < 8 * size or box[3] - box[1] < 5 * size:
            raise Reject("plot_too_small", f"{box[2] - box[0]} x {box[3] - box[1]}")
        return box

    @property
    def _gap(self) -> float:
        style = self.frame.style
        return (0 if style.inward else style.ticks) + 0.5 * self.frame.look.size

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
        room = self._gap + (0.0 if self.mirrored else 2.5 * size)
        if self._x_height > 0.3 * look.height or slot < 1.2 * size or reach > room:
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
        for scale, upright in ((self.x, True), (self.y, False)):
            if scale.kind == "linear" and scale.low < 0 < scale.high:
                end = (self.place(0, self.y.low)[0], y1) if upright else (x1, self.place(self.x.low, 0)[1])
                frame.rule((end[0], y0) if upright else (x0, end[1]), end, style.line)
        self._paint_spines()
        if style.ticks:
            self._tick_marks()

    def _paint_spines(self) -> None:
        """Lines along sides of the plot, just outside of it."""
        frame, style, (x0, y0, x1, y1), thick = self.frame, self.frame.style, self.box, self.frame.look.hair
        base = "left" if self.x.kind != "category" and self.y.kind == "category" else "bottom"
        base = "top" if self.down and self.x.kind == "category" and self.y.kind == "linear" else base
        sides = {"left": (x0 - thick, y0, x0, y1), "right": (x1, y0, x1 + thick, y1),
                 "top": (x0 - thick, y0 - thick, x1 + thick, y0),
                 "bottom": (x0 - thick, y1, x1 + thick, y1 + thick)}  # fmt: skip
        swapped = {"left": "right"} if self.mirrored and "right" not in style.spines else {}
        shown = {base if side == "base" else swapped.get(side, side) for side in style.spines}
        for side in sorted(shown):
            frame.box(sides[side], style.line)

    def _across(self, place: tuple[float, float], upright: bool) -> None:  # noqa: FBT001
        """A grid line through a place."""
        (x0, y0, x1, y1), look = self.box, self.frame.look
        if not (look.dashed or look.dotted):
            ends = ((place[0], y0), (place[0], y1)) if upright else ((x0, place[1]), (x1, place[1]))
            self.frame.rule(*ends, self.frame.style.grid)
            return
        middle = 0.5 * (look.hair % 2)
        x, y = round(place[0]) + middle, round(place[1]) + middle
        line = [(x, y0), (x, y1)] if upright else [(x0, y), (x1, y)]
        dash = (4.0 * look.scale, 3.0 * look.scale) if look.dashed else (1.3 * look.hair, 2.6 * look.hair)
        self.frame.stroke(line, self.frame.style.grid, look.hair, dash=dash)

    def _tick_marks(self) -> None:
        """Ticks at the values with labels, shorter ones between them; inward ones on both sides of a boxed plot."""
        x0, y0, x1, y1 = self.box
        style, thick = self.frame.style, self.frame.look.hair
        sides = [("bottom", self.x), ("right" if self.mirrored else "left", self.y)]
        if style.inward and {"top", "right"} <= set(style.spines):
            sides += [("top", self.x), ("left" if self.mirrored else "right", self.y)]
        for side, scale in sides:
            for value, length in self._tick_lengths(scale):
                x, y = self.place(value, self.y.low) if scale is self.x else self.place(self.x.low, value)
                out = (0, length) if not style.inward else (length, thick)
                if scale is self.x:
                    ends = (y1 - out[0], y1 + out[1]) if side == "bottom" else (y0 - out[1], y0 + out[0])
                    self.frame.rule((x, ends[0]), (x, ends[1]), style.line)
                else:
                    ends = (x0 - out[1], x0 + out[0]) if side == "left" else (x1 - out[0], x1 + out[1])
                    self.frame.rule((ends[0], y), (ends[1], y), style.line)

    def _tick_lengths(self, scale: Scale) -> list[tuple[Decimal, int]]:
        """Values of an axis that have a tick mark, with its length."""
        length, thick = self.frame.style.ticks, self.frame.look.hair
        reach = length + (0 if self.frame.style.inward else thick)
        if scale.kind == "category":
            return []
        marks = [(value, reach) for value, _ in scale.ticks]
        if self.frame.look.minor:
            marks += [(value, max(2, reach - round(0.45 * length))) for value in minor_ticks(scale)]
        return marks

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
            x, align = (self.box[2], "right") if frame.look.label_end else (sum(self.box[::2]) / 2, "centre")
            frame.text(f"axis/{self.names['x']}/label", label, x, y, size=size, align=align, colour=frame.style.muted)

    def _label_y(self) -> None:
        frame, size = self.frame, self.frame.look.size
        for number, (value, text) in enumerate(self.y.ticks):
            y = self.place(self.x.low, value)[1] + 0.36 * size
            x = self.box[2] + self._gap + self._widest if self.mirrored else self.box[0] - self._gap
            frame.text(f"axis/{self.names['y']}/tick/{number}", text, x, y, size=size, align="right",
                       colour=frame.style.ink)  # fmt: skip
        label, ref = self._label("y"), f"axis/{self.names['y']}/label"
        if not label:
            return
        if frame.look.label_on_top:
            x, align = (self.area.right, "right") if self.mirrored else (self.area.left, "left")
            frame.text(ref, label, x, self.area.top - 0.9 * size, size=size, align=align, colour=frame.style.muted)
            return
        if frame.look.width_of(label, size) > self.box[3] - self.box[1] + 2 * size:
            raise Reject("labels_too_long", label)
        x = self.area.right - 0.35 * size if self.mirrored else self.area.left + 0.95 * size
        fits = frame.look.width_of(label, size) <= self.box[3] - self.box[1]
        y, align = (self.box[1], "right") if frame.look.label_end and fits else (sum(self.box[1::2]) / 2, "centre")
        frame.text(ref, label, x, y, size=size, align=align, turn=90.0, colour=frame.style.muted)
