"""Topics of charts: complete in both languages; their samplers keep to what the topic says."""

from __future__ import annotations

import itertools
from collections import Counter
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw, Key
from templates.catalogue import TopicKind, name_set, other_name, topics
from templates.curves import RISING
from templates.series import Extent, Measure, sample_bins, sample_cloud, sample_share, sample_table
from templates.themes import colour_name, ink_on, luminance, mixed, theme, theme_names

LANGUAGES: tuple[Language, ...] = ("en", "zh")
ALL = [topic for language in LANGUAGES for kind in get_args(TopicKind) for topic in topics(language, kind)]
languages = st.sampled_from(LANGUAGES)


def draw_of(index: int) -> Draw:
    key = Key(seed=1, split="train", generator="series", version=1, index=index, attempt=0)
    return Draw(key.stream("data"))


def test_there_are_topics_enough_in_both_languages() -> None:
    for language in LANGUAGES:
        mine = [topic for topic in ALL if topic.language == language]
        assert len(mine) >= 120
        assert len({topic.field for topic in mine}) >= 12
        assert max(Counter(topic.id for topic in mine).values()) == 1


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: f"{topic.id}-{topic.language}")
def test_topic_is_complete(topic: Any) -> None:
    assert topic.texts["titles"]
    assert topic.texts["sources"]
    assert topic.kind in ("distribution", "relation", "twin") or topic.texts["measure"]
    told = topic.kind in ("relation", "twin") or topic.rows.get("pattern") in (*RISING, "decline", "shock")
    assert told or "headlines" not in topic.texts
    for key in ("categories", "series", "groups"):
        topic.named(key)
    words = "".join(topic.texts["titles"])
    assert any("一" <= ch <= "鿿" for ch in words) == (topic.language == "zh")


@given(index=st.integers(0, 5000), language=languages)
@settings(deadline=None, max_examples=60)
def test_tables_have_the_wanted_extent_and_behave_as_their_headline_says(index: int, language: Language) -> None:
    facts = sample_table(draw_of(index), language, Extent(categories=(4, 8), series=(1, 4)))
    assert 4 <= len(facts.categories.items) <= 8
    assert len(facts.values) == (1 if facts.series is None else len(facts.series.items)) <= 4
    assert all(len(row) == len(facts.categories.items) == len(set(row)) for row in facts.values)
    assert len(set(facts.categories.items)) == len(facts.categories.items)
    assert min(min(row) for row in facts.values) > 0
    assert "{" not in facts.heading.title + facts.heading.subtitle
    topic = next(t for t in topics(language, "table") if t.id == facts.topic)
    if topic.rows["pattern"] in (*RISING, "decline"):
        rising = topic.rows["pattern"] != "decline"
        assert all((row[-1] > row[0]) == rising for row in facts.values)


@given(index=st.integers(0, 5000), language=languages, parts=st.integers(4, 6))
@settings(deadline=None, max_examples=60)
def test_shares_are_distinct_and_sum_to_a_hundred(index: int, language: Language, parts: int) -> None:
    facts = sample_share(draw_of(index), language, (parts, parts))
    (values,) = facts.values
    assert len(values) == len(facts.categories.items) == parts
    assert sum(values) == 100
    assert min(values) >= 4
    assert len(set(values)) == len(values)
    topic = next(t for t in topics(language, "share") if t.id == facts.topic)
    names = topic.named("categories")
    assert names is not None
    rest = facts.categories.items[-1] == other_name(language)
    assert rest == (len(values) < len(names.items))
    if not facts.categories.ordered:
        named = list(values[:-1] if rest else values)
        assert named == sorted(named, reverse=True)


@given(index=st.integers(0, 5000), language=languages)
@settings(deadline=None, max_examples=80)
def test_whole_sets_are_shown_whole_and_a_measure_is_said_once(index: int, language: Language) -> None:
    facts = sample_table(draw_of(index), language, Extent(categories=(3, 6), series=(2, 4)))
    topic = next(t for t in topics(language, "table") if t.id == facts.topic)
    assert facts.series is not None
    for names, shown in ((topic.named("categories"), facts.categories), (topic.named("series"), facts.series)):
        assert names is not None
        if names.whole:
            assert set(shown.items) == set(names.items)
        if names.in_order:
            assert [names.items.index(item) for item in shown.items] == sorted(map(names.items.index, shown.items))
    assert bool(facts.measure_label(language)) != facts.heading.unit_said


def test_a_unit_is_left_out_only_where_the_name_holds_it_as_a_word() -> None:
    assert Measure(label="Number of flu visits", unit="visits").titled("en") == "Number of flu visits"
    assert Measure(label="Carbon footprint", unit="t").titled("en") == "Carbon footprint (t)"
    assert Measure(label="人均碳排放量", unit="吨").titled("zh") == "人均碳排放量（吨）"


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: f"{topic.id}-{topic.language}")
def test_typical_places_stand_beside_every_name_of_a_set(topic: Any) -> None:
    for rows, names in (("profile", "categories"), ("weights", "categories"), ("levels", "series")):
        if rows in topic.rows:
            assert len(topic.rows[rows]) == len(topic.named(names).items)
    assert (topic.kind == "share") == ("weights" in topic.rows)
    assert (topic.rows.get("pattern") == "profile") == ("profile" in topic.rows)


@given(index=st.integers(0, 5000), language=languages)
@settings(deadline=None, max_examples=40)
def test_bins_are_even_and_filled(index: int, language: Language) -> None:
    facts = sample_bins(draw_of(index), language, (6, 10))
    widths = {b - a for a, b in itertools.pairwise(facts.edges)}
    assert len(widths) == 1
    assert len(facts.counts) == len(facts.edges) - 1
    assert min(facts.counts) >= 1


@given(index=st.integers(0, 5000), language=languages)
@settings(deadline=None, max_examples=40)
def test_points_lie_in_the_ranges_of_their_topic(index: int, language: Language) -> None:
    facts = sample_cloud(draw_of(index), language, (12, 30))
    rows = next(t for t in topics(language, "relation") if t.id == facts.topic).rows
    for x, y, group in facts.points:
        assert Decimal(str(rows["x"]["low"])) <= x <= Decimal(str(rows["x"]["high"]))
        assert Decimal(str(rows["y"]["low"])) <= y <= Decimal(str(rows["y"]["high"]))
        assert 0 <= group < (1 if facts.groups is None else len(facts.groups.items))


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="countries"):
        name_set("countrys", "en")
    with pytest.raises(ConfigError, match="journal"):
        theme("jurnal")


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme_names())
def test_themes_can_be_read(name: str) -> None:
    look = theme(name)
    names = [colour.name for colour in look.palette]
    assert len(set(names)) == len(names)
    assert all(colour_name(colour, "zh") for colour in names)
    assert contrast(look.ink, look.background) >= 7
    assert contrast(look.muted, look.background) >= 4.3
    for colour in look.palette:
        assert contrast(colour.code, look.panel) >= 1.5
        assert contrast(ink_on(colour.code), colour.code) >= 3.8
    assert contrast(look.ramp[0], look.panel) >= 1.1


def test_mixing_runs_from_one_colour_to_the_other() -> None:
    assert mixed("#102030", "#ffffff", 0.0) == "#102030"
    assert mixed("#102030", "#ffffff", 1.0) == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_seasons_peak_in_their_month_wherever_the_run_begins() -> None:
    seen = 0
    for index in range(400):
        facts = sample_table(draw_of(index), "en", Extent(categories=(7, 9), time=True))
        topic = next(t for t in topics("en", "table") if t.id == facts.topic)
        items = facts.categories.items
        if topic.rows["pattern"] == "season" and topic.rows["peak"] == 7 and {"Feb", "Jul"} <= set(items):
            row = facts.values[0]
            assert row[items.index("Jul")] > row[items.index("Feb")]
            seen += 1
    assert seen >= 5
