"""Greatest, smallest, ranked: every operation that orders rows by a number."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.operations.rows import known
from qa_gen.values import Env, Num, Numbers, Row, Rows, Undefined


@means("highest")
def highest(env: Env, rows: Rows, column: str) -> Row:
    return _extreme(env, rows, column, 1)


@means("lowest")
def lowest(env: Env, rows: Rows, column: str) -> Row:
    return _extreme(env, rows, column, -1)


@means("ranked")
def ranked(env: Env, rows: Rows, column: str, index: str) -> Row:
    place = int(index)
    pairs = _sorted(rows, column, 1)
    if not 1 <= place <= len(pairs):
        raise Undefined(f"no rank {place} among {len(pairs)}")
    row, value = pairs[place - 1]
    _apart(env, row, value, pairs, column)
    return row


@means("nearest")
def nearest(env: Env, rows: Rows, column: str, number: str) -> Row:
    return _nearest(env, known(rows, column), Num(Fraction(number)), column)


@means("nearest_to")
def nearest_to(env: Env, rows: Rows, row: Row, column: str) -> Row:
    value = row.number(column)
    if value is None:
        raise Undefined("the row has no number")
    others = [(other, number) for other, number in known(rows, column) if other.ref != row.ref]
    return _nearest(env, others, Num(value, row.error(column)), column)


@means("nearest_point")
def nearest_point(env: Env, rows: Rows, first: str, second: str, number: str, other: str) -> Row:
    best = _nearest(env, known(rows, first), Num(Fraction(number)), first)
    if best is not _nearest(env, known(rows, second), Num(Fraction(other)), second):
        raise Undefined("one point is nearer along one axis, another along the other")
    return best


def _nearest(env: Env, pairs: list[tuple[Row, Fraction]], bound: Num, column: str) -> Row:
    ordered = sorted(((abs(value - bound.value), place) for place, (_, value) in enumerate(pairs)))
    if not ordered:
        raise Undefined("nothing to choose from")
    row = pairs[ordered[0][1]][0]
    for distance, _ in ordered[1:2]:
        if distance == ordered[0][0]:
            raise Undefined("a tie")
        env.margin.between(distance, ordered[0][0], row.error(column) + bound.error)
    return row


@means("rank")
def rank(env: Env, rows: Rows, row: Row, column: str) -> Num:
    value = row.number(column)
    pairs = known(rows, column)
    if value is None or row not in rows:
        raise Undefined("the row has no rank here")
    _apart(env, row, value, pairs, column)
    return Num(Fraction(1 + sum(other > value for _, other in pairs)))


@means("top")
def top(env: Env, rows: Rows, column: str, index: str) -> Rows:
    return _best(env, rows, column, int(index), 1)


@means("bottom")
def bottom(env: Env, rows: Rows, column: str, index: str) -> Rows:
    return _best(env, rows, column, int(index), -1)


@means("without_highest")
def without_highest(env: Env, rows: Rows, column: str) -> Rows:
    best = _extreme(env, rows, column, 1)
    return tuple(row for row in rows if row is not best)


@means("without_lowest")
def without_lowest(env: Env, rows: Rows, column: str) -> Rows:
    worst = _extreme(env, rows, column, -1)
    return tuple(row for row in rows if row is not worst)


@means("maximum")
def maximum(env: Env, numbers: Numbers) -> Num:
    if not numbers:
        raise Undefined("nothing to choose from")
    return max(numbers, key=lambda number: number.value)


@means("minimum")
def minimum(env: Env, numbers: Numbers) -> Num:
    if not numbers:
        raise Undefined("nothing to choose from")
    return min(numbers, key=lambda number: number.value)


@means("higher")
def higher(env: Env, first: Row, second: Row, column: str) -> Row:
    return _extreme(env, _both_known(first, second, column), column, 1)


@means("lower")
def lower(env: Env, first: Row, second: Row, column: str) -> Row:
    return _extreme(env, _both_known(first, second, column), column, -1)


def _both_known(first: Row, second: Row, column: str) -> Rows:
    if first.number(column) is None or second.number(column) is None:
        raise Undefined("one of the two has no number")
    if first is second:
        raise Undefined("a tie")
    return first, second


def _extreme(env: Env, rows: Rows, column: str, sign: int) -> Row:
    pairs = known(rows, column)
    if not pairs:
        raise Undefined("nothing to choose from")
    row, value = (max if sign > 0 else min)(pairs, key=_value)
    _apart(env, row, value, pairs, column)
    return row


def _apart(env: Env, row: Row, value: Fraction, pairs: list[tuple[Row, Fraction]], column: str) -> None:
    """Note how near the other rows come; Undefined if one has the same number."""
    error = row.error(column)
    for other, number in pairs:
        if other is not row:
            if number == value:
                raise Undefined("a tie")
            env.margin.between(number, value, error)


def _sorted(rows: Rows, column: str, sign: int) -> list[tuple[Row, Fraction]]:
    return sorted(known(rows, column), key=_value, reverse=sign > 0)


def _value(pair: tuple[Row, Fraction]) -> Fraction:
    return pair[1]


def _best(env: Env, rows: Rows, column: str, count: int, sign: int) -> Rows:
    pairs = _sorted(rows, column, sign)
    if not 1 <= count <= len(pairs):
        raise Undefined(f"no {count} rows among {len(pairs)}")
    if count < len(pairs):
        (row, last), (_, following) = pairs[count - 1], pairs[count]
        if last == following:
            raise Undefined("a tie at the border")
        env.margin.between(last, following, row.error(column))
    kept = {id(row) for row, _ in pairs[:count]}
    return tuple(row for row in rows if id(row) in kept)
