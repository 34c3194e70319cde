"""The sheet of a chart: title, subtitle, source note and legend set around the area that is left for the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import IdentityTransform

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box
from renderers._backends.agg import new_figure, properties
from renderers.charts._look import Look
from templates.fonts import Weight

_PIXELS = IdentityTransform()
LEADING = 1.3
"""Height of a line of text over its size."""


@dataclass(slots=True)
class Area:
    """What is still free of a sheet, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A legend entry: its text, and its key of a colour: a box (square), a matplotlib marker, or a line with one."""

    text: str
    kind: str
    colour: str
    marker: str = ""


class Sheet:
    """What a chart sets: `texts` maps refs to the names of their painted lines, `entries` lists legend entries as
    (ref, name of the key)."""

    def __init__(self, data: ChartData, look: Look) -> None:
        self.data, self.look, self.style = data, look, look.style
        self.texts: dict[str, list[str]] = {}
        self.entries: list[tuple[str, str]] = []


class Frame(Sheet):
    """A sheet under construction as a matplotlib figure. Coordinates are image pixels, y down; `area` is the part that
    is still free."""

    def __init__(self, data: ChartData, look: Look) -> None:
        super().__init__(data, look)
        self.figure = new_figure(look.width, look.height, self.style.background)
        pad = round(0.03 * (look.width + look.height) / 2) + 5
        self.area = Area(pad, pad, look.width - pad, look.height - pad)

    def text(
        self, ref: str, words: str, x: float, baseline: float, *, size: float, colour: str,
        weight: Weight = "regular", align: str = "left", up: bool = False,
    ) -> None:  # fmt: skip
        """Set one line; `align` says what of it stands at x (at `baseline`, when it runs `up`)."""
        words = self.look.written(words, weight)
        names = self.texts.setdefault(ref, [])
        name = ref if not names else f"{ref}/line{len(names)}"
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * self.look.width_of(words, size, weight)
        place = (x, baseline + shift) if up else (x - shift, baseline)
        names.append(name)
        self.figure.text(
            place[0], self.look.height - place[1], words, transform=_PIXELS, color=colour, gid=name,
            fontproperties=properties(self.look.face(weight), size), rotation=90 if up else 0,
            rotation_mode="anchor", ha="left", va="baseline",
        )  # fmt: skip

    def box(self, box: Box, colour: str, name: str = "", **more: Any) -> None:
        """Fill a box."""
        x0, y0, x1, y1 = box
        corner = (x0, self.look.height - y1)
        patch = Rectangle(corner, x1 - x0, y1 - y0, transform=_PIXELS, facecolor=colour, lw=0, gid=name or None, **more)
        self.figure.patches.append(patch)
        patch.set_figure(self.figure)

    def fill(self, points: Any, colour: str, name: str) -> None:
        """Fill a polygon of image points (k, 2)."""
        up = [(x, self.look.height - y) for x, y in points]
        patch = Polygon(up, closed=True, transform=_PIXELS, facecolor=colour, edgecolor="none", lw=0, gid=name)
        self.figure.patches.append(patch)
        patch.set_figure(self.figure)

    def stroke(self, xs: Sequence[float], ys: Sequence[float], name: str = "", **style: Any) -> None:
        """Draw a line (or, with a marker, dots) between image points."""
        up = [self.look.height - y for y in ys]
        line = Line2D(xs, up, transform=_PIXELS, gid=name or None, solid_capstyle="butt", **style)
        self.figure.lines.append(line)
        line.set_figure(self.figure)

    def set_words(self) -> None:
        """Set title, subtitle and source note."""
        if self.style.accent:
            self.box((self.area.left, 0, self.area.left + 3 * self.look.size, 0.45 * self.look.size), self.style.accent)
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
        """Set text at the top of the free area, in at most two lines."""
        if not words:
            return
        lines = wrap(self.look, words, size, self.area.right - self.area.left, weight)
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
        if self.look.legend == "right":
            self._legend_column(entries)
        elif self.look.legend in ("top", "bottom"):
            self._legend_rows(entries)

    def _legend_column(self, entries: Sequence[Entry]) -> None:
        size, key = self.look.size, 1.0 * self.look.size
        widest = max(self.look.width_of(entry.text, size) for entry in entries)
        x = self.area.right - widest - 1.6 * key
        if x < self.area.left + 0.55 * (self.area.right - self.area.left):
            raise Reject("legend_too_wide", entries[0].text)
        title = self.data.label("legend/title")
        y = self.area.top + 1.2 * size
        if title:
            self.text("legend/title", title, x, y + 0.3 * size, size=size, colour=self.style.muted)
            y += 1.6 * size
        for number, entry in enumerate(entries):
            self._entry(number, entry, x, y + number * 1.55 * size)
        self.area.right = x - 1.4 * size

    def _legend_rows(self, entries: Sequence[Entry]) -> None:
        size = self.look.size
        widths = [self.look.width_of(entry.text, size) + 3.2 * size for entry in entries]
        rows = _rows(widths, self.area.right - self.area.left + 1.6 * size)
        if len(rows) > 2:
            raise Reject("legend_too_wide", entries[0].text)
        height = 1.55 * size * len(rows)
        y = self.area.top + 0.6 * size if self.look.legend == "top" else self.area.bottom - height + 0.8 * size
        for number, row in enumerate(rows):
            total = sum(widths[k] for k in row) - 1.6 * size
            centred = self.style.title_align == "centre" or self.look.legend == "bottom"
            x = (self.area.left + self.area.right - total) / 2 if centred else self.area.left
            for k in row:
                self._entry(k, entries[k], x, y + number * 1.55 * size)
                x += widths[k]
        if self.look.legend == "top":
            self.area.top += height + 0.5 * size
        else:
            self.area.bottom -= height + 0.4 * size

    def _entry(self, number: int, entry: Entry, x: float, middle: float) -> None:
        """Set key and text with their vertical middle at `middle`."""
        size, name = self.look.size, f"legend/{number}/key"
        x, middle = round(x), round(middle)
        reach = round(0.42 * size)
        if entry.kind == "box":
            self.box((x, middle - reach, x + 2 * reach, middle + reach), entry.colour, name)
        elif entry.kind == "line":
            end = x + round(1.5 * size)
            self.stroke([x, end], [middle, middle], name, color=entry.colour, lw=self.style.line_width)
            self.stroke([(x + end) / 2], [middle], name, color=entry.colour, marker=entry.marker, ms=0.62 * size,
                        mew=0, ls="none")  # fmt: skip
            x += round(0.3 * size)
        else:
            self.stroke([x + reach], [middle], name, color=entry.colour, marker=entry.kind, ms=1.3 * reach,
                        mew=0, ls="none")  # fmt: skip
            name += "#0"
        self.text(
            f"legend/{number}", entry.text, x + 1.6 * size, middle + 0.36 * size, size=size, colour=self.style.ink
        )
        self.entries.append((f"legend/{number}", name))


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


def _rows(widths: Sequence[float], room: float) -> list[list[int]]:
    """Places of the entries row by row, filling each row as far as there is room."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for place, width in enumerate(widths):
        if rows[-1] and used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(place)
        used += width
    return rows
