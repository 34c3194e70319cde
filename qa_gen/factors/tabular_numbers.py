"""Charts and flat tables as rows: every question for a number."""

from __future__ import annotations

from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, pick
from qa_gen.factors.tabular_sets import TabularSets
from qa_gen.session import Expr
from qa_gen.values import Undefined

CROWD = 12
"""More than these no one counts without losing count."""
_PERCENTS = ("5", "10", "20", "25", "50", "-10", "-20")


class TabularNumbers(TabularSets):
    """Numbers that are looked up, counted, aggregated, computed or supposed."""

    def number(self, draw: Draw) -> Expr:
        """A number that takes one step or several."""
        productions: list[tuple[float, Production]] = [
            (1.0, self.looked_up),
            (1.2, self.looked_up_elsewhere),
            (1.6, self.aggregated),
            (1.3, self.counted),
            (1.8, self.computed),
            (0.8, self.shared),
            (0.6, self.trended),
            (0.7, self.supposed),
            (0.7, self.compared_lines),
            (0.3, self.stepped),
            (0.25, self.named_kinds),
            (0.3, self.weighted),
            (0.4, self.multiplied),
        ]
        return pick(draw, [(1.0, self.looked_up), (1.0, self.computed)] if self.curve else productions)

    def looked_up(self, draw: Draw) -> Expr:
        """A number at a named row."""
        return self.session.expr("number_at", self.named(draw, self.line(draw)), self._measure(draw))

    def looked_up_elsewhere(self, draw: Draw) -> Expr:
        """A number at a row that was found by another number: another column, or another line of a two-key table."""
        rows, measure = self.line(draw), self._measure(draw)
        row = self.chosen(draw, rows, measure)
        others = [name for name in self.measures if name != measure]
        if others and (len(self.keys) < 2 or draw.chance(0.5)):
            return self.session.expr("number_at", row, draw.choice(others))
        if len(self.keys) != 2:
            raise Undefined("nowhere else to look")
        return self.session.expr("number_at", self._same_place(draw, row), measure)

    def _same_place(self, draw: Draw, row: Expr) -> Expr:
        """The row of another line at the place of a row."""
        key = self.key_of(row.inputs[0])
        other = next(name for name in self.keys if name != key)
        used = self.session.row_of(row).text(other)
        names = [name for name in self._names_of(self.rows, other) if name != used]
        line = self.session.expr("where_text", self.rows, other, draw.choice(names))
        return self.session.expr("only", self.session.expr("where_like", line, row, key))

    def aggregated(self, draw: Draw) -> Expr:
        """A sum, mean, median or extreme over a line or a part of it."""
        rows, measure = self.line(draw), self._measure(draw)
        if draw.chance(0.55):
            rows = self.subset(draw, rows)
        ops = ["maximum", "minimum", "spread"]
        if self._may_average(rows, measure):
            ops += ["median", "mean", "mean"]
        if self._may_add(rows, measure):
            ops += ["sum", "sum", "sum"]
        return self.session.expr(draw.choice(ops), self.session.expr("numbers", rows, measure))

    def counted(self, draw: Draw) -> Expr:
        """How many rows meet one or two conditions."""
        rows = self._several(self.line(draw))
        if draw.chance(0.3):
            rows = self.subset(draw, rows)
        made = pick(draw, [(1.0, lambda d: self._bounded(d, rows)), (0.6, lambda d: self._over_mean(d, rows))])
        self._refuse_crowds(made)
        return self.session.expr("count", made)

    def named_kinds(self, draw: Draw) -> Expr:
        """How many different names one key has."""
        named = [key for key in self.keys if key != self.facet]
        if not named:
            raise Undefined("the rows have no names")
        names = self.session.expr("texts", self.rows, draw.choice(named))
        made = self.session.expr("distinct", names)
        if self.session.number_of(made) > CROWD:
            raise Undefined("too many to count")
        return made

    def _has_free_zero(self, measure: str) -> bool:
        """Whether the zero of a measure is a convention, as of degrees and coordinates, or values lie on both sides of
        it: nothing is "twice" or "10 % more" then."""
        found = self.lexicon.measures[measure]
        values = self._values(self.rows, measure)
        return found.unit.startswith("°") or found.place or not values or values[0] < 0 or self.lexicon.parallel_axes

    def _refuse_crowds(self, rows: Expr) -> None:
        if len(self.session.rows_of(rows)) > CROWD:
            raise Undefined("too many to count")

    def weighted(self, draw: Draw) -> Expr:
        """A mean of one measure weighted by another that counts things, or one times the other for a row."""
        rows, marks = self.line(draw), self.lexicon.phrasing.words("weights")
        counts = [name for name in self.measures if any(m in self.lexicon.measures[name].name for m in marks["by"])]
        priced = [name for name in self.measures if any(m in self.lexicon.measures[name].name for m in marks["of"])]
        if not counts or not priced or set(counts) & set(priced):
            raise Undefined("nothing to weigh by")
        of, by = draw.choice(priced), draw.choice(counts)
        if draw.chance(0.5):
            row = self.named(draw, rows)
            return self.session.expr("multiply", *(self.session.expr("number_at", row, name) for name in (by, of)))
        if not 3 <= len(self.session.rows_of(rows)) <= CROWD:
            raise Undefined("too many to weigh")
        return self.session.expr("weighted_mean", rows, of, by)

    def multiplied(self, draw: Draw) -> Expr:
        """What a number would become if it doubled, halved and the like."""
        rows, measure = self.line(draw), self._measure(draw)
        if not self.lexicon.measures[measure].additive or self.parts_of_whole:
            raise Undefined("nothing that could double")
        row = self.chosen(draw, rows, measure) if draw.chance(0.6) else self.named(draw, rows)
        number = self.session.expr("number_at", row, measure)
        return self.session.expr("scaled", number, draw.choice(("2", "3", "0.5", "1.5")))

    def computed(self, draw: Draw) -> Expr:
        """Two numbers of one measure combined."""
        measure = self._measure(draw)
        first, second = self._operands(draw, measure)
        if first is second:
            raise Undefined("a number combined with itself")
        ops = ["gap", "gap", "difference"]
        if not self._has_free_zero(measure):
            ops += ["ratio"] if self.lexicon.measures[measure].unit.startswith("%") else ["percent_change", "ratio"]
        if self.lexicon.measures[measure].additive:
            ops += ["add", "percent_of"]
        if self._may_average(self.rows, measure) and self.keys and not self.parts_of_whole:
            ops += ["halfway"]
        return self.session.expr(draw.choice(ops), first, second)

    def _operands(self, draw: Draw, measure: str) -> tuple[Expr, Expr]:
        """Two numbers that can be set side by side: of one facet, or two facets of one thing, where there are some."""
        if self.facet and self.alike() and draw.chance(0.5):
            return self._two_facets(draw, measure)
        rows = self.line(draw)
        other = rows if self.facet else self.line(draw)
        return self._operand(draw, measure, rows), self._operand(draw, measure, other)

    def _two_facets(self, draw: Draw, measure: str) -> tuple[Expr, Expr]:
        thing = next(key for key in self.keys if key != self.facet)
        name, facets = self._name(draw, self.rows, thing), draw.sample(self._texts(self.facet), 2)
        lines = [self.session.expr("where_text", self.rows, self.facet, facet) for facet in facets]
        rows = [self.session.expr("only", self.session.expr("where_text", line, thing, name)) for line in lines]
        first, second = (self.session.expr("number_at", row, measure) for row in rows)
        return first, second

    def _texts(self, key: str) -> list[str]:
        return list(dict.fromkeys(row.text(key) for row in self.table_rows))

    def _operand(self, draw: Draw, measure: str, rows: Expr) -> Expr:
        if self.curve or draw.chance(0.55):
            return self.session.expr("number_at", self.named(draw, rows), measure)
        if draw.chance(0.5):
            return self.session.expr("number_at", self.chosen(draw, rows, measure), measure)
        ops = ("mean", "maximum", "minimum", "median") if self._may_average(rows, measure) else ("maximum", "minimum")
        op = draw.choice(ops)
        return self.session.expr(op, self.session.expr("numbers", rows, measure))

    def shared(self, draw: Draw) -> Expr:
        """A row's share of the whole, or its rank."""
        rows, measure = self.line(draw), self._measure(draw)
        row = self.named(draw, rows)
        if draw.chance(0.4) or not self._may_add(rows, measure):
            if self.lexicon.measures[measure].place:
                raise Undefined("no one ranks by a place on a scale")
            return self.session.expr("rank", self._several(rows), self._inside(rows, row), measure)
        return self.session.expr("share", row, rows, measure)

    def _inside(self, rows: Expr, row: Expr) -> Expr:
        if row.value not in self.session.rows_of(rows):
            raise Undefined("the row stands elsewhere")
        return row

    def trended(self, draw: Draw) -> Expr:
        """Something about the order of values: rises, turning points, the next value."""
        rows, measure = self.line(draw), self._measure(draw)
        self._ordered(rows, measure)
        ops = ("rises", "turning_points", "extend") if self._in_time(rows) else ("rises", "turning_points")
        return self.session.expr(draw.choice(ops), rows, measure)

    def _in_time(self, rows: Expr) -> bool:
        """Whether the rows follow one another in years, months or days, so that a next one can be expected."""
        return self.lexicon.nouns[self.key_of(rows)].preposition in ("in", "on")

    def supposed(self, draw: Draw) -> Expr:
        """A total or mean after an assumed change."""
        rows, measure = self.line(draw), self._measure(draw)
        key = self.key_of(rows)
        signed = any(value < 0 for value in self._values(rows, measure))
        if not key or self.facet or self.parts_of_whole or self._has_free_zero(measure) or signed:
            raise Undefined("no row that could grow by a percentage")
        if self.lexicon.measures[measure].unit.startswith("%"):
            raise Undefined("a percentage could grow in two senses")
        percent = draw.choice(_PERCENTS)
        if draw.chance(0.25):
            changed = self.session.expr("grown", rows, measure, percent)
            op = draw.choice(
                ("maximum", "minimum", "mean") if self._may_average(rows, measure) else ("maximum", "minimum")
            )
            return self.session.expr(op, self.session.expr("numbers", changed, measure))
        ops = ["sum"] * self._may_add(rows, measure) + ["mean"] * self._may_average(rows, measure)
        if not ops:
            raise Undefined("nothing to add up or average")
        changed = self.session.expr("grown_where", rows, key, self._name(draw, rows, key), measure, percent)
        return self.session.expr(draw.choice(ops), self.session.expr("numbers", changed, measure))
