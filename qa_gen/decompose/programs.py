"""Meanings as programs, third part: numbers, truths and names over groups and single rows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from qa_gen.decompose.lowering import COLOUR, VALUE, shared
from qa_gen.decompose.meanings import (
    Best,
    Change,
    Chosen,
    Coloured,
    ColourOf,
    Compare,
    Constant,
    Ends,
    Every,
    Fold,
    Group,
    HasColour,
    IsNamed,
    Marks,
    Meaning,
    Named,
    NameOf,
    Operand,
    Pick,
    Picked,
    Scaled,
    Tally,
    Trend,
    ValueOf,
    Widest,
)  # fmt: skip
from qa_gen.decompose.picking import RowLowering
from qa_gen.decompose.tables import CONTENT, Axis
from qa_gen.decompose.terms import NoOperation, Term, term
from qa_gen.values import Undefined

_OVER_NUMBERS = {"sum": "sum", "mean": "mean", "median": "median", "spread": "spread", "max": "maximum",
                 "min": "minimum"}  # fmt: skip
_MOST_FACTORS = 12


class Lowering(RowLowering):
    """Whole meanings as terms. Raises Undefined where the table does not have what a meaning asks for."""

    def lower(self, meaning: Meaning) -> Term:
        """The term of a meaning."""
        by: dict[type, Callable[..., Term]] = {
            Compare: self._compare, Trend: self._trend, Every: self._every, IsNamed: self._is_named,
            HasColour: self._has_colour, NameOf: self._name, ColourOf: self._colour,
        }  # fmt: skip
        return by.get(type(meaning), self.number)(meaning)

    def number(self, node: Operand | Meaning) -> Term:
        """A number."""
        by: dict[type, Callable[..., Term]] = {
            Constant: lambda n: term("number", _plain(n.number)), ValueOf: lambda n: self._value(n.of),
            Fold: self._fold, Change: self._change, Tally: self._tally,
            Scaled: lambda n: term("scaled", self.number(n.of), _plain(n.factor)),
        }  # fmt: skip
        made = by.get(type(node))
        return made(node) if made else self._value(node)  # type: ignore[arg-type]

    def _value(self, node: Group | Picked) -> Term:
        """The number of one mark; of a rank also where several share it."""
        if isinstance(node, Widest):
            return self._gap_at(node)
        if isinstance(node, Pick) and not self._is_unique(node):
            return self._ranked_number(node)
        if isinstance(node, Best | Ends) and node.count > 1:
            return term("sum", term("numbers", self.rows(node), VALUE))
        return term("number_at", self.row(node), VALUE)

    def _is_unique(self, node: Pick) -> bool:
        made = self._pick(node)
        if self.pictured:
            return True
        try:
            self.evaluator.value(made)
        except Undefined:
            return False
        return True

    def _ranked_number(self, node: Pick) -> Term:
        rows = self.rows(node.of)
        if node.rank == 1:
            return term("maximum" if node.sign > 0 else "minimum", term("numbers", rows, VALUE))
        kept = term("top" if node.sign > 0 else "bottom", rows, VALUE, str(node.rank))
        return term("minimum" if node.sign > 0 else "maximum", term("numbers", kept, VALUE))

    def _gap_at(self, node: Widest) -> Term:
        row = self.row(node)
        other = term("only", term("where_like", self.rows(self._two_sets(node)[1]), row, "category"))
        return term("gap", term("number_at", row, VALUE), term("number_at", other, VALUE))

    def _fold(self, node: Fold) -> Term:
        if len(node.of) == 1 and isinstance(node.of[0], Marks | Best | Ends):
            return self._fold_group(node, node.of[0])
        parts = [self._summed(part, node.kind) for part in shared(node.of)]
        if len(set(parts)) < len(parts):
            raise Undefined("the same number twice")
        if node.kind in ("difference", "ratio", "spread") and len(parts) != 2:
            raise Undefined("two numbers are needed")
        if node.kind in ("difference", "spread"):
            return term("gap", *parts)
        if node.kind == "ratio":
            return term("ratio", *parts)
        if node.kind == "product":
            return reduce(lambda first, second: term("multiply", first, second), parts)
        if node.kind == "sum" or node.kind == "mean" or (node.kind == "median" and len(parts) == 2):
            total = reduce(lambda first, second: term("add", first, second), parts)
            return total if node.kind == "sum" else term("ratio", total, term("number", str(len(parts))))
        raise NoOperation(f"the {node.kind} of a list")

    def _summed(self, part: Operand, kind: str) -> Term:
        """An operand of a calculation: for sums also a whole group."""
        if kind == "sum" and isinstance(part, Marks):
            rows = self.rows(part)
            if self.size(rows) not in (1, None):
                return term("sum", term("numbers", rows, VALUE))
        return self.number(part)

    def _fold_group(self, node: Fold, group: Group) -> Term:
        rows = self.rows(group)
        if node.kind in _OVER_NUMBERS:
            return term(_OVER_NUMBERS[node.kind], term("numbers", rows, VALUE))
        size = self.size(rows)
        if size is None and node.kind != "product":
            return term("gap" if node.kind == "difference" else "ratio", *self._places(rows, 2))
        if size == 2 and node.kind != "product":
            return term("gap" if node.kind == "difference" else "ratio", *self._places(rows, 2))
        if node.kind == "difference" and size and size > 2:
            return term("spread", term("numbers", rows, VALUE))
        if node.kind == "product" and size and size <= _MOST_FACTORS:
            return reduce(lambda first, second: term("multiply", first, second), self._places(rows, size))
        raise Undefined("two numbers are needed")

    def _places(self, rows: Term, count: int) -> list[Term]:
        return [term("number_at", term("nth", rows, str(k)), VALUE) for k in range(1, count + 1)]

    def _change(self, node: Change) -> Term:
        rows = self.rows(node.of)
        first, last = (term("number_at", term(op, rows, "1"), VALUE) for op in ("nth", "nth_last"))
        if self.size(rows) in (0, 1):
            raise Undefined("a change needs two marks")
        return term("percent_change", first, last) if node.relative else term("gap", last, first)

    def _tally(self, node: Tally) -> Term:
        rows = self.rows(node.of)
        if node.unit == "mark":
            return term("count", rows)
        self.pictured = self.pictured or node.unit == "colour"
        return term("distinct", term("texts", rows, node.unit))

    def _compare(self, node: Compare) -> Term:
        left, right = shared((node.left, node.right))
        first, second = self.number(left), self.number(right)
        if node.relation == "equal":
            return term("same_number", first, second)
        if second.op == "number":
            return term("above" if node.relation == "greater" else "below", first, str(second[1]))
        return term(node.relation, first, second)

    def _trend(self, node: Trend) -> Term:
        return term("increasing" if node.sign > 0 else "decreasing", self.rows(node.of), VALUE)

    def _every(self, node: Every) -> Term:
        rows, bound = self.rows(node.of), _plain(node.bound)
        if node.relation == "greater":
            return term("any_above" if node.some else "all_above", rows, VALUE, bound)
        beyond = term("where_below", rows, VALUE, bound)
        return term("same_number", term("count", beyond), term("count", rows))

    def _is_named(self, node: IsNamed) -> Term:
        named = [f for f in node.filters if isinstance(f, Named)]
        if not named:
            raise Undefined("no name to compare with")
        texts = term("texts", term("top" if _is_high(node.of) else "bottom", self.rows(node.of.of), VALUE, "1"),
                     named[0].axis) if isinstance(node.of, Pick) and node.of.rank == 1 else None  # fmt: skip
        own = term("text_at", self.row(node.of), named[0].axis)
        other = term("text_at", self.row(Pick(1, 1, Marks((named[0],)))), named[0].axis)
        return term("has_text", texts, named[0].name) if texts is not None else term("same_text", own, other)

    def _has_colour(self, node: HasColour) -> Term:
        self.pictured = True
        return term("has_text", term("texts", self._coloured_rows(node.of), COLOUR), node.colour)

    def _coloured_rows(self, node: Group | Picked) -> Term:
        if isinstance(node, Marks | Best | Ends):
            return self.rows(node)
        return term("where_like", self.rows(Marks()), self.row(node), "category")

    def _colour(self, node: ColourOf) -> Term:
        group = node.of
        named = [f for f in group.filters if isinstance(f, Named)] if isinstance(group, Marks) else []
        if named:
            made = term("colour_of", term("chart", CONTENT), named[0].name)
        else:
            made = term("text_at", self.row(group), COLOUR)
        self.pictured = True
        return made

    def _name(self, node: NameOf) -> Term:
        group = node.of
        if isinstance(group, Marks) and len(group.filters) == 1 and isinstance(group.filters[0], Coloured):
            self.pictured = True
            return term("named_by_colour", term("chart", CONTENT), group.filters[0].colour)
        axis = node.axis or self._open_axis(group)
        if isinstance(group, Marks | Best | Ends):
            rows = self.rows(group)
            one = self.size(rows) == 1
            return term("text_at", term("only", rows), axis) if one else term("texts", rows, axis)
        return term("text_at", self.row(group), axis)

    def _open_axis(self, group: object) -> Axis:
        """The axis whose names are asked for: the one that the question does not fix."""
        if isinstance(group, Chosen):
            named = [f for part in group.of if isinstance(part, Marks) for f in part.filters if isinstance(f, Named)]
            return "series" if len({f.name for f in named if f.axis == "series"}) > 1 else "category"
        while not isinstance(group, Marks) and hasattr(group, "of"):
            group = group.of
        fixed = {f.axis for f in group.filters if isinstance(f, Named)} if isinstance(group, Marks) else set()
        return "series" if "category" in fixed and not self.table.single else "category"


def _is_high(node: object) -> bool:
    return isinstance(node, Pick) and node.sign > 0


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
