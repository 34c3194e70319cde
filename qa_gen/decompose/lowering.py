"""Meanings as programs: groups of marks become rows, one mark a row, numbers and truths what the operations offer.

Where a meaning leaves something open, the table settles it: a group that should be one mark falls back to the total of
its series or categories; an operand takes the filter that only its partner names. Colours that do not matter are left
out, others become a filter on the column `colour`, as sides of bars do on `place`. Only a picture has these: such
programs are never run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qa_gen.decompose.lexicon import Lexicon
from qa_gen.decompose.meanings import (
    Best,
    Beyond,
    Coloured,
    Ends,
    Filter,
    Group,
    Higher,
    Like,
    Marks,
    Named,
    Operand,
    Picked,
    Scaled,
    Sided,
    Span,
    ValueOf,
    Widest,
    Within,
    Without,
)  # fmt: skip
from qa_gen.decompose.tables import CONTENT, Axis, SeedChart
from qa_gen.decompose.terms import Evaluator, Term, term
from qa_gen.values import Undefined

VALUE = "value"
COLOUR = "colour"
PLACE = "place"
_MOST_OPERANDS = 12


class GroupLowering:
    """Groups of marks as rows over one table. `pictured` is set once a program needs what only the picture shows;
    `assumed` once it takes the order of the table for the order in the picture."""

    def __init__(self, table: SeedChart, words: Lexicon, evaluator: Evaluator) -> None:
        self.table, self.words, self.evaluator = table, words, evaluator
        self.pictured = False
        self.assumed = False

    def rows(self, group: Group) -> Term:
        """The rows of a group."""
        if isinstance(group, Best):
            return term("top" if group.sign > 0 else "bottom", self.rows(group.of), VALUE, str(group.count))
        if isinstance(group, Ends):
            return self._ends(group)
        if isinstance(group, Higher):
            return self._higher(group)
        made = term("rows", term("chart", CONTENT))
        for given in _in_order(group.filters, coloured=self._matters(group)):
            made = self._filtered(made, given)
        return made

    def _higher(self, group: Higher) -> Term:
        """Rows of one line above another; each needs several."""
        first, second = self.rows(group.first), self.rows(group.second)
        sizes = {self.size(first), self.size(second)}
        if len(sizes) > 1 or sizes & {0, 1}:
            raise Undefined("no two lines side by side")
        return term("where_higher", first, second, VALUE)

    def row(self, node: Group | Picked) -> Term:
        """One row; given by the class that knows rows."""
        raise NotImplementedError

    def free_axis(self, node: object) -> Axis:
        """The axis whose names marks leave open."""
        while not isinstance(node, Marks):
            if isinstance(node, Higher | Widest):
                node = node.first
            elif hasattr(node, "of"):
                node = node.of
            else:
                return "category"
        fixed = {f.axis for f in node.filters if isinstance(f, Named)}
        return "series" if "category" in fixed and "series" not in fixed and not self.table.single else "category"

    def number(self, node: Operand) -> Term:
        """The number of an operand; given by the class that knows numbers."""
        raise NotImplementedError

    def size(self, made: Term) -> int | None:
        """How many rows a term has; None where only the picture tells."""
        return None if self.pictured else len(self.evaluator.rows(made))

    def one_row(self, group: Group) -> Term:
        """The row of a group of one, or of its total."""
        made = self.rows(group)
        if self.size(made) in (1, None):
            return term("only", made)
        for axis, name in self._totals():
            if isinstance(group, Marks) and not any(isinstance(f, Named) and f.axis == axis for f in group.filters):
                made = self.rows(Marks((*group.filters, Named(axis, name))))
                if self.size(made) == 1:
                    return term("only", made)
        raise Undefined("more than one mark, or none")

    def _totals(self) -> list[tuple[Axis, str]]:
        axes: tuple[Axis, ...] = ("series", "category")
        return [(axis, name) for axis in axes for name in self.table.names(axis)
                if name.split(" ")[0].casefold() in self.words.sets["overall"]]  # fmt: skip

    def _matters(self, group: Marks) -> bool:
        """Whether a colour tells marks apart that the names do not."""
        plain = tuple(f for f in group.filters if isinstance(f, Named))
        if len(plain) == len(group.filters) or not plain:
            return True
        made = term("rows", term("chart", CONTENT))
        for given in plain:
            made = self._filtered(made, given)
        return len(self.evaluator.rows(made)) != 1

    def _filtered(self, made: Term, given: Filter) -> Term:
        if isinstance(given, Named | Without):
            return term("where_text" if isinstance(given, Named) else "where_not", made, given.axis, given.name)
        if isinstance(given, Coloured):
            self.pictured = True
            return term("where_text", made, COLOUR, given.colour)
        if isinstance(given, Sided):
            return self._sided(made, given)
        if isinstance(given, Like):
            return term("where_like", made, self.row(given.of), self.free_axis(given.of))
        if isinstance(given, Within):
            return term("where_between", made, VALUE, str(given.low), str(given.high))
        if isinstance(given, Span):
            return self._spanned(made, given)
        return self._beyond(made, given)

    def _sided(self, made: Term, given: Sided) -> Term:
        """The first or last series stands on that side of every group."""
        if self.table.single or self.table.timed:
            raise Undefined("no groups of bars")
        if given.place not in ("left", "right"):
            self.pictured = True
            return term("where_text", made, PLACE, given.place)
        self.assumed = True
        return term("where_text", made, "series", self.table.series[0 if given.place == "left" else -1])

    def _beyond(self, made: Term, given: Beyond) -> Term:
        bound = self.number(given.bound)
        if bound.op == "number":
            text = str(bound[1])
            if given.relation == "equal":
                return term("where_between", made, VALUE, text, text)
            return term("where_above" if given.relation == "greater" else "where_below", made, VALUE, text)
        if given.relation == "equal":
            raise Undefined("no operation keeps rows by an equal computed number")
        return term("where_over" if given.relation == "greater" else "where_under", made, bound, VALUE)

    def ends_of(self, given: Span) -> tuple[str, str]:
        """The categories at both ends of a span, in the order of the table."""
        names = self.table.categories
        first, last = given.first or names[0], given.last or names[-1]
        return (last, first) if names.index(first) > names.index(last) else (first, last)

    def _spanned(self, made: Term, given: Span) -> Term:
        names = self.table.categories
        first, last = self.ends_of(given)
        if not given.strict:
            return term("from_to", made, "category", first, last)
        start, end = names.index(first) + bool(given.first), names.index(last) - bool(given.last)
        if start > end:
            raise Undefined("nothing lies beyond that end")
        return term("from_to", made, "category", names[start], names[end])

    def _ends(self, group: Ends) -> Term:
        """The first or last few marks: by the order of the table where that is known."""
        names = self.table.categories
        named = [f for f in group.of.filters if isinstance(f, Named) and f.axis == "category"]
        if named or not 1 <= group.count <= len(names) or group.place == "middle":
            raise Undefined("no such ends")
        self.settle(group.place)
        ends = names[: group.count] if self.is_start(group.place) else names[-group.count :]
        return term("from_to", self.rows(group.of), "category", ends[0], ends[-1])

    def settle(self, place: str) -> None:
        """Note whether the table tells where marks stand: over time from left to right, or ranked from the top."""
        known = self.table.timed if place in ("left", "right") else self._falls() is not None
        self.assumed = self.assumed or not known
        self.pictured = self.pictured or not (known or place in ("left", "right"))

    def is_start(self, place: str) -> bool:
        """Whether that side is the start of the table."""
        return place == "left" or place == ("bottom" if self._falls() is False else "top")

    def _falls(self) -> bool | None:
        """Whether a single series falls (True) or rises along the table; None if neither."""
        values = [value for _, _, value in self.table.cells() if value is not None]
        if not self.table.single or self.table.timed or len(values) < 2:
            return None
        return True if values == sorted(values, reverse=True) else False if values == sorted(values) else None


def shared(parts: Sequence[Operand]) -> tuple[Operand, ...]:
    """Operands with the names that exactly one of them says and the others leave open ("A in 2010 and B")."""
    if len(parts) > _MOST_OPERANDS:
        raise Undefined("too many operands")
    groups = [_names(part) for part in parts]
    out = []
    for part, own in zip(parts, groups, strict=True):
        if own is None:
            out.append(part)
            continue
        given = [f for other in groups if other and other is not own for f in other]
        axes: tuple[Literal["series", "category"], ...] = ("series", "category")
        extra = [f for axis in axes if not any(o.axis == axis for o in own) for f in given if f.axis == axis]
        out.append(_with(part, extra) if len(set(extra)) == 1 and _says_something(part) else part)
    return tuple(out)


def _names(part: Operand) -> list[Named] | None:
    group = _group(part)
    return None if group is None else [f for f in group.filters if isinstance(f, Named)]


def _says_something(part: Operand) -> bool:
    group = _group(part)
    return group is not None and bool(group.filters)


def _group(part: Operand) -> Marks | None:
    if isinstance(part, Marks):
        return part
    if isinstance(part, Scaled):
        return _group(part.of)
    inner = getattr(part, "of", None)
    return inner if isinstance(inner, Marks) and isinstance(part, ValueOf) else None


def _with(part: Operand, extra: list[Named]) -> Operand:
    if isinstance(part, Scaled):
        return Scaled(part.factor, _with(part.of, extra))
    group = _group(part)
    assert group is not None
    wider = Marks((*group.filters, extra[0]))
    return wider if isinstance(part, Marks) else ValueOf(wider)


def _in_order(filters: tuple[Filter, ...], *, coloured: bool) -> list[Filter]:
    """Names first, then spans, then bounds on numbers; without colours that do not matter; each once."""
    rank = {"Named": 0, "Without": 1, "Coloured": 2, "Span": 3}
    kept = [f for f in dict.fromkeys(filters) if coloured or not isinstance(f, Coloured)]
    return sorted(kept, key=lambda f: (rank.get(type(f).__name__, 4), isinstance(f, Named) and f.axis == "category"))
