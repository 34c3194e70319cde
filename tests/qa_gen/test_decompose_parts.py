from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from decompose_cases import LINES, SURVEY

from qa_gen.decompose.asking import asking_of
from qa_gen.decompose.gold import agrees, said_by
from qa_gen.decompose.lexicon import lexicon
from qa_gen.decompose.linking import Linker
from qa_gen.decompose.meanings import Marks, Named
from qa_gen.decompose.patterns import pattern_of
from qa_gen.decompose.seeds import RawTable
from qa_gen.decompose.tables import chart_of, is_time, number_of
from qa_gen.decompose.tokens import stem, tokens_of
from qa_gen.values import Num


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234", "1234"), ("45%", "45"), ("$3.2", "3.2"), ("-7", "-7"), ("−0.5", "-0.5"), (" 12 ", "12"),
        ("nan", None), ("", None), ("-", None), ("n/a", None), ("1e9", None), ("12 kg", None), ("..55", None),
    ],
)  # fmt: skip
def test_numbers_of_cells(cell: str, number: str | None) -> None:
    assert number_of(cell) == (None if number is None else Decimal(number))


def test_columns_over_time_make_every_row_a_series() -> None:
    table = chart_of(LINES)
    assert (table.series, table.categories[0], table.timed) == (("Norvania", "Sudland"), "2010", True)
    assert table.cells()[5] == ("Sudland", "2010", Decimal(18))


def test_other_columns_are_series() -> None:
    table = chart_of(SURVEY)
    assert table.series == ("Very often", "Sometimes", "Never")
    assert table.cells()[0] == ("Very often", "Tenants", Decimal(30))


def test_repeated_zeros_far_from_the_rest_are_blanks() -> None:
    rows = (("2001", "0", "0.1"), ("2002", "40", "0"), ("2003", "0", "0"))
    cells = chart_of(RawTable(columns=("Year", "a", "b"), rows=rows)).cells()
    assert [value for _, _, value in cells] == [None, 40, None, Decimal("0.1"), 0, 0]


def test_repeated_names_are_told_apart() -> None:
    table = chart_of(RawTable(columns=("x", "a", "a.1"), rows=(("p", "1", "2"), ("p", "3", "4"))))
    assert (table.series, table.categories) == (("a", "a (2)"), ("p", "p (2)"))


@pytest.mark.parametrize(
    ("name", "told"),
    [("2010", True), ("Q3 2011", True), ("Jan 2012", True), ("2010-11", True), ("'09", True), ("Apples", False),
     ("18-29", True), ("12 kg", False)],
)  # fmt: skip
def test_names_of_times(name: str, told: bool) -> None:  # noqa: FBT001
    assert is_time(name) is told


@pytest.mark.parametrize(
    ("word", "root"), [("bars", "bar"), ("countries", "country"), ("boxes", "box"), ("less", "less"), ("is", "is")]
)
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_tokens_know_numbers_ordinals_initials_and_quotes() -> None:
    tokens = tokens_of('What is the 3rd value of "very often" in the U.S. over 1,250.5?')
    said = {token.text: token for token in tokens}
    assert said["3rd"].rank == 3
    assert said["1250.5"].number == Decimal("1250.5")
    assert said["us"].loud
    assert said["often"].loud
    assert not said["value"].loud


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("the home owner", "Home owners"), ("homeowners", "Home owners"), ("Studnets", "Students"),
        ("owners", "Home owners"),
    ],
)  # fmt: skip
def test_names_are_found_as_people_write_them(said: str, name: str) -> None:
    atoms = Linker(chart_of(SURVEY), lexicon()).atoms(tokens_of(f"value of {said} there"))
    assert Marks((Named("category", name),)) in [atom.value for atom in atoms]


def test_initials_stand_for_names_and_names_for_initials() -> None:
    table = chart_of(RawTable(columns=("x", "y"), rows=(("Old Sea Union", "1"), ("GNF", "2"))))
    atoms = Linker(table, lexicon()).atoms(tokens_of("is the OSU above the Great Northern Federation"))
    assert {atom.value.filters[0].name for atom in atoms} == {"Old Sea Union", "GNF"}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is the bar green?", "truth"), ("How many bars are there?", "tally"), ("Which town is it?", "name"),
        ("When did it peak?", "moment"), ("In which year was it?", "moment"), ("What is the colour of it?", "colour"),
        ("What percentage is it?", "value"), ("What is it?", "open"), ("It is high. Is this true?", "truth"),
    ],
)  # fmt: skip
def test_what_is_asked_for(question: str, asked: str) -> None:
    assert asking_of(tokens_of(question), lexicon()).asked == asked


@pytest.mark.parametrize(
    ("value", "gold", "same"),
    [
        (Num(Fraction(104)), "100", True), (Num(Fraction(106)), "100", False), (Num(Fraction(3)), "abc", False),
        (Num(Fraction(1, 2)), "1:2", True), (True, "Yes", True), (False, "No.", True), (True, "No", False),
        ("2014", "2014", True), ("2014", "2015", False), ("Home owners", "home  owners", True),
        (("a", "b"), "[b, a]", True), (("a", "b"), "a", False), ("South", "North", False),
    ],
)  # fmt: skip
def test_agreement_with_gold(value: object, gold: str, same: bool) -> None:  # noqa: FBT001
    assert agrees(value, gold) is same  # type: ignore[arg-type]


def test_values_are_said_shortly() -> None:
    assert said_by((Num(Fraction(1, 3)), Num(Fraction(5)))) == "0.333333, 5"


def test_every_pattern_is_of_an_operation() -> None:
    assert pattern_of("extremum/highest") == "Which of <group> is the highest?"
    assert pattern_of("document/page_count") == "number of pages"
