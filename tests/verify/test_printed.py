"""Numbers in printed texts: every common way to write one shows it, and nothing shows another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.printed import numbers_in, shows


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.50", "1234567.5"),
        ("−1,234.5", "-1234.5"),
        ("12,34,567.5", "1234567.5"),
        ("1,20,000", "120000"),
        ("1.234.567,5", "1234567.5"),
        ("-1.234,5", "-1234.5"),
        ("0,5", "0.5"),
        ("1’234’567", "1234567"),
        ("1'234.5", "1234.5"),
        ("12\u202f345,6", "12345.6"),
        ("−12\u00a0345,6", "-12345.6"),
        ("12 345", "12345"),
        ("12,5\u202f%", "12.5"),
        ("12,5 %", "0.125"),
        ("1.2345万", "12345"),
        ("−3.2亿", "-320000000"),
        ("1.25M", "1250000"),
        ("(1,234)", "-1234"),
        ("–4.5", "-4.5"),
        (".5", "0.5"),
        ("2019 120", "120"),
        ("from 12 to 15", "15"),
        ("1.234", "1234"),
        ("1.234", "1.234"),
        ("1,234", "1.234"),
    ],
)
def test_a_text_shows_its_number(text: str, value: str) -> None:
    assert shows(text, Fraction(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", "1234"),
        ("1.234,5", "5"),
        ("1.234,5", "12345"),
        ("1,2345", "12345"),
        ("1’234’567", "567"),
        ("12,34,567", "34567"),
        ("12\u202f345,6", "345.6"),
        ("-3.5", "3.5"),
        ("1,234.5,6", "1234.5"),
        ("1,234.567", "1234567"),
        ("no number", "0"),
        ("1.2345", "12345"),
    ],
)
def test_a_text_does_not_show_another_number(text: str, value: str) -> None:
    assert not shows(text, Fraction(value))


FORMS = (
    (",", "."),
    (".", ","),
    ("\u202f", ","),
    ("\u00a0", "."),
    ("’", "."),
    (" ", ","),
)


@given(whole=st.integers(0, 10**12), fraction=st.integers(0, 999), form=st.sampled_from(FORMS), minus=st.booleans())
def test_numbers_are_read_in_every_convention(whole: int, fraction: int, form: tuple[str, str], minus: bool) -> None:  # noqa: FBT001
    text = f"{'−' if minus else ''}{whole:,}".replace(",", form[0]) + f"{form[1]}{fraction:03d}"
    value = (-1 if minus else 1) * (whole + Fraction(fraction, 1000))
    assert shows(text, value)
    assert len(numbers_in(text)) <= 2
    assert not shows(text, value + 1)
