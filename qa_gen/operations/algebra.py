"""Formulas as arithmetic: values of sides, slopes, derivatives, equality."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.content import FormulaTree
from qa_gen.algebra import Term, equations, point_of, side
from qa_gen.operations import means
from qa_gen.term_values import coefficients, dual_at, polynomial_text, value_at
from qa_gen.values import Env, Num, Undefined


@means("formula_value")
def formula_value(env: Env, formula: FormulaTree, index: str, point: str) -> Num:
    return Num(value_at(side(formula, index), point_of(point)))


@means("slope")
def slope(env: Env, formula: FormulaTree, index: str, symbol: str, point: str) -> Num:
    term = side(formula, index)
    if _bends(term):
        raise Undefined("no slope of bars, roots and cases")
    numbers = point_of(point)
    if symbol not in numbers:
        raise Undefined(f"{symbol} has no number")
    return Num(dual_at(term, numbers, symbol)[1])


def _bends(term: Term) -> bool:
    return term.op in ("bars", "root", "cases") or any(_bends(arg) for arg in term.args)


@means("derivative")
def derivative(env: Env, formula: FormulaTree, index: str, symbol: str) -> str:
    found = coefficients(side(formula, index), symbol)
    return polynomial_text([power * c for power, c in enumerate(found)][1:], symbol)


@means("holds_at")
def holds_at(env: Env, formula: FormulaTree, point: str) -> bool:
    numbers: dict[str, Fraction] = point_of(point)
    return all(value_at(left, numbers) == value_at(right, numbers) for left, right in equations(formula))


@means("expanded")
def expanded(env: Env, formula: FormulaTree, index: str, symbol: str) -> str:
    return polynomial_text(coefficients(side(formula, index), symbol), symbol)
