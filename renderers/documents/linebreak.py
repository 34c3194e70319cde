"""Breaking a paragraph into lines, over all lines at once: the breaks with the least sum of squared stretches.

This is the total-fit idea of Knuth and Plass (1981) without hyphenation; a paragraph's last line is set naturally.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from renderers._backends.typesetting import Atom, SetLine, Style, atoms, gap, set_atoms

_SHRINK = 0.18
"""Share of a word space by which it may shrink."""
_ROOM = 0.14
"""Stretch of a gap, in ems, that counts as badness 1."""
_LEAST = 0.55
"""Share of the width that a line fills unless its next atom is very long; shorter ones are not tried."""
_LONELY = 14.0
"""Badness added for a last line of one short atom."""
_PARTICLES = "的与和及、，：？"
"""Chinese characters after which a title may go on in the next line."""
_PARTED = 7.0
"""Badness added for a line that ends between a figure and its unit."""


def break_lines(row: Sequence[Atom], width: float, *, justify: bool, indent: float = 0.0) -> list[SetLine]:
    """Lines at most `width` wide, the first shorter by `indent`. A single atom wider than that stands alone."""
    if not row:
        return []
    ends = _best_ends(row, width, indent, _SHRINK if justify else 0.0)
    lines, start = [], 0
    for number, end in enumerate(ends):
        part = row[start:end]
        natural = set_atoms(part)
        room = width - (indent if number == 0 else 0.0) - natural.width
        stretchable = justify and (end < len(row) or room < 0) and len(part) > 1
        lines.append(set_atoms(part, room / (len(part) - 1)) if stretchable else natural)
        start = end
    return lines


def wrap(text: str, style: Style, width: float) -> list[SetLine]:
    """Lines of a text set ragged."""
    return break_lines(atoms(text, style), width, justify=False)


def compact(text: str, style: Style, width: float) -> list[SetLine]:
    """Lines of a title: as few as `wrap` gives, and about equally long; Chinese words are not cut where there is a
    particle to break at."""
    row = atoms(text, style)
    return _at_particle(row, width) or compact_lines(row, width)


def _at_particle(row: Sequence[Atom], width: float) -> list[SetLine]:
    """Two lines that part after a particle or stop, as equal as can be; none if the row fits or has no such place."""
    if set_atoms(row).width <= width:
        return []
    places = [place for place in range(2, len(row) - 1) if row[place - 1].text[-1] in _PARTICLES]
    pairs = [[set_atoms(row[:place]), set_atoms(row[place:])] for place in places]
    fitting = [pair for pair in pairs if max(line.width for line in pair) <= width]
    return min(fitting, key=lambda pair: max(line.width for line in pair), default=[])


def compact_lines(row: Sequence[Atom], width: float) -> list[SetLine]:
    """Like `compact`, for atoms."""
    lines = break_lines(row, width, justify=False)
    low, high = width / 2, width
    for _ in range(6 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        tried = break_lines(row, middle, justify=False)
        fits = len(tried) == len(lines) and max(line.width for line in tried) <= middle
        low, high, lines = (low, middle, tried) if fits else (middle, high, lines)
    return lines


def _best_ends(row: Sequence[Atom], width: float, indent: float, shrink: float) -> list[int]:
    """Ends of the lines of the cheapest way to break."""
    gaps = [0.0] + [gap(left, right) for left, right in pairwise(row)]
    edges = [0.0, *accumulate(before + item.width for before, item in zip(gaps, row, strict=True))]
    parted = [0.0, *(_PARTED if _tied(left.text, right.text) else 0.0 for left, right in pairwise(row)), 0.0]
    costs = [0.0] + [math.inf] * len(row)
    came = [0] * (len(row) + 1)
    for start in range(len(row)):
        if math.isinf(costs[start]):
            continue
        room = width - (indent if start == 0 else 0.0)
        likely = bisect_left(edges, edges[start] + gaps[start] + _LEAST * room) - 1
        for end in range(max(start + 1, likely), len(row) + 1):
            natural = edges[end] - edges[start] - gaps[start]
            cost = _badness(row, start, end, room - natural, shrink)
            if cost is None:
                break
            if costs[start] + cost + parted[end] < costs[end]:
                costs[end], came[end] = costs[start] + cost + parted[end], start
    ends, place = [], len(row)
    while place:
        ends.append(place)
        place = came[place]
    return ends[::-1]


def _badness(row: Sequence[Atom], start: int, end: int, slack: float, shrink: float) -> float | None:
    """Cost of a line, None when it does not fit (one atom always does)."""
    count = end - start - 1
    size = row[start].style.size
    if slack < -shrink * 0.25 * size * count - 1e-6:
        return 1e6 if count == 0 else None
    if end == len(row):
        return _LONELY if count == 0 and start else 0.0
    ratio = slack / (max(count, 0.2) * _ROOM * size)
    return 1.0 + ratio * ratio


def _tied(left: str, right: str) -> bool:
    """Whether a break would part a figure from its unit (`8.3 per cent`, `57.7 million m³`) or a name from its number
    (`Harbour 1`)."""
    bare = right.strip(".,;:)")
    if bare in ("cent", "m³") or (len(bare) == 1 and bare.isdigit() and left[:1].isupper() and left.isascii()):
        return True
    figure = left.lstrip("(")
    if not figure[:1].isdigit():
        return False
    year = len(figure) == 4 and figure.isdigit()
    return figure.replace(",", "").replace(".", "").isdigit() and not year and right[:1].isalpha() and right.isascii()
