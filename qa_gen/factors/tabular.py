"""Charts and flat tables as rows: every question that looks up, counts, computes and compares."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, TruthProduction, Wanted, pick, threshold, unevaluated
from qa_gen.factors.tabular_sets import TabularSets
from qa_gen.session import Expr
from qa_gen.values import Undefined
from templates.siblings import siblings

_SEARCH = 10
_CROWD = 12
"""More than these no one counts without losing count."""
_PERCENTS = ("5", "10", "20", "25", "50", "-10", "-20")


class Tabular(TabularSets):
    """What can be asked about rows with numbers."""

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        if wanted == "number":
            return self.number(draw)
        if wanted == "text":
            return self.text(draw)
        return self.listing(draw)

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
        return pick(draw, productions)

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
        names = [name for name in dict.fromkeys(r.text(other) for r in self.table_rows) if name != used]
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
        if self.lexicon.measures[measure].additive and self.keys and not self.parts_of_whole:
            ops += ["sum", "sum", "sum"]
        return self.session.expr(draw.choice(ops), self.session.expr("numbers", rows, measure))

    def counted(self, draw: Draw) -> Expr:
        """How many rows meet one or two conditions."""
        rows = self.line(draw)
        if draw.chance(0.3):
            rows = self.subset(draw, rows)
        made = pick(draw, [(1.0, lambda d: self._bounded(d, rows)), (0.6, lambda d: self._over_mean(d, rows))])
        self._refuse_crowds(made)
        return self.session.expr("count", made)

    def named_kinds(self, draw: Draw) -> Expr:
        """How many different names one key has."""
        if not self.keys:
            raise Undefined("the rows have no names")
        names = self.session.expr("texts", self.rows, draw.choice(self.keys))
        made = self.session.expr("distinct", names)
        if self.session.number_of(made) > _CROWD:
            raise Undefined("too many to count")
        return made

    def _has_free_zero(self, measure: str) -> bool:
        """Whether the zero of a measure is a convention, as of degrees: nothing is "twice" or "10 % more" then."""
        return self.lexicon.measures[measure].unit.startswith("°")

    def _refuse_crowds(self, rows: Expr) -> None:
        if len(self.session.rows_of(rows)) > _CROWD:
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
        if not 3 <= len(self.session.rows_of(rows)) <= _CROWD:
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
        first = self._operand(draw, measure)
        second = self._operand(draw, measure)
        if first is second:
            raise Undefined("a number combined with itself")
        ops = ["gap", "gap", "difference"]
        if not self._has_free_zero(measure):
            ops += ["percent_change", "ratio"]
        if self.lexicon.measures[measure].additive:
            ops += ["add", "percent_of"]
        if self._may_average(self.rows, measure) and self.keys and not self.parts_of_whole:
            ops += ["halfway"]
        return self.session.expr(draw.choice(ops), first, second)

    def _operand(self, draw: Draw, measure: str) -> Expr:
        rows = self.line(draw)
        if draw.chance(0.55):
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
        if draw.chance(0.4) or self.parts_of_whole or not self.lexicon.measures[measure].additive:
            return self.session.expr("rank", rows, self._inside(rows, row), measure)
        return self.session.expr("share", row, rows, measure)

    def _inside(self, rows: Expr, row: Expr) -> Expr:
        if row.value not in self.session.rows_of(rows):
            raise Undefined("the row stands elsewhere")
        return row

    def trended(self, draw: Draw) -> Expr:
        """Something about the order of values: rises, turning points, the next value."""
        rows, measure = self.line(draw), self._measure(draw)
        self._ordered(rows)
        return self.session.expr(draw.choice(("rises", "turning_points", "extend")), rows, measure)

    def supposed(self, draw: Draw) -> Expr:
        """A total or mean after an assumed change."""
        rows, measure = self.line(draw), self._measure(draw)
        key = self.key_of(rows)
        if not key or self.parts_of_whole or self._has_free_zero(measure):
            raise Undefined("no row that could grow by a percentage")
        if self.lexicon.measures[measure].unit.startswith("%"):
            raise Undefined("a percentage could grow in two senses")
        percent = draw.choice(_PERCENTS)
        if draw.chance(0.25):
            changed = self.session.expr("grown", rows, measure, percent)
            op = draw.choice(("maximum", "minimum", "mean"))
            return self.session.expr(op, self.session.expr("numbers", changed, measure))
        changed = self.session.expr("grown_where", rows, key, self._name(draw, rows, key), measure, percent)
        op = "sum" if self.lexicon.measures[measure].additive and draw.chance(0.6) else "mean"
        return self.session.expr(op, self.session.expr("numbers", changed, measure))

    def text(self, draw: Draw) -> Expr:
        """The name of a row that is found by its numbers."""
        if not self.keys and self.attributes:
            return self.kind_of_point(draw)
        if draw.chance(0.12):
            return self.paired(draw)
        rows, measure = self.line(draw), self._measure(draw)
        if draw.chance(0.35):
            rows = self.subset(draw, rows)
        row = self.chosen(draw, rows, measure)
        return self.session.expr("text_at", row, self.key_of(row.inputs[0]))

    def kind_of_point(self, draw: Draw) -> Expr:
        """Which group a nameless point belongs to that is found by its numbers."""
        row = (
            self.nearest_point(draw)
            if len(self.measures) > 1 and draw.chance(0.6)
            else self.chosen(draw, self.rows, self._measure(draw))
        )
        return self.session.expr("text_at", row, draw.choice(self.attributes))

    def truths(self) -> list[tuple[float, TruthProduction]]:
        return [
            (2.0, self._compared),
            (1.2, self._bounded_number),
            (0.7, self._everywhere),
            (0.4, self.both_within_reach(self._monotone)),
            (0.6, self._joined),
            (0.5, self._exact_count),
            (0.6, self.both_within_reach(self.same_leader)),
        ]

    def both_within_reach(self, production: Production) -> TruthProduction:
        """Steer a production by search: it is used only where both truth values turn up in this picture, so that its
        kind says nothing about the answer."""

        def steered(draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
            found: dict[tuple[str, bool], Expr] = {}
            for _ in range(_SEARCH):
                try:
                    expr = production(draw)
                except Undefined:
                    continue
                found.setdefault((expr.op, expr.value is True), expr)
                if (expr.op, expr.value is not True) in found:
                    return found[expr.op, wanted]
            raise Undefined("only one truth value is within reach")

        return steered

    def _compared(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        measure = self._measure(draw)
        first, second = self._operand(draw, measure), self._operand(draw, measure)
        op = draw.choice(("greater", "less"))
        if self.session.number_of(first) == self.session.number_of(second):
            raise Undefined("equal numbers compared")
        larger = self.session.number_of(first) > self.session.number_of(second)
        if larger is not ((op == "greater") is wanted):
            first, second = second, first
        return self.session.expr(op, first, second)

    def _bounded_number(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        number = draw.choice((self.aggregated, self.looked_up, self.looked_up_elsewhere))(draw)
        value = self.session.number_of(number)
        room = abs(value) * Fraction(draw.choice(("1/10", "1/5", "3/10"))) or Fraction(1)
        op = draw.choice(("above", "below"))
        edges = [value - room, value] if (op == "above") is wanted else [value, value + room]
        return self.session.expr(op, number, threshold(draw, edges))

    def _everywhere(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        rows, measure = self.line(draw), self._measure(draw)
        values = self._values(rows, measure)
        if len(values) < 3:
            raise Undefined("too few different values")
        op = draw.choice(("all_above", "any_above"))
        low, high = values[0], values[-1]
        room = (high - low) / 4
        under = [low / 2 if low - room <= 0 <= low else low - room, low]
        edges = {
            ("all_above", True): under, ("all_above", False): [low, values[1]],
            ("any_above", True): [values[-2], high], ("any_above", False): [high, high + room],
        }[op, wanted]  # fmt: skip
        return self.session.expr(op, rows, measure, threshold(draw, edges))

    def _monotone(self, draw: Draw) -> Expr:
        rows, measure = self.line(draw), self._measure(draw)
        self._ordered(rows)
        if draw.chance(0.6):
            rows = self.subset(draw, rows)
        return self.session.expr(draw.choice(("increasing", "decreasing")), rows, measure)

    def _joined(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        op = draw.choice(("both", "either"))
        parts = (wanted, wanted) if (op == "both") is wanted else draw.choice(((True, False), (False, True)))
        return self.session.expr(op, self._compared(draw, parts[0]), self._bounded_number(draw, parts[1]))

    def _exact_count(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        rows = self._bounded(draw, self.line(draw))
        self._refuse_crowds(rows)
        said = len(self.session.rows_of(rows)) + (0 if wanted else draw.choice((1, -1)))
        if said < 2:
            raise Undefined("exactly one is said in other words")
        return self.session.expr("exactly", rows, str(said))

    def listing(self, draw: Draw) -> Expr:
        """Names of the rows that meet a condition, at most five."""
        if draw.chance(0.3):
            made = self.shared_names(draw)
            if not isinstance(made.value, tuple) or not 1 <= len(made.value) <= 5:
                raise Undefined("a list of none, or of too many")
            return made
        rows = self.line(draw)
        few: list[tuple[float, Production]] = [
            (1.0, lambda d: self._bounded(d, rows)),
            (0.7, lambda d: self._over_mean(d, rows)),
            (0.7, lambda d: self.session.expr("top", rows, self._measure(d), str(d.integer(2, 3)))),
        ]
        made = pick(draw, few)
        key = self.key_of(made)
        if not key or not 2 <= len(self.session.rows_of(made)) <= 5:
            raise Undefined("a list of one, or of too many")
        return self.session.expr("texts", made, key)

    # ---- what is not there -----------------------------------------------------------------------------------

    def missing(self, draw: Draw) -> tuple[Expr, Expr]:
        """A look-up of a year, or of another name of the same kind, that the table does not have."""
        rows, measure = self.line(draw), self._measure(draw)
        key = self.key_of(rows)
        names = self.session.expr("texts", self.rows, key) if key else rows
        name = self._absent_name([row.text(key) for row in self.session.rows_of(rows)], draw) if key else ""
        if not name or self.session.expr("has_text", names, name).value is True:
            raise Undefined("no name that could be missing")
        row = unevaluated("only", unevaluated("where_text", rows, key, name))
        return unevaluated("number_at", row, measure), self.session.expr("has_text", names, name)

    def _absent_name(self, names: list[str], draw: Draw) -> str:
        """A year just outside, or another name of the pool that these names come from."""
        if year := _absent_year(names, draw):
            return year
        others = siblings(names, self.lexicon.phrasing.language)
        return draw.choice(others) if others else ""


def _absent_year(names: list[str], draw: Draw) -> str:
    """A year just before or after those of a list; the empty string when the names are no years."""
    if not all(len(name) == 4 and name.isdigit() for name in names):
        return ""
    years = [int(name) for name in names]
    return str(draw.choice((min(years) - 1, max(years) + 1, max(years) + 2)))
