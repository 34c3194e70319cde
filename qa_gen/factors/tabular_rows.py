"""Rows of charts and flat tables: which columns name them, how some are chosen, how one is found."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, between, pick, threshold
from qa_gen.factors.table import Table
from qa_gen.session import Expr
from qa_gen.values import Undefined


class TabularRows(Table):
    """Ways to choose some rows of a table, and one of them."""

    def line(self, draw: Draw) -> Expr:
        """Rows with at most one free key, so that a name points to one row."""
        if len(self.keys) < 2:
            return self.rows
        return self._fix(draw, self.rows, self.facet or draw.choice(self.keys))

    def subset(self, draw: Draw, rows: Expr) -> Expr:
        """Some of the rows: a filter that keeps at least two and drops at least one."""
        made = pick(draw, self._filters(rows))
        if not 2 <= len(self.session.rows_of(made)) < len(self.session.rows_of(rows)):
            raise Undefined("the filter keeps too few or all")
        return made

    def _filters(self, rows: Expr) -> list[tuple[float, Production]]:
        key, session = self.key_of(rows), self.session
        found: list[tuple[float, Production]] = [
            (2.0, lambda d: self._bounded(d, rows)),
            (1.0, lambda d: session.expr(d.choice(("top", "bottom")), rows, self._measure(d), str(d.integer(2, 4)))),
            (0.7, lambda d: self._over_mean(d, rows)),
        ]
        if key:
            found += [(1.0, lambda d: session.expr("where_not", rows, key, self._name(d, rows, key)))]
            found += [
                (0.6, lambda d: session.expr(d.choice(("without_highest", "without_lowest")), rows, self._measure(d)))
            ]
        if key and self.lexicon.nouns[key].ordered and len(self.session.rows_of(rows)) > 3:
            found += [(2.5, lambda d: self._range(d, rows, key))]
        for attribute in self.attributes:
            found += [(1.5, partial(self._fix_to, rows, attribute))]
        return found

    def _bounded(self, draw: Draw, rows: Expr) -> Expr:
        return self._bounded_by(draw, rows, self._measure(draw))

    def _bounded_by(self, draw: Draw, rows: Expr, measure: str) -> Expr:
        """Rows above, below or (sometimes) between thresholds."""
        if draw.chance(0.15):
            low, high = sorted((threshold(draw, self._values(rows, measure)) for _ in range(2)), key=Fraction)
            return self.session.expr("where_between", rows, measure, low, high)
        bound = threshold(draw, self._values(rows, measure))
        return self.session.expr(draw.choice(("where_above", "where_below")), rows, measure, bound)

    def _over_mean(self, draw: Draw, rows: Expr) -> Expr:
        measure = self._measure(draw)
        if not self._may_average(rows, measure):
            raise Undefined("a mean of means")
        mean = self.session.expr("mean", self.session.expr("numbers", rows, measure))
        return self.session.expr(draw.choice(("where_over", "where_under")), rows, mean, measure)

    def _range(self, draw: Draw, rows: Expr, key: str) -> Expr:
        names = [row.text(key) for row in self.session.rows_of(rows)]
        first = draw.integer(0, len(names) - 3)
        last = draw.integer(first + 2, len(names) - 1)
        op = "strictly_between" if last - first > 2 and draw.chance(0.25) else "from_to"
        return self.session.expr(op, rows, key, names[first], names[last])

    def _fix_to(self, rows: Expr, key: str, draw: Draw) -> Expr:
        return self._fix(draw, rows, key)

    def _fix(self, draw: Draw, rows: Expr, key: str) -> Expr:
        return self.session.expr("where_text", rows, key, self._name(draw, rows, key))

    def named(self, draw: Draw, rows: Expr) -> Expr:
        """One row of a line by its name."""
        key = self.key_of(rows)
        if not key:
            raise Undefined("the rows have no names")
        return self.session.expr("only", self._fix(draw, rows, key))

    def chosen(self, draw: Draw, rows: Expr, measure: str) -> Expr:
        """One row by what is true of it."""
        session, key = self.session, self.key_of(rows)
        found: list[tuple[float, Production]] = [
            (2.0, lambda d: session.expr(d.choice(("highest", "lowest")), rows, measure)),
            (1.0, lambda d: session.expr("ranked", rows, measure, str(d.integer(2, 3)))),
            (0.4, lambda d: self._nearest(d, rows, measure)),
        ]
        if key:
            found += [(0.4, lambda d: session.expr("nearest_to", rows, self.named(d, rows), measure))]
        if key and self.lexicon.nouns[key].ordered and not self.lexicon.measures[measure].place:
            found += [(1.5, lambda d: session.expr(d.choice(("largest_rise", "largest_drop")), rows, measure))]
        if key and self.lexicon.nouns[key].ordered:
            found += [(0.5, lambda d: self._neighbour(d, rows, key))]
        if key:
            found += [(0.4, lambda d: session.expr(d.choice(("nth", "nth_last")), rows, "1"))]
        if key and len(self.keys) == 2:
            found += [(1.2, lambda d: self._between_lines(d, measure))]
        return pick(draw, found)

    def _nearest(self, draw: Draw, rows: Expr, measure: str) -> Expr:
        """The row whose number comes nearest to a round one."""
        bound = threshold(draw, self._values(rows, measure))
        if Fraction(bound) in self._values(rows, measure):
            raise Undefined("a number that is met needs no nearest")
        return self.session.expr("nearest", rows, measure, bound)

    def nearest_point(self, draw: Draw) -> Expr:
        """The point of a cloud that lies nearest to a place that is given by two round numbers."""
        if len(self.measures) < 2:
            raise Undefined("no two axes")
        row = draw.choice(self.table_rows)
        bounds = [self._beside(draw, row.number(name), name) for name in self.measures[:2]]
        return self.session.expr("nearest_point", self.rows, *self.measures[:2], *bounds)

    def _beside(self, draw: Draw, value: Fraction | None, measure: str) -> str:
        """A round number a little above or below a value."""
        values = self._values(self.rows, measure)
        reach = (values[-1] - values[0]) / 25
        if value is None or not reach:
            raise Undefined("no place beside it")
        return between(value, value + reach) if draw.chance(0.5) else between(value - reach, value)

    def _neighbour(self, draw: Draw, rows: Expr, key: str) -> Expr:
        return self.session.expr(draw.choice(("next_after", "next_before")), rows, key, self._name(draw, rows, key))

    def _between_lines(self, draw: Draw, measure: str) -> Expr:
        """Where two lines of an ordered key lie furthest apart, closest together or change places."""
        first, second = self._side_by_side(draw)
        return self.session.expr(draw.choice(("widest_gap", "narrowest_gap", "crossing")), first, second, measure)

    def _side_by_side(self, draw: Draw) -> tuple[Expr, Expr]:
        """Two lines over the same ordered names."""
        ordered = [key for key in self.keys if self.lexicon.nouns[key].ordered and key != self.facet]
        if len(self.keys) != 2 or not ordered or not self.alike():
            raise Undefined("no two lines over an ordered key")
        other = next(key for key in self.keys if key != ordered[0])
        names = draw.sample(sorted({row.text(other) for row in self.table_rows}), 2)
        first, second = (self.session.expr("where_text", self.rows, other, name) for name in names)
        self._check_beside(first, second, ordered[0])
        return first, second

    def _check_beside(self, first: Expr, second: Expr, key: str) -> None:
        """Undefined unless both lines have the same names in the same order."""
        names = [[row.text(key) for row in self.session.rows_of(line)] for line in (first, second)]
        if names[0] != names[1]:
            raise Undefined("the lines do not stand side by side")
