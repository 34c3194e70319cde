"""Charts and flat tables as rows: every question that looks up, counts, computes and compares."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, TruthProduction, Wanted, pick, threshold, unevaluated
from qa_gen.factors.tabular_numbers import TabularNumbers
from qa_gen.session import Expr
from qa_gen.values import Undefined
from templates.siblings import siblings

_SEARCH = 10


class Tabular(TabularNumbers):
    """What can be asked about rows with numbers."""

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        if wanted == "number":
            return self.number(draw)
        if wanted == "text":
            return self.text(draw)
        return self.listing(draw)

    def text(self, draw: Draw) -> Expr:
        """The name of a row that is found by its numbers."""
        if not self.keys and self.attributes:
            return self.kind_of_point(draw)
        if self.curve or draw.chance(0.12):
            return self.paired(draw)
        rows, measure = self.line(draw), self._measure(draw)
        if draw.chance(0.35):
            rows = self.subset(draw, rows)
        row = self.chosen(draw, rows, measure)
        return self.session.expr("text_at", row, self.key_of(row.inputs[0]))

    def kind_of_point(self, draw: Draw) -> Expr:
        """Which group a nameless point belongs to that is found by its numbers."""
        if len(self.measures) > 1 and draw.chance(0.6):
            row = self.nearest_point(draw)
        else:
            row = self.chosen(draw, self.rows, self._measure(draw))
        return self.session.expr("text_at", row, draw.choice(self.attributes))

    def truths(self) -> list[tuple[float, TruthProduction]]:
        if self.curve:
            return [(1.0, self._compared), (0.6, self._bounded_number)]
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
        kind says nothing about the answer. What a search has not found is not sought again."""

        def steered(draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
            if production in self._one_sided:
                raise Undefined("only one truth value is within reach")
            found: dict[tuple[str, bool], Expr] = {}
            for _ in range(_SEARCH):
                try:
                    expr = production(draw)
                except Undefined:
                    continue
                found.setdefault((expr.op, expr.value is True), expr)
                if (expr.op, expr.value is not True) in found:
                    return found[expr.op, wanted]
            self._one_sided.append(production)
            raise Undefined("only one truth value is within reach")

        return steered

    def _compared(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        measure = self._measure(draw)
        first, second = self._operands(draw, measure)
        op = draw.choice(("greater", "less"))
        if self.session.number_of(first) == self.session.number_of(second):
            raise Undefined("equal numbers compared")
        if self._settles(first, second) or self._settles(second, first):
            raise Undefined("an extreme compared with what it is one of")
        larger = self.session.number_of(first) > self.session.number_of(second)
        if larger is not ((op == "greater") is wanted):
            first, second = second, first
        return self.session.expr(op, first, second)

    def _settles(self, extreme: Expr, other: Expr) -> bool:
        """Whether a number is the greatest or smallest of a group to which the rows behind the other belong: no one
        needs a look at the picture to compare them."""
        row = extreme.inputs[0]
        if extreme.op in ("maximum", "minimum") or (row.op in ("highest", "lowest") and row.params == extreme.params):
            group = self.session.rows_of(row.inputs[0])
        else:
            return False
        behind = (
            (other.inputs[0].value,) if other.op == "number_at" else self.session.rows_of(other.inputs[0].inputs[0])
        )
        return all(part in group for part in behind)

    def _bounded_number(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        found = (self.looked_up,) if self.curve else (self.aggregated, self.looked_up, self.looked_up_elsewhere)
        number = draw.choice(found)(draw)
        value = self.session.number_of(number)
        room = abs(value) * Fraction(draw.choice(("1/10", "1/5", "3/10"))) or Fraction(1)
        op = draw.choice(("above", "below"))
        edges = [value - room, value] if (op == "above") is wanted else [value, value + room]
        if edges[0] < 100 < edges[1] and self._is_share(number):
            edges[1] = Fraction(100)
        return self.session.expr(op, number, threshold(draw, edges))

    def _is_share(self, number: Expr) -> bool:
        """Whether a number is one of per cent that none of its column exceeds a hundred of."""
        source = number if number.op == "number_at" else number.inputs[0]
        measure = source.params[0]
        values = self._values(self.rows, measure)
        return self.lexicon.measures[measure].unit.startswith("%") and values[-1] <= 100

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
        self._ordered(rows, measure)
        if draw.chance(0.6):
            rows = self.subset(draw, rows)
        return self.session.expr(draw.choice(("increasing", "decreasing")), rows, measure)

    def _joined(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        op = draw.choice(("both", "either"))
        parts = (wanted, wanted) if (op == "both") is wanted else draw.choice(((True, False), (False, True)))
        return self.session.expr(op, self._compared(draw, parts[0]), self._bounded_number(draw, parts[1]))

    def _exact_count(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        rows = self._bounded(draw, self._several(self.line(draw)))
        self._refuse_crowds(rows)
        said = len(self.session.rows_of(rows)) + (0 if wanted else draw.choice((1, -1)))
        if said < 2:
            raise Undefined("exactly one is said in other words")
        return self.session.expr("exactly", rows, str(said))

    def listing(self, draw: Draw) -> Expr:
        """Names of the rows that meet a condition, at most five."""
        if self.curve:
            raise Undefined("no rows that could be listed")
        if draw.chance(0.3):
            made = self.shared_names(draw)
            if not isinstance(made.value, tuple) or not 1 <= len(made.value) <= 5:
                raise Undefined("a list of none, or of too many")
            return made
        rows = self._several(self.line(draw))
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
