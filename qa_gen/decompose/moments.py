"""The grammar of places that another mark fixes: "when B peaked", "the one after C", "those who do not"; adds to the
rules of `grammar.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_gen.decompose.grammar import ALL, RULES, category_of
from qa_gen.decompose.meanings import (
    Beyond,
    Fold,
    Like,
    Marks,
    Named,
    Next,
    Operand,
    Pick,
    Placed,
    Steepest,
    ValueOf,
    Widest,
)  # fmt: skip
from qa_gen.decompose.parser import Made

_SIGN = {"after": 1, "before": -1}
_FOUND = Pick | Placed | Steepest | Widest


def _found(thing: Any) -> Any:
    """The mark that a phrase finds by its number, or None."""
    inner = thing.of if isinstance(thing, ValueOf) else thing
    if isinstance(inner, Marks) and any(isinstance(f, Beyond) for f in inner.filters):
        return inner
    return inner if isinstance(inner, _FOUND) else None


@RULES.pair("When", "Row Number Marks")
def when(word: str, thing: Any) -> Iterator[Made]:
    """As in "the value of A when B was lowest"."""
    if (found := _found(thing)) is not None:
        yield "Filter", (Like(found),), 0.0


@RULES.pair("Marks Number", "Row Number")
def at_place_of(marks: Any, thing: Any) -> Iterator[Made]:
    """As in "the share of A in the country with the highest B"."""
    inner = marks.of if isinstance(marks, ValueOf) else marks
    row = thing.of if isinstance(thing, ValueOf) else thing
    if isinstance(inner, Marks) and isinstance(row, Pick) and _differ(inner, row.of):
        yield "Number", ValueOf(Marks((*inner.filters, Like(row)))), 0.5


@RULES.pair("Row", "Marks Number")
def place_of_at(row: Any, marks: Any) -> Iterator[Made]:
    yield from at_place_of(marks, row)


def _differ(first: Marks, second: Marks) -> bool:
    """Whether each names one series, and another one than the other."""
    names = [[f.name for f in marks.filters if isinstance(f, Named) and f.axis == "series"]
             for marks in (first, second)]  # fmt: skip
    plain = all(isinstance(f, Named) for f in first.filters)
    return plain and len(names[0]) == len(names[1]) == 1 == len(first.filters) and names[0] != names[1]


@RULES.pair("OpenList", "Row Number")
def gaps_of_ranks(parts: tuple[Operand, ...], thing: Any) -> Iterator[Made]:
    """As in "the largest and the smallest difference between A and B"."""
    gap = thing.of if isinstance(thing, ValueOf) else thing
    ranks = [part for part in parts if isinstance(part, Pick) and part.rank == 1 and not part.of.filters]
    if isinstance(gap, Widest) and len(ranks) == len(parts):
        yield "List", (*(Widest(rank.sign, gap.first, gap.second) for rank in ranks), gap), -0.1


@RULES.pair("Beside", "Marks")
def beside(side: str, marks: Any) -> Iterator[Made]:
    if name := category_of(marks):
        yield "Row", Next(_SIGN[side], name, ALL), 0.0


@RULES.pair("OpenList", "Neg")
def the_others(parts: tuple[Operand, ...], word: str) -> Iterator[Made]:
    """As in "those who approve and those who don't"."""
    if len(parts) == 1 and isinstance(parts[0], Marks):
        yield "List", (parts[0], Fold("complement", (ValueOf(parts[0]),))), 0.0


@RULES.pair("Neg", "Marks Number")
def all_but(word: str, marks: Any) -> Iterator[Made]:
    """As in "the percentage of those who do not own a car"."""
    marks = marks.of if isinstance(marks, ValueOf) else marks
    if isinstance(marks, Marks) and marks.filters and all(isinstance(f, Named) for f in marks.filters):
        yield "Number", Fold("complement", (ValueOf(marks),)), 0.2
