"""Why a candidate question must not be asked."""

from __future__ import annotations

from collections.abc import Iterable

from proofpress_core.operations import OPERATIONS
from qa_gen.session import Expr, Session
from qa_gen.values import Num, Row, Undefined, Value

MARGIN = 2.0
"""Comparisons must be decided by at least this many reading errors, so that the picture can show them."""

_PICKS = frozenset({"higher", "lower"})

READABLE = 0.06
"""The greatest reading error of an answer, as a share of the answer."""


def fault(session: Session, expr: Expr) -> str:
    """The reason to reject an expression as a question, or the empty string."""
    if expr.margin < MARGIN:
        return "below_perceptual_margin"
    if isinstance(expr.value, Num) and not readable(expr.value):
        return "below_perceptual_margin"
    if isinstance(expr.value, tuple) and not expr.value:
        return "empty_answer"
    if trivial(expr):
        return "trivial"
    return "degenerate" if degenerate(session, expr) else ""


def trivial(expr: Expr) -> bool:
    """Whether numbers are combined that are the same, or a whole is measured by its part."""
    if not isinstance(expr.value, Num):
        return False
    value = expr.value.value
    if expr.op in ("gap", "difference", "percent_change", "spread"):
        return value == 0
    return (expr.op == "ratio" and value == 1) or (expr.op == "percent_of" and value >= 100)


def guessable(expr: Expr, anew: Iterable[Session]) -> bool:
    """Whether the words alone give the answer away: it stays the same whenever the data are drawn anew.

    `anew` are one or more sessions over contents that say the same words with other numbers. Questions that read no
    rows (a heading, a sign) have nothing that could be drawn anew and are never guessable in this sense.
    """
    if not any(part.op in ("rows", "table_rows") for part in _parts(expr)):
        return False
    return all(_same_over(expr, session) for session in anew)


def _same_over(expr: Expr, session: Session) -> bool:
    try:
        return same_value(session.carry(expr).value, expr.value)
    except Undefined:
        return False


def readable(number: Num) -> bool:
    """Whether a careful reader gets the number within a few percent."""
    return number.error <= READABLE * abs(float(number.value))


def degenerate(session: Session, expr: Expr) -> bool:
    """Whether a step can be dropped without changing the answer: every factor must be necessary.

    A step is dropped by putting one of its inputs of the same type in its place (CLEVR, Johnson et al. 2017, section
    3.3, replaces relations in the same way). A truth stays the same by chance half of the time, so below a truth a
    dropped step must change the number or the rows that it hands on.
    """
    by_truth = OPERATIONS[expr.op].output == "Bool"
    for part in _parts(expr):
        if part.op in _PICKS:
            continue  # its value is always one of its inputs; what is necessary is the comparison
        for source in part.inputs:
            if OPERATIONS[source.op].output == OPERATIONS[part.op].output != "Bool":
                whole, without = (part, source) if by_truth else (expr, _without(session, expr, part, source))
                if without is not None and same_value(whole.value, without.value):
                    return True
    return False


def _without(session: Session, expr: Expr, part: Expr, source: Expr) -> Expr | None:
    try:
        return session.redo(expr, {id(part): source})
    except (Undefined, KeyError):
        return None


def _parts(expr: Expr) -> list[Expr]:
    found: dict[int, Expr] = {}
    stack = [expr]
    while stack:
        part = stack.pop()
        if id(part) not in found:
            found[id(part)] = part
            stack.extend(part.inputs)
    return list(found.values())


def same_value(first: Value, second: Value) -> bool:
    """Equality of values; numbers by value alone."""
    if isinstance(first, Num) and isinstance(second, Num):
        return first.value == second.value
    if isinstance(first, Row) and isinstance(second, Row):
        return first.ref == second.ref
    return first == second
