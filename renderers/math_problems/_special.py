"""Families beyond polynomials: square roots, rational, exponential and logarithmic equations, with domain checks."""

from __future__ import annotations

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import Term, line, logarithm, over, polynomial, product, root, term
from renderers.math_problems._linear import linear_tail, nonzero
from renderers.math_problems._quadratic import factor_tail
from renderers.math_problems._solving import Worked, equal, move, roots


def square_root(draw: Draw, x: Term) -> Worked:
    """sqrt(a x + b) = c."""
    a, c = draw.integer(1, 6), draw.integer(2, 9)
    value = nonzero(draw, -5, 12)
    b = c * c - a * value
    radicand = polynomial(x, a, b)
    moves = [move("square", equal(radicand, c * c), "wider"), *linear_tail(x, a, b, c * c)]
    if b == 0 and a == 1:
        moves = moves[:1]
    return Worked(variable=str(x.value), claim=equal(root(radicand), c), moves=tuple(moves))


def extraneous_root(draw: Draw, x: Term) -> Worked:
    """sqrt(x + b) = x - c: squaring brings in a second root, which the check throws out."""
    k = draw.integer(2, 7)
    c = draw.choice([n for n in range(-6, 8) if n not in (0, k - 1, -k)])
    b = k * k - k - c
    true, false = c + k, c + 1 - k
    right = polynomial(x, 1, -c)
    radicand = polynomial(x, 1, b)
    moves = [move("square", equal(radicand, right**2), "wider"),
             move("expand_right", equal(radicand, polynomial(x, 1, -2 * c, c * c))),
             move("gather", equal(polynomial(x, 1, -2 * c - 1, c * c - b), 0)),
             *factor_tail(x, (1, -true), (1, -false)),
             move("reject_root", roots(x, true), "narrower", bad=false)]  # fmt: skip
    return Worked(variable=str(x.value), claim=equal(root(radicand), right), moves=tuple(moves))


def rational(draw: Draw, x: Term) -> Worked:
    """a/(x - p) = b/(x - q), solved by cross-multiplying."""
    a = draw.integer(3, 9)
    b = draw.integer(2, a - 1)
    p, value = draw.choice([(p, v) for p in range(-7, 8) for v in range(-8, 11) if _divides(a, b, p, v)])
    q = value - b * (value - p) // a
    left, right = polynomial(x, 1, -p), polynomial(x, 1, -q)
    moves = [move("cross", equal(product(a, right), product(b, left)), "wider"),
             move("expand", equal(polynomial(x, a, -a * q), polynomial(x, b, -b * p)))]  # fmt: skip
    moves.append(move("subtract", equal(polynomial(x, a - b, -a * q), -b * p), n=product(b, x)))
    moves += linear_tail(x, a - b, -a * q, -b * p)
    return Worked(variable=str(x.value), claim=equal(over(a, left), over(b, right)), moves=tuple(moves))


def _divides(a: int, b: int, p: int, value: int) -> bool:
    """Whether a/(x - p) = b/(x - q) has the root `value` for a whole q, with p, q, value and the divisors not 0."""
    shifted = b * (value - p)
    if 0 in (p, value, shifted) or shifted % a:
        return False
    q = value - shifted // a
    return q not in (0, p) and abs(q) <= 12


def excluded_root(draw: Draw, x: Term) -> Worked:
    """x^2/(x - p) = (s x + t)/(x - p): one root of the numerators makes the denominator zero."""
    p = nonzero(draw, -6, 7)
    value = draw.choice([n for n in range(-8, 10) if n not in (0, p, -p)])
    s, t = p + value, -p * value
    under = polynomial(x, 1, -p)
    square, other = x**2, line(x, s, t)
    moves = [move("multiply_term", equal(square, other), "wider", n=under),
             move("gather", equal(polynomial(x, 1, -s, -t), 0)), *factor_tail(x, (1, -p), (1, -value)),
             move("reject_zero", roots(x, value), "narrower", bad=p)]  # fmt: skip
    return Worked(variable=str(x.value), claim=equal(over(square, under), over(other, under)), moves=tuple(moves))


def exponential(draw: Draw, x: Term) -> Worked:
    """base^(a x + b) = a power of the base, by comparing exponents."""
    base = draw.choice((2, 2, 3, 3, 5, 10))
    power = draw.integer(2, {2: 8, 3: 5, 5: 4, 10: 4}[base])
    a, value = draw.integer(1, 4), nonzero(draw, -3, 6)
    b = power - a * value
    if b == 0:
        a, b = a + 1, -value
    exponent = polynomial(x, a, b)
    raised = term(base) ** exponent
    moves = [move("as_power", equal(raised, term(base) ** power), n=base**power, base=base),
             move("compare_exponents", equal(exponent, power)), *linear_tail(x, a, b, power)]  # fmt: skip
    return Worked(variable=str(x.value), claim=equal(raised, base**power), moves=tuple(moves))


def logarithmic(draw: Draw, x: Term) -> Worked:
    """log_base(a x + b) = n, rewritten as a power."""
    base = draw.choice((2, 2, 3, 4, 5))
    n = draw.integer(2, {2: 6, 3: 4, 4: 3, 5: 3}[base])
    a = draw.integer(1, 5)
    value = draw.choice([v for v in range(-4, 13) if v and base**n != a * v])
    b = base**n - a * value
    inner = polynomial(x, a, b)
    moves = [move("as_exponential", equal(inner, term(base) ** n)), move("power_value", equal(inner, base**n)),
             *linear_tail(x, a, b, base**n)]  # fmt: skip
    return Worked(variable=str(x.value), claim=equal(logarithm(base, inner), n), moves=tuple(moves))


def log_sum(draw: Draw, x: Term) -> Worked:
    """log_base x + log_base(x + p) = n: the product rule, then a check of the domain."""
    base, n = draw.choice(((2, 3), (2, 4), (2, 5), (3, 2), (3, 3), (6, 2), (10, 2)))
    value = draw.choice([v for v in range(1, base**n) if base**n % v == 0 and 1 <= abs(base**n // v - v) <= 24])
    total = base**n
    other = -(total // value)
    p = -value - other
    shifted = polynomial(x, 1, p)
    moves = [move("log_product", equal(logarithm(base, product(x, shifted)), n), "wider"),
             move("as_exponential", equal(product(x, shifted), term(base) ** n)),
             move("gather", equal(polynomial(x, 1, p, -total), 0)),
             *factor_tail(x, (1, -value), (1, -other)),
             move("reject_log", roots(x, value), "narrower", bad=other)]  # fmt: skip
    claim = equal(logarithm(base, x) + logarithm(base, shifted), n)
    return Worked(variable=str(x.value), claim=claim, moves=tuple(moves))


SPECIAL = {
    "square_root": square_root,
    "square_root_extraneous": extraneous_root,
    "rational": rational,
    "rational_excluded": excluded_root,
    "exponential": exponential,
    "logarithmic": logarithmic,
    "logarithm_sum": log_sum,
}
