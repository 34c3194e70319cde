"""Symbols, numbers and structure of formulas."""

from __future__ import annotations

from collections import Counter

from proofpress_core.content import FormulaTree
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView, unevaluated
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined


class Symbols(MenuView):
    """Symbols, numbers and structure of a formula."""

    def __init__(self, session: Session, formula: FormulaTree) -> None:
        super().__init__(session)
        source = session.expr("formula", formula.id)
        kinds = Counter(node.kind for node in formula.nodes)
        symbols = list(
            dict.fromkeys(node.value for node in formula.nodes if node.kind == "symbol" and node.value[:1].isalnum())
        )
        number = self.menu["number"]
        number += [(2.0, lambda d: session.expr("distinct", session.expr("symbols", source)))]
        if symbols:
            number += [(2.0, lambda d: session.expr("symbol_count", source, d.choice(symbols)))]
            number += [(0.7, lambda d: self._two_symbols(d, source, symbols))]
        counted = [k for k in ("frac", "root", "sum", "integral", "product", "limit", "function", "fenced") if kinds[k]]
        if counted:
            number += [(1.5, lambda d: session.expr("kind_count", source, d.choice(counted)))]
        if kinds["number"] > 1:
            numbers = session.expr("formula_numbers", source)
            number += [(2.5, lambda d: session.expr(d.choice(("sum", "maximum", "spread")), numbers))]
        if kinds["matrix"] == 1:
            number += [(1.0, lambda d: session.expr(d.choice(("matrix_rows", "matrix_columns")), source))]
            self.missing_menu += [lambda d: self._entry_beyond(d, source)]
            number += [(4.0, lambda d: self._entry(d, source)), (4.0, lambda d: self._two_entries(d, source))]

    def _two_symbols(self, draw: Draw, source: Expr, symbols: list[str]) -> Expr:
        if len(symbols) < 2:
            raise Undefined("one symbol only")
        first, second = (self.session.expr("symbol_count", source, s) for s in draw.sample(symbols, 2))
        return self.session.expr("gap", first, second)

    def _entry_beyond(self, draw: Draw, source: Expr) -> tuple[Expr, Expr]:
        """An entry in a row or column that the matrix does not have."""
        rows, columns = self._size(source)
        if draw.chance(0.5):
            asked = unevaluated("matrix_entry", source, str(rows + 1), str(draw.integer(1, columns)))
            return asked, self.session.expr("above", self.session.expr("matrix_rows", source), str(rows))
        asked = unevaluated("matrix_entry", source, str(draw.integer(1, rows)), str(columns + 1))
        return asked, self.session.expr("above", self.session.expr("matrix_columns", source), str(columns))

    def _size(self, source: Expr) -> tuple[int, int]:
        rows, columns = (self.session.expr(op, source) for op in ("matrix_rows", "matrix_columns"))
        return int(self.session.number_of(rows)), int(self.session.number_of(columns))

    def _entry(self, draw: Draw, source: Expr) -> Expr:
        rows, columns = self._size(source)
        return self.session.expr("matrix_entry", source, str(draw.integer(1, rows)), str(draw.integer(1, columns)))

    def _two_entries(self, draw: Draw, source: Expr) -> Expr:
        first, second = self._entry(draw, source), self._entry(draw, source)
        if first is second:
            raise Undefined("an entry with itself")
        return self.session.expr(draw.choice(("add", "multiply", "difference", "gap")), first, second)
