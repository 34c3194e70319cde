"""What a question may assert of marks, and whole meanings: truths, numbers, names and colours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qa_gen.decompose.meanings import ColourOf, Filter, Group, Marks, NameOf, Number, Operand, Picked, Relation


@dataclass(frozen=True, slots=True)
class Compare:
    """Whether a number stands in that relation to another."""

    relation: Relation
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Trend:
    """Whether the marks rise (1) or fall (-1) all the way."""

    sign: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Every:
    """Whether all marks of a group (or some) lie beyond a constant."""

    relation: Relation
    bound: Decimal
    of: Marks
    some: bool = False


@dataclass(frozen=True, slots=True)
class IsNamed:
    """Whether the mark is that of the name."""

    of: Picked
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class HasColour:
    """Whether the marks have that colour."""

    of: Group | Picked
    colour: str


Truth = Compare | Trend | Every | IsNamed | HasColour


Meaning = Number | Truth | NameOf | ColourOf
