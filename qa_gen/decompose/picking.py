"""Meanings as programs, second part: single rows out of the groups of `lowering.py`."""

from __future__ import annotations

from functools import reduce

from qa_gen.decompose.lowering import VALUE, GroupLowering, shared
from qa_gen.decompose.meanings import (
    Best,
    Change,
    Chosen,
    Coloured,
    Constant,
    Ends,
    Fold,
    Group,
    Higher,
    Marks,
    Moved,
    Named,
    Next,
    Operand,
    Pick,
    Picked,
    Placed,
    Scaled,
    Span,
    Steepest,
    Tally,
    ValueOf,
    Widest,
)
from qa_gen.decompose.tables import Axis
from qa_gen.decompose.terms import NoOperation, Term, term
from qa_gen.values import Undefined


class RowLowering(GroupLowering):
    """Single marks as rows."""

    def row(self, node: Group | Picked) -> Term:
        """One row."""
        if isinstance(node, Marks | Best | Ends | Higher):
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
        if isinstance(node, Next):
            return self._next(node)
        if isinstance(node, Moved):
            return self._moved(node)
        first, second = self.two_sets(node)
        return term("widest_gap" if node.sign > 0 else "narrowest_gap", self.rows(first), self.rows(second), VALUE)

    def two_sets(self, node: Widest) -> tuple[Marks, Marks]:
        """The two sets of a gap; the two series (or else categories), where it does not name them."""
        if node.first != node.second:
            said = (*node.first.filters, *node.second.filters)
            if (
                not node.first.filters
                or not node.second.filters
                or not all(isinstance(f, Named | Coloured) for f in said)
            ):
                raise Undefined("a gap between what")
            return node.first, node.second
        axes: tuple[Axis, ...] = ("series", "category")
        axis = next((axis for axis in axes if len(self.table.names(axis)) == 2), None)
        if axis is None:
            raise Undefined("a gap between what")
        first, second = (Marks((*node.first.filters, Named(axis, name))) for name in self.table.names(axis))
        return first, second

    def _moved(self, node: Moved) -> Term:
        """The widest gap between both ends; undefined where the line that moves most moves the other way."""
        span = next((f for f in node.of.filters if isinstance(f, Span)), Span("", ""))
        if len(node.of.filters) > 1 or node.of.filters not in ((), (span,)):
            raise Undefined("ends of what")
        first, last = (self.rows(Marks((Named("category", name),))) for name in self.ends_of(span))
        row = self.evaluator.value(term("widest_gap", last, first, VALUE))
        rising = row in self.evaluator.rows(term("where_higher", last, first, VALUE))
        if rising is not (node.sign > 0):
            raise NoOperation("the largest rise between two moments where a fall is larger")
        return term("widest_gap", last, first, VALUE)

    def _next(self, node: Next) -> Term:
        """The mark beside that of a category; in any series, where none is named."""
        of = node.of
        if not any(isinstance(f, Named) and f.axis == "series" for f in of.filters):
            of = Marks((*of.filters, Named("series", self.table.series[0])))
        self.assumed = self.assumed or not self.table.timed
        return term("next_after" if node.sign > 0 else "next_before", self.rows(of), "category", node.name)

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
