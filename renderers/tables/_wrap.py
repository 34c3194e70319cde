"""Breaks text into lines: Latin words at blanks, Han characters anywhere that punctuation allows."""

from __future__ import annotations

import functools
import re

from renderers._backends.shaping import shape
from templates.fonts import Font

_UNIT = re.compile(r"[⺀-鿿＀-￯、-〟]|[^\s⺀-鿿＀-￯、-〟]+|\s+")
_WITH_UNIT = re.compile(r"(.*\S)\s*([(（][^()（）]*[)）])")
_NOT_FIRST = frozenset("，。、；：？！）》」』”’％·")
_NOT_LAST = frozenset("（《「『“‘")


def width(text: str, face: Font, size: float) -> float:
    """Advance width of one line in pixels."""
    return shape(text, face, size).width


@functools.lru_cache(maxsize=4096)
def units(text: str) -> tuple[str, ...]:
    """Pieces between which a line may break; a blank belongs to the piece before it."""
    found: list[str] = []
    for piece in _UNIT.findall(text):
        if found and (piece.isspace() or piece in _NOT_FIRST or found[-1][-1] in _NOT_LAST):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def widest_unit(text: str, face: Font, size: float) -> float:
    """The least width that needs no break inside a unit."""
    return max((width(unit.rstrip(), face, size) for unit in units(text)), default=0.0)


def wrap(text: str, face: Font, size: float, room: float) -> tuple[str, ...]:
    """Lines no wider than `room` where units allow; no line for an empty text. A unit in brackets at the end goes to a
    line of its own; other lines are evened out, so that no short word is left alone."""
    if not text:
        return ()
    if width(text, face, size) <= room:
        return (text,)
    parts = _WITH_UNIT.fullmatch(text)
    if parts and max(width(part, face, size) for part in parts.groups()) <= room:
        return parts[1], parts[2]
    low = widest_unit(text, face, size)
    high = max(low, room)
    lines = _filled(text, face, size, high)
    for _ in range(4):
        middle = (low + high) / 2
        trial = _filled(text, face, size, middle)
        low, high, lines = (low, middle, trial) if len(trial) <= len(lines) else (middle, high, lines)
    return lines


def _filled(text: str, face: Font, size: float, room: float) -> tuple[str, ...]:
    lines: list[str] = []
    current = ""
    for unit in units(text):
        if current and width((current + unit).rstrip(), face, size) > room:
            lines.append(current.rstrip())
            current = ""
        current += unit
    return (*lines, current.rstrip())
