"""Families of right triangles: Pythagoras, the median and the altitude on the hypotenuse."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import product, root, symbol, term
from renderers.math_problems._solving import Worked, equal, move, roots
from renderers.math_problems._triangle import (
    UNKNOWN,
    Angle,
    Figure,
    Question,
    Stroke,
    by_sides,
    length_label,
    one_decimal,
    sides,
    unit_of_length,
)

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29))


def _legs(draw: Draw) -> tuple[int, int, int]:
    a, b, c = draw.choice(_TRIPLES)
    factor = draw.choice((1, 2, 3, 4) if c < 14 else (1,))
    a, b = (a, b) if draw.chance(0.5) else (b, a)
    return a * factor, b * factor, c * factor


_RIGHT = Angle(vertex=2, first=0, second=1, right=True)


def hypotenuse(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C, both legs given."""
    a, b, c = _legs(draw)
    unit = unit_of_length(draw)
    first, second, third = names[:3]
    ab = symbol(first + second)
    claim = equal(ab**2, term(b) ** 2 + term(a) ** 2)
    moves = (move("pythagoras", claim), move("add_squares", equal(ab**2, c * c)),
             move("positive_root", roots(ab, c), "narrower"))  # fmt: skip
    strokes = sides({(0, 1): (UNKNOWN, -1), (1, 2): (length_label(a, unit), 1), (2, 0): (length_label(b, unit), 0)})
    return Question(
        figure=Figure(names=names[:3], points=by_sides(a, b, c), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=first + second, claim=claim, moves=moves, positive=True),
        givens=((first + third, Decimal(b), unit), (second + third, Decimal(a), unit)),
        measured=((0, 2), (1, 2)),
        measure=(0, 1),
        unit=unit,
    )


def leg(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C, hypotenuse and one leg given; the other leg comes out whole or is rounded."""
    unit = unit_of_length(draw)
    first, second, third = names[:3]
    bc = symbol(second + third)
    if draw.chance(0.5):
        a, b, c = _legs(draw)
    else:
        b, c = draw.choice([(b, c) for c in range(8, 21) for b in range(4, c - 2) if math.isqrt(c * c - b * b) ** 2
                            != c * c - b * b and 0.45 * b < math.sqrt(c * c - b * b) < 2.2 * b])  # fmt: skip
        a = 0
    inside = c * c - b * b
    claim = equal(bc**2 + term(b) ** 2, term(c) ** 2)
    moves = [move("pythagoras", claim),
             move("isolate", equal(bc**2, term(c) ** 2 - term(b) ** 2)), move("subtract_squares", equal(bc**2, inside)),
             move("positive_root", roots(bc, a) if a else equal(bc, root(inside)), "narrower")]  # fmt: skip
    if not a:
        moves.append(move("round1", roots(bc, one_decimal(math.sqrt(inside)), about=True), "rounded"))
    strokes = sides({(0, 1): (length_label(c, unit), 0), (1, 2): (UNKNOWN, -1), (2, 0): (length_label(b, unit), 1)})
    return Question(
        figure=Figure(names=names[:3], points=by_sides(math.sqrt(inside), b, c), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=second + third, claim=claim, moves=tuple(moves), places=-1 if a else 1, positive=True),
        givens=((first + second, Decimal(c), unit), (first + third, Decimal(b), unit)),
        measured=((0, 1), (0, 2)),
        measure=(1, 2),
        unit=unit,
    )


def median(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C; the legs are given, the median CM on the hypotenuse is asked for."""
    a, b, c = _legs(draw)
    unit = unit_of_length(draw)
    first, second, third, middle = names[:4]
    corner = by_sides(a, b, c)
    cm = symbol(third + middle)
    claim = equal(cm, product(Fraction(1, 2), root(term(b) ** 2 + term(a) ** 2)))
    half = Decimal(c) / 2
    moves = (move("median", claim), move("simplify", equal(cm, product(Fraction(1, 2), c))),
             move("evaluate", roots(cm, half)))  # fmt: skip
    strokes = (Stroke(start=0, end=3, ticks=1), Stroke(start=3, end=1, ticks=1),
               *sides({(1, 2): (length_label(a, unit), 1), (2, 0): (length_label(b, unit), 0)})[1:],
               Stroke(start=2, end=3, label=UNKNOWN, style="inner"))  # fmt: skip
    return Question(
        figure=Figure(names=names[:4], points=(*corner, (c / 2, 0.0)), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=third + middle, claim=claim, moves=moves),
        givens=((first + third, Decimal(b), unit), (second + third, Decimal(a), unit)),
        measured=((0, 2), (1, 2)),
        measure=(2, 3),
        unit=unit,
    )


def altitude(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C; all three sides are given, the altitude CD on the hypotenuse is asked for."""
    factor = draw.choice((1, 2, 3, 4, 5))
    a, b = draw.choice(((3 * factor, 4 * factor), (4 * factor, 3 * factor)))
    c, unit = 5 * factor, unit_of_length(draw)
    first, second, third, foot = names[:4]
    corner = by_sides(a, b, c)
    cd = symbol(third + foot)
    claim = equal(product(Fraction(1, 2), c, cd), product(Fraction(1, 2), b, a))
    moves = (move("two_areas", claim), move("multiply", equal(product(c, cd), a * b), n=2),
             move("divide", roots(cd, Decimal(a * b) / c), n=c))  # fmt: skip
    labels = {(0, 1): (c, 2), (1, 2): (a, 1), (2, 0): (b, 0)}
    outline = sides({side: (length_label(value, unit), given) for side, (value, given) in labels.items()})
    strokes = (*outline, Stroke(start=2, end=3, label=UNKNOWN, style="dashed"))
    return Question(
        figure=Figure(
            names=names[:4],
            points=(*corner, (corner[2][0], 0.0)),
            strokes=strokes,
            angles=(_RIGHT, Angle(vertex=3, first=2, second=1, right=True)),
        ),
        worked=Worked(variable=third + foot, claim=claim, moves=moves),
        givens=(
            (first + third, Decimal(b), unit),
            (second + third, Decimal(a), unit),
            (first + second, Decimal(c), unit),
        ),
        measured=((0, 2), (1, 2), (0, 1)),
        measure=(2, 3),
        unit=unit,
    )


RIGHT = {
    "pythagoras_hypotenuse": hypotenuse,
    "pythagoras_leg": leg,
    "median_hypotenuse": median,
    "altitude_hypotenuse": altitude,
}
