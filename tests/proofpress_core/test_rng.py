"""Streams by name: repeatable, independent, and apart for neighbouring keys."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.rng import Draw, Key, Streams

KEY = Key(seed=1, split="train", generator="charts/bar", version=1, index=3, attempt=0)


def test_a_stream_is_a_function_of_key_and_name() -> None:
    assert KEY.stream("data").integers(2**60) == KEY.stream("data").integers(2**60)


def test_the_first_draws_are_frozen() -> None:
    """A change here changes every picture ever made: it must not happen by accident."""
    assert [int(v) for v in KEY.stream("data").integers(0, 1000, 5)] == [612, 385, 876, 626, 693]


@given(model.keys, st.sampled_from(["seed", "version", "index", "attempt"]))
def test_neighbouring_keys_have_unrelated_streams(key: Key, field: str) -> None:
    from dataclasses import replace

    other = replace(key, **{field: getattr(key, field) + 1})
    assert not np.array_equal(key.stream("data").random(4), other.stream("data").random(4))


def test_a_draw_in_one_stream_leaves_the_others_alone() -> None:
    first, second = Streams(KEY), Streams(KEY)
    for _ in range(10):
        first("style").uniform()
    assert first("data").uniform() == second("data").uniform()


def test_a_stream_goes_on_from_where_it_stands() -> None:
    streams = Streams(KEY)
    assert streams("data").uniform() != streams("data").uniform()


@given(model.keys)
def test_slugs_are_safe_for_tar_members(key: Key) -> None:
    assert set(key.slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert key.slug != key.retry().slug


@given(st.integers(0, 2**32), st.integers(-5, 5), st.integers(0, 9))
def test_integers_keep_within_both_ends(seed: int, low: int, width: int) -> None:
    draw = Draw(np.random.Generator(np.random.Philox(key=seed)))
    assert {draw.integer(low, low + width) for _ in range(50)} <= set(range(low, low + width + 1))


@given(st.integers(0, 2**32), st.lists(st.integers(), min_size=1, max_size=8))
def test_shuffling_keeps_every_item(seed: int, items: list[int]) -> None:
    draw = Draw(np.random.Generator(np.random.Philox(key=seed)))
    assert sorted(draw.shuffled(items)) == sorted(items)


def test_weights_decide_how_often_something_is_chosen() -> None:
    draw = Streams(KEY)("data")
    chosen = [draw.choice("ab", (0.0, 3.0)) for _ in range(50)]
    assert set(chosen) == {"b"}


def test_decimals_have_the_wanted_places() -> None:
    value = Streams(KEY)("data").decimal(1, 2, 3)
    assert value.as_tuple().exponent == -3
    assert Decimal(1) <= value <= Decimal(2)


@pytest.mark.parametrize("call", [lambda d: d.choice([]), lambda d: d.integer(2, 1), lambda d: d.sample([1], 2)])
def test_draws_from_nothing_are_refused(call) -> None:
    with pytest.raises(ValueError, match=r"nothing|empty|cannot draw"):
        call(Streams(KEY)("data"))
