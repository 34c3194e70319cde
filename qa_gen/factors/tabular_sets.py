"""Questions over two groups of rows at once: what they share, what only one has, whether both are led by the same."""

from __future__ import annotations

from proofpress_core.rng import Draw
from qa_gen.factors.base import pick
from qa_gen.factors.tabular_rows import TabularRows
from qa_gen.session import Expr
from qa_gen.values import Undefined


class TabularSets(TabularRows):
    """Set operations and comparisons of two lines of a table with two keys, or of two measures of one."""

    def shared_names(self, draw: Draw) -> Expr:
        """Names that meet one condition and also, or but not, another."""
        first, second = self._two_groups(draw)
        op = draw.choice(("common", "common", "only_first", "united"))
        made = self.session.expr(op, first, second)
        if made.value in (first.value, second.value):
            raise Undefined("degenerate")
        return made

    def counted_names(self, draw: Draw) -> Expr:
        return self.session.expr("count_texts", self.shared_names(draw))

    def compared_lines(self, draw: Draw) -> Expr:
        """How many names two lines share, or at how many one lies above the other."""
        return pick(draw, [(1.0, self.counted_names), (0.6, self.times_higher)])

    def times_higher(self, draw: Draw) -> Expr:
        """At how many places of an ordered key one line lies above another."""
        first, second = self._side_by_side(draw)
        made = self.session.expr("where_higher", first, second, self._measure(draw))
        if not 0 < len(self.session.rows_of(made)) < len(self.session.rows_of(first)):
            raise Undefined("one line lies above the other everywhere")
        return self.session.expr("count", made)

    def same_leader(self, draw: Draw) -> Expr:
        """Whether the same name has the greatest (or smallest) number in two lines or of two measures."""
        op = draw.choice(("highest", "lowest"))
        rows = [self.session.expr(op, line, measure) for line, measure in self._two_lines(draw)]
        names = [self.session.expr("text_at", row, self.key_of(row.inputs[0])) for row in rows]
        return self.session.expr("same_text", *names)

    def paired(self, draw: Draw) -> Expr:
        """Whichever of two named rows has the greater or smaller number."""
        rows, measure = self.line(draw), self._measure(draw)
        first, second = self.named(draw, rows), self.named(draw, rows)
        if first is second:
            raise Undefined("a row against itself")
        row = self.session.expr(draw.choice(("higher", "lower")), first, second, measure)
        return self.session.expr("text_at", row, self.key_of(rows))

    def stepped(self, draw: Draw) -> Expr:
        """The greatest or mean change from one row to the next."""
        rows, measure = self.line(draw), self._measure(draw)
        self._ordered(rows, measure)
        changes = self.session.expr("changes", rows, measure)
        return self.session.expr(draw.choice(("maximum", "minimum", "mean")), changes)

    def _two_groups(self, draw: Draw) -> tuple[Expr, Expr]:
        (first, one), (second, other) = self._two_lines(draw)
        groups = [self._bounded_by(draw, first, one), self._bounded_by(draw, second, other)]
        texts = [self.session.expr("texts", rows, self.key_of(rows)) for rows in groups]
        if not all(1 <= len(self.session.rows_of(rows)) <= 8 for rows in groups):
            raise Undefined("a group of none, or of too many")
        return texts[0], texts[1]

    def _two_lines(self, draw: Draw) -> list[tuple[Expr, str]]:
        """Two (rows, measure) whose rows have the same names."""
        if not self.keys:
            raise Undefined("the rows have no names")
        if len(self.measures) > 1:
            one, other = draw.sample(self.measures, 2)
            if len(self.keys) == 1 or draw.chance(0.4):
                rows = self.line(draw)
                return [(rows, one), (rows, other)]
        if len(self.keys) != 2:
            raise Undefined("no second line")
        key = self.facet or draw.choice(self.keys)
        names, measure = self._names_of(self.rows, key), self._measure(draw)
        lines = [self.session.expr("where_text", self.rows, key, name) for name in draw.sample(names, 2)]
        return [(line, measure) for line in lines]
