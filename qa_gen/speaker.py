"""Expressions in words: noun phrases for numbers and texts, names for rows, clauses for truths, whole questions.

What a phrase is made of follows from the expression alone; which of the equally good forms is used is drawn.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from proofpress_core.content import MathProblem, SceneText
from proofpress_core.operations import OPERATIONS
from qa_gen.formula_speaker import FormulaSpeaker
from qa_gen.session import Expr
from qa_gen.spelling import lowered, plain

_SETS = ("common", "only_first", "united")
_ALWAYS_SHORT = frozenset({"derivative", "expanded", "wrong_step", "chart_type", "function_value"})
"""Operations that are only asked for in their own words."""
_PAIRS = ("gap", "add", "ratio", "percent_change")


class Place(NamedTuple):
    """Where a looked-up number stands: column of the number, and (column, text) of everything that is fixed."""

    measure: str
    fixed: tuple[tuple[str, str], ...]


def nested_quotes(text: str) -> str:
    """A text whose quotes within quotes are single ones."""
    depth, found = 0, ""
    for sign in text:
        depth += (sign == "“") - (sign == "”")
        found += {"“": "‘", "”": "’"}.get(sign, sign) if depth > (sign == "“") else sign
    return found


class Speaker(FormulaSpeaker):
    """Puts expressions of one scene into words of one language."""

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
            return self._name_question(expr)
        if (short := self._asked_shortly(expr)) and (expr.op in _ALWAYS_SHORT or self._draw.chance(0.6)):
            return short
        if output == "Number":
            return self._say("open", "quantity", agree=self._named_by_plural(expr), np=self.np(expr))
        return self._say("open", "text", np=self.np(expr))

    def _asked_shortly(self, expr: Expr) -> str:
        """A question in the operation's own words where it has some, else the empty string."""
        name = self._np_form(expr)
        if not self._phrasing.has("ask", name) or (expr.op in _PAIRS and not self.said and self._pair(expr)):
            return ""
        return self._say("ask", name, agree=self._plural(expr), **self._np_slots(expr))

    def yesno(self, expr: Expr) -> str:
        said = self._say("open", "yesno", clause=self.clause(expr))
        return said if said.endswith("是或否？") else said + self._say("answer_yesno", "")

    def fact_check(self, expr: Expr) -> str:
        return nested_quotes(self._say("open", "factcheck", clause=self.clause(expr)))

    def _name_question(self, expr: Expr) -> str:
        """Which row it is, or to which group the row belongs."""
        row, column = expr.inputs[0], expr.params[0]
        noun = self._noun(row, column)
        if noun is None or column == self._voice.key_of(row):
            return self._row_question(row)
        return self._say("open", "attribute_of", noun=noun.one, np=self.row(row))

    def _row_question(self, expr: Expr) -> str:
        if expr.op in ("highest", "lowest", "higher", "lower"):
            slots = self._row_slots(expr)
            return self._say("open", f"row_{expr.op}", agree=self._plural(expr), **slots)
        return self._say("open", "row_other", np=self.row(expr))

    def _list_question(self, expr: Expr) -> str:
        if expr.op in _SETS:
            return self._say("open", "group", group=self.np(expr))
        rows = expr.inputs[0] if expr.op in ("texts", "numbers") else expr
        if OPERATIONS[rows.op].output == "Rows":
            return self._say("open", "group", group=self.group(rows))
        return self._say("open", "text", np=self.np(expr))

    def np(self, expr: Expr) -> str:
        """The value of an expression as a noun phrase: "the average output across all countries"."""
        if id(expr) in self.said:
            return self.said[id(expr)]
        if expr.op == "text_at":
            return self.row(expr.inputs[0])
        if expr.op == "number":
            return plain(Fraction(expr.params[0]))
        if expr.op in _PAIRS and not self.said and (pair := self._pair(expr)):
            return self._say("np", f"{expr.op}_pair", agree=False, **pair)
        name = self._np_form(expr)
        return self._say("np", name, agree=self._plural(expr), **self._np_slots(expr))

    def _np_form(self, expr: Expr) -> str:
        """Sums and the like of numbers that come from no rows have forms of their own."""
        if expr.op == "distinct" and expr.inputs[0].op == "symbols":
            return "distinct_symbols"
        if expr.op == "given" and expr.params[0].startswith("∠"):
            return "given_angle"
        if expr.op == "formula_value" and self.function_of(expr):
            return "function_value"
        scene = expr.inputs[0].value if expr.inputs else None
        if expr.op == "line" and isinstance(scene, SceneText) and len(scene.lines) == 1:
            return "line_only"
        if expr.op in ("sum", "maximum", "minimum", "mean", "spread") and expr.inputs[0].op != "numbers":
            return f"{expr.op}_of"
        return expr.op

    def _np_slots(self, expr: Expr) -> dict[str, str]:
        slots = {f"p{place}": text for place, text in enumerate(expr.params, 1)}
        inputs = expr.inputs
        if expr.op in _SETS:
            return slots | self._set_slots(expr)
        kinds = [OPERATIONS[part.op].output for part in inputs]
        if kinds[:1] == ["Row"]:
            return slots | self._row_np_slots(expr)
        if kinds[:1] == ["Rows"]:
            return slots | self._rows_np_slots(expr)
        if inputs and inputs[0].op in ("numbers", "texts") and expr.op not in _SETS:
            return slots | self._column_np_slots(inputs[0])
        for name, part in zip("ab", inputs, strict=False):
            if OPERATIONS[part.op].output in ("Number", "Text", "Numbers", "Texts"):
                slots[name] = self.np(part)
        return slots | self._model_words(expr)

    def _set_slots(self, expr: Expr) -> dict[str, str]:
        """Two groups of things of one name: the name, and what tells each group ("with output above 30 in 2019")."""
        first, second = (part.inputs[0] for part in expr.inputs)
        plural = self._key_noun(first).many
        groups = [self.group(rows) for rows in (first, second)]
        rests = [text.removeprefix(plural).removesuffix(f"的{plural}").strip() for text in groups]
        return {"plural": plural, "a": rests[0], "b": rests[1]}

    def _row_np_slots(self, expr: Expr) -> dict[str, str]:
        row = expr.inputs[0]
        slots = {"at": self.at(row), "m": self._measure(row, expr.params[0]).name}
        if expr.op == "share":
            slots |= {"who": self.row_within(row, expr.inputs[1]), "scope": self.scope(expr.inputs[1])}
        return slots

    def _rows_np_slots(self, expr: Expr) -> dict[str, str]:
        rows = expr.inputs[0]
        noun = self._key_noun(rows)
        slots = {"noun": noun.one, "plural": noun.many, "scope": self.scope(rows), "each": self._each(noun.one)}
        if expr.op in ("count", "texts"):
            return slots | {"group": self.group(rows)}
        if expr.op == "rank":
            slots["who"] = self.row_within(expr.inputs[1], rows)
        if expr.op == "weighted_mean":
            slots["m2"] = self._measure(rows, expr.params[1]).name
        return slots | {"m": self._measure(rows, expr.params[0]).name}

    def _column_np_slots(self, column: Expr) -> dict[str, str]:
        rows = column.inputs[0]
        slots = {"scope": self.scope(rows, whole=column.op == "numbers")}
        if column.op == "texts":
            noun = self._noun(rows, column.params[0]) or self._key_noun(rows)
            return slots | {"plural": noun.many}
        return slots | {"m": self._measure(rows, column.params[0]).name}

    def _model_words(self, expr: Expr) -> dict[str, str]:
        """Words for parameters that name parts of the model (roles, node kinds, label refs)."""
        slots = self.formula_words(expr)
        if expr.op == "wrong_step":
            slots["list"] = self.numbered(expr.params[0])
        if expr.op in ("label", "node_count", "kind_count"):
            slots["part"] = self._say("parts", expr.params[0])
        if expr.op == "line":
            slots["ord"] = self._ordinal(expr.params[0])
        if expr.op == "scaled":
            slots["k"] = self._phrasing.words("times").get(expr.params[0], plain(Fraction(expr.params[0])))
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
        column = apart[0][0][0]
        rest = self._ordered([(r, c, t) for r, c, t in self._fixed(rows) if c != column])
        said = self._placed(rest)
        if said and self._phrasing.language == "zh":
            said += "的"
        facets = self._tells_facet(rows, column)
        measure = (self._whole_measure if facets else self._measure)(rows, first.measure).name
        x, y = (lowered(text) if facets else self._told(text) for _, text in apart[0])
        return {"m": measure, "x": x, "y": y, "rest": said}

    def _place(self, expr: Expr) -> Place | None:
        if expr.op != "number_at" or expr.inputs[0].op != "only":
            return None
        rows = expr.inputs[0].inputs[0]
        if any(step.op != "where_text" for step in self._chain(rows)):
            return None
        return Place(expr.params[0], tuple((column, text) for _, column, text in self._fixed(rows)))

    def clause(self, expr: Expr) -> str:
        """A truth as a statement without a full stop: "the output of Norway is above 30 GWh"."""
        slots = {f"p{place}": text for place, text in enumerate(expr.params, 1)}
        kinds = [OPERATIONS[part.op].output for part in expr.inputs]
        if expr.op in ("reads", "holds_at", "has_label"):
            return self._told_clause(expr)
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

    def _told_clause(self, expr: Expr) -> str:
        """A claim about a text, a formula or a label."""
        part = expr.inputs[0]
        if expr.op == "has_label":
            return self._say("clause", "has_label", part=self._say("parts", expr.params[0]))
        if expr.op == "holds_at":
            words = self.formula_words(expr)
            return self._say("clause", "holds_at", agree=", " in expr.params[0], **words)
        slots = {"p1": expr.params[0], "a": self.np(part)} | self.formula_words(part)
        name = f"reads_{part.op}"
        if part.params:
            slots["q0"] = part.params[0]
        if part.op == "chart_type":
            slots["p1"] = self.with_article(expr.params[0])
        if part.op == "step_result":
            problem = part.inputs[0].value
            slots["p0"] = part.params[0]
            if isinstance(problem, MathProblem) and not self._voice.steps_shown(problem.id):
                name, slots["act"] = "reads_first_step", problem.steps[0].action
        return self._say("clause", name if self._phrasing.has("clause", name) else "reads", agree=False, **slots)

    def _clause_rows(self, expr: Expr) -> dict[str, str]:
        rows = expr.inputs[0]
        if expr.op == "exactly":
            return {"k": expr.params[0], "group": self.group(rows)}
        measure = self._measure(rows, expr.params[0])
        noun = self._key_noun(rows).one
        slots = {"m": measure.name, "noun": noun, "scope": self.scope(rows), "each": self._each(noun)}
        if expr.op in ("all_above", "any_above"):
            slots["t"] = self._amount(rows, Fraction(expr.params[1]), measure)
        return slots

    def _bound(self, expr: Expr) -> str:
        unit = self.unit(expr.inputs[0])
        return next(iter(self._voice.lexicons.values())).quantity(Fraction(expr.params[0]), unit)
