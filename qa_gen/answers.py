"""Values as answers: how a number is written and rounded, how exactly it must be met, how rows are named."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import NamedTuple

from proofpress_core.answer import Answer, AnswerKind
from proofpress_core.chart_names import names_of
from proofpress_core.content import ChartData, Language
from proofpress_core.operations import OPERATIONS
from qa_gen.session import Expr
from qa_gen.speaker import Speaker
from qa_gen.spelling import plain, rounded
from qa_gen.values import Num, Row

_YES_NO = {"en": ("Yes", "No"), "zh": ("是", "否")}
_FRACTION_LIMIT = 99


class Written(NamedTuple):
    """An answer and to how many places it was rounded (None: it is exact)."""

    answer: Answer
    places: int | None


def written(expr: Expr, speaker: Speaker, key: str, language: Language) -> Written:
    """The value of an expression as an answer. `key` is the column that names rows."""
    value = expr.value
    if isinstance(value, bool):
        return Written(
            Answer(kind="bool", value="yes" if value else "no", aliases=(_YES_NO[language][not value],)), None
        )
    if isinstance(value, Num):
        return number(value, speaker.unit(expr), expr, speaker)
    if expr.op == "chart_type" and isinstance(chart := expr.inputs[0].value, ChartData):
        return Written(Answer(kind="text", value=str(value), aliases=names_of(chart.chart_type, language)[1:]), None)
    if isinstance(value, str) and expr.op in ("derivative", "expanded"):
        return Written(Answer(kind="text", value=value, aliases=(value.replace(" ", ""),)), None)
    if isinstance(value, str):
        return Written(Answer(kind="text", value=value), None)
    if isinstance(value, Row):
        return Written(Answer(kind="text", value=value.text(key)), None)
    return Written(Answer(kind="list", value="; ".join(item_names(value, key))), None)


def item_names(items: object, key: str) -> list[str]:
    """Texts of a list value: row names, texts, or numbers in digits."""
    assert isinstance(items, tuple)
    names = []
    for item in items:
        if isinstance(item, Row):
            names.append(item.text(key))
        else:
            names.append(plain(item.value, 6) if isinstance(item, Num) else str(item))
    return names


def number(value: Num, unit: str, expr: Expr, speaker: Speaker) -> Written:
    """A number as an answer: exact where it ends within the places people write, a plain fraction for solutions of
    equations, else rounded to one or two places."""
    exact = value.value
    if exact.denominator == 1:
        kind: AnswerKind = "integer" if not value.error and not unit else "number"
        return Written(Answer(kind=kind, value=str(exact.numerator), unit=unit, tolerance=_decimal(value.error)), None)
    places = _ending_places(exact)
    measure = speaker.measure_of(expr)
    allowed = max(2, measure.places if measure else 2)
    if places is not None and places <= allowed:
        return Written(
            Answer(kind="number", value=rounded(exact, places), unit=unit, tolerance=_decimal(value.error)), None
        )
    if _is_solution(expr) and exact.denominator <= _FRACTION_LIMIT:
        alias = (rounded(exact, places),) if places is not None else ()
        text = f"{exact.numerator}/{exact.denominator}"
        return Written(Answer(kind="number", value=text, unit=unit, aliases=alias), None)
    places = 1 if abs(exact) >= 10 else 2
    error = value.error + 0.5 / 10**places
    return Written(Answer(kind="number", value=rounded(exact, places), unit=unit, tolerance=_decimal(error)), places)


def _is_solution(expr: Expr) -> bool:
    return any(OPERATIONS[part.op].category in ("math", "formula") for part in (expr, *expr.inputs))


def _ending_places(value: Fraction) -> int | None:
    """Decimals of a rational whose expansion ends within six places."""
    below = value.denominator
    return next((places for places in range(1, 7) if not 10**places % below), None)


@functools.lru_cache(maxsize=4096)
def _decimal(inexact: float) -> str:
    """An error as a decimal that is not smaller: two significant digits, rounded up."""
    if not inexact:
        return "0"
    error = Fraction(inexact).limit_denominator(10**12)
    if not error:
        return "0"
    places = 0
    while error * 10**places < 10 and places < 9:
        places += 1
    scale = 10**places
    up = -((-error.numerator * scale) // error.denominator)
    return rounded(Fraction(up, scale), places)
