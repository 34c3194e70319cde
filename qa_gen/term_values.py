"""What terms are worth: with numbers, with numbers and their slopes (dual numbers: a value and its derivative go along
together), or with the coefficients of one variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from qa_gen.algebra import Term
from qa_gen.values import Undefined

_GREATEST_POWER = 12


def value_at(term: Term, point: Mapping[str, Fraction]) -> Fraction:
    """What a term is worth where its variables have these numbers. Undefined where it has no rational value."""
    return dual_at(term, point, "")[0]


def dual_at(term: Term, point: Mapping[str, Fraction], symbol: str) -> tuple[Fraction, Fraction]:
    """Value and slope (the derivative with respect to one variable) of a term at a point."""
    if term.op == "number":
        return term.value, Fraction(0)
    if term.op == "variable":
        if term.name not in point:
            raise Undefined(f"{term.name} has no number")
        return point[term.name], Fraction(term.name == symbol)
    if term.op == "cases":
        return dual_at(_chosen(term, point), point, symbol)
    if term.op == "unknown":
        raise Undefined("this case is no arithmetic")
    duals = [dual_at(arg, point, symbol) for arg in term.args]
    (value, slope) = duals[0]
    if term.op == "minus":
        return -value, -slope
    if term.op == "bars":
        return abs(value), slope if value > 0 else -slope
    if term.op in ("sum", "product"):
        for other, steep in duals[1:]:
            if term.op == "sum":
                value, slope = value + other, slope + steep
            else:
                value, slope = value * other, value * steep + slope * other
        return value, slope
    if term.op == "quotient":
        below, steep = duals[1]
        if not below:
            raise Undefined("division by 0")
        return value / below, (slope * below - value * steep) / below**2
    return _raised(duals) if term.op == "power" else _rooted(duals)


def _raised(duals: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    (base, slope), (exponent, steep) = duals
    if exponent.denominator != 1 or abs(exponent) > _GREATEST_POWER or steep:
        raise Undefined("a power that is not rational")
    if not base and exponent <= 0:
        raise Undefined("0 to a power that is not positive")
    power = int(exponent)
    return base**power, power * base ** (power - 1) * slope if power else Fraction(0)


def _rooted(duals: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    (base, slope), degree = duals[0], duals[1][0] if len(duals) > 1 else Fraction(2)
    if slope or base < 0 or degree not in (2, 3, 4):
        raise Undefined("a root that is not rational")
    found = [_whole_root(part, int(degree)) for part in (base.numerator, base.denominator)]
    return Fraction(found[0], found[1]), Fraction(0)


def _whole_root(number: int, degree: int) -> int:
    near = isqrt(number) if degree != 3 else round(number ** (1 / 3))
    near = isqrt(near) if degree == 4 else near
    if near**degree != number:
        raise Undefined("a root that is not rational")
    return near


def _chosen(term: Term, point: Mapping[str, Fraction]) -> Term:
    """The value of the first case whose condition holds."""
    for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
        if condition.op == "unknown":
            raise Undefined("a condition that is no comparison")
        numbers = [value_at(arg, point) for arg in condition.args]
        pairs = zip(numbers, condition.name, numbers[1:], strict=False)
        if all(_holds(first, sign, second) for first, sign, second in pairs):
            return value
    raise Undefined("no case applies")


def _holds(first: Fraction, sign: str, second: Fraction) -> bool:
    if first == second:
        return sign in "≤≥="
    return sign == "≠" or sign in ("<≤" if first < second else ">≥")


Coefficients = list[Fraction]
"""Of one variable, the constant first."""


def coefficients(term: Term, symbol: str) -> Coefficients:
    """A polynomial in one variable by its coefficients, without zeros at the end. Undefined for anything else."""
    if term.op == "number":
        return _trimmed([term.value])
    if term.op == "variable" and term.name == symbol:
        return [Fraction(0), Fraction(1)]
    if term.op == "power":
        exponent = value_at(term.args[1], {})
        if exponent.denominator != 1 or not 0 <= exponent <= _GREATEST_POWER:
            raise Undefined("no polynomial")
        return _multiplied([coefficients(term.args[0], symbol)] * int(exponent))
    if term.op not in ("minus", "sum", "product", "quotient"):
        raise Undefined("no polynomial")
    parts = [coefficients(arg, symbol) for arg in term.args]
    if term.op == "minus":
        return [-c for c in parts[0]]
    if term.op == "quotient":
        if len(parts[1]) != 1:
            raise Undefined("no polynomial")
        return [c / parts[1][0] for c in parts[0]]
    if term.op == "product":
        return _multiplied(parts)
    width = max(map(len, parts))
    return _trimmed([sum((p[k] for p in parts if k < len(p)), Fraction(0)) for k in range(width)])


def _multiplied(parts: list[Coefficients]) -> Coefficients:
    product = [Fraction(1)]
    for part in parts:
        longer = [Fraction(0)] * max(len(product) + len(part) - 1, 0)
        for i, a in enumerate(product):
            for j, b in enumerate(part):
                longer[i + j] += a * b
        product = longer
    return _trimmed(product)


def _trimmed(found: Coefficients) -> Coefficients:
    while found and not found[-1]:
        found.pop()
    return found


def polynomial_text(found: Coefficients, symbol: str) -> str:
    """A polynomial as it is typed: `3x^2 - 4x + 1/2`."""
    text = ""
    for power in range(len(found) - 1, -1, -1):
        size = abs(found[power])
        if size:
            letters = "" if not power else symbol if power == 1 else f"{symbol}^{power}"
            sign = ("-" if found[power] < 0 else "") if not text else (" - " if found[power] < 0 else " + ")
            text += sign + ("" if size == 1 and letters else str(size)) + letters
    return text or "0"
