"""Families of quadratic equations: by square roots, by factoring, by completing the square, by the formula."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import Term, either, line, over, polynomial, product, root, term
from renderers.math_problems._linear import nonzero, shift
from renderers.math_problems._solving import Claim, Move, Worked, equal, move, roots


def square_roots(draw: Draw, x: Term) -> Worked:
    """a (x + p)^2 = a q^2, solved by taking square roots."""
    a, p, q = draw.choice((1, 1, 2, 3, 4, 5)), nonzero(draw, -9, 9), draw.integer(2, 11)
    square = (x + p) ** 2
    moves = [move("divide", equal(square, q * q), n=a)] if a > 1 else []
    moves += _from_square(x, p, q)
    claim = equal(square if a == 1 else product(a, square), a * q * q)
    return Worked(variable=str(x.value), claim=claim, moves=tuple(moves))


def _from_square(x: Term, p: int, q: int) -> list[Move]:
    """The moves from (x + p)^2 = q^2 on."""
    cases = (*equal(x + p, -q), *equal(x + p, q))
    return [move("take_roots", cases), *shift(p, roots(x, -q - p, q - p))]


def factoring(draw: Draw, x: Term) -> Worked:
    """k x^2 + ... = 0 with rational roots, factored; sometimes the terms stand on both sides at first."""
    k, s = draw.choice((1, 1, 1, 2, 3)), nonzero(draw, -9, 9)
    m = draw.choice([n for n in range(-9, 10) if n not in (0, k * s) and math.gcd(k, n) == 1])
    coefficients = (k, k * s + m, m * s)
    moves: list[Move] = []
    claim = zero = equal(polynomial(x, *coefficients), 0)
    if draw.chance(0.35) and coefficients[1]:
        claim = equal(polynomial(x, k, 0, 0), line(x, -coefficients[1], -coefficients[2]))
        moves.append(move("gather", zero))
    moves += factor_tail(x, (k, m), (1, s))
    givens = tuple(zip("abc", coefficients, strict=True))
    return Worked(variable=str(x.value), claim=claim, moves=tuple(moves), givens=givens if claim == zero else ())


def factor_tail(x: Term, first: tuple[int, int], second: tuple[int, int]) -> list[Move]:
    """The moves from a quadratic = 0 on, given its two linear factors (slope, constant)."""
    ordered = sorted((first, second), key=lambda factor: Fraction(-factor[1], factor[0]))
    left, right = (polynomial(x, *factor) for factor in ordered)
    values = [Fraction(-constant, slope) for slope, constant in ordered]
    return [move("factor", equal(product(left, right), 0)), move("zero_product", (*equal(left, 0), *equal(right, 0))),
            move("each", roots(x, *values))]  # fmt: skip


def completing(draw: Draw, x: Term) -> Worked:
    """x^2 + 2 p x + c = 0 with whole roots, solved by completing the square."""
    p, q = nonzero(draw, -8, 8), draw.integer(1, 10)
    if q == abs(p):
        q += 1
    c = p * p - q * q
    halves = polynomial(x, 1, 2 * p, 0)
    moves = [*shift(c, equal(halves, -c)), move("complete", equal(halves + p * p, q * q), n=p * p),
             move("as_square", equal((x + p) ** 2, q * q)), *_from_square(x, p, q)]  # fmt: skip
    claim = equal(polynomial(x, 1, 2 * p, c), 0)
    return Worked(variable=str(x.value), claim=claim, moves=tuple(moves), prompt="complete",
                  givens=(("a", 1), ("b", 2 * p), ("c", c)))  # fmt: skip


def formula(draw: Draw, x: Term) -> Worked:
    """a x^2 + b x + c = 0 by the quadratic formula: rational roots, or roots rounded to two decimals."""
    a, b = draw.integer(1, 5), nonzero(draw, -9, 9)
    c = draw.choice([n for n in range(-8, 7) if n and math.gcd(a, b, n) == 1 and b * b > 4 * a * n])
    inside = b * b - 4 * a * c
    claim = equal(polynomial(x, a, b, c), 0)
    under = term(b) ** 2 - product(4, a, c)
    moves = [move("formula", equal(x, over(either(-b, root(under)), product(2, a))), a=a, b=b, c=c),
             move("simplify", equal(x, over(either(-b, root(inside)), 2 * a)))]  # fmt: skip
    whole = math.isqrt(inside)
    exact = whole * whole == inside
    if exact:
        moves.append(move("evaluate", roots(x, Fraction(-b - whole, 2 * a), Fraction(-b + whole, 2 * a))))
    else:
        moves.append(move("round2", _rounded(x, a, b, inside), "rounded"))
    return Worked(variable=str(x.value), claim=claim, moves=tuple(moves), places=-1 if exact else 2,
                  prompt="formula" if exact else "formula_round2",
                  givens=(("a", a), ("b", b), ("c", c)))  # fmt: skip


def _rounded(x: Term, a: int, b: int, inside: int) -> Claim:
    surd = Decimal(inside).sqrt()
    values = [((-b + sign * surd) / (2 * a)).quantize(Decimal("0.01"), ROUND_HALF_UP) for sign in (-1, 1)]
    return roots(x, *values, about=True)


QUADRATIC = {
    "quadratic_square_roots": square_roots,
    "quadratic_factoring": factoring,
    "quadratic_completing": completing,
    "quadratic_formula": formula,
}
