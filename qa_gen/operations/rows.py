"""Choosing rows and reading them: lookup, filters, sets of texts, hypothetical rows."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.values import Env, Num, Numbers, Row, Rows, Texts, Undefined


def texts_of(rows: Rows, column: str) -> list[str]:
    """The texts of a column; Undefined if it does not exist or is numeric."""
    if not rows:
        return []
    rows[0].text(column)
    place = rows[0].table.places[column]
    return [str(row.cells[place]) for row in rows]


@means("only")
def only(env: Env, rows: Rows) -> Row:
    if len(rows) != 1:
        raise Undefined(f"{len(rows)} rows where one is needed")
    return rows[0]


@means("number_at")
def number_at(env: Env, row: Row, column: str) -> Num:
    value = row.number(column)
    if value is None:
        raise Undefined("the value is missing")
    return Num(value, row.error(column))


@means("text_at")
def text_at(env: Env, row: Row, column: str) -> str:
    return row.text(column)


@means("numbers")
def numbers(env: Env, rows: Rows, column: str) -> Numbers:
    known = env.column(rows, column)
    return tuple(map(Num, known.values, known.errors))


@means("texts")
def texts(env: Env, rows: Rows, column: str) -> Texts:
    return tuple(texts_of(rows, column))


@means("nth")
def nth(env: Env, rows: Rows, index: str) -> Row:
    place = int(index)
    if not 1 <= place <= len(rows):
        raise Undefined(f"no row {place}")
    return rows[place - 1]


@means("nth_last")
def nth_last(env: Env, rows: Rows, index: str) -> Row:
    return nth(env, rows[::-1], index)


@means("where_text")
def where_text(env: Env, rows: Rows, column: str, text: str) -> Rows:
    return tuple([row for row, name in zip(rows, texts_of(rows, column), strict=True) if name == text])


@means("where_not")
def where_not(env: Env, rows: Rows, column: str, text: str) -> Rows:
    return tuple([row for row, name in zip(rows, texts_of(rows, column), strict=True) if name != text])


@means("where_like")
def where_like(env: Env, rows: Rows, row: Row, column: str) -> Rows:
    return where_text(env, rows, column, row.text(column))


@means("where_above")
def where_above(env: Env, rows: Rows, column: str, number: str) -> Rows:
    return where_over(env, rows, Num(Fraction(number)), column)


@means("where_below")
def where_below(env: Env, rows: Rows, column: str, number: str) -> Rows:
    return where_under(env, rows, Num(Fraction(number)), column)


@means("where_between")
def where_between(env: Env, rows: Rows, column: str, low: str, high: str) -> Rows:
    known = env.column(rows, column)
    above, below = known.from_bound(Fraction(low))
    over, under = known.from_bound(Fraction(high))
    env.margin.apart(above, below, known.errors)
    env.margin.apart(over, under, known.errors)
    return tuple([row for row, start, end in zip(known.rows, above, over, strict=True) if start >= 0 >= end])


@means("where_over")
def where_over(env: Env, rows: Rows, bound: Num, column: str) -> Rows:
    return _beyond(env, rows, bound, column, 1)


@means("where_under")
def where_under(env: Env, rows: Rows, bound: Num, column: str) -> Rows:
    return _beyond(env, rows, bound, column, -1)


@means("from_to")
def from_to(env: Env, rows: Rows, column: str, first: str, last: str) -> Rows:
    start, end = place_of(rows, column, first), place_of(rows, column, last)
    if end < start:
        raise Undefined("the range stands the other way round")
    return rows[start : end + 1]


@means("strictly_between")
def strictly_between(env: Env, rows: Rows, column: str, first: str, last: str) -> Rows:
    return from_to(env, rows, column, first, last)[1:-1]


@means("next_after")
def next_after(env: Env, rows: Rows, column: str, text: str) -> Row:
    place = place_of(rows, column, text)
    if place + 1 == len(rows):
        raise Undefined("nothing comes after the last")
    return rows[place + 1]


@means("next_before")
def next_before(env: Env, rows: Rows, column: str, text: str) -> Row:
    return next_after(env, rows[::-1], column, text)


@means("grown")
def grown(env: Env, rows: Rows, column: str, percent: str) -> Rows:
    return tuple(_scaled(row, column, percent) for row in rows)


@means("grown_where")
def grown_where(env: Env, rows: Rows, key: str, text: str, column: str, percent: str) -> Rows:
    return tuple(_scaled(row, column, percent) if row.text(key) == text else row for row in rows)


@means("common")
def common(env: Env, first: Texts, second: Texts) -> Texts:
    return tuple(dict.fromkeys(text for text in first if text in second))


@means("only_first")
def only_first(env: Env, first: Texts, second: Texts) -> Texts:
    return tuple(dict.fromkeys(text for text in first if text not in second))


@means("united")
def united(env: Env, first: Texts, second: Texts) -> Texts:
    return tuple(dict.fromkeys((*first, *second)))


@means("count")
def count(env: Env, rows: Rows) -> Num:
    return Num(Fraction(len(rows)))


@means("count_texts")
def count_texts(env: Env, texts: Texts) -> Num:
    return Num(Fraction(len(texts)))


@means("distinct")
def distinct(env: Env, texts: Texts) -> Num:
    return Num(Fraction(len(set(texts))))


def place_of(rows: Rows, column: str, text: str) -> int:
    """Place of the one row with that text; Undefined if there is none or more."""
    places = [place for place, name in enumerate(texts_of(rows, column)) if name == text]
    if len(places) != 1:
        raise Undefined(f"{len(places)} rows named {text!r}")
    return places[0]


def _beyond(env: Env, rows: Rows, bound: Num, column: str, sign: int) -> Rows:
    """Rows whose number lies on one side of a bound."""
    known = env.column(rows, column)
    above, below = known.from_bound(bound.value)
    env.margin.apart(above, below, [max(error, bound.error) for error in known.errors])
    return tuple([row for row, apart in zip(known.rows, above, strict=True) if sign * apart > 0])


def _scaled(row: Row, column: str, percent: str) -> Row:
    value = row.number(column)
    if value is None:
        return row
    place = row.table.places[column]
    cells = list(row.cells)
    cells[place] = value * (1 + Fraction(percent) / 100)
    return row._replace(cells=tuple(cells))
