"""Worked solutions and their proof: every step's statement is solved by sympy and compared with the one before.

A *claim* is a list of equations joined by "or". A *move* says in words what is done and which claim holds after it;
its relation to the claim before is `same` (equal solution sets), `wider` (squaring, clearing denominators: roots may
come in), `narrower` (a check that throws roots out) or `rounded` (decimals half a unit of the last place around).
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import sympy

from proofpress_core.content import Language
from renderers.math_problems._algebra import Like, Term, ambiguous, exact, markup, shown, symbol, term

Relation = Literal["same", "wider", "narrower", "rounded"]


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides of an equation; `about` prints the sign of a rounded value."""

    left: Term
    right: Term
    about: bool = False

    def markup(self, index: str = "") -> str:
        """The equation as it is printed, with an index at its left side."""
        return f"{markup(self.left)}{index} {'≈' if self.about else '='} {markup(self.right)}"


Claim = tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One step: the key of its wording, what fills the wording's slots (as markup), and the claim that then holds."""

    action: str
    claim: Claim
    relation: Relation = "same"
    slots: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A problem in one variable: its first claim, the moves, and the numbers worth naming. `prompt` is the key of
    its wording; `places` is the number of decimals that the statement asks for, -1 where the answer is exact;
    `positive` says that the variable is a length, so that only positive solutions count."""

    variable: str
    claim: Claim
    moves: tuple[Move, ...]
    prompt: str = "solve"
    places: int = -1
    positive: bool = False
    givens: tuple[tuple[str, int | Decimal], ...] = ()


def equal(left: Like, right: Like) -> Claim:
    """The claim of one equation."""
    return (Equation(term(left), term(right)),)


def roots(variable: Term, *values: Like, about: bool = False) -> Claim:
    """The claim `variable = value or ...` in the given order."""
    made = (shown(value) if about and isinstance(value, Decimal) else term(value) for value in values)
    return tuple(Equation(variable, value, about=about) for value in made)


def worded(claim: Claim, language: Language, joint: str) -> str:
    """A claim as it is printed, its equations joined by `joint` ("or"). In Chinese several values of the variable are
    numbered as textbooks do: `x₁ = −2，x₂ = 3`."""
    solved = len(claim) > 1 and all(equation.left.op == "symbol" for equation in claim)
    if language != "zh" or not solved:
        return joint.join(f"`{equation.markup()}`" for equation in claim)
    return "，".join(f"`{equation.markup(f'_{{{number}}}')}`" for number, equation in enumerate(claim, start=1))


def move(action: str, claim: Claim, relation: Relation = "same", **slots: Like) -> Move:
    """A move whose slots are filled with printed terms."""
    return Move(action, claim, relation, tuple((name, markup(term(value))) for name, value in slots.items()))


def prove(worked: Worked) -> tuple[str, ...]:
    """Check the whole chain and return the answers in ascending order, as exact rationals or rounded decimals.

    ArithmeticError for a step that does not follow: that is a bug of a family, never bad luck."""
    before = solutions(worked.claim, worked.variable)
    truth = frozenset(value for value in before if value > 0) if worked.positive else before
    for number, step in enumerate(worked.moves):
        after = solutions(step.claim, worked.variable)
        if not _follows(before, after, step.relation, worked.places):
            raise ArithmeticError(f"step {number} ({step.action}) turns {before} into {after}, called {step.relation}")
        before = after
    last = worked.moves[-1]
    if last.relation != "rounded" and before != truth:
        raise ArithmeticError(f"the solution ends with {before}, the equation has {truth}")
    if any(equation.left != symbol(worked.variable) for equation in last.claim):
        raise ArithmeticError("the last step must say what the variable is")
    ascending = sorted(last.claim, key=lambda equation: exact(equation.right))
    return tuple(_answer(equation.right) for equation in ascending)


def solutions(claim: Claim, variable: str) -> frozenset[Any]:
    """The real solutions of a claim, exactly."""
    found: set[Any] = set()
    for equation in claim:
        signs = (1, -1) if ambiguous(equation.left) or ambiguous(equation.right) else (1,)
        for sign in signs:
            found |= _solve(exact(equation.left, sign) - exact(equation.right, sign), variable)
    return frozenset(found)


@functools.lru_cache(maxsize=256)
def _solve(expression: Any, variable: str) -> frozenset[Any]:
    name = sympy.Symbol(variable, real=True)
    if expression.is_rational_function(name):
        above, below = sympy.fraction(sympy.together(expression))
        return frozenset(value for value in _polynomial_roots(above, name) if below.subs(name, value) != 0)
    if sum(name in part.free_symbols for part in expression.atoms(sympy.log)) > 1:
        return frozenset(_solve_logarithms(expression, name))
    cyclic = any(name in part.free_symbols for part in expression.atoms(sympy.sin, sympy.cos))
    found = sympy.solveset(expression, name, sympy.Interval.open(0, 180) if cyclic else sympy.S.Reals)
    return frozenset(sympy.expand(value) for value in found)


def _polynomial_roots(expression: Any, name: Any) -> list[Any]:
    """Real roots of a polynomial of degree 1 or 2, exactly (the general solver takes fifty times as long)."""
    poly = sympy.Poly(expression, name)
    if poly.degree() == 1:
        slope, constant = poly.all_coeffs()
        return [-constant / slope]
    return [value for value in sympy.polys.polyroots.roots_quadratic(poly) if value.is_real]


def _solve_logarithms(expression: Any, name: Any) -> list[Any]:
    """Roots of a sum of logarithms to one whole base: the argument of the merged logarithm is 1, domain checked."""
    base = next(part for part in expression.atoms(sympy.log) if not part.free_symbols)
    merged = sympy.logcombine(sympy.expand(expression * base), force=True)
    inside = [part.args[0] for part in expression.atoms(sympy.log) if name in part.free_symbols]
    wider = _polynomial_roots(sympy.expand(merged.args[0] - 1), name)
    return [value for value in wider if all(part.subs(name, value) > 0 for part in inside)]


def _follows(before: frozenset[Any], after: frozenset[Any], relation: Relation, places: int) -> bool:
    if relation == "wider":
        return before <= after
    if relation == "narrower":
        return bool(after) and any(_same(frozenset(part), after) for part in itertools.combinations(before, len(after)))
    if relation == "rounded":
        half = sympy.Rational(1, 2 * 10**places)
        pairs = zip(sorted(before), sorted(after), strict=True)
        return all(bool(abs(exactly - shown) <= half) for exactly, shown in pairs)
    return _same(before, after)


def _same(before: frozenset[Any], after: frozenset[Any]) -> bool:
    """Whether two solution sets agree; roots that sympy writes in two ways are compared to 30 digits."""
    if before == after:
        return True
    pairs = zip(sorted(before), sorted(after), strict=False)
    return len(before) == len(after) and all(abs((a - b).evalf(40, chop=True)) < sympy.Float("1e-30") for a, b in pairs)


def _answer(node: Term) -> str:
    node = node.args[0] if node.op == "degrees" else node
    return str(node.value if isinstance(node.value, Decimal) else Fraction(exact(node).p, exact(node).q))
