"""Expressions in words: noun phrases for numbers and texts, names for rows, clauses for truths, whole questions.

What a phrase is made of follows from the expression alone; which of the equally good forms is used is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from proofpress_core.content import Content, MathProblem
from proofpress_core.operations import OPERATIONS
from proofpress_core.rng import Draw
from qa_gen.lexicon import Lexicon, Measure, Noun, plain
from qa_gen.session import Expr
from qa_gen.values import Row
from templates.phrasing import Phrasing

_ROW_FILTERS = ("where_text", "where_not", "where_like", "from_to", "strictly_between", "where_above", "where_below",
                "where_between", "where_over", "where_under", "top", "bottom", "without_highest", "without_lowest",
                "grown", "grown_where")  # fmt: skip
_PAIRS = ("gap", "add", "ratio", "percent_change")


class Place(NamedTuple):
    """Where a looked-up number stands: column of the number, and (column, text) of everything that is fixed."""

    measure: str
    fixed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that one question is told in."""

    phrasing: Phrasing
    lexicons: dict[str, Lexicon]
    draw: Draw
    key_of: Callable[[Expr], str]
    """The text column that names the rows of an expression."""


class Speaker:
    """Puts expressions of one scene into words of one language."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._phrasing = voice.phrasing
        self._draw = voice.draw

    # ---- whole sentences -------------------------------------------------------------------------------------

    def question(self, expr: Expr) -> str:
        """A question (or request) for the value of an expression, ending in its own mark."""
        output = OPERATIONS[expr.op].output
        if output == "Bool":
            return self.yesno(expr)
        if output == "Row":
            return self._row_question(expr)
        if output in ("Rows", "Texts", "Numbers"):
            return self._list_question(expr)
        if expr.op == "count":
            return self._say("open", "count", group=self.group(expr.inputs[0]))
        if expr.op == "text_at":
            return self._row_question(expr.inputs[0])
        return self._say("open", "quantity" if output == "Number" else "text", np=self.np(expr))

    def yesno(self, expr: Expr) -> str:
        return self._say("open", "yesno", clause=self.clause(expr)) + self._say("answer_yesno", "")

    def fact_check(self, expr: Expr) -> str:
        return self._say("open", "factcheck", clause=self.clause(expr))

    def _row_question(self, expr: Expr) -> str:
        if expr.op in ("highest", "lowest"):
            slots = self._row_slots(expr)
            return self._say("open", f"row_{expr.op}", agree=self._plural(expr), **slots)
        return self._say("open", "row_other", np=self.row(expr))

    def _list_question(self, expr: Expr) -> str:
        rows = expr.inputs[0] if expr.op in ("texts", "numbers") else expr
        if OPERATIONS[rows.op].output == "Rows":
            return self._say("open", "group", group=self.group(rows))
        return self._say("open", "text", np=self.np(expr))

    # ---- rows ------------------------------------------------------------------------------------------------

    def row(self, expr: Expr) -> str:
        """A row by name: "Norway", "the country with the highest output in 2019"."""
        if expr.op == "only":
            return self._joined(self._fixed(expr.inputs[0]))
        return self._say("row", expr.op, **self._row_slots(expr))

    def row_within(self, expr: Expr, rows: Expr) -> str:
        """A row by name among rows that are named beside it: what both have in common is said once."""
        if expr.op != "only":
            return self.row(expr)
        shared = {(column, text) for _, column, text in self._fixed(rows)}
        own = [item for item in self._fixed(expr.inputs[0]) if (item[1], item[2]) not in shared]
        return self._joined(own or self._fixed(expr.inputs[0]))

    def at(self, expr: Expr) -> str:
        """Where a row stands, as it follows a measure: " of Norway in 2019" (Chinese: as it goes before)."""
        if expr.op != "only":
            return self._of(self.row(expr))
        parts = [self._where(rows, column, text) for rows, column, text in self._ordered(expr.inputs[0])]
        return "".join(parts)

    def _where(self, rows: Expr, column: str, text: str) -> str:
        noun = self._noun(rows, column)
        return self._say("scope", noun.preposition if noun else "for", x=self._told(text))

    def _told(self, text: str) -> str:
        """A name as it is read out within a sentence: a bare year gets its word in Chinese."""
        return f"{text}年" if self._phrasing.language == "zh" and re.fullmatch(r"(?:19|20)\d\d", text) else text

    def _of(self, name: str) -> str:
        return name if self._phrasing.language == "zh" else f" of {name}"

    def _row_slots(self, expr: Expr) -> dict[str, str]:
        """Slots of the forms of a row expression, and of the questions for it."""
        source = expr.inputs[0]
        slots = {"noun": self._key_noun(source).one, "scope": self.scope(source)}
        if expr.op in ("higher", "lower"):
            slots |= {"a": self.row(source), "b": self.row(expr.inputs[1])}
        if expr.op in ("widest_gap", "crossing"):
            slots |= {"a": self._joined(self._fixed(source)), "b": self._joined(self._fixed(expr.inputs[1]))}
        if expr.op in ("next_after", "next_before"):
            return slots | {"x": self._told(expr.params[1])}
        if expr.op in ("nth", "nth_last", "ranked"):
            slots["ord"] = self._ordinal(expr.params[-1])
        if expr.op not in ("nth", "nth_last"):
            slots["m"] = self._measure(source, expr.params[0]).name
        return slots

    def _ordinal(self, index: str) -> str:
        words: list[str] = self._phrasing.words("ordinals")
        return words[int(index) - 1]

    # ---- groups of rows --------------------------------------------------------------------------------------

    def scope(self, rows: Expr, *, whole: bool = False) -> str:
        """Where a group of rows lies, e.g. " for Norway from 2015 to 2019"; `whole` asks for words even when it is
        everything (" across all countries")."""
        parts = [self._scope_part(step) for step in self._chain(rows)]
        order = 1 if self._phrasing.language == "zh" else 0
        hypothetical = [p for p, step in zip(parts, self._chain(rows), strict=True) if step.op.startswith("grown")]
        rest = [p for p, step in zip(parts, self._chain(rows), strict=True) if not step.op.startswith("grown")]
        said = "".join(hypothetical + rest if order else rest + hypothetical)
        if not rest and whole:
            return self._say("scope", "all", plural=self._key_noun(rows).many) + said
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

    def _chain(self, rows: Expr) -> list[Expr]:
        """The filters of a rows expression from the first to the last."""
        chain: list[Expr] = []
        while rows.op in _ROW_FILTERS:
            chain.append(rows)
            rows = rows.inputs[0]
        return chain[::-1]

    def _is_fixed(self, step: Expr) -> bool:
        return step.op == "where_text" and step.params[0] != self._voice.key_of(step)

    def _fixed(self, rows: Expr) -> list[tuple[Expr, str, str]]:
        """(rows, column, text) of every column that a chain of filters fixes to one text."""
        found = []
        for step in self._chain(rows):
            if step.op == "where_text":
                found.append((step, step.params[0], step.params[1]))
            if step.op == "where_like":
                found.append((step, step.params[0], self.row(step.inputs[1])))
        return found

    def _ordered(self, rows: Expr) -> list[tuple[Expr, str, str]]:
        """Fixed columns, things before times (Chinese: times first)."""
        fixed = self._fixed(rows)
        times_last = sorted(fixed, key=lambda item: self._is_time(item[0], item[1]))
        return times_last if self._phrasing.language == "en" else times_last[::-1]

    def _is_time(self, rows: Expr, column: str) -> bool:
        noun = self._noun(rows, column)
        return noun is not None and noun.preposition in ("in", "on")

    def _joined(self, fixed: list[tuple[Expr, str, str]]) -> str:
        if len(fixed) == 1 or self._phrasing.language == "zh":
            return "".join(self._told(text) for _, _, text in fixed[::-1])
        first, *others = sorted(fixed, key=lambda item: self._is_time(item[0], item[1]))
        return self._told(first[2]) + "".join(self._where(*item) for item in others)

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
        measure = self._measure(source, texts[0])
        slots["m"] = measure.name
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

    def _growth(self, percent: str) -> str:
        name = "lower_by" if percent.startswith("-") else "higher_by"
        return self._say("scope", name, p=f"{percent.lstrip('-')}%")

    # ---- numbers and texts -----------------------------------------------------------------------------------

    def np(self, expr: Expr) -> str:
        """The value of an expression as a noun phrase: "the average output across all countries"."""
        if expr.op == "text_at":
            return self.row(expr.inputs[0])
        if expr.op == "number":
            return plain(Fraction(expr.params[0]))
        if expr.op in _PAIRS and (pair := self._pair(expr)):
            return self._say("np", f"{expr.op}_pair", **pair)
        name = self._np_form(expr)
        return self._say("np", name, agree=self._plural(expr), **self._np_slots(expr))

    def _np_form(self, expr: Expr) -> str:
        """Sums and the like of numbers that come from no rows have forms of their own."""
        if expr.op == "distinct" and expr.inputs[0].op == "symbols":
            return "distinct_symbols"
        if expr.op in ("sum", "maximum", "minimum", "mean", "spread") and expr.inputs[0].op != "numbers":
            return f"{expr.op}_of"
        return expr.op

    def _np_slots(self, expr: Expr) -> dict[str, str]:
        slots = {f"p{place}": text for place, text in enumerate(expr.params, 1)}
        inputs = expr.inputs
        kinds = [OPERATIONS[part.op].output for part in inputs]
        if kinds[:1] == ["Row"]:
            return slots | self._row_np_slots(expr)
        if kinds[:1] == ["Rows"]:
            return slots | self._rows_np_slots(expr)
        if inputs and inputs[0].op in ("numbers", "texts"):
            return slots | self._column_np_slots(inputs[0])
        for name, part in zip("ab", inputs, strict=False):
            if OPERATIONS[part.op].output in ("Number", "Text", "Numbers", "Texts"):
                slots[name] = self.np(part)
        return slots | self._model_words(expr)

    def _row_np_slots(self, expr: Expr) -> dict[str, str]:
        row = expr.inputs[0]
        slots = {"at": self.at(row), "m": self._measure(row, expr.params[0]).name}
        if expr.op == "share":
            slots |= {"who": self.row_within(row, expr.inputs[1]), "scope": self.scope(expr.inputs[1])}
        return slots

    def _rows_np_slots(self, expr: Expr) -> dict[str, str]:
        rows = expr.inputs[0]
        noun = self._key_noun(rows)
        slots = {"noun": noun.one, "plural": noun.many, "scope": self.scope(rows)}
        if expr.op == "count":
            return slots | {"group": self.group(rows)}
        if expr.op == "rank":
            slots["who"] = self.row_within(expr.inputs[1], rows)
        if expr.op == "weighted_mean":
            slots["m2"] = self._measure(rows, expr.params[1]).name
        return slots | {"m": self._measure(rows, expr.params[0]).name}

    def _column_np_slots(self, column: Expr) -> dict[str, str]:
        rows = column.inputs[0]
        slots = {"scope": self.scope(rows, whole=True)}
        if column.op == "texts":
            noun = self._noun(rows, column.params[0]) or self._key_noun(rows)
            return slots | {"plural": noun.many}
        return slots | {"m": self._measure(rows, column.params[0]).name}

    def _model_words(self, expr: Expr) -> dict[str, str]:
        """Words for parameters that name parts of the model (roles, node kinds, label refs)."""
        slots: dict[str, str] = {}
        if expr.op in ("label", "node_count", "kind_count"):
            slots["part"] = self._say("parts", expr.params[0])
        if expr.op == "line":
            slots["ord"] = self._ordinal(expr.params[0])
        if expr.op == "scaled":
            slots["k"] = plain(Fraction(expr.params[0]))
        if expr.op == "answer" and isinstance(expr.inputs[0].value, MathProblem):
            slots["target"] = expr.inputs[0].value.target
        return slots

    def _pair(self, expr: Expr) -> dict[str, str] | None:
        """Slots of the short form for two numbers that differ in one fixed text: "from 2018 to 2019"."""
        first, second = (self._place(part) for part in expr.inputs)
        if first is None or second is None or first.measure != second.measure:
            return None
        apart = [(a, b) for a, b in zip(first.fixed, second.fixed, strict=False) if a != b]
        if len(first.fixed) != len(second.fixed) or len(apart) != 1 or apart[0][0][0] != apart[0][1][0]:
            return None
        rows = expr.inputs[0].inputs[0].inputs[0]
        rest = [(r, c, t) for r, c, t in self._ordered(rows) if (c, t) != apart[0][0]]
        said = "".join(self._where(*item) for item in rest)
        if said and self._phrasing.language == "zh":
            said += "的"
        measure = self._measure(rows, first.measure).name
        x, y = (self._told(text) for _, text in apart[0])
        return {"m": measure, "x": x, "y": y, "rest": said}

    def _place(self, expr: Expr) -> Place | None:
        if expr.op != "number_at" or expr.inputs[0].op != "only":
            return None
        rows = expr.inputs[0].inputs[0]
        if any(step.op != "where_text" for step in self._chain(rows)):
            return None
        return Place(expr.params[0], tuple((column, text) for _, column, text in self._fixed(rows)))

    # ---- truths ----------------------------------------------------------------------------------------------

    def clause(self, expr: Expr) -> str:
        """A truth as a statement without a full stop: "the output of Norway is above 30 GWh"."""
        slots = {f"p{place}": text for place, text in enumerate(expr.params, 1)}
        kinds = [OPERATIONS[part.op].output for part in expr.inputs]
        for name, part, kind in zip("ab", expr.inputs, kinds, strict=False):
            if kind == "Bool":
                slots[name] = self.clause(part)
            elif kind != "Rows":
                slots[name] = self.np(part)
        if expr.op in ("above", "below"):
            slots["t"] = self._bound(expr)
        if kinds[:1] == ["Rows"]:
            slots |= self._clause_rows(expr)
        return self._say("clause", expr.op, agree=self._plural(expr), **slots)

    def _plural(self, expr: Expr) -> bool:
        """Whether the measure that a phrase for this expression starts with takes a plural verb."""
        first = expr.inputs[0] if expr.inputs else expr
        if first.op == "number_at":
            return self._measure(first.inputs[0], first.params[0]).plural
        if (
            OPERATIONS[first.op].output == "Rows"
            and expr.params
            and expr.op not in ("exactly", "crossing", "widest_gap")
        ):
            columns = [text for text in expr.params if text in self._lexicon(first).measures]
            return bool(columns) and self._lexicon(first).measures[columns[0]].plural
        return False

    def _clause_rows(self, expr: Expr) -> dict[str, str]:
        rows = expr.inputs[0]
        if expr.op == "exactly":
            return {"k": expr.params[0], "group": self.group(rows)}
        measure = self._measure(rows, expr.params[0])
        slots = {"m": measure.name, "noun": self._key_noun(rows).one, "scope": self.scope(rows)}
        if expr.op in ("all_above", "any_above"):
            slots["t"] = self._amount(rows, Fraction(expr.params[1]), measure)
        return slots

    def _bound(self, expr: Expr) -> str:
        unit = self.unit(expr.inputs[0])
        return next(iter(self._voice.lexicons.values())).quantity(Fraction(expr.params[0]), unit)

    # ---- nouns -----------------------------------------------------------------------------------------------

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
        return noun or Noun(self._phrasing.say_fixed("noun", "item"), "", "for", ordered=False)

    def _measure(self, rows: Expr, column: str) -> Measure:
        return self._lexicon(rows).measures[column]

    def _amount(self, rows: Expr, value: Fraction, measure: Measure) -> str:
        return self._lexicon(rows).quantity(value, measure.unit)

    def _say(self, group: str, name: str, /, *, agree: bool = False, **slots: str) -> str:
        return self._phrasing.say(self._draw, group, name, agree=agree, **slots)


def lexicons_of(contents: dict[str, Content], phrasing: Phrasing) -> dict[str, Lexicon]:
    """A lexicon for every content, by id."""
    return {name: Lexicon(content, phrasing) for name, content in contents.items()}


def name_of_row(row: Row, keys: tuple[str, ...]) -> str:
    """A row's name from its key columns."""
    return " ".join(row.text(key) for key in keys)
