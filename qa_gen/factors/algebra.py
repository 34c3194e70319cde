"""Formulas as arithmetic: values of sides, derivatives, points that satisfy an equation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from proofpress_core.content import FormulaTree
from proofpress_core.rng import Draw
from qa_gen.algebra import Term, equations, side, sides_of
from qa_gen.factors.base import MenuView
from qa_gen.session import Expr, Session
from qa_gen.term_values import coefficients, polynomial_text, value_at
from qa_gen.values import Undefined

_GREATEST, _LEAST_PART = 5000, 20
_TRIES = 8
_FOREIGN = frozenset({"matrix", "accent", "limit", "integral"})
"""Kinds of nodes in whose company letters stand for matrices and vectors, or equations hold within bounds only."""
_GRID = tuple(range(-9, 13))
"""Whole numbers among which solutions are sought."""


class Arithmetic(MenuView):
    """What can be computed from a formula: `sides` are those that are expressions worth asking about, by number."""

    def __init__(self, session: Session, formula: FormulaTree) -> None:
        super().__init__(session)
        self.source = session.expr("formula", formula.id)
        foreign = any(node.kind in _FOREIGN or node.value == "∞" for node in formula.nodes)
        plain = not foreign and len(sides_of(formula)) <= 2
        self.sides = _sides(formula) if plain else {}
        if any(_inverts_matrices(term) for term in self.sides.values()):
            self.sides = {}
        number, text = self.menu["number"], self.menu["text"]
        if self.sides:
            number += [(3.0, self._value), (1.0, self._two_values)]
        self.smooth = [k for k, term in self.sides.items() if _is_polynomial(term, 2)]
        if self.smooth:
            number += [(2.0, self._slope)]
            text += [(2.0, self._derivative)]
            self.truth_menu += [(1.0, self._claimed(self._derivative))]
        self.brackets = [k for k in self.sides if _is_polynomial(self.sides[k], 1) and _has_brackets(self.sides[k])]
        if self.brackets:
            text += [(2.0, self._expanded)]
            self.truth_menu += [(1.0, self._claimed(self._expanded))]
        self.solutions = _solutions(formula) if plain else []
        if self.solutions:
            self.truth_menu += [(2.0, self._satisfied)]

    def __bool__(self) -> bool:
        """Whether there is anything to compute."""
        return bool(self.sides or self.solutions)

    def _drawn_side(self, draw: Draw) -> tuple[str, Term]:
        place = draw.choice(sorted(self.sides))
        return str(place), self.sides[place]

    def _value(self, draw: Draw) -> Expr:
        index, term = self._drawn_side(draw)
        return self._at(draw, index, sorted(term.variables()))

    def _at(self, draw: Draw, index: str, names: list[str]) -> Expr:
        """The value at a point of small whole numbers where it is no monster."""
        low = -3 if len(names) == 1 else 1
        for _ in range(_TRIES):
            point = ", ".join(f"{name} = {draw.integer(low, 6 if len(names) < 3 else 5)}" for name in names)
            try:
                made = self.session.expr("formula_value", self.source, index, point)
            except Undefined:
                continue
            value = self.session.number_of(made)
            if abs(value) <= _GREATEST and value.denominator <= _LEAST_PART:
                return made
        raise Undefined("no small numbers suit the formula")

    def _two_values(self, draw: Draw) -> Expr:
        """How far apart two values of a side in one variable are."""
        index, term = self._drawn_side(draw)
        names = sorted(term.variables())
        if len(names) != 1:
            raise Undefined("two values of one variable only")
        first, second = self._at(draw, index, names), self._at(draw, index, names)
        if first is second:
            raise Undefined("a value with itself")
        return self.session.expr(draw.choice(("gap", "add")), first, second)

    def _slope(self, draw: Draw) -> Expr:
        index = draw.choice(self.smooth)
        (name,) = self.sides[index].variables()
        return self.session.expr("slope", self.source, str(index), name, f"{name} = {draw.integer(-2, 4)}")

    def _derivative(self, draw: Draw) -> Expr:
        index = draw.choice(self.smooth)
        (name,) = self.sides[index].variables()
        return self.session.expr("derivative", self.source, str(index), name)

    def _expanded(self, draw: Draw) -> Expr:
        index = draw.choice(self.brackets)
        (name,) = self.sides[index].variables()
        return self.session.expr("expanded", self.source, str(index), name)

    def _claimed(self, production: Callable[[Draw], Expr]) -> Callable[[Draw, bool], Expr]:
        def steered(draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
            made = production(draw)
            said = str(made.value) if wanted else draw.choice(slips_of(made))
            return self.session.expr("reads", made, said)

        return steered

    def _satisfied(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """Whether a point satisfies the equation: a solution, or one that differs from it in one number."""
        point = dict(draw.choice(self.solutions))
        if not wanted:
            name = draw.choice(sorted(point))
            point[name] += draw.choice((-3, -2, -1, 1, 2, 3))
        text = ", ".join(f"{name} = {number}" for name, number in point.items())
        return self.session.expr("holds_at", self.source, text)


def _sides(formula: FormulaTree) -> dict[int, Term]:
    """Sides that are expressions of one to four variables, with something to compute."""
    found: dict[int, Term] = {}
    for place in range(1, len(sides_of(formula)) + 1):
        try:
            term = side(formula, str(place))
        except Undefined:
            continue
        inner = term.args[0] if term.op == "minus" else term
        if term.op == "cases" and (len(term.variables()) > 1 or not _defines_function(formula)):
            continue
        known = inner.op in ("number", "variable", "unknown")
        if not known and 1 <= len(term.variables()) <= 4:
            found[place] = term
    return found


def _defines_function(formula: FormulaTree) -> bool:
    """Whether the left side is a letter with one letter in brackets, as in f(x) = ..."""
    first = [formula.nodes[place] for place in sides_of(formula)[0]]
    called = [node.kind for node in first] == ["symbol", "fenced"]
    return called and formula.nodes[first[1].children[0]].kind == "symbol"


def _inverts_matrices(term: Term) -> bool:
    """Whether capital letters stand with the exponent −1 or T, as letters of matrices do."""
    base = term.args[0].variables() if term.op == "power" else frozenset[str]()
    if base and all(name.isupper() for name in base):
        exponent = term.args[1]
        return exponent.op == "minus" or exponent.name == "T"
    return any(_inverts_matrices(arg) for arg in term.args)


def _is_polynomial(term: Term, degree: int) -> bool:
    """Whether a term is a polynomial in one variable of at least that degree, of whole coefficients."""
    names = sorted(term.variables())
    try:
        found = coefficients(term, names[0]) if len(names) == 1 else []
    except Undefined:
        return False
    return len(found) > degree and all(c.denominator == 1 for c in found)


def _has_brackets(term: Term) -> bool:
    """Whether a sum is multiplied or raised to a power."""
    inside = term.op in ("product", "power") and any(arg.op == "sum" for arg in term.args)
    return inside or any(_has_brackets(arg) for arg in term.args)


def _solutions(formula: FormulaTree) -> list[dict[str, int]]:
    """Points of whole numbers that satisfy a formula with one or two variables; none for what holds everywhere."""
    try:
        pairs = equations(formula)
    except Undefined:
        return []
    names = sorted(frozenset[str]().union(*(term.variables() for pair in pairs for term in pair)))
    if not 1 <= len(names) <= 2:
        return []
    points = [dict(zip(names, numbers, strict=True)) for numbers in product(_GRID, repeat=len(names))]
    found = [point for point in points if _holds(pairs, point)]
    return found if len(found) * 2 < len(points) and not _is_definition(pairs) else []


def _is_definition(pairs: list[tuple[Term, Term]]) -> bool:
    """Whether an equation only names what stands on its other side, such as y = 2 x + 1."""
    return len(pairs) == 1 and pairs[0][0].op == "variable"


def _holds(pairs: list[tuple[Term, Term]], point: dict[str, int]) -> bool:
    numbers = {name: Fraction(value) for name, value in point.items()}
    try:
        return all(value_at(left, numbers) == value_at(right, numbers) for left, right in pairs)
    except Undefined:
        return False


def slips_of(expr: Expr) -> list[str]:
    """Wrong results of differentiating or multiplying out, each by one named slip."""
    formula = expr.inputs[0].value
    assert isinstance(formula, FormulaTree)
    index, name = expr.params[:2]
    found = coefficients(side(formula, index), name)
    slips = _slips_of_derivative(found) if expr.op == "derivative" else _slips_of_expansion(found)
    texts = dict.fromkeys(polynomial_text(slip, name) for slip in slips)
    return [text for text in texts if text not in (expr.value, "0")]


def _slips_of_derivative(found: list[Fraction]) -> list[list[Fraction]]:
    """The last term dropped; the factors forgotten; the constant kept; a sign lost; the first factor one too great; the
    exponents kept."""
    raised = [power * c for power, c in enumerate(found)]
    right = raised[1:]
    return [
        [Fraction(0), *right[1:]], found[1:], [right[0] + found[0], *right[1:]], [-right[0], *right[1:]],
        [*right[:-1], right[-1] + found[-1]], raised,
    ]  # fmt: skip


def _slips_of_expansion(found: list[Fraction]) -> list[list[Fraction]]:
    """The sign of the constant lost; the constant miscounted; the sign of the middle term lost; that term forgotten."""
    constant, middle, *others = found
    return [
        [-constant, middle, *others], [constant + 1, middle, *others], [constant - 2, middle, *others],
        [constant, -middle, *others], [constant, Fraction(0), *others],
    ]  # fmt: skip
