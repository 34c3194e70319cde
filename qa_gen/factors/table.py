"""The rows of a chart or flat table: which columns name them, which measure them, and what may be done with these."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.content import ChartData, Content
from proofpress_core.rng import Draw
from qa_gen.factors.base import Production
from qa_gen.lexicon import Lexicon
from qa_gen.session import Expr, Session
from qa_gen.values import Rows, Undefined

_CLOUD = 6
"""More nameless points than these no one averages by eye."""
_MANY = 15
"""More rows than these no one adds up, nor follows one by one."""


class Table:
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
        self.measures = [name for name in numbers if not (self._is_edge(name, texts) or self._is_unlike(name, texts))]
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

    def _find_facet(self) -> str:
        if len(self.keys) != 2:
            return ""
        return next((key for key in self.keys if self.lexicon.nouns[key].facets), "")

    def alike(self) -> bool:
        """Whether rows of different facets have one unit, so that they can be set side by side."""
        return not self.facet or not self.lexicon.parallel_axes

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

    def _ordered(self, rows: Expr, measure: str) -> None:
        """Undefined unless it can be said how the measure goes from one row to the next."""
        key = self.key_of(rows)
        if self.lexicon.measures[measure].place:
            raise Undefined("no one follows a place on a scale")
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

    def _is_unlike(self, name: str, texts: list[str]) -> bool:
        """Whether the numbers of a column have units of their own, which another column says."""
        words = self.lexicon.phrasing.words
        units = {
            row.text(text) for text in texts if text.casefold() in words("unit_headers") for row in self.table_rows
        }
        return len(units) > 1 and name.casefold() in words("unlike")

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
