"""Answers, givens and steps of math problems."""

from __future__ import annotations

from proofpress_core.content import MathProblem
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined


class Solution(MenuView):
    """Answers, givens and steps of a math problem."""

    def __init__(self, session: Session, problem: MathProblem, *, shown: bool, figure: bool) -> None:
        super().__init__(session)
        source = session.expr("math", problem.id)
        number = self.menu["number"]
        if len(problem.answers) == 1:
            number += [(3.0, lambda d: session.expr("answer", source, "1"))]
        elif problem.answers:
            answers = session.expr("answers", source)
            number += [(3.0, lambda d: session.expr(d.choice(("sum", "maximum", "minimum", "spread")), answers))]
            number += [(1.0, lambda d: session.expr("count_numbers", answers))]
        if shown:
            steps = len(problem.steps)
            number += [(0.7, lambda d: session.expr("step_count", source))]
            self.menu["text"] = [(1.0, lambda d: session.expr("step_result", source, str(d.integer(1, steps))))]
        names = [given.name for given in problem.givens]
        if figure and len(names) > 1:
            number += [(1.0, lambda d: self._two_givens(d, source, problem))]

    def _two_givens(self, draw: Draw, source: Expr, problem: MathProblem) -> Expr:
        first, second = draw.sample(problem.givens, 2)
        if first.unit != second.unit:
            raise Undefined("givens of different units")
        parts = [self.session.expr("given", source, item.name) for item in (first, second)]
        return self.session.expr(draw.choice(("add", "gap")), *parts)
