"""Meanings as programs, third part: numbers over groups and single rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce

from qa_gen.decompose.claims import Meaning
from qa_gen.decompose.lowering import VALUE, shared
from qa_gen.decompose.meanings import (
    Best,
    Change,
    Constant,
    Ends,
    Fold,
    Group,
    Marks,
    Named,
    Operand,
    Pick,
    Picked,
    Scaled,
    Tally,
    ValueOf,
    Widest,
)  # fmt: skip
from qa_gen.decompose.picking import RowLowering
from qa_gen.decompose.terms import NoOperation, Term, term
from qa_gen.values import Undefined

_OVER_NUMBERS = {"sum": "sum", "mean": "mean", "median": "median", "spread": "spread", "max": "maximum",
                 "min": "minimum"}  # fmt: skip
_MOST_FACTORS = 12
_DENIALS = ("not ", "no ", "non-", "don't ", "don’t ", "do not ", "never ")
_PREFIXES = ("un", "dis", "in", "non")


class NumberLowering(RowLowering):
    """Numbers as terms."""

    def number(self, node: Operand | Meaning) -> Term:
        """A number."""
        by: dict[type, Callable[..., Term]] = {
            Constant: lambda n: term("number", plain(n.number)), ValueOf: lambda n: self._value(n.of),
            Fold: self._fold, Change: self._change, Tally: self._tally,
            Scaled: lambda n: term("scaled", self.number(n.of), plain(n.factor)),
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
        row, (first, second) = self.row(node), self.two_sets(node)
        other = term("only", term("where_like", self.rows(second), row, self.free_axis(first)))
        return term("gap", term("number_at", row, VALUE), term("number_at", other, VALUE))

    def _fold(self, node: Fold) -> Term:
        if len(node.of) == 1 and isinstance(node.of[0], Marks | Best | Ends):
            return self._fold_group(node, node.of[0])
        if node.kind == "complement":
            return self._complement(node.of[0])
        parts = [self._summed(part, node.kind) for part in shared(node.of)]
        if len(set(parts)) < len(parts):
            raise Undefined("the same number twice")
        if node.kind in ("difference", "percent", "ratio", "spread") and len(parts) != 2:
            raise Undefined("two numbers are needed")
        if node.kind in ("difference", "spread"):
            return term("gap", *parts)
        if node.kind == "percent":
            return term("percent_of", term("gap", *parts), parts[1])
        if node.kind == "ratio":
            return term("ratio", *parts)
        if node.kind == "product":
            return reduce(lambda first, second: term("multiply", first, second), parts)
        if node.kind == "sum" or node.kind == "mean" or (node.kind == "median" and len(parts) == 2):
            total = reduce(lambda first, second: term("add", first, second), parts)
            return total if node.kind == "sum" else term("ratio", total, term("number", str(len(parts))))
        raise NoOperation(f"the {node.kind} of a list")

    def _complement(self, node: Operand) -> Term:
        """The value of the opposite name, where the table has one; else what is missing to 100 percent."""
        group = node.of if isinstance(node, ValueOf) else node
        names = [f for f in group.filters if isinstance(f, Named)] if isinstance(group, Marks) else []
        for name in names:
            answers = self.table.single or name.axis == "series"
            opposite = opposite_of(name.name, self.table.names(name.axis)) if answers else ""
            if opposite:
                rest = tuple(f for f in names if f is not name)
                return self._value(Marks((*rest, Named(name.axis, opposite))))
        if not self.table.percents:
            raise Undefined("nothing adds up to a hundred")
        return term("difference", term("number", "100"), self.number(node))

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


def opposite_of(name: str, names: Sequence[str]) -> str:
    """The name that denies another: "not safe" or "unsafe" of "safe", the other one of two; itself, if it denies
    something; "" if there is none."""
    if name.casefold().startswith(_DENIALS):
        return name
    denied = [prefix + name.casefold() for prefix in (*_DENIALS, *_PREFIXES)]
    said = [other for other in names if other.casefold() in denied]
    others = [other for other in names if other != name]
    return said[0] if said else others[0] if len(others) == 1 else ""


def plain(number: Decimal) -> str:
    """A number as a parameter: no exponent, no closing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
