"""Formulas with numbers that must be right: identities worked out for drawn coefficients, in the notation of
`formula_notation`. Each family takes a `Draw` and returns one formula; FAMILIES lists them by area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt

from proofpress_core.rng import Draw

Family = Callable[[Draw], str]
_VARIABLES = ("x", "x", "x", "y", "t", "z")


def polynomial(coefficients: Sequence[int], variable: str) -> str:
    """A polynomial from its coefficients, highest power first; "0" if all are zero."""
    degree = len(coefficients) - 1
    terms = [(c, _power(variable, degree - place)) for place, c in enumerate(coefficients) if c]
    return _sum(terms) if terms else "0"


def linear(coefficients: Sequence[int], variables: Sequence[str]) -> str:
    """A linear form such as 2x - y + 3z."""
    return _sum([(c, v) for c, v in zip(coefficients, variables, strict=True) if c]) or "0"


def ratio(value: Fraction) -> str:
    """A fraction in lowest terms, or an integer."""
    sign = "-" if value < 0 else ""
    value = abs(value)
    return (
        f"{sign}{value.numerator}" if value.denominator == 1 else f"{sign}frac({value.numerator}, {value.denominator})"
    )


def _sum(terms: Sequence[tuple[int, str]]) -> str:
    text = ""
    for coefficient, body in terms:
        sign = ("-" if coefficient < 0 else "") if not text else (" - " if coefficient < 0 else " + ")
        size = abs(coefficient)
        text += sign + (body if size == 1 and body else f"{size} {body}".strip())
    return text


def _power(variable: str, degree: int) -> str:
    return "" if degree == 0 else variable if degree == 1 else f"{variable}^{degree}"


def _nonzero(draw: Draw, size: int) -> int:
    value = draw.integer(1, size)
    return -value if draw.chance(0.5) else value


def factoring(draw: Draw) -> str:
    """A quadratic trinomial and its two factors."""
    v, a, p, q = draw.choice(_VARIABLES), draw.integer(1, 3), _nonzero(draw, 7), _nonzero(draw, 9)
    left, right = f"({polynomial((a, p), v)})", f"({polynomial((1, q), v)})"
    return f"{polynomial((a, a * q + p, p * q), v)} = {left}{right}"


def binomial_square(draw: Draw) -> str:
    """(ax + b)^2 multiplied out."""
    v, a, b = draw.choice(_VARIABLES), draw.integer(1, 6), _nonzero(draw, 9)
    return f"({polynomial((a, b), v)})^2 = {polynomial((a * a, 2 * a * b, b * b), v)}"


def completed_square(draw: Draw) -> str:
    """A quadratic with its square completed."""
    v, h, k = draw.choice(_VARIABLES), _nonzero(draw, 8), _nonzero(draw, 20)
    return f"{polynomial((1, -2 * h, h * h + k), v)} = ({polynomial((1, -h), v)})^2 {'+' if k > 0 else '-'} {abs(k)}"


def quadratic_solution(draw: Draw) -> str:
    """The formula for a quadratic's roots with numbers put in."""
    a, b, c = draw.integer(1, 4), _nonzero(draw, 9), -draw.integer(1, 9)
    shown = f"({b})^2" if b < 0 else f"{b}^2"
    inner = f"{shown} - 4 · {a} · ({c})"
    worked = f"frac({-b} ± root({b * b - 4 * a * c}), {2 * a})"
    return f"{draw.choice(_VARIABLES)} = frac({-b} ± root({inner}), 2 · {a}) = {worked}"


def radical(draw: Draw) -> str:
    """A surd brought to its simplest form."""
    outer, inner = draw.integer(2, 7), draw.choice((2, 3, 5, 6, 7, 10))
    return f"root({outer * outer * inner}) = root({outer}^2 · {inner}) = {outer} root({inner})"


def partial_fractions(draw: Draw) -> str:
    """A sum of two simple fractions over a common denominator."""
    v, a, b = draw.choice(_VARIABLES), draw.integer(1, 6), draw.integer(1, 6)
    p, q = draw.sample((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5), 2)
    first, second = polynomial((1, p), v), polynomial((1, q), v)
    whole = f"frac({polynomial((a + b, a * q + b * p), v)}, ({first})({second}))"
    return f"frac({a}, {first}) + frac({b}, {second}) = {whole}"


def quartic(draw: Draw) -> str:
    """A polynomial function of degree three to five."""
    degree = draw.integer(3, 5)
    coefficients = [_nonzero(draw, 6)] + [draw.integer(-9, 9) for _ in range(degree)]
    v = draw.choice(_VARIABLES)
    return f"{draw.choice(('f', 'g', 'p', 'P'))}({v}) = {polynomial(coefficients, v)}"


def polynomial_derivative(draw: Draw) -> str:
    """A cubic and its derivative."""
    v, c = draw.choice(_VARIABLES), [_nonzero(draw, 6), draw.integer(-9, 9), _nonzero(draw, 9), _nonzero(draw, 12)]
    return f"frac(d, d {v}) ({polynomial(c, v)}) = {polynomial((3 * c[0], 2 * c[1], c[2]), v)}"


def definite_integral(draw: Draw) -> str:
    """A power integrated between two whole numbers."""
    n, low = draw.integer(2, 4), draw.integer(0, 2)
    high = low + draw.integer(1, 3)
    v = draw.choice(_VARIABLES)
    value = ratio(Fraction(high ** (n + 1) - low ** (n + 1), n + 1))
    return f"int({low}, {high}, {v}^{n} diff({v})) = at(frac({v}^{n + 1}, {n + 1}), {low}, {high}) = {value}"


def removable_limit(draw: Draw) -> str:
    """A limit at a removable gap of a rational function."""
    v, n = draw.choice(_VARIABLES), draw.integer(2, 9)
    return f"lim({v} → {n}, frac({v}^2 - {n * n}, {v} - {n})) = lim({v} → {n}, ({v} + {n})) = {2 * n}"


def geometric_series(draw: Draw) -> str:
    """An infinite geometric series with its value."""
    p, q = draw.choice(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5)))
    i = draw.choice(("n", "k", "i"))
    return f"sum({i}=0, ∞, (frac({p}, {q}))^{i}) = frac(1, 1 - frac({p}, {q})) = {ratio(Fraction(q, q - p))}"


def finite_sum(draw: Draw) -> str:
    """A finite sum of linear terms with its value."""
    i, n = draw.choice(("i", "k", "n")), draw.choice((10, 12, 15, 20, 25, 50))
    a, b = draw.integer(2, 5), _nonzero(draw, 6)
    return f"sum({i}=1, {n}, ({polynomial((a, b), i)})) = {a * n * (n + 1) // 2 + b * n}"


def matrix_product(draw: Draw) -> str:
    """Two square matrices of size two multiplied."""
    a, b = (_entries(draw, 4) for _ in range(2))
    product = [sum(a[2 * r + k] * b[2 * k + c] for k in range(2)) for r in range(2) for c in range(2)]
    fence = draw.choice(("mat", "pmat"))
    return f"{_matrix(a, fence)} {_matrix(b, fence)} = {_matrix(product, fence)}"


def matrix_sum(draw: Draw) -> str:
    """Two matrices of two rows and three columns added."""
    a, b = (_entries(draw, 6) for _ in range(2))
    fence = draw.choice(("mat", "pmat"))
    total = [p + q for p, q in zip(a, b, strict=True)]
    return f"{_matrix(a, fence, 3)} + {_matrix(b, fence, 3)} = {_matrix(total, fence, 3)}"


def determinant(draw: Draw) -> str:
    """A determinant of size two with its value."""
    a, b, c, d = _entries(draw, 4)
    worked = " - ".join(f"{_guarded(p)} · {_guarded(q)}" for p, q in ((a, d), (b, c)))
    return f"dmat({a}, {b}; {c}, {d}) = {worked} = {a * d - b * c}"


def large_determinant(draw: Draw) -> str:
    """A determinant of size three with its value."""
    a, b, c, d, e, f, g, h, i = m = _entries(draw, 9)
    value = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return f"{_matrix(m, 'dmat', 3)} = {value}"


def system(draw: Draw) -> str:
    """A system of two or three linear equations with whole solutions."""
    names = draw.choice((("x", "y"), ("x", "y", "z"), ("x_1", "x_2", "x_3")))
    solution = [draw.integer(-4, 5) for _ in names]
    rows = []
    for _ in names:
        row = [_nonzero(draw, 5) for _ in names]
        rows.append(f"{linear(row, names)} = {_inner(row, solution)}")
    return f"cases({'; '.join(rows)})"


def dot_product(draw: Draw) -> str:
    """Two vectors' inner product worked out."""
    a, b = (_entries(draw, 3) for _ in range(2))
    terms = " + ".join(f"{_guarded(p)} · {_guarded(q)}" for p, q in zip(a, b, strict=True))
    columns = [f"pmat({'; '.join(map(str, vector))})" for vector in (a, b)]
    return f"{columns[0]} · {columns[1]} = {terms} = {_inner(a, b)}"


def vector_length(draw: Draw) -> str:
    """The length of a vector with its value."""
    vector = _entries(draw, 3)
    total = sum(v * v for v in vector)
    root = isqrt(total)
    value = str(root) if root * root == total else f"root({total})"
    squares = " + ".join(f"{_guarded(v)}^2" for v in vector)
    name = draw.choice(("a", "u", "v", "w"))
    return f"abs(vec({name})) = root({squares}) = {value}"


def broken_line(draw: Draw) -> str:
    """A continuous function made of two polynomials."""
    v, name, at = draw.choice(_VARIABLES), draw.choice(("f", "g", "h")), _nonzero(draw, 4)
    a, b, c, slope = _nonzero(draw, 3), draw.integer(-5, 5), draw.integer(-6, 6), _nonzero(draw, 5)
    offset = a * at * at + b * at + c - slope * at
    first, second = polynomial((a, b, c), v), polynomial((slope, offset), v)
    return f'{name}({v}) = cases({first}, "@if" {v} ≤ {at}; {second}, "@if" {v} > {at})'


def three_pieces(draw: Draw) -> str:
    """A function of three pieces."""
    v, name = draw.choice(_VARIABLES), draw.choice(("f", "g", "h", "p"))
    low = draw.integer(-6, 0)
    high = low + draw.integer(2, 6)
    pieces = [polynomial((_nonzero(draw, 4), draw.integer(-9, 9)), v) for _ in range(2)]
    middle = polynomial((_nonzero(draw, 2), 0, draw.integer(-9, 9)), v)
    conditions = (f"{v} < {low}", f"{low} ≤ {v} ≤ {high}", f"{v} > {high}")
    bodies = (pieces[0], middle, pieces[1])
    rows = [f'{body}, "@if" {condition}' for body, condition in zip(bodies, conditions, strict=True)]
    return f"{name}({v}) = cases({'; '.join(rows)})"


def tariff(draw: Draw) -> str:
    """A price by steps of quantity, continuous at the step."""
    step, low, more = draw.choice((5, 10, 20, 50, 100)), draw.integer(2, 9), draw.integer(1, 4)
    name, q = draw.choice((("C", "q"), ("P", "n"), ("y", "x"), ("T", "s")))
    tail = f"{low * step} + {low + more} ({q} - {step})"
    return f'{name}({q}) = cases({low} {q}, "@if" 0 ≤ {q} ≤ {step}; {tail}, "@if" {q} > {step})'


def _inner(first: Sequence[int], second: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(first, second, strict=True))


def _entries(draw: Draw, count: int) -> list[int]:
    return [draw.integer(-6, 9) for _ in range(count)]


def _matrix(entries: Sequence[int], fence: str, cols: int = 2) -> str:
    rows = [entries[start : start + cols] for start in range(0, len(entries), cols)]
    return f"{fence}({'; '.join(', '.join(map(str, row)) for row in rows)})"


def _guarded(value: int) -> str:
    """A factor, in brackets where it is negative."""
    return f"({value})" if value < 0 else str(value)


FAMILIES: dict[str, tuple[Family, ...]] = {
    "algebra": (factoring, binomial_square, completed_square, quadratic_solution, radical, partial_fractions,
                quartic),
    "calculus": (polynomial_derivative, definite_integral, removable_limit, geometric_series, finite_sum),
    "linear_algebra": (matrix_product, matrix_sum, determinant, large_determinant, system, dot_product,
                       vector_length),
    "piecewise": (broken_line, three_pieces, tariff),
    "science": (),
}  # fmt: skip
