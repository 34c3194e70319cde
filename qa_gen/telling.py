"""From an expression to a question in the wanted form: text, options, answer, factors and earlier turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofpress_core.answer import Answer, fold
from proofpress_core.chart_names import other_names
from proofpress_core.content import ChartData, Language
from proofpress_core.operations import OPERATIONS
from proofpress_core.question import Factor, Form, Question, Turn
from proofpress_core.rng import Draw
from qa_gen.answers import Written, written
from qa_gen.evidence import Shown
from qa_gen.factors.algebra import slips_of
from qa_gen.forms import LETTERS, Wish, options, row_names
from qa_gen.session import Expr, Session, evidence_of, order_of, program_of
from qa_gen.speaker import Speaker
from qa_gen.values import Row, Undefined
from qa_gen.views import Keys
from templates.phrasing import Phrasing

_SILENT = frozenset({"only", "numbers", "texts", "where_text", "where_like", "headings", "lines", "answers", "symbols",
                     "formula_numbers", "where_not", "grown_where", "grown", "from_to", "fields",
                     "colours"})  # fmt: skip
"""Operations that only hand something on: they are told in the step that uses them."""
_POINTED = frozenset({"number_at", "text_at", "label", "field_number", "field_text", "line", "line_last", "longest",
                      "shortest", "cell_number", "cell_text", "right_of", "below_cell", "heading_after"})  # fmt: skip
"""Operations whose answer stands in one place, so that one can point at it."""
_PERCENTS = ("share", "percent_change", "percent_of")

Siblings = Callable[[Expr], list[str]]
Step = tuple[int, Expr]
"""A node's place in a program, and its expression."""


class Teller:
    """Tells questions about one scene."""

    def __init__(self, session: Session, speaker: Speaker, keys: Keys, phrasing: Phrasing, draw: Draw) -> None:
        self._session, self._speaker, self._keys = session, speaker, keys
        self._phrasing, self._draw = phrasing, draw
        self._language: Language = phrasing.language
        self._shown = Shown(session.scene.regions, [content.id for content in session.scene.contents])

    def question(self, expr: Expr, wanted: Wish, siblings: Siblings) -> Question:
        """The question for an expression's value. `siblings` finds texts of the same kind, for wrong options. Undefined
        when the form does not fit this expression or the question would say its answer."""
        right = self._written(expr)
        form: Form = "hypothetical" if wanted.form == "short" and _supposes(expr) else wanted.form
        refuse_unfit(expr, form)
        steps = _told_steps(expr)
        factors = self._factors(steps) if form == "conversation" else ()
        turns = self._earlier_turns(_to_refer_to(steps), factors) if form == "conversation" else ()
        try:
            text, choices, answer = self._worded(expr, wanted, right, siblings)
            if any(back not in text for back in self._speaker.said.values()):
                raise Undefined("the last turn does not refer back")
        finally:
            self._speaker.said.clear()
        if not _between_two(expr):
            self._refuse_leaks(text, right)
        # told last where nothing refers to them: many a question falls before
        factors = factors or self._factors(steps)
        if form == "grounded":
            text += self._pointing(expr, factors[-1])
        return Question(
            text=text, language=self._language, form=form, program=program_of(expr)[0], answer=answer, choices=choices,
            factors=factors, turns=turns,
        )  # fmt: skip

    def refusal(self, asked: Expr, check: Expr) -> Question:
        """A question for something that is not there. `asked` is told and never evaluated; `check` computes whether
        the thing is there, and gives no."""
        said = self._phrasing.listed("refusal", "aliases")
        answer = Answer(kind="refusal", value=self._phrasing.say_fixed("refusal", "text"), aliases=tuple(said))
        return Question(
            text=self._speaker.question(asked), language=self._language, form="refusal", program=program_of(check)[0],
            answer=answer, choices=(), factors=self._factors(_told_steps(check)),
        )  # fmt: skip

    def _worded(
        self, expr: Expr, wanted: Wish, right: Written, siblings: Siblings
    ) -> tuple[str, tuple[str, ...], Answer]:
        """Text, options and answer in the wanted form."""
        if wanted.form == "factcheck":
            return self._speaker.fact_check(expr), (), right.answer
        text = self._speaker.question(expr) + self._how(expr, right)
        if wanted.form != "choice":
            typed = self._phrasing.say(self._draw, "typed", "") if expr.op in ("derivative", "expanded") else ""
            return text + typed, (), right.answer
        names = self._wrong_texts(expr) or (siblings(expr) if wanted.wanted == "text" else [])
        chosen = options(self._session, expr, right, self._draw, wanted.target, names)
        listed = "".join(f"\n{letter}. {choice}" for letter, choice in zip(LETTERS, chosen, strict=True))
        said = chosen[LETTERS.index(wanted.target)]
        answer = Answer(kind="choice", value=wanted.target, aliases=(said,))
        return f"{text}{listed}\n{self._phrasing.say(self._draw, 'open', 'choice')}", chosen, answer

    def _wrong_texts(self, expr: Expr) -> list[str]:
        """Texts of the same kind as a text answer that are wrong."""
        if expr.op == "text_at":
            row, column = expr.inputs[0], expr.params[0]
            said = row.inputs[1].value if row.op == "nearest_to" else None
            return [name for name in row_names(row, column) if not isinstance(said, Row) or name != said.text(column)]
        if expr.op in ("derivative", "expanded"):
            return slips_of(expr)
        if expr.op == "chart_type" and isinstance(chart := expr.inputs[0].value, ChartData):
            return list(other_names(chart.chart_type, self._language))
        return []

    def _earlier_turns(self, earlier: Sequence[Step], factors: tuple[Factor, ...]) -> tuple[Turn, ...]:
        """One or two of the earlier steps asked before, to which the last turn refers back."""
        told = {factor.node: factor for factor in factors}
        fit = [(told[node], part) for node, part in earlier]
        chosen = fit[-2:] if len(fit) > 1 and self._draw.chance(0.4) else [self._draw.choice(fit)]
        self._speaker.said = {id(chosen[-1][1]): self._speaker.back_reference(chosen[-1][1])}
        return tuple(Turn(node=f.node, text=f.sub_question, answer=f.answer) for f, _ in chosen)

    def _how(self, expr: Expr, right: Written) -> str:
        """What must be said of rounding and unit."""
        if right.answer.kind not in ("number", "integer"):
            return ""
        said = ""
        if right.places is not None:
            said += self._phrasing.say(self._draw, "round", str(right.places))
        if right.answer.unit and expr.op not in _PERCENTS and self._draw.chance(0.35):
            said += self._phrasing.say(self._draw, "unit", "", u=right.answer.unit)
        return said

    def _written(self, expr: Expr) -> Written:
        key = self._keys(expr.inputs[0] if isinstance(expr.value, Row) and expr.inputs else expr)
        return written(expr, self._speaker, key, self._language)

    def _refuse_leaks(self, text: str, right: Written) -> None:
        if right.answer.kind in ("text", "list") and fold(right.answer.value) in fold(text.split("\n")[0]):
            raise Undefined("the question says its answer")
        if right.answer.kind == "text" and not right.answer.value.strip():
            raise Undefined("empty_answer")
        if right.answer.value in self._phrasing.words("rest"):
            raise Undefined("the rest is no answer")

    def _pointing(self, expr: Expr, last: Factor) -> str:
        if len(last.evidence) != 1:
            raise Undefined("no single place to point at")
        return self._phrasing.say(self._draw, "box", "")

    def _factors(self, steps: Sequence[Step]) -> tuple[Factor, ...]:
        return tuple([self._factor(node, part) for node, part in steps])

    def _factor(self, node: int, part: Expr) -> Factor:
        right = self._written(part)
        evidence = self._shown.rows(evidence_of(part))
        if not evidence:
            raise Undefined("nothing shows it")
        if not self._shown.in_sight(evidence):
            raise Undefined("what shows it is out of sight")
        text = self._speaker.question(part) + self._how(part, right)
        return Factor(
            node=node, category=OPERATIONS[part.op].category, sub_question=text, answer=right.answer, evidence=evidence
        )


def refuse_unfit(expr: Expr, form: Form) -> None:
    """Undefined where a form does not fit an expression, as far as its operations show."""
    if form == "grounded" and expr.op not in _POINTED:
        raise Undefined("no single place to point at")
    if form == "conversation" and not _to_refer_to(_told_steps(expr)):
        raise Undefined("nothing to refer back to")


def _to_refer_to(steps: Sequence[Step]) -> list[Step]:
    """The steps before the last whose answers a later turn can refer to."""
    return [step for step in steps[:-1] if OPERATIONS[step[1].op].output in ("Row", "Number")]


def _told_steps(expr: Expr) -> list[Step]:
    """The steps that have a sub-question of their own, and the last node in any case."""
    order = order_of(expr)
    told_by_last = set(map(id, expr.inputs)) if expr.op in ("text_at", "texts") else set()
    return [
        (node, part)
        for node, part in enumerate(order)
        if part is expr or not (_is_silent(part) or id(part) in told_by_last or _too_long(part))
    ]


def _is_silent(part: Expr) -> bool:
    return part.is_source or part.op in _SILENT or part.op == "text_at"


def _supposes(expr: Expr) -> bool:
    """Whether an expression assumes a change of the data."""
    return OPERATIONS[expr.op].category == "hypothetical" or any(_supposes(part) for part in expr.inputs)


def _between_two(expr: Expr) -> bool:
    """Whether the answer is one of two that the question names."""
    return expr.op == "text_at" and expr.inputs[0].op in ("higher", "lower")


def _too_long(part: Expr) -> bool:
    """Whether a step's value is a list that no one would write out."""
    return isinstance(part.value, tuple) and not isinstance(part.value, Row) and not 1 <= len(part.value) <= 6
