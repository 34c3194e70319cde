"""Plans: shares are met, an item is computable alone, and what decides bytes is in the digest."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_recipes import changed, with_settings

from proofpress import machine
from proofpress.plan import Plan, apportion, make_plan
from proofpress.recipe import Recipe
from proofpress_core import jsonio
from proofpress_core.errors import BackendError, ConfigError


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_apportioned_numbers_add_up_and_are_near_their_share(total: int, weights: list[int]) -> None:
    shares = {str(place): Decimal(weight) for place, weight in enumerate(weights)}
    parts = apportion(total, shares)
    assert sum(parts.values()) == total
    for name, share in shares.items():
        assert abs(parts[name] - total * share / sum(weights)) < 1


def test_blocks_cover_every_item_once(tiny_recipe: Recipe) -> None:
    plan, notes = make_plan(tiny_recipe)
    assert notes == ()
    items = [(block.split, index) for block in plan.blocks for index in range(block.first, block.last)]
    assert sorted(items) == [("train", n) for n in range(20)] + [("val", n) for n in range(5)]
    assert [block.number for block in plan.blocks] == list(range(len(plan.blocks)))


def test_an_item_does_not_depend_on_how_many_there_are(tiny: None) -> None:
    small, _ = make_plan(changed(count=10, shard_size=3))
    large, _ = make_plan(changed(count=1000))
    for index in range(5):
        assert small.item("charts", "train", index) == large.item("charts", "train", index)


def test_the_mix_is_even_from_the_first_items_on(tiny: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "abilities", lambda: frozenset({"wings"}))
    domains = {"charts": {"share": 1, "generators": {"charts/tiny": 3, "charts/tiny_english": 1}}}
    plan, _ = make_plan(changed(domains=domains))
    for split in ("train", "val", "test"):
        items = [plan.item("charts", split, index) for index in range(40)]
        kinds = Counter(item.key.generator for item in items)
        assert 28 <= kinds["charts/tiny"] <= 32
        assert {item.language for item in items if item.key.generator == "charts/tiny_english"} == {"en"}
        assert {item.language for item in items if item.key.generator == "charts/tiny"} == {"en", "zh"}


def test_a_plan_comes_back_from_its_json(tiny_recipe: Recipe) -> None:
    plan, _ = make_plan(tiny_recipe)
    again = Plan.from_json(json.loads(json.dumps(plan.to_json())))
    assert again == plan
    assert again.item("charts", "val", 3) == plan.item("charts", "val", 3)


def test_the_order_in_a_recipe_decides_nothing(tiny: None) -> None:
    one = changed(count=5, splits={"train": "0.7", "val": "0.2", "test": "0.1"}, languages={"zh": "0.5", "en": "0.5"})
    other = changed(count=5, splits={"test": "0.1", "val": "0.2", "train": "0.7"}, languages={"en": "0.5", "zh": "0.5"})
    plan, _ = make_plan(one)
    for again in (make_plan(other)[0], Plan.from_json(jsonio.loads(jsonio.dumps(plan.to_json())))):
        assert again.digest == plan.digest
        assert again.blocks == plan.blocks
        assert [again.item("charts", "train", n) for n in range(9)] == [
            plan.item("charts", "train", n) for n in range(9)
        ]


def test_a_plan_that_was_edited_is_refused(tiny_recipe: Recipe) -> None:
    value = make_plan(tiny_recipe)[0].to_json()
    value["recipe"]["seed"] = 99
    with pytest.raises(ConfigError, match="digest of its own values"):
        Plan.from_json(value)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 4}, {"count": 61}, {"geometry": "word"}, {"shard_size": 13}, {"languages": {"en": "1"}},
        {"effects": [{"name": "noise"}]}, {"domains": with_settings(reject_percent=11)},
    ],
)  # fmt: skip
def test_what_decides_bytes_is_in_the_digest(tiny: None, change: dict[str, Any]) -> None:
    assert make_plan(changed())[0].digest != make_plan(changed(**change))[0].digest


def test_library_versions_are_in_the_digest(tiny: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_plan(changed())[0].digest
    monkeypatch.setattr(machine, "library_versions", lambda names=(): {"numpy": "0.0.1"})
    assert make_plan(changed())[0].digest != before


def test_own_sources_are_in_the_digest(tiny: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_plan(changed())[0].digest
    monkeypatch.setattr(machine, "source_digest", lambda: "another")
    assert make_plan(changed())[0].digest != before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"domains": {"chart": {"share": 1}}}, "domains: got 'chart', expected a known domain; did you mean 'charts'?"),
        ({"domains": {"charts": {"share": 1, "generators": ["charts/tinny"]}}}, "did you mean 'charts/tiny'?"),
        ({"domains": {"tables": {"share": 1, "generators": ["charts/tiny"]}}}, "expected a generator of tables"),
        ({"effects": [{"name": "noize"}]}, "effects.0.name: got 'noize', expected the name of a known effect"),
        ({"effects": [{"name": "noise", "domains": ["tables"]}]}, "expected a domain of this recipe"),
        ({"domains": with_settings(reject=1)}, "did you mean 'reject_percent'?"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(tiny: None, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_plan(changed(**change))
    assert message in str(caught.value)


def test_a_language_without_a_font_fails_or_goes_to_the_others(tiny: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "writable_languages", lambda: ("en",))
    with pytest.raises(BackendError, match=r"languages\.zh: no font on this machine"):
        make_plan(changed())
    plan, notes = make_plan(changed(on_missing="reassign"))
    assert list(plan.recipe.languages) == ["en"]
    assert notes == ("languages.zh: no font writes it; its share goes to en",)
    with pytest.raises(BackendError, match="no font"):
        make_plan(changed(on_missing="reassign", languages={"zh": "1"}))


def test_a_missing_ability_fails_or_goes_to_the_others(tiny: None) -> None:
    domains = {"charts": {"share": 1, "generators": ["charts/tiny", "charts/tiny_english"]}}
    with pytest.raises(BackendError, match=r"wings: domains\.charts\.generators\.charts/tiny_english needs it"):
        make_plan(changed(domains=domains))
    plan, notes = make_plan(changed(domains=domains, on_missing="reassign"))
    assert list(plan.recipe.domains["charts"].generators) == ["charts/tiny"]
    assert len(notes) == 1
    assert "no wings here" in notes[0]


def test_a_generator_that_cannot_write_the_languages_is_refused(tiny: None) -> None:
    domains = {"charts": {"share": 1, "generators": ["charts/tiny_english"]}}
    with pytest.raises(ConfigError, match="a generator that writes zh"):
        make_plan(changed(domains=domains, languages={"zh": "1"}))


def test_the_starter_recipe_asks_for_every_domain() -> None:
    from proofpress.recipe import load_recipe

    plan, _ = make_plan(load_recipe(Path(__file__).parents[2] / "recipes" / "starter.yaml"))
    assert len(plan.recipe.domains) == 6
    assert sum(plan.counts.values()) == 300


def test_a_star_gives_settings_to_all_that_know_them() -> None:
    part = {"share": 1, "generators": ["charts/bar", "charts/line", "charts/plotly_bar"],
            "settings": {"charts/*": {"engine": "skia"}, "charts/line": {"engine": "matplotlib"}}}  # fmt: skip
    plan, _ = make_plan(changed(domains={"charts": part}, on_missing="reassign"))
    settings = plan.recipe.domains["charts"].settings
    assert settings == {"charts/bar": {"engine": "skia"}, "charts/line": {"engine": "matplotlib"}}
    with pytest.raises(ConfigError, match="a setting of one of these generators"):
        make_plan(changed(domains={"charts": part | {"settings": {"charts/*": {"engin": "skia"}}}}))


def test_many_that_lack_the_same_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "abilities", lambda: frozenset[str]())
    plan, notes = make_plan(changed(domains={"charts": {"share": 1}}, on_missing="reassign"))
    assert len([note for note in notes if "no browser here" in note]) == 1
    assert not any(name.startswith("charts/plotly") for name in plan.recipe.domains["charts"].generators)
