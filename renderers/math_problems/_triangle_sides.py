"""Families of triangle questions about lengths and areas: Pythagoras, similarity, median, altitude, sines, cosines."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import cosine, degrees, over, product, root, shown, sine, symbol, term
from renderers.math_problems._solving import Claim, Equation, Worked, equal, move, roots
from renderers.math_problems._triangle import Angle, Figure, Question, Stroke, by_angles, by_sides, triangle
from renderers.math_problems._triangle_angles import SIDES, UNKNOWN, angle, shown_degrees

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37))
_SIXTY = ((7, 5, 8), (7, 3, 8), (13, 7, 15), (13, 8, 15), (19, 5, 21), (19, 16, 21))
"""Whole sides (a, b, c) with an angle of 60 degrees opposite a."""
_OBTUSE = ((7, 3, 5), (13, 7, 8), (19, 5, 16), (14, 6, 10))
"""Whole sides (a, b, c) with an angle of 120 degrees opposite a."""


def _unit(draw: Draw) -> str:
    return draw.choice(("cm", "cm", "cm", "m", "mm"))


def _label(value: int | Decimal, unit: str) -> str:
    return f"`{value}\\text{{ {unit}}}`"


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _sides(labels: dict[tuple[int, int], tuple[str, int]]) -> tuple[Stroke, ...]:
    """The three sides with labels: (start, end) to (markup, place among the givens)."""
    return tuple(Stroke(start=s.start, end=s.end, label=labels[s.start, s.end][0], given=labels[s.start, s.end][1])
                 if (s.start, s.end) in labels else s for s in SIDES)  # fmt: skip


def _legs(draw: Draw) -> tuple[int, int, int]:
    a, b, c = draw.choice(_TRIPLES[:5])
    factor = draw.choice((1, 2, 3, 4) if c < 14 else (1,))
    a, b = (a, b) if draw.chance(0.5) else (b, a)
    return a * factor, b * factor, c * factor


_RIGHT = Angle(vertex=2, first=0, second=1, right=True)


def hypotenuse(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C, both legs given."""
    a, b, c = _legs(draw)
    unit = _unit(draw)
    first, second, third = names[:3]
    ab = symbol(first + second)
    claim = equal(ab**2, term(b) ** 2 + term(a) ** 2)
    moves = (move("pythagoras", claim), move("add_squares", equal(ab**2, c * c)),
             move("positive_root", roots(ab, c), "narrower"))  # fmt: skip
    strokes = _sides({(0, 1): (UNKNOWN, -1), (1, 2): (_label(a, unit), 1), (2, 0): (_label(b, unit), 0)})
    return Question(
        figure=Figure(names=names[:3], points=by_sides(a, b, c), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=first + second, claim=claim, moves=moves, positive=True),
        givens=((first + third, Decimal(b), unit), (second + third, Decimal(a), unit)),
        measured=((0, 2), (1, 2)), measure=(0, 1), unit=unit,
    )  # fmt: skip


def leg(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C, hypotenuse and one leg given; the other leg comes out whole or is rounded."""
    unit = _unit(draw)
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
        moves.append(move("round1", roots(bc, _rounded(math.sqrt(inside)), about=True), "rounded"))
    strokes = _sides({(0, 1): (_label(c, unit), 0), (1, 2): (UNKNOWN, -1), (2, 0): (_label(b, unit), 1)})
    return Question(
        figure=Figure(names=names[:3], points=by_sides(math.sqrt(inside), b, c), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=second + third, claim=claim, moves=tuple(moves), places=-1 if a else 1, positive=True),
        givens=((first + second, Decimal(c), unit), (first + third, Decimal(b), unit)),
        measured=((0, 1), (0, 2)), measure=(1, 2), unit=unit,
    )  # fmt: skip


def area(draw: Draw, names: tuple[str, ...]) -> Question:
    """A side and the altitude on it are given; the area is asked for."""
    base, height = draw.integer(6, 18), draw.integer(4, 12)
    foot = base * draw.integer(25, 70) / 100
    unit, area_name = _unit(draw), symbol("S")
    a, b, c, d = names[:4]
    points = ((foot, float(height)), (0.0, 0.0), (float(base), 0.0), (foot, 0.0))
    strokes = (*_sides({(1, 2): (_label(base, unit), 0)}),
               Stroke(start=0, end=3, label=_label(height, unit), given=1, style="dashed"))  # fmt: skip
    claim = equal(area_name, product(Fraction(1, 2), base, height))
    value = Fraction(base * height, 2)
    answer = Decimal(base * height) / 2
    moves = (move("area", claim), move("evaluate", equal(area_name, answer if value.denominator > 1 else int(value))))
    return Question(
        figure=Figure(names=names[:4], points=points, strokes=strokes,
                      angles=(Angle(vertex=3, first=0, second=2, right=True),)),
        worked=Worked(variable="S", claim=claim, moves=moves),
        givens=((b + c, Decimal(base), unit), (a + d, Decimal(height), unit)),
        measured=((1, 2), (0, 3)), measure=(), unit=f"{unit}²",
    )  # fmt: skip


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
    unit = _unit(draw)
    a, b, c, d, e = names
    unknown = symbol(d + e)
    strokes = (Stroke(start=0, end=1), Stroke(start=1, end=2, label=_label(bc, unit), given=2), Stroke(start=2, end=0),
               Stroke(start=3, end=4, label=UNKNOWN, style="inner"),
               Stroke(start=0, end=3, label=_label(ad, unit), given=0),
               Stroke(start=3, end=1, label=_label(db, unit), given=1))  # fmt: skip
    claim = equal(over(unknown, bc), over(ad, term(ad) + db))
    moves = (move("similar", claim), move("multiply", equal(unknown, over(product(ad, bc), ad + db)), n=bc),
             move("evaluate", roots(unknown, de)))  # fmt: skip
    points = (a_point, b_point, c_point, (between[0][0], between[0][1]), (between[1][0], between[1][1]))
    return Question(
        figure=Figure(names=names, points=points, strokes=strokes[1:]),
        worked=Worked(variable=d + e, claim=claim, moves=moves),
        givens=((a + d, Decimal(ad), unit), (d + b, Decimal(db), unit), (b + c, Decimal(bc), unit)),
        measured=((0, 3), (3, 1), (1, 2)), measure=(3, 4), unit=unit,
    )  # fmt: skip


def median(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C; the legs are given, the median CM on the hypotenuse is asked for."""
    a, b, c = _legs(draw)
    unit = _unit(draw)
    first, second, third, middle = names[:4]
    corner = by_sides(a, b, c)
    cm = symbol(third + middle)
    claim = equal(cm, product(Fraction(1, 2), root(term(b) ** 2 + term(a) ** 2)))
    half = Decimal(c) / 2
    moves = (move("median", claim), move("simplify", equal(cm, product(Fraction(1, 2), c))),
             move("evaluate", roots(cm, half)))  # fmt: skip
    strokes = (Stroke(start=0, end=3, ticks=1), Stroke(start=3, end=1, ticks=1),
               *_sides({(1, 2): (_label(a, unit), 1), (2, 0): (_label(b, unit), 0)})[1:],
               Stroke(start=2, end=3, label=UNKNOWN, style="inner"))  # fmt: skip
    return Question(
        figure=Figure(names=names[:4], points=(*corner, (c / 2, 0.0)), strokes=strokes, angles=(_RIGHT,)),
        worked=Worked(variable=third + middle, claim=claim, moves=moves),
        givens=((first + third, Decimal(b), unit), (second + third, Decimal(a), unit)),
        measured=((0, 2), (1, 2)), measure=(2, 3), unit=unit,
    )  # fmt: skip


def altitude(draw: Draw, names: tuple[str, ...]) -> Question:
    """Right angle at C; all three sides are given, the altitude CD on the hypotenuse is asked for."""
    factor = draw.choice((1, 2, 3, 4, 5))
    a, b = draw.choice(((3 * factor, 4 * factor), (4 * factor, 3 * factor)))
    c, unit = 5 * factor, _unit(draw)
    first, second, third, foot = names[:4]
    corner = by_sides(a, b, c)
    cd = symbol(third + foot)
    claim = equal(product(Fraction(1, 2), c, cd), product(Fraction(1, 2), b, a))
    moves = (move("two_areas", claim), move("multiply", equal(product(c, cd), a * b), n=2),
             move("divide", roots(cd, Decimal(a * b) / c), n=c))  # fmt: skip
    strokes = (*_sides({(0, 1): (_label(c, unit), 2), (1, 2): (_label(a, unit), 1), (2, 0): (_label(b, unit), 0)}),
               Stroke(start=2, end=3, label=UNKNOWN, style="dashed"))  # fmt: skip
    return Question(
        figure=Figure(names=names[:4], points=(*corner, (corner[2][0], 0.0)), strokes=strokes,
                      angles=(_RIGHT, Angle(vertex=3, first=2, second=1, right=True))),
        worked=Worked(variable=third + foot, claim=claim, moves=moves),
        givens=((first + third, Decimal(b), unit), (second + third, Decimal(a), unit), (first + second, Decimal(c), unit)),
        measured=((0, 2), (1, 2), (0, 1)), measure=(2, 3), unit=unit,
    )  # fmt: skip


def sines(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two angles and the side opposite the first are given; the side opposite the second is asked for."""
    first, second = draw.choice([(p, q) for p in range(35, 90) for q in range(35, 90) if p != q
                                 and 35 <= 180 - p - q <= 95])  # fmt: skip
    given, unit = draw.integer(5, 16), _unit(draw)
    base = given * math.sin(math.radians(180 - first - second)) / math.sin(math.radians(first))
    a, b, c = names[:3]
    side = symbol(a + c)
    value = _rounded(given * math.sin(math.radians(second)) / math.sin(math.radians(first)))
    claim = equal(over(side, sine(degrees(second))), over(given, sine(degrees(first))))
    solved = equal(side, over(product(given, sine(degrees(second))), sine(degrees(first))))
    moves = (move("sines", claim), move("multiply", solved, n=sine(degrees(second))),
             move("round1", roots(side, value, about=True), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3], points=by_angles(first, second, base),
        strokes=_sides({(1, 2): (_label(given, unit), 2), (2, 0): (UNKNOWN, -1)}),
        angles=(Angle(vertex=0, first=1, second=2, label=shown_degrees(first), given=0),
                Angle(vertex=1, first=0, second=2, label=shown_degrees(second), given=1)),
    )  # fmt: skip
    return Question(
        figure=figure, worked=Worked(variable=a + c, claim=claim, moves=moves, places=1),
        givens=((f"∠{a}", Decimal(first), "°"), (f"∠{b}", Decimal(second), "°"), (b + c, Decimal(given), unit)),
        measured=((1, 0, 2), (0, 1, 2), (1, 2)), measure=(0, 2), unit=unit,
    )  # fmt: skip


def cosines_side(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two sides and the angle between them are given; the third side is asked for, rounded to one decimal."""
    b, c = draw.choice([(p, q) for p in range(5, 14) for q in range(5, 14) if p != q and 0.5 < p / q < 2])
    turn, unit = draw.choice([n for n in range(38, 125) if n != 90]), _unit(draw)
    first, second, third = names[:3]
    bc = symbol(second + third)
    inside = term(b) ** 2 + term(c) ** 2 - product(2, b, c, cosine(degrees(turn)))
    value = _rounded(math.sqrt(b * b + c * c - 2 * b * c * math.cos(math.radians(turn))))
    claim = equal(bc**2, inside)
    moves = (move("cosines", claim), move("positive_root", equal(bc, root(inside)), "narrower"),
             move("round1", roots(bc, value, about=True), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3], points=triangle(b, c, turn),
        strokes=_sides({(0, 1): (_label(c, unit), 1), (1, 2): (UNKNOWN, -1), (2, 0): (_label(b, unit), 0)}),
        angles=(Angle(vertex=0, first=1, second=2, label=shown_degrees(turn), given=2),),
    )  # fmt: skip
    return Question(
        figure=figure, worked=Worked(variable=second + third, claim=claim, moves=moves, places=1),
        givens=((first + third, Decimal(b), unit), (first + second, Decimal(c), unit), (f"∠{first}", Decimal(turn), "°")),
        measured=((0, 2), (0, 1), (1, 0, 2)), measure=(1, 2), unit=unit,
    )  # fmt: skip


def cosines_angle(draw: Draw, names: tuple[str, ...]) -> Question:
    """All sides are given; the angle at A is 60 or 120 degrees."""
    turn = draw.choice((60, 60, 120))
    a, b, c = draw.choice([s for s in (_SIXTY if turn == 60 else _OBTUSE) if min(s) * 4 > max(s)])
    factor, unit = draw.choice((1, 1, 2)) if a < 14 else 1, _unit(draw)
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
    strokes = _sides({(0, 1): (_label(c, unit), 1), (1, 2): (_label(a, unit), 0), (2, 0): (_label(b, unit), 2)})
    return Question(
        figure=Figure(names=names[:3], points=triangle(b, c, turn), strokes=strokes,
                      angles=(Angle(vertex=0, first=1, second=2, label=UNKNOWN),)),
        worked=Worked(variable=f"∠{first}", claim=claim, moves=moves),
        givens=((second + third, Decimal(a), unit), (first + second, Decimal(c), unit), (first + third, Decimal(b), unit)),
        measured=((1, 2), (0, 1), (0, 2)), measure=(1, 0, 2), unit="°",
    )  # fmt: skip


def sine_area(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two sides and the angle between them are given; the area is asked for, exact at 30 or 150 degrees."""
    turn = draw.choice((30, 150, *range(40, 80, 5), *range(100, 130, 5)))
    b, c = draw.choice([(p, q) for p in range(6, 15) for q in range(6, 15) if p != q and 0.55 < p / q < 1.8])
    exactly, unit = turn in (30, 150), _unit(draw)
    first, second, third = names[:3]
    name = symbol("S")
    claim = equal(name, product(Fraction(1, 2), b, c, sine(degrees(turn))))
    value = Decimal(b * c) / 4 if exactly else _rounded(b * c * math.sin(math.radians(turn)) / 2)
    last = move("evaluate", equal(name, value)) if exactly else (
        move("round1", (Equation(name, shown(value), about=True),), "rounded"))  # fmt: skip
    figure = Figure(
        names=names[:3], points=triangle(b, c, turn),
        strokes=_sides({(0, 1): (_label(c, unit), 1), (2, 0): (_label(b, unit), 0)}),
        angles=(Angle(vertex=0, first=1, second=2, label=shown_degrees(turn), given=2),),
    )  # fmt: skip
    return Question(
        figure=figure, worked=Worked(variable="S", claim=claim, moves=(move("sine_area", claim), last),
                                     places=-1 if exactly else 1),
        givens=((first + third, Decimal(b), unit), (first + second, Decimal(c), unit), (f"∠{first}", Decimal(turn), "°")),
        measured=((0, 2), (0, 1), (1, 0, 2)), measure=(), unit=f"{unit}²",
    )  # fmt: skip


SIDE_FAMILIES = {
    "pythagoras_hypotenuse": hypotenuse,
    "pythagoras_leg": leg,
    "area_altitude": area,
    "area_sine": sine_area,
    "similar_triangles": similar,
    "median_hypotenuse": median,
    "altitude_hypotenuse": altitude,
    "law_of_sines": sines,
    "law_of_cosines_side": cosines_side,
    "law_of_cosines_angle": cosines_angle,
}
