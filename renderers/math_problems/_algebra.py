"""Expressions of school algebra as small trees with two readings: sympy objects, and markup for the page.

A family of problems writes an expression once; what is solved and what is printed cannot differ. Markup is the
language of `_markup.py`. Nothing is simplified on the way, so that every step can be shown as a teacher writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import sympy

Op = Literal["number", "symbol", "sum", "product", "quotient", "power", "root", "absolute", "log", "either",
             "sin", "cos", "degrees", "group"]  # fmt: skip
Number = Fraction | Decimal
Like = "Term | int | Number"


@dataclass(frozen=True, slots=True)
class Term:
    """A node: numbers and symbols carry a `value`, the others `args`. `log` has (base, argument), `either` (a, b)
    stands for a + b and for a − b; angles count in degrees, `degrees` prints its number with the sign; `group`
    keeps brackets that nothing asks for."""

    op: Op
    args: tuple[Term, ...] = ()
    value: Number | str = ""

    def __add__(self, other: Like) -> Term:
        return Term("sum", (*self._flat("sum"), *term(other)._flat("sum")))

    def __sub__(self, other: Like) -> Term:
        return self + -term(other)

    def __neg__(self) -> Term:
        return product(-1, self)

    def __rmul__(self, other: int | Number) -> Term:
        return product(other, self)

    def __pow__(self, exponent: Like) -> Term:
        return Term("power", (self, term(exponent)))

    def _flat(self, op: Op) -> tuple[Term, ...]:
        return self.args if self.op == op else (self,)


def term(value: Like) -> Term:
    """A number (or a term unchanged) as a term; whole decimals and fractions lose their point or bar."""
    if isinstance(value, Term):
        return value
    if isinstance(value, Decimal):
        return Term("number", value=value.normalize() if value != value.to_integral_value() else Decimal(int(value)))
    return Term("number", value=Fraction(value))


def shown(value: Decimal) -> Term:
    """A decimal with the zeros that its rounding gives it."""
    return Term("number", value=value)


def symbol(name: str) -> Term:
    """A variable."""
    return Term("symbol", value=name)


def product(*factors: Like) -> Term:
    """A product. Numeric factors in front are multiplied into the sign of the next (-1 times 3x is -3x)."""
    parts = [part for factor in factors for part in term(factor)._flat("product")]
    if len(parts) > 1 and parts[0] == term(-1) and isinstance(parts[1].value, (Fraction, Decimal)):
        parts = [Term("number", value=-parts[1].value), *parts[2:]]
    return parts[0] if len(parts) == 1 else Term("product", tuple(parts))


def over(numerator: Like, denominator: Like) -> Term:
    """A stacked fraction."""
    return Term("quotient", (term(numerator), term(denominator)))


def root(radicand: Like) -> Term:
    """A square root."""
    return Term("root", (term(radicand),))


def absolute(inner: Like) -> Term:
    """An absolute value."""
    return Term("absolute", (term(inner),))


def logarithm(base: int, argument: Like) -> Term:
    """The logarithm of `argument` to a whole base."""
    return Term("log", (term(base), term(argument)))


def either(first: Like, second: Like) -> Term:
    """first ± second."""
    return Term("either", (term(first), term(second)))


def sine(angle: Like) -> Term:
    """The sine of an angle in degrees."""
    return Term("sin", (term(angle),))


def cosine(angle: Like) -> Term:
    """The cosine of an angle in degrees."""
    return Term("cos", (term(angle),))


def degrees(number: Like) -> Term:
    """A number printed with the degree sign."""
    return Term("degrees", (term(number),))


def group(inner: Term) -> Term:
    """The same in brackets, as in x + (x + 1)."""
    return Term("group", (inner,))


def polynomial(variable: Term, *coefficients: int | Number) -> Term:
    """The polynomial with these coefficients, highest power first; vanishing terms are left out."""
    degree = len(coefficients) - 1
    powers = [(c, degree - place) for place, c in enumerate(coefficients) if c != 0]
    terms = [_monomial(variable, c, power) for c, power in powers] or [term(0)]
    total = terms[0]
    for part in terms[1:]:
        total = total + part
    return total


def line(variable: Term, slope: int | Number, constant: int | Number) -> Term:
    """slope x + constant, written constant first where that saves a leading minus sign (111 - 6x)."""
    if slope < 0 < constant:
        return term(constant) + polynomial(variable, slope, 0)
    return polynomial(variable, slope, constant)


def _monomial(variable: Term, coefficient: int | Number, power: int) -> Term:
    if power == 0:
        return term(coefficient)
    base = variable if power == 1 else variable**power
    return base if coefficient == 1 else product(coefficient, base)


def exact(node: Term, sign: int = 1) -> Any:
    """The sympy reading; `sign` is taken for every ± in it. Decimals become exact rationals."""
    if node.op == "number":
        value = Fraction(node.value)
        return sympy.Rational(value.numerator, value.denominator)
    if node.op == "symbol":
        return sympy.Symbol(str(node.value), real=True)
    return _COMPOSE[node.op]([exact(arg, sign) for arg in node.args], sign)


_COMPOSE: dict[str, Any] = {
    "sum": lambda args, _: sympy.Add(*args),
    "product": lambda args, _: sympy.Mul(*args),
    "quotient": lambda args, _: args[0] / args[1],
    "power": lambda args, _: args[0] ** args[1],
    "root": lambda args, _: sympy.sqrt(args[0]),
    "absolute": lambda args, _: sympy.Abs(args[0]),
    "log": lambda args, _: sympy.log(args[1], args[0]),
    "either": lambda args, sign: args[0] + sign * args[1],
    "sin": lambda args, _: sympy.sin(args[0] * sympy.pi / 180),
    "cos": lambda args, _: sympy.cos(args[0] * sympy.pi / 180),
    "degrees": lambda args, _: args[0],
    "group": lambda args, _: args[0],
}


def ambiguous(node: Term) -> bool:
    """Whether a ± stands anywhere in it."""
    return node.op == "either" or any(ambiguous(arg) for arg in node.args)


def markup(node: Term) -> str:
    """The printed reading."""
    return _PRINT[node.op](node)


def _number(node: Term) -> str:
    value = node.value
    sign = "−" if Fraction(value) < 0 else ""
    if isinstance(value, Decimal):
        return f"{sign}{abs(value):f}"
    whole = abs(Fraction(value))
    return sign + (
        str(whole.numerator) if whole.denominator == 1 else rf"\frac{{{whole.numerator}}}{{{whole.denominator}}}"
    )


def _sum(node: Term) -> str:
    text = markup(node.args[0])
    for part in node.args[1:]:
        shown = markup(part)
        text += f" − {shown[1:]}" if shown.startswith("−") else f" + {shown}"
    return text


def _product(node: Term) -> str:
    head, *rest = node.args
    text = _factor(head, first=True)
    if head.op == "number" and abs(Fraction(head.value)) == 1:
        text = "−" if Fraction(head.value) < 0 else ""
    for part in rest:
        text += _between(part, text) + _factor(part, first=False)
    return text


def _between(part: Term, before: str) -> str:
    """What parts a factor from the one before: nothing for letters and brackets, a sign before digits and names."""
    if part.op in ("sin", "cos"):
        return r" × " if before.strip("−") else ""
    letters = part.op == "symbol" and len(str(part.value)) > 1
    digits = part.op in ("number", "degrees") or (part.op == "power" and part.args[0].op == "number")
    return " × " if (letters or digits) and before.strip("−") else ""


def _factor(node: Term, *, first: bool) -> str:
    text = markup(node)
    fenced = node.op in ("sum", "either") or (text.startswith("−") and not first)
    return f"({text})" if fenced else text


def _power(node: Term) -> str:
    base, exponent = node.args
    text = markup(base)
    plain = base.op == "symbol" or (base.op == "number" and not text.startswith(("−", "\\")))
    return f"{text}^{{{markup(exponent)}}}" if plain else f"({text})^{{{markup(exponent)}}}"


def _log(node: Term) -> str:
    base, argument = node.args
    inner = markup(argument)
    inner = f" {inner}" if argument.op in ("symbol", "number") else f"({inner})"
    return rf"\log_{{{markup(base)}}}{inner}"


_PRINT: dict[str, Any] = {
    "number": _number,
    "symbol": lambda node: str(node.value),
    "sum": _sum,
    "product": _product,
    "quotient": lambda node: rf"\frac{{{markup(node.args[0])}}}{{{markup(node.args[1])}}}",
    "power": _power,
    "root": lambda node: rf"\sqrt{{{markup(node.args[0])}}}",
    "absolute": lambda node: f"|{markup(node.args[0])}|",
    "log": _log,
    "either": lambda node: f"{markup(node.args[0])} ± {markup(node.args[1])}",
    "sin": lambda node: rf"\sin {markup(node.args[0])}",
    "cos": lambda node: rf"\cos {markup(node.args[0])}",
    "degrees": lambda node: f"{markup(node.args[0])}°",
    "group": lambda node: f"({markup(node.args[0])})",
}
