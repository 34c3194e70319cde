"""The grammar of noun phrases: marks, rows and numbers, their filters and lists.

Types: Sup, Agg, Cmp, ... are words (see `lexicon.py`); Marks is a group of marks, Row one mark, Number a number, List
several of these, Filter what narrows marks, Truth yes or no. Types that begin with Open wait for their right part.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qa_gen.decompose.meanings import (
    Best, Beyond, Chosen, Coloured, Constant, Ends, Fold, Marks, Named, Number, Operand, Pick, Placed, Span, ValueOf,
    Widest, Within, Without, narrow,
)  # fmt: skip
from qa_gen.decompose.parser import Made, Rules

RULES = Rules()
ALL = Marks()
_SIGN = {"max": 1, "min": -1, "greater": 1, "less": -1}
_SETS = ("sum", "mean", "median", "spread", "product")
_THINGS = "Marks Row Number List"


@RULES.single("Colour")
def coloured(colour: str) -> Iterator[Made]:
    yield "Marks", Marks((Coloured(colour),)), 0.0


@RULES.pair("Marks Row Number List Filter", "MarkNoun")
def noun_after(thing: Any, noun: str) -> Iterator[Made]:
    yield _type_of(thing), thing, 0.0


@RULES.pair("MarkNoun", "Marks Row Number List Filter")
def noun_before(noun: str, thing: Any) -> Iterator[Made]:
    yield _type_of(thing), thing, 0.0


@RULES.pair("MarkNoun ValueNoun", "MarkNoun ValueNoun")
def nouns(first: str, second: str) -> Iterator[Made]:
    yield ("MarkNoun" if first == second == "mark" else "ValueNoun"), "mark" if first == second == "mark" else "value", 0


@RULES.pair("Every", "MarkNoun ValueNoun Marks Row Number List")
def every(word: str, thing: Any) -> Iterator[Made]:
    yield {"mark": "MarkNoun", "value": "ValueNoun"}.get(str(thing), _type_of(thing)), thing, 0.0


@RULES.pair("ValueNoun", "Marks Row Number List")
def value_of(noun: str, thing: Any) -> Iterator[Made]:
    yield ("Number", ValueOf(thing), 0.0) if _type_of(thing) in ("Marks", "Row") else (_type_of(thing), thing, 0.0)


@RULES.pair("Marks Row Number List", "ValueNoun")
def value_after(thing: Any, noun: str) -> Iterator[Made]:
    yield from value_of(noun, thing)


# ranks and places ------------------------------------------------------------------------------------------------


@RULES.pair("Ord", "Sup")
def ranked(rank: int, end: str) -> Iterator[Made]:
    yield "Rank", (_SIGN[end], rank), 0.0


@RULES.single("Sup")
def first_rank(end: str) -> Iterator[Made]:
    yield "Rank", (_SIGN[end], 1), 0.0


@RULES.pair("Card", "Sup")
def so_many(count: int, end: str) -> Iterator[Made]:
    yield ("RankN", (_SIGN[end], count), 0.0) if count > 1 else ("Rank", (_SIGN[end], 1), 0.0)


@RULES.pair("Sup", "Card")
def so_many_after(end: str, count: int) -> Iterator[Made]:
    yield from so_many(count, end)


@RULES.single("Rank")
def mark_of_rank(rank: tuple[int, int]) -> Iterator[Made]:
    yield "Row", Pick(*rank, ALL), 0.4


@RULES.single("RankN")
def marks_of_ranks(rank: tuple[int, int]) -> Iterator[Made]:
    yield "Marks", Best(*rank, ALL), 0.2


@RULES.pair("Rank", "MarkNoun")
def mark_with_rank(rank: tuple[int, int], noun: str) -> Iterator[Made]:
    yield "Row", Pick(*rank, ALL), 0.0


@RULES.pair("MarkNoun", "Rank")
def noun_then_rank(noun: str, rank: tuple[int, int]) -> Iterator[Made]:
    yield "Row", Pick(*rank, ALL), 0.2


@RULES.pair("Rank", "ValueNoun")
def value_with_rank(rank: tuple[int, int], noun: str) -> Iterator[Made]:
    yield "Number", ValueOf(Pick(*rank, ALL)), 0.0


@RULES.pair("ValueNoun", "Rank")
def value_then_rank(noun: str, rank: tuple[int, int]) -> Iterator[Made]:
    yield "Number", ValueOf(Pick(*rank, ALL)), 0.3


@RULES.pair("Rank", "Marks")
def rank_among(rank: tuple[int, int], marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Pick(*rank, marks), 0.0


@RULES.pair("Marks", "Rank")
def among_rank(marks: Any, rank: tuple[int, int]) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Pick(*rank, marks), 0.2


@RULES.pair("RankN", "MarkNoun ValueNoun Marks")
def ranks_among(rank: tuple[int, int], marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks | str):
        yield "Marks", Best(*rank, marks if isinstance(marks, Marks) else ALL), 0.0


@RULES.pair("Rank", "List")
def rank_of_list(rank: tuple[int, int], parts: tuple[Operand, ...]) -> Iterator[Made]:
    if rank[1] == 1:
        yield "Row", Chosen(rank[0], parts), 0.2


@RULES.pair("List", "Rank")
def list_with_rank(parts: tuple[Operand, ...], rank: tuple[int, int]) -> Iterator[Made]:
    yield from rank_of_list(rank, parts)


@RULES.pair("Cmp", "List")
def choice(relation: str, parts: tuple[Operand, ...]) -> Iterator[Made]:
    if relation != "equal":
        yield "Row", Chosen(_SIGN[relation], parts), 0.4


@RULES.pair("List", "Cmp")
def choice_after(parts: tuple[Operand, ...], relation: str) -> Iterator[Made]:
    yield from choice(relation, parts)


@RULES.pair("Rank", "Number")
def widest(rank: tuple[int, int], number: Number) -> Iterator[Made]:
    if isinstance(number, Fold) and number.kind == "difference" and len(number.of) == 2 and rank[1] == 1:
        first, second = number.of
        if isinstance(first, Marks) and isinstance(second, Marks):
            yield "Row", Widest(rank[0], first, second), 0.0


@RULES.pair("Number", "Rank")
def gap_is_widest(number: Number, rank: tuple[int, int]) -> Iterator[Made]:
    yield from widest(rank, number)


@RULES.pair("Ord", "MarkNoun")
def counted_from_left(rank: int, noun: str) -> Iterator[Made]:
    yield "Row", Placed("left", rank, ALL), 0.2


@RULES.pair("Ord", "Place")
def counted_from(rank: int, place: Any) -> Iterator[Made]:
    yield "Spot", (place, rank), 0.0


@RULES.single("Place")
def at_the_end(place: Any) -> Iterator[Made]:
    yield "Spot", (place, 1), 0.0


@RULES.pair("Card", "Place")
def some_at(count: int, place: Any) -> Iterator[Made]:
    yield "SpotN", (place, count), 0.1


@RULES.pair("Place", "Card")
def some_after(place: Any, count: int) -> Iterator[Made]:
    yield "SpotN", (place, count), 0.1


@RULES.pair("Spot", "MarkNoun")
def mark_at(spot: Any, noun: str) -> Iterator[Made]:
    yield "Row", Placed(*spot, ALL), 0.0


@RULES.pair("Spot", "ValueNoun")
def value_at(spot: Any, noun: str) -> Iterator[Made]:
    yield "Number", ValueOf(Placed(*spot, ALL)), 0.0


@RULES.pair("Spot", "Marks")
def mark_among(spot: Any, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Placed(*spot, marks), 0.0


@RULES.pair("Marks", "Spot")
def among_marks(marks: Any, spot: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Placed(*spot, marks), 0.2


@RULES.pair("SpotN", "MarkNoun ValueNoun Marks")
def marks_at(spot: Any, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks | str):
        yield "Marks", Ends(*spot, marks if isinstance(marks, Marks) else ALL), 0.0


@RULES.single("SpotN")
def marks_there(spot: Any) -> Iterator[Made]:
    yield "Marks", Ends(*spot, ALL), 0.3


# narrowing -------------------------------------------------------------------------------------------------------


@RULES.pair(_THINGS, "Marks")
def narrowed(thing: Any, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks) and marks.filters:
        yield from _narrow(thing, marks.filters, 0.1)


@RULES.pair("Marks", "Row Number List")
def narrowed_before(marks: Any, thing: Any) -> Iterator[Made]:
    yield from narrowed(thing, marks)


@RULES.pair(_THINGS, "Filter")
def filtered(thing: Any, extra: Any) -> Iterator[Made]:
    yield from _narrow(thing, extra, 0.0)


@RULES.pair("Filter", _THINGS)
def filtered_before(extra: Any, thing: Any) -> Iterator[Made]:
    yield from _narrow(thing, extra, 0.1)


@RULES.pair("MarkNoun ValueNoun", "Filter")
def noun_filtered(noun: str, extra: Any) -> Iterator[Made]:
    yield "Marks", Marks(extra), 0.0


@RULES.single("Filter")
def filter_alone(extra: Any) -> Iterator[Made]:
    yield "Marks", Marks(extra), 0.4


def _narrow(thing: Any, extra: Any, cost: float) -> Iterator[Made]:
    if isinstance(thing, tuple):
        parts = tuple(narrow(part, extra) or part for part in thing)
        if parts != thing:
            yield "List", parts, cost
    else:
        inner = narrow(thing, extra)
        if inner is not None:
            yield _type_of(inner), inner, cost


# filters ---------------------------------------------------------------------------------------------------------


@RULES.pair("Cmp", "Than")
def than(relation: str, word: str) -> Iterator[Made]:
    yield "Cmp", relation, 0.0


@RULES.pair("Num", "ValueNoun Magnitude")
def unit_after(number: Decimal, unit: Any) -> Iterator[Made]:
    yield "Num", number, 0.1


@RULES.pair("Cmp", "Num")
def beyond_constant(relation: Any, number: Decimal) -> Iterator[Made]:
    yield "Filter", (Beyond(relation, Constant(number)),), 0.0


@RULES.pair("Cmp", "Number")
def beyond_number(relation: Any, number: Number) -> Iterator[Made]:
    yield "Filter", (Beyond(relation, number),), 0.4


@RULES.pair("ValueNoun", "Num")
def value_is(noun: str, number: Decimal) -> Iterator[Made]:
    yield "Filter", (Beyond("equal", Constant(number)),), 0.5


@RULES.pair("Num", "ValueNoun MarkNoun")
def valued(number: Decimal, noun: str) -> Iterator[Made]:
    yield "Filter", (Beyond("equal", Constant(number)),), 0.6


@RULES.pair("Between", "List")
def between(word: str, parts: tuple[Operand, ...]) -> Iterator[Made]:
    yield "List", parts, 0.0
    if len(parts) == 2:
        low, high = parts
        if isinstance(low, Constant) and isinstance(high, Constant):
            yield "Filter", (Within(min(low.number, high.number), max(low.number, high.number)),), 0.0
        first, last = _category(low), _category(high)
        if first and last:
            yield "Filter", (Span(first, last),), 0.3


@RULES.pair("From", "Marks")
def since(word: str, marks: Any) -> Iterator[Made]:
    if first := _category(marks):
        yield "OpenSpan", first, 0.0
        yield "Filter", (Span(first, ""),), 0.8


@RULES.pair("To", "Marks")
def until(word: str, marks: Any) -> Iterator[Made]:
    if last := _category(marks):
        yield "SpanEnd", last, 0.0


@RULES.pair("OpenSpan", "SpanEnd")
def span(first: str, last: str) -> Iterator[Made]:
    yield "Filter", (Span(first, last),), 0.0


@RULES.pair("Marks", "SpanEnd")
def span_of(marks: Any, last: str) -> Iterator[Made]:
    if first := _category(marks):
        yield "Filter", (Span(first, last),), 0.3


@RULES.pair("Bound", "Marks")
def bound(side: str, marks: Any) -> Iterator[Made]:
    if name := _category(marks):
        yield "Filter", (Span(name, "", strict=True) if side == "after" else Span("", name, strict=True),), 0.0


@RULES.pair("Except", "Marks")
def excepted(word: str, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks) and len(marks.filters) == 1 and isinstance(marks.filters[0], Named):
        yield "Filter", (Without(marks.filters[0].axis, marks.filters[0].name),), 0.0


def _category(marks: object) -> str:
    """The category that marks are named by, if by nothing else."""
    if isinstance(marks, Marks) and len(marks.filters) == 1:
        only = marks.filters[0]
        if isinstance(only, Named) and only.axis == "category":
            return only.name
    return ""


def _type_of(thing: Any) -> str:
    if isinstance(thing, Marks | Best | Ends):
        return "Marks"
    if isinstance(thing, Pick | Placed | Chosen | Widest) or type(thing).__name__ == "Steepest":
        return "Row"
    if isinstance(thing, tuple):
        return "Filter" if thing and isinstance(thing[0], Beyond | Within | Span | Without) else "List"
    return "Number"
