"""Arithmetic. Reading errors go along to first order, so that an answer knows how exactly it can be told."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.values import Env, Num, Numbers, Row, Rows, Undefined, whole_of


def _some(numbers: Numbers) -> Numbers:
    if not numbers:
        raise Undefined("no numbers")
    return numbers


def _ascending(numbers: Numbers) -> list[Num]:
    whole, _ = whole_of([number.value for number in numbers])
    return [numbers[place] for place in sorted(range(len(whole)), key=whole.__getitem__)]


@means("count_numbers")
def count_numbers(env: Env, numbers: Numbers) -> Num:
    return Num(Fraction(len(numbers)))


@means("sum")
def total(env: Env, numbers: Numbers) -> Num:
    whole, below = whole_of([number.value for number in _some(numbers)])
    return Num(Fraction(sum(whole), below), sum([number.error for number in numbers]))


@means("mean")
def mean(env: Env, numbers: Numbers) -> Num:
    whole = total(env, numbers)
    return Num(whole.value / len(numbers), whole.error / len(numbers))


@means("median")
def median(env: Env, numbers: Numbers) -> Num:
    ordered = _ascending(_some(numbers))
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return halfway(env, ordered[half - 1], ordered[half])


@means("spread")
def spread(env: Env, numbers: Numbers) -> Num:
    ordered = _ascending(_some(numbers))
    return difference(env, ordered[-1], ordered[0])


@means("share")
def share(env: Env, row: Row, rows: Rows, column: str) -> Num:
    value, known = row.number(column), env.column(rows, column)
    whole = Fraction(sum(known.whole), known.below)
    if value is None or whole <= 0:
        raise Undefined("no share of nothing")
    return Num(100 * value / whole, 100 * row.error(column) / float(whole))


@means("weighted_mean")
def weighted_mean(env: Env, rows: Rows, column: str, weights: str) -> Num:
    known = env.column(rows, column)
    triples = [(row, value, row.number(weights)) for row, value in zip(known.rows, known.values, strict=True)]
    pairs = [(row, value, weight) for row, value, weight in triples if weight is not None]
    whole = sum((weight for _, _, weight in pairs), Fraction(0))
    if whole <= 0:
        raise Undefined("the weights sum to nothing")
    mean_value = sum((value * weight for _, value, weight in pairs), Fraction(0)) / whole
    return Num(mean_value, max(row.error(column) for row, _, _ in pairs))


@means("difference")
def difference(env: Env, first: Num, second: Num) -> Num:
    return Num(first.value - second.value, first.error + second.error)


@means("gap")
def gap(env: Env, first: Num, second: Num) -> Num:
    return Num(abs(first.value - second.value), first.error + second.error)


@means("add")
def add(env: Env, first: Num, second: Num) -> Num:
    return Num(first.value + second.value, first.error + second.error)


@means("multiply")
def multiply(env: Env, first: Num, second: Num) -> Num:
    error = abs(float(first.value)) * second.error + abs(float(second.value)) * first.error
    return Num(first.value * second.value, error)


@means("ratio")
def ratio(env: Env, first: Num, second: Num) -> Num:
    if second.value == 0:
        raise Undefined("division by zero")
    result = first.value / second.value
    return Num(result, (first.error + abs(float(result)) * second.error) / abs(float(second.value)))


@means("percent_change")
def percent_change(env: Env, first: Num, second: Num) -> Num:
    if first.value <= 0:
        raise Undefined("no percent of nothing")
    grown = ratio(env, second, first)
    return Num(100 * (grown.value - 1), 100 * grown.error)


@means("percent_of")
def percent_of(env: Env, first: Num, second: Num) -> Num:
    if second.value <= 0:
        raise Undefined("no percent of nothing")
    part = ratio(env, first, second)
    return Num(100 * part.value, 100 * part.error)


@means("scaled")
def scaled(env: Env, number: Num, factor: str) -> Num:
    return Num(number.value * Fraction(factor), number.error * abs(float(Fraction(factor))))


@means("halfway")
def halfway(env: Env, first: Num, second: Num) -> Num:
    return Num((first.value + second.value) / 2, (first.error + second.error) / 2)
