"""Names that could stand in a picture and do not."""

from __future__ import annotations

import pytest

from proofpress_core.content import Language
from templates.siblings import field_siblings, siblings


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [(("Germany", "France", "Japan"), "en", "Brazil"), (("德国", "法国", "日本"), "zh", "巴西")],
)
def test_siblings_come_from_the_pool_of_the_names(names: tuple[str, ...], language: Language, expected: str) -> None:
    found = siblings(names, language)
    assert expected in found
    assert not set(found) & set(names)


def test_names_of_no_pool_have_no_siblings() -> None:
    assert siblings(("Nobody", "Nowhere"), "en") == ()
    assert siblings(("Germany",), "en") == ()
    assert siblings((), "en") == ()


def test_most_of_the_names_must_be_known() -> None:
    assert siblings(("Germany", "France", "Lilliput", "Brobdingnag", "Laputa"), "en") == ()


def test_absent_fields_are_of_kinds_that_the_invoice_lacks() -> None:
    found = field_siblings(("Invoice no.", "PO number", "Total due"), "en")
    assert "Shipping" in found
    assert "Purchase order" not in found
    assert field_siblings(("Patient", "Dose"), "en") == ()
