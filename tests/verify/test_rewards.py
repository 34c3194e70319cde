"""Rewards: the formulas, and which steps count."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_cases import NUMBERS, QUESTION, answer, asked, tagged

from verify.reward_process import aligned
from verify.rewards import combined, instruction, score


@pytest.mark.parametrize(("mode", "right", "wrong"), [("standard", 1.0, 0.0), ("sum", 1.25, 0.25), ("max", 1.0, 0.25)])
def test_the_formulas(mode: Any, right: float, wrong: float) -> None:
    half = ("27", "31", "0", "0")
    assert score(QUESTION, tagged(half, "8"), mode=mode)["score"] == right
    assert score(QUESTION, tagged(half, "9"), mode=mode)["score"] == wrong
    assert score(QUESTION, tagged(half, "9"), mode=mode, weight=Decimal("0.5"))["process"] == 0.5


@pytest.mark.parametrize("weight", [0, 1, -0.5, 1.5, float("nan")])
def test_a_weight_lies_between_zero_and_one(weight: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        score(QUESTION, "8", weight=weight)


def test_unknown_modes_and_boxes_are_refused() -> None:
    with pytest.raises(ValueError, match="mode"):
        score(QUESTION, "8", mode="product")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="boxes"):
        score(QUESTION, "8", boxes="percent")  # type: ignore[arg-type]


FIVE = asked(answer("number", "100"), *(answer("number", str(value)) for value in range(11, 16)))
Policy = Mapping[tuple[bool, int], Fraction]
"""Probability of each response, by whether its final answer is right and how many of its five steps are."""
BETTER: Policy = {(True, 2): Fraction("0.50"), (False, 2): Fraction("0.50")}
WORSE: Policy = {(True, 3): Fraction("0.46"), (True, 4): Fraction("0.02"), (False, 2): Fraction("0.52")}


def expected(policy: Policy, mode: Any, component: str = "score") -> float:
    """Expectation over a policy's responses, each of them written out and scored."""
    total = 0.0
    for (right, stated), probability in policy.items():
        steps = [str(11 + place) if place < stated else "0" for place in range(5)]
        given = score(FIVE, tagged(steps, "100" if right else "0"), mode=mode, weight=0.5)
        total += float(probability) * given[component]
    return total


def test_sum_flips_the_order_of_two_policies_and_max_keeps_it() -> None:
    assert [expected(policy, "sum", "acc") for policy in (BETTER, WORSE)] == pytest.approx([0.50, 0.48])
    assert [expected(policy, "sum", "process") for policy in (BETTER, WORSE)] == pytest.approx([0.40, 0.50])
    assert [expected(policy, "sum") for policy in (BETTER, WORSE)] == pytest.approx([0.70, 0.73])
    assert [expected(policy, "max") for policy in (BETTER, WORSE)] == pytest.approx([0.60, 0.584])


shares = st.fractions(0, 1, max_denominator=50)


@given(shares, shares, shares, shares, shares, st.fractions(Fraction(1, 50), Fraction(49, 50)))
def test_max_orders_policies_as_their_accuracy_does(
    one: Fraction, other: Fraction, one_right: Fraction, other_right: Fraction, wrong: Fraction, weight: Fraction
) -> None:
    """Where both state the same share of the steps when they are wrong (c in the paper); when right, any share."""
    values = [
        accuracy * Fraction(combined("max", 1.0, float(right), float(weight)))
        + (1 - accuracy) * Fraction(combined("max", 0.0, float(wrong), float(weight)))
        for accuracy, right in ((one, one_right), (other, other_right))
    ]
    assert (values[0] > values[1]) == (one > other)


def test_steps_are_put_in_the_order_of_their_ids() -> None:
    response = "".join(f'<step id="{n}">{NUMBERS[n - 1]}</step>' for n in (3, 1, 4, 2)) + "<answer>8</answer>"
    assert score(QUESTION, response)["process"] == 1.0


def test_a_step_states_one_value() -> None:
    assert score(QUESTION, tagged(("27, 31, 4, 8",), "0"))["process"] == 0.0
    assert score(QUESTION, tagged(("27 = 31 = 4",), "0"))["process"] == 0.25
    assert score(QUESTION, tagged(("27 = 31 = 4 or 8",), "0"))["process"] == 0.0


def test_steps_too_many_take_credit_back() -> None:
    credits = [score(QUESTION, tagged([*NUMBERS, *["0"] * more], "0"))["process"] for more in range(5)]
    assert credits == [1.0, 0.75, 0.5, 0.25, 0.0]


def test_text_without_steps_earns_at_most_half_and_only_by_few_numbers() -> None:
    assert score(QUESTION, "It is 27, then 31, up by 4, so 8 in all. I am sure that this is what is asked for.") == {
        "score": 0.25, "acc": 0.0, "process": 0.5, "format": 0.0, "ground": 0.0,
    }  # fmt: skip
    assert score(QUESTION, "Among 1, 27, 2, 31, 3, 4, 5, 8 and 9 there are those that you are asking me for now.") == {
        "score": 0.0, "acc": 0.0, "process": 0.0, "format": 0.0, "ground": 0.0,
    }  # fmt: skip


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=5))
def test_alignment_is_the_best_of_all(fits: list[list[bool]]) -> None:
    """Against the definition: every way to give each row one column or none, ascending."""
    ways = (
        [column for column in way if column is not None] for way in product((None, 0, 1, 2, 3), repeat=len(fits))
        if all(column is None or fits[row][column] for row, column in enumerate(way))
    )  # fmt: skip
    assert aligned(fits) == max(len(way) for way in ways if all(a < b for a, b in pairwise(way)))


values = st.lists(st.sampled_from([*NUMBERS, "0", "Oslo", ""]), min_size=4, max_size=7)


@given(values, st.integers(0, 3), st.sampled_from(["standard", "sum", "max"]), st.sampled_from(["8", "9"]))
def test_mending_a_wrong_step_never_lowers_the_score(steps: list[str], place: int, mode: Any, final: str) -> None:
    """Step number `place` is about factor number `place`; it is mended where it stated no factor's answer."""
    mended = [*steps[:place], NUMBERS[place], *steps[place + 1 :]]
    before, after = (score(QUESTION, tagged(said, final), mode=mode) for said in (steps, mended))
    if steps[place] not in NUMBERS:
        assert after["score"] >= before["score"]
        assert after["process"] >= before["process"]


@given(values, st.sampled_from(["standard", "sum", "max"]))
def test_mending_the_final_answer_never_lowers_the_score(steps: list[str], mode: Any) -> None:
    assert score(QUESTION, tagged(steps, "8"), mode=mode)["score"] >= score(QUESTION, tagged(steps, "9"))["score"]


def test_the_instruction_names_the_number_of_steps() -> None:
    assert "Steps to write: 4." in instruction(QUESTION)
    assert "作答步数：4。" in instruction(QUESTION, language="zh")
