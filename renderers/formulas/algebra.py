"""Algebra: identities, equations, roots, powers, logarithms, rational expressions, trigonometry."""

from __future__ import annotations

from renderers.base import generators
from renderers.formulas._sheet import FormulaGenerator


@generators.register("formulas/algebra")
class Algebra(FormulaGenerator):
    """Algebra: identities, equations, roots, powers, logarithms, rational expressions, trigonometry."""

    id = "formulas/algebra"
    area = "algebra"
