"""Operations on the order of numbers in rows: extremes, ranks, trends, comparisons of two series, what-ifs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from verify.operations.values import Group, Row, Rows, Undefined, exact, kth, number_of, numbered, one, texted, total

ORDERS = Group()
_Pairs = list[tuple[Row, Fraction]]


def _most(pairs: _Pairs, what: str) -> Row:
    """The row whose number no other reaches."""
    best = max((number for _, number in pairs), default=None)
    return one([row for row, number in pairs if number == best], what)


def _negated(pairs: _Pairs) -> _Pairs:
    return [(row, -number) for row, number in pairs]


@ORDERS.add
def highest(rows: Rows, column: str) -> Row:
    return _most(numbered(rows, column), "the greatest number")


@ORDERS.add
def lowest(rows: Rows, column: str) -> Row:
    return _most(_negated(numbered(rows, column)), "the smallest number")


@ORDERS.add
def ranked(rows: Rows, column: str, index: str) -> Row:
    pairs = numbered(rows, column)
    wanted = kth(sorted((number for _, number in pairs), reverse=True), index, "rank")
    return one([row for row, number in pairs if number == wanted], f"the number at rank {index}")


@ORDERS.add
def nearest(rows: Rows, column: str, bound: str) -> Row:
    return _most([(row, -abs(number - exact(bound))) for row, number in numbered(rows, column)], "the nearest number")


@ORDERS.add
def nearest_to(rows: Rows, row: Row, column: str) -> Row:
    mine = number_of(row, column)
    others = [(other, -abs(number - mine)) for other, number in numbered(rows, column) if other.place != row.place]
    return _most(others, "the nearest number")


@ORDERS.add
def nearest_point(rows: Rows, first: str, second: str, number: str, other: str) -> Row:
    across, along = nearest(rows, first, number), nearest(rows, second, other)
    return one(list({row.place: row for row in (across, along)}.values()), "the nearest point")


@ORDERS.add
def rank(rows: Rows, row: Row, column: str) -> Fraction:
    mine = number_of(row, column)
    if row not in rows.rows:
        raise Undefined("the row is not among the rows")
    others = [number for other, number in numbered(rows, column) if other.place != row.place]
    if mine in others:
        raise Undefined("another row has the same number")
    return Fraction(1 + sum(number > mine for number in others))


@ORDERS.add
def higher(first: Row, second: Row, column: str) -> Row:
    return _most([(row, number_of(row, column)) for row in (first, second)], "the greater number")


@ORDERS.add
def lower(first: Row, second: Row, column: str) -> Row:
    return _most([(row, -number_of(row, column)) for row in (first, second)], "the smaller number")


@ORDERS.add
def increasing(rows: Rows, column: str) -> bool:
    return all(step > 0 for step in _steps_of_three(rows, column))


@ORDERS.add
def decreasing(rows: Rows, column: str) -> bool:
    return all(step < 0 for step in _steps_of_three(rows, column))


def _steps_of_three(rows: Rows, column: str) -> tuple[Fraction, ...]:
    steps = changes(rows, column)
    if len(steps) < 2:
        raise Undefined("fewer than 3 numbers")
    return steps


@ORDERS.add
def largest_rise(rows: Rows, column: str) -> Row:
    return _most([(row, step) for row, step in _stepped(rows, column) if step > 0], "the largest rise")


@ORDERS.add
def largest_drop(rows: Rows, column: str) -> Row:
    return _most([(row, -step) for row, step in _stepped(rows, column) if step < 0], "the largest drop")


def _stepped(rows: Rows, column: str) -> _Pairs:
    """Every row but the first with its change from the row before."""
    return [(row, number - before) for (_, before), (row, number) in pairwise(numbered(rows, column))]


@ORDERS.add
def rises(rows: Rows, column: str) -> Fraction:
    return Fraction(sum(step > 0 for step in changes(rows, column)))


@ORDERS.add
def changes(rows: Rows, column: str) -> tuple[Fraction, ...]:
    return tuple(step for _, step in _stepped(rows, column))


@ORDERS.add
def turning_points(rows: Rows, column: str) -> Fraction:
    return Fraction(sum(before * after < 0 for before, after in pairwise(changes(rows, column))))


@ORDERS.add
def widest_gap(first: Rows, second: Rows, column: str) -> Row:
    return _most([(row, abs(gap)) for row, gap in _gaps(first, second, column)], "the widest gap")


@ORDERS.add
def narrowest_gap(first: Rows, second: Rows, column: str) -> Row:
    return _most([(row, -abs(gap)) for row, gap in _gaps(first, second, column)], "the narrowest gap")


@ORDERS.add
def where_higher(first: Rows, second: Rows, column: str) -> Rows:
    if len(first.rows) != len(second.rows):
        raise Undefined("the two do not stand side by side")
    mine, theirs = ({row.place: n for row, n in numbered(rows, column)} for rows in (first, second))
    kept = []
    for ours, other in zip(first.rows, second.rows, strict=True):
        number, rival = mine.get(ours.place), theirs.get(other.place)
        if number is not None and rival is not None and number > rival:
            kept.append(ours)
    return first.only(kept)


@ORDERS.add
def crossing(first: Rows, second: Rows, column: str) -> Row:
    gaps = _gaps(first, second, column)
    if any(gap == 0 for _, gap in gaps):
        raise Undefined("a difference is 0")
    for (_, before), (row, gap) in pairwise(gaps):
        if (before > 0) != (gap > 0):
            return row
    raise Undefined("the signs never differ")


def _gaps(first: Rows, second: Rows, column: str) -> _Pairs:
    """Rows of the first with their difference from the row of the second at the same place, where both have numbers."""
    if len(first.rows) != len(second.rows):
        raise Undefined(f"{len(first.rows)} rows against {len(second.rows)}")
    left, right = ({row.place: number for row, number in numbered(rows, column)} for rows in (first, second))
    pairs = zip(first.rows, second.rows, strict=True)
    return [(a, left[a.place] - right[b.place]) for a, b in pairs if a.place in left and b.place in right]


@ORDERS.add
def extend(rows: Rows, column: str) -> Fraction:
    found = [number for _, number in numbered(rows, column)]
    if len(found) < 3:
        raise Undefined("fewer than 3 numbers")
    return found[-1] + (found[-1] - found[0]) / (len(found) - 1)


@ORDERS.add
def grown(rows: Rows, column: str, percent: str) -> Rows:
    return _scaled_where(rows, column, exact(percent), lambda _: True)


@ORDERS.add
def grown_where(rows: Rows, column: str, wanted: str, scaled: str, percent: str) -> Rows:
    chosen = {row.place for row, text in texted(rows, column) if text == wanted}
    return _scaled_where(rows, scaled, exact(percent), lambda row: row.place in chosen)


def _scaled_where(rows: Rows, column: str, percent: Fraction, chosen: Callable[[Row], bool]) -> Rows:
    """The rows with their numbers scaled where chosen; a missing value stays missing."""
    numbers = {row.place: number * (1 + percent / 100) for row, number in numbered(rows, column) if chosen(row)}
    return rows.only(
        Row(row.place, {**row.cells, column: numbers[row.place]}) if row.place in numbers else row for row in rows.rows
    )


@ORDERS.add
def without_highest(rows: Rows, column: str) -> Rows:
    return _without(rows, highest(rows, column))


@ORDERS.add
def without_lowest(rows: Rows, column: str) -> Rows:
    return _without(rows, lowest(rows, column))


def _without(rows: Rows, gone: Row) -> Rows:
    """The other rows, those without a number among them."""
    return rows.only(row for row in rows.rows if row.place != gone.place)


@ORDERS.add
def all_above(rows: Rows, column: str, bound: str) -> bool:
    return all(number > exact(bound) for number in _some(rows, column))


@ORDERS.add
def any_above(rows: Rows, column: str, bound: str) -> bool:
    return any(number > exact(bound) for number in _some(rows, column))


def _some(rows: Rows, column: str) -> list[Fraction]:
    found = [number for _, number in numbered(rows, column)]
    if not found:
        raise Undefined("no rows")
    return found


@ORDERS.add
def share(row: Row, rows: Rows, column: str) -> Fraction:
    whole = total([number for _, number in numbered(rows, column)])
    if whole <= 0:
        raise Undefined("the sum is not positive")
    return 100 * number_of(row, column) / whole


@ORDERS.add
def weighted_mean(rows: Rows, column: str, weights: str) -> Fraction:
    weight = {row.place: number for row, number in numbered(rows, weights)}
    pairs = [(number, weight[row.place]) for row, number in numbered(rows, column) if row.place in weight]
    whole = total([by for _, by in pairs])
    if whole <= 0:
        raise Undefined("the weights do not sum to a positive number")
    return total([number * by for number, by in pairs]) / whole
