"""Trends: what happens from one row to the next, and between two series."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from qa_gen.operations import means
from qa_gen.operations.rows import known
from qa_gen.values import Env, Num, Numbers, Row, Rows, Undefined


def _steps(env: Env, rows: Rows, column: str) -> list[tuple[Row, Fraction]]:
    """Each row but the first with its number minus the one before; the margin notes each step's size."""
    pairs = known(rows, column)
    steps = [(row, value - before) for (_, before), (row, value) in pairwise(pairs)]
    for row, step in steps:
        env.margin.between(step, Fraction(0), row.error(column))
    return steps


@means("increasing")
def increasing(env: Env, rows: Rows, column: str) -> bool:
    return _all_steps(env, rows, column, 1)


@means("decreasing")
def decreasing(env: Env, rows: Rows, column: str) -> bool:
    return _all_steps(env, rows, column, -1)


def _all_steps(env: Env, rows: Rows, column: str, sign: int) -> bool:
    steps = _steps(env, rows, column)
    if len(steps) < 2:
        raise Undefined("too few values for a trend")
    return all(sign * step > 0 for _, step in steps)


@means("largest_rise")
def largest_rise(env: Env, rows: Rows, column: str) -> Row:
    return _largest_step(env, rows, column, 1)


@means("largest_drop")
def largest_drop(env: Env, rows: Rows, column: str) -> Row:
    return _largest_step(env, rows, column, -1)


def _largest_step(env: Env, rows: Rows, column: str, sign: int) -> Row:
    pairs = known(rows, column)
    steps = [(row, sign * (value - before)) for (_, before), (row, value) in pairwise(pairs)]
    return _greatest(env, [(row, step) for row, step in steps if step > 0], column)


@means("rises")
def rises(env: Env, rows: Rows, column: str) -> Num:
    return Num(Fraction(sum(step > 0 for _, step in _steps(env, rows, column))))


@means("changes")
def changes(env: Env, rows: Rows, column: str) -> Numbers:
    return tuple(Num(step, 2 * row.error(column)) for row, step in _steps(env, rows, column))


@means("turning_points")
def turning_points(env: Env, rows: Rows, column: str) -> Num:
    signs = [(step > 0) - (step < 0) for _, step in _steps(env, rows, column)]
    return Num(Fraction(sum(a * b < 0 for a, b in pairwise(signs))))


@means("widest_gap")
def widest_gap(env: Env, first: Rows, second: Rows, column: str) -> Row:
    return _greatest(env, [(row, abs(gap)) for row, gap in _gaps(first, second, column)], column)


@means("narrowest_gap")
def narrowest_gap(env: Env, first: Rows, second: Rows, column: str) -> Row:
    return _greatest(env, [(row, -abs(gap)) for row, gap in _gaps(first, second, column)], column)


@means("where_higher")
def where_higher(env: Env, first: Rows, second: Rows, column: str) -> Rows:
    gaps = _gaps(first, second, column)
    for row, gap in gaps:
        env.margin.between(gap, Fraction(0), 2 * row.error(column))
    return tuple(row for row, gap in gaps if gap > 0)


@means("crossing")
def crossing(env: Env, first: Rows, second: Rows, column: str) -> Row:
    gaps = _gaps(first, second, column)
    for row, gap in gaps:
        if gap == 0:
            raise Undefined("the two touch")
        env.margin.between(gap, Fraction(0), row.error(column))
    for (_, before), (row, gap) in pairwise(gaps):
        if (before > 0) != (gap > 0):
            return row
    raise Undefined("the two never cross")


@means("extend")
def extend(env: Env, rows: Rows, column: str) -> Num:
    pairs = known(rows, column)
    if len(pairs) < 3:
        raise Undefined("too few values to extend")
    (_, first), (row, last) = pairs[0], pairs[-1]
    return Num(last + (last - first) / (len(pairs) - 1), 2 * row.error(column))


def _gaps(first: Rows, second: Rows, column: str) -> list[tuple[Row, Fraction]]:
    if len(first) != len(second):
        raise Undefined("two series of different lengths")
    pairs = [(row, row.number(column), other.number(column)) for row, other in zip(first, second, strict=True)]
    return [(row, a - b) for row, a, b in pairs if a is not None and b is not None]


def _greatest(env: Env, pairs: list[tuple[Row, Fraction]], column: str) -> Row:
    if not pairs:
        raise Undefined("nothing to choose from")
    best, size = max(pairs, key=lambda pair: pair[1])
    for row, other in pairs:
        if row is not best:
            if other == size:
                raise Undefined("a tie")
            env.margin.between(other, size, 2 * row.error(column))
    return best
