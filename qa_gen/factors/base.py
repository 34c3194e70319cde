"""The contract of a view (one content and what can be asked about it) and small helpers of the productions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from proofpress_core.rng import Draw
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined

Production = Callable[[Draw], Expr]
TruthProduction = Callable[[Draw, bool], Expr]
Wanted = Literal["number", "text", "bool", "list"]
"""Type of the value that a question asks for."""


class View(Protocol):
    """One content, seen as something to ask about."""

    def key_of(self, rows: Expr) -> str:
        """The text column that names the rows of an expression over this content ("" where nothing does)."""
        ...

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        """A random expression of that type. Raises Undefined when this draw leads nowhere."""
        ...

    def truths(self) -> list[tuple[float, TruthProduction]]:
        """Weighted productions of truths, each of one kind and steered to the value that is wanted, so that yes and
        no can be balanced kind by kind."""
        ...

    def missing(self, draw: Draw) -> tuple[Expr, Expr]:
        """Something plausible that the content does not have: an expression that is told and never evaluated, and the
        one whose value no says that it is not there. Raises Undefined when nothing comes to mind."""
        ...


def pick(draw: Draw, weighted: Sequence[tuple[float, Production]]) -> Expr:
    """Run one of the productions, drawn by weight. Undefined if there are none."""
    if not weighted:
        raise Undefined("nothing of that type can be asked")
    weights = [weight for weight, _ in weighted]
    return draw.choice([production for _, production in weighted], weights)(draw)


def between(low: Fraction, high: Fraction) -> str:
    """The shortest decimal in the middle three fifths between two numbers, as people choose thresholds."""
    if high <= low:
        raise Undefined("no room between equal numbers")
    below = 5 * low.denominator * high.denominator
    first = 4 * low.numerator * high.denominator + high.numerator * low.denominator
    last = low.numerator * high.denominator + 4 * high.numerator * low.denominator
    # the middle three fifths are first/below .. last/below; the coarsest step that can lie within is near their width
    start = len(str(last - first)) - len(str(below))
    for exponent in range(start, start - 4, -1):
        for digit in (5, 1):
            up, down = (10**exponent, 1) if exponent >= 0 else (1, 10**-exponent)
            step, scaled = digit * up * below, first * down
            multiple = -(-scaled // step)
            if multiple * step <= last * down:
                return f"{Decimal(multiple * digit).scaleb(exponent):f}"
    raise Undefined("two numbers lie too near for a threshold")


def threshold(draw: Draw, ascending: Sequence[Fraction]) -> str:
    """A threshold that parts some of different, ascending values: not below all, not above all."""
    if len(ascending) < 2:
        raise Undefined("no threshold parts equal values")
    place = draw.integer(0, len(ascending) - 2)
    return between(ascending[place], ascending[place + 1])


def unevaluated(op: str, *args: Expr | str) -> Expr:
    """An expression that is only told: it has no value."""
    inputs, params = tuple(a for a in args if isinstance(a, Expr)), tuple(a for a in args if isinstance(a, str))
    return Expr(op, inputs, params, (), 0.0, 0)


Menu = dict[Wanted, list[tuple[float, Production]]]


_SIGNED = frozenset({"formula_value", "slope", "answer", "matrix_entry", "difference", "add", "multiply", "minimum"})
"""Operations whose numbers may well be negative."""


class MenuView:
    """A view made of a menu of productions by wanted type."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.menu: Menu = {"number": [], "text": [], "bool": [], "list": []}
        self.truth_menu: list[tuple[float, TruthProduction]] = []
        self.missing_menu: list[Callable[[Draw], tuple[Expr, Expr]]] = []

    def key_of(self, rows: Expr) -> str:
        return ""

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        return pick(draw, self.menu[wanted])

    def truths(self) -> list[tuple[float, TruthProduction]]:
        return self.truth_menu + ([(1.0, self._compared)] if self.menu["number"] else [])

    def missing(self, draw: Draw) -> tuple[Expr, Expr]:
        if not self.missing_menu:
            raise Undefined("nothing that could be missing")
        asked, check = draw.choice(self.missing_menu)(draw)
        if check.value is not False:
            raise Undefined("it is not missing")
        return asked, check

    def _compared(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """A whole number held against a constant near it."""
        number = pick(draw, self.menu["number"])
        value = self.session.number_of(number)
        if value.denominator != 1 or number.op == "wrong_step":
            raise Undefined("only whole numbers are compared")
        op = draw.choice(("above", "below"))
        side = -1 if (op == "above") is wanted else 1
        away = draw.choice((1, 2)) if wanted else draw.choice((0, 1))
        bound = int(value) + side * away
        if bound < 0 <= int(value) and number.op not in _SIGNED:
            raise Undefined("no one asks whether a count is negative")
        if bound < 1 <= int(value) or bound == 0 or (bound == 1 and op == "below"):
            raise Undefined("no one asks whether a count is below nothing")
        return self.session.expr(op, number, str(bound))
