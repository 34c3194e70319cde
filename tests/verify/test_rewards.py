"""Rewards: the formulas, the hacks that must not pay, and responses of every kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.reward_adapters import (
    SwiftAcc,
    SwiftReward,
    TrlReward,
    compute_score,
    trl_ground,
    trl_process,
    trl_score,
    verifiers_process,
    verifiers_score,
)
from verify.reward_process import aligned
from verify.reward_reading import LONGEST, read
from verify.reward_truth import ground_truth, truth_of
from verify.rewards import KEYS, combined, instruction, score


def answer(kind: str, value: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, "unit": "", "tolerance": "0", "aliases": [], **more}


def asked(final: dict[str, Any], *factors: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A question of a record, as far as rewards read it."""
    steps = [{"answer": factor, "evidence": [1, 2]} for factor in factors]
    return {"answer": final, "factors": steps, "form": "short", "text": "What changed after 2019?", **more}


NUMBERS = ("27", "31", "4", "8")
QUESTION = asked(answer("number", "8"), *(answer("number", value) for value in NUMBERS))
YES_NO = asked(answer("bool", "yes"), answer("number", "31", unit="%"), answer("bool", "yes"))
CHOICE = asked(answer("choice", "B", aliases=["31"]), answer("number", "31"))


def tagged(steps: tuple[str, ...] | list[str], final: str) -> str:
    lines = [f'<step id="{number}">{step}</step>' for number, step in enumerate(steps, 1)]
    return "\n".join([*lines, f"<answer>{final}</answer>"])


def record(form: str = "short") -> dict[str, Any]:
    """A record of two pages; the evidence is rows 1 and 2, on page 1: (10, 20)-(30, 40) and (50, 20)-(110, 60)."""
    points = [0, 0, 1, 1, 10, 20, 30, 40, 50, 20, 110, 60]
    regions = {"page": [0, 1, 1], "start": [0, 2, 4, 6], "points": [16 * value for value in points]}
    pages = [{"width": 10, "height": 10}, {"width": 200, "height": 100}]
    return {"questions": [QUESTION, {**QUESTION, "form": form}], "scene": {"regions": regions, "pages": pages}}


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


def test_the_three_ways_to_write_steps_say_the_same() -> None:
    lines = "\n".join(f"Step {n}: so x = {value}" for n, value in enumerate(NUMBERS, 1)) + "\nAnswer: 8"
    chinese = "\n".join(f"步骤{n}：结果 = {value}" for n, value in enumerate(NUMBERS, 1)) + "\n答案：8"
    as_json = json.dumps({"steps": [27, "31", {"value": 4}, {"value": "8"}], "answer": 8})
    for response in (tagged(NUMBERS, "8"), lines, chinese, as_json, f"```json\n{as_json}\n```"):
        assert score(QUESTION, response) == {"score": 1.0, "acc": 1.0, "process": 1.0, "format": 1.0, "ground": 0.0}


@pytest.mark.parametrize(
    ("response", "final"),
    [
        ("<answer>3</answer> no: <answer>4</answer>", "4"),
        ("<answer><answer>4</answer></answer>", "4"),
        ("<think><answer>3</answer></think><answer>4</answer>", "4"),
        ("<answer>3</answer>\n\\boxed{4}", "3"),
        ("so \\boxed{3} or \\boxed{\\frac{1}{2}}", "\\frac{1}{2}"),
        ("It fell.\n**Answer:** 4 %", "4 %"),
        ("The final answer is 4.", "4."),
        ("It fell.\n答案：4", "4"),
        ("It fell.\n4", "4"),
        ("a line that is too long to be an answer " * 3, ""),
        ("<answer>4", ""),
        ("\\boxed{4", "\\boxed{4"),
        ("", ""),
    ],
)
def test_the_final_answer(response: str, final: str) -> None:
    assert read(response).final == final


@pytest.mark.parametrize(
    ("response", "kept"),
    [
        (tagged(("27",), "8"), 1.0),
        ("<think>hm</think>" + tagged(("27",), "8"), 1.0),
        ("<step>27</step><step>31</step><answer>8</answer>", 1.0),
        ("<answer>8</answer>", 0.5),
        ("Answer: 8", 0.5),
        (tagged(("27", ""), "8"), 0.5),
        ('<step id="2">27</step><step id="1">31</step><answer>8</answer>', 0.5),
        ("<answer>8</answer><step>27</step>", 0.0),
        (tagged(("27",), "8") + " I think", 0.0),
        (tagged(("27",), ""), 0.0),
        ("<answer>8</answer><answer>8</answer>", 0.0),
        ("<step>27<answer>8</answer></step>", 0.0),
        ("\\boxed{8}", 0.0),
        ("8", 0.0),
    ],
)
def test_format_says_whether_the_protocol_was_kept(response: str, kept: float) -> None:
    assert score(QUESTION, response)["format"] == kept


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


def test_messages_and_parts_are_read() -> None:
    parts = [{"type": "text", "text": "<answer>"}, {"type": "text", "text": "8</answer>"}]
    messages = [{"role": "assistant", "content": "7"}, {"role": "assistant", "content": parts}]
    assert score(QUESTION, messages)["acc"] == score(QUESTION, messages[1])["acc"] == 1.0


def test_a_record_may_come_as_object_text_row_or_question() -> None:
    whole = record()
    row = {"record": json.dumps(whole), "answer": "8", "answer_kind": "number"}
    for held in (whole, json.dumps(whole), row, json.dumps(row), QUESTION, ground_truth(whole)):
        assert score(held, tagged(NUMBERS, "8"))["process"] == 1.0
    assert score({"answer": "8", "answer_kind": "number", "question": "How many?"}, "8")["score"] == 1.0


@pytest.mark.parametrize(
    "held",
    [
        "", "8", "[]", '"8"', "{}", {}, None, 8, {"questions": [], "scene": {}}, asked(answer("guess", "8")),
        asked(answer("number", "8", tolerance="x")), asked(answer("number", "8", tolerance="1/0")), "[" * 100_000,
        {**QUESTION, "target": [1, 2, 3, 4], "page": [0, 0]}, {"answer": "8", "factors": []},
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(held: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        score(held, "8")


def test_a_question_that_is_not_there_is_refused() -> None:
    for number in (-1, 2):
        with pytest.raises(ValueError, match="question"):
            score(record(), "8", question=number)


def test_the_small_truth_is_the_truth() -> None:
    small = ground_truth(record("grounded"), 1)
    assert truth_of(json.dumps(small)) == truth_of(record("grounded"), 1)
    assert small["target"] == [10, 20, 110, 60]
    assert small["page"] == [200, 100]


@pytest.mark.parametrize(
    ("said", "boxes", "overlap"),
    [
        ("8 [10, 20, 110, 60]", "pixels", 1.0),
        ("8 [50, 200, 550, 600]", "thousand", 1.0),
        ("8 (10, 20, 60, 60)", "pixels", 0.5),
        ("8 [10, 20, 110, 60] [0, 0, 1, 1]", "pixels", 0.5),
        ("8 [110, 60, 10, 20]", "pixels", 0.0),
        ("8 [0, 0, 5, 5]", "pixels", 0.0),
        ("8", "pixels", 0.0),
    ],
)
def test_boxes_are_compared_with_the_evidence(said: str, boxes: Any, overlap: float) -> None:
    given = score(record("grounded"), f"<answer>{said}</answer>", question=1, boxes=boxes)
    assert given["ground"] == pytest.approx(overlap)
    assert given["acc"] == 1.0


def test_a_box_may_stand_in_json_and_counts_only_where_one_is_asked_for() -> None:
    response = '{"steps": [27], "answer": 8, "box": [10, 20, 110, 60]}'
    assert score(record("grounded"), response, question=1)["ground"] == 1.0
    assert score(record("short"), response, question=1)["ground"] == 0.0


def test_evidence_that_was_cut_from_the_record_is_no_target() -> None:
    cut = record("grounded")
    cut["scene"]["regions"] = {"page": [0], "start": [0, 2], "points": [0, 0, 1, 1]}
    assert truth_of(cut, 1).target is None
    assert score(cut, "8 [10, 20, 110, 60]", question=1)["ground"] == 0.0


def test_the_instruction_names_the_number_of_steps() -> None:
    assert "in 4 steps" in instruction(QUESTION)
    assert "请分4步" in instruction(QUESTION, language="zh")


PLAIN = [tagged(NUMBERS, "8"), tagged(NUMBERS, "9")]
CHAT = [[{"role": "assistant", "content": text}] for text in PLAIN]
TRUTHS = [json.dumps(ground_truth(record()))] * 2


@pytest.mark.parametrize("completions", [PLAIN, CHAT], ids=["plain", "conversational"])
def test_trl(completions: list[Any]) -> None:
    columns = {"ground_truth": TRUTHS, "completion_ids": [[1], [2]], "trainer_state": None}
    assert trl_score(prompts=["", ""], completions=completions, **columns) == [1.0, 0.5]
    assert trl_process(prompts=["", ""], completions=completions, **columns) == [1.0, 1.0]
    assert trl_ground(prompts=["", ""], completions=completions, **columns) == [None, None]
    assert trl_score(prompts=["", ""], completions=completions, record=[None, TRUTHS[0]]) == [None, 0.5]
    assert trl_score(prompts=["", ""], completions=completions) == [None, None]


def test_trl_functions_have_names_and_can_be_copied_to_other_processes() -> None:
    wide = deepcopy(TrlReward("score", mode="sum", weight=0.25))
    assert wide.__name__ == "proofpress_score"
    assert wide(["", ""], PLAIN, ground_truth=TRUTHS, question_index=[0, 1]) == [1.25, 0.25]


def test_verl() -> None:
    assert compute_score("proofpress", PLAIN[1], TRUTHS[0], {"split": "train", "index": 3}, num_turns=1) == {
        "score": 0.5, "acc": 0.0, "process": 1.0, "format": 1.0, "ground": 0.0,
    }  # fmt: skip
    extra = {"record": json.dumps(record("grounded")), "question_index": 1}
    response = "<answer>8 [50, 200, 550, 600]</answer>"
    assert compute_score("proofpress", response, "8", extra, boxes="thousand")["ground"] == 1.0
    assert compute_score("proofpress", PLAIN[1], TRUTHS[0], mode="standard")["score"] == 0.0


def test_ms_swift() -> None:
    assert SwiftReward(args=None)(PLAIN, ground_truth=TRUTHS, solution=["8", "8"]) == [1.0, 0.5]
    assert SwiftAcc()(PLAIN, ground_truth=[None, TRUTHS[0]]) == [0.0, 0.0]


def test_verifiers() -> None:
    for info in ({"ground_truth": TRUTHS[0]}, json.dumps({"record": record(), "question_index": 1}), record()):
        assert verifiers_score(completion=CHAT[1], answer="8", info=info, prompt=[], state={}) == 0.5
    assert verifiers_process(PLAIN[0], TRUTHS[0], {}) == 1.0
