"""Charts and flat tables as rows: every question that filters, orders, counts and computes."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, Wanted, pick, threshold
from qa_gen.lexicon import Lexicon
from qa_gen.session import Expr, Session
from qa_gen.values import Row, Rows, Undefined

_PERCENTS = ("5", "10", "20", "25", "50", "-10", "-20")


class Tabular:
    """Rows of one content. `keys` are text columns that together name a row; `attributes` are text columns with
    repeats by which rows can be chosen; `measures` are number columns."""

    def __init__(self, session: Session, rows: Expr, lexicon: Lexicon) -> None:
        self.session = session
        self.rows = rows
        self.lexicon = lexicon
        self.table_rows: Rows = rows.value  # type: ignore[assignment]
        if len(self.table_rows) < 2:
            raise Undefined("too few rows to ask about")
        table = self.table_rows[0].table
        texts = [name for name, place in table.places.items() if not table.numeric[place]]
        self.measures = [name for name, place in table.places.items() if table.numeric[place] and self._filled(name)]
        self.keys = self._find_keys(texts)
        self.attributes = [name for name in texts if name not in self.keys and self._repeats(name)]
        if not self.measures:
            raise Undefined("no numbers to ask about")

    def key_of(self, rows: Expr) -> str:
        fixed = set()
        while rows.inputs and rows is not self.rows:
            if rows.op in ("where_text", "where_like") and rows.params[0] in self.keys:
                fixed.add(rows.params[0])
            rows = rows.inputs[0]
        free = [key for key in self.keys if key not in fixed]
        return free[-1] if free else (self.keys[-1] if self.keys else "")

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        if wanted == "number":
            return self.number(draw)
        if wanted == "text":
            return self.text(draw)
        return self.truth(draw) if wanted == "bool" else self.listing(draw)

    # ---- groups of rows --------------------------------------------------------------------------------------

    def line(self, draw: Draw) -> Expr:
        """Rows with at most one free key, so that a name points to one row."""
        rows = self.rows
        for key in draw.shuffled(self.keys)[1:]:
            rows = self._fix(draw, rows, key)
        return rows

    def subset(self, draw: Draw, rows: Expr) -> Expr:
        """Some of the rows: a filter that keeps at least two and drops at least one."""
        made = pick(draw, self._filters(rows))
        if not 2 <= len(made.value) < len(rows.value):  # type: ignore[arg-type]
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
        if key and self.lexicon.nouns[key].ordered and len(rows.value) > 3:  # type: ignore[arg-type]
            found += [(2.5, lambda d: self._range(d, rows, key))]
        for attribute in self.attributes:
            found += [(1.5, lambda d, a=attribute: self._fix(d, rows, a))]  # type: ignore[misc]
        return found

    def _bounded(self, draw: Draw, rows: Expr) -> Expr:
        measure = self._measure(draw)
        bound = threshold(draw, self._values(rows, measure))
        return self.session.expr(draw.choice(("where_above", "where_below")), rows, measure, bound)

    def _over_mean(self, draw: Draw, rows: Expr) -> Expr:
        measure = self._measure(draw)
        if self.lexicon.measures[measure].averaged:
            raise Undefined("a mean of means")
        mean = self.session.expr("mean", self.session.expr("numbers", rows, measure))
        return self.session.expr(draw.choice(("where_over", "where_under")), rows, mean, measure)

    def _range(self, draw: Draw, rows: Expr, key: str) -> Expr:
        names = [row.text(key) for row in rows.value]  # type: ignore[union-attr]
        first = draw.integer(0, len(names) - 3)
        last = draw.integer(first + 2, len(names) - 1)
        return self.session.expr("from_to", rows, key, names[first], names[last])

    def _fix(self, draw: Draw, rows: Expr, key: str) -> Expr:
        return self.session.expr("where_text", rows, key, self._name(draw, rows, key))

    # ---- rows ------------------------------------------------------------------------------------------------

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
        ]
        if key and self.lexicon.nouns[key].ordered:
            found += [(1.5, lambda d: session.expr(d.choice(("largest_rise", "largest_drop")), rows, measure))]
            found += [(0.5, lambda d: self._neighbour(d, rows, key))]
        if key and len(self.keys) == 2:
            found += [(1.2, lambda d: self._between_lines(d, measure))]
        return pick(draw, found)

    def _neighbour(self, draw: Draw, rows: Expr, key: str) -> Expr:
        return self.session.expr(draw.choice(("next_after", "next_before")), rows, key, self._name(draw, rows, key))

    def _between_lines(self, draw: Draw, measure: str) -> Expr:
        """Where two lines of an ordered key lie furthest apart or change places."""
        ordered = [key for key in self.keys if self.lexicon.nouns[key].ordered]
        if not ordered:
            raise Undefined("no ordered key")
        other = next(key for key in self.keys if key != ordered[0])
        names = draw.sample(sorted({row.text(other) for row in self.table_rows}), 2)
        first, second = (self.session.expr("where_text", self.rows, other, name) for name in names)
        return self.session.expr(draw.choice(("widest_gap", "crossing")), first, second, measure)

    # ---- numbers ---------------------------------------------------------------------------------------------

    def number(self, draw: Draw) -> Expr:
        """A number that takes one step or several."""
        productions: list[tuple[float, Production]] = [
            (1.0, self.looked_up), (1.2, self.looked_up_elsewhere), (1.6, self.aggregated), (1.3, self.counted),
            (1.8, self.computed), (0.8, self.shared), (0.6, self.trended), (0.7, self.supposed),
        ]  # fmt: skip
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
        used = row.value.text(other)  # type: ignore[union-attr]
        names = [name for name in dict.fromkeys(r.text(other) for r in self.table_rows) if name != used]
        line = self.session.expr("where_text", self.rows, other, draw.choice(names))
        return self.session.expr("only", self.session.expr("where_like", line, row, key))

    def aggregated(self, draw: Draw) -> Expr:
        """A sum, mean, median or extreme over a line or a part of it."""
        rows, measure = self.line(draw), self._measure(draw)
        if draw.chance(0.55):
            rows = self.subset(draw, rows)
        ops = ["median", "maximum", "minimum", "spread"]
        if not self.lexicon.measures[measure].averaged:
            ops += ["mean", "mean"]
        if self.lexicon.measures[measure].additive:
            ops += ["sum", "sum", "sum"]
        return self.session.expr(draw.choice(ops), self.session.expr("numbers", rows, measure))

    def counted(self, draw: Draw) -> Expr:
        """How many rows meet one or two conditions."""
        rows = self.line(draw)
        if draw.chance(0.3):
            rows = self.subset(draw, rows)
        made = pick(draw, [(1.0, lambda d: self._bounded(d, rows)), (0.6, lambda d: self._over_mean(d, rows))])
        return self.session.expr("count", made)

    def computed(self, draw: Draw) -> Expr:
        """Two numbers of one measure combined."""
        measure = self._measure(draw)
        first = self._operand(draw, measure)
        second = self._operand(draw, measure)
        if first is second:
            raise Undefined("a number combined with itself")
        ops = ["gap", "gap", "difference", "percent_change", "ratio"]
        if self.lexicon.measures[measure].additive:
            ops += ["add", "percent_of"]
        return self.session.expr(draw.choice(ops), first, second)

    def _operand(self, draw: Draw, measure: str) -> Expr:
        rows = self.line(draw)
        if draw.chance(0.55):
            return self.session.expr("number_at", self.named(draw, rows), measure)
        if draw.chance(0.5):
            return self.session.expr("number_at", self.chosen(draw, rows, measure), measure)
        averaged = self.lexicon.measures[measure].averaged
        op = draw.choice(("maximum", "minimum", "median") if averaged else ("mean", "maximum", "minimum", "median"))
        return self.session.expr(op, self.session.expr("numbers", rows, measure))

    def shared(self, draw: Draw) -> Expr:
        """A row's share of the whole, or its rank."""
        rows, measure = self.line(draw), self._measure(draw)
        row = self.named(draw, rows)
        if draw.chance(0.4) or not self.lexicon.measures[measure].additive:
            return self.session.expr("rank", rows, self._inside(rows, row), measure)
        return self.session.expr("share", row, rows, measure)

    def _inside(self, rows: Expr, row: Expr) -> Expr:
        if row.value not in rows.value:  # type: ignore[operator]
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
        if not key:
            raise Undefined("no row to change")
        changed = self.session.expr(
            "grown_where", rows, key, self._name(draw, rows, key), measure, draw.choice(_PERCENTS)
        )
        op = "sum" if self.lexicon.measures[measure].additive and draw.chance(0.6) else "mean"
        return self.session.expr(op, self.session.expr("numbers", changed, measure))

    # ---- texts, truths, lists --------------------------------------------------------------------------------

    def text(self, draw: Draw) -> Expr:
        """The name of a row that is found by its numbers."""
        rows, measure = self.line(draw), self._measure(draw)
        if draw.chance(0.35):
            rows = self.subset(draw, rows)
        row = self.chosen(draw, rows, measure)
        return self.session.expr("text_at", row, self.key_of(row.inputs[0]))

    def truth(self, draw: Draw) -> Expr:
        """A comparison, a trend, or a statement about every row."""
        productions: list[tuple[float, Production]] = [
            (2.0, self._compared), (1.2, self._bounded_number), (0.7, self._everywhere), (0.5, self._monotone),
            (0.6, self._joined), (0.5, self._exact_count),
        ]  # fmt: skip
        return pick(draw, productions)

    def _compared(self, draw: Draw) -> Expr:
        measure = self._measure(draw)
        first, second = self._operand(draw, measure), self._operand(draw, measure)
        if first is second:
            raise Undefined("a number compared with itself")
        return self.session.expr(draw.choice(("greater", "less")), first, second)

    def _bounded_number(self, draw: Draw) -> Expr:
        number = draw.choice((self.aggregated, self.looked_up, self.looked_up_elsewhere))(draw)
        value: Fraction = number.value.value  # type: ignore[union-attr, assignment]
        room = abs(value) * Fraction(draw.choice(("1/10", "1/5", "3/10"))) or Fraction(1)
        bound = threshold(draw, [value, value + room] if draw.chance(0.5) else [value - room, value])
        return self.session.expr(draw.choice(("above", "below")), number, bound)

    def _everywhere(self, draw: Draw) -> Expr:
        rows, measure = self.line(draw), self._measure(draw)
        values = sorted(self._values(rows, measure))
        low, high = values[0], values[-1]
        room = (high - low) / 4
        edges = draw.choice(([low - room, low], [low, values[1]], [values[-2], high], [high, high + room]))
        if edges[0] <= 0 <= low:
            edges = [low / 2, low]
        return self.session.expr(draw.choice(("all_above", "any_above")), rows, measure, threshold(draw, edges))

    def _monotone(self, draw: Draw) -> Expr:
        rows, measure = self.line(draw), self._measure(draw)
        self._ordered(rows)
        if draw.chance(0.6):
            rows = self.subset(draw, rows)
        return self.session.expr(draw.choice(("increasing", "decreasing")), rows, measure)

    def _joined(self, draw: Draw) -> Expr:
        first, second = self._compared(draw), self._bounded_number(draw)
        return self.session.expr(draw.choice(("both", "either")), first, second)

    def _exact_count(self, draw: Draw) -> Expr:
        rows = self._bounded(draw, self.line(draw))
        number = len(rows.value)  # type: ignore[arg-type]
        return self.session.expr("exactly", rows, str(max(0, number + draw.choice((0, 0, 1, -1)))))

    def listing(self, draw: Draw) -> Expr:
        """Names of the rows that meet a condition, at most five."""
        rows = self.line(draw)
        made = pick(draw, [(1.0, lambda d: self._bounded(d, rows)), (0.7, lambda d: self._over_mean(d, rows)),
                           (0.7, lambda d: self.session.expr("top", rows, self._measure(d), str(d.integer(2, 3))))])  # fmt: skip
        key = self.key_of(made)
        if not key or not 2 <= len(made.value) <= 5:  # type: ignore[arg-type]
            raise Undefined("a list of one, or of too many")
        return self.session.expr("texts", made, key)

    # ---- columns ---------------------------------------------------------------------------------------------

    def _measure(self, draw: Draw) -> str:
        return draw.choice(self.measures)

    def _name(self, draw: Draw, rows: Expr, key: str) -> str:
        names = [name for name in dict.fromkeys(row.text(key) for row in rows.value) if name.strip()]  # type: ignore[union-attr]
        if not names:
            raise Undefined("no names to choose from")
        return draw.choice(names)

    def _values(self, rows: Expr, measure: str) -> list[Fraction]:
        found = [row.number(measure) for row in rows.value]  # type: ignore[union-attr]
        return [value for value in found if value is not None]

    def _ordered(self, rows: Expr) -> None:
        key = self.key_of(rows)
        if not key or not self.lexicon.nouns[key].ordered or len(rows.value) < 4:  # type: ignore[arg-type]
            raise Undefined("the rows have no order that means something")

    def _filled(self, name: str) -> bool:
        return sum(row.number(name) is not None for row in self.table_rows) >= 2

    def _repeats(self, name: str) -> bool:
        texts = [row.text(name) for row in self.table_rows]
        return 1 < len(set(texts)) < len(texts) and all(text.strip() for text in texts)

    def _find_keys(self, texts: list[str]) -> list[str]:
        """One column whose texts are all different, else two that are together."""
        for name in texts:
            if self._unique([(row.text(name),) for row in self.table_rows]):
                return [name]
        for place, first in enumerate(texts):
            for second in texts[place + 1 :]:
                if self._unique([(row.text(first), row.text(second)) for row in self.table_rows]):
                    return [first, second]
        return []

    def _unique(self, names: list[tuple[str, ...]]) -> bool:
        return len(set(names)) == len(names) and all(part.strip() for name in names for part in name)


def row_name(row: Row, keys: list[str]) -> str:
    """A row's full name."""
    return " ".join(row.text(key) for key in keys)
