"""The grammar of ranks and places: the largest, the two smallest, the third from the left, the one of several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_gen.decompose.grammar import ALL, RULES
from qa_gen.decompose.meanings import (
    Best,
    Chosen,
    Ends,
    Fold,
    Marks,
    Number,
    Operand,
    Pick,
    Placed,
    PlaceKind,
    Sided,
    ValueOf,
    Widest,
)
from qa_gen.decompose.narrowing import narrow
from qa_gen.decompose.parser import Made

Spot = tuple[PlaceKind, int]
_SIGN = {"max": 1, "min": -1, "greater": 1, "less": -1}


@RULES.pair("Ord", "Sup")
def ranked(rank: int, end: str) -> Iterator[Made]:
    yield "Rank", (_SIGN[end], rank), 0.0


@RULES.single("Sup")
def first_rank(end: str) -> Iterator[Made]:
    yield "Rank", (_SIGN[end], 1), 0.0


@RULES.pair("Cmp", "Marks")
def more_than_all(relation: str, marks: Any) -> Iterator[Made]:
    """As in "which group is more likely to": a comparison with all others."""
    if relation != "equal" and isinstance(marks, Marks):
        yield "Row", Pick(_SIGN[relation], 1, marks), 1.2


@RULES.pair("Cmp", "ValueNoun")
def greater_value(relation: str, noun: str) -> Iterator[Made]:
    if relation != "equal":
        yield "Number", ValueOf(Pick(_SIGN[relation], 1, ALL)), 1.2


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
        yield "Row", Chosen(rank[0], parts), 0.9


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


@RULES.pair("Rank", "List")
def rank_each(rank: tuple[int, int], parts: tuple[Operand, ...]) -> Iterator[Made]:
    if all(isinstance(part, Marks) for part in parts):
        yield "List", tuple(Pick(*rank, part) for part in parts if isinstance(part, Marks)), 0.3


@RULES.pair("Row Number", "List")
def narrowed_each(thing: Any, parts: tuple[Operand, ...]) -> Iterator[Made]:
    """As in "the lowest of green and blue bars": the same of each."""
    inner = [narrow(thing, part.filters) for part in parts if isinstance(part, Marks)]
    if len(inner) == len(parts) and all(part is not None for part in inner):
        yield "List", tuple(inner), 0.3


@RULES.pair("Cmp", "Other")
def than_others(relation: str, word: str) -> Iterator[Made]:
    if relation != "equal":
        yield "Rank", (_SIGN[relation], 1), 0.0


@RULES.pair("Rank", "Number")
def widest(rank: tuple[int, int], number: Number) -> Iterator[Made]:
    if isinstance(number, Fold) and number.kind == "difference" and len(number.of) == 2 and rank[1] == 1:
        first, second = number.of
        if isinstance(first, Marks) and isinstance(second, Marks):
            yield "Row", Widest(rank[0], first, second), 0.0


@RULES.pair("Rank", "Agg")
def widest_of_all(rank: tuple[int, int], kind: str) -> Iterator[Made]:
    if kind == "difference" and rank[1] == 1:
        yield "Row", Widest(rank[0], ALL, ALL), 0.3


@RULES.pair("Agg", "Rank")
def gap_of_all_is(kind: str, rank: tuple[int, int]) -> Iterator[Made]:
    yield from widest_of_all(rank, kind)


@RULES.pair("Number", "Rank")
def gap_is_widest(number: Number, rank: tuple[int, int]) -> Iterator[Made]:
    yield from widest(rank, number)


@RULES.pair("Ord", "MarkNoun")
def counted_from_left(rank: int, noun: str) -> Iterator[Made]:
    yield "Row", Placed("left", rank, ALL), 0.2


@RULES.pair("Ord", "Place")
def counted_from(rank: int, place: PlaceKind) -> Iterator[Made]:
    yield "Spot", (place, rank), 0.0


@RULES.single("Place")
def at_the_end(place: PlaceKind) -> Iterator[Made]:
    yield "Spot", (place, 1), 0.0


@RULES.single("Spot")
def mark_there(spot: Spot) -> Iterator[Made]:
    yield "Row", Placed(*spot, ALL), 0.5


@RULES.single("Ord")
def counted(rank: int) -> Iterator[Made]:
    yield "Spot", ("left", rank), 0.4


@RULES.pair("Card", "Place")
def some_at(count: int, place: PlaceKind) -> Iterator[Made]:
    yield "SpotN", (place, count), 0.1
    if place in ("top", "bottom"):
        yield "RankN", (1 if place == "top" else -1, count), 0.0


@RULES.pair("Place", "Card")
def some_after(place: PlaceKind, count: int) -> Iterator[Made]:
    yield from some_at(count, place)


@RULES.pair("Spot", "MarkNoun")
def mark_at(spot: Spot, noun: str) -> Iterator[Made]:
    yield "Row", Placed(*spot, ALL), 0.0


@RULES.pair("Spot", "ValueNoun")
def value_at(spot: Spot, noun: str) -> Iterator[Made]:
    yield "Number", ValueOf(Placed(*spot, ALL)), 0.0


@RULES.pair("Spot", "Marks")
def mark_among(spot: Spot, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Placed(*spot, marks), 0.0


@RULES.pair("Marks", "Spot")
def among_marks(marks: Any, spot: Spot) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Row", Placed(*spot, marks), 0.2


@RULES.pair("SpotN", "MarkNoun ValueNoun Marks")
def marks_at(spot: Spot, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks | str):
        yield "Marks", Ends(*spot, marks if isinstance(marks, Marks) else ALL), 0.0


@RULES.pair("Row Number", "Row")
def within_place(thing: Any, place: Any) -> Iterator[Made]:
    """As in "the smallest value of the upper bars"."""
    if isinstance(place, Placed) and place.rank == 1 and place.place != "middle":
        inner = narrow(thing, (*place.of.filters, Sided(place.place)))
        if inner is not None:
            yield ("Row" if isinstance(inner, Pick | Placed) else "Number"), inner, 0.3


@RULES.single("SpotN")
def marks_there(spot: Spot) -> Iterator[Made]:
    yield "Marks", Ends(*spot, ALL), 0.3
