"""Worked solutions and their proof: every step's statement is solved by sympy and compared with the one before.

A *claim* is a list of equations joined by "or". A *move* says in words what is done and which claim holds after it;
its relation to the claim before is `same` (equal solution sets), `wider` (squaring, clearing denominators: roots may
come in), `narrower` (a check that throws roots out) or `rounded` (decimals half a unit of the last place around).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import sympy

from renderers.math_problems._algebra import Like, Term, ambiguous, exact, markup, symbol, term

Relation = Literal["same", "wider", "narrower", "rounded"]


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides of an equation; `about` prints the sign of a rounded value."""

    left: Term
    right: Term
    about: bool = False

    def markup(self) -> str:
        """The equation as it is printed."""
        return f"{markup(self.left)} {'≈' if self.about else '='} {markup(self.right)}"


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
    its wording; `places` is the number of decimals that the statement asks for, -1 where the answer is exact."""

    variable: str
    claim: Claim
    moves: tuple[Move, ...]
    prompt: str = "solve"
    places: int = -1
    givens: tuple[tuple[str, int | Decimal], ...] = ()


def equal(left: Like, right: Like) -> Claim:
    """The claim of one equation."""
    return (Equation(term(left), term(right)),)


def roots(variable: Term, *values: Like, about: bool = False) -> Claim:
    """The claim `variable = value or ...` in the given order."""
    return tuple(Equation(variable, term(value), about=about) for value in values)


def move(action: str, claim: Claim, relation: Relation = "same", **slots: Like) -> Move:
    """A move whose slots are filled with printed terms."""
    return Move(action, claim, relation, tuple((name, markup(term(value))) for name, value in slots.items()))


def prove(worked: Worked) -> tuple[str, ...]:
    """Check the whole chain and return the answers in ascending order, as exact rationals or rounded decimals.

    ArithmeticError for a step that does not follow: that is a bug of a family, never bad luck."""
    before = truth = solutions(worked.claim, worked.variable)
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


@functools.lru_cache(maxsize=1024)
def _solve(expression: Any, variable: str) -> frozenset[Any]:
    name = sympy.Symbol(variable, real=True)
    found = sympy.solveset(expression, name, sympy.S.Reals)
    if isinstance(found, sympy.ConditionSet):
        found = _solve_logarithms(expression, name)
    return frozenset(sympy.expand(sympy.radsimp(value)) for value in found)


def _solve_logarithms(expression: Any, name: Any) -> list[Any]:
    """Roots of a sum of logarithms to one whole base: the argument of the merged logarithm is 1, domain checked."""
    base = next(part for part in expression.atoms(sympy.log) if not part.free_symbols)
    merged = sympy.logcombine(sympy.expand(expression * base), force=True)
    wider = sympy.solveset(merged.args[0] - 1, name, sympy.S.Reals)
    return [value for value in wider if sympy.simplify(expression.subs(name, value)) == 0]


def _follows(before: frozenset[Any], after: frozenset[Any], relation: Relation, places: int) -> bool:
    if relation == "wider":
        return before <= after
    if relation == "narrower":
        return after <= before and bool(after)
    if relation == "rounded":
        half = sympy.Rational(1, 2 * 10**places)
        pairs = zip(sorted(before), sorted(after), strict=True)
        return all(bool(abs(exactly - shown) <= half) for exactly, shown in pairs)
    return before == after


def _answer(node: Term) -> str:
    return str(node.value if isinstance(node.value, Decimal) else Fraction(exact(node).p, exact(node).q))
