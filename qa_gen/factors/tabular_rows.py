"""Rows of charts and flat tables: which columns name them, how some are chosen, how one is found."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from proofpress_core.content import ChartData, Content
from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, between, pick, threshold
from qa_gen.lexicon import Lexicon
from qa_gen.session import Expr, Session
from qa_gen.values import Rows, Undefined

_CLOUD = 6
"""More nameless points than these no one averages by eye."""
_MANY = 15
"""More rows than these no one adds up, nor follows one by one."""


class TabularRows:
    """Rows of one content. `keys` are text columns that together name a row; `attributes` are text columns with
    repeats by which rows can be chosen; `measures` are number columns. `facet` is the key whose values are facets of
    one thing ("" where there is none): every line is one of a facet. `curve` says that the rows are
    no things at all but places along one curve, which can be looked up and set side by side."""

    def __init__(self, session: Session, rows: Expr, lexicon: Lexicon) -> None:
        self.session = session
        self.rows = rows
        self.lexicon = lexicon
        self.parts_of_whole = shows_parts(session.contents[rows.inputs[0].params[0]])
        self._key_of: dict[Expr, str] = {}
        self._names: dict[tuple[Expr, str], list[str]] = {}
        self._one_sided: list[Production] = []
        self._sorted: dict[tuple[Expr, str], list[Fraction]] = {}
        self.table_rows: Rows = session.rows_of(rows)
        if len(self.table_rows) < 2:
            raise Undefined("too few rows to ask about")
        table = self.table_rows[0].table
        texts = [name for name, place in table.places.items() if not table.numeric[place]]
        numbers = [name for name, place in table.places.items() if table.numeric[place] and self._filled(name)]
        self.measures = [name for name in numbers if not self._is_edge(name, texts)]
        self.keys = self._find_keys(texts)
        self.facet = self._find_facet()
        self.curve = len(self.keys) == 1 and self.lexicon.nouns[self.keys[0]].facets
        self.attributes = [name for name in texts if name not in self.keys and self._repeats(name)]
        if not self.measures:
            raise Undefined("no numbers to ask about")

    def key_of(self, rows: Expr) -> str:
        found = self._key_of.get(rows)
        if found is None:
            found = self._key_of[rows] = self._find_key_of(rows)
        return found

    def _find_key_of(self, rows: Expr) -> str:
        fixed = set()
        while rows.inputs and rows is not self.rows:
            if rows.op in ("where_text", "where_like") and rows.params[0] in self.keys:
                fixed.add(rows.params[0])
            rows = rows.inputs[0]
        free = [key for key in self.keys if key not in fixed]
        return free[-1] if free else (self.keys[-1] if self.keys else "")

    def line(self, draw: Draw) -> Expr:
        """Rows with at most one free key, so that a name points to one row."""
        if len(self.keys) < 2:
            return self.rows
        return self._fix(draw, self.rows, self.facet or draw.choice(self.keys))

    def _find_facet(self) -> str:
        if len(self.keys) != 2:
            return ""
        return next((key for key in self.keys if self.lexicon.nouns[key].facets), "")

    def alike(self) -> bool:
        """Whether rows of different facets have one unit, so that they can be set side by side."""
        return not self.facet or not self.lexicon.parallel_axes

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
        if key and self.lexicon.nouns[key].ordered:
            found += [(1.5, lambda d: session.expr(d.choice(("largest_rise", "largest_drop")), rows, measure))]
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

    def _measure(self, draw: Draw) -> str:
        return draw.choice(self.measures)

    def _name(self, draw: Draw, rows: Expr, key: str) -> str:
        names = self._names_of(rows, key)
        if not names:
            raise Undefined("no names to choose from")
        return draw.choice(names)

    def _names_of(self, rows: Expr, key: str) -> list[str]:
        """The different names that a text column has, but for empty ones."""
        names = self._names.get((rows, key))
        if names is None:
            texts = dict.fromkeys([row.text(key) for row in self.session.rows_of(rows)])
            names = self._names[rows, key] = [text for text in texts if text.strip()]
        return names

    def _values(self, rows: Expr, measure: str) -> list[Fraction]:
        """The different numbers of a column, ascending."""
        values = self._sorted.get((rows, measure))
        if values is None:
            found = {row.number(measure) for row in self.session.rows_of(rows)}
            values = self._sorted[rows, measure] = sorted(value for value in found if value is not None)
        return values

    def _several(self, rows: Expr) -> Expr:
        """The rows, of which there are three at least: two are named, not counted or ranked."""
        if len(self.session.rows_of(rows)) < 3:
            raise Undefined("two rows are no crowd")
        return rows

    def _ordered(self, rows: Expr) -> None:
        key = self.key_of(rows)
        if not key or not self.lexicon.nouns[key].ordered or not 4 <= len(self.session.rows_of(rows)) <= _MANY:
            raise Undefined("the rows have no order that means something")

    def _may_average(self, rows: Expr, measure: str) -> bool:
        """Whether a mean makes sense: not of means, nor of the parts of a whole, nor of a cloud of nameless points."""
        crowd = len(self.session.rows_of(rows)) > (_MANY if self.keys else _CLOUD)
        return not (self.lexicon.measures[measure].averaged or self.parts_of_whole or crowd)

    def _may_add(self, rows: Expr, measure: str) -> bool:
        """Whether a sum of these rows makes sense, and is no more than anyone would add up."""
        few = len(self.session.rows_of(rows)) <= _MANY
        return few and bool(self.keys) and self.lexicon.measures[measure].additive and not self.parts_of_whole

    def _is_edge(self, name: str, texts: list[str]) -> bool:
        """Whether a number column only repeats a text column: the edges of a histogram's bins."""
        return name in ("low", "high") and "bin" in texts

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


def shows_parts(content: Content) -> bool:
    """Whether a content is a chart of the parts of one whole (a pie)."""
    return isinstance(content, ChartData) and any(encoding.channel == "theta" for encoding in content.encodings)
