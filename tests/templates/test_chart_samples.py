"""Samples in groups and named points: they keep within their bounds, and what is computed from them is right."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.rng import Key, Streams
from templates.chart_points import sample_bubbles, sample_flow, sample_path, sample_profiles, sample_sequence
from templates.chart_samples import FIVE, LIMITS, density, sample_groups, statistic, statistic_names, summary

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def streams(index: int) -> Streams:
    return Streams(Key(seed=2, split="train", generator="samples", version=1, index=index, attempt=0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_are_sorted_rounded_and_of_one_size(language: Language) -> None:
    for index in range(30):
        facts = sample_groups(streams(index)("data"), language, (3, 5), (12, 40), "box", FIVE)
        assert 3 <= len(facts.samples) <= 5
        assert len({len(sample) for sample in facts.samples}) == 1
        assert len(set(facts.groups.items)) == len(facts.groups.items) == len(facts.samples)
        for sample in facts.samples:
            assert list(sample) == sorted(sample)
            assert {-int(value.as_tuple().exponent) for value in sample} == {facts.places}
        gaps = np.diff([[float(value) for value in row] for row in summary(facts, FIVE)], axis=0)
        assert gaps.min() > 0


def test_both_languages_draw_the_same_numbers() -> None:
    for index in range(8):
        english, chinese = (sample_groups(streams(index)("data"), language, (2, 4), (9, 15)) for language in LANGUAGES)
        assert english.samples == chinese.samples
        assert english.topic == chinese.topic


@given(st.lists(st.integers(-500, 500), min_size=8, max_size=40, unique=True))
def test_statistics_stand_in_their_order(values: list[int]) -> None:
    sample = tuple(Decimal(value) for value in sorted(values))
    five = [statistic(name, sample, 2) for name in FIVE]
    assert five == sorted(five)
    assert (five[0], five[-1]) == (sample[0], sample[-1])
    low, mean, high = (statistic(name, sample, 2) for name in LIMITS)
    assert low < mean < high
    assert abs((low + high) / 2 - mean) <= Decimal("0.001")


@given(st.lists(st.integers(-500, 500), min_size=8, max_size=40, unique=True))
def test_densities_hold_all_of_the_sample(values: list[int]) -> None:
    spots = np.linspace(-3000, 3000, 6001)
    heights = np.array(density(tuple(Decimal(value) for value in values), spots.tolist()))
    assert abs(float(heights.sum()) * (spots[1] - spots[0]) - 1) < 1e-3
    assert heights.min() >= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_statistics_have_names_that_differ(language: Language) -> None:
    assert len(set(statistic_names((*FIVE, *LIMITS), language).items)) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_named_points_are_distinct(language: Language) -> None:
    for index in range(25):
        draw = streams(index)("data")
        bubbles, path = sample_bubbles(draw, language, (5, 8)), sample_path(draw, language, (6, 11))
        assert len(set(bubbles.things.items)) == len(bubbles.points) == len(bubbles.sizes)
        assert all(size > 0 for size in bubbles.sizes)
        years = [int(year) for year in path.things.items]
        assert years == list(range(years[0], years[0] + len(years)))
        flow = sample_flow(draw, language, (6, 9))
        assert len(set(flow.places.items)) == len(flow.stations) == len(flow.towards)
        assert all(speed > 0 for _, _, speed in flow.stations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sequences_and_profiles_differ_within_themselves(language: Language) -> None:
    for index in range(25):
        draw = streams(index)("data")
        sequence, profiles = sample_sequence(draw, language), sample_profiles(draw, language, (3, 4), (4, 6))
        (values,) = sequence.values
        assert len(set(values)) == len(values) == len(set(sequence.categories.items))
        assert all(values)
        assert profiles.series is not None
        assert len(profiles.values) == len(profiles.series.items)
        assert all(len(set(row)) == len(profiles.categories.items) for row in profiles.values)
