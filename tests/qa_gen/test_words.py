"""Nouns, numbers and thresholds in running text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa_gen.factors.base import between
from qa_gen.lexicon import lowered, plain, pluralise, rounded
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
