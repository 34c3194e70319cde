"""The check `replay`: every question's program run anew, its factors' answers compared, its evidence looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.faults import Faults
from verify.operations import FETCHING
from verify.operations.values import Row, Value
from verify.record import View
from verify.replay import Disagreement, replay


def check_replay(view: View, faults: Faults) -> None:
    """Add a fault for every question that disagrees with its program, and for evidence that cannot be meant."""
    for number, question in enumerate(view.questions):
        faults.count("questions")
        faults.count("factors", len(question["factors"]))
        try:
            values = replay(question, view.by_id)
            _check_evidence(view, question, values)
        except Disagreement as why:
            faults.add("disagrees", f"question {number}: {why}")


def _check_evidence(view: View, question: dict[str, Any], values: Sequence[Value]) -> None:
    """Evidence names rows of the table, ascending, of contents that the program reads; a chart's row is shown by
    its own mark."""
    nodes = question["program"]["nodes"]
    named = {node["params"][0] for node in nodes if node["op"] in FETCHING}
    for number, factor in enumerate(question["factors"]):
        rows = factor["evidence"]
        if any(not 0 <= row < len(view.table) for row in rows) or rows != sorted(set(rows)):
            raise Disagreement(f"factor {number} has the evidence {rows}, not rows of the table in ascending order")
        contents = {int(view.table.content[row]) for row in rows}
        odd = [place for place in contents if place < 0 or view.contents[place]["id"] not in named]
        if odd:
            raise Disagreement(f"factor {number} points at a region of a content that the program does not read")
        value = values[factor["node"]] if values else None
        if isinstance(value, Row) and rows:
            _check_row_shown(view, number, rows, value, named)


def _check_row_shown(view: View, number: int, rows: Sequence[int], value: Row, named: set[str]) -> None:
    if any(view.by_id[name]["type"] != "ChartData" for name in named):
        return
    refs = [view.table.refs[view.table.ref[row]] for row in rows]
    wrong = [ref for ref in refs if ref.startswith("row/") and ref.split("/")[1] != str(value.place)]
    if wrong:
        raise Disagreement(f"factor {number} is about row {value.place}, its evidence shows {wrong[0]}")
