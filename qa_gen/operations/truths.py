"""Comparisons and logic."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.values import Env, Num, Rows, Texts, Undefined


@means("greater")
def greater(env: Env, first: Num, second: Num) -> bool:
    env.margin.between(first.value, second.value, max(first.error, second.error))
    return first.value > second.value


@means("less")
def less(env: Env, first: Num, second: Num) -> bool:
    return greater(env, second, first)


@means("above")
def above(env: Env, number: Num, bound: str) -> bool:
    return greater(env, number, Num(Fraction(bound)))


@means("below")
def below(env: Env, number: Num, bound: str) -> bool:
    return less(env, number, Num(Fraction(bound)))


@means("same_number")
def same_number(env: Env, first: Num, second: Num) -> bool:
    if first.value != second.value:
        env.margin.between(first.value, second.value, max(first.error, second.error))
    return first.value == second.value


@means("same_text")
def same_text(env: Env, first: str, second: str) -> bool:
    return first == second


@means("reads")
def reads(env: Env, first: str, text: str) -> bool:
    return first == text


@means("both")
def both(env: Env, first: bool, second: bool) -> bool:  # noqa: FBT001 - a program's value
    return first and second


@means("either")
def either(env: Env, first: bool, second: bool) -> bool:  # noqa: FBT001 - a program's value
    return first or second


@means("negate")
def negate(env: Env, first: bool) -> bool:  # noqa: FBT001 - a program's value
    return not first


@means("all_above")
def all_above(env: Env, rows: Rows, column: str, bound: str) -> bool:
    return all(_above_each(env, rows, column, bound))


@means("any_above")
def any_above(env: Env, rows: Rows, column: str, bound: str) -> bool:
    return any(_above_each(env, rows, column, bound))


@means("exactly")
def exactly(env: Env, rows: Rows, index: str) -> bool:
    return len(rows) == int(index)


@means("has_text")
def has_text(env: Env, texts: Texts, text: str) -> bool:
    return text in texts


def _above_each(env: Env, rows: Rows, column: str, bound: str) -> list[bool]:
    known = env.column(rows, column)
    if not known.rows:
        raise Undefined("nothing to compare")
    above, below = known.from_bound(Fraction(bound))
    env.margin.apart(above, below, known.errors)
    return [apart > 0 for apart in above]
