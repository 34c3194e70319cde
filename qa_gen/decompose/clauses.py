"""The grammar of lists, calculations and changes; adds to the rules of `grammar.py`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qa_gen.decompose.claims import Trend
from qa_gen.decompose.grammar import ALL, RULES
from qa_gen.decompose.meanings import (
    Best,
    Change,
    Constant,
    Ends,
    Fold,
    Marks,
    Number,
    Operand,
    Pick,
    Placed,
    Scaled,
    Sided,
    Steepest,
    ValueOf,
)  # fmt: skip
from qa_gen.decompose.narrowing import narrow
from qa_gen.decompose.parser import Made

ITEMS = "Marks Row Number Num"
_SIGN = {"max": 1, "min": -1}
_CHANGE = {"up": 1, "down": -1, "any": 1}
_OVER_ALL = ("sum", "mean", "median", "spread")


def has_content(item: object) -> bool:
    """Whether an item says more than "the marks"."""
    return not (isinstance(item, Marks) and not item.filters)


def operand(item: Any) -> Any:
    """The item as an operand: a number as a constant."""
    return Constant(item) if isinstance(item, Decimal) else item


@RULES.pair("And Joint", "And")
def both_words(first: str, second: str) -> Iterator[Made]:
    yield "And", "conj", 0.0


@RULES.pair(ITEMS, "And")
def list_opens(item: Any, word: str) -> Iterator[Made]:
    if has_content(item):
        yield "OpenList", (operand(item),), 0.0


@RULES.pair("List", "And")
def list_goes_on(parts: tuple[Operand, ...], word: str) -> Iterator[Made]:
    if len(parts) < 12:
        yield "OpenList", parts, 0.0


@RULES.pair(ITEMS, "Joint")
def pair_opens(item: Any, word: str) -> Iterator[Made]:
    if has_content(item):
        yield "OpenList", (operand(item),), 0.3


@RULES.pair("OpenList", ITEMS)
def list_closes(parts: tuple[Operand, ...], item: Any) -> Iterator[Made]:
    if has_content(item):
        yield "List", (*parts, operand(item)), 0.1
        alike = _ranked_in(item)
        if alike is not None and alike.filters:
            yield "List", (*(_within(part, alike) for part in parts), item), 0.0
        first = _ranked_in(parts[0])
        if isinstance(parts[0], Placed) and first is not None and first.filters:
            yield "List", (*parts, _within(operand(item), first)), 0.0


def _ranked_in(item: object) -> Marks | None:
    """The marks among which an item ranks."""
    inner = item.of if isinstance(item, ValueOf) else item
    return inner.of if isinstance(inner, Pick | Placed) else None


def _within(part: Operand, marks: Marks) -> Operand:
    """As in "the highest and the lowest green bar": a rank without marks of its own ranks among its partner's."""
    own = _ranked_in(part)
    return narrow(part, marks.filters) or part if own is not None and not own.filters else part


@RULES.pair("Agg", "List")
def folded(kind: Any, parts: tuple[Operand, ...]) -> Iterator[Made]:
    yield "Number", Fold(kind, parts), 0.0
    if kind in _OVER_ALL and all(isinstance(part, Marks) for part in parts):
        yield "List", tuple(Fold(kind, (part,)) for part in parts), 0.5


@RULES.pair("List", "Agg")
def folded_after(parts: tuple[Operand, ...], kind: Any) -> Iterator[Made]:
    yield "Number", Fold(kind, parts), 0.1


@RULES.pair("Agg", "Marks")
def folded_group(kind: Any, group: Any) -> Iterator[Made]:
    yield "Number", Fold(kind, (group,)), 0.0


@RULES.pair("Marks", "Agg")
def group_folded(group: Any, kind: Any) -> Iterator[Made]:
    yield "Number", Fold(kind, (group,)), 0.2


@RULES.pair("Agg", "MarkNoun")
def folded_all(kind: Any, noun: str) -> Iterator[Made]:
    yield "Number", Fold(kind, (ALL,)), 0.1


@RULES.pair("Agg", "ValueNoun")
def folded_values(kind: Any, noun: str) -> Iterator[Made]:
    yield "Agg", kind, 0.0
    yield "Number", Fold(kind, (ALL,)), 0.5


@RULES.pair("ValueNoun", "Agg")
def values_folded(noun: str, kind: Any) -> Iterator[Made]:
    yield "Agg", kind, 0.0


@RULES.pair("Agg", "Number")
def folded_number(kind: Any, number: Number) -> Iterator[Made]:
    if isinstance(number, ValueOf) and isinstance(number.of, Marks | Best | Ends):
        yield "Number", Fold(kind, (number.of,)), 0.0
    elif kind == "sum":
        yield "Number", number, 0.4


@RULES.pair("Agg", "Row")
def folded_row(kind: Any, row: Any) -> Iterator[Made]:
    if kind == "sum":
        yield "Number", ValueOf(row), 0.6
    if isinstance(row, Placed) and row.rank == 1 and row.place != "middle":
        yield "Number", Fold(kind, (Marks((*row.of.filters, Sided(row.place))),)), 0.2


@RULES.single("Agg")
def folded_everything(kind: Any) -> Iterator[Made]:
    if kind in _OVER_ALL:
        yield "Number", Fold(kind, (ALL,)), 0.9


@RULES.pair("Verb", "List")
def calculated(kind: Any, parts: tuple[Operand, ...]) -> Iterator[Made]:
    yield "Number", Fold(kind, parts), 0.0


@RULES.pair("Marks Row Number Num", "Verb")
def calculation_opens(item: Any, kind: Any) -> Iterator[Made]:
    if has_content(item):
        yield "OpenFold", (kind, operand(item)), 0.0


@RULES.pair("OpenFold", "Joint And From")
def calculation_waits(opened: Any, word: str) -> Iterator[Made]:
    yield "OpenFold", opened, 0.0


@RULES.pair("OpenFold", ITEMS)
def calculation_closes(opened: Any, item: Any) -> Iterator[Made]:
    if has_content(item):
        yield "Number", Fold(opened[0], (opened[1], operand(item))), 0.0


@RULES.pair("Card Num", "Times")
def times(number: Any, word: str) -> Iterator[Made]:
    yield "Scale", Decimal(number), 0.0


@RULES.pair("Scale", "Marks Row Number")
def scaled(factor: Decimal, item: Any) -> Iterator[Made]:
    if has_content(item):
        yield "Number", Scaled(factor, item), 0.0


@RULES.pair("Scale", "Cmp Than")
def scale_waits(factor: Decimal, word: str) -> Iterator[Made]:
    yield "Scale", factor, 0.1


@RULES.pair("Change", "Marks")
def change_of(way: str, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Number", Change(marks), 0.1
        if way != "any":
            yield "Truth", Trend(_CHANGE[way], marks), 0.2


@RULES.pair("Marks", "Change")
def marks_change(marks: Any, way: str) -> Iterator[Made]:
    yield from change_of(way, marks)


@RULES.single("Change")
def change_alone(way: str) -> Iterator[Made]:
    yield from ((kind, value, cost + 0.3) for kind, value, cost in change_of(way, ALL))


@RULES.pair("Change Relative", "List")
def change_between(way: str, parts: tuple[Operand, ...]) -> Iterator[Made]:
    if way != "relative":
        yield "Number", Fold("difference", parts), 0.1


@RULES.pair("Relative", "Marks")
def relative_change(way: str, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks):
        yield "Number", Change(marks, relative=True), 0.0


@RULES.pair("Marks", "Relative")
def relative_change_after(marks: Any, way: str) -> Iterator[Made]:
    yield from relative_change(way, marks)


@RULES.single("Relative")
def relative_change_alone(way: str) -> Iterator[Made]:
    yield "Number", Change(ALL, relative=True), 0.3


@RULES.pair("Rank", "Change")
def steepest(rank: tuple[int, int], way: str) -> Iterator[Made]:
    if rank == (1, 1):
        yield "Row", Steepest(_CHANGE[way], ALL), 0.0


@RULES.pair("Change", "Rank")
def changes_most(way: str, rank: tuple[int, int]) -> Iterator[Made]:
    yield from steepest(rank, way)
