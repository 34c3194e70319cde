"""Legends of a frame: a column at the right or left, rows above or below the plot, or a block inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofpress_core.errors import Reject
from templates.themes import mixed

if TYPE_CHECKING:
    from renderers.charts._frame import Frame

_ROW = 1.55
"""Height of a row over the size of its text."""
_MARGIN = 0.55
"""Room inside the frame of a legend over the size of its text."""


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
    """Set a legend where the look wants it and take its room from the free area; one inside the plot or at the ends of
    lines is left to the kind. Reject (`legend_too_wide`)."""
    if not entries:
        return
    if frame.look.legend in ("right", "left"):
        _column(frame, entries)
    elif frame.look.legend in ("top", "bottom"):
        _rows(frame, entries)


def block_size(frame: Frame, entries: Sequence[Entry]) -> tuple[float, float]:
    """Width and height in pixels of a column of entries below the legend's title, with the margins of its frame."""
    size, title = frame.look.size, frame.data.label("legend/title")
    widths = [frame.look.width_of(entry.text, size) + _key_room(entry, size) for entry in entries]
    widths += [frame.look.width_of(title, size)] if title else []
    rows = len(entries) + (1.05 if title else 0.0)
    return max(widths) + 2 * _MARGIN * size, (_ROW * rows - 0.2) * size + 2 * _MARGIN * size


def set_block(frame: Frame, entries: Sequence[Entry], left: float, top: float) -> None:
    """Set a column of entries below the legend's title, at a place."""
    size, title = frame.look.size, frame.data.label("legend/title")
    _set_border(frame, left, top, *block_size(frame, entries))
    x, y = left + _MARGIN * size, top + (_MARGIN + 0.68) * size
    if title:
        frame.text("legend/title", title, x, y + 0.3 * size, size=size, colour=frame.style.muted)
        y += 1.05 * _ROW * size
    for number, entry in enumerate(entries):
        _entry(frame, number, entry, x, y + number * _ROW * size)


def _set_border(frame: Frame, left: float, top: float, width: float, height: float) -> None:
    """The frame of a boxed legend."""
    if frame.look.boxed:
        thick, style = frame.look.hair, frame.style
        x0, y0, x1, y1 = round(left), round(top), round(left + width), round(top + height)
        frame.box((x0, y0, x1, y1), mixed(style.line, style.background, 0.45))
        frame.box((x0 + thick, y0 + thick, x1 - thick, y1 - thick), style.background)


def _column(frame: Frame, entries: Sequence[Entry]) -> None:
    size, area = frame.look.size, frame.area
    width, _ = block_size(frame, entries)
    spare = 0.0 if frame.look.boxed else _MARGIN * size
    at_right = frame.look.legend == "right"
    x = area.right - width + spare if at_right else area.left - spare
    if width > 0.45 * area.width:
        raise Reject("legend_too_wide", entries[0].text)
    set_block(frame, entries, x, area.top + (0.5 - _MARGIN) * size + _MARGIN * size * frame.look.boxed)
    if at_right:
        area.right = x - (1.4 - _MARGIN) * size
    else:
        area.left = x + width + (1.2 - _MARGIN) * size


def _rows(frame: Frame, entries: Sequence[Entry]) -> None:
    """Entries in one row or two, behind the legend's title where there is one."""
    size, area, title = frame.look.size, frame.area, frame.data.label("legend/title")
    widths = [frame.look.width_of(title, size) + 1.1 * size] if title else []
    heads = len(widths)
    widths += [frame.look.width_of(entry.text, size) + _key_room(entry, size) + 1.6 * size for entry in entries]
    margin = _MARGIN * size if frame.look.boxed else 0.0
    rows = _filled(widths, area.width + 1.6 * size - 2 * margin)
    if len(rows) > 2:
        raise Reject("legend_too_wide", entries[0].text)
    height = _ROW * size * len(rows) + 2 * margin
    y = (area.top + 0.6 * size if frame.look.legend == "top" else area.bottom - height + 0.8 * size) + margin
    centred = frame.style.title_align == "centre" or frame.look.legend == "bottom"
    totals = [sum(widths[k] for k in row) - 1.6 * size for row in rows]
    lefts = [(area.left + area.right - total) / 2 if centred else area.left + margin for total in totals]
    _set_border(frame, min(lefts) - margin, y - 0.68 * size - margin, max(totals) + 2 * margin,
                (_ROW * len(rows) - 0.2) * size + 2 * margin)  # fmt: skip
    for number, (row, left) in enumerate(zip(rows, lefts, strict=True)):
        x, middle = left, y + number * _ROW * size
        for k in row:
            if k < heads:
                frame.text("legend/title", title, x, middle + 0.36 * size, size=size, colour=frame.style.muted)
            else:
                _entry(frame, k - heads, entries[k - heads], x, middle)
            x += widths[k]
    if frame.look.legend == "top":
        area.top += height + 0.5 * size
    else:
        area.bottom -= height + 0.4 * size


def _key_room(entry: Entry, size: float) -> float:
    """Pixels from the left of a key to its text."""
    return (1.9 if entry.kind == "line" else 1.6) * size


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
        frame.display.rect(name, (left, y - reach, left + 2 * reach, y + reach), entry.colour, hatch=entry.hatch)
    elif entry.kind == "line":
        end = left + round(1.5 * size)
        frame.stroke([(left, y), (end, y)], entry.colour, frame.style.line_width, name, dash=entry.dash)
        if entry.marker:
            frame.marker(entry.marker, ((left + end) / 2, y), 0.62 * size, entry.colour, name)
    else:
        frame.marker(entry.kind, (left + reach, y), 1.3 * reach, entry.colour, name)
    frame.text(
        f"legend/{number}",
        entry.text,
        x + _key_room(entry, size),
        middle + 0.36 * size,
        size=size,
        colour=frame.style.ink,
    )
    frame.entries.append((f"legend/{number}", name))
