"""The sheet of a plotly chart: margins, the words around the plot, axes and legend, as plotly's layout."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from renderers._backends.plotly_page import family_of
from renderers.charts._frame import wrap
from renderers.charts._plotly_look import PlotlyLook
from renderers.charts._scale import Scale
from templates.fonts import Font

_LEADING = 1.45
_LINE = 1.3
"""Distance of plotly's lines of text over their size."""
_KEY_ROOM, _KEY_INSET = 40, 16
"""Pixels from the left edge of a legend entry of plotly to its text, and to the key of a row of entries."""
_SLANT = 30
_LINES = 2


@dataclass(slots=True)
class Words:
    """A text outside the plot: its ref, its lines, where its upper left corner stands (the middle of its upper edge
    where it is `centred`, its centre where it is `upright` or `middled`), size and colour."""

    ref: str
    lines: Sequence[str]
    x: float
    y: float
    size: float
    colour: str
    face: Font
    centred: bool = False
    upright: bool = False
    middled: bool = False


@dataclass(slots=True)
class PlotlySheet:
    """Margins in pixels and the words outside the plot. `left` and `right` grow by what the plot's own words need."""

    data: ChartData
    look: PlotlyLook
    entries: Sequence[str]
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    slant: int = 0
    legend_y: float = 0.0
    words: list[Words] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width of the plot."""
        return self.look.width - self.left - self.right

    @property
    def height(self) -> float:
        """Height of the plot."""
        return self.look.height - self.top - self.bottom

    def names(self) -> tuple[tuple[str, ...], ...]:
        """Names of the lines of all words, in the order of the annotations."""
        return tuple(
            tuple(word.ref if k == 0 else f"{word.ref}/line{k}" for k in range(len(word.lines))) for word in self.words
        )

    def layout(self) -> dict[str, Any]:
        """Size, colours, margins, words and legend as plotly's layout."""
        look, style = self.look, self.look.style
        return {
            "width": look.width, "height": look.height, "paper_bgcolor": style.background,
            "plot_bgcolor": style.panel, "font": type_of(look), "showlegend": bool(self.entries),
            "margin": {"l": self.left, "r": self.right, "t": self.top, "b": self.bottom, "pad": 0, "autoexpand": False},
            "annotations": [self._annotation(word) for word in self.words], "legend": self._legend(),
        }  # fmt: skip

    def _annotation(self, word: Words) -> dict[str, Any]:
        middled = word.upright or word.middled
        place = {"xanchor": "center" if word.centred or middled else "left", "yanchor": "middle" if middled else "top",
                 "textangle": -90 if word.upright else 0}  # fmt: skip
        return place | {
            "text": "<br>".join(said(self.look, line) for line in word.lines), "xref": "paper", "yref": "paper",
            "showarrow": False, "borderpad": 0, "align": "left", "x": (word.x - self.left) / self.width,
            "y": 1 + (self.top - word.y) / self.height,
            "font": {"family": family_of(word.face), "size": word.size, "color": word.colour},
        }  # fmt: skip

    def _legend(self) -> dict[str, Any]:
        look = self.look
        shared = {"bgcolor": "rgba(0,0,0,0)", "font": type_of(look), "xanchor": "left", "traceorder": "normal"}
        if look.legend == "right":
            title = {"text": said(look, self.data.label("legend/title")), "font": type_of(look)}
            return shared | {"x": 1.0 + 0.6 * look.size / self.width, "y": 1.0, "yanchor": "top", "title": title}
        return shared | {"orientation": "h", "x": (self.right - self.left - _KEY_INSET) / self.width,
                         "yanchor": "middle", "y": 1 + (self.top - self.legend_y) / self.height}  # fmt: skip


def set_sheet(
    data: ChartData, look: PlotlyLook, x: Scale | None, y: Scale | None, entries: Sequence[str], room: float = 0.0
) -> PlotlySheet:  # fmt: skip
    """Lay the words around the plot and find its margins; `room` pixels stay free around a plot without axes. Reject
    when there is not room enough for title, legend, names of categories or the plot."""
    sheet = PlotlySheet(data, look, [name for name in entries if name])
    pad = round(0.03 * (look.width + look.height) / 2) + 5
    sheet.left = sheet.right = sheet.bottom = sheet.top = float(pad)
    _set_titles(sheet, pad)
    _set_legend(sheet, pad)
    _set_source(sheet, pad)
    _set_sides(sheet, pad, y, room)
    _set_foot(sheet, pad, x, room)
    for side in ("left", "top", "right", "bottom"):
        setattr(sheet, side, round(getattr(sheet, side)))
    if sheet.width < 11 * look.size or sheet.height < 7 * look.size:
        raise Reject("plot_too_small", f"{sheet.width} x {sheet.height}")
    for word in sheet.words:
        if word.upright and look.width_of(word.lines[0], word.size) > sheet.height + look.size:
            raise Reject("labels_too_long", word.lines[0])
        _centre(sheet, word)
    return sheet


def _set_titles(sheet: PlotlySheet, pad: float) -> None:
    look, style = sheet.look, sheet.look.style
    bold = look.face("bold" if style.title_weight == "bold" else "regular")
    for ref, size, colour, face in (("title", look.size * style.title_scale, style.ink, bold),
                                    ("subtitle", look.size * 1.04, style.muted, look.face())):  # fmt: skip
        words = sheet.data.label(ref)
        if not words:
            continue
        lines = wrap(look, words, size, look.width - 2 * pad, face.weight)
        if len(lines) > _LINES or max(look.width_of(line, size, face.weight) for line in lines) > look.width - 2 * pad:
            raise Reject("title_too_long", words)
        sheet.words.append(Words(ref, lines, pad, sheet.top, size, colour, face))
        sheet.top += (_LEADING + _LINE * (len(lines) - 1)) * size
    sheet.top += 0.6 * look.size


def _set_legend(sheet: PlotlySheet, pad: float) -> None:
    """Take the legend's room; one that is too wide for a row stands at the right."""
    look, size = sheet.look, sheet.look.size
    if not sheet.entries:
        return
    widths = [look.width_of(name, size) + _KEY_ROOM + 8 for name in sheet.entries]
    if look.legend != "right":
        if sum(widths) > look.width - 2 * pad:
            raise Reject("legend_too_wide")
        sheet.legend_y = sheet.top + 0.8 * size
        sheet.top += 2.0 * size
    else:
        if title := sheet.data.label("legend/title"):
            widths.append(look.width_of(title, size) + 12)
        sheet.right += max(widths) + 0.4 * size


def _set_source(sheet: PlotlySheet, pad: float) -> None:
    if source := sheet.data.label("source"):
        look = sheet.look
        small = max(11.0, 0.82 * look.size)
        sheet.bottom += _LEADING * small
        face = look.face()
        sheet.words.append(Words("source", [source], pad, look.height - sheet.bottom, small, look.style.muted, face))
        sheet.bottom += 0.6 * look.size


def _set_sides(sheet: PlotlySheet, pad: float, y: Scale | None, room: float) -> None:
    """The room at the left for the labels of the vertical axis."""
    look, size = sheet.look, sheet.look.size
    if y is None:
        sheet.left, sheet.right, sheet.top = sheet.left + room, sheet.right + room, sheet.top + room
        return
    if label := sheet.data.label("axis/y/label"):
        upright = not look.label_on_top or look.own
        words = Words("axis/y/label", [label], pad + 0.6 * size if upright else pad, sheet.top, size, look.style.muted,
                      look.face(), upright=upright)  # fmt: skip
        sheet.words.append(words)
        if upright:
            sheet.left += 1.5 * size
        else:
            sheet.top += _LEADING * size
    widest = max((look.width_of(text, size) for _, text in y.ticks), default=0.0)
    if widest > 0.4 * look.width:
        raise Reject("labels_too_long")
    sheet.left += widest + 0.6 * size + look.style.ticks
    sheet.top += 0.5 * size


def _set_foot(sheet: PlotlySheet, pad: float, x: Scale | None, room: float) -> None:
    """The room below for the labels of the horizontal axis, level or slanted. Reject (`labels_too_long`)."""
    look, size = sheet.look, sheet.look.size
    if x is None:
        sheet.bottom += room
        return
    if label := sheet.data.label("axis/x/label"):
        sheet.bottom += (_LEADING + 0.2) * size
        y = look.height - sheet.bottom
        sheet.words.append(Words("axis/x/label", [label], 0, y, size, look.style.muted, look.face(), centred=True))
    widths = [look.width_of(text, size) for _, text in x.ticks]
    steps = float(x.high - x.low) if x.kind == "category" else max(len(widths) - 1, 1)
    if x.high == x.ticks[-1][0]:
        sheet.right = max(sheet.right, widths[-1] / 2 + 4)
    slot = sheet.width / steps
    if max(widths) > slot - 0.6 * size:
        if x.kind != "category" or slot < 2.4 * size or max(widths) > 0.3 * look.height:
            raise Reject("labels_too_long")
        sheet.slant = _SLANT
        turn = math.radians(_SLANT)
        sheet.bottom += math.sin(turn) * max(widths) + size
        over = max(math.cos(turn) * wide - (len(widths) - j - 0.5) * slot for j, wide in enumerate(widths))
        sheet.right = max(sheet.right, over + 8)
    sheet.bottom += 1.9 * size + look.style.ticks


def _centre(sheet: PlotlySheet, word: Words) -> None:
    """Stand the labels of axes at the middle of their axis. Reject (`axis_label_too_long`)."""
    if not word.ref.startswith("axis/") or not (word.centred or word.upright):
        return
    length = sheet.look.width_of(word.lines[0], word.size)
    if length > (sheet.look.width if word.centred else sheet.look.height - 8):
        raise Reject("axis_label_too_long", word.lines[0])
    if word.centred:
        word.x = sheet.left + sheet.width / 2
    else:
        word.y = min(max(sheet.top + sheet.height / 2, length / 2 + 6), sheet.look.height - length / 2 - 6)


def axis_layout(sheet: PlotlySheet, name: str, scale: Scale, *, down: bool = False, bare: bool = False) -> Any:
    """An axis as plotly's layout; `down` turns it over, a `bare` one has neither lines nor grid."""
    look, style = sheet.look, sheet.look.style
    value = scale.kind != "category"
    lines = {"left", "base" if value else ""} if name == "y" else {"bottom", "base"}
    ends = [float(scale.low), float(scale.high)]
    return {
        "tickfont": type_of(look), "zeroline": False, "fixedrange": True, "automargin": False, "linecolor": style.line,
        "tickmode": "array", "tickvals": [float(v) for v, _ in scale.ticks], "range": ends[::-1] if down else ends,
        "ticktext": [said(look, text) for _, text in scale.ticks], "tickangle": sheet.slant if name == "x" else 0,
        "showline": not bare and bool(lines & set(style.spines)), "gridcolor": style.grid, "tickcolor": style.line,
        "showgrid": not bare and (look.grid == "both" or (look.grid == "value" and value)),
        "ticks": "outside" if style.ticks and not bare else "", "ticklen": style.ticks, "ticklabelstandoff": 3,
        "linewidth": look.hair, "gridwidth": look.hair, "tickwidth": look.hair,
        "griddash": "dot" if look.dotted and not look.own else "solid",
    }  # fmt: skip


def type_of(look: PlotlyLook, size: float = 0.0, colour: str = "") -> dict[str, Any]:
    """A font as plotly takes it: that of plain text unless said otherwise."""
    return {"family": family_of(look.face()), "size": size or look.size, "color": colour or look.style.ink}


def said(look: PlotlyLook, text: str) -> str:
    """A text as plotly takes it: with signs that the font has, and no tags."""
    return html.escape(look.written(text), quote=False)
