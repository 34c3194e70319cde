"""What programs compute with: exact numbers that know how well a picture shows them, and rows that know their marks."""

from __future__ import annotations

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


class Env(NamedTuple):
    """What operations see: contents by id, reading errors of chart columns, and the margin they note."""

    contents: dict[str, Content]
    errors: dict[tuple[str, str], tuple[float, ...]]
    margin: Margin


def exact(value: int | str) -> Num:
    """A number that is known exactly."""
    return Num(Fraction(value))
