"""What a written record looks like, as patterns for `schema.match`: the layout of docs/RECORD.md, stated a second
time so that a slip in the classes that write it is not repeated by the classes that read it."""

from __future__ import annotations

from typing import Any

from verify.schema import DecimalText, Integers, Pair, Tagged

LANGUAGE = frozenset({"en", "zh"})
FORMS = frozenset(
    {"short", "choice", "yesno", "factcheck", "hypothetical", "conversation", "list", "grounded", "refusal"}
)
ANSWER_KINDS = frozenset({"integer", "number", "text", "bool", "choice", "list", "refusal"})
STATUSES = frozenset({"pass", "fail", "unsure"})

_NUMBER, _PERHAPS = DecimalText(), DecimalText(missing=True)

_COLUMN = Tagged(
    {
        "TextColumn": {"name": str, "label": str, "values": [str], "ordered": bool, "facets": bool},
        "NumberColumn": {"name": str, "label": str, "unit": str, "values": [_PERHAPS]},
    }
)
_HEADER = frozenset({"none", "column", "row", "corner", "total"})
_CELL = {
    "row": int, "col": int, "rowspan": int, "colspan": int, "text": str, "header": _HEADER, "value": _PERHAPS,
    "unit": str,
}  # fmt: skip
_DOCUMENT_NODE = {
    "id": str, "role": str, "page": int, "text": str, "level": int, "key": str, "value": _PERHAPS, "unit": str,
    "content": str, "children": [str],
}  # fmt: skip

CONTENT = Tagged(
    {
        "ChartData": {
            "id": str, "language": LANGUAGE, "chart_type": str, "labels": [{"ref": str, "text": str}],
            "relations": [{"name": str, "columns": [_COLUMN]}], "encodings": [{"channel": str, "column": str}],
            "printed": [str], "flags": [str],
        },
        "Grid": {
            "id": str, "language": LANGUAGE, "caption": str, "rows": int, "cols": int, "header_rows": int,
            "header_cols": int, "cells": [_CELL],
        },
        "FormulaTree": {
            "id": str, "language": LANGUAGE, "root": int,
            "nodes": [{"kind": str, "value": str, "children": Integers()}],
        },
        "DocumentTree": {
            "id": str, "language": LANGUAGE, "genre": str, "page_count": int, "nodes": [_DOCUMENT_NODE],
        },
        "SceneText": {"id": str, "language": LANGUAGE, "surface": str, "lines": [str]},
        "MathProblem": {
            "id": str, "language": LANGUAGE, "family": str, "statement": str,
            "givens": [{"name": str, "value": _NUMBER, "unit": str}], "steps": [{"action": str, "result": str}],
            "target": str, "answers": [str], "unit": str,
        },
    }
)  # fmt: skip

ANSWER = {"kind": ANSWER_KINDS, "value": str, "unit": str, "tolerance": _NUMBER, "aliases": [str]}
PROGRAM = {"nodes": [{"op": str, "inputs": Integers(), "params": [str]}]}
FACTOR = {"node": int, "category": str, "sub_question": str, "answer": ANSWER, "evidence": Integers()}
QUESTION = {
    "text": str, "language": LANGUAGE, "form": FORMS, "program": PROGRAM, "answer": ANSWER, "choices": [str],
    "factors": [FACTOR], "turns": [{"node": int, "text": str, "answer": ANSWER}],
}  # fmt: skip

COLUMN_WIDTHS = {
    "page": 1, "role": 1, "parent": 1, "order": 1, "shape": 1, "start": 1, "points": 2, "anchor": 2, "text": 2,
    "content": 1, "ref": 1, "joins": 1, "visible": 1, "contrast": 1, "x_height": 1, "legible": 1,
}  # fmt: skip
"""Region columns and how many integers a row of each has."""

_PAGE = {"width": int, "height": int, "text": str, "warp": {"matrix": Integers(9)}}
_AXIS = {
    "content": str, "name": str, "scale": frozenset({"linear", "log", "category"}), "low": _NUMBER, "high": _NUMBER,
    "start": Integers(2), "end": Integers(2), "ticks": [_NUMBER],
}  # fmt: skip
_REGIONS: dict[str, Any] = {"refs": [str], **{name: Integers() for name in COLUMN_WIDTHS}}

RECORD = {
    "key": {
        "seed": int, "split": frozenset({"train", "val", "test"}), "generator": str, "version": int, "index": int,
        "attempt": int,
    },
    "domain": str,
    "scene": {"pages": [_PAGE], "regions": _REGIONS, "contents": [CONTENT], "axes": [_AXIS]},
    "questions": [QUESTION],
    "verdicts": [{"check": str, "status": STATUSES, "reason": str, "measured": [Pair(str, int)]}],
    "provenance": {"plan": str, "spec": str, "fonts": [str], "effects": [str]},
}  # fmt: skip

FLAT = {
    "id": str, "domain": str, "generator": str, "version": int, "split": str, "language": LANGUAGE, "width": int,
    "height": int, "pages": int, "text": str, "question": str, "answer": str, "answer_kind": str,
    "question_count": int, "seed": int, "plan": str, "record": str,
}  # fmt: skip
"""The sample's JSON member: flat, strings and integers only, always the same keys."""
