"""Meanings as programs, second part: single rows out of the groups of `lowering.py`."""

from __future__ import annotations

from functools import reduce

from qa_gen.decompose.lowering import VALUE, GroupLowering, shared
from qa_gen.decompose.meanings import (
    Best,
    Change,
    Chosen,
    Constant,
    Ends,
    Fold,
    Group,
    Marks,
    Named,
    Operand,
    Pick,
    Picked,
    Placed,
    Scaled,
    Steepest,
    Tally,
    ValueOf,
    Widest,
)
from qa_gen.decompose.terms import NoOperation, Term, term
from qa_gen.values import Undefined


class RowLowering(GroupLowering):
    """Single marks as rows."""

    def row(self, node: Group | Picked) -> Term:
        """One row."""
        if isinstance(node, Marks | Best | Ends):
            return self.one_row(node)
        if isinstance(node, Pick):
            return self._pick(node)
        if isinstance(node, Placed):
            return self._placed(node)
        if isinstance(node, Chosen):
            op = "higher" if node.sign > 0 else "lower"
            rows = [self._candidate(part, node.sign) for part in shared(node.of)]
            return reduce(lambda first, second: term(op, first, second, VALUE), rows)
        if isinstance(node, Steepest):
            return term("largest_rise" if node.sign > 0 else "largest_drop", self.rows(node.of), VALUE)
        if node.sign < 0:
            raise NoOperation("the narrowest gap")
        first, second = self._two_sets(node)
        return term("widest_gap", self.rows(first), self.rows(second), VALUE)

    def _two_sets(self, node: Widest) -> tuple[Marks, Marks]:
        """The two sets of a gap; the two series, where it does not name them."""
        if any(isinstance(f, Named) and f.axis == "series" for f in node.first.filters):
            return node.first, node.second
        if len(self.table.series) != 2 or node.first != node.second:
            raise Undefined("a gap between what")
        first, second = (Marks((*node.first.filters, Named("series", name))) for name in self.table.series)
        return first, second

    def _candidate(self, part: Operand, sign: int) -> Term:
        """An operand of a choice as a row: its own, or its best."""
        if isinstance(part, ValueOf):
            part = part.of
        if isinstance(part, Marks):
            rows = self.rows(part)
            if self.size(rows) not in (1, None):
                return term("highest" if sign > 0 else "lowest", rows, VALUE)
        if isinstance(part, Constant | Fold | Scaled | Change | Tally):
            raise Undefined("a number is no mark")
        return self.row(part)

    def _pick(self, node: Pick) -> Term:
        rows = self.rows(node.of)
        if node.rank == 1:
            return term("highest" if node.sign > 0 else "lowest", rows, VALUE)
        rank = node.rank
        if node.sign < 0:
            if self.pictured:
                return term("highest", term("bottom", rows, VALUE, str(rank)), VALUE)
            rank = len([row for row in self.evaluator.rows(rows) if row.number(VALUE) is not None]) + 1 - rank
        return term("ranked", rows, VALUE, str(rank))

    def _placed(self, node: Placed) -> Term:
        rows = self.rows(node.of)
        if node.place == "middle":
            size = self.size(rows)
            if size is None or size % 2 == 0:
                raise Undefined("no middle")
            return term("nth", rows, str(size // 2 + 1))
        self.settle(node.place)
        return term("nth" if self.is_start(node.place) else "nth_last", rows, str(node.rank))
