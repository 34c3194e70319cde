from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.errors import ConfigError
from proofpress_core.program import Node, Program
from qa_gen.pool import FactorPool, divergence, factors_of, load_pool, merged

_WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1)


def _program(*nodes: tuple[str, tuple[int, ...], tuple[str, ...]]) -> Program:
    return Program(nodes=tuple(Node(op=op, inputs=inputs, params=params) for op, inputs, params in nodes))


_CHART = (("chart", (), ("seed",)), ("rows", (0,), ()))
_PEAK = _program(*_CHART, ("highest", (1,), ("value",)), ("number_at", (2,), ("value",)))
_SUM = _program(*_CHART, ("top", (1,), ("value", "2")), ("numbers", (2,), ("value",)), ("sum", (3,), ()))


def _pool(*programs: Program) -> FactorPool:
    pool = FactorPool()
    for program in programs:
        pool.add(factors_of(program))
    return pool


def test_reading_off_belongs_to_the_factor_that_found_the_row() -> None:
    (use,) = factors_of(_PEAK)
    assert (use.name, use.category, use.chain) == (
        "extremum/highest", "extremum", ("chart", "rows", "highest", "number_at"),
    )  # fmt: skip


def test_factors_stand_in_the_order_of_the_program() -> None:
    assert [use.name for use in factors_of(_SUM)] == ["filter/top", "aggregate/sum"]


def test_pool_counts_factors_and_combinations() -> None:
    pool = _pool(_PEAK, _SUM, _SUM)
    assert pool.questions == 3
    assert pool.shares() == {"extremum/highest": 0.2, "filter/top": 0.4, "aggregate/sum": 0.4}
    assert pool.combination_shares()["filter/top", "aggregate/sum"] == pytest.approx(2 / 3)


def test_json_goes_both_ways() -> None:
    pool = _pool(_PEAK, _SUM, _SUM)
    again = load_pool(pool.dump())
    assert again == pool
    assert again.dump() == pool.dump()


def test_merging_gives_every_pool_the_same_say() -> None:
    mixed = merged([_pool(_PEAK), _pool(*[_SUM] * 10)])
    assert mixed.questions == 20
    assert mixed.combinations == {("extremum/highest",): 10, ("filter/top", "aggregate/sum"): 10}
    assert merged([]).questions == 0


_GOOD: dict[str, Any] = _pool(_PEAK).to_json()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", json.dumps(_GOOD | {"format": "x"}), json.dumps(_GOOD | {"version": 2}),
        json.dumps(_GOOD | {"questions": -1}), json.dumps(_GOOD | {"questions": True}),
        json.dumps(_GOOD | {"factors": {}}), json.dumps(_GOOD | {"factors": [3]}),
        json.dumps(_GOOD | {"factors": [{"name": "extremum/none", "count": 1, "chains": []}]}),
        json.dumps(_GOOD | {"factors": [{"name": "extremum/highest", "count": "1", "chains": []}]}),
        json.dumps(_GOOD | {"combinations": [{"factors": [], "count": 1}]}),
        json.dumps(_GOOD | {"combinations": [{"factors": ["aggregate/nothing"], "count": 1}]}),
    ],
)  # fmt: skip
def test_bad_pools_are_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        load_pool(text)


def test_divergence_of_known_distributions() -> None:
    assert divergence({"a": 1}, {"b": 7}) == 1.0
    assert divergence({"a": 1, "b": 1}, {"a": 2}) == pytest.approx(0.311278, abs=1e-6)
    with pytest.raises(ValueError, match="without weight"):
        divergence({}, {"a": 1})


@given(_WEIGHTS, _WEIGHTS)
def test_divergence_is_symmetric_and_bounded(first: dict[str, int], second: dict[str, int]) -> None:
    found = divergence(first, second)
    assert 0 <= found <= 1
    assert found == pytest.approx(divergence(second, first), abs=1e-12)


@given(_WEIGHTS, st.integers(2, 9))
def test_divergence_does_not_see_scale(weights: dict[str, int], factor: int) -> None:
    assert divergence(weights, {key: factor * w for key, w in weights.items()}) == pytest.approx(0, abs=1e-12)
