"""Meanings as programs, last part: truths and names over groups, single rows and numbers."""

from __future__ import annotations

from collections.abc import Callable

from qa_gen.decompose.claims import Compare, Every, HasColour, IsNamed, Meaning, Trend
from qa_gen.decompose.lowering import COLOUR, VALUE, shared
from qa_gen.decompose.meanings import (
    Best,
    Chosen,
    Coloured,
    ColourOf,
    Ends,
    Group,
    Higher,
    Marks,
    Named,
    NameOf,
    Operand,
    Pick,
    Picked,
    Relation,
    ValueOf,
)  # fmt: skip
from qa_gen.decompose.numbering import NumberLowering, plain
from qa_gen.decompose.tables import CONTENT, Axis
from qa_gen.decompose.terms import Term, term
from qa_gen.values import Undefined


class Lowering(NumberLowering):
    """Whole meanings as terms. Raises Undefined where the table does not have what a meaning asks for."""

    def lower(self, meaning: Meaning) -> Term:
        """The term of a meaning."""
        by: dict[type, Callable[..., Term]] = {
            Compare: self._compare, Trend: self._trend, Every: self._every, IsNamed: self._is_named,
            HasColour: self._has_colour, NameOf: self._name, ColourOf: self._colour,
        }  # fmt: skip
        return by.get(type(meaning), self.number)(meaning)

    def _compare(self, node: Compare) -> Term:
        left, right = shared((node.left, node.right))
        if (everywhere := self._everywhere(node.relation, left, right)) is not None:
            return everywhere
        first, second = self.number(left), self.number(right)
        if node.relation == "equal":
            return term("same_number", first, second)
        if second.op == "number":
            return term("above" if node.relation == "greater" else "below", first, str(second[1]))
        return term(node.relation, first, second)

    def _everywhere(self, relation: Relation, left: Operand, right: Operand) -> Term | None:
        """Whether one line lies above another at every place, where both sides are lines."""
        sides = [side.of if isinstance(side, ValueOf) else side for side in (left, right)]
        first, second = sides if relation == "greater" else sides[::-1]
        if relation == "equal" or not (isinstance(first, Marks) and isinstance(second, Marks)):
            return None
        sizes = {self.size(self.rows(side)) for side in (first, second)}
        if len(sizes) > 1 or sizes & {0, 1, None}:
            return None
        higher = self.rows(Higher(first, second))
        return term("same_number", term("count", higher), term("count", self.rows(first)))

    def _trend(self, node: Trend) -> Term:
        rows = self.rows(node.of)
        if self.size(rows) == 2:
            last, first = (term("number_at", term(op, rows, "1"), VALUE) for op in ("nth_last", "nth"))
            return term("greater" if node.sign > 0 else "less", last, first)
        return term("increasing" if node.sign > 0 else "decreasing", self.rows(node.of), VALUE)

    def _every(self, node: Every) -> Term:
        rows, bound = self.rows(node.of), plain(node.bound)
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
        if isinstance(group, Marks | Best | Ends | Higher):
            rows = self.rows(group)
            one = self.size(rows) == 1
            if node.first and not one and self.table.timed and axis == "category":
                return term("text_at", term("nth", rows, "1"), axis)
            return term("text_at", term("only", rows), axis) if one else term("texts", rows, axis)
        return term("text_at", self.row(group), axis)

    def _open_axis(self, group: object) -> Axis:
        """The axis whose names are asked for: the one that the question does not fix."""
        if isinstance(group, Chosen):
            named = [f for part in group.of if isinstance(part, Marks) for f in part.filters if isinstance(f, Named)]
            return "series" if len({f.name for f in named if f.axis == "series"}) > 1 else "category"
        return self.free_axis(group)


def _is_high(node: object) -> bool:
    return isinstance(node, Pick) and node.sign > 0
