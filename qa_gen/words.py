"""Nouns, measures and units of expressions: the words that every phrase is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from proofpress_core.content import Content, MathProblem
from proofpress_core.operations import OPERATIONS
from proofpress_core.rng import Draw
from qa_gen.lexicon import Lexicon, Measure, Noun
from qa_gen.session import Expr
from templates.phrasing import Phrasing

_NAMED_ALIKE = frozenset({"sum", "mean", "maximum", "minimum", "median"})
"""Operations on numbers whose noun phrase ends in the measure itself."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that one question is told in."""

    phrasing: Phrasing
    lexicons: dict[str, Lexicon]
    draw: Draw
    key_of: Callable[[Expr], str]
    """The text column that names the rows of an expression."""
    is_name: Callable[[Expr, str], bool]
    """Whether a text column helps to name the rows of an expression, rather than to sort them into kinds."""
    steps_shown: Callable[[str], bool] = lambda _: True
    """Whether the worked steps of the math problem with that id stand in the picture."""


class Words:
    """What the columns behind an expression are called."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._phrasing = voice.phrasing
        self._draw = voice.draw
        self.said: dict[int, str] = {}
        """Words for expressions (by id) that were the answers of earlier turns: "that country"."""

    def unit(self, expr: Expr) -> str:
        """Unit of a number: that of its column, "%" for shares and changes, none for counts, ranks and ratios."""
        if expr.op in ("share", "percent_change", "percent_of"):
            return "%"
        if expr.op in ("number_at", "extend"):
            return self._measure(expr.inputs[0], expr.params[0]).unit
        if expr.op == "numbers":
            return self._measure(expr.inputs[0], expr.params[0]).unit
        if expr.op in ("sum", "mean", "median", "spread", "maximum", "minimum", "difference", "gap", "add", "halfway",
                       "scaled", "weighted_mean"):  # fmt: skip
            return self.unit(expr.inputs[0]) if OPERATIONS[expr.inputs[0].op].output in ("Number", "Numbers") else ""
        if expr.op == "given" and isinstance(expr.inputs[0].value, MathProblem):
            return next(given.unit for given in expr.inputs[0].value.givens if given.name == expr.params[0])
        if expr.op in ("answer", "answers"):
            content = expr.inputs[0].value
            return content.unit if isinstance(content, MathProblem) else ""
        return ""

    def measure_of(self, expr: Expr) -> Measure | None:
        """The measure whose values a number was computed from, if it comes from rows."""
        if expr.op in ("number_at", "extend", "numbers"):
            return self._measure(expr.inputs[0], expr.params[0])
        for part in expr.inputs:
            if OPERATIONS[part.op].output in ("Number", "Numbers") and (found := self.measure_of(part)):
                return found
        return None

    def _plural(self, expr: Expr) -> bool:
        """Whether the measure that a phrase for this expression starts with takes a plural verb."""
        first = expr.inputs[0] if expr.inputs else expr
        if OPERATIONS[first.op].output == "Number":
            return self._named_by_plural(first)
        if (
            OPERATIONS[first.op].output == "Rows"
            and expr.params
            and expr.op not in ("exactly", "crossing", "widest_gap", "narrowest_gap")
        ):
            columns = [text for text in expr.params if text in self._lexicon(first).measures]
            return bool(columns) and self._measure(first, columns[0]).plural
        return False

    def _named_by_plural(self, number: Expr) -> bool:
        """Whether a number is told by a measure that is a plural: "the highest emissions"."""
        if id(number) in self.said:
            return False
        source = number if number.op == "number_at" else number.inputs[0] if number.op in _NAMED_ALIKE else None
        return source is not None and source.op in ("number_at", "numbers") and self._of_plural(source)

    def _of_plural(self, source: Expr) -> bool:
        return self._measure(source.inputs[0], source.params[0]).plural

    def _content(self, expr: Expr) -> str:
        while expr.inputs:
            expr = expr.inputs[0]
        return expr.params[0]

    def _lexicon(self, expr: Expr) -> Lexicon:
        return self._voice.lexicons[self._content(expr)]

    def _noun(self, rows: Expr, column: str) -> Noun | None:
        return self._lexicon(rows).nouns.get(column)

    def _key_noun(self, rows: Expr) -> Noun:
        while OPERATIONS[rows.op].output == "Row":
            rows = rows.inputs[0]
        noun = self._noun(rows, self._voice.key_of(rows))
        fixed = self._phrasing.say_fixed
        return noun or Noun(fixed("noun", "point"), fixed("noun", "points"), "for", ordered=False)

    def _measure(self, rows: Expr, column: str) -> Measure:
        """The measure of a column, as the facet of it that these rows are fixed to."""
        lexicon = self._lexicon(rows)
        facet = self._facet(rows, lexicon.spoken_facets) if lexicon.spoken_facets else ""
        return lexicon.of_facet(column, facet) if facet else lexicon.measures[column]

    def _whole_measure(self, rows: Expr, column: str) -> Measure:
        """The measure of a column, whatever its facets."""
        return self._lexicon(rows).measures[column]

    def _facet(self, rows: Expr, column: str) -> str:
        """The facet that rows (or a row of them) are fixed to."""
        while rows.inputs:
            if rows.op == "where_text" and rows.params[0] == column:
                return rows.params[1]
            rows = rows.inputs[0]
        return ""

    def _tells_facet(self, rows: Expr, column: str) -> bool:
        """Whether a text column is told with the measure."""
        return bool(column) and column == self._lexicon(rows).spoken_facets

    def _amount(self, rows: Expr, value: Fraction, measure: Measure) -> str:
        return self._lexicon(rows).quantity(value, measure.unit)

    def _say(self, group: str, name: str, /, *, agree: bool = False, **slots: str) -> str:
        return self._phrasing.say(self._draw, group, name, agree=agree, **slots)


def lexicons_of(contents: dict[str, Content], phrasing: Phrasing) -> dict[str, Lexicon]:
    """A lexicon for every content, by id."""
    return {name: Lexicon(content, phrasing) for name, content in contents.items()}
