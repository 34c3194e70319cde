"""Families of triangle questions about angles: sum, isosceles, exterior, and angles given by expressions."""

from __future__ import annotations

from decimal import Decimal

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import Term, degrees, group, polynomial, product, symbol
from renderers.math_problems._solving import Worked, equal, move
from renderers.math_problems._triangle import SIDES, UNKNOWN, Angle, Figure, Question, Stroke, angle_label, by_angles


def angle(name: str) -> Term:
    """The angle of that name as an unknown."""
    return symbol(f"∠{name}")


def angle_sum(draw: Draw, names: tuple[str, ...]) -> Question:
    """Two angles are given, the third is asked for."""
    first, second = draw.choice([(p, q) for p in range(32, 105) for q in range(32, 105) if 32 <= 180 - p - q <= 105
                                 and abs(p - q) > 3])  # fmt: skip
    third = 180 - first - second
    a, b, c = names[:3]
    figure = Figure(
        names=names[:3],
        points=by_angles(first, second, 10.0),
        strokes=SIDES,
        angles=(
            Angle(vertex=0, first=1, second=2, label=angle_label(first), given=0),
            Angle(vertex=1, first=0, second=2, label=angle_label(second), given=1),
            Angle(vertex=2, first=0, second=1, label=UNKNOWN, arcs=2),
        ),
    )
    claim = equal(angle(c) + degrees(first) + degrees(second), degrees(180))
    moves = (move("collect_angles", equal(angle(c) + degrees(first + second), degrees(180))),
             move("subtract", equal(angle(c), degrees(third)), n=degrees(first + second)))  # fmt: skip
    return Question(
        figure=figure,
        worked=Worked(variable=f"∠{c}", claim=claim, moves=(move("angle_sum", claim), *moves)),
        givens=((f"∠{a}", Decimal(first), "°"), (f"∠{b}", Decimal(second), "°")),
        measured=((1, 0, 2), (0, 1, 2)),
        measure=(0, 2, 1),
        unit="°",
    )


def isosceles_base(draw: Draw, names: tuple[str, ...]) -> Question:
    """AB = AC and the angle at A is given; a base angle is asked for."""
    base = draw.choice([n for n in range(36, 75) if n != 60])
    apex = 180 - 2 * base
    a, b, _ = names[:3]
    claim = equal(product(2, angle(b)) + degrees(apex), degrees(180))
    moves = (move("equal_angles_sum", claim),
             move("subtract", equal(product(2, angle(b)), degrees(180 - apex)), n=degrees(apex)),
             move("divide", equal(angle(b), degrees(base)), n=2))  # fmt: skip
    figure = _isosceles(names, base, (Angle(vertex=0, first=1, second=2, label=angle_label(apex), given=0),
                                      Angle(vertex=1, first=0, second=2, label=UNKNOWN, arcs=1)))  # fmt: skip
    return Question(
        figure=figure,
        worked=Worked(variable=f"∠{b}", claim=claim, moves=moves),
        givens=((f"∠{a}", Decimal(apex), "°"),),
        measured=((1, 0, 2),),
        measure=(0, 1, 2),
        unit="°",
    )


def isosceles_apex(draw: Draw, names: tuple[str, ...]) -> Question:
    """AB = AC and a base angle is given; the angle at A is asked for."""
    base = draw.choice([n for n in range(36, 75) if n != 60])
    apex = 180 - 2 * base
    a, b, _ = names[:3]
    claim = equal(angle(a) + product(2, degrees(base)), degrees(180))
    moves = (move("equal_angles_sum", claim),
             move("simplify", equal(angle(a) + degrees(2 * base), degrees(180))),
             move("subtract", equal(angle(a), degrees(apex)), n=degrees(2 * base)))  # fmt: skip
    figure = _isosceles(names, base, (Angle(vertex=1, first=0, second=2, label=angle_label(base), given=0),
                                      Angle(vertex=0, first=1, second=2, label=UNKNOWN)))  # fmt: skip
    return Question(
        figure=figure,
        worked=Worked(variable=f"∠{a}", claim=claim, moves=moves),
        givens=((f"∠{b}", Decimal(base), "°"),),
        measured=((0, 1, 2),),
        measure=(1, 0, 2),
        unit="°",
    )


def _isosceles(names: tuple[str, ...], base: int, angles: tuple[Angle, ...]) -> Figure:
    left, right, top = by_angles(base, base, 8.0)
    strokes = (Stroke(start=0, end=1, ticks=1), Stroke(start=1, end=2), Stroke(start=2, end=0, ticks=1))
    return Figure(names=names[:3], points=(top, left, right), strokes=strokes, angles=angles)


def exterior(draw: Draw, names: tuple[str, ...]) -> Question:
    """BC is extended to D; the angles at A and B are given, angle ACD is asked for."""
    first, second = draw.choice([(p, q) for p in range(38, 86) for q in range(36, 80) if 40 <= 180 - p - q <= 100])
    left, right, top = by_angles(second, 180 - first - second, 8.0)
    a, b, c, d = names[:4]
    outer = symbol(f"∠{a}{c}{d}")
    claim = equal(outer, degrees(first) + degrees(second))
    figure = Figure(
        names=names[:4],
        points=(top, left, right, (right[0] + 4.2, right[1])),
        strokes=(*SIDES, Stroke(start=2, end=3)),
        angles=(
            Angle(vertex=0, first=1, second=2, label=angle_label(first), given=0),
            Angle(vertex=1, first=0, second=2, label=angle_label(second), given=1),
            Angle(vertex=2, first=0, second=3, label=UNKNOWN, arcs=2),
        ),
    )
    moves = (move("exterior", claim), move("add_up", equal(outer, degrees(first + second))))
    return Question(
        figure=figure,
        worked=Worked(variable=f"∠{a}{c}{d}", claim=claim, moves=moves),
        givens=((f"∠{a}", Decimal(first), "°"), (f"∠{b}", Decimal(second), "°")),
        measured=((1, 0, 2), (0, 1, 2)),
        measure=(0, 2, 3),
        unit="°",
    )


def expressions(draw: Draw, names: tuple[str, ...]) -> Question:
    """The angles are x, k x and x + d (in degrees); x is asked for."""
    k, x_value, d = draw.choice([(k, x, 180 - (k + 2) * x) for k in (2, 3) for x in range(32, 58)
                                 if 4 <= 180 - (k + 2) * x <= 50 and k * x <= 110])  # fmt: skip
    name = draw.choice(("x", "x", "y", "t"))
    x = symbol(name)
    figure = Figure(
        names=names[:3],
        points=by_angles(x_value, k * x_value, 10.0),
        strokes=SIDES,
        angles=(
            Angle(vertex=0, first=1, second=2, label=f"`{name}°`"),
            Angle(vertex=1, first=0, second=2, label=f"`{k}{name}°`"),
            Angle(vertex=2, first=0, second=1, label=f"`({name} + {d})°`"),
        ),
    )
    claim = equal(x + product(k, x) + group(x + d), 180)
    moves = (move("angle_sum", claim), move("collect", equal(polynomial(x, k + 2, d), 180)),
             move("subtract", equal(product(k + 2, x), 180 - d), n=d),
             move("divide", equal(x, x_value), n=k + 2))  # fmt: skip
    slots = (("x", name), ("k", str(k)), ("d", str(d)))
    return Question(figure=figure, worked=Worked(variable=name, claim=claim, moves=moves), givens=(), measured=(),
                    measure=(1, 0, 2), unit="", slots=slots)  # fmt: skip


ANGLES = {
    "angle_sum": angle_sum,
    "isosceles_base_angle": isosceles_base,
    "isosceles_apex_angle": isosceles_apex,
    "exterior_angle": exterior,
    "angle_expressions": expressions,
}
