"""Greatest, smallest, ranked: every operation that orders rows by a number."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.values import Column, Env, Num, Numbers, Row, Rows, Undefined, whole_of


@means("highest")
def highest(env: Env, rows: Rows, column: str) -> Row:
    return _extreme(env, rows, column, 1)


@means("lowest")
def lowest(env: Env, rows: Rows, column: str) -> Row:
    return _extreme(env, rows, column, -1)


@means("ranked")
def ranked(env: Env, rows: Rows, column: str, index: str) -> Row:
    known, place = env.column(rows, column), int(index)
    if not 1 <= place <= len(known.rows):
        raise Undefined(f"no rank {place} among {len(known.rows)}")
    found = _sorted(known, 1)[place - 1]
    _apart(env, known, found)
    return known.rows[found]


@means("nearest")
def nearest(env: Env, rows: Rows, column: str, number: str) -> Row:
    return _nearest(env, env.column(rows, column), Num(Fraction(number)))


@means("nearest_to")
def nearest_to(env: Env, rows: Rows, row: Row, column: str) -> Row:
    value = row.number(column)
    if value is None:
        raise Undefined("the row has no number")
    return _nearest(env, env.column(rows, column), Num(value, row.error(column)), but=row.ref)


@means("nearest_point")
def nearest_point(env: Env, rows: Rows, first: str, second: str, number: str, other: str) -> Row:
    best = _nearest(env, env.column(rows, first), Num(Fraction(number)))
    if best is not _nearest(env, env.column(rows, second), Num(Fraction(other))):
        raise Undefined("one point is nearer along one axis, another along the other")
    return best


def _nearest(env: Env, known: Column, bound: Num, but: str = "") -> Row:
    """The row whose number lies nearest to a bound, the row `but` aside."""
    above, below = known.from_bound(bound.value)
    ordered = sorted([(abs(apart), place) for place, apart in enumerate(above) if known.rows[place].ref != but])
    if not ordered:
        raise Undefined("nothing to choose from")
    least, place = ordered[0]
    for distance, _ in ordered[1:2]:
        if distance == least:
            raise Undefined("a tie")
        env.margin.apart([distance - least], below, [known.errors[place] + bound.error])
    return known.rows[place]


@means("rank")
def rank(env: Env, rows: Rows, row: Row, column: str) -> Num:
    if row.number(column) is None or row not in rows:
        raise Undefined("the row has no rank here")
    known = env.column(rows, column)
    place = known.rows.index(row)
    _apart(env, known, place)
    return Num(Fraction(1 + sum([other > known.whole[place] for other in known.whole])))


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
    whole, _ = whole_of([number.value for number in numbers])
    return numbers[whole.index(max(whole))]


@means("minimum")
def minimum(env: Env, numbers: Numbers) -> Num:
    if not numbers:
        raise Undefined("nothing to choose from")
    whole, _ = whole_of([number.value for number in numbers])
    return numbers[whole.index(min(whole))]


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
    known = env.column(rows, column)
    if not known.rows:
        raise Undefined("nothing to choose from")
    place = known.whole.index(max(known.whole) if sign > 0 else min(known.whole))
    _apart(env, known, place)
    return known.rows[place]


def _apart(env: Env, known: Column, place: int) -> None:
    """Note how near the other rows come; Undefined if one has the same number."""
    value = known.whole[place]
    if known.whole.count(value) > 1:
        raise Undefined("a tie")
    if known.errors[place] and len(known.whole) > 1:
        nearest = min([abs(other - value) for other in known.whole if other != value])
        env.margin.apart([nearest], known.below, [known.errors[place]])


def _sorted(known: Column, sign: int) -> list[int]:
    """Places of the rows from the greatest number to the smallest, or the other way round."""
    return sorted(range(len(known.whole)), key=known.whole.__getitem__, reverse=sign > 0)


def _best(env: Env, rows: Rows, column: str, count: int, sign: int) -> Rows:
    known = env.column(rows, column)
    places = _sorted(known, sign)
    if not 1 <= count <= len(places):
        raise Undefined(f"no {count} rows among {len(places)}")
    if count < len(places):
        last, following = places[count - 1 : count + 1]
        if known.whole[last] == known.whole[following]:
            raise Undefined("a tie at the border")
        env.margin.apart([known.whole[last] - known.whole[following]], known.below, [known.errors[last]])
    return tuple([known.rows[place] for place in sorted(places[:count])])
