"""Which factors' answers a response states: the c_i of the process reward, and why listing values does not pay.

Standard library only: the trainers' `reward.py` is generated from this file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from proofpress_core.answer import Answer, fold, number_in
from verify.reward_reading import Said, tidy

SPARE_STEPS = 1
"""Steps beyond one for each factor that cost nothing."""
FREE_TEXT_SHARE = 0.5
"""The share of the process credit that text without steps can earn."""
FREE_TEXT_NUMBERS = 2
"""Numbers for each factor that such a text may hold; one more and it earns nothing."""
_FREE_TEXT_LONGEST = 20_000
_YES, _NO = Answer(kind="bool", value="yes"), Answer(kind="bool", value="no")
_STATED_NUMBER = re.compile(r"(?:(?<![\w)%])[-+])?(?<![\w.])\d+(?:[.,]\d+)*")
_LIST_MARK = re.compile(r"^[ \t]{0,8}\d{1,3}[.)][ \t]", re.MULTILINE)


def process_credit(factors: Sequence[Answer], said: Said, question: str) -> float:
    """mean(c_i), where c_i is 1 if factor i's answer is stated and the statement is not taken back.

    A step states one value: what follows its last `=` or `≈`, or all of it. Steps serve factors in order, each step
    at most one and each factor at most one, as many as can be. Each step beyond one for each factor and a spare one
    takes one c_i back, so that guessing costs what it may win; the spare one is lost where more steps say yes or no
    than factors ask for it. Without steps the numbers of the text count, at most half, and none of the question's.
    """
    if not factors:
        return 0.0
    if said.steps:
        return _credit_of_steps(factors, said.steps)
    return FREE_TEXT_SHARE * _credit_of_text(factors, said.body, question)


def _credit_of_steps(factors: Sequence[Answer], steps: Sequence[str]) -> float:
    surplus = len(steps) - len(factors)
    if surplus >= len(factors) + SPARE_STEPS:
        return 0.0
    if surplus > 0 and not _wavers(factors, steps):
        surplus -= SPARE_STEPS
    stated = aligned([[_states(step, factor) for factor in factors] for step in steps])
    return max(0, stated - max(0, surplus)) / len(factors)


def _states(step: str, factor: Answer) -> bool:
    """Whether the one value of a step is a factor's answer. Text may itself hold an equals sign; a number may not."""
    value = tidy(re.split("[=≈]", step)[-1])
    if factor.matches(value):
        return True
    return factor.kind in ("text", "list", "refusal") and factor.matches(tidy(step))


def _wavers(factors: Sequence[Answer], steps: Sequence[str]) -> bool:
    """Whether more steps say yes or no than factors ask for it."""
    asked = sum(factor.kind == "bool" for factor in factors)
    return asked > 0 and sum(_states(step, _YES) or _states(step, _NO) for step in steps) > asked


def aligned(fits: Sequence[Sequence[bool]]) -> int:
    """The greatest number of pairs (row, column) that fit, rows and columns both ascending and none used twice."""
    best = [0] * (len(fits[0]) + 1 if fits else 1)
    for row in fits:
        above, best = best, best[:]
        for place, fit in enumerate(row):
            best[place + 1] = max(best[place], above[place + 1], above[place] + fit)
    return best[-1]


def _credit_of_text(factors: Sequence[Answer], body: str, question: str) -> float:
    """mean(c_i) over the numbers of a text, in order. Only numbers can be stated so: any name occurs in a list."""
    if len(body) > _FREE_TEXT_LONGEST:
        return 0.0
    given = set(_numbers(question))
    most = FREE_TEXT_NUMBERS * len(factors)
    numbers = list(islice((number for number in _numbers(body) if number not in given), most + 1))
    if not numbers or len(numbers) > most:
        return 0.0
    fits = [[factor.kind in ("integer", "number") and factor.matches(text) for factor in factors] for text in numbers]
    return aligned(fits) / len(factors)


def _numbers(text: str) -> list[str]:
    """The numbers of a text as written, folded, marks of numbered lists left out."""
    folded = "\n".join(fold(_LIST_MARK.sub("", line)) for line in text.splitlines())
    return [found for found in _STATED_NUMBER.findall(folded) if number_in(found) is not None]
