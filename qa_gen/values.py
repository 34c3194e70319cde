"""What programs compute with: exact numbers that know how well a picture shows them, and rows that know their marks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from proofpress_core.content import ChartData, Content, DocumentTree, FormulaTree, Grid, MathProblem, SceneText


class Undefined(Exception):
    """The program has no value here: what it asks for is not there, not unique, or divides by zero."""


class Num(NamedTuple):
    """An exact rational and the error (absolute, to first order) with which a careful reader can tell it."""

    value: Fraction
    error: float = 0.0


class Table(NamedTuple):
    """What the rows of one relation share: the content's id, column places by name, and per column whether it is
    numeric and how well each row can be read (absolute errors; none where the values are printed)."""

    content: str
    places: dict[str, int]
    numeric: tuple[bool, ...]
    errors: tuple[tuple[float, ...], ...]


class Row(NamedTuple):
    """One row: cells are texts, exact numbers or None, `ref` names the mark (or table row) that shows it, `place` is
    its place in the relation."""

    table: Table
    cells: tuple[str | Fraction | None, ...]
    ref: str
    place: int

    def number(self, column: str) -> Fraction | None:
        """The number in a column, None if missing; Undefined if the column does not exist or holds texts."""
        place = self.table.places.get(column)
        if place is None or not self.table.numeric[place]:
            raise Undefined(f"no number column {column!r}")
        cell = self.cells[place]
        return None if isinstance(cell, str) else cell

    def text(self, column: str) -> str:
        """The text in a column; Undefined if the column does not exist or is numeric."""
        place = self.table.places.get(column)
        if place is None or self.table.numeric[place]:
            raise Undefined(f"no text column {column!r}")
        return str(self.cells[place])

    def error(self, column: str) -> float:
        """How well numbers of a column can be read."""
        errors = self.table.errors[self.table.places[column]]
        return errors[self.place] if errors else 0.0


Rows = tuple[Row, ...]
Texts = tuple[str, ...]
Numbers = tuple[Num, ...]
Value = (
    Num | str | bool | Row | Rows | Texts | Numbers
    | ChartData | Grid | FormulaTree | DocumentTree | SceneText | MathProblem
)  # fmt: skip
CONTENT_TYPES = (ChartData, Grid, FormulaTree, DocumentTree, SceneText, MathProblem)
Evidence = tuple[tuple[str, str], ...]
"""(content id, ref) pairs that show a value, in order of first use."""


class Margin:
    """Keeps the narrowest comparison of a program, in units of the error with which its sides can be read.

    2 means that two values lie twice their common reading error apart. Exact sides (error 0) do not count.
    """

    __slots__ = ("narrowest",)
    FREE = 1e9

    def __init__(self) -> None:
        self.narrowest = self.FREE

    def between(self, first: Fraction, second: Fraction, error: float) -> None:
        """Note that a comparison of two numbers with that common error decides something."""
        if error:
            apart = first.numerator / first.denominator - second.numerator / second.denominator
            self.narrowest = min(self.narrowest, abs(apart) / error)

    def apart(self, distances: Iterable[int], below: int, errors: Iterable[float]) -> None:
        """Note comparisons of numbers that lie `distances` / `below` from one another, each with its error."""
        for distance, error in zip(distances, errors, strict=False):
            if error and (found := abs(distance) / below / error) < self.narrowest:
                self.narrowest = found


class Column(NamedTuple):
    """The rows that have a number in a column, those numbers, and how well each is read. Number k is
    `whole[k] / below`: integers over one denominator are quickly compared, subtracted and summed."""

    rows: Rows
    values: tuple[Fraction, ...]
    whole: tuple[int, ...]
    below: int
    errors: tuple[float, ...]

    def from_bound(self, bound: Fraction) -> tuple[list[int], int]:
        """How far each number lies above a bound: numerators and their denominator."""
        number, part = bound.as_integer_ratio()
        number *= self.below
        return [value * part - number for value in self.whole], self.below * part


def whole_of(values: Sequence[Fraction]) -> tuple[tuple[int, ...], int]:
    """Numerators of numbers over their least common denominator, and that denominator."""
    pairs = [value.as_integer_ratio() for value in values]
    below = math.lcm(*[part for _, part in pairs])
    return tuple([number * (below // part) for number, part in pairs]), below


class Env(NamedTuple):
    """What operations see: contents by id, reading errors of chart columns, and the margin they note; `columns` keeps
    columns once they are read, by the identity of their rows (which are kept with them)."""

    contents: dict[str, Content]
    errors: dict[tuple[str, str], tuple[float, ...]]
    margin: Margin
    columns: dict[tuple[int, str], tuple[Rows, Column]]

    def column(self, rows: Rows, name: str) -> Column:
        """The known numbers of a column. Undefined if the column does not exist or holds texts."""
        held = self.columns.get((id(rows), name))
        if held is None:
            held = self.columns[id(rows), name] = rows, _column(rows, name)
        return held[1]


def _column(rows: Rows, name: str) -> Column:
    if not rows:
        return Column((), (), (), 1, ())
    rows[0].number(name)
    place = rows[0].table.places[name]
    known = tuple([row for row in rows if row.cells[place] is not None])
    values = tuple([value for row in known if isinstance(value := row.cells[place], Fraction)])
    errors = rows[0].table.errors[place] or (0.0,) * (1 + max([row.place for row in known], default=0))
    return Column(known, values, *whole_of(values), tuple([errors[row.place] for row in known]))


def exact(value: int | str) -> Num:
    """A number that is known exactly."""
    return Num(Fraction(value))
