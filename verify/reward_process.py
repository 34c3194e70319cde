"""Which factors' answers a response states: the c_i of the process reward, and why listing values does not pay.

Standard library only: the trainers' `reward.py` is generated from this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from proofpress_core.answer import Answer, fold, number_in
from verify.reward_reading import Said, tidy

FREE_TEXT_SHARE = 0.5
"""The share of the process credit that text without steps can earn."""
_FREE_TEXT_LONGEST = 20_000
_EQUALS = re.compile("[=≈]")
_STATED_NUMBER = re.compile(r"(?:(?<![\w)%])[-+])?(?<![\w.])\d+(?:[.,]\d+)*")
_LIST_MARK = re.compile(r"[ \t]{0,8}\d{1,3}[.)][ \t]")


def process_credit(factors: Sequence[Answer], said: Said, question: str) -> float:
    """mean(c_i), where c_i is 1 if factor i's answer is stated and the statement is not taken back.

    A step states one value: what follows its last `=` or `≈`, or all of it. Steps serve factors in order, each step
    at most one and each factor at most one, as many as can be. Every step beyond one for each factor takes one c_i
    back, so that one more guess costs as much as it can win, and listing twice as many values as there are factors
    earns nothing. Without steps the different numbers of the text count as steps would, but at half the credit, and
    without those that the question gives.
    """
    if not factors:
        return 0.0
    if said.steps:
        return _mean_stated(factors, said.steps)
    numbers = tuple(islice(_numbers(said.body, question), 2 * len(factors)))
    return FREE_TEXT_SHARE * _mean_stated(factors, numbers)


def _mean_stated(factors: Sequence[Answer], steps: Sequence[str]) -> float:
    surplus = max(0, len(steps) - len(factors))
    if surplus >= len(factors):
        return 0.0
    stated = aligned([[states(step, factor) for factor in factors] for step in steps])
    return max(0, stated - surplus) / len(factors)


def states(step: str, factor: Answer) -> bool:
    """Whether the one value of a step is a factor's answer. Text may itself hold an equals sign; a number may not."""
    if factor.matches(tidy(_EQUALS.split(step)[-1])):
        return True
    return factor.kind in ("text", "list", "refusal") and factor.matches(tidy(step))


def aligned(fits: Sequence[Sequence[bool]]) -> int:
    """The greatest number of pairs (row, column) that fit, rows and columns both ascending and none used twice."""
    best = [0] * (len(fits[0]) + 1 if fits else 1)
    for row in fits:
        above, best = best, best[:]
        for place, fit in enumerate(row):
            best[place + 1] = max(best[place], above[place + 1], above[place] + fit)
    return best[-1]


def _numbers(body: str, question: str) -> Iterator[str]:
    """Different numbers of a text in the order in which they first occur, but for those of the question and the marks
    of numbered lists. Names are not sought: a text that lists all of a picture's names would state every one."""
    seen = set(_written(question))
    for number in _written(body) if len(body) <= _FREE_TEXT_LONGEST else ():
        if number not in seen:
            seen.add(number)
            yield number


def _written(text: str) -> Iterator[str]:
    for line in text.splitlines():
        mark = _LIST_MARK.match(line)
        for found in _STATED_NUMBER.findall(fold(line[mark.end() if mark else 0 :])):
            if number_in(found) is not None:
                yield found
