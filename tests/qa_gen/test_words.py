"""Nouns, numbers and thresholds in running text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proofpress_core.content import Cell, Grid, HeaderKind, Language
from proofpress_core.operations import OPERATIONS
from qa_gen.factors.base import between
from qa_gen.lexicon import Lexicon
from qa_gen.speaker import nested_quotes
from qa_gen.spelling import lowered, plain, pluralise, rounded
from templates.phrasing import Phrasing


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("country", "countries"), ("year", "years"), ("day", "days"), ("branch", "branches"), ("box", "boxes"),
        ("age group", "age groups"), ("mode of transport", "modes of transport"), ("person", "people"),
        ("series", "series"), ("species", "species"),
    ],
)  # fmt: skip
def test_plurals(one: str, many: str) -> None:
    assert pluralise(one, Phrasing("en").words("plurals")) == many


@pytest.mark.parametrize(
    ("label", "text"), [("Revenue", "revenue"), ("GDP growth", "GDP growth"), ("pH value", "pH value"), ("CO2", "CO2")]
)
def test_labels_within_a_sentence(label: str, text: str) -> None:
    assert lowered(label) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("5/2", 0, "3"),
        ("-5/2", 0, "-3"),
        ("1/3", 2, "0.33"),
        ("-1/300", 1, "0.0"),
        ("199/100", 1, "2.0"),
        ("7", 2, "7.00"),
    ],
)
def test_rounding_is_half_away_from_zero(value: str, places: int, text: str) -> None:
    assert rounded(Fraction(value), places) == text


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_errs_by_half_a_unit_at_most(value: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.fractions(-1000, 1000, max_denominator=400), st.fractions(-1000, 1000, max_denominator=400))
def test_thresholds_lie_well_between(first: Fraction, second: Fraction) -> None:
    low, high = sorted((first, second))
    assume(high - low > Fraction(1, 1000))
    bound = Fraction(between(low, high))
    assert low + (high - low) / 5 <= bound <= high - (high - low) / 5


def test_plain_numbers_have_no_idle_zeros() -> None:
    assert [plain(Fraction(v)) for v in ("12", "12.50", "-0.5", "1/3")] == ["12", "12.5", "-0.5", "0.3333"]


def forms_of(phrasing: Phrasing, op: str) -> int:
    """How many different texts a question for an operation's value can take, the words in its slots aside."""
    output = OPERATIONS[op].output
    if output == "Bool":
        return phrasing.variants("open", "yesno") * phrasing.variants("clause", op)
    if output == "Row":
        if phrasing.has("open", f"row_{op}"):
            return phrasing.variants("open", f"row_{op}")
        return phrasing.variants("open", "row_other") * phrasing.variants("row", op)
    if output == "Rows":
        return phrasing.variants("open", "group") * phrasing.variants("group", op)
    if op == "count":
        return phrasing.variants("open", "count")
    opener = "quantity" if output == "Number" else "text"
    asked = phrasing.variants("ask", op) if phrasing.has("ask", op) else 0
    return phrasing.variants("open", opener) * phrasing.variants("np", op) + asked


TOLD = sorted(
    op
    for op in OPERATIONS
    if any(Phrasing("en").has(group, op) for group in ("np", "row", "clause", "group")) and op != "texts"
)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("op", TOLD)
def test_every_factor_has_many_surface_forms(language: Language, op: str) -> None:
    assert forms_of(Phrasing(language), op) >= 12


def test_quotes_within_quotes_are_single() -> None:
    assert nested_quotes("Claim: “The “A” is “B”.” Right?") == "Claim: “The ‘A’ is ‘B’.” Right?"
    assert nested_quotes("“A” and “B”") == "“A” and “B”"


def _cell(row: int, col: int, text: str) -> Cell:
    digits = text.isdigit() and row > 0
    header: HeaderKind = "column" if row == 0 else "row" if col == 0 else "none"
    value = Decimal(text) if digits else None
    return Cell(row=row, col=col, rowspan=1, colspan=1, text=text, header=header, value=value)


def _grid(*headers: str) -> Grid:
    texts = [["Team", *headers], *([f"T{row}", *(str(row + col) for col in range(len(headers)))] for row in (1, 2))]
    cells = tuple(_cell(row, col, text) for row, line in enumerate(texts) for col, text in enumerate(line))
    return Grid(
        id="g", language="en", caption="", rows=3, cols=len(headers) + 1, header_rows=1, header_cols=1, cells=cells
    )


def test_columns_that_are_no_measures_are_spoken_of_as_columns() -> None:
    names = Lexicon(_grid("Golds", "May", "Price", "45–59"), Phrasing("en")).measures
    said = {header: names[header].name for header in ("Golds", "May", "Price", "45–59")}
    assert said == {
        "Golds": "value in the “Golds” column", "May": "value in the “May” column", "Price": "price",
        "45–59": "value in the “45–59” column",
    }  # fmt: skip


def test_a_single_measure_keeps_its_name() -> None:
    assert Lexicon(_grid("Hardness"), Phrasing("en")).measures["Hardness"].name == "hardness"
