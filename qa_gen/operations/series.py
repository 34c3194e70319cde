"""Trends: what happens from one row to the next, and between two series."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from qa_gen.operations import means
from qa_gen.values import Env, Num, Numbers, Row, Rows, Undefined, whole_of


class Steps(NamedTuple):
    """Rows with differences: `size[k] / below` is that of row k, and `errors[k]` how well the row is read."""

    rows: Rows
    size: list[int]
    below: int
    errors: tuple[float, ...]

    def kept(self, places: Sequence[int]) -> Steps:
        """Some of them."""
        rows = tuple([self.rows[place] for place in places])
        errors = tuple([self.errors[place] for place in places])
        return Steps(rows, [self.size[place] for place in places], self.below, errors)


def _differences(env: Env, rows: Rows, column: str) -> Steps:
    """Each row but the first with its number minus the one before."""
    known = env.column(rows, column)
    size = [value - before for before, value in pairwise(known.whole)]
    return Steps(known.rows[1:], size, known.below, known.errors[1:])


def _steps(env: Env, rows: Rows, column: str) -> Steps:
    """The differences, of which each decides something: the margin notes their size."""
    steps = _differences(env, rows, column)
    env.margin.apart(steps.size, steps.below, steps.errors)
    return steps


@means("increasing")
def increasing(env: Env, rows: Rows, column: str) -> bool:
    return _all_steps(env, rows, column, 1)


@means("decreasing")
def decreasing(env: Env, rows: Rows, column: str) -> bool:
    return _all_steps(env, rows, column, -1)


def _all_steps(env: Env, rows: Rows, column: str, sign: int) -> bool:
    steps = _steps(env, rows, column)
    if len(steps.size) < 2:
        raise Undefined("too few values for a trend")
    return all(sign * step > 0 for step in steps.size)


@means("largest_rise")
def largest_rise(env: Env, rows: Rows, column: str) -> Row:
    return _largest_step(env, rows, column, 1)


@means("largest_drop")
def largest_drop(env: Env, rows: Rows, column: str) -> Row:
    return _largest_step(env, rows, column, -1)


def _largest_step(env: Env, rows: Rows, column: str, sign: int) -> Row:
    steps = _differences(env, rows, column)
    steps = steps._replace(size=[sign * step for step in steps.size])
    return _greatest(env, steps.kept([place for place, step in enumerate(steps.size) if step > 0]))


@means("rises")
def rises(env: Env, rows: Rows, column: str) -> Num:
    return Num(Fraction(sum([step > 0 for step in _steps(env, rows, column).size])))


@means("changes")
def changes(env: Env, rows: Rows, column: str) -> Numbers:
    steps = _steps(env, rows, column)
    sizes = [Fraction(size, steps.below) for size in steps.size]
    return tuple([Num(size, 2 * error) for size, error in zip(sizes, steps.errors, strict=True)])


@means("turning_points")
def turning_points(env: Env, rows: Rows, column: str) -> Num:
    signs = [(step > 0) - (step < 0) for step in _steps(env, rows, column).size]
    return Num(Fraction(sum(a * b < 0 for a, b in pairwise(signs))))


@means("widest_gap")
def widest_gap(env: Env, first: Rows, second: Rows, column: str) -> Row:
    gaps = _gaps(first, second, column)
    return _greatest(env, gaps._replace(size=[abs(gap) for gap in gaps.size]))


@means("narrowest_gap")
def narrowest_gap(env: Env, first: Rows, second: Rows, column: str) -> Row:
    gaps = _gaps(first, second, column)
    return _greatest(env, gaps._replace(size=[-abs(gap) for gap in gaps.size]))


@means("where_higher")
def where_higher(env: Env, first: Rows, second: Rows, column: str) -> Rows:
    gaps = _gaps(first, second, column)
    env.margin.apart(gaps.size, gaps.below, [2 * error for error in gaps.errors])
    return tuple([row for row, gap in zip(gaps.rows, gaps.size, strict=True) if gap > 0])


@means("crossing")
def crossing(env: Env, first: Rows, second: Rows, column: str) -> Row:
    gaps = _gaps(first, second, column)
    if 0 in gaps.size:
        raise Undefined("the two touch")
    env.margin.apart(gaps.size, gaps.below, gaps.errors)
    for place, (before, gap) in enumerate(pairwise(gaps.size), 1):
        if (before > 0) != (gap > 0):
            return gaps.rows[place]
    raise Undefined("the two never cross")


@means("extend")
def extend(env: Env, rows: Rows, column: str) -> Num:
    known = env.column(rows, column)
    if len(known.rows) < 3:
        raise Undefined("too few values to extend")
    first, last = known.values[0], known.values[-1]
    return Num(last + (last - first) / (len(known.rows) - 1), 2 * known.errors[-1])


def _gaps(first: Rows, second: Rows, column: str) -> Steps:
    """Rows of the first with their number minus that of the row beside them."""
    if len(first) != len(second):
        raise Undefined("two series of different lengths")
    pairs = [(row, row.number(column), other.number(column)) for row, other in zip(first, second, strict=True)]
    known = [(row, a, b) for row, a, b in pairs if a is not None and b is not None]
    whole, below = whole_of([value for _, *both in known for value in both])
    size = [a - b for a, b in zip(whole[::2], whole[1::2], strict=True)]
    return Steps(tuple([row for row, _, _ in known]), size, below, tuple([row.error(column) for row, _, _ in known]))


def _greatest(env: Env, steps: Steps) -> Row:
    if not steps.size:
        raise Undefined("nothing to choose from")
    most = max(steps.size)
    if steps.size.count(most) > 1:
        raise Undefined("a tie")
    best = steps.size.index(most)
    others = steps.kept([place for place in range(len(steps.size)) if place != best])
    env.margin.apart([most - size for size in others.size], steps.below, [2 * error for error in others.errors])
    return steps.rows[best]
