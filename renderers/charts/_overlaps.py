"""Circles that overlap: outlines of the parts that belong to exactly some of them, and contents of such sets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from renderers._backends.display import Point
from renderers.charts._content import CONTENT_ID, words
from renderers.charts._polar import TURN, arc, at
from templates.chart_sets import SetFacts

Arc = tuple[frozenset[int], list[Point]]


def outlines(centres: Sequence[Point], radius: float) -> dict[frozenset[int], list[Point]]:
    """Outline, clockwise, of every part by the circles that it lies in. Every two circles must cross, and every part be
    in one piece."""
    pieces: dict[frozenset[int], list[list[Point]]] = {}
    for part, points in _arcs(centres, radius):
        if part:
            pieces.setdefault(part, []).append(points)
    return {part: _joined(arcs) for part, arcs in pieces.items()}


def _joined(arcs: list[list[Point]]) -> list[Point]:
    """One closed path of arcs that meet end to end."""
    path, left = arcs[0], arcs[1:]
    while left:
        nearest = min(range(len(left)), key=lambda k: math.dist(left[k][0], path[-1]))
        path = path + left.pop(nearest)[1:]
    return path[:-1]


def _arcs(centres: Sequence[Point], radius: float) -> list[Arc]:
    """Arcs between the crossings of all circles, each for the part inside its circle and the one outside, which it
    borders the other way round."""
    found: list[Arc] = []
    for k, centre in enumerate(centres):
        crossings = sorted(angle for j, other in enumerate(centres) if j != k
                           for angle in _crossings(centre, other, radius))  # fmt: skip
        for start, end in pairwise([*crossings, crossings[0] + TURN]):
            middle = at(centre, radius, (start + end) / 2)
            around = frozenset(j for j, other in enumerate(centres) if j != k and math.dist(other, middle) < radius)
            points = arc(centre, radius, start, end)
            found += [(around | {k}, points), (around, points[::-1])]
    return found


def _crossings(centre: Point, other: Point, radius: float) -> tuple[float, float]:
    """Angles, seen from a circle's centre, of its crossings with another of the same radius."""
    toward = math.atan2(other[0] - centre[0], centre[1] - other[1])
    half = math.acos(math.dist(centre, other) / 2 / radius)
    return (toward - half) % TURN, (toward + half) % TURN


def middle_of(centres: Sequence[Point], radius: float, members: frozenset[int]) -> Point:
    """A point well inside a part: half way through it on the ray from the middle of all circles."""
    x, y = (sum(place) / len(centres) for place in zip(*centres, strict=True))
    dx, dy = sum(centres[k][0] - x for k in members), sum(centres[k][1] - y for k in members)
    length = math.hypot(dx, dy)
    if length < 1e-6:
        return x, y
    ray = [(x + dx / length * t * radius / 20, y + dy / length * t * radius / 20) for t in range(50)]
    inside = [p for p in ray if {k for k, c in enumerate(centres) if math.dist(c, p) < radius} == members]
    return inside[len(inside) // 2]


def set_content(
    facts: SetFacts, language: Language, chart_type: str, channels: tuple[str, str], *, printed: bool,
    order: Sequence[int], labels: Sequence[tuple[str, str]] = (),
) -> ChartData:  # fmt: skip
    """One row for each part, in `order`; a second relation has the sets with their sizes."""
    unit, label = facts.measure.unit, facts.measure.label
    data = Relation(name="data", columns=(
        TextColumn(name="category", label=facts.row, values=tuple(facts.names[k] for k in order)),
        NumberColumn(name="value", label=label, unit=unit, values=tuple(facts.counts[k] for k in order)),
    ))  # fmt: skip
    sets = Relation(name="sets", columns=(
        TextColumn(name="set", label="", values=facts.sets),
        NumberColumn(name="size", label=label, unit=unit, values=facts.sizes),
    ))  # fmt: skip
    subtitle = "" if any(ref.startswith("axis/") for ref, _ in labels) else facts.measure.titled(language)
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, relations=(data, sets),
        labels=words(facts.heading, labels, subtitle), printed=("value",) if printed else (),
        encodings=(Encoding(channel=channels[0], column="category"), Encoding(channel=channels[1], column="value")),
    )  # fmt: skip
