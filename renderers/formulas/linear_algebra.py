"""Linear algebra: matrices, determinants, vectors and systems of equations."""

from __future__ import annotations

from renderers.base import generators
from renderers.formulas._sheet import FormulaGenerator


@generators.register("formulas/linear_algebra")
class LinearAlgebra(FormulaGenerator):
    """Linear algebra: matrices, determinants, vectors and systems of equations."""

    id = "formulas/linear_algebra"
    area = "linear_algebra"
