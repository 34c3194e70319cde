"""What a triangle problem is made of: a figure in its own units, and a solved question about it.

Figures are drawn to scale: `check` measures every number of the problem in the figure's own coordinates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from proofpress_core.rng import Draw
from renderers.math_problems._solving import Worked

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line from point `start` to point `end`. `label` is markup ("" for none), `given` the place of the
    quantity it shows among the givens (-1 for none), `ticks` the number of equality marks. A inner line is
    thinner than a side."""

    start: int
    end: int
    label: str = ""
    given: int = -1
    ticks: int = 0
    style: Literal["side", "inner", "dashed"] = "side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """The angle at point `vertex` from `first` to `second`, less than 180 degrees; `right` is drawn as a square."""

    vertex: int
    first: int
    second: int
    label: str = ""
    given: int = -1
    right: bool = False
    arcs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Named points (y up, any unit), strokes and angles."""

    names: tuple[str, ...]
    points: tuple[Point, ...]
    strokes: tuple[Stroke, ...]
    angles: tuple[Angle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A solved triangle question. `worked.givens` is empty: `givens` are (name as markup, value, unit), each measured
    in the figure as (kind, points): a length between two points, or the angle at the middle one of three. `measure`
    is the same for the answer, () where the answer is no length or angle (an area)."""

    figure: Figure
    worked: Worked
    givens: tuple[tuple[str, Decimal, str], ...]
    measured: tuple[tuple[int, ...], ...]
    measure: tuple[int, ...]
    unit: str
    slots: tuple[tuple[str, str], ...] = ()


def triangle(b: float, c: float, angle: float) -> tuple[Point, Point, Point]:
    """Corners A, B, C of the triangle with AC = b, AB = c and that angle at A (degrees); AB lies on the x axis."""
    turn = math.radians(angle)
    return (0.0, 0.0), (float(c), 0.0), (b * math.cos(turn), b * math.sin(turn))


def by_angles(first: float, second: float, base: float) -> tuple[Point, Point, Point]:
    """Corners A, B, C with these angles at A and B (degrees) and AB = base."""
    third = math.radians(180.0 - first - second)
    side = base * math.sin(math.radians(second)) / math.sin(third)
    return triangle(side, base, first)


def by_sides(a: float, b: float, c: float) -> tuple[Point, Point, Point]:
    """Corners A, B, C with BC = a, CA = b, AB = c."""
    return triangle(b, c, math.degrees(math.acos((b * b + c * c - a * a) / (2 * b * c))))


def measured(figure: Figure, places: tuple[int, ...]) -> float:
    """A length (two points), or an angle in degrees (three, its vertex in the middle), in the figure's units."""
    points = [figure.points[place] for place in places]
    if len(points) == 2:
        return math.dist(points[0], points[1])
    first, vertex, second = points
    one = math.atan2(first[1] - vertex[1], first[0] - vertex[0])
    other = math.atan2(second[1] - vertex[1], second[0] - vertex[0])
    return abs(math.degrees(math.remainder(one - other, 2 * math.pi)))


def check(question: Question, answer: str) -> None:
    """ArithmeticError unless the figure shows every given and the answer true to scale (half a unit of the last
    place of a rounded answer): a bug of a family."""
    half = 0.5 * 10.0**-question.worked.places if question.worked.places >= 0 else 0.0
    wanted = [
        (float(value), places, 0.0) for (_, value, _), places in zip(question.givens, question.measured, strict=True)
    ]
    if question.measure:
        wanted.append((float(Decimal(answer)), question.measure, half))
    for value, places, slack in wanted:
        if places and abs(measured(question.figure, places) - value) > slack + 1e-6:
            raise ArithmeticError(f"the figure shows {measured(question.figure, places)} at {places}, not {value}")


SIDES = (Stroke(start=0, end=1), Stroke(start=1, end=2), Stroke(start=2, end=0))
UNKNOWN = "`?`"
"""The label of what is asked for."""


def sides(labels: dict[tuple[int, int], tuple[str, int]]) -> tuple[Stroke, ...]:
    """The three sides with labels: (start, end) to (markup, place among the givens)."""
    blank = ("", -1)
    pairs = [(side, labels.get((side.start, side.end), blank)) for side in SIDES]
    return tuple(Stroke(start=side.start, end=side.end, label=text, given=given) for side, (text, given) in pairs)


def unit_of_length(draw: Draw) -> str:
    """The unit of a textbook figure."""
    return draw.choice(("cm", "cm", "cm", "m", "mm"))


def length_label(value: int | Decimal, unit: str) -> str:
    """The label of a known length."""
    return f"`{value}\\text{{ {unit}}}`"


def angle_label(value: int) -> str:
    """The label of a known angle."""
    return f"`{value}°`"


def one_decimal(value: float) -> Decimal:
    """A value rounded half up to one decimal place."""
    return Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
