"""What a reward needs of a record: the right answer, the factors' answers, and the box of the evidence.

Standard library only: the trainers' `reward.py` is generated from this file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from proofpress_core.answer import Answer

_KINDS = ("integer", "number", "text", "bool", "choice", "list", "refusal")
_UNIT = 16
"""Stored integers per pixel in the region table."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Truth:
    """One question's truth. `factors` are the intermediate answers in order; `target` is the bounding box, in pixels,
    of the last factor's evidence on the page of its first region, and `page` that page's width and height."""

    answer: Answer
    factors: tuple[Answer, ...]
    form: str
    text: str
    target: Box | None
    page: tuple[float, float]


def truth_of(record: object, question: int = 0) -> Truth:
    """The truth that `record` holds: a record, a flat row with a `record` field, a question with its factors, what
    `ground_truth` gave, or the JSON text of one of these. ValueError if it is none or has no such question."""
    if isinstance(record, str):
        return _from_text(record, question)
    if not isinstance(record, Mapping):
        raise ValueError(f"a record is a JSON object or its text, not {type(record).__name__}")
    try:
        return _from_object(record, question)
    except (KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"this is no record with a question {question} ({type(error).__name__}: {error})") from error


def ground_truth(record: object, question: int = 0) -> dict[str, Any]:
    """The few hundred bytes of a record that a reward needs, as a JSON object: what a trainer's row should carry."""
    truth = truth_of(record, question)
    return {
        "answer": _to_object(truth.answer), "factors": [{"answer": _to_object(factor)} for factor in truth.factors],
        "form": truth.form, "text": truth.text,
        "target": list(truth.target) if truth.target else [], "page": list(truth.page),
    }  # fmt: skip


@lru_cache(maxsize=64)
def _from_text(text: str, question: int) -> Truth:
    """Kept for the completions of one group, which all come with the same text."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("a record does not nest that deep") from error
    if isinstance(value, str):
        raise ValueError("a record is a JSON object, not a text in a text")
    return truth_of(value, question)


def _from_object(value: Mapping[str, Any], question: int) -> Truth:
    if "questions" in value:
        if question < 0:
            raise IndexError("questions count from 0")
        asked = value["questions"][question]
        target, page = _target(value["scene"], asked["factors"])
        return _from_question(asked, target, page)
    if "record" in value:
        return truth_of(value["record"], question)
    if "answer_kind" in value:
        return _from_question(
            {"answer": {"kind": value["answer_kind"], "value": value["answer"]}, "text": value.get("question", "")}
        )
    return _from_question(value, _box(value.get("target") or ()), _size(value.get("page") or (0, 0)))


def _from_question(
    asked: Mapping[str, Any], target: Box | None = None, page: tuple[float, float] = (0.0, 0.0)
) -> Truth:
    factors = tuple(_answer(factor["answer"]) for factor in asked.get("factors", ()))
    form, text = str(asked.get("form", "short")), str(asked.get("text", ""))
    if target and min(page) <= 0:
        raise ValueError(f"a target on a page of {page} pixels")
    return Truth(_answer(asked["answer"]), factors, form, text, target, page)


def _answer(value: Mapping[str, Any]) -> Answer:
    """A checked answer, so that nothing can go wrong when a response is compared with it."""
    tolerance, kind = str(value.get("tolerance", "0")), value["kind"]
    if kind not in _KINDS or Fraction(tolerance) < 0:
        raise ValueError(f"an answer of kind {kind!r} with tolerance {tolerance!r}")
    aliases = tuple(str(alias) for alias in value.get("aliases", ()))
    unit = str(value.get("unit", ""))
    return Answer(kind=kind, value=str(value["value"]), unit=unit, tolerance=tolerance, aliases=aliases)


def _to_object(answer: Answer) -> dict[str, Any]:
    return {"kind": answer.kind, "value": answer.value, "unit": answer.unit, "tolerance": answer.tolerance,
            "aliases": list(answer.aliases)}  # fmt: skip


def _target(scene: Mapping[str, Any], factors: Sequence[Mapping[str, Any]]) -> tuple[Box | None, tuple[float, float]]:
    """The hull of the last factor's evidence that the table still holds: deep levels may have been cut."""
    regions = scene["regions"]
    rows = [row for row in (factors[-1]["evidence"] if factors else ()) if 0 <= row < len(regions["page"])]
    if not rows:
        return None, (0.0, 0.0)
    number = regions["page"][rows[0]]
    flat: list[int] = []
    for row in rows:
        if regions["page"][row] == number:
            flat += regions["points"][2 * regions["start"][row] : 2 * regions["start"][row + 1]]
    xs, ys = [x / _UNIT for x in flat[::2]], [y / _UNIT for y in flat[1::2]]
    page = scene["pages"][number]
    return (min(xs), min(ys), max(xs), max(ys)), _size((page["width"], page["height"]))


def _box(values: Sequence[Any]) -> Box | None:
    if len(values) != 4:
        return None
    left, top, right, bottom = (float(value) for value in values)
    return left, top, right, bottom


def _size(values: Sequence[Any]) -> tuple[float, float]:
    width, height = values
    return float(width), float(height)
