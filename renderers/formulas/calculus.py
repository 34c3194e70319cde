"""Calculus: derivatives, integrals, sums, products, limits and series."""

from __future__ import annotations

from renderers.base import generators
from renderers.formulas._sheet import FormulaGenerator


@generators.register("formulas/calculus")
class Calculus(FormulaGenerator):
    """Calculus: derivatives, integrals, sums, products, limits and series."""

    id = "formulas/calculus"
    area = "calculus"
