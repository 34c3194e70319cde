"""Families of linear equations in one variable, from one step to fractions and proportions."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import Number, Term, absolute, line, over, polynomial, product
from renderers.math_problems._solving import Claim, Move, Worked, equal, move, roots


def nonzero(draw: Draw, low: int, high: int) -> int:
    """A whole number of the range other than 0."""
    return draw.choice([n for n in range(low, high + 1) if n != 0])


def shift(amount: int | Number, claim: Claim) -> list[Move]:
    """The move that takes a constant away from both sides (adds it, if it is negative); none for 0."""
    if amount == 0:
        return []
    return [move("subtract" if amount > 0 else "add", claim, n=abs(amount))]


def linear_tail(x: Term, a: int | Number, b: int | Number, c: int | Number) -> list[Move]:
    """The moves that solve a x + b = c."""
    value = _quotient(c - b, a)  # type: ignore[operator]
    moves = shift(b, equal(polynomial(x, a, 0), c - b))  # type: ignore[operator]
    if a == 1:
        return moves
    action = "negate" if a == -1 else "divide"
    return [*moves, move(action, roots(x, value), n=a)]


def _quotient(dividend: int | Number, divisor: int | Number) -> Number:
    if isinstance(dividend, Decimal) or isinstance(divisor, Decimal):
        return Decimal(dividend) / Decimal(divisor)
    return Fraction(dividend) / Fraction(divisor)


def one_step(draw: Draw, x: Term) -> Worked:
    """x + a = b, x - a = b, a x = b or x/a = b."""
    value, a = nonzero(draw, -12, 18), draw.integer(3, 14)
    name = str(x.value)
    kind = draw.choice(("add", "subtract", "divide", "multiply"))
    if kind in ("add", "subtract"):
        b = -a if kind == "add" else a
        return Worked(variable=name, claim=equal(x + b, value + b), moves=tuple(shift(b, roots(x, value))))
    if kind == "divide":
        return Worked(variable=name, claim=equal(product(a, x), a * value),
                      moves=(move("divide", roots(x, value), n=a),))  # fmt: skip
    return Worked(variable=name, claim=equal(over(x, a), value), moves=(move("multiply", roots(x, a * value), n=a),))


def two_step(draw: Draw, x: Term) -> Worked:
    """a x + b = c, or x/a + b = c."""
    a, b, value = draw.integer(2, 12), nonzero(draw, -15, 20), nonzero(draw, -9, 12)
    name = str(x.value)
    if draw.chance(0.3):
        quotient = over(x, a)
        moves = [*shift(b, equal(quotient, value)), move("multiply", roots(x, a * value), n=a)]
        return Worked(variable=name, claim=equal(quotient + b, value + b), moves=tuple(moves))
    a = draw.choice((a, a, -a))
    claim = equal(polynomial(x, a, b), a * value + b)
    return Worked(variable=name, claim=claim, moves=tuple(linear_tail(x, a, b, a * value + b)))


def brackets(draw: Draw, x: Term) -> Worked:
    """a (x + b) + c = d."""
    a, b, c = draw.integer(2, 9), nonzero(draw, -8, 9), nonzero(draw, -12, 15)
    k = draw.choice((1, 1, 1, 2, 3))
    value = nonzero(draw, -6, 10)
    right = a * (k * value + b) + c
    claim = equal(product(a, polynomial(x, k, b)) + c, right)
    expanded = move("expand", equal(polynomial(x, a * k, a * b) + c, right))
    collected = move("collect", equal(polynomial(x, a * k, a * b + c), right))
    steps = (expanded, collected, *linear_tail(x, a * k, a * b + c, right))
    return Worked(variable=str(x.value), claim=claim, moves=steps)


def both_sides(draw: Draw, x: Term) -> Worked:
    """a x + b = c x + d with a > c."""
    c = nonzero(draw, -6, 7)
    a = c + draw.integer(2, 8) if c > 0 else draw.integer(2, 8)
    b, value = nonzero(draw, -14, 15), nonzero(draw, -9, 11)
    d = (a - c) * value + b
    claim = equal(polynomial(x, a, b), line(x, c, d))
    moved = equal(polynomial(x, a - c, b), d)
    first = move("subtract" if c > 0 else "add", moved, n=product(abs(c), x) if abs(c) != 1 else x)
    return Worked(variable=str(x.value), claim=claim, moves=(first, *linear_tail(x, a - c, b, d)))


def fractions(draw: Draw, x: Term) -> Worked:
    """(x + p)/a + (x + q)/b = c, cleared by the least common multiple."""
    a, b = draw.choice(((2, 3), (2, 5), (3, 4), (3, 5), (4, 6), (2, 7), (4, 5), (6, 4)))
    value = nonzero(draw, -7, 12)
    p, q = _completing(draw, a, value), _completing(draw, b, value)
    c = (value + p) // a + (value + q) // b
    lcm = math.lcm(a, b)
    m, n = lcm // a, lcm // b
    top, under = polynomial(x, 1, p), polynomial(x, 1, q)
    cleared = equal(_scaled(m, top) + _scaled(n, under), lcm * c)
    moves = [move("multiply", cleared, n=lcm),
             move("expand", equal(polynomial(x, m, m * p) + polynomial(x, n, n * q), lcm * c)),
             move("collect", equal(polynomial(x, m + n, m * p + n * q), lcm * c)),
             *linear_tail(x, m + n, m * p + n * q, lcm * c)]  # fmt: skip
    return Worked(variable=str(x.value), claim=equal(over(top, a) + over(under, b), c), moves=tuple(moves))


def _completing(draw: Draw, divisor: int, value: int) -> int:
    return draw.choice([n for n in range(-9, 10) if n != 0 and (value + n) % divisor == 0 and value + n != 0])


def _scaled(factor: int, inner: Term) -> Term:
    return inner if factor == 1 else product(factor, inner)


def proportion(draw: Draw, x: Term) -> Worked:
    """(x + b)/c = d/e, or c/x = d/e, solved by cross-multiplying."""
    e = draw.integer(2, 9)
    d = draw.choice([n for n in range(2, 12) if math.gcd(n, e) == 1])
    k = draw.integer(2, 6)
    name = str(x.value)
    if draw.chance(0.4):
        claim = equal(over(d * k, x), over(d, e))
        moves = [move("cross", equal(product(d, x), product(d * k, e)), "wider"),
                 move("divide", roots(x, e * k), n=d)]  # fmt: skip
        return Worked(variable=name, claim=claim, moves=tuple(moves))
    b = draw.choice([n for n in range(-9, 10) if n not in (0, d * k)])
    claim = equal(over(x + b, e * k), over(d, e))
    moves = [move("multiply", equal(x + b, d * k), n=e * k), *shift(b, roots(x, d * k - b))]
    return Worked(variable=name, claim=claim, moves=tuple(moves))


def decimals(draw: Draw, x: Term) -> Worked:
    """a x + b = c with one decimal place in a and b."""
    a = Decimal(draw.choice([n for n in range(2, 36) if n % 10])) / 10
    b = Decimal(nonzero(draw, -45, 60)) / 10
    value = Decimal(draw.integer(1, 12)) if draw.chance(0.5) else Decimal(draw.integer(3, 90)) / 10
    c = a * value + b
    claim = equal(polynomial(x, a, b), c)
    return Worked(variable=str(x.value), claim=claim, moves=tuple(linear_tail(x, a, b, c)))


def absolute_value(draw: Draw, x: Term) -> Worked:
    """|a x + b| = c, parted into two cases."""
    a, value = draw.integer(1, 6), nonzero(draw, -6, 9)
    b = nonzero(draw, -12, 12)
    c = abs(a * value + b) or a
    inner = polynomial(x, a, b)
    cases = (*equal(inner, c), *equal(inner, -c))
    moves = [move("cases", cases)]
    shifted = (*equal(polynomial(x, a, 0), c - b), *equal(polynomial(x, a, 0), -c - b))
    answers = roots(x, Fraction(c - b, a), Fraction(-c - b, a))
    moves += shift(b, answers if a == 1 else shifted)
    if a != 1:
        moves.append(move("divide", answers, n=a))
    return Worked(variable=str(x.value), claim=equal(absolute(inner), c), moves=tuple(moves))


LINEAR = {
    "linear_one_step": one_step,
    "linear_two_step": two_step,
    "linear_brackets": brackets,
    "linear_both_sides": both_sides,
    "linear_fractions": fractions,
    "proportion": proportion,
    "linear_decimals": decimals,
    "absolute_value": absolute_value,
}
