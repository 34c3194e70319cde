"""Remarks drawn into a plot: a line at a mean or target, a shaded span, an arrow to the extreme mark.

A remark is set only where its words stand clear of marks and of other words; else it is left out, line and all. Lines
and spans are painted below the marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from proofpress_core.scene_builder import Box
from renderers._backends.display import Point
from renderers.charts._cartesian import Plot
from renderers.charts._look import Look
from renderers.charts._room import Room
from renderers.charts._scene import Mark
from templates.chart_notes import Note, sample_note
from templates.themes import mixed

CHANCE = 0.25
"""How often a remark is tried; about half of them find room."""
_SHARE = 0.9
"""Size of a remark over that of plain text."""
_REF = "note/0"


def sample_notes(
    draw: Draw, language: Language, look: Look, kinds: Sequence[str], values: Sequence[Decimal],
    names: Sequence[str] = (),
) -> tuple[Note, ...]:  # fmt: skip
    """Now and then a remark of one of `kinds` on values at named places."""
    if not draw.chance(CHANCE):
        return ()
    note = sample_note(draw, language, draw.choice(kinds), values, names, look.number)
    return () if note is None else (note,)


def annotate(plot: Plot, notes: Sequence[Note], points: Sequence[Point], *, lying: bool = False, gap: float = 0.0,
             reach: float = 0.5) -> list[Mark]:  # fmt: skip
    """Draw remarks on the values whose marks end at `points`, `gap` pixels around which belong to a mark; values run
    across where bars are `lying`. A run of places reaches `reach` of a place beyond both ends. Returns what to
    report."""
    marks: list[Mark] = []
    for note in notes:
        if note.kind in ("mean", "target"):
            marks += _level(plot, note, lying=lying)
        elif note.kind in ("band", "run"):
            marks += _span(plot, note, lying=lying != (note.kind == "run"), reach=reach if note.kind == "run" else 0.0)
        else:
            marks += _call(plot, note, points[int(note.low)], gap)
    return marks


def _level(plot: Plot, note: Note, *, lying: bool) -> list[Mark]:
    """A dashed line at a value, with its words at one of its ends."""
    size, (x0, y0, x1, y1) = _size(plot), plot.box
    x, y = plot.place(note.low, plot.y.low) if lying else plot.place(plot.x.low, note.low)
    wide, pad = plot.frame.look.width_of(note.text, size), 0.45 * size + _inner(plot)
    if lying:
        spots = [
            (left, base)
            for base in (y0 + 0.6 * size + pad, y1 - pad)
            for left in (x + 0.45 * size, x - 0.45 * size - wide)
        ]
    else:
        spots = [(left, base) for left in (x1 - wide - pad, x0 + pad) for base in (y - 0.45 * size, y + 1.17 * size)]
    spot = _free_spot(Room(plot), spots, wide, size)
    if spot is None:
        return []
    hair, scale = plot.frame.look.hair, plot.frame.look.scale
    x, y = round(x) + 0.5 * (hair % 2), round(y) + 0.5 * (hair % 2)
    line = [(x, y0), (x, y1)] if lying else [(x0, y), (x1, y)]
    plot.frame.stroke(line, _ink(plot), hair, f"{_REF}/line", dash=(6.0 * scale, 3.5 * scale))
    return _beneath(plot, f"{_REF}/line", note, spot, size)


def _span(plot: Plot, note: Note, *, lying: bool, reach: float) -> list[Mark]:
    """A shaded span from side to side, with its words in it at one of its ends. An upright one is `lying`."""
    size, (x0, y0, x1, y1) = _size(plot), plot.box
    low, high = float(note.low) - reach, float(note.high) + reach
    wide, pad = plot.frame.look.width_of(note.text, size), 0.4 * size + _inner(plot)
    if lying:
        left, right = (min(max(plot.place(v, plot.y.low)[0], x0), x1) for v in (low, high))
        box = (round(left), y0, round(right), y1)
        at = (left + right - wide) / 2
        spots = [(at, y0 + 0.7 * size + pad), (at, y1 - pad)] if wide + 2 * pad < right - left else []
    else:
        ends = sorted(plot.place(plot.x.low, v)[1] for v in (low, high))
        box = (x0, round(ends[0]), x1, round(ends[1]))
        bases = (ends[0] + 1.0 * size, ends[1] - 0.4 * size) if ends[1] - ends[0] > 1.6 * size else ()
        spots = [(left, base) for left in (x1 - wide - pad, x0 + pad) for base in bases]
    spot = _free_spot(Room(plot), spots, wide, size)
    if spot is None:
        return []
    plot.frame.box(box, plot.frame.style.ink, f"{_REF}/span", opacity=0.09)
    return _beneath(plot, f"{_REF}/span", note, spot, size)


def _call(plot: Plot, note: Note, point: Point, gap: float) -> list[Mark]:
    """An arrow to a point from words beside it."""
    size, room, look = _size(plot), Room(plot), plot.frame.look
    wide = look.width_of(note.text, size)
    for angle in (60, 120, 30, 150, 0, 180, -40, -140):
        across, up = math.cos(math.radians(angle)), -math.sin(math.radians(angle))
        tip = point[0] + (gap + 0.35 * size) * across, point[1] + (gap + 0.35 * size) * up
        tail = tip[0] + 2.0 * size * across, tip[1] + 2.0 * size * up
        left = tail[0] + (0.25 * size if across > 0.3 else -wide - 0.25 * size if across < -0.3 else -wide / 2)
        spot = _free_spot(room, [(left, tail[1] + 0.3 * size)], wide, size)
        if spot is not None and room.clear(tip, tail):
            _arrow(plot, tail, tip, size)
            _write(plot, note, spot, size)
            return [Mark(f"{_REF}/arrow", f"{_REF}/arrow", tip, role="annotation")]
    return []


def _arrow(plot: Plot, tail: Point, tip: Point, size: float) -> None:
    length = math.dist(tail, tip)
    across, down = (tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length
    back = tip[0] - 0.5 * size * across, tip[1] - 0.5 * size * down
    side = 0.2 * size
    colour, name = _ink(plot), f"{_REF}/arrow"
    plot.frame.stroke([tail, back], colour, 1.1 * plot.frame.look.scale, name)
    plot.frame.polygon([tip, (back[0] - side * down, back[1] + side * across),
                        (back[0] + side * down, back[1] - side * across)], colour, name)  # fmt: skip


def _free_spot(room: Room, spots: Sequence[Point], wide: float, size: float) -> Point | None:
    """The first place of a line's left end where it stands clear."""
    for x, base in spots:
        box: Box = (x - 0.2 * size, base - 0.95 * size, x + wide + 0.2 * size, base + 0.35 * size)
        if room.free(box):
            return x, base
    return None


def _beneath(plot: Plot, name: str, note: Note, spot: Point, size: float) -> list[Mark]:
    """Move what was painted last below the marks, and write the words."""
    items = plot.frame.display.items
    items.insert(plot.floor, items.pop())
    _write(plot, note, spot, size)
    box = plot.frame.display.marks[name]
    return [Mark(name, name, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), role="annotation")]


def _write(plot: Plot, note: Note, spot: Point, size: float) -> None:
    plot.frame.text(_REF, note.text, *spot, size=size, colour=_ink(plot))


def _inner(plot: Plot) -> int:
    """Length of ticks that point into the plot."""
    return plot.frame.style.ticks if plot.frame.style.inward else 0


def _size(plot: Plot) -> float:
    return max(11.0, _SHARE * plot.frame.look.size)


def _ink(plot: Plot) -> str:
    return mixed(plot.frame.style.ink, plot.frame.style.muted, 0.5)
