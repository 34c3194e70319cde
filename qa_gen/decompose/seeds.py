"""Seed questions as they come: one JSON object a line, read strictly; every flaw is one of these reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NOT_JSON = "not_json"
NOT_AN_OBJECT = "not_an_object"
NO_QUESTION = "no_question"
TOO_LONG = "question_too_long"
OTHER_LANGUAGE = "other_language"
BAD_ANSWER = "answer_is_no_text"
BAD_TABLE = "table_is_malformed"
EMPTY_TABLE = "empty_table"
RAGGED_TABLE = "ragged_rows"
TABLE_TOO_LARGE = "table_too_large"

LONGEST_QUESTION = 600
LONGEST_CELL = 400
MOST_CELLS = 5_000


class BadSeed(Exception):
    """A seed that cannot be read; its text is one of the reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as published: header texts and rows of as many texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A real question, the answer somebody gave, and the table behind the picture, where they are known."""

    id: str
    question: str
    answer: str | None = None
    table: RawTable | None = None


def read_seeds(lines: Iterable[str]) -> Iterator[tuple[str, Seed | str]]:
    """Per non-blank line the seed's id and the seed, or its id and the reason why it cannot be read."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            name = f"line {number}"
            try:
                record = _object(line)
                given = record.get("id")
                name = given if isinstance(given, str) and 0 < len(given) <= 200 else name
                yield name, seed_of(record, name)
            except BadSeed as flaw:
                yield name, str(flaw)


def seed_of(record: dict[str, object], name: str) -> Seed:
    """A seed from a decoded JSON object. Raises BadSeed."""
    question = record.get("question")
    if not isinstance(question, str) or not question.strip():
        raise BadSeed(NO_QUESTION)
    if len(question) > LONGEST_QUESTION:
        raise BadSeed(TOO_LONG)
    if _is_foreign(question):
        raise BadSeed(OTHER_LANGUAGE)
    return Seed(id=name, question=question, answer=_answer(record.get("answer")), table=_table(record.get("table")))


def _object(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadSeed(NOT_JSON) from error
    if not isinstance(record, dict):
        raise BadSeed(NOT_AN_OBJECT)
    return record


def _is_foreign(question: str) -> bool:
    """Whether most letters are not Latin."""
    letters = [ch for ch in question if ch.isalpha()]
    return sum(ch < "\u0250" for ch in letters) * 2 <= len(letters)


def _answer(given: object) -> str | None:
    if given is None or given == "":
        return None
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise BadSeed(BAD_ANSWER)
    return str(given)


def _table(given: object) -> RawTable | None:
    if given is None:
        return None
    columns = given.get("columns") if isinstance(given, dict) else None
    rows = given.get("rows") if isinstance(given, dict) else None
    if not isinstance(columns, list) or not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadSeed(BAD_TABLE)
    if len(columns) < 2 or not rows:
        raise BadSeed(EMPTY_TABLE)
    if any(len(row) != len(columns) for row in rows):
        raise BadSeed(RAGGED_TABLE)
    if len(columns) * len(rows) > MOST_CELLS:
        raise BadSeed(TABLE_TOO_LARGE)
    return RawTable(columns=tuple(map(_cell, columns)), rows=tuple(tuple(map(_cell, row)) for row in rows))


def _cell(given: object) -> str:
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise BadSeed(BAD_TABLE)
    return " ".join(str(given)[:LONGEST_CELL].split())
