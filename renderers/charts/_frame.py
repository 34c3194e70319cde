"""The sheet of a chart: title, subtitle, source note and legend set around the area that is left for the plot.

A frame holds a display list; coordinates are image pixels, y down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box
from renderers._backends.display import Display, Point
from renderers.charts._legend import Entry, set_legend
from renderers.charts._look import LEADING, Look
from templates.fonts import Weight


@dataclass(slots=True)
class Area:
    """What is still free of a sheet, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Sheet:
    """What a chart sets: `texts` maps refs to the names of their painted lines, `entries` lists legend entries as
    (ref, name of the key), `axes` the names of axes that have words, `pens` the widths of named strokes."""

    def __init__(self, data: ChartData, look: Look) -> None:
        self.data, self.look, self.style = data, look, look.style
        self.texts: dict[str, list[str]] = {}
        self.entries: list[tuple[str, str]] = []
        self.axes: list[str] = ["y", "x"]
        self.pens: dict[str, float] = {}


class Frame(Sheet):
    """A sheet under construction; `display` is what will be painted, `area` the part that is still free."""

    def __init__(self, data: ChartData, look: Look) -> None:
        super().__init__(data, look)
        self.display = Display(look.width, look.height, self.style.background)
        self.pad = pad = round(0.03 * (look.width + look.height) / 2) + 5
        self.area = Area(pad, pad, look.width - pad, look.height - pad)

    def text(
        self, ref: str, words: str, x: float, baseline: float, *, size: float, colour: str,
        weight: Weight = "regular", align: str = "left", turn: float = 0.0,
    ) -> None:  # fmt: skip
        """Set one line that runs `turn` degrees anticlockwise; `align` says what of it stands at (x, baseline): its
        left end, its centre or its right end. A further line of a ref is another line of the same text."""
        line = self.look.shaped(words, size, weight)
        names = self.texts.setdefault(ref, [])
        name = ref if not names else f"{ref}/line{len(names)}"
        names.append(name)
        back = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * line.width
        across, down = (1.0, 0.0) if not turn else (math.cos(math.radians(turn)), -math.sin(math.radians(turn)))
        self.display.words(name, line, x - back * across, baseline - back * down, colour, turn)

    def centred(self, ref: str, words: str, x: float, y: float, **style: Any) -> None:
        """Set one line whose digits and capitals are centred on (x, y)."""
        self.text(ref, words, x, y + 0.36 * style["size"], align="centre", **style)

    def box(self, box: Box, colour: str, name: str = "", *, opacity: float = 1.0, hatch: str = "") -> None:
        """Fill a box; a hatch leaves a plain rim, so that the box still ends in its own colour."""
        self.display.rect(name, box, colour, opacity)
        inner = (box[0] + _RIM, box[1] + _RIM, box[2] - _RIM, box[3] - _RIM)
        if hatch and min(inner[2] - inner[0], inner[3] - inner[1]) > _RIM:
            self.display.rect(name, inner, colour, opacity, hatch)

    def polygon(self, points: Sequence[Point], colour: str, name: str = "", **style: Any) -> None:
        """Fill a polygon; `style` is that of `Display.polygon`."""
        self.display.polygon(name, points, colour=colour, **style)

    def disc(self, centre: Point, radius: float, colour: str, name: str = "", opacity: float = 1.0) -> None:
        """Fill a circle."""
        self.display.disc(name, centre, radius, colour, opacity)

    def stroke(self, points: Sequence[Point], colour: str, width: float, name: str = "", **style: Any) -> None:
        """Draw a polyline; `style` is that of `Display.stroke`."""
        self.pens |= {name: width} if name else {}
        self.display.stroke(name, points, colour, width, **style)

    def rule(self, start: Point, end: Point, colour: str, width: int = 0, name: str = "") -> None:
        """A level or upright line on whole pixels, `width` of them thick (0: as thin as the look has them); an odd one
        stands on its pixel's middle."""
        width = width or self.look.hair
        (x0, y0), (x1, y1) = start, end
        less = width // 2
        if abs(y1 - y0) < abs(x1 - x0):
            top = round(y0 - 0.5 * (width % 2)) - less
            self.box((round(min(x0, x1)), top, round(max(x0, x1)), top + width), colour, name)
        else:
            left = round(x0 - 0.5 * (width % 2)) - less
            self.box((left, round(min(y0, y1)), left + width, round(max(y0, y1))), colour, name)

    def marker(self, kind: str, centre: Point, size: float, colour: str, name: str = "") -> None:
        """A marker `size` pixels across: circle, square, diamond, triangle, down, cross, plus, ring or star.
        Its centre of mass is the centre."""
        x, y = centre
        if kind == "circle":
            self.disc(centre, size / 2, colour, name)
        elif kind == "ring":
            self.disc(centre, size / 2, colour, name)
            self.disc(centre, size / 2 - max(1.2, 0.18 * size), self.style.panel, name)
        elif kind in ("cross", "plus"):
            r, thick = 0.46 * size, max(1.6, 0.22 * size)
            ends = ((-r, -r, r, r), (-r, r, r, -r)) if kind == "cross" else ((-r, 0, r, 0), (0, -r, 0, r))
            for x0, y0, x1, y1 in ends:
                self.stroke([(x + x0, y + y0), (x + x1, y + y1)], colour, thick, name)
        else:
            self.polygon([(x + size * dx, y + size * dy) for dx, dy in _MARKERS[kind]], colour, name)

    def set_words(self) -> None:
        """Set title, subtitle and source note."""
        if self.style.accent:
            size, left = round(0.45 * self.look.size), round(self.area.left)
            self.box((left, 0, left + 3 * self.look.size, size), self.style.accent)
            if self.style.banner:
                self.box((0, 0, self.look.width, max(2, round(0.2 * size))), self.style.accent)
        weight: Weight = {"bold": "bold", "italic": "italic"}.get(self.style.title_weight, "regular")  # type: ignore[assignment]
        title = self.data.label("title")
        self._paragraph("title", title, self.look.size * self.style.title_scale, self.style.ink, weight)
        self._paragraph("subtitle", self.data.label("subtitle"), self.look.size * 1.04, self.style.muted, "regular")
        self.area.top += 0.75 * self.look.size
        if source := self.data.label("source"):
            size = max(11.0, 0.82 * self.look.size)
            self.text(
                "source", source, self.area.left, self.area.bottom - 0.1 * size, size=size, colour=self.style.muted
            )
            self.area.bottom -= LEADING * size + 0.5 * self.look.size

    def _paragraph(self, ref: str, words: str, size: float, colour: str, weight: Weight) -> None:
        """Set text at the top of the free area, in at most two lines; a little smaller where that helps."""
        if not words:
            return
        lines = wrap(self.look, words, size, self.area.width, weight)
        while len(lines) > 2 and size > max(12.0, 0.9 * self.look.size):
            size *= 0.94
            lines = wrap(self.look, words, size, self.area.width, weight)
        if len(lines) > 2:
            raise Reject("title_too_long", words)
        centred = self.style.title_align == "centre"
        x = (self.area.left + self.area.right) / 2 if centred else self.area.left
        for line in lines:
            self.text(ref, line, x, self.area.top + 0.95 * size, size=size, colour=colour, weight=weight,
                      align="centre" if centred else "left")  # fmt: skip
            self.area.top += LEADING * size

    def set_legend(self, entries: Sequence[Entry]) -> None:
        """Set a legend where the look wants it and take its room from the free area."""
        set_legend(self, entries)


_RIM = 4
"""Pixels of a hatched box along its sides that are plain."""
_MARKERS = {
    "square": ((-0.44, -0.44), (0.44, -0.44), (0.44, 0.44), (-0.44, 0.44)),
    "diamond": ((0, -0.56), (0.56, 0), (0, 0.56), (-0.56, 0)),
    "triangle": ((0, -0.6), (0.52, 0.3), (-0.52, 0.3)),
    "down": ((0, 0.6), (0.52, -0.3), (-0.52, -0.3)),
    "star": tuple(
        (r * math.sin(k * math.pi / 5), -r * math.cos(k * math.pi / 5)) for k, r in enumerate((0.58, 0.25) * 5)
    ),
}


def wrap(look: Look, words: str, size: float, width: float, weight: Weight = "regular") -> list[str]:
    """Lines no wider than `width`, broken at blanks, or between any two characters of a Chinese text; even in length
    where two lines are needed."""
    if look.width_of(words, size, weight) <= width:
        return [words]
    pieces, glue = (words.split(" "), " ") if " " in words else (list(words), "")
    cuts = []
    for cut in range(1, len(pieces)):
        head, tail = glue.join(pieces[:cut]), glue.join(pieces[cut:])
        widest = max(look.width_of(head, size, weight), look.width_of(tail, size, weight))
        if not ((glue == "" and tail[0] in "，。、）—–0123456789年%") or head[-1] in "（"):
            cuts.append((widest, [head, tail]))
    best = min(cuts, key=lambda cut: cut[0], default=(width + 1, []))
    return best[1] if best[0] <= width else [words, "", ""]
