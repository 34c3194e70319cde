"""The grammar of noun phrases: marks, rows and numbers and what narrows them.

Types: Sup, Agg, Cmp, ... are words (see `lexicon.py`); Marks is a group of marks, Row one mark, Number a number, List
several of these, Filter what narrows marks, Truth yes or no. Types that begin with Open wait for their right part.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qa_gen.decompose.meanings import (
    Best,
    Beyond,
    Chosen,
    Coloured,
    Constant,
    Ends,
    Like,
    Marks,
    Named,
    Next,
    Number,
    Operand,
    Pick,
    Placed,
    Span,
    ValueOf,
    Widest,
    Within,
    Without,
)  # fmt: skip
from qa_gen.decompose.narrowing import narrow
from qa_gen.decompose.parser import Made, Rules

RULES = Rules()
ALL = Marks()
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
    yield (
        ("MarkNoun" if first == second == "mark" else "ValueNoun"),
        "mark" if first == second == "mark" else "value",
        0,
    )


@RULES.pair("Every", "MarkNoun ValueNoun Marks Row Number List")
def every(word: str, thing: Any) -> Iterator[Made]:
    yield {"mark": "MarkNoun", "value": "ValueNoun"}.get(str(thing), _type_of(thing)), thing, 0.0


@RULES.pair("Marks Row Number List", "Every")
def for_every(thing: Any, word: str) -> Iterator[Made]:
    yield _type_of(thing), thing, 0.0


@RULES.pair("ValueNoun", "Marks Row Number List")
def value_of(noun: str, thing: Any) -> Iterator[Made]:
    yield ("Number", ValueOf(thing), 0.0) if _type_of(thing) in ("Marks", "Row") else (_type_of(thing), thing, 0.0)


@RULES.pair("Marks Row Number List", "ValueNoun")
def value_after(thing: Any, noun: str) -> Iterator[Made]:
    yield from value_of(noun, thing)


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
        first, last = category_of(low), category_of(high)
        if first and last:
            yield "Filter", (Span(first, last),), 0.1


@RULES.pair("From", "Marks")
def since(word: str, marks: Any) -> Iterator[Made]:
    if first := category_of(marks):
        yield "OpenSpan", first, 0.0
        yield "Filter", (Span(first, ""),), 0.8


@RULES.pair("To", "Marks")
def until(word: str, marks: Any) -> Iterator[Made]:
    if last := category_of(marks):
        yield "SpanEnd", last, 0.0


@RULES.pair("OpenSpan", "SpanEnd")
def span(first: str, last: str) -> Iterator[Made]:
    yield "Filter", (Span(first, last),), 0.0


@RULES.pair("Marks", "SpanEnd")
def span_of(marks: Any, last: str) -> Iterator[Made]:
    if first := category_of(marks):
        yield "Filter", (Span(first, last),), 0.3


@RULES.pair("Bound", "Marks")
def bound(side: str, marks: Any) -> Iterator[Made]:
    if name := category_of(marks):
        first, last = ("", name) if side == "before" else (name, "")
        yield "Filter", (Span(first, last, strict=side != "since"),), 0.0


@RULES.pair("Except", "Marks")
def excepted(word: str, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks) and len(marks.filters) == 1 and isinstance(marks.filters[0], Named):
        yield "Filter", (Without(marks.filters[0].axis, marks.filters[0].name),), 0.0


def category_of(marks: object) -> str:
    """The category that marks are named by, if by nothing else."""
    if isinstance(marks, Marks) and len(marks.filters) == 1:
        only = marks.filters[0]
        if isinstance(only, Named) and only.axis == "category":
            return only.name
    return ""


def _type_of(thing: Any) -> str:
    if isinstance(thing, Marks | Best | Ends):
        return "Marks"
    if isinstance(thing, Pick | Placed | Chosen | Widest | Next) or type(thing).__name__ == "Steepest":
        return "Row"
    if isinstance(thing, tuple):
        return "Filter" if thing and isinstance(thing[0], Beyond | Within | Span | Without | Like) else "List"
    return "Number"
