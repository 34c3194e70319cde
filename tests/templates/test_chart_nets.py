"""Samplers of matrices, flows, networks and fields: their numbers agree with one another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.rng import Draw, Key
from templates.chart_fields import sample_field
from templates.chart_flows import sample_exchange, sample_flows, sample_hub
from templates.chart_matrices import sample_confusion, sample_cross, sample_pairs
from templates.chart_networks import sample_cluster, sample_network, sample_tree
from templates.chart_sheets import sheet

LANGUAGES: tuple[Language, ...] = ("en", "zh")
draws = given(st.integers(0, 10_000), st.sampled_from(LANGUAGES))
few = settings(max_examples=15, deadline=None)


def draw_of(index: int) -> Draw:
    return Draw(Key(seed=2, split="t", generator="x", version=1, index=index, attempt=0).stream("data"))


@draws
@few
def test_most_things_are_taken_for_what_they_are(index: int, language: Language) -> None:
    facts = sample_confusion(draw_of(index), language, (3, 6))
    assert facts.series is not None
    assert not set(facts.series.items) & set(facts.categories.items)
    for k, row in enumerate(facts.values):
        assert row[k] == max(row)
        assert len(set(row)) == len(row)
        assert min(row) >= 0


@draws
@few
def test_coefficients_differ_and_lie_between_minus_one_and_one(index: int, language: Language) -> None:
    pairs, cross = sample_pairs(draw_of(index), language, (4, 7)), sample_cross(draw_of(index), language)
    assert cross.series is not None
    assert not set(cross.series.items) & set(cross.categories.items)
    for found in (pairs.values, sum(cross.values, ())):
        assert len(set(found)) == len(found)
        assert all(-1 < value < 1 for value in found)
    assert len(set(pairs.names.items)) == len(pairs.variables) * (len(pairs.variables) - 1) / 2


@draws
@few
def test_flows_differ_and_balance(index: int, language: Language) -> None:
    flows, hub = sample_flows(draw_of(index), language, (2, 4), 9), sample_hub(draw_of(index), language, (3, 5))
    assert len(flows.links) <= 9
    assert {i for i, _ in flows.links} == set(range(len(flows.sources.items)))
    assert {j for _, j in flows.links} == set(range(len(flows.targets.items)))
    assert len(set(flows.values)) == len(flows.values)
    assert sum(value for _, value in hub.incoming) == sum(value for _, value in hub.outgoing)
    exchange = sample_exchange(draw_of(index), language, (4, 5))
    assert 10 * max(exchange.values) <= 32 * min(exchange.values)


@draws
@few
def test_networks_hang_together(index: int, language: Language) -> None:
    facts = sample_network(draw_of(index), language, (7, 11))
    reached = {0}
    for _ in facts.nodes.items:
        reached |= {node for edge in facts.edges if set(edge) & reached for node in edge}
    assert reached == set(range(len(facts.nodes.items)))
    assert sum(facts.values) == 2 * len(facts.edges)


@draws
@few
def test_trees_grow_and_leaves_have_a_group(index: int, language: Language) -> None:
    cluster, tree = sample_cluster(draw_of(index), language), sample_tree(draw_of(index), language, (2, 4))
    leaves = len(cluster.leaves.items)
    assert len(cluster.merges) == leaves - 1
    for pair, height in zip(cluster.merges, cluster.heights, strict=True):
        assert all(side < leaves or cluster.heights[side - leaves] < height for side in pair)
    assert list(tree.parents) == sorted(tree.parents)
    assert set(tree.parents) == set(range(len(tree.groups.items)))


@draws
@few
def test_spots_lie_on_the_map(index: int, language: Language) -> None:
    facts = sample_field(draw_of(index), language, (5, 8))
    assert all(0 < x < facts.side and 0 < y < facts.side for x, y, _ in facts.spots)
    assert len({value for _, _, value in facts.spots}) == len(facts.spots)


@pytest.mark.parametrize("name", ["matrices", "flows", "networks", "fields"])
def test_subjects_have_unique_names(name: str) -> None:
    lists = [part for part in sheet(name).values() if isinstance(part, list) and isinstance(part[0], dict)]
    assert lists
    for subjects in lists:
        ids = [subject["id"] for subject in subjects]
        assert len(set(ids)) == len(ids) >= 5
