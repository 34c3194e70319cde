"""What kinds of charts are called."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from proofpress_core.chart_names import names_of, other_names
from proofpress_core.content import Language

TABLE = json.loads(files("proofpress_core").joinpath("chart_names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_type_has_names_in_both_languages(language: Language) -> None:
    for kind in TABLE:
        names = names_of(kind, language)
        assert names
        assert len(set(names)) == len(names)


def test_likenesses_name_types_of_the_table() -> None:
    assert {like for row in TABLE.values() for like in row["like"]} <= set(TABLE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_name_that_is_right_is_called_wrong(language: Language) -> None:
    for kind in TABLE:
        assert not set(other_names(kind, language)) & set(names_of(kind, language))
        assert len(other_names(kind, language)) > 20


def test_an_unknown_type_has_no_name() -> None:
    assert names_of("spirograph", "en") == ()


def test_kinds_that_are_taken_for_one_another_are_not_held_against_one_another() -> None:
    assert "histogram" not in other_names("bar", "en")
    assert "scatter plot" not in other_names("bubble", "en")
    assert "bubble chart" not in other_names("scatter", "en")
    assert "pie chart" in other_names("line", "en")
