"""Questions for a scene: draw what is wanted, seek an expression that has it, put it into words, show its factors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from proofpress_core.answer import Answer, fold
from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.operations import OPERATIONS
from proofpress_core.program import Program
from proofpress_core.question import Factor, Form, Question
from proofpress_core.rng import Draw
from proofpress_core.scene import Scene
from qa_gen.answers import Written, written
from qa_gen.evidence import rows_showing
from qa_gen.factors.base import View
from qa_gen.forms import LETTERS, Wish, distinct_from, matches_target, options, row_names, wish
from qa_gen.reject import fault
from qa_gen.session import Expr, Session, program_of
from qa_gen.speaker import Speaker
from qa_gen.values import Row, Undefined
from qa_gen.views import Keys, views_of
from qa_gen.words import Voice, lexicons_of
from templates.phrasing import Phrasing

_TRIES = 60
_EXACT_TRIES = 25
_SILENT = frozenset({"only", "numbers", "texts", "where_text", "where_like", "headings", "lines", "answers", "symbols",
                     "formula_numbers", "where_not", "grown_where", "grown", "from_to"})  # fmt: skip
"""Operations that only hand something on: they are told in the step that uses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many questions a picture gets, how the forms are weighted, and how many steps the questions take."""

    count: int = 4
    forms: dict[Form, float] = field(
        default_factory=lambda: {"short": 0.5, "yesno": 0.15, "factcheck": 0.1, "choice": 0.17, "list": 0.08}
    )
    steps: tuple[float, ...] = (0.8, 1.6, 2.6, 2.2, 1.4, 0.7)
    """Weights of 1, 2, 3 ... steps."""


def compose(scene: Scene, draw: Draw, options: Options, tally: Counter[str] | None = None) -> tuple[Question, ...]:
    """Up to `options.count` questions about a scene, in its contents' language.

    Deterministic in the scene and the draw. Candidates that must not be asked are counted by reason in `tally`.
    Raises Reject (`no_question`) when nothing can be asked.
    """
    composer = _Composer(scene, draw, options, tally if tally is not None else Counter())
    questions = [question for _ in range(options.count) if (question := composer.next()) is not None]
    if not questions:
        raise Reject("no_question", "no candidate was worth asking")
    return tuple(questions)


class _Composer:
    def __init__(self, scene: Scene, draw: Draw, options: Options, tally: Counter[str]) -> None:
        self._draw, self._options, self._tally = draw, options, tally
        self._session = Session(scene)
        self._language: Language = scene.contents[0].language
        phrasing = Phrasing(self._language)
        lexicons = lexicons_of(self._session.contents, phrasing)
        self._views = views_of(self._session, lexicons)
        self._keys = Keys(self._views)
        self._speaker = Speaker(Voice(phrasing, lexicons, draw, self._keys))
        self._phrasing = phrasing
        self._places = {content.id: place for place, content in enumerate(scene.contents)}
        self._asked: list[Expr] = []

    def next(self) -> Question | None:
        """The next question, or None when none was found within the tries."""
        wanted = wish(self._draw, self._options.forms)
        steps = self._draw.choice(range(1, len(self._options.steps) + 1), self._options.steps)
        for attempt in range(_TRIES):
            if attempt == _EXACT_TRIES and wanted.form in ("list", "choice"):
                wanted = Wish("short", "number" if self._draw.chance(0.7) else "text", "")
            try:
                expr = self._candidate(wanted, steps if attempt < _EXACT_TRIES else 0)
                return self._question(expr, wanted)
            except Undefined as reason:
                self._tally[str(reason.args[0]) if reason.args else "undefined"] += 1
        return None

    def _candidate(self, wanted: Wish, steps: int) -> Expr:
        view = self._draw.choice([view for _, view in self._views], [weight for weight, _ in self._views])
        expr = self._produced(view, wanted)
        if steps and abs(expr.steps - steps) > 1:
            raise Undefined("not the wanted number of steps")
        if not matches_target(wanted, expr):
            raise Undefined("not the wanted truth")
        if not distinct_from(expr, self._asked):
            raise Undefined("asked already")
        if reason := fault(self._session, expr):
            raise Undefined(reason)
        return expr

    def _produced(self, view: View, wanted: Wish) -> Expr:
        try:
            return view.produce(wanted.wanted, self._draw)
        except (IndexError, ValueError) as problem:
            # a production that draws from too few rows: this picture has nothing of that kind
            raise Undefined("nothing of that kind") from problem

    def _question(self, expr: Expr, wanted: Wish) -> Question:
        program, order = program_of(expr)
        right = self._written(expr)
        text, choices, answer = self._worded(expr, wanted, right)
        self._refuse_leaks(text, expr, right)
        factors = self._factors(order, program)
        self._asked.append(expr)
        return Question(
            text=text, language=self._language, form=wanted.form, program=program, answer=answer, choices=choices,
            factors=factors,
        )  # fmt: skip

    def _worded(self, expr: Expr, wanted: Wish, right: Written) -> tuple[str, tuple[str, ...], Answer]:
        """Text, options and answer in the wanted form."""
        if wanted.form == "factcheck":
            return self._speaker.fact_check(expr), (), right.answer
        text = self._speaker.question(expr) + self._how(expr, right)
        if wanted.form != "choice":
            return text, (), right.answer
        names = row_names(expr.inputs[0], expr.params[0]) if expr.op == "text_at" else self._sibling_texts(expr)
        chosen = options(self._session, expr, right, self._draw, wanted.target, names)
        listed = "".join(f"\n{letter}. {choice}" for letter, choice in zip(LETTERS, chosen, strict=True))
        answer = Answer(kind="choice", value=wanted.target, aliases=(chosen[LETTERS.index(wanted.target)],))
        return f"{text}{listed}\n{self._phrasing.say(self._draw, 'open', 'choice')}", chosen, answer

    def _how(self, expr: Expr, right: Written) -> str:
        """What must be said of rounding and unit."""
        if right.answer.kind not in ("number", "integer"):
            return ""
        said = ""
        if right.places is not None:
            said += self._phrasing.say(self._draw, "round", str(right.places))
        if right.answer.unit and expr.op not in ("share", "percent_change", "percent_of") and self._draw.chance(0.35):
            said += self._phrasing.say(self._draw, "unit", "", u=right.answer.unit)
        return said

    def _written(self, expr: Expr) -> Written:
        key = self._keys(expr.inputs[0] if isinstance(expr.value, Row) and expr.inputs else expr)
        return written(expr, self._speaker, key, self._language)

    def _sibling_texts(self, expr: Expr) -> list[str]:
        """Texts that the same operation gives elsewhere in the picture, as wrong options."""
        found: list[str] = []
        for _ in range(12):
            try:
                other = self._draw.choice([view for _, view in self._views]).produce("text", self._draw)
            except (Undefined, IndexError, ValueError):
                continue
            if other.op == expr.op and isinstance(other.value, str):
                found.append(other.value)
        return found

    def _refuse_leaks(self, text: str, expr: Expr, right: Written) -> None:
        if right.answer.kind in ("text", "list") and fold(right.answer.value) in fold(text.split("\n")[0]):
            raise Undefined("the question says its answer")
        if right.answer.kind == "text" and not right.answer.value.strip():
            raise Undefined("empty_answer")

    def _factors(self, order: list[Expr], program: Program) -> tuple[Factor, ...]:
        """The steps that have a sub-question of their own, and the last node in any case."""
        last = len(order) - 1
        told_by_last = {id(part) for part in order[last].inputs} if order[last].op in ("text_at", "texts") else set()
        factors = []
        for node, part in enumerate(order):
            silent = part.is_source or part.op in _SILENT or id(part) in told_by_last or part.op == "text_at"
            if node == last or not silent:
                if self._too_long(part) and node != last:
                    continue
                factors.append(self._factor(node, part))
        return tuple(factors)

    def _too_long(self, part: Expr) -> bool:
        return isinstance(part.value, tuple) and not isinstance(part.value, Row) and not 1 <= len(part.value) <= 6

    def _factor(self, node: int, part: Expr) -> Factor:
        right = self._written(part)
        evidence = rows_showing(part.evidence, self._session.scene.regions, self._places)
        if not evidence:
            raise Undefined("nothing shows it")
        text = self._speaker.question(part) + self._how(part, right)
        return Factor(
            node=node, category=OPERATIONS[part.op].category, sub_question=text, answer=right.answer, evidence=evidence
        )
