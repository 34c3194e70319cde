"""Samplers of things that hang together: networks, trees of groups, trees of growing distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_flows import amounts
from templates.chart_sheets import heading, said, sheet
from templates.series import Heading, Measure, Names

Place = tuple[float, float]
Edge = tuple[int, int]
_WIDE = 1.6
"""Width over height of the sheet that networks are laid out on."""
_CLEAR = 0.11
"""How far an edge keeps from nodes that are not its own, in heights of the sheet."""
_LEAST_ANGLE = math.radians(13)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFacts:
    """Nodes at `places` (x from 0 to 1.6, y from 0 to 1, down) and straight edges that neither cross one another nor
    run past a node; `values` counts the edges of each node."""

    topic: str
    heading: Heading
    measure: Measure
    nodes: Names
    places: tuple[Place, ...]
    edges: tuple[Edge, ...]
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeFacts:
    """A root, groups and their leaves: leaf i belongs to group `parents[i]`; the leaves stand group by group."""

    topic: str
    heading: Heading
    measure: Measure
    root: str
    groups: Names
    leaves: Names
    parents: tuple[int, ...]
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFacts:
    """A binary tree of growing distance: merge k joins `merges[k]`, leaves by place, merge m as number of leaves + m,
    at the distance `heights[k]`. Leaves stand in an order in which no branches cross. `axis` names the distance."""

    topic: str
    heading: Heading
    measure: Measure
    axis: Measure
    leaves: Names
    merges: tuple[Edge, ...]
    heights: tuple[Decimal, ...]

    @property
    def joined(self) -> tuple[Decimal, ...]:
        """The distance at which each leaf is first joined to another."""
        at = {side: height for pair, height in zip(self.merges, self.heights, strict=True) for side in pair}
        return tuple(at[leaf] for leaf in range(len(self.leaves.items)))


def sample_network(draw: Draw, language: Language, count: tuple[int, int]) -> NetworkFacts:
    """A connected network that can be drawn without crossings."""
    table = sheet("networks")
    subject, words = draw.choice(table["networks"]), table["linked"][language]
    names = said(subject["names"], language)
    names = tuple(draw.sample(names, min(len(names), draw.integer(*count))))
    places = _spread(draw, len(names))
    edges = _planar(draw, places)
    return NetworkFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), places=places, edges=edges,
        measure=Measure(label=words["measure"], unit=words["unit"]),
        nodes=Names(label=said([subject["kind"]], language)[0], ordered=False, items=names),
        values=tuple(Decimal(sum(k in edge for edge in edges)) for k in range(len(names))),
    )  # fmt: skip


def _spread(draw: Draw, count: int) -> tuple[Place, ...]:
    """Places that keep apart: each the farthest from all before it among a dozen drawn ones."""
    found: list[Place] = []
    while len(found) < count:
        tried = [(draw.uniform(0, _WIDE), draw.uniform(0, 1)) for _ in range(12)]
        found.append(max(tried, key=lambda p: min((math.dist(p, q) for q in found), default=0.0)))
    return tuple(found)


def _planar(draw: Draw, places: Sequence[Place]) -> tuple[Edge, ...]:
    """The shortest edges that join all nodes, and some further short ones, none of which cross."""
    pairs = [(i, j) for i in range(len(places)) for j in range(i + 1, len(places))]
    pairs.sort(key=lambda pair: math.dist(places[pair[0]], places[pair[1]]))
    parts, kept = list(range(len(places))), []
    for i, j in pairs:
        if parts[i] != parts[j] and _free(places, (i, j), kept):
            kept.append((i, j))
            parts = [parts[i] if part == parts[j] else part for part in parts]
    hubs = draw.sample(range(len(places)), 2)
    for pair in pairs:
        likely = 0.75 if set(pair) & set(hubs) else 0.25
        if pair not in kept and draw.chance(likely) and _free(places, pair, kept):
            kept.append(pair)
    return tuple(kept)


def _free(places: Sequence[Place], pair: Edge, others: Sequence[Edge]) -> bool:
    """Whether an edge crosses none of the others, leaves no node beside another one and passes no node closely."""
    a, b = places[pair[0]], places[pair[1]]
    if any(_cross(a, b, places[i], places[j]) for i, j in others if not set(pair) & {i, j}):
        return False
    if any(_angle(places, pair, other) < _LEAST_ANGLE for other in others if len(set(pair) & set(other)) == 1):
        return False
    return all(distance(places[k], a, b) > _CLEAR for k in range(len(places)) if k not in pair)


def _angle(places: Sequence[Place], pair: Edge, other: Edge) -> float:
    """The angle between two edges at the node that they share."""
    shared = next(iter(set(pair) & set(other)))
    ends = [places[edge[0] if edge[1] == shared else edge[1]] for edge in (pair, other)]
    one, two = (math.atan2(y - places[shared][1], x - places[shared][0]) for x, y in ends)
    return abs((one - two + math.pi) % (2 * math.pi) - math.pi)


def _cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    def side(p: Place, q: Place, r: Place) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def distance(point: Place, start: Place, end: Place) -> float:
    """How far a point lies from a straight line between two points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / max(dx * dx + dy * dy, 1e-12)
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))


def sample_tree(draw: Draw, language: Language, leaves: tuple[int, int]) -> TreeFacts:
    """A root with three or four groups of so many leaves each. All values differ."""
    subject = draw.choice(sheet("networks")["trees"])
    groups = draw.sample(subject["groups"], draw.integer(3, min(4, len(subject["groups"]))))
    parts = [_some(draw, group[2], leaves) for group in groups]
    names = [name for part in parts for name in said(part, language)]
    return TreeFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), root=said([subject["root"]], language)[0],
        measure=Measure(label=subject[language]["measure"], unit=subject["unit"][language]),
        groups=Names(label=said([subject["group"]], language)[0], ordered=False, items=said(groups, language)),
        leaves=Names(label=said([subject["leaf"]], language)[0], ordered=False, items=tuple(names)),
        parents=tuple(k for k, part in enumerate(parts) for _ in part),
        values=amounts(draw, len(names), subject["range"]),
    )  # fmt: skip


def _some(draw: Draw, items: Sequence[Any], wanted: tuple[int, int]) -> list[Any]:
    kept = draw.sample(range(len(items)), draw.integer(min(wanted[0], len(items)), min(wanted[1], len(items))))
    return [items[k] for k in sorted(kept)]


def sample_cluster(draw: Draw, language: Language) -> ClusterFacts:
    """A tree whose groups merge within themselves first, then with one another; all distances differ."""
    subject = draw.choice(sheet("networks")["clusters"])
    groups = [_some(draw, group, (2, 4)) for group in _some(draw, subject["groups"], (3, 4))]
    names = [name for group in groups for name in said(group, language)]
    places = 1 if subject["far"][1] < 30 else 0
    merges, tops, at = [], [], 0
    for group in groups:
        tops.append(_chain(list(range(at, at + len(group))), len(names), merges))
        at += len(group)
    inner = len(merges)
    _chain(tops, len(names), merges)
    heights = _heights(draw, merges, inner, subject, places, len(names))
    unit, words = subject["unit"][language], subject[language]
    return ClusterFacts(
        topic=subject["id"], heading=heading(draw, words), merges=tuple(merges), heights=heights,
        measure=Measure(label=words["measure"], unit=unit), axis=Measure(label=words["axis"], unit=unit),
        leaves=Names(label=said([subject["kind"]], language)[0], ordered=False, items=tuple(names)),
    )  # fmt: skip


def _chain(nodes: list[int], leaves: int, merges: list[Edge]) -> int:
    """Join nodes beside one another, the first two first; the number of the last merge."""
    top = nodes[0]
    for node in nodes[1:]:
        merges.append((top, node))
        top = leaves + len(merges) - 1
    return top


def _heights(
    draw: Draw, merges: Sequence[Edge], inner: int, subject: dict[str, Any], places: int, leaves: int
) -> tuple[Decimal, ...]:  # fmt: skip
    """Distances in tenths or whole ones: every merge lies above those that it joins, and all keep well apart."""
    bounds = [subject["near"]] * inner + [subject["far"]] * (len(merges) - inner)
    count = {"near": inner, "far": len(merges) - inner}
    slots = {kind: draw.shuffled(range(number)) for kind, number in count.items()}
    found: list[Decimal] = []
    for k, (low, high) in enumerate(bounds):
        kind = "near" if k < inner else "far"
        share = (slots[kind].pop() + draw.uniform(0.25, 0.75)) / count[kind]
        found.append(Decimal(repr(low + (high - low) * share)).quantize(Decimal(1).scaleb(-places)))
    return tuple(_raised(merges, found, inner, leaves))


def _raised(merges: Sequence[Edge], heights: list[Decimal], inner: int, leaves: int) -> list[Decimal]:
    """The same distances handed out so that they grow along every branch."""
    found = list(heights)
    for start, end in ((0, inner), (inner, len(merges))):
        for _ in range(end - start):
            for k in range(start, end):
                for side in merges[k]:
                    below = side - leaves
                    if below >= start and found[below] > found[k]:
                        found[below], found[k] = found[k], found[below]
    return found
