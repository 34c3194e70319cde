"""Rows in words: one row by name, groups of rows, and where a group lies."""

from __future__ import annotations

import re
from abc import abstractmethod
from fractions import Fraction

from proofpress_core.operations import OPERATIONS
from qa_gen.lexicon import Measure
from qa_gen.place_speaker import PlaceSpeaker
from qa_gen.session import Expr


class RowSpeaker(PlaceSpeaker):
    """Puts rows and groups of rows into words."""

    @abstractmethod
    def np(self, expr: Expr) -> str:
        """A number as a noun phrase; rows that are bounded by a computed number need it."""

    def row(self, expr: Expr) -> str:
        """A row by name: "Norway", "the country with the highest output in 2019"."""
        if id(expr) in self.said:
            return self.said[id(expr)]
        if expr.op == "only":
            return self._joined(self._fixed(expr.inputs[0]))
        return self._say("row", expr.op, agree=False, **self._row_slots(expr))

    def row_within(self, expr: Expr, rows: Expr) -> str:
        """A row by name among rows that are named beside it: what both have in common is said once."""
        if expr.op != "only" or id(expr) in self.said:
            return self.row(expr)
        shared = {(column, text) for _, column, text in self._fixed(rows)}
        own = [item for item in self._fixed(expr.inputs[0]) if (item[1], item[2]) not in shared]
        return self._joined(own or self._fixed(expr.inputs[0]))

    def back_reference(self, expr: Expr) -> str:
        """Words that point back to an expression which an earlier turn has answered."""
        if OPERATIONS[expr.op].output == "Row":
            return self._say("back", "row", noun=self._key_noun(expr.inputs[0]).one)
        return self._say("back", "number")

    def at(self, expr: Expr) -> str:
        """Where a row stands, as it follows a measure: " of Norway in 2019" (Chinese: as it goes before)."""
        if expr.op != "only" or id(expr) in self.said:
            return self._of(self.row(expr))
        return self._placed(self._ordered(self._fixed(expr.inputs[0])))

    def _row_slots(self, expr: Expr) -> dict[str, str]:
        """Slots of the forms of a row expression, and of the questions for it."""
        source = expr.inputs[0]
        slots = {"noun": self._key_noun(source).one, "scope": self.scope(source)}
        if expr.op in ("higher", "lower"):
            slots |= {"a": self.row(source), "b": self.row(expr.inputs[1])}
        if expr.op in ("widest_gap", "narrowest_gap", "crossing"):
            slots |= self._two_lines(expr)
        if expr.op in ("next_after", "next_before"):
            return slots | {"x": self._told(expr.params[1])}
        if expr.op.startswith("nearest"):
            return slots | self._near(expr)
        if expr.op in ("nth", "nth_last", "ranked"):
            slots["ord"] = self._ordinal(expr.params[-1])
        if expr.op not in ("nth", "nth_last"):
            slots["m"] = self._measure_of_both(expr).name
        return slots

    def _measure_of_both(self, expr: Expr) -> Measure:
        """The measure by which the inputs are compared: that of the first, or of all facets where they differ in it."""
        first, *others = expr.inputs
        measure = self._measure(first, expr.params[0])
        if any(self._measure(other, expr.params[0]) != measure for other in others):
            return self._whole_measure(first, expr.params[0])
        return measure

    def _near(self, expr: Expr) -> dict[str, str]:
        """What a row is said to be nearest to."""
        source, measure = expr.inputs[0], self._measure(expr.inputs[0], expr.params[0])
        slots = {"m": measure.name}
        if expr.op == "nearest_to":
            return slots | {"who": self.row_within(expr.inputs[1], source)}
        slots["t"] = self._amount(source, Fraction(expr.params[-1 if expr.op == "nearest" else 2]), measure)
        if expr.op == "nearest_point":
            other = self._measure(source, expr.params[1])
            slots |= {"m2": other.name, "t2": self._amount(source, Fraction(expr.params[3]), other)}
        return slots

    def _two_lines(self, expr: Expr) -> dict[str, str]:
        """The two lines that an operation sets side by side, by what fixes them."""
        first, second = (self._joined(self._fixed(rows)) for rows in expr.inputs)
        return {"a": first, "b": second}

    def _ordinal(self, index: str) -> str:
        words: list[str] = self._phrasing.words("ordinals")
        return words[int(index) - 1]

    def scope(self, rows: Expr, *, whole: bool = False) -> str:
        """Where a group of rows lies, e.g. " for Norway from 2015 to 2019"; `whole` asks for words even when it is
        everything (" across all countries")."""
        parts = [(self._scope_part(step), step) for step in self._chain(rows)]
        order = 1 if self._phrasing.language == "zh" else 0
        hypothetical = [part for part, step in parts if step.op.startswith("grown")]
        rest = [part for part, step in parts if part and not step.op.startswith("grown")]
        said = "".join(hypothetical + rest if order else rest + hypothetical)
        if not rest and whole:
            everywhere = self._say("scope", "all", plural=self._key_noun(rows).many)
            return said + everywhere if order else everywhere + said
        return said

    def group(self, rows: Expr) -> str:
        """The rows themselves as a plural: "countries with output above 30 in 2019"."""
        chain = self._chain(rows)
        leading = next(
            (s for s in reversed(chain) if self._phrasing.has("group", s.op) and not self._is_fixed(s)), None
        )
        rest = "".join(self._scope_part(step) for step in chain if step is not leading)
        slots = self._step_slots(leading) if leading else {"plural": self._key_noun(rows).many}
        agree = leading is not None and self._plural(leading)
        name = self._say("group", leading.op if leading else "all", agree=agree, **slots)
        return f"{rest}{name}" if self._phrasing.language == "zh" else f"{name}{rest}"

    def _scope_part(self, step: Expr) -> str:
        if step.op == "where_text":
            return self._where(step, *step.params)
        if step.op == "where_like":
            return self._where(step, step.params[0], self.row(step.inputs[1]))
        return self._say("scope", step.op, agree=self._plural(step), **self._step_slots(step))

    def _step_slots(self, step: Expr) -> dict[str, str]:
        source = step.inputs[0]
        slots = {"plural": self._key_noun(source).many, "noun": self._key_noun(source).one}
        texts = step.params
        if step.op in ("where_text", "where_not"):
            return slots | {"x": self._told(texts[1])}
        if step.op in ("from_to", "strictly_between"):
            return slots | {"a": self._told(texts[1]), "b": self._told(texts[2])}
        if step.op == "grown_where":
            measure = self._measure(source, texts[2])
            return slots | {"x": self._told(texts[1]), "m": measure.name, "p": self._growth(texts[3])}
        measure = self._measure_of_both(step) if step.op == "where_higher" else self._measure(source, texts[0])
        slots |= {"m": measure.name, "am": self._with_article(measure)}
        if step.op == "where_higher":
            slots |= self._two_lines(step)
        if step.op in ("where_above", "where_below", "where_between"):
            bounds = [self._amount(source, Fraction(text), measure) for text in texts[1:]]
            slots |= dict(zip(("t", "t2"), bounds, strict=False))
        if step.op in ("where_over", "where_under"):
            slots["q"] = self._bound_of(step)
        if step.op in ("top", "bottom"):
            slots["k"] = texts[1]
        if step.op == "grown":
            slots["p"] = self._growth(texts[1])
        return slots

    def _bound_of(self, step: Expr) -> str:
        """A computed bound; the mean of the rows themselves needs no second mention of where they lie."""
        bound, source = step.inputs[1], step.inputs[0]
        if bound.op == "mean" and bound.inputs[0].op == "numbers" and bound.inputs[0].inputs[0] is source:
            return self._say("np", "mean", scope="", m=self._measure(source, step.params[0]).name)
        return self.np(bound)

    def _with_article(self, measure: Measure) -> str:
        """A measure as it follows "with": "a number of visits", "an average price", but "output" alone."""
        head = re.split(r" (?:of|per|in|from|on|for|by|to|at|with) ", measure.name)[0].rsplit(" ", 1)[-1]
        counted = head.casefold() in self._phrasing.words("counted") and not measure.plural
        return self.with_article(measure.name) if counted else measure.name

    def with_article(self, noun: str) -> str:
        """An English noun with its indefinite article; a Chinese one as it is."""
        if self._phrasing.language == "zh":
            return noun
        return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"

    def _each(self, noun: str) -> str:
        """How one goes from one row to the next (Chinese: 逐年)."""
        table: dict[str, str] = self._phrasing.words("each")
        return table.get(noun, f"从每个{noun}到下一个{noun}")

    def _growth(self, percent: str) -> str:
        name = "lower_by" if percent.startswith("-") else "higher_by"
        return self._say("scope", name, p=f"{percent.lstrip('-')}%")
