"""Samplers of the line and time charts: complete in both languages, values as their subjects say."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw, Key
from templates.chart_days import sample_month, sample_prices
from templates.chart_decades import sample_decades
from templates.chart_forecasts import sample_estimates, sample_forecast
from templates.chart_pairs import sample_pair, sample_plan
from templates.chart_ranks import sample_ranks
from templates.chart_shares import as_shares
from templates.chart_sheets import sheet
from templates.chart_spans import run_of
from templates.chart_topics import headlined, pattern_of
from templates.series import Extent, sample_table

SECTIONS = (("days", "prices"), ("days", "days"), ("decades", "decades"), ("forecasts", "estimates"),
            ("forecasts", "forecasts"), ("pairs", "plans"), ("pairs", "pairs"), ("ranks", "ranks"))  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("en", "zh")
cases = pytest.mark.parametrize(("index", "language"), [(i, LANGUAGES[i % 2]) for i in range(12)])


def draw_of(index: int) -> Draw:
    return Draw(Key(seed=1, split="train", generator="lines", version=1, index=index, attempt=0).stream("data"))


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_there_are_subjects_enough_with_words_in_both_languages(name: str, section: str) -> None:
    subjects: list[dict[str, Any]] = sheet(name)[section]
    assert len(subjects) >= 8
    assert len({subject["id"] for subject in subjects}) == len(subjects)
    for subject, language in itertools.product(subjects, LANGUAGES):
        assert len(subject[language]["titles"]) >= 2
        assert subject[language]["sources"]


@cases
def test_highs_and_lows_lie_outside_of_open_and_close(index: int, language: Language) -> None:
    opened, high, low, close = sample_prices(draw_of(index), language, (6, 14)).table.values
    for o, h, least, c in zip(opened, high, low, close, strict=True):
        assert least < min(o, c) < max(o, c) < h


@cases
def test_a_month_has_all_of_its_days(index: int, language: Language) -> None:
    facts = sample_month(draw_of(index), language)
    assert 28 <= len(facts.table.values[0]) == len(facts.table.categories.items) <= 31
    assert 0 <= facts.first <= 6 < len(facts.weekdays) + facts.first + 1
    assert len(set(facts.table.values[0])) > 15


@cases
def test_decades_are_positive_and_wide(index: int, language: Language) -> None:
    facts = sample_decades(draw_of(index), language)
    assert min(map(min, facts.values)) > 0
    assert all(max(row) / min(row) > 10 for row in facts.values)


@cases
def test_ranges_lie_about_their_middles(index: int, language: Language) -> None:
    estimates = sample_estimates(draw_of(index), language)
    (_, _, middle), (_, _, low), (_, _, high) = estimates.curves
    assert all(a < m < b for a, m, b in zip(low, middle, high, strict=True))
    forecast = sample_forecast(draw_of(index), language)
    (_, _, record), (_, start, central), *ranges = forecast.curves
    assert start == len(record)
    assert len(record) + len(central) == len(forecast.categories.items)
    widths = [high - low for (_, _, lows), (_, _, highs) in zip(ranges[::2], ranges[1::2], strict=True)
              for low, high in zip(lows[-1:], highs[-1:], strict=True)]  # fmt: skip
    assert widths == sorted(widths, reverse=True)
    assert len(forecast.ranges) * 2 == len(ranges)


@cases
def test_ranks_are_permutations_that_change_by_one_place(index: int, language: Language) -> None:
    table = sample_ranks(draw_of(index), language, (4, 6), (5, 9)).table
    columns = list(zip(*table.values, strict=True))
    assert all(sorted(column) == list(range(1, len(column) + 1)) for column in columns)
    for one, other in itertools.pairwise(columns):
        assert one != other
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) == 1


@cases
def test_shares_add_up_to_a_hundred(index: int, language: Language) -> None:
    extent = Extent(categories=(5, 8), series=(3, 4), time=True, additive=True)
    facts = sample_table(draw_of(index), language, extent)
    shares = as_shares(draw_of(index + 50), facts, language)
    assert {sum(column) for column in zip(*shares.values, strict=True)} == {100}
    assert shares.measure.unit == "%"


@cases
def test_pairs_have_two_rows_and_units_of_their_own(index: int, language: Language) -> None:
    plan, pair = sample_plan(draw_of(index), language), sample_pair(draw_of(index), language)
    assert all(a != b for a, b in zip(*plan.table.values, strict=True))
    assert pair.table.series is not None
    assert pair.table.series.items == tuple(measure.titled(language) for measure in pair.units)


@cases
def test_topics_are_found_again(index: int, language: Language) -> None:
    facts = sample_table(draw_of(index), language, Extent(categories=(5, 8), time=True))
    assert pattern_of(facts, language)
    assert isinstance(headlined(facts, language), bool)


def test_an_unknown_run_is_refused() -> None:
    with pytest.raises(ConfigError):
        run_of(draw_of(0), "centuries", "en", 4, 2020)
