"""Invented questions in the manner of people who annotate charts, with answers worked by hand or by a plain script.

`invented_seeds.jsonl` holds them with their invented tables. None of their answers comes from the parser.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_gen.decompose.decomposer import Decomposition, decompose
from qa_gen.decompose.lexicon import Atom
from qa_gen.decompose.meanings import Marks, Named
from qa_gen.decompose.numbering import opposite_of
from qa_gen.decompose.parser import MOST_PLACES, parse
from qa_gen.decompose.rules import RULES
from qa_gen.decompose.seeds import RawTable, Seed, read_seeds
from qa_gen.decompose.tables import chart_of

_PATH = Path(__file__).parent / "invented_seeds.jsonl"
SEEDS = [seed for _, seed in read_seeds(_PATH.read_text(encoding="utf-8").splitlines()) if isinstance(seed, Seed)]
_FEWEST = 0.92
_OWN_OPERATIONS = {
    "In which year was the gap between Apple and Huawei smallest?": "narrowest_gap",
    "How many years was Huawei above Apple?": "where_higher",
    "In how many occupations do men outnumber women?": "where_higher",
    "What was the share of Apple in the year when Huawei peaked?": "where_like",
    "When trust was at its lowest, what was the distrust?": "where_like",
    "Which country comes after Iceland?": "next_after",
    "By what percentage is Finland higher than Iceland?": "percent_of",
    "Which occupation has the smallest gap between men and women?": "narrowest_gap",
    "In which year did distrust first exceed trust?": "where_higher",
    "What percentage of people are not fully vaccinated in Mexico?": "difference",
    "What percent of respondents said a great deal or a fair amount?": "add",
}
"""Questions whose program must hold that operation."""


def _right(seed: Seed) -> bool:
    found = decompose(seed)
    return isinstance(found, Decomposition) and found.agrees is True


def test_all_of_them_can_be_read() -> None:
    lines = [line for line in _PATH.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(SEEDS) == len(lines) >= 210
    assert len({seed.table for seed in SEEDS}) >= 35
    assert all(seed.answer for seed in SEEDS)


def test_most_run_to_their_answers() -> None:
    assert sum(map(_right, SEEDS)) >= _FEWEST * len(SEEDS)


@pytest.mark.parametrize(("question", "operation"), _OWN_OPERATIONS.items(), ids=list(_OWN_OPERATIONS))
def test_programs_hold_the_operation_that_a_question_asks_for(question: str, operation: str) -> None:
    (seed,) = [seed for seed in SEEDS if seed.question == question]
    found = decompose(seed)
    assert isinstance(found, Decomposition)
    assert found.agrees is True
    assert operation in [node.op for node in found.program.nodes]


@pytest.mark.parametrize(
    ("name", "names", "opposite"),
    [
        ("Safe", ("Safe", "Not safe", "Unsure"), "Not safe"),
        ("Favorable", ("Unfavorable", "Favorable", "x"), "Unfavorable"),
        ("Yes", ("Yes", "No"), "No"), ("No opinion", ("Good", "Bad", "No opinion"), "No opinion"),
        ("Often", ("Often", "Rarely", "Now and then"), ""),
    ],
)  # fmt: skip
def test_opposites(name: str, names: tuple[str, ...], opposite: str) -> None:
    assert opposite_of(name, names) == opposite


@pytest.mark.parametrize(
    ("columns", "rows", "percents"),
    [
        (("a", "Share"), (("x", "3"), ("y", "4")), True), (("a", "b"), (("x", "40%"), ("y", "4")), True),
        (("a", "b", "c"), (("x", "40", "58"), ("y", "30", "70")), True), (("a", "b"), (("x", "40"), ("y", "60")), True),
        (("a", "b"), (("x", "40"), ("y", "90")), False), (("a", "b"), (("x", "140"), ("y", "-40")), False),
    ],
)  # fmt: skip
def test_tables_of_percentages(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, percents: bool) -> None:
    assert chart_of(RawTable(columns=columns, rows=rows)).percents is percents


def test_long_questions_are_searched_less_widely() -> None:
    names = [Atom(i, i + 1, "Marks", Marks((Named("category", str(i)),)), 1.0) for i in range(0, 40, 2)]
    joints = [Atom(i, i + 1, "And", "conj", 0.5) for i in range(1, 40, 2)]
    assert len(parse([*names, *joints], RULES)) <= 5
    assert len(parse([*names[:4], *joints[:3]], RULES)) > 5
    assert MOST_PLACES < 40
