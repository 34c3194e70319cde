"""Responses that try to earn a reward without the answer, and responses that are broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_cases import CHOICE, NUMBERS, QUESTION, YES_NO, record, tagged

from verify.reward_reading import LONGEST
from verify.reward_truth import ground_truth
from verify.rewards import KEYS, score

SHOWN = ("12", "27", "19", "31", "22", "4", "40", "8", "16")
"""All numbers of a picture in which three of the steps' values can be read, and the last one, too."""
HACKS = {
    "all numbers": " ".join(SHOWN),
    "all numbers as the answer": tagged((), ", ".join(SHOWN)),
    "all numbers as steps": tagged(SHOWN, "0"),
    "all numbers as lines": "\n".join(f"Step {n}: {value}" for n, value in enumerate(SHOWN, 1)) + "\nAnswer: 0",
    "all numbers in every step": tagged([" ".join(SHOWN)] * 4, "0"),
    "all numbers as JSON": json.dumps({"steps": list(SHOWN), "answer": "0"}),
    "all numbers as one JSON step": json.dumps({"steps": [list(SHOWN)], "answer": list(SHOWN)}),
    "many answers": "".join(f"<answer>{value}</answer>" for value in SHOWN),
    "every letter": tagged(("A B C D",), "A B C D"),
    "every letter, marked": "<answer>A. B. C. D.</answer>",
    "letters or": "<answer>A or B</answer>",
    "yes no": tagged(("yes no",), "yes no"),
    "yes or no": "Answer: yes or no",
    "empty tags": "<step></step>" * 4 + "<answer></answer>",
    "the question": QUESTION["text"],
    "the question as steps": tagged([QUESTION["text"]] * 4, QUESTION["text"]),
    "a long one": "8 " * 500_000 + tagged(NUMBERS, "8"),
    "a long answer": f"<answer>{'8' * 5000}</answer>",
    "zero width": tagged(("2\u200b7", "3\u200d1", "\ufeff4"), "\u200b8"),
    "from right to left": tagged(("\u202e72",), "\u202e8"),
    "superscripts": tagged((), "8²"),
    "NaN": '{"steps": [NaN, Infinity], "answer": NaN}',
    "deep": '{"answer":' + "[" * 90_000 + "]" * 90_000 + "}",
}


@pytest.mark.parametrize("question", [QUESTION, YES_NO, CHOICE], ids=["number", "bool", "choice"])
@pytest.mark.parametrize("hack", HACKS)
def test_hacks_do_not_pay(hack: str, question: dict[str, Any]) -> None:
    given = score(question, HACKS[hack], mode="sum")
    assert given["score"] == given["acc"] == given["process"] == given["ground"] == 0.0


@pytest.mark.parametrize(
    "response",
    [
        "<step>27<step>31<step>4<step>8<answer>8",
        "＜step＞27＜/step＞＜step＞31＜/step＞＜step＞4＜/step＞＜answer＞8＜/answer＞ and more that is not asked for",
        "<answer>__import__('os').system('true') or 8</answer>",
        "<answer>8 8</answer>",
        "<answer>not 8</answer>",
    ],
)
def test_right_values_in_a_broken_form_earn_no_more_than_free_text(response: str) -> None:
    given = score(QUESTION, response)
    assert given["acc"] == 0.0
    assert given["score"] <= 0.25


@pytest.mark.parametrize("guess", ["0", *NUMBERS[:3]])
def test_one_value_in_every_step_states_at_most_one_factor(guess: str) -> None:
    assert score(QUESTION, tagged([guess] * 4, guess))["score"] <= 0.5 * 0.25


def test_guessing_yes_and_no_earns_less_than_one_guess() -> None:
    single = [score(YES_NO, tagged(("31", guess), "no"))["process"] for guess in ("yes", "no")]
    assert score(YES_NO, tagged(("31", "yes", "no"), "no"))["process"] < sum(single) / 2


PIECES = (
    "<step>", "</step>", '<step id="1">', '<step id="9999">', "<answer>", "</answer>", "</think>", "\\boxed{", "}", "{",
    "Step 1: ", "步骤 2：", "Answer: ", "答案：", "\n", " = ", "≈", "[1,2,3,4]", "[", "]", '"', "yes", "no", "不是",
    "27", "31%", "-4", "−8", "1,234.5", "3/0", "1e999", "٣", "２７", "²", "\u200b", "\u202e", "\x00", "\ud800", "ﷺ",
    '{"steps": [', '"answer":', "null", "NaN", "```json", "$", "\\frac{1}{0}", "\\text{", "*", "<", ">", "Oslo", ";",
)  # fmt: skip


def responses(number: int) -> Iterator[str]:
    draw = np.random.Generator(np.random.Philox(key=2510_15040))
    for _ in range(number):
        yield "".join(PIECES[place] for place in draw.integers(0, len(PIECES), draw.integers(0, 40)))


def test_ten_thousand_responses_without_an_exception() -> None:
    questions = (QUESTION, YES_NO, CHOICE, ground_truth(record("grounded"), 1))
    for number, response in enumerate(responses(10_000)):
        given = score(questions[number % 4], response, mode="sum")
        assert tuple(given) == KEYS
        assert all(type(value) is float and 0 <= value <= 1.5 for value in given.values())


def test_threads_do_not_disturb_one_another() -> None:
    held, said = json.dumps(record()), list(responses(200))
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda text: score(held, text), said)) == [score(held, text) for text in said]


@given(st.text() | st.binary() | st.none() | st.integers() | st.lists(st.dictionaries(st.text(), st.text())))
def test_whatever_comes_is_scored(response: object) -> None:
    assert tuple(score(QUESTION, response)) == KEYS


@pytest.mark.parametrize("piece", [*PIECES, "<step", "1,", "1.", "Step 1: 4\n", "[1,", "answer ", "#" * 8])
def test_repetition_up_to_the_limit_is_read(piece: str) -> None:
    """Each of these made a backtracking expression slow in some scorer; the suite's time limit would catch it."""
    response = piece * (LONGEST // len(piece))
    assert tuple(score(ground_truth(record("grounded"), 1), response)) == KEYS
