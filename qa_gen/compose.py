"""Questions for a scene: draw what is wanted, seek an expression that has it, put it into words, show its factors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proofpress_core.content import Content, MathProblem
from proofpress_core.errors import Reject
from proofpress_core.operations import OPERATIONS
from proofpress_core.question import Form, Question
from proofpress_core.rng import Draw
from proofpress_core.scene import Scene
from qa_gen.factors.base import Production, View, Wanted
from qa_gen.forms import Wish, distinct_from, wish
from qa_gen.recompose import Combination, Stock, wish_for
from qa_gen.reject import fault, guessable
from qa_gen.session import Expr, Session
from qa_gen.speaker import Speaker
from qa_gen.telling import Teller, refuse_unfit
from qa_gen.values import Undefined
from qa_gen.views import Keys, has_part, views_of
from qa_gen.words import Voice, lexicons_of
from templates.phrasing import Phrasing

Resample = Callable[[int], Sequence[Content]]
"""The scene's contents with the same words and other numbers; argument k gives the k-th such draw."""

_TRIES = 60
_EXACT_TRIES = 4
"""Tries for the wanted number of steps; after them any number will do."""
_FORM_TRIES = 25
"""Tries for the wanted form; after them a short answer will do, but a wanted truth is never given up."""
_POOL_TRIES = 4
"""Combinations of the pool that are tried for one question."""
_TRUTH_TRIES = 6
"""Tries for the wanted truth of one kind."""
_ANEW = {"bool": 4, "number": 2, "text": 2, "list": 2}
"""Times the data are drawn anew: a truth stays as it was by chance half of the time."""


def _usual_forms() -> dict[Form, float]:
    return {"short": 0.42, "yesno": 0.13, "factcheck": 0.1, "choice": 0.16, "list": 0.06, "conversation": 0.06,
            "grounded": 0.04, "refusal": 0.03}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many questions a picture gets, how the forms are weighted, and how many steps the questions take."""

    count: int = 4
    forms: dict[Form, float] = field(default_factory=_usual_forms)
    steps: tuple[float, ...] = (1.0, 1.8, 2.6, 1.8, 1.0, 0.5)
    """Weights of 1, 2, 3 ... steps; no question takes more, but for two claims joined by "and" or "or"."""
    combinations: Mapping[Combination, float] = field(default_factory=dict)
    """Weights of combinations of factors, from a pool; where there are some, questions follow them as far as the
    picture allows, and forms and steps follow from the combination."""


def compose(
    scene: Scene, draw: Draw, options: Options, *, resample: Resample | None = None, tally: Counter[str] | None = None
) -> tuple[Question, ...]:
    """Up to `options.count` questions about a scene, in its contents' language.

    Deterministic in the scene, the draw and `resample`, which serves to refuse questions whose words give the answer
    away. Candidates that must not be asked are counted by reason in `tally`. Raises Reject (`no_question`) when
    nothing can be asked.
    """
    composer = _Composer(scene, draw, options, resample, tally if tally is not None else Counter())
    questions = [question for _ in range(options.count) if (question := composer.next()) is not None]
    if not questions:
        raise Reject("no_question", "no candidate was worth asking")
    return tuple(questions)


class _Composer:
    def __init__(
        self, scene: Scene, draw: Draw, options: Options, resample: Resample | None, tally: Counter[str]
    ) -> None:
        self._draw, self._options, self._tally = draw, options, tally
        self._session = Session(scene)
        self._resample, self._anew = resample, list[Session]()
        phrasing = Phrasing(scene.contents[0].language)
        lexicons = lexicons_of(self._session.contents, phrasing)
        self._views = views_of(self._session, lexicons)
        self._weights = [weight for weight, _ in self._views]
        keys = Keys(self._views)
        self._teller = Teller(
            self._session,
            Speaker(Voice(phrasing, lexicons, draw, keys, keys.is_name, self._steps_shown)),
            keys,
            phrasing,
            draw,
        )
        self._asked: list[Expr] = []
        self._spare: dict[Wanted, list[Expr]] = {"number": [], "text": [], "list": []}
        self._last_truth = ""
        self._stock: Stock | None = None

    def _steps_shown(self, problem: str) -> bool:
        content = self._session.contents[problem]
        return isinstance(content, MathProblem) and has_part(self._session.scene, content, "step/0")

    def next(self) -> Question | None:
        """The next question, or None when none was found within the tries."""
        if self._options.combinations and (question := self._from_pool()):
            return question
        wanted = self._turned(wish(self._draw, self._options.forms))
        steps = self._draw.choice(range(1, len(self._options.steps) + 1), self._options.steps)
        for attempt in range(_TRIES):
            if attempt == _FORM_TRIES and wanted.form not in ("yesno", "factcheck"):
                wanted = Wish("short", "number" if self._draw.chance(0.7) else "text", "")
            try:
                return self._try(wanted, steps if attempt < _EXACT_TRIES else 0)
            except Undefined as reason:
                self._tally[str(reason.args[0]) if reason.args else "undefined"] += 1
        return None

    def _from_pool(self) -> Question | None:
        """A question whose factors are combined as in the pool; None where the picture has no more of that kind."""
        if self._stock is None:
            self._stock = Stock(self._options.combinations, self._any_candidate, self._check_any, self._draw)
        for _ in range(_POOL_TRIES):
            for expr in self._stock.draw() if self._stock else ():
                try:
                    self._refuse_repeats(expr)
                    return self._told(expr, self._balanced(wish_for(expr, self._draw)))
                except Undefined as reason:
                    self._tally[str(reason.args[0])] += 1
        return None

    def _any_candidate(self) -> Expr:
        """A candidate of any type, unchecked."""
        kind: Wanted = self._draw.choice(("number", "text", "bool", "list"), (0.45, 0.25, 0.22, 0.08))
        view = self._view()
        if kind == "bool":
            return self._truth_candidate(view, wanted=self._draw.chance(0.5))
        return self._produced(view, Wish("short", kind, ""))

    def _truth_candidate(self, view: View, *, wanted: bool) -> Expr:
        productions = view.truths()
        if not productions:
            raise Undefined("nothing here is true or false")
        production = self._draw.choice([p for _, p in productions], [weight for weight, _ in productions])
        return self._run(lambda draw: production(draw, wanted))

    def _check_any(self, expr: Expr) -> None:
        truth = OPERATIONS[expr.op].output == "Bool"
        self._check(expr, Wish("short", "bool" if truth else "number", ""))

    def _balanced(self, wanted: Wish) -> Wish:
        """The wish of a truth from the pool, refused when the truth before it was the same."""
        if wanted.wanted == "bool":
            if wanted.target == self._last_truth:
                raise Undefined("not the wanted truth")
            self._last_truth = wanted.target
        return wanted

    def _turned(self, wanted: Wish) -> Wish:
        """The wish; of several truths in one picture every other one is to be the opposite of the one before."""
        if wanted.wanted == "bool":
            if self._last_truth:
                wanted = replace(wanted, target="no" if self._last_truth == "yes" else "yes")
            self._last_truth = wanted.target
        return wanted

    def _try(self, wanted: Wish, steps: int) -> Question:
        if wanted.form == "refusal":
            return self._refusal()
        if wanted.wanted == "bool":
            return self._told(self._truth(self._view(), wanted), wanted)
        expr = self._spared(wanted, steps) or self._produced(self._view(), wanted)
        if steps and abs(expr.steps - steps) > 1:
            self._spare[wanted.wanted].append(expr)
            raise Undefined("not the wanted number of steps")
        refuse_unfit(expr, wanted.form)
        self._check(expr, wanted)
        return self._told(expr, wanted)

    def _spared(self, wanted: Wish, steps: int) -> Expr | None:
        """A candidate that was made for an earlier question and had too many or too few steps for it."""
        held = self._spare[wanted.wanted]
        for place, expr in enumerate(held):
            if not steps or abs(expr.steps - steps) <= 1:
                return held.pop(place)
        return None

    def _told(self, expr: Expr, wanted: Wish) -> Question:
        question = self._teller.question(expr, wanted, self._siblings)
        self._asked.append(expr)
        return question

    def _refuse_repeats(self, expr: Expr) -> None:
        if not distinct_from(expr, self._asked):
            raise Undefined("asked already")

    def _check(self, expr: Expr, wanted: Wish) -> None:
        """Undefined with the reason why a candidate must not be asked."""
        if expr.steps > len(self._options.steps) * (2 if expr.op in ("both", "either") else 1):
            raise Undefined("too many steps")
        self._refuse_repeats(expr)
        if reason := fault(self._session, expr):
            raise Undefined(reason)
        if self._resample and guessable(expr, self._sessions_anew(_ANEW[wanted.wanted])):
            raise Undefined("guessable_from_text")

    def _sessions_anew(self, count: int) -> Iterator[Session]:
        """Sessions over data drawn anew; the first one mostly decides, so each is made when it is asked for."""
        for k in range(count if self._resample else 0):
            if k == len(self._anew) and self._resample:
                self._anew.append(self._session.over(self._resample(k)))
            yield self._anew[k]

    def _truth(self, view: View, wanted: Wish) -> Expr:
        """A truth with the wanted value. Its kind is drawn first and kept for some tries, so that the kind of a
        question tells nothing about its answer."""
        productions = view.truths()
        if not productions:
            raise Undefined("nothing here is true or false")
        production = self._draw.choice([p for _, p in productions], [weight for weight, _ in productions])
        target = wanted.target == "yes"
        for _ in range(_TRUTH_TRIES):
            try:
                expr = self._run(lambda draw: production(draw, target))
                if expr.value is target:
                    self._check(expr, wanted)
                    return expr
            except Undefined:
                continue
        raise Undefined("only one truth value is within reach")

    def _view(self) -> View:
        return self._draw.choice(self._views, self._weights)[1]

    def _produced(self, view: View, wanted: Wish) -> Expr:
        return self._run(lambda draw: view.produce(wanted.wanted, draw))

    def _run(self, production: Production) -> Expr:
        try:
            return production(self._draw)
        except (IndexError, ValueError) as problem:
            # a production that draws from too few rows: this picture has nothing of that kind
            raise Undefined("nothing of that kind") from problem

    def _refusal(self) -> Question:
        try:
            asked, check = self._view().missing(self._draw)
        except (IndexError, ValueError) as problem:
            raise Undefined("nothing of that kind") from problem
        if not distinct_from(check, self._asked):
            raise Undefined("asked already")
        self._asked.append(check)
        return self._teller.refusal(asked, check)

    def _siblings(self, expr: Expr) -> list[str]:
        """Texts that the same operation gives elsewhere in the picture, as wrong options."""
        found: list[str] = []
        for _ in range(12):
            try:
                other = self._produced(self._view(), Wish("short", "text", ""))
            except Undefined:
                continue
            if other.op == expr.op and isinstance(other.value, str):
                found.append(other.value)
        return found
