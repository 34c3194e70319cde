"""Laws of physics, chemistry and statistics."""

from __future__ import annotations

from renderers.base import generators
from renderers.formulas._sheet import FormulaGenerator


@generators.register("formulas/science")
class Science(FormulaGenerator):
    """Laws of physics, chemistry and statistics."""

    id = "formulas/science"
    area = "science"
