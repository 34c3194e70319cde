from __future__ import annotations

import json

import pytest
from decompose_cases import CASES as FIRST_CASES
from decompose_cases import FRUIT, LINES, SURVEY
from decompose_more_cases import CASES as MORE_CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.operations import OPERATIONS
from proofpress_core.program import type_check
from qa_gen.decompose import seeds as reasons
from qa_gen.decompose.decomposer import NO_OPERATION, NO_READING, Decomposition, decompose
from qa_gen.decompose.lexicon import lexicon
from qa_gen.decompose.seeds import RawTable, Seed, read_seeds
from qa_gen.decompose.tables import chart_of
from qa_gen.decompose.terms import run

CASES = FIRST_CASES | MORE_CASES
_ALL = [(name, *case) for name, (_, cases) in CASES.items() for case in cases]
_LETTERS = st.text(max_size=200)


def _of(question: str, table: RawTable | None = FRUIT, answer: str | None = None) -> Decomposition | str:
    return decompose(Seed(id="x", question=question, answer=answer, table=table))


@pytest.mark.parametrize(("table", "question", "answer"), _ALL, ids=[question for _, question, _ in _ALL])
def test_question_runs_to_its_answer(table: str, question: str, answer: str | None) -> None:
    found = _of(question, CASES[table][0], answer)
    assert isinstance(found, Decomposition)
    assert (found.needs_picture, found.agrees) == ((True, None) if answer is None else (False, True))
    assert found.factors[-1].node == len(found.program.nodes) - 1
    type_check(found.program, OPERATIONS)


def test_factors_name_steps_and_keep_their_plumbing() -> None:
    found = _of("What is the difference between the highest bar and the value of plums?")
    assert isinstance(found, Decomposition)
    assert [use.name for use in found.factors] == ["extremum/highest", "lookup/number_at", "calculation/gap"]
    assert found.factors[1].chain[-3:] == ("where_text", "only", "number_at")


def test_a_list_divided_by_its_length_is_a_mean() -> None:
    found = _of("What is the average of plums and pears?")
    assert isinstance(found, Decomposition)
    assert found.factors[-1].name == "aggregate/mean"


def test_program_gives_the_answer_again() -> None:
    found = _of("What is the sum of the two smallest bars?")
    assert isinstance(found, Decomposition)
    assert run(found.program, chart_of(FRUIT)) == (20, 0)


def test_a_colour_that_the_names_settle_is_left_out() -> None:
    found = _of("What is the value of the green bar for sometimes among students?", SURVEY, "40")
    assert isinstance(found, Decomposition)
    assert (found.agrees, found.needs_picture) == (True, False)


def test_a_place_is_noted_as_assumed_where_the_table_is_not_over_time() -> None:
    leftmost = "What is the value of the leftmost bar?"
    fruit, lines = _of(leftmost), _of("What is the leftmost value of Norvania?", LINES)
    assert isinstance(fruit, Decomposition)
    assert isinstance(lines, Decomposition)
    assert (fruit.assumes_order, lines.assumes_order) == (True, False)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which two countries have the same value?", NO_OPERATION),
        ("Find the missing number of the sequence 10, 14, 22?", NO_OPERATION),
        ("Why?", NO_READING),
        ("Hello there", NO_READING),
    ],
)
def test_what_has_no_decomposition_has_a_reason(question: str, reason: str) -> None:
    assert _of(question, LINES) == reason


def test_without_a_table_there_is_a_program_but_no_answer() -> None:
    found = _of("What is the difference between Norvania and Sudland in 2010?", None, "8")
    assert isinstance(found, Decomposition)
    assert (found.answer, found.agrees) == ("", None)
    assert found.factors[-1].name == "calculation/gap"


_RECORDS = [
    ("{", reasons.NOT_JSON),
    ("[" * 100_000, reasons.NOT_JSON),
    ("[1]", reasons.NOT_AN_OBJECT),
    ({}, reasons.NO_QUESTION),
    ({"question": " "}, reasons.NO_QUESTION),
    ({"question": 3}, reasons.NO_QUESTION),
    ({"question": "how " * 2500}, reasons.TOO_LONG),
    ({"question": "最高的柱子是多少？"}, reasons.OTHER_LANGUAGE),
    ({"question": "Какой столбец самый высокий?"}, reasons.OTHER_LANGUAGE),
    ({"question": "12 34?"}, reasons.OTHER_LANGUAGE),
    ({"question": "What is it?", "answer": ["a"]}, reasons.BAD_ANSWER),
    ({"question": "What is it?", "table": 3}, reasons.BAD_TABLE),
    ({"question": "What is it?", "table": {"columns": ["a", "b"], "rows": [3]}}, reasons.BAD_TABLE),
    ({"question": "What is it?", "table": {"columns": ["a", "b"], "rows": [[{}, 1]]}}, reasons.BAD_TABLE),
    ({"question": "What is it?", "table": {"columns": ["a", "b"], "rows": []}}, reasons.EMPTY_TABLE),
    ({"question": "What is it?", "table": {"columns": [], "rows": []}}, reasons.EMPTY_TABLE),
    ({"question": "What is it?", "table": {"columns": ["a", "b"], "rows": [["c"]]}}, reasons.RAGGED_TABLE),
    ({"question": "What is it?", "table": {"columns": ["a", "b"], "rows": [["c", 1]] * 10_001}},
     reasons.TABLE_TOO_LARGE),
]  # fmt: skip


@pytest.mark.parametrize(("record", "reason"), _RECORDS, ids=range(len(_RECORDS)))
def test_bad_seeds_have_a_reason(record: object, reason: str) -> None:
    line = record if isinstance(record, str) else json.dumps(record)
    assert list(read_seeds(["", line])) == [("line 2", reason)]


def test_numbers_and_blanks_in_a_table_are_read() -> None:
    line = '{"id": "s", "question": "What is the value of a?", "table": {"columns": ["x", "y"], "rows": [["a", NaN]]}}'
    ((name, seed),) = read_seeds([line])
    assert isinstance(seed, Seed)
    assert (name, seed.table) == ("s", RawTable(columns=("x", "y"), rows=(("a", "nan"),)))
    found = decompose(seed)
    assert isinstance(found, Decomposition)
    assert (found.answer, found.needs_picture) == ("", False)


@settings(max_examples=80, deadline=None)
@given(question=_LETTERS, cells=st.lists(st.tuples(_LETTERS, _LETTERS), min_size=1, max_size=4))
def test_no_text_breaks_it(question: str, cells: list[tuple[str, str]]) -> None:
    found = _of(question, RawTable(columns=("x", "y"), rows=tuple(cells)), "1")
    assert isinstance(found, str | Decomposition)


_HOSTILE = ["__import__('os')", "{0}", "%s", "'; DROP TABLE", "1e999", "9" * 40, "\\", "\x00", "apples", "pears"]
_WORDS = st.sampled_from([*sorted({" ".join(phrase) for phrase in lexicon().senses}), *_HOSTILE])


@settings(max_examples=60, deadline=None)
@given(words=st.lists(_WORDS, max_size=25))
def test_any_order_of_its_words_is_safe(words: list[str]) -> None:
    found = _of(" ".join(words))
    assert isinstance(found, str | Decomposition)
