"""Choosing rows and reading them: lookup, filters, sets of texts, hypothetical rows."""

from __future__ import annotations

from fractions import Fraction

from qa_gen.operations import means
from qa_gen.values import Env, Num, Numbers, Row, Rows, Texts, Undefined


def known(rows: Rows, column: str) -> list[tuple[Row, Fraction]]:
    """Rows that have a number in a column, with it."""
    if not rows:
        return []
    rows[0].number(column)
    place = rows[0].table.places[column]
    return [(row, value) for row in rows if isinstance(value := row.cells[place], Fraction)]


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
    return tuple(Num(value, row.error(column)) for row, value in known(rows, column))


@means("texts")
def texts(env: Env, rows: Rows, column: str) -> Texts:
    return tuple(row.text(column) for row in rows)


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
    return tuple(row for row in rows if row.text(column) == text)


@means("where_not")
def where_not(env: Env, rows: Rows, column: str, text: str) -> Rows:
    return tuple(row for row in rows if row.text(column) != text)


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
    first, last = Fraction(low), Fraction(high)
    for row, value in known(rows, column):
        env.margin.between(value, first, row.error(column))
        env.margin.between(value, last, row.error(column))
    return tuple(row for row, value in known(rows, column) if first <= value <= last)


@means("where_over")
def where_over(env: Env, rows: Rows, bound: Num, column: str) -> Rows:
    _note(env, rows, bound, column)
    return tuple(row for row, value in known(rows, column) if value > bound.value)


@means("where_under")
def where_under(env: Env, rows: Rows, bound: Num, column: str) -> Rows:
    _note(env, rows, bound, column)
    return tuple(row for row, value in known(rows, column) if value < bound.value)


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
    places = [place for place, row in enumerate(rows) if row.text(column) == text]
    if len(places) != 1:
        raise Undefined(f"{len(places)} rows named {text!r}")
    return places[0]


def _note(env: Env, rows: Rows, bound: Num, column: str) -> None:
    for row, value in known(rows, column):
        env.margin.between(value, bound.value, max(row.error(column), bound.error))


def _scaled(row: Row, column: str, percent: str) -> Row:
    value = row.number(column)
    if value is None:
        return row
    place = row.table.places[column]
    cells = list(row.cells)
    cells[place] = value * (1 + Fraction(percent) / 100)
    return row._replace(cells=tuple(cells))
