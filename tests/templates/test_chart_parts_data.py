"""Hierarchies, stages, ratings and sets: complete in both languages, and as their samplers promise."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw, Key
from templates.chart_hierarchies import sample_hierarchy
from templates.chart_ratings import sample_ratings
from templates.chart_sets import part_name, sample_sets
from templates.chart_stages import sample_stages
from templates.chart_subjects import subjects
from templates.chart_words import word

LANGUAGES: tuple[Language, ...] = ("en", "zh")
SHEETS = ("hierarchies", "stages", "ratings", "sets")
ALL = [(sheet, subject) for sheet in SHEETS for subject in subjects(sheet)]
drawn = settings(deadline=None, max_examples=60)
indices, languages = st.integers(0, 5000), st.sampled_from(LANGUAGES)


def draw_of(index: int) -> Draw:
    return Draw(Key(seed=4, split="train", generator="parts", version=1, index=index, attempt=0).stream("data"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_there_are_eight_subjects(sheet: str) -> None:
    assert len({subject["id"] for subject in subjects(sheet)}) == len(subjects(sheet)) >= 8


@pytest.mark.parametrize(("sheet", "subject"), ALL, ids=lambda value: value if isinstance(value, str) else value["id"])
def test_subject_speaks_both_languages(sheet: str, subject: Any) -> None:
    for language in LANGUAGES:
        texts = subject[language]
        words = [
            texts["measure"],
            *texts["titles"],
            *texts["sources"],
            *texts.get("names", []),
            *texts.get("things", []),
        ]
        assert len(texts["titles"]) >= 2
        assert all(words)
        assert any("一" <= ch <= "鿿" for ch in texts["measure"]) == (language == "zh")
        assert subject["unit"][language]
    for key in ("names", "things", "criteria"):
        assert len(subject["en"].get(key, ())) == len(subject["zh"].get(key, ()))
    if sheet == "stages":
        assert len(subject["en"]["names"]) == len(subject["pass"]) + 1


@given(index=indices, language=languages)
@drawn
def test_hierarchies_fall_within_and_between_groups(index: int, language: Language) -> None:
    facts = sample_hierarchy(draw_of(index), language, (2, 4), (2, 3), 0.03)
    leaves = list(zip(facts.parents, facts.values, strict=True))
    sums = [sum(value for parent, value in leaves if parent == k) for k in range(max(facts.parents) + 1)]
    assert sums == sorted(sums, reverse=True)
    assert 2 <= len(facts.groups.items) == len(sums) <= 4
    assert len(set(facts.values)) == len(facts.values) == len(set(facts.leaves.items))
    assert min(facts.values) > Decimal("0.02") * sum(facts.values)
    for (one, low), (other, high) in itertools.pairwise(leaves):
        assert other == one + 1 or (other == one and high < low)


@given(index=indices, language=languages)
@drawn
def test_stages_lose_units(index: int, language: Language) -> None:
    facts = sample_stages(draw_of(index), language)
    assert len(facts.values) == len(facts.stages.items)
    assert all(later < sooner for sooner, later in itertools.pairwise(facts.values))
    assert min(facts.values) > 0


@given(index=indices, language=languages)
@drawn
def test_ratings_keep_apart_on_their_scale(index: int, language: Language) -> None:
    facts = sample_ratings(draw_of(index), language, (2, 3), (5, 8))
    assert 2 <= len(facts.values) == len(facts.things.items) <= 3
    assert 5 <= len(facts.criteria.items) <= 8
    for column in zip(*facts.values, strict=True):
        ordered = sorted(column)
        assert all(b - a >= facts.top / 16 for a, b in itertools.pairwise(ordered))
        assert 0 < ordered[0] <= ordered[-1] <= facts.top
    assert facts.table.values == facts.values


@given(index=indices, language=languages, count=st.integers(2, 5))
@drawn
def test_sets_have_distinct_parts_and_sizes_that_add_up(index: int, language: Language, count: int) -> None:
    parts = None if count < 4 else count + 4
    facts = sample_sets(draw_of(index), language, count, parts)
    assert len(facts.members) == (2**count - 1 if parts is None else parts) == len(set(facts.names))
    assert len(set(facts.counts)) == len(facts.counts)
    assert sum(facts.sizes) == sum(c * len(m) for m, c in zip(facts.members, facts.counts, strict=True))


def test_parts_are_named_so_that_nothing_is_left_open() -> None:
    sets = ("French", "German", "Spanish")
    assert part_name(sets, (0,), "en") == "French only"
    assert part_name(sets, (0, 2), "en") == "French and Spanish only"
    assert part_name(sets, (0, 1, 2), "en") == "French, German and Spanish"
    assert part_name(("法语", "德语"), (0,), "zh") == "仅法语"


def test_unknown_words_are_refused() -> None:
    assert word("total", "zh") == "合计"
    with pytest.raises(ConfigError, match="chart_words"):
        word("nothing", "en")
