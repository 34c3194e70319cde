"""The grammar of comparisons: what is greater, equal, beyond a bound for all; adds to the rules of `grammar.py`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qa_gen.decompose.claims import Compare, Every, IsNamed
from qa_gen.decompose.clauses import ITEMS, has_content, operand
from qa_gen.decompose.grammar import RULES
from qa_gen.decompose.meanings import Beyond, Constant, Marks, Number, Operand, Pick, Scaled
from qa_gen.decompose.narrowing import narrow
from qa_gen.decompose.parser import Made
from qa_gen.decompose.tables import is_year


@RULES.pair("Marks Row Number", "Cmp")
def comparison_opens(left: Any, relation: Any) -> Iterator[Made]:
    if has_content(left):
        yield "OpenCmp", (relation, left), 0.0


@RULES.pair("OpenCmp", "Than")
def comparison_waits(opened: Any, word: str) -> Iterator[Made]:
    yield "OpenCmp", opened, 0.0


@RULES.pair("OpenCmp", "And Joint")
def comparison_to(opened: Any, word: str) -> Iterator[Made]:
    if opened[0] == "equal":
        yield "OpenCmp", opened, 0.0


@RULES.pair("OpenCmp", ITEMS)
def comparison_closes(opened: Any, right: Any) -> Iterator[Made]:
    if has_content(right):
        yield "Truth", Compare(opened[0], opened[1], operand(right)), 0.0


@RULES.pair("Filter", "And")
def bound_opens(extra: Any, word: str) -> Iterator[Made]:
    if len(extra) == 1 and isinstance(extra[0], Beyond):
        yield "OpenBound", extra[0], 0.0


@RULES.pair("OpenBound", "Filter")
def both_bounds(first: Beyond, extra: Any) -> Iterator[Made]:
    """As in "above 60 and below 80"."""
    if len(extra) == 1 and isinstance(extra[0], Beyond) and extra[0].relation != first.relation:
        yield "Filter", (first, extra[0]), 0.0


@RULES.pair("Cmp", "Marks Row Number")
def comparison_first(relation: Any, left: Any) -> Iterator[Made]:
    if relation != "equal" and has_content(left):
        yield "CmpFirst", (relation, left), 0.3


@RULES.pair("CmpFirst", "Than")
def comparison_then(opened: Any, word: str) -> Iterator[Made]:
    yield "OpenCmp", opened, 0.0


@RULES.pair("Marks", "CmpFirst")
def comparison_shared(scope: Any, opened: Any) -> Iterator[Made]:
    inner = narrow(opened[1], scope.filters) if isinstance(scope, Marks) and scope.filters else None
    if inner is not None:
        yield "CmpFirst", (opened[0], inner), 0.1


@RULES.pair("Truth", "Marks")
def comparison_within(truth: Any, scope: Any) -> Iterator[Made]:
    if isinstance(truth, Compare) and isinstance(scope, Marks) and scope.filters:
        sides = [narrow(side, scope.filters) or side for side in (truth.left, truth.right)]
        if sides != [truth.left, truth.right]:
            yield "Truth", Compare(truth.relation, *sides), 0.2


@RULES.pair("Marks", "Truth")
def within_comparison(scope: Any, truth: Any) -> Iterator[Made]:
    yield from comparison_within(truth, scope)


@RULES.pair("Cmp", "List")
def same_pair(relation: Any, parts: tuple[Operand, ...]) -> Iterator[Made]:
    if relation == "equal" and len(parts) == 2:
        yield "Truth", Compare("equal", *parts), 0.3


@RULES.pair("List", "Cmp")
def pair_same(parts: tuple[Operand, ...], relation: Any) -> Iterator[Made]:
    yield from same_pair(relation, parts)


@RULES.pair("Marks Row Number", "Num")
def is_number(left: Any, number: Decimal) -> Iterator[Made]:
    if has_content(left):
        yield "Truth", Compare("equal", left, Constant(number)), 0.4
    if isinstance(left, Marks) and not any(isinstance(f, Beyond) for f in left.filters) and not is_year(str(number)):
        yield "Marks", Marks((*left.filters, Beyond("equal", Constant(number)))), 0.7


@RULES.pair("Num", "Marks")
def number_of_marks(number: Decimal, marks: Any) -> Iterator[Made]:
    """As in "what did 63% of teachers choose"."""
    said = isinstance(marks, Marks) and not any(isinstance(f, Beyond) for f in marks.filters)
    if said and not is_year(str(number)):
        yield "Marks", Marks((*marks.filters, Beyond("equal", Constant(number)))), 0.7


@RULES.pair("Marks Row Number", "Number")
def is_scaled(left: Any, right: Number) -> Iterator[Made]:
    if isinstance(right, Scaled) and has_content(left):
        yield "Truth", Compare("equal", left, right), 0.4


@RULES.pair("Marks", "Row")
def is_the_row(marks: Any, row: Any) -> Iterator[Made]:
    if isinstance(marks, Marks) and marks.filters and isinstance(row, Pick):
        yield "Truth", IsNamed(row, marks.filters), 0.5


@RULES.pair("Every", "Marks")
def every_one(word: str, marks: Any) -> Iterator[Made]:
    if isinstance(marks, Marks) and marks.filters and isinstance(marks.filters[-1], Beyond):
        last = marks.filters[-1]
        if isinstance(last.bound, Constant):
            yield "Truth", Every(last.relation, last.bound.number, Marks(marks.filters[:-1])), 0.0
