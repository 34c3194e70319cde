"""The scorer as trainers call it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from reward_cases import NUMBERS, record, tagged

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
from verify.reward_truth import ground_truth

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
