"""Families of general triangles: areas, similar triangles, the laws of sines and cosines."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import cosine, degrees, over, product, root, shown, sine, symbol, term
from renderers.math_problems._solving import Claim, Equation, Worked, equal, move, roots
from renderers.math_problems._triangle import (
    UNKNOWN,
    Angle,
    Figure,
    Question,
    Stroke,
    angle_label,
    by_angles,
    by_sides,
    length_label,
    one_decimal,
    sides,
    triangle,
    unit_of_length,
)
from renderers.math_problems._triangle_angles import angle

_SIXTY = ((7, 5, 8), (7, 3, 8), (13, 7, 15), (13, 8, 15), (19, 5, 21), (19, 16, 21))
"""Whole sides (a, b, c) with an angle of 60 degrees opposite a."""
_OBTUSE = ((7, 3, 5), (13, 7, 8), (19, 5, 16), (14, 6, 10))
"""Whole sides (a, b, c) with an angle of 120 degrees opposite a."""


def area(draw: Draw, names: tuple[str, ...]) -> Question:
    """A side and the altitude on it are given; the area is asked for."""
    base = draw.integer(8, 18)
    height = draw.integer(4, min(12, base - 2))
    foot = base * draw.integer(25, 70) / 100
    unit, area_name = unit_of_length(draw), symbol("S")
    a, b, c, d = names[:4]
    points = ((foot, float(height)), (0.0, 0.0), (float(base), 0.0), (foot, 0.0))
    strokes = (*sides({(1, 2): (length_label(base, unit), 0)}),
               Stroke(start=0, end=3, label=length_label(height, unit), given=1, style="dashed"))  # fmt: skip
    claim = equal(area_name, product(Fraction(1, 2), base, height))
    value = Fraction(base * height, 2)
    answer = Decimal(base * height) / 2
    moves = (move("area", claim), move("evaluate", equal(area_name, answer if value.denominator > 1 else int(value))))
    return Question(
        figure=Figure(
            names=names[:4], points=points, strokes=strokes, angles=(Angle(vertex=3, first=0, second=2, right=True),)
        ),
        worked=Worked(variable="S", claim=claim, moves=moves),
        givens=((b + c, Decimal(base), unit), (a + d, Decimal(height), unit)),
        measured=((1, 2), (0, 3)),
        measure=(),
        unit=f"{unit}²",
    )


def sine_area(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two sides and the angle between them are given; the area is asked for, exact at 30 or 150 degrees."""
    turn = draw.choice((30, 150, *range(40, 80, 5), *range(100, 130, 5)))
    b, c = draw.choice([(p, q) for p in range(6, 15) for q in range(6, 15) if p != q and 0.55 < p / q < 1.8])
    exactly, unit = turn in (30, 150), unit_of_length(draw)
    first, second, third = names[:3]
    name = symbol("S")
    claim = equal(name, product(Fraction(1, 2), b, c, sine(degrees(turn))))
    value = Decimal(b * c) / 4 if exactly else one_decimal(b * c * math.sin(math.radians(turn)) / 2)
    last = move("evaluate", equal(name, value)) if exactly else (
        move("round1", (Equation(name, shown(value), about=True),), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3],
        points=triangle(b, c, turn),
        strokes=sides({(0, 1): (length_label(c, unit), 1), (2, 0): (length_label(b, unit), 0)}),
        angles=(Angle(vertex=0, first=1, second=2, label=angle_label(turn), given=2),),
    )
    return Question(
        figure=figure,
        worked=Worked(variable="S", claim=claim, moves=(move("sine_area", claim), last), places=-1 if exactly else 1),
        givens=(
            (first + third, Decimal(b), unit),
            (first + second, Decimal(c), unit),
            (f"∠{first}", Decimal(turn), "°"),
        ),
        measured=((0, 2), (0, 1), (1, 0, 2)),
        measure=(),
        unit=f"{unit}²",
    )


def similar(draw: Draw, names: tuple[str, ...]) -> Question:
    """DE is parallel to BC; AD, DB and BC are given, DE is asked for."""
    m, n = draw.choice(((2, 1), (3, 1), (3, 2), (2, 3), (4, 3), (5, 3), (1, 1), (5, 2)))
    factor, times = draw.integer(1, 3), draw.integer(2, 4)
    ad, db, de, bc = m * factor, n * factor, m * times, (m + n) * times
    left = ad + db
    if ad + db < 5:
        ad, db, left = 2 * ad, 2 * db, 2 * left
    other = draw.choice([s for s in range(3, 40) if abs(bc - left) + 1 < s < 0.85 * (bc + left) and s * 4 > bc])
    b_point, c_point, a_point = by_sides(other, left, bc)
    t = ad / left
    between = [tuple(a + t * (p - a) for a, p in zip(a_point, point, strict=True)) for point in (b_point, c_point)]
    unit = unit_of_length(draw)
    a, b, c, d, e = names
    unknown = symbol(d + e)
    strokes = (Stroke(start=1, end=2, label=length_label(bc, unit), given=2), Stroke(start=2, end=0),
               Stroke(start=3, end=4, label=UNKNOWN, style="inner"),
               Stroke(start=0, end=3, label=length_label(ad, unit), given=0),
               Stroke(start=3, end=1, label=length_label(db, unit), given=1))  # fmt: skip
    claim = equal(over(unknown, bc), over(ad, term(ad) + db))
    moves = (move("similar", claim), move("multiply", equal(unknown, over(product(ad, bc), ad + db)), n=bc),
             move("evaluate", roots(unknown, de)))  # fmt: skip
    points = (a_point, b_point, c_point, (between[0][0], between[0][1]), (between[1][0], between[1][1]))
    return Question(
        figure=Figure(names=names, points=points, strokes=strokes),
        worked=Worked(variable=d + e, claim=claim, moves=moves),
        givens=((a + d, Decimal(ad), unit), (d + b, Decimal(db), unit), (b + c, Decimal(bc), unit)),
        measured=((0, 3), (3, 1), (1, 2)),
        measure=(3, 4),
        unit=unit,
    )


def sines(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two angles and the side opposite the first are given; the side opposite the second is asked for."""
    first, second = draw.choice([(p, q) for p in range(35, 90) for q in range(35, 90) if p != q
                                 and 35 <= 180 - p - q <= 95])  # fmt: skip
    given, unit = draw.integer(5, 16), unit_of_length(draw)
    base = given * math.sin(math.radians(180 - first - second)) / math.sin(math.radians(first))
    a, b, c = names[:3]
    side = symbol(a + c)
    value = one_decimal(given * math.sin(math.radians(second)) / math.sin(math.radians(first)))
    claim = equal(over(side, sine(degrees(second))), over(given, sine(degrees(first))))
    solved = equal(side, over(product(given, sine(degrees(second))), sine(degrees(first))))
    moves = (move("sines", claim), move("multiply", solved, n=sine(degrees(second))),
             move("round1", roots(side, value, about=True), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3],
        points=by_angles(first, second, base),
        strokes=sides({(1, 2): (length_label(given, unit), 2), (2, 0): (UNKNOWN, -1)}),
        angles=(
            Angle(vertex=0, first=1, second=2, label=angle_label(first), given=0),
            Angle(vertex=1, first=0, second=2, label=angle_label(second), given=1),
        ),
    )
    return Question(
        figure=figure,
        worked=Worked(variable=a + c, claim=claim, moves=moves, places=1),
        givens=((f"∠{a}", Decimal(first), "°"), (f"∠{b}", Decimal(second), "°"), (b + c, Decimal(given), unit)),
        measured=((1, 0, 2), (0, 1, 2), (1, 2)),
        measure=(0, 2),
        unit=unit,
    )


def cosines_side(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two sides and the angle between them are given; the third side is asked for, rounded to one decimal."""
    b, c = draw.choice([(p, q) for p in range(5, 14) for q in range(5, 14) if p != q and 0.5 < p / q < 2])
    turn, unit = draw.choice([n for n in range(38, 125) if n != 90]), unit_of_length(draw)
    first, second, third = names[:3]
    bc = symbol(second + third)
    inside = term(b) ** 2 + term(c) ** 2 - product(2, b, c, cosine(degrees(turn)))
    value = one_decimal(math.sqrt(b * b + c * c - 2 * b * c * math.cos(math.radians(turn))))
    claim = equal(bc**2, inside)
    moves = (move("cosines", claim), move("positive_root", equal(bc, root(inside)), "narrower"),
             move("round1", roots(bc, value, about=True), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3],
        points=triangle(b, c, turn),
        strokes=sides({(0, 1): (length_label(c, unit), 1), (1, 2): (UNKNOWN, -1), (2, 0): (length_label(b, unit), 0)}),
        angles=(Angle(vertex=0, first=1, second=2, label=angle_label(turn), given=2),),
    )
    return Question(
        figure=figure,
        worked=Worked(variable=second + third, claim=claim, moves=moves, places=1),
        givens=(
            (first + third, Decimal(b), unit),
            (first + second, Decimal(c), unit),
            (f"∠{first}", Decimal(turn), "°"),
        ),
        measured=((0, 2), (0, 1), (1, 0, 2)),
        measure=(1, 2),
        unit=unit,
    )


def cosines_angle(draw: Draw, names: tuple[str, ...]) -> Question:
    """All sides are given; the angle at A is 60 or 120 degrees."""
    turn = draw.choice((60, 60, 120))
    a, b, c = draw.choice([s for s in (_SIXTY if turn == 60 else _OBTUSE) if min(s) * 4 > max(s)])
    factor, unit = draw.choice((1, 1, 2)) if a < 14 else 1, unit_of_length(draw)
    a, b, c = a * factor, b * factor, c * factor
    first, second, third = names[:3]
    ratio = cosine(angle(first))
    claim = equal(ratio, over(term(b) ** 2 + term(c) ** 2 - term(a) ** 2, product(2, b, c)))
    simple: Claim = (Equation(ratio, term(Fraction(1 if turn == 60 else -1, 2))),)
    moves = (
        move("cosines_angle", claim),
        move("simplify", simple),
        move("inverse_cosine", equal(angle(first), degrees(turn))),
    )
    strokes = sides(
        {(0, 1): (length_label(c, unit), 1), (1, 2): (length_label(a, unit), 0), (2, 0): (length_label(b, unit), 2)}
    )
    return Question(
        figure=Figure(
            names=names[:3],
            points=triangle(b, c, turn),
            strokes=strokes,
            angles=(Angle(vertex=0, first=1, second=2, label=UNKNOWN),),
        ),
        worked=Worked(variable=f"∠{first}", claim=claim, moves=moves),
        givens=(
            (second + third, Decimal(a), unit),
            (first + second, Decimal(c), unit),
            (first + third, Decimal(b), unit),
        ),
        measured=((1, 2), (0, 1), (0, 2)),
        measure=(1, 0, 2),
        unit="°",
    )


OBLIQUE = {
    "area_altitude": area,
    "area_sine": sine_area,
    "similar_triangles": similar,
    "law_of_sines": sines,
    "law_of_cosines_side": cosines_side,
    "law_of_cosines_angle": cosines_angle,
}
