"""Number formats: what is written is read back, and nothing else is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.errors import ConfigError
from templates.locales import formatted, locale, parsed, percent, suited, ticks

ALL = [locale(name) for name in (*suited("en"), *suited("zh"))]
formats = st.sampled_from(ALL)
numbers = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**14), 10**14),
                    st.integers(-3, 6))  # fmt: skip


@given(value=numbers, form=formats)
def test_what_is_written_is_read_back(value: Decimal, form: object) -> None:
    text = formatted(value, form)
    assert parsed(text, form) == value
    assert "E" not in str(parsed(text, form)) or value == 0


@given(value=numbers, form=formats, places=st.integers(0, 6))
def test_a_number_of_places_is_kept(value: Decimal, form: object, places: int) -> None:
    text = formatted(value, form, places)
    assert len(text.rstrip("KMB万亿").partition(form.decimal)[2]) == places
    assert abs(parsed(text, form) - value) <= abs(value) * Decimal("0.5") * Decimal(10) ** -places + Decimal("0.5")


@given(start=st.integers(-50, 50), step=st.sampled_from(["0.25", "0.1", "5", "2500", "400000"]), form=formats)
def test_ticks_are_written_alike_and_exactly(start: int, step: str, form: object) -> None:
    values = [Decimal(step) * (start + k) for k in range(6)]
    texts = ticks(values, form)
    assert [parsed(text, form) for text in texts] == values
    inked = [text for text, value in zip(texts, values, strict=True) if value]
    assert len({len(text.partition(form.decimal)[2]) for text in inked}) == 1
    assert len(set(texts)) == 6


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("en-US", "-1234567.50", "−1,234,567.50"),
        ("en-IN", "1234567.5", "12,34,567.5"),
        ("en-SI", "1234.5", "1234.5"),
        ("en-SI", "12345", "12\u202f345"),
        ("en-short", "1250000", "1.25M"),
        ("de-DE", "1234.5", "1.234,5"),
        ("de-CH", "1234567", "1’234’567"),
        ("fr-FR", "-12345.6", "−12\u202f345,6"),
        ("es-ES", "1234", "1234"),
        ("pt-BR", "0.5", "0,5"),
        ("zh-CN", "12345", "12,345"),
        ("zh-wan", "12345", "1.2345万"),
        ("zh-wan", "-320000000", "−3.2亿"),
        ("zh-wan", "9800", "9800"),
    ],
)
def test_texts_of_each_place(name: str, value: str, text: str) -> None:
    assert formatted(Decimal(value), locale(name)) == text


def test_ticks_share_a_word() -> None:
    assert ticks([Decimal(5000 * k) for k in range(4)], locale("zh-wan")) == ("0", "0.5万", "1.0万", "1.5万")
    assert ticks([Decimal("0.5"), Decimal("1.0")], locale("de-DE")) == ("0,5", "1,0")


def test_per_cent_is_spaced_as_usual() -> None:
    assert percent(Decimal("12.5"), locale("fr-FR")) == "12,5\u202f%"
    assert percent(Decimal("12.5"), locale("en-GB")) == "12.5%"


@pytest.mark.parametrize(
    ("name", "text"),
    [("en-US", "1234"), ("en-US", "12,34"), ("en-US", "1,234,"), ("en-US", "01"), ("en-US", "1."), ("en-US", ".5"),
     ("en-US", "-5"), ("en-US", ""), ("de-DE", "1,234.5"), ("en-IN", "1,234,567"), ("zh-wan", "万"), ("en-US", "٣")],
)  # fmt: skip
def test_other_texts_are_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        parsed(text, locale(name))


def test_units_with_a_power_of_ten_take_no_further_one() -> None:
    assert "zh-wan" in suited("zh", "人次")
    assert "zh-wan" not in suited("zh", "千人次")
    assert "en-short" in suited("en", "visits")
    assert "en-short" not in suited("en", "thousand trips")
    assert "en-short" not in suited("en", "kg/ha")
    assert len({*suited("en"), *suited("zh")}) >= 12


def test_unknown_formats_are_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="de-DE"):
        locale("de-D")
