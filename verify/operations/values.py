"""What the replay computes with: rows of a table, exact numbers (Fraction), texts, truths, and plain JSON contents."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")


class Undefined(Exception):
    """The meaning of an operation asks for something that is not there, not unique, or divides by zero."""


@dataclass(frozen=True)
class Row:
    """A row by its place in the relation or table it comes from; a cell is a text, an exact number or None."""

    place: int
    cells: dict[str, str | Fraction | None]


@dataclass(frozen=True)
class Rows:
    """Rows in order. `numeric` and `textual` name the columns by kind; a name in neither is unknown or ambiguous."""

    rows: tuple[Row, ...]
    numeric: frozenset[str]
    textual: frozenset[str]

    def only(self, rows: Iterable[Row]) -> Rows:
        """The same columns with other rows."""
        return Rows(tuple(rows), self.numeric, self.textual)


Value = Json | Rows | Row | tuple[Any, ...] | Fraction | str | bool
Operation = Callable[..., Value]


class Group(dict[str, Operation]):
    """Operations by name; a function is filed under its own name without a closing underscore."""

    def add(self, function: Callable[..., T]) -> Callable[..., T]:
        """Decorator that files `function` and gives it back."""
        name = function.__name__.removesuffix("_")
        if name in self:
            raise ValueError(f"the operation {name!r} is filed twice")
        self[name] = function  # type: ignore[assignment]
        return function


def one(found: Sequence[T], what: str) -> T:
    """The only item; Undefined when there are none or several."""
    if len(found) != 1:
        raise Undefined(f"{len(found)} times {what}")
    return found[0]


def kth(items: Sequence[T], index: str, what: str) -> T:
    """The item at an index that counts from 1."""
    place = whole(index)
    if not 1 <= place <= len(items):
        raise Undefined(f"{what} {place} of {len(items)}")
    return items[place - 1]


def whole(index: str) -> int:
    """An index parameter: ASCII digits."""
    if not (index.isascii() and index.isdigit() and len(index) <= 9):
        raise Undefined(f"{index!r} is no index")
    return int(index)


@functools.lru_cache(maxsize=4096)
def exact(number: str) -> Fraction:
    """A number parameter or a number of a content: a decimal or a fraction a/b."""
    try:
        return Fraction(number)
    except (ValueError, ZeroDivisionError) as error:
        raise Undefined(f"{number!r} is no number") from error


def numbered(rows: Rows, column: str) -> list[tuple[Row, Fraction]]:
    """Rows that have a number in that column, each with its number, in order."""
    if column not in rows.numeric:
        raise Undefined(f"no number column {column!r}")
    pairs = ((row, row.cells[column]) for row in rows.rows)
    return [(row, number) for row, number in pairs if isinstance(number, Fraction)]


def texted(rows: Rows, column: str) -> list[tuple[Row, str]]:
    """All rows, each with its text in that column."""
    if column not in rows.textual:
        raise Undefined(f"no text column {column!r}")
    return [(row, str(row.cells[column])) for row in rows.rows]


def number_of(row: Row, column: str) -> Fraction:
    """The row's number; Undefined where it is missing or no number."""
    number = row.cells.get(column)
    if not isinstance(number, Fraction):
        raise Undefined(f"no number in column {column!r}")
    return number


def total(numbers: Sequence[Fraction]) -> Fraction:
    """Exact sum."""
    return sum(numbers, Fraction(0))
