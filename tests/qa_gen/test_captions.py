"""Captions: each longer one goes on from the shorter, and what they say of values is so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from chart_scenes import VALUES, chart
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import ChartData, Label, Language
from proofpress_core.rng import Draw, Key
from qa_gen.captions import LISTED, captions

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def draw(seed: int = 1) -> Draw:
    return Draw(Key(seed=seed, split="train", generator="charts/line", version=1, index=0, attempt=0).stream("caption"))


def titled(data: ChartData) -> ChartData:
    return replace(data, labels=(Label(ref="title", text="Power"), Label(ref="source", text="Source: grid")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(5))
def test_longer_captions_go_on_from_shorter_ones(language: Language, seed: int) -> None:
    said = captions(titled(chart(language)), draw(seed))
    assert said.long.startswith(said.medium)
    assert said.medium.startswith(said.short)
    assert len(said.short) < len(said.medium) < len(said.long)
    assert "Power" in said.medium
    assert "Source: grid" in said.long
    assert "<" not in said.long


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_caption_names_every_value(language: Language) -> None:
    said = captions(chart(language), draw()).long
    for value in VALUES.split():
        assert value in said


@given(values=st.lists(st.integers(0, 999), min_size=12, max_size=12), seed=st.integers(0, 99))
def test_the_extremes_are_the_extremes(values: list[int], seed: int) -> None:
    data = chart(values=" ".join(map(str, values)))
    medium = captions(replace(data, printed=("value",)), draw(seed)).medium
    unique = values.count(max(values)) == values.count(min(values)) == 1
    assert (f"{max(values)} GWh" in medium) == (f"{min(values)} GWh" in medium) == unique
    if unique:
        row = values.index(max(values))
        assert f"{2015 + row % 6} ({('Peru', 'Chad')[row // 6]})" in medium


def test_values_that_are_not_printed_are_called_approximate() -> None:
    plain, printed = chart(), replace(chart(), printed=("value",))
    assert "about 31 GWh" in captions(plain, draw()).long
    assert "about" not in captions(printed, draw()).long


def test_nobody_lists_more_values_than_people_read() -> None:
    data = chart()
    relation = data.relations[0]
    columns: list[Any] = []
    for column in relation.columns:
        values = tuple(f"{v}{k}" if isinstance(v, str) else Decimal(k) for k in range(4) for v in column.values)
        columns.append(replace(column, values=values))
    crowded = replace(data, relations=(replace(relation, columns=tuple(columns)),))
    assert len(columns[0].values) > LISTED
    assert len(captions(crowded, draw()).long) < 600
