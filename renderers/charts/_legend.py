"""Legends of a frame: a column at the right, or rows above or below the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofpress_core.errors import Reject

if TYPE_CHECKING:
    from renderers.charts._frame import Frame

_ROW = 1.55
"""Height of a row over the size of its text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A legend entry: its text and its key in a colour: a `box`, a `line` (with a marker on it, if it has one; dashed
    where `dash` says so), or a marker by its name. A box may be hatched."""

    text: str
    kind: str
    colour: str
    marker: str = ""
    hatch: str = ""
    dash: tuple[float, ...] = ()


def set_legend(frame: Frame, entries: Sequence[Entry]) -> None:
    """Set a legend where the look wants it and take its room from the free area. Reject (`legend_too_wide`)."""
    if frame.look.legend == "right":
        _column(frame, entries)
    elif frame.look.legend in ("top", "bottom"):
        _rows(frame, entries)


def _column(frame: Frame, entries: Sequence[Entry]) -> None:
    size, look, area = frame.look.size, frame.look, frame.area
    title = frame.data.label("legend/title")
    widest = max(
        [look.width_of(entry.text, size) + 1.6 * size for entry in entries]
        + [look.width_of(title, size) if title else 0.0]
    )
    x = area.right - widest
    if x < area.left + 0.55 * area.width:
        raise Reject("legend_too_wide", entries[0].text)
    y = area.top + 1.2 * size
    if title:
        frame.text("legend/title", title, x, y + 0.3 * size, size=size, colour=frame.style.muted)
        y += 1.6 * size
    for number, entry in enumerate(entries):
        _entry(frame, number, entry, x, y + number * _ROW * size)
    area.right = x - 1.4 * size


def _rows(frame: Frame, entries: Sequence[Entry]) -> None:
    size, area = frame.look.size, frame.area
    widths = [frame.look.width_of(entry.text, size) + 3.2 * size for entry in entries]
    rows = _filled(widths, area.width + 1.6 * size)
    if len(rows) > 2:
        raise Reject("legend_too_wide", entries[0].text)
    height = _ROW * size * len(rows)
    y = area.top + 0.6 * size if frame.look.legend == "top" else area.bottom - height + 0.8 * size
    for number, row in enumerate(rows):
        total = sum(widths[k] for k in row) - 1.6 * size
        centred = frame.style.title_align == "centre" or frame.look.legend == "bottom"
        x = (area.left + area.right - total) / 2 if centred else area.left
        for k in row:
            _entry(frame, k, entries[k], x, y + number * _ROW * size)
            x += widths[k]
    if frame.look.legend == "top":
        area.top += height + 0.5 * size
    else:
        area.bottom -= height + 0.4 * size


def _filled(widths: Sequence[float], room: float) -> list[list[int]]:
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


def _entry(frame: Frame, number: int, entry: Entry, x: float, middle: float) -> None:
    """Set key and text with their vertical middle at `middle`."""
    size, name = frame.look.size, f"legend/{number}/key"
    left, y = round(x), round(middle)
    reach = round(0.42 * size)
    if entry.kind == "box":
        frame.box((left, y - reach, left + 2 * reach, y + reach), entry.colour, name, hatch=entry.hatch)
        text_at = x + 1.6 * size
    elif entry.kind == "line":
        end = left + round(1.5 * size)
        frame.stroke([(left, y), (end, y)], entry.colour, frame.style.line_width, name, dash=entry.dash)
        if entry.marker:
            frame.marker(entry.marker, ((left + end) / 2, y), 0.62 * size, entry.colour, name)
        text_at = x + 1.9 * size
    else:
        frame.marker(entry.kind, (left + reach, y), 1.3 * reach, entry.colour, name)
        text_at = x + 1.6 * size
    frame.text(f"legend/{number}", entry.text, text_at, middle + 0.36 * size, size=size, colour=frame.style.ink)
    frame.entries.append((f"legend/{number}", name))
