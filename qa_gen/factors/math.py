"""Answers, givens and steps of math problems."""

from __future__ import annotations

import re

from proofpress_core.content import MathProblem
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?!.*\d)")
"""The last number of a statement."""
_MOST_STEPS = 6


class Solution(MenuView):
    """Answers, givens and steps of a math problem."""

    def __init__(self, session: Session, problem: MathProblem, *, shown: bool, figure: bool) -> None:
        super().__init__(session)
        self.problem, self.shown = problem, shown
        self.source = source = session.expr("math", problem.id)
        number = self.menu["number"]
        if len(problem.answers) == 1:
            number += [(3.0, lambda d: session.expr("answer", source, "1"))]
        elif problem.answers:
            answers = session.expr("answers", source)
            number += [(3.0, lambda d: session.expr(d.choice(("sum", "maximum", "minimum", "spread")), answers))]
            number += [(1.0, lambda d: session.expr("count_numbers", answers))]
        steps = len(problem.steps)
        if shown:
            number += [(0.7, lambda d: session.expr("step_count", source))]
            self.menu["text"] = [(1.0, lambda d: session.expr("step_result", source, str(d.integer(1, steps))))]
        if 3 <= steps <= _MOST_STEPS:
            number += [(1.6, self._wrong_step)]
        self.truth_menu += [(1.5, self._claimed_step)]
        names = [given.name for given in problem.givens]
        if figure and len(names) > 1:
            number += [(1.0, lambda d: self._two_givens(d, source, problem))]

    def _two_givens(self, draw: Draw, source: Expr, problem: MathProblem) -> Expr:
        first, second = draw.sample(problem.givens, 2)
        if first.unit != second.unit:
            raise Undefined("givens of different units")
        parts = [self.session.expr("given", source, item.name) for item in (first, second)]
        return self.session.expr(draw.choice(("add", "gap")), *parts)

    def _wrong_step(self, draw: Draw) -> Expr:
        """Which of all steps, one of them with a wrong number, does not fit."""
        results = [step.result for step in self.problem.steps]
        place = draw.integer(0, len(results) - 1)
        results[place] = _spoilt(results[place], draw)
        return self.session.expr("wrong_step", self.source, " ; ".join(results))

    def _claimed_step(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """What a step arrives at, or something else; the first step only where the steps are not shown, for a later
        one would lean on the one before."""
        place = draw.integer(1, len(self.problem.steps)) if self.shown else 1
        result = self.problem.steps[place - 1].result
        step = self.session.expr("step_result", self.source, str(place))
        return self.session.expr("reads", step, result if wanted else _spoilt(result, draw))


def _spoilt(result: str, draw: Draw) -> str:
    """A statement with another number in the last place, which makes it false."""
    found = _NUMBER.search(result)
    if not found or found[0] in ("0", "1"):
        raise Undefined("no number that could be mistaken")
    digits = found[0]
    step = draw.choice((-2, -1, 1, 2))
    value = int(digits.replace(".", "")) + step
    if value <= 0:
        raise Undefined("no number that could be mistaken")
    places = len(digits.partition(".")[2])
    said = f"{value:0{places + 1}d}"
    said = f"{said[:-places]}.{said[-places:]}" if places else said
    return result[: found.start()] + said + result[found.end() :]
