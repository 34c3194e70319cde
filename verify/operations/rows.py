"""Operations that look values up in rows and pick rows by text, by number and by place."""

from __future__ import annotations

from fractions import Fraction

from verify.operations.values import Group, Row, Rows, Undefined, exact, kth, number_of, numbered, one, texted, whole

ROWS = Group()


@ROWS.add
def only(rows: Rows) -> Row:
    return one(rows.rows, "a row")


@ROWS.add
def number_at(row: Row, column: str) -> Fraction:
    return number_of(row, column)


@ROWS.add
def text_at(row: Row, column: str) -> str:
    text = row.cells.get(column)
    if not isinstance(text, str):
        raise Undefined(f"no text in column {column!r}")
    return text


@ROWS.add
def numbers(rows: Rows, column: str) -> tuple[Fraction, ...]:
    return tuple(number for _, number in numbered(rows, column))


@ROWS.add
def texts(rows: Rows, column: str) -> tuple[str, ...]:
    return tuple(text for _, text in texted(rows, column))


@ROWS.add
def nth(rows: Rows, index: str) -> Row:
    return kth(rows.rows, index, "row")


@ROWS.add
def nth_last(rows: Rows, index: str) -> Row:
    return kth(rows.rows[::-1], index, "row from the end")


@ROWS.add
def where_text(rows: Rows, column: str, wanted: str) -> Rows:
    return rows.only(row for row, text in texted(rows, column) if text == wanted)


@ROWS.add
def where_not(rows: Rows, column: str, unwanted: str) -> Rows:
    return rows.only(row for row, text in texted(rows, column) if text != unwanted)


@ROWS.add
def where_like(rows: Rows, row: Row, column: str) -> Rows:
    return where_text(rows, column, text_at(row, column))


@ROWS.add
def where_above(rows: Rows, column: str, bound: str) -> Rows:
    return where_over(rows, exact(bound), column)


@ROWS.add
def where_below(rows: Rows, column: str, bound: str) -> Rows:
    return where_under(rows, exact(bound), column)


@ROWS.add
def where_between(rows: Rows, column: str, low: str, high: str) -> Rows:
    least, most = exact(low), exact(high)
    return rows.only(row for row, number in numbered(rows, column) if least <= number <= most)


@ROWS.add
def where_over(rows: Rows, bound: Fraction, column: str) -> Rows:
    return rows.only(row for row, number in numbered(rows, column) if number > bound)


@ROWS.add
def where_under(rows: Rows, bound: Fraction, column: str) -> Rows:
    return rows.only(row for row, number in numbered(rows, column) if number < bound)


@ROWS.add
def top(rows: Rows, column: str, index: str) -> Rows:
    return _best(rows, column, whole(index), 1)


@ROWS.add
def bottom(rows: Rows, column: str, index: str) -> Rows:
    return _best(rows, column, whole(index), -1)


def _best(rows: Rows, column: str, count: int, sign: int) -> Rows:
    """Rows that fewer than `count` others beat; the border is tied when that leaves more rows than asked for."""
    pairs = [(row, sign * number) for row, number in numbered(rows, column)]
    kept = [row for row, number in pairs if sum(other > number for _, other in pairs) < count]
    if len(kept) != count or count < 1:
        raise Undefined(f"{len(kept)} rows are the best {count}")
    return rows.only(kept)


@ROWS.add
def from_to(rows: Rows, column: str, first: str, last: str) -> Rows:
    begin, end = _ends(rows, column, first, last)
    return rows.only(rows.rows[begin : end + 1])


@ROWS.add
def strictly_between(rows: Rows, column: str, first: str, last: str) -> Rows:
    begin, end = _ends(rows, column, first, last)
    return rows.only(rows.rows[begin + 1 : end])


def _ends(rows: Rows, column: str, first: str, last: str) -> tuple[int, int]:
    begin, end = _place(rows, column, first), _place(rows, column, last)
    if begin > end:
        raise Undefined(f"{first!r} stands after {last!r}")
    return begin, end


def _place(rows: Rows, column: str, wanted: str) -> int:
    places = [place for place, (_, text) in enumerate(texted(rows, column)) if text == wanted]
    return one(places, f"a row with {wanted!r}")


@ROWS.add
def next_after(rows: Rows, column: str, wanted: str) -> Row:
    place = _place(rows, column, wanted) + 1
    if place == len(rows.rows):
        raise Undefined(f"{wanted!r} is last")
    return rows.rows[place]


@ROWS.add
def next_before(rows: Rows, column: str, wanted: str) -> Row:
    place = _place(rows, column, wanted)
    if place == 0:
        raise Undefined(f"{wanted!r} is first")
    return rows.rows[place - 1]


@ROWS.add
def count(rows: Rows) -> Fraction:
    return Fraction(len(rows.rows))


@ROWS.add
def exactly(rows: Rows, index: str) -> bool:
    return len(rows.rows) == whole(index)
