"""What rewards read out of a response and out of a record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reward_cases import NUMBERS, QUESTION, answer, asked, record, tagged

from verify.reward_reading import read
from verify.reward_truth import ground_truth, truth_of
from verify.rewards import score


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
