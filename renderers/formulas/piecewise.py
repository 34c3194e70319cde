"""Functions by cases, with conditions in the words of the language."""

from __future__ import annotations

from renderers.base import generators
from renderers.formulas._sheet import FormulaGenerator


@generators.register("formulas/piecewise")
class Piecewise(FormulaGenerator):
    """Functions by cases, with conditions in the words of the language."""

    id = "formulas/piecewise"
    area = "piecewise"
