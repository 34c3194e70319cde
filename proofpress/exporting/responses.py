"""Right answers as an assistant says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofpress_core.regions import UNIT


def spoken(answer: Mapping[str, Any], language: str) -> str:
    """An answer's value with its unit, and yes or no in the language of the question."""
    if answer["kind"] == "bool" and answer["aliases"] and language != "en":
        return str(answer["aliases"][0])
    gap = " " if language == "en" and answer["unit"] else ""
    return f"{answer['value']}{gap}{answer['unit']}"


def response(question: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """The answer of a record's question; to a grounded one belongs the box around the last factor's evidence, in whole
    pixels of its page: `Coal [120, 48, 161, 90]`."""
    said = spoken(question["answer"], question["language"])
    if question["form"] != "grounded":
        return said
    return f"{said} {bounding_box(record['scene']['regions'], question['factors'][-1]['evidence'])}"


def bounding_box(regions: Mapping[str, Sequence[int]], rows: Sequence[int]) -> list[int]:
    """Left, top, right, bottom of the least box of whole pixels around regions."""
    start, points = regions["start"], regions["points"]
    x = [points[2 * place] for row in rows for place in range(start[row], start[row + 1])]
    y = [points[2 * place + 1] for row in rows for place in range(start[row], start[row + 1])]
    return [min(x) // UNIT, min(y) // UNIT, -(-max(x) // UNIT), -(-max(y) // UNIT)]
