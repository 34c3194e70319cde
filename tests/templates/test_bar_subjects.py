"""Data of the bar family: every subject in both languages gives facts that obey the laws of their shape."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest

from proofpress_core.content import Language
from proofpress_core.rng import Draw, Key, Streams
from templates import chart_bar_subjects as subjects_of
from templates.chart_bridges import sample_bridge
from templates.chart_causes import sample_causes
from templates.chart_compositions import sample_composition, sample_survey
from templates.chart_contrasts import sample_contrast, sample_pyramid
from templates.chart_pictograms import sample_pictogram, symbol
from templates.chart_plans import sample_plan
from templates.chart_ranges import sample_ranges, sample_targets, sample_trials

LISTS = [("ranges", "subjects"), ("ranges", "trials"), ("ranges", "targets"), ("compositions", "subjects"),
         ("compositions", "surveys"), ("bridges", "subjects"), ("causes", "subjects"), ("plans", "subjects"),
         ("pictograms", "subjects"), ("pyramids", "subjects"), ("contrasts", "subjects")]  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("en", "zh")
cases = pytest.mark.parametrize("index", range(12))


def draw_of(index: int) -> Draw:
    return Streams(Key(seed=2, split="train", generator="charts/x", version=1, index=index, attempt=0))("data")


@pytest.mark.parametrize(("shape", "part"), LISTS)
def test_texts_of_subjects_stand_in_pairs(shape: str, part: str) -> None:
    english, chinese = (subjects_of.subjects(shape, language, part) for language in LANGUAGES)
    assert len(english) >= 6
    assert len({subject.id for subject in english}) == len(english)
    for one, two in zip(english, chinese, strict=True):
        for pair in (*one.rows["titles"], *one.rows.get("headlines", ()), one.rows["source"]):
            assert len(pair) == 2
            assert re.search("[\u4e00-\u9fff]", two.said(pair))
            assert not re.search("[\u4e00-\u9fff]", one.said(pair))


@pytest.mark.parametrize("sample", [
    lambda d, lang: sample_ranges(d, lang, (5, 8)), lambda d, lang: sample_trials(d, lang, (4, 6)),
    lambda d, lang: sample_targets(d, lang, (4, 6)), lambda d, lang: sample_composition(d, lang, (4, 6)),
    lambda d, lang: sample_survey(d, lang, (4, 6)), lambda d, lang: sample_bridge(d, lang, (4, 6)),
    lambda d, lang: sample_causes(d, lang, (5, 7)), lambda d, lang: sample_plan(d, lang),
    lambda d, lang: sample_pictogram(d, lang, (4, 6)), lambda d, lang: sample_pyramid(d, lang),
    lambda d, lang: sample_contrast(d, lang, (6, 9)),
])  # fmt: skip
@cases
def test_draws_repeat_and_fill_the_gaps_of_texts(sample: Callable[[Draw, Language], Any], index: int) -> None:
    facts = sample(draw_of(index), LANGUAGES[index % 2])
    assert facts == sample(draw_of(index), LANGUAGES[index % 2])
    heading = (facts.table if hasattr(facts, "table") else facts).heading
    assert heading.title
    assert not re.search("[{}]", heading.title + heading.subtitle + heading.source)


@cases
def test_ranges_rise_and_parts_add_up(index: int) -> None:
    lows, highs = sample_ranges(draw_of(index), "en", (5, 8)).values
    assert all(low < high for low, high in zip(lows, highs, strict=True))
    for facts in (sample_composition(draw_of(index), "en", (4, 6)), sample_survey(draw_of(index), "zh", (4, 6)).table):
        for parts in zip(*facts.values, strict=True):
            assert sum(parts) == 100
            assert min(parts) >= 4


@cases
def test_results_keep_off_their_targets(index: int) -> None:
    results, targets = sample_targets(draw_of(index), "en", (4, 6)).table.values
    assert all(abs(r / t - 1) > 0.025 for r, t in zip(map(float, results), map(float, targets), strict=True))


@cases
def test_tasks_begin_one_after_another_and_end_after_they_begin(index: int) -> None:
    plan = sample_plan(draw_of(index), "en")
    assert plan.begins[0] == 0
    assert all(one < two for one, two in itertools.pairwise(plan.begins))
    assert all(begin < end for begin, end in zip(plan.begins, plan.ends, strict=True))
    assert len(plan.by) == len(plan.tasks)
    assert max(plan.by) < len(plan.teams)


@pytest.mark.parametrize("name", sorted(subjects_of.setting("pictograms", "symbols")))
def test_symbols_stay_in_their_square_and_are_cut_upright(name: str) -> None:
    whole, half = symbol(name), symbol(name, 0.5)
    for x, y in itertools.chain(*whole):
        assert -1e-9 <= x <= 1 + 1e-9
        assert -1e-9 <= y <= 1 + 1e-9
    assert max(x for x, _ in itertools.chain(*half)) <= 0.5 + 1e-9
    assert min(x for x, _ in itertools.chain(*half)) == pytest.approx(min(x for x, _ in itertools.chain(*whole)))
