"""Rewards for training on our questions: one scorer whose components always stand under the same keys.

The formulas are those of COGS (arXiv 2510.15040): with r_final in {0, 1}, c_i in {0, 1} for each factor and a weight
lambda in (0, 1), standard is r_final, sum is r_final + lambda * mean(c_i), and max is max(r_final, lambda * mean(c_i)).
Standard library only: the trainers' `reward.py` is generated from this file. See docs/REWARDS.md.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from verify.reward_process import process_credit
from verify.reward_reading import Said, read, tidy
from verify.reward_truth import Box, Truth, truth_of

KEYS = ("score", "acc", "process", "format", "ground")
"""What `score` gives, always all of it."""
Mode = Literal["standard", "sum", "max"]
Boxes = Literal["pixels", "thousand"]
"""How a response writes boxes: in pixels of the page, or in thousandths of its width and height."""

INSTRUCTIONS = {
    "en": "Steps to write: {steps}. Write each as <step id=\"1\">what is found = value</step>, one value a step, and "
    "the final answer alone as <answer>...</answer> at the end.",
    "zh": "作答步数：{steps}。每一步写作<step id=\"1\">所求 = 结果</step>，每步只写一个结果，最后单独写出"
    "<answer>最终答案</answer>。",
}  # fmt: skip
"""The protocol as a prompt should state it, by language."""
_SIDE = r"\s{0,4}(-?\d{1,6}(?:\.\d{1,6})?)\s{0,4}"
_BOX = re.compile(rf"[\[(]{_SIDE},{_SIDE},{_SIDE},{_SIDE}[\])]", re.ASCII)
_MOST_BOXES = 16


def score(
    record: object,
    response: object,
    *,
    question: int = 0,
    mode: Mode = "max",
    weight: float | Decimal = 0.5,
    boxes: Boxes = "pixels",
) -> dict[str, float]:
    """The reward of a response to question number `question` of a record, and its components.

    `acc` is 1 if the final answer is right; `process` is mean(c_i); `format` is 0.5 for the final answer and 0.5 for
    the steps in the protocol's form; `ground` is the IoU of the box of a grounded question, 0 for others. `score`
    follows from `acc` and `process` alone and lies in [0, 1], with `mode="sum"` in [0, 1 + weight]. Never raises for
    any response; ValueError for a record that is none, an unknown mode, or a weight outside (0, 1).
    """
    truth, said = truth_of(record, question), read(response)
    acc = float(_is_right(truth, said))
    process = process_credit(truth.factors, said, truth.text)
    total = combined(mode, acc, process, float(weight))
    return {"score": total, "acc": acc, "process": process, "format": said.format, "ground": _iou(truth, said, boxes)}


def combined(mode: Mode, final: float, process: float, weight: float) -> float:
    """r from r_final, mean(c_i) and lambda."""
    if not 0 < weight < 1:
        raise ValueError(f"weight is {weight}, must lie between 0 and 1 and be neither")
    if mode == "standard":
        return final
    if mode == "sum":
        return final + weight * process
    if mode == "max":
        return max(final, weight * process)
    raise ValueError(f"mode is {mode!r}, must be standard, sum or max")


def instruction(record: object, question: int = 0, language: Literal["en", "zh"] = "en") -> str:
    """The protocol as text to put behind a question, with the number of its steps."""
    return INSTRUCTIONS[language].format(steps=max(1, len(truth_of(record, question).factors)))


def _is_right(truth: Truth, said: Said) -> bool:
    final = said.final
    if truth.form == "grounded" and len(final) <= _MOST_BOXES * 64:
        final = _BOX.sub("", final).strip().rstrip(",;:")
    return bool(final) and (truth.answer.matches(final) or truth.answer.matches(tidy(final)))


def _iou(truth: Truth, said: Said, boxes: Boxes) -> float:
    """Overlap of the stated box with the evidence; several boxes share the overlap of the best of them."""
    if boxes not in ("pixels", "thousand"):
        raise ValueError(f"boxes is {boxes!r}, must be pixels or thousand")
    if truth.form != "grounded" or truth.target is None:
        return 0.0
    target = truth.target
    if boxes == "thousand":
        width, height = truth.page
        left, top, right, bottom = (1000 * side for side in target)
        target = (left / width, top / height, right / width, bottom / height)
    found = _BOX.findall(said.final) or _BOX.findall(said.body)
    if not 0 < len(found) <= _MOST_BOXES:
        return 0.0
    return max(overlap(_corners(sides), target) for sides in found) / len(found)


def _corners(sides: tuple[Any, ...]) -> Box:
    left, top, right, bottom = (float(side) for side in sides)
    return left, top, right, bottom


def overlap(one: Box, other: Box) -> float:
    """Intersection over union; 0 for a box without area or with its corners in the wrong order."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
