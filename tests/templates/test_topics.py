"""Every topic, drawn several times in both languages: ranges, patterns, headlines and words keep their promises."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from decimal import Decimal
from statistics import correlation
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.rng import Draw, Key
from templates import series
from templates.catalogue import Topic, TopicKind, topics
from templates.curves import PATTERNS, RISING
from templates.patterns import different_values
from templates.series import Extent, TableFacts, sample_bins, sample_cloud, sample_share, sample_table, sample_twin

LANGUAGES: tuple[Language, ...] = ("en", "zh")
LEAST: dict[TopicKind, int] = {"table": 70, "share": 22, "distribution": 18, "relation": 22, "twin": 8}
TIMES = range(5)


def of_kind(*kinds: TopicKind) -> list[Any]:
    return [
        pytest.param(topic, id=f"{topic.id}-{topic.language}")
        for kind in kinds
        for language in LANGUAGES
        for topic in topics(language, kind)
    ]


def draw_of(index: int) -> Draw:
    key = Key(seed=2, split="train", generator="topics", version=1, index=index, attempt=0)
    return Draw(key.stream("data"))


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the samplers see a single topic."""
    return lambda topic: monkeypatch.setattr(series, "topics", lambda language, kind: (topic,))


def bounds(rows: Any) -> tuple[Decimal, Decimal]:
    return Decimal(str(rows["low"])), Decimal(str(rows["high"]))


def test_there_are_topics_enough_of_every_kind_and_field() -> None:
    for language in LANGUAGES:
        mine = {kind: topics(language, kind) for kind in get_args(TopicKind)}
        assert all(len(mine[kind]) >= least for kind, least in LEAST.items())
        everything = [topic for of_one in mine.values() for topic in of_one]
        assert len(everything) >= 120
        assert len({topic.field for topic in everything}) >= 12
        assert max(Counter(topic.id for topic in everything).values()) == 1
        titles = Counter(title for topic in everything for title in topic.texts["titles"])
        assert [title for title, times in titles.items() if times > 1] == []
        assert sum(topic.signed for topic in mine["table"]) >= 10
        assert {topic.rows["pattern"] for topic in mine["table"]} == set(PATTERNS)


def test_names_of_many_sets_are_known_and_different() -> None:
    every = [topic for kind in get_args(TopicKind) for topic in topics("en", kind)]
    sets = [topic.named(key) for topic in every for key in ("categories", "series", "groups")]
    assert len({names.id for names in sets if names is not None}) >= 60
    for names in sets:
        assert names is None or len(set(names.items)) == len(names.items)


@pytest.mark.parametrize("topic", of_kind(*get_args(TopicKind)))
def test_words_are_set_as_their_language_wants(topic: Topic) -> None:
    words = [topic.texts[key] for key in ("titles", "headlines", "sources") if key in topic.texts]
    for text in itertools.chain.from_iterable(words):
        assert text == text.strip()
        assert not text.endswith((".", "。"))
        assert set(re.findall(r"\{(\w+)\}", text)) <= {"span", "year"}
        if topic.language == "zh":
            assert not re.search(r"[,;:()?!]", text)
        else:
            assert text.isascii() or all(ch.isascii() or ch in "é–°³²" for ch in text)
            assert text[0].isupper() or text[0].isdigit()
    years = topic.rows.get("categories") == "years"
    assert all(("{span}" in title) == years for title in topic.texts["titles"])
    if topic.rows.get("series") == "years":
        assert not any("{year}" in title for title in topic.texts["titles"])
    assert all(
        text.startswith("资料来源：" if topic.language == "zh" else "Source: ") for text in topic.texts["sources"]
    )


@pytest.mark.parametrize("topic", of_kind("table"))
def test_tables_keep_to_their_topic(topic: Topic, only: Any) -> None:
    only(topic)
    low, high = bounds(topic.rows)
    many = different_values(topic) >= 60
    extent = Extent(categories=(4, 9), series=(1, 4), signed=None) if many else Extent(categories=(4, 8), signed=None)
    for index in TIMES:
        facts = sample_table(draw_of(index), topic.language, extent)
        values = [value for row in facts.values for value in row]
        assert len(set(values)) == len(values)
        assert low <= min(values) <= max(values) <= high
        assert facts.measure.unit
        assert facts.missing == ()
        assert facts.known == facts.values
        for row in facts.values:
            assert behaves(topic, row)


@pytest.mark.parametrize("topic", of_kind("table"))
def test_a_heading_says_the_time_once_and_the_unit_if_it_claims_to(topic: Topic, only: Any) -> None:
    only(topic)
    for index, stated in itertools.product(TIMES, (True, False)):
        facts = sample_table(draw_of(index), topic.language, Extent(categories=(4, 8), signed=None, stated=stated))
        words = f"{facts.heading.title} {facts.heading.subtitle}"
        year = r"(?<!\d)(?:19|20)\d\d(?!\d)"
        times = re.findall(f"{year}(?:–{year})?", words)
        assert len(times) == 1
        if topic.language == "zh":
            assert re.search(rf"{year}[年届赛]", words)
        if facts.heading.unit_said and facts.measure.titled(topic.language) != facts.measure.label:
            assert facts.measure.unit in facts.heading.subtitle


def behaves(topic: Topic, row: tuple[Decimal, ...]) -> bool:
    """Whether a row does what its pattern promises and its headlines may say."""
    pattern = topic.rows["pattern"]
    if pattern == "shock":
        worst = row.index((min if topic.rows["shock"] < 0 else max)(row))
        return 0 < worst < len(row) - 1 and abs(row[-1] - row[worst]) > abs(row[0] - row[worst]) / 4
    if pattern == "saturating":
        steps = [b - a for a, b in itertools.pairwise(row)]
        return row[-1] > row[0] and steps[-1] < max(steps) if len(row) > 4 else row[-1] > row[0]
    if topic.signed:
        return min(row) < 0 < max(row) and (pattern != "drift" or row[0] < 0 < row[-1])
    return row[-1] > row[0] if pattern in RISING else row[-1] < row[0] if pattern == "decline" else True


@pytest.mark.parametrize("topic", of_kind("share"))
def test_shares_of_every_topic(topic: Topic, only: Any) -> None:
    only(topic)
    names = topic.named("categories")
    assert names is not None
    for index in TIMES:
        facts = sample_share(draw_of(index), topic.language, (4, len(names.items)))
        assert sum(facts.values[0]) == 100
        assert len(set(facts.categories.items)) == len(facts.values[0])


@pytest.mark.parametrize("topic", of_kind("distribution"))
def test_bins_of_every_topic(topic: Topic, only: Any) -> None:
    only(topic)
    for index in TIMES:
        facts = sample_bins(draw_of(index), topic.language, (6, 12))
        assert len(facts.counts) >= 6
        assert facts.edges[0] >= Decimal(str(topic.rows["bins"]["start"]))
        assert facts.edges[-1] <= Decimal(str(topic.rows["last"]))
        peak = facts.counts.index(max(facts.counts)) / (len(facts.counts) - 1)
        assert {"right": peak < 0.5, "bell": 0.25 < peak < 0.75, "left": peak > 0.5}[topic.rows["shape"]]


@pytest.mark.parametrize("topic", of_kind("relation"))
def test_relations_lean_the_way_their_headline_says(topic: Topic, only: Any) -> None:
    only(topic)
    for index in TIMES:
        points = sample_cloud(draw_of(index), topic.language, (14, 30)).points
        lean = correlation([float(x) for x, _, _ in points], [float(y) for _, y, _ in points])
        assert lean > 0.5 if topic.rows["trend"] == "up" else lean < -0.5


@pytest.mark.parametrize("topic", of_kind("twin"))
def test_the_second_measure_of_a_twin_follows_the_first(topic: Topic, only: Any) -> None:
    only(topic)
    for index in TIMES:
        facts = sample_twin(draw_of(index), topic.language, (5, 12))
        assert 5 <= len(facts.categories.items) == len(facts.values[0]) == len(facts.values[1]) <= 12
        for key, row in zip(("left", "right"), facts.values, strict=True):
            low, high = bounds(topic.rows[key])
            assert low <= min(row) <= max(row) <= high
        follows = correlation(*([float(value) for value in row] for row in facts.values))
        assert follows < -0.6 if facts.against else follows > 0.6
        assert facts.left != facts.right


def table(index: int, extent: Extent, language: Language = "en") -> tuple[Topic, TableFacts]:
    facts = sample_table(draw_of(index), language, extent)
    return next(t for t in topics(language, "table") if t.id == facts.topic), facts


@given(index=st.integers(0, 5000), language=st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=60)
def test_signed_topics_come_only_when_asked_for(index: int, language: Language) -> None:
    plain = table(index, Extent(categories=(4, 8), series=(1, 3)), language)
    signed = table(index, Extent(categories=(4, 8), series=(1, 3), signed=True), language)
    assert not plain[0].signed
    assert signed[0].signed
    assert min(min(row) for row in plain[1].values) > 0
    assert all(min(row) < 0 < max(row) for row in signed[1].values)


@given(index=st.integers(0, 5000))
@settings(deadline=None, max_examples=40)
def test_per_cent_can_be_asked_for(index: int) -> None:
    topic, facts = table(index, Extent(categories=(4, 8), percent=True))
    assert topic.unit == "%"
    assert all(0 < value <= 100 for row in facts.values for value in row)
    assert table(index, Extent(categories=(4, 8), percent=False))[0].unit != "%"


@given(index=st.integers(0, 5000))
@settings(deadline=None, max_examples=60)
def test_gaps_are_inside_and_few(index: int) -> None:
    _, facts = table(index, Extent(categories=(5, 9), series=(1, 4), gaps=True))
    hidden = [(k, j) for k, row in enumerate(facts.known) for j, value in enumerate(row) if value is None]
    assert tuple(hidden) == facts.missing
    assert 1 <= len(hidden) <= 3
    assert all(0 < j < len(facts.categories.items) - 1 for _, j in hidden)
    assert all(min(facts.values[k]) < facts.values[k][j] < max(facts.values[k]) for k, j in hidden)
    assert not any((k, j + 1) in hidden for k, j in hidden)


def test_ties_come_now_and_then_when_asked_for() -> None:
    tied = 0
    for index in range(80):
        topic, facts = table(index, Extent(categories=(5, 8), series=(1, 2), ties=True))
        repeats = [len(row) - len(set(row)) for row in facts.values]
        assert sum(repeats) <= 1
        assert sum(repeats) == 0 or "headlines" not in topic.texts
        tied += sum(repeats)
    assert 5 <= tied <= 60
