"""Formulas in words: sides, points, functions of one argument; and lists of steps."""

from __future__ import annotations

from abc import ABC

from proofpress_core.content import FormulaTree
from qa_gen.algebra import sides_of
from qa_gen.row_speaker import RowSpeaker
from qa_gen.session import Expr

_ON_SIDES = ("formula_value", "slope", "derivative", "expanded")


class FormulaSpeaker(RowSpeaker, ABC):
    """Puts what is computed with formulas into words."""

    def formula_words(self, expr: Expr) -> dict[str, str]:
        """Slots of operations on a formula: its side, the point, the variable, the function that is named."""
        formula = expr.inputs[0].value if expr.inputs else None
        if not isinstance(formula, FormulaTree):
            return {}
        if expr.op == "holds_at":
            kind = "system" if formula.nodes[formula.root].kind == "cases" else "equation"
            return {"equation": self._phrasing.say_fixed("sides", kind), "point": self._point(expr.params[0])}
        if expr.op not in _ON_SIDES:
            return {}
        slots = {"side": self._side(formula, expr), "x": expr.params[1].partition(" = ")[0]}
        if expr.op in ("formula_value", "slope"):
            slots["point"] = self._point(expr.params[-1])
        if called := self.function_of(expr):
            slots |= {"fn": called[0], "arg": called[1], "side": f"{called[0]}({called[1]})"}
            slots["at"] = expr.params[-1].partition(" = ")[2]
        return slots

    def function_of(self, expr: Expr) -> tuple[str, str] | None:
        """Name and argument of the function that a formula defines, such as f and x in f(x) = 2 x."""
        formula = expr.inputs[0].value
        sides = sides_of(formula) if isinstance(formula, FormulaTree) else []
        if not isinstance(formula, FormulaTree) or len(sides) != 2 or len(sides[0]) != 2 or expr.params[0] != "2":
            return None
        name, brackets = (formula.nodes[place] for place in sides[0])
        if name.kind != "symbol" or brackets.kind != "fenced":
            return None
        argument = formula.nodes[brackets.children[0]]
        known = argument.kind == "symbol" and expr.params[1].split(" = ")[0] == argument.value
        return (name.value, argument.value) if known and ", " not in expr.params[-1] else None

    def _side(self, formula: FormulaTree, expr: Expr) -> str:
        name = "all" if len(sides_of(formula)) == 1 else {"1": "left", "2": "right"}[expr.params[0]]
        return self._phrasing.say_fixed("sides", name)

    def _point(self, text: str) -> str:
        """`x = 2, y = 3` as it is said."""
        parts = text.split(", ")
        if self._phrasing.language == "zh":
            return "，".join(parts)
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

    def numbered(self, listed: str) -> str:
        """Results of steps, each with its number."""
        sign = "；" if self._phrasing.language == "zh" else "; "
        return sign.join(f"({place}) {text}" for place, text in enumerate(listed.split(" ; "), 1))
