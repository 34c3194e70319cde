"""Quotients of polynomials with exact coefficients, in any variables: the numbers that formulas are computed with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from verify.operations.values import Undefined

Monomial = tuple[tuple[str, int], ...]
"""Variables with their powers, by name; the empty one is the constant."""
Polynomial = dict[Monomial, Fraction]
"""Coefficients that are not zero."""
MOST_TERMS = 200


def constant(number: Fraction) -> Polynomial:
    """A number as a polynomial."""
    return {(): number} if number else {}


def plus(first: Polynomial, second: Polynomial, sign: int = 1) -> Polynomial:
    """Sum, or difference for the sign -1."""
    found = dict(first)
    for monomial, coefficient in second.items():
        found[monomial] = found.get(monomial, Fraction(0)) + sign * coefficient
    return {monomial: coefficient for monomial, coefficient in found.items() if coefficient}


def times(first: Polynomial, second: Polynomial) -> Polynomial:
    """Product. Undefined when it grows beyond any formula that is printed."""
    if len(first) * len(second) > MOST_TERMS**2:
        raise Undefined("too long a polynomial")
    found: Polynomial = {}
    for left, a in first.items():
        for right, b in second.items():
            powers = dict(left)
            for name, power in right:
                powers[name] = powers.get(name, 0) + power
            monomial = tuple(sorted(powers.items()))
            found[monomial] = found.get(monomial, Fraction(0)) + a * b
    return {monomial: coefficient for monomial, coefficient in found.items() if coefficient}


def derived(polynomial: Polynomial, symbol: str) -> Polynomial:
    """Derivative with respect to one variable."""
    found: Polynomial = {}
    for monomial, coefficient in polynomial.items():
        powers = dict(monomial)
        power = powers.pop(symbol, 0)
        if power > 1:
            powers[symbol] = power - 1
        if power:
            found[tuple(sorted(powers.items()))] = power * coefficient
    return found


def typed(polynomial: Polynomial, symbol: str) -> str:
    """A polynomial in one variable as it is typed, from the highest power down: `3x^2 - 4x + 1/2`."""
    terms = sorted(((dict(monomial).get(symbol, 0), number) for monomial, number in polynomial.items()), reverse=True)
    text = "".join(f"{' - ' if number < 0 else ' + '}{_term(abs(number), symbol, power)}" for power, number in terms)
    lead = "-" if text.startswith(" -") else ""
    return lead + text[3:] if text else "0"


def _term(number: Fraction, symbol: str, power: int) -> str:
    letters = {0: "", 1: symbol}.get(power, f"{symbol}^{power}")
    return letters if number == 1 and letters else f"{number}{letters}"


@dataclass(frozen=True)
class Quotient:
    """above / below; `below` is never zero."""

    above: Polynomial
    below: Polynomial

    @classmethod
    def of(cls, number: Fraction) -> Quotient:
        return cls(constant(number), constant(Fraction(1)))

    def __add__(self, other: Quotient) -> Quotient:
        above = plus(times(self.above, other.below), times(other.above, self.below))
        return Quotient(above, times(self.below, other.below))

    def __neg__(self) -> Quotient:
        return Quotient(plus({}, self.above, -1), self.below)

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(times(self.above, other.above), times(self.below, other.below))

    def __truediv__(self, other: Quotient) -> Quotient:
        if not other.above:
            raise Undefined("division by 0")
        return Quotient(times(self.above, other.below), times(self.below, other.above))

    def power(self, exponent: int) -> Quotient:
        """A whole power; of zero only a positive one."""
        if exponent <= 0 and not self.above:
            raise Undefined("0 to a power that is not positive")
        base = self if exponent > 0 else Quotient(self.below, self.above)
        found = Quotient.of(Fraction(1))
        for _ in range(abs(exponent)):
            found = found * base
        return found

    def number(self) -> Fraction:
        """The value of a quotient without variables."""
        if set(self.above) - {()} or set(self.below) != {()}:
            raise Undefined("a variable has no number")
        return self.above.get((), Fraction(0)) / self.below[()]

    def polynomial(self) -> Polynomial:
        """The polynomial, where only a number stands below."""
        if set(self.below) != {()}:
            raise Undefined("no polynomial")
        return {monomial: coefficient / self.below[()] for monomial, coefficient in self.above.items()}

    def derivative(self, symbol: str) -> Quotient:
        """By the rule for quotients."""
        above = plus(times(derived(self.above, symbol), self.below), times(self.above, derived(self.below, symbol)), -1)
        return Quotient(above, times(self.below, self.below))
