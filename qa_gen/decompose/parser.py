"""A chart parser that may skip: builds every typed reading of a question bottom-up and keeps the best of each span.

Atoms stand on the tokens that have a reading; all other tokens are no part of the chart. An item covers a span, and its
score is what its atoms are worth less what its rules cost. Any atom may be skipped; its worth is then lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from qa_gen.decompose.lexicon import Atom

SKIP = 0.25
MOST_PLACES = 26
_BEAMS = ((15, 16, 6), (19, 9, 4), (MOST_PLACES, 5, 2))
"""Up to so many places, how many items a span keeps, and how many of a type: long questions are searched less widely,
so that none takes long."""


class Item(NamedTuple):
    """A reading of a span: its type, its meaning and its score."""

    type: str
    value: Any
    score: float


Made = tuple[str, Any, float]
"""What a rule makes: a type, a value, and what the rule costs."""
Binary = Callable[[Any, Any], Iterable[Made]]
Unary = Callable[[Any], Iterable[Made]]


class Rules:
    """The rules of a grammar by the types of their parts."""

    def __init__(self) -> None:
        self.binary: dict[tuple[str, str], list[Binary]] = {}
        self.unary: dict[str, list[Unary]] = {}

    def pair(self, lefts: str, rights: str) -> Callable[[Binary], Binary]:
        """Decorator: the function joins a left part of one of those types (names with blanks) and a right part."""

        def file(rule: Binary) -> Binary:
            for left in lefts.split():
                for right in rights.split():
                    self.binary.setdefault((left, right), []).append(rule)
            return rule

        return file

    def single(self, types: str) -> Callable[[Unary], Unary]:
        """Decorator: the function reads a part of one of those types as something else."""

        def file(rule: Unary) -> Unary:
            for kind in types.split():
                self.unary.setdefault(kind, []).append(rule)
            return rule

        return file


def parse(atoms: Sequence[Atom], rules: Rules) -> list[Item]:
    """All kept readings of the whole, best first."""
    places, spans = _compressed(atoms)
    if not places:
        return []
    cells: dict[tuple[int, int], list[Item]] = {}
    beam = next(beam for beam in _BEAMS if places <= beam[0])
    for width in range(1, places + 1):
        for start in range(places - width + 1):
            cells[start, start + width] = _best(_found(cells, spans, start, start + width, rules), beam)
    return cells[0, places]


def _compressed(atoms: Sequence[Atom]) -> tuple[int, dict[tuple[int, int], list[Atom]]]:
    """Number of tokens that have a reading (at most MOST_PLACES), and the atoms by their span among these."""
    covered = sorted({token for atom in atoms for token in range(atom.start, atom.end)})[:MOST_PLACES]
    place = {token: k for k, token in enumerate(covered)}
    spans: dict[tuple[int, int], list[Atom]] = {}
    for atom in atoms:
        if atom.end - 1 in place:
            spans.setdefault((place[atom.start], place[atom.end - 1] + 1), []).append(atom)
    return len(covered), spans


def _found(
    cells: dict[tuple[int, int], list[Item]], spans: dict[tuple[int, int], list[Atom]], start: int, end: int,
    rules: Rules,
) -> dict[tuple[str, Any], float]:  # fmt: skip
    """All items over one span: atoms, shorter items with one atom skipped, and joined items."""
    found: dict[tuple[str, Any], float] = {}
    for atom in spans.get((start, end), ()):
        _keep(found, atom.type, atom.value, atom.weight)
    if end - start > 1:
        for part in ((start + 1, end), (start, end - 1)):
            for kind, value, score in cells[part]:
                _keep(found, kind, value, score - SKIP)
    for middle in range(start + 1, end):
        _join(found, cells[start, middle], cells[middle, end], rules)
    _read_alone(found, rules)
    return found


def _join(found: dict[tuple[str, Any], float], lefts: list[Item], rights: list[Item], rules: Rules) -> None:
    for left in lefts:
        for right in rights:
            for rule in rules.binary.get((left.type, right.type), ()):
                for kind, value, cost in rule(left.value, right.value):
                    _keep(found, kind, value, left.score + right.score - cost)


def _read_alone(found: dict[tuple[str, Any], float], rules: Rules) -> None:
    waiting = list(found)
    while waiting:
        kind, value = waiting.pop()
        for rule in rules.unary.get(kind, ()):
            for other, meaning, cost in rule(value):
                if (other, meaning) not in found:
                    waiting.append((other, meaning))
                _keep(found, other, meaning, found[kind, value] - cost)


def _keep(found: dict[tuple[str, Any], float], kind: str, value: Any, score: float) -> None:
    key = (kind, value)
    if score > found.get(key, -1e9):
        found[key] = score


def _best(found: dict[tuple[str, Any], float], beam: tuple[int, int, int]) -> list[Item]:
    """The best items, as many as the beam lets through; the order of equals is that of their making."""
    _, most, most_of_type = beam
    kept: list[Item] = []
    counts: dict[str, int] = {}
    for (kind, value), score in sorted(found.items(), key=lambda pair: -pair[1]):
        if counts.get(kind, 0) < most_of_type:
            counts[kind] = counts.get(kind, 0) + 1
            kept.append(Item(kind, value, score))
            if len(kept) == most:
                break
    return kept
