"""Recomposition: questions whose combinations of factors follow a pool that was read from real questions.

A picture's stock of candidates is made first; then combinations are drawn by the pool's weights among those that the
stock holds, so that what is easy to make is not asked more often for it (COGS, arXiv 2510.15040, stage 2, with the
typed search in the place of a language model).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proofpress_core.operations import OPERATIONS
from proofpress_core.question import Form
from proofpress_core.rng import Draw
from qa_gen.factors.base import Wanted
from qa_gen.forms import LETTERS, Wish
from qa_gen.pool import factors_of
from qa_gen.session import Expr, program_of
from qa_gen.values import Undefined

Combination = tuple[str, ...]
"""Names of factors (`category/operation`) in the order of a program, see `qa_gen.pool`."""

_STOCK = 600
"""Candidates that are tried for one picture."""


class Stock:
    """Candidates of one picture by combination. `candidate` makes one and `check` refuses what must not be asked;
    both raise Undefined."""

    def __init__(
        self,
        weights: Mapping[Combination, float],
        candidate: Callable[[], Expr],
        check: Callable[[Expr], None],
        draw: Draw,
    ) -> None:
        self._weights, self._draw = weights, draw
        self._held: dict[Combination, dict[int, Expr]] = {}
        for _ in range(_STOCK):
            try:
                expr = candidate()
                found = combination(expr)
                if weights.get(found) and id(expr) not in self._held.get(found, {}):
                    check(expr)
                    self._held.setdefault(found, {})[id(expr)] = expr
            except Undefined:
                continue

    def __bool__(self) -> bool:
        """Whether the picture has anything of the pool."""
        return bool(self._held)

    def draw(self) -> list[Expr]:
        """Candidates of one combination in random order; the combination is drawn by the pool's weights."""
        names = list(self._held)
        chosen = self._held[self._draw.choice(names, [self._weights[name] for name in names])]
        return self._draw.shuffled(list(chosen.values()))


def combination(expr: Expr) -> Combination:
    """The combination of factors that an expression's program has."""
    return tuple(use.name for use in factors_of(program_of(expr)[0]))


def wish_for(expr: Expr, draw: Draw) -> Wish:
    """A form that suits the type of a candidate."""
    output = OPERATIONS[expr.op].output
    if output == "Bool":
        claims: tuple[Form, ...] = ("yesno", "factcheck")
        return Wish(draw.choice(claims), "bool", "yes" if expr.value is True else "no")
    if output in ("Texts", "Rows", "Numbers"):
        return Wish("list", "list", "")
    kind: Wanted = "number" if output == "Number" else "text"
    forms: tuple[Form, ...] = ("short", "choice", "grounded", "conversation")
    form = draw.choice(forms, (0.7, 0.2, 0.05, 0.05))
    return Wish(form, kind, draw.choice(LETTERS) if form == "choice" else "")
