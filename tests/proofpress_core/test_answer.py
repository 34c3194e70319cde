"""Answer matching: what counts as right, what never does."""

from __future__ import annotations

import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.answer import Answer, fold

NUMBER = Answer(kind="number", value="1234.5", unit="million USD", tolerance="0.5")
CASES = [
    (NUMBER, "1234.5", True),
    (NUMBER, "1,234.5 million USD", True),
    (NUMBER, "$1234.9", True),
    (NUMBER, "1235.1", False),
    (NUMBER, "1 2 3 1234.5", False),
    (NUMBER, "between 1234 and 1235", False),
    (NUMBER, "", False),
    (Answer(kind="integer", value="4"), "4", True),
    (Answer(kind="integer", value="4"), "4.0", True),
    (Answer(kind="integer", value="4"), "4.01", False),
    (Answer(kind="integer", value="-3"), "−3", True),
    (Answer(kind="number", value="3/4"), "0.75", True),
    (Answer(kind="number", value="3/4"), "6/8", True),
    (Answer(kind="number", value="3/4"), "3/0", False),
    (Answer(kind="number", value="12", unit="%"), "12%", True),
    (Answer(kind="number", value="12"), "１２", True),
    (Answer(kind="text", value="New York"), "new  york.", True),
    (Answer(kind="text", value="New York"), "York", False),
    (Answer(kind="text", value="(3)"), "（3）", True),
    (Answer(kind="text", value="Q1", aliases=("first quarter",)), "First quarter", True),
    (Answer(kind="bool", value="yes"), "Yes.", True),
    (Answer(kind="bool", value="yes"), "是", True),
    (Answer(kind="bool", value="yes"), "yes, it is", True),
    (Answer(kind="bool", value="yes"), "no", False),
    (Answer(kind="bool", value="no"), "不是", True),
    (Answer(kind="bool", value="yes"), "yesterday", False),
    (Answer(kind="bool", value="yes"), "yes no", False),
    (Answer(kind="bool", value="no"), "no, or yes", False),
    (Answer(kind="bool", value="no"), "No, that is not true.", True),
    (Answer(kind="choice", value="B"), "(b)", True),
    (Answer(kind="choice", value="B"), "B. 12", True),
    (Answer(kind="choice", value="B"), "(B) 12", True),
    (Answer(kind="choice", value="B"), "Brazil", False),
    (Answer(kind="choice", value="A"), "A nice day", False),
    (Answer(kind="choice", value="A"), "A B C D", False),
    (Answer(kind="choice", value="A"), "A, B, C, D", False),
    (Answer(kind="choice", value="A"), "A. 12 B. 13", False),
    (Answer(kind="choice", value="A", aliases=("Vitamin C",)), "A: Vitamin C", True),
    (Answer(kind="choice", value="A", aliases=("Vitamin C",)), "A Vitamin C", True),
    (Answer(kind="choice", value="B", aliases=("12",)), "12", True),
    (Answer(kind="list", value="Norway; Chile"), "Chile, Norway", True),
    (Answer(kind="list", value="Norway; Chile"), "Norway", False),
    (Answer(kind="list", value="Norway; Chile"), "Norway and Chile", True),
]


@pytest.mark.parametrize(("answer", "text", "right"), CASES)
def test_matching(answer: Answer, text: str, right: bool) -> None:  # noqa: FBT001
    assert answer.matches(text) is right


@given(model.answers, st.text())
def test_matching_never_raises(answer: Answer, text: str) -> None:
    assert answer.matches(text) in (True, False)


def test_a_very_long_text_is_never_right() -> None:
    assert not Answer(kind="text", value="a" * 5000).matches("a" * 5000)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
