"""The scorer under the signatures that trainers call: TRL, verl, ms-swift, verifiers.

Standard library only: the trainers' `reward.py` is generated from this file. Everything is a function or a class at
the module's top level, because trainers send reward functions to other processes by name. A row carries its truth in a
column `ground_truth` (the text that `ground_truth` gives) or `record`, and may name its question in `question_index`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from verify.reward_truth import truth_of
from verify.rewards import Boxes, Mode, score

_COLUMNS = ("ground_truth", "record")


class TrlReward:
    """A reward function of TRL's GRPO and RLOO trainers: one component, or the score."""

    def __init__(
        self, component: str = "score", mode: Mode = "max", weight: float = 0.5, boxes: Boxes = "pixels"
    ) -> None:
        self.__name__ = f"proofpress_{component}"
        self.component = component
        self.options: dict[str, Any] = {"mode": mode, "weight": weight, "boxes": boxes}

    def __call__(self, prompts: Sequence[Any], completions: Sequence[Any], **columns: Any) -> list[float | None]:
        """A number for each completion, plain or conversational; None where the component does not apply."""
        rows = [_row(columns, place) for place in range(len(completions))]
        return [
            score(record, completion, question=number, **self.options)[self.component]
            if record is not None and _applies(self.component, record, number)
            else None
            for completion, (record, number) in zip(completions, rows, strict=True)
        ]


trl_score, trl_acc, trl_process = TrlReward("score"), TrlReward("acc"), TrlReward("process")
trl_format, trl_ground = TrlReward("format"), TrlReward("ground")


def compute_score(
    data_source: str, solution_str: str, ground_truth: Any, extra_info: Any = None, **kw: Any
) -> dict[str, float]:
    """verl's custom reward function: the score and all components under constant keys. `extra_info` may hold `record`
    and `question_index`; mode, weight and boxes come from `reward_kwargs`."""
    extra = extra_info if isinstance(extra_info, Mapping) else {}
    record = extra.get("record") or ground_truth
    options = {name: kw[name] for name in ("mode", "weight", "boxes") if name in kw}
    return score(record, solution_str, question=int(extra.get("question_index") or 0), **options)


class SwiftReward:
    """A reward of ms-swift's GRPO: `orms["proofpress"] = SwiftReward` in an external plug-in. Subclass it to choose
    another component, mode or weight."""

    component = "score"
    mode: Mode = "max"
    weight = 0.5
    boxes: Boxes = "pixels"

    def __init__(self, args: Any = None, **kw: Any) -> None:
        self.args = args

    def __call__(self, completions: Sequence[Any], **columns: Any) -> list[float]:
        """A number for each completion; 0 for a row without truth."""
        totals = []
        for place, completion in enumerate(completions):
            record, number = _row(columns, place)
            options: dict[str, Any] = {"mode": self.mode, "weight": self.weight, "boxes": self.boxes}
            given = score(record, completion, question=number, **options) if record is not None else {}
            totals.append(given.get(self.component, 0.0))
        return totals


class SwiftAcc(SwiftReward):
    """The final answer alone."""

    component = "acc"


class SwiftProcess(SwiftReward):
    """The factors' answers alone."""

    component = "process"


class SwiftFormat(SwiftReward):
    """The protocol alone."""

    component = "format"


class SwiftGround(SwiftReward):
    """The box of a grounded question alone."""

    component = "ground"


def verifiers_score(completion: Any, answer: Any, info: Any, **kw: Any) -> float:
    """The score, for a `verifiers` rubric. `info` holds `ground_truth` or `record`, or is one of them."""
    return _of_info("score", completion, answer, info)


def verifiers_acc(completion: Any, answer: Any, info: Any, **kw: Any) -> float:
    """The final answer alone; give it weight 0 to watch it as a metric."""
    return _of_info("acc", completion, answer, info)


def verifiers_process(completion: Any, answer: Any, info: Any, **kw: Any) -> float:
    """The factors' answers alone."""
    return _of_info("process", completion, answer, info)


def verifiers_format(completion: Any, answer: Any, info: Any, **kw: Any) -> float:
    """The protocol alone."""
    return _of_info("format", completion, answer, info)


def verifiers_ground(completion: Any, answer: Any, info: Any, **kw: Any) -> float:
    """The box of a grounded question alone."""
    return _of_info("ground", completion, answer, info)


def _of_info(component: str, completion: Any, answer: Any, info: Any) -> float:
    held = json.loads(info) if isinstance(info, str) and info.strip() else info
    held = held if isinstance(held, Mapping) and held else {"record": answer}
    record = next((held[name] for name in _COLUMNS if held.get(name)), held)
    return score(record, completion, question=int(held.get("question_index") or 0))[component]


def _row(columns: Mapping[str, Any], place: int) -> tuple[Any, int]:
    """The truth of one row of a batch, or None, and the number of its question."""
    records = next((columns[name] for name in _COLUMNS if columns.get(name) is not None), None)
    numbers = columns.get("question_index")
    number = numbers[place] if numbers is not None else 0
    return (records[place] if records is not None else None), int(number or 0)


def _applies(component: str, record: Any, number: int) -> bool:
    """Whether a question has the component at all."""
    truth = truth_of(record, number)
    if component == "process":
        return bool(truth.factors)
    return component != "ground" or (truth.form == "grounded" and truth.target is not None)
