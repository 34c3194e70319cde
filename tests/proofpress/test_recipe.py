"""Recipes: what is accepted, and what a mistake is told."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress import recipe as recipe_module
from proofpress import strict_yaml
from proofpress.recipe import load_recipe, parse_recipe, recipe_schema
from proofpress_core.errors import ConfigError

GOOD = """
name: smoke
count: 6
domains:
  charts: {share: 0.1, generators: [charts/bar]}
  tables: {share: 0.2}
  formulas: {share: 0.7}
"""
ROOT = Path(__file__).parents[2]


def test_decimals_are_read_exactly() -> None:
    parts = parse_recipe(strict_yaml.loads(GOOD)).domains
    assert sum(part.share for part in parts.values()) == Decimal(1)
    assert parts["charts"].generators == {"charts/bar": Decimal(1)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("nam: x", "nam: got 'nam', expected a known key; did you mean 'name'?"),
        ("count: 0", "count: got 0, expected at least 1"),
        ("count: yes", "count: got 'yes', expected a whole number"),
        ("seed: 1.5", "seed: got 1.5, expected a whole number"),
        ("name: My Data", "name: got 'My Data', expected small letters, digits and dashes (at most 64)"),
        ("geometry: chars", "geometry: got 'chars', expected one of its values; did you mean 'char'?"),
        ("on_missing: ignore", "on_missing: got 'ignore', expected one of its values; valid: fail, reassign"),
        ("splits: {train: 0.5}", "splits: got '0.5 (train 0.5)', expected shares that add up to 1"),
        ("splits: {trian: 1}", "splits.trian: got 'trian', expected one of its values; did you mean 'train'?"),
        ("languages: {NO: 1}", "languages.NO: got 'NO', expected one of its values; valid: en, zh"),
        ("languages: {en: 0.3, zh: 0.3}", "languages: got '0.6 (en 0.3, zh 0.3)', expected shares that add up to 1"),
        ("effects: [{nme: noise}]", "effects.0.nme: got 'nme', expected a known key; did you mean 'name'?"),
        ("effects: [{name: noise, chance: 2}]", "effects.0.chance: got 2.0, expected at most 1"),
        ("effects: {name: noise}", "effects: got {'name': 'noise'}, expected a list"),
        ("checks: {ocr_rate: lots}", "checks.ocr_rate: got 'lots', expected a number"),
        ("checks: {ocr_rate: '0.5'}", "checks.ocr_rate: got '0.5', expected a number"),
        ("questions: {per_sample: 0}", "questions.per_sample: got 0, expected at least 1"),
        ("shard_size: 0", "shard_size: got 0, expected at least 1"),
        ("{count: 1000001, shard_size: 1}", "shard_size: got 1, expected at least 2 for a count of 1000001"),
        ("checks: {ocr_rate: 1e-999999}", "expected 0 or a number of at least 1e-12"),
        ("domains: {}", "domains: got {}, expected at least one entry"),
        ("domains: 4", "domains: got 4, expected a mapping"),
        ("domains: {charts: {}}", "domains.charts.share: got 'nothing', expected a value"),
        ("domains: {charts: {share: 1, setings: {}}}", "did you mean 'settings'?"),
        (
            "domains: {charts: {share: 1, generators: [bar]}}",
            "domains.charts.generators.bar: got 'bar', expected a generator's name, such as charts/bar",
        ),
        ("domains: {charts: {share: 1, generators: {charts/bar: -1}}}", "got -1.0, expected more than 0"),
        ("domains: {charts: {share: 1, generators: [a/b, a/b]}}", "expected names that stand once each"),
        (
            "domains: {charts: {share: 1, settings: {charts/bar: {n: [1]}}}}",
            "got [1], expected a text or a whole number",
        ),
    ],
)
def test_a_mistake_is_told_with_its_key_its_value_and_what_is_right(change: str, message: str) -> None:
    value = {**strict_yaml.loads(GOOD), **strict_yaml.loads(change)}
    with pytest.raises(ConfigError) as caught:
        parse_recipe(value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "line 2, column 1"),
        ("a: {b: 1, b: 2}", "the key 'b' stands twice in one mapping"),
        ("a: [", "readable YAML"),
        ("\t- x", "readable YAML"),
        ("!!python/object/apply:os.system [echo]", "could not determine a constructor"),
        ("[" * 3000, "readable YAML|fewer levels"),
        ("? [a, b]\n: c", "a key is a list or a mapping"),
        ("{a: b}: c", "a key is a list or a mapping"),
        ("a: " + "9" * 5000, "a number of too many digits"),
        ("a: 1e" + "9" * 30, "a number out of all bounds"),
    ],
)
def test_unreadable_yaml_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        strict_yaml.loads(text)


def test_words_stay_words() -> None:
    text = "a: NO\nb: on\nc: 12:30:45\nd: 2020-01-01\ne: 014\nf: 1_000\ng: true\nh: ~\ni:\nj: 1e-3"
    expected = {"a": "NO", "b": "on", "c": "12:30:45", "d": "2020-01-01", "e": 14, "f": "1_000", "g": True,
                "h": None, "i": None, "j": Decimal("0.001")}  # fmt: skip
    assert strict_yaml.loads(text) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe", "expected UTF-8 text"),
        (b"- a\n- b\n", "got 'a list', expected a mapping of recipe keys"),
        (b"", "got 'nothing', expected a mapping"),
        (b"plain", "got 'plain', expected a mapping"),
        (b"x" * 10_000, "expected a mapping"),
    ],
)
def test_a_file_that_is_no_recipe_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=message) as caught:
        load_recipe(path)
    assert len(str(caught.value)) < 1000


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load_recipe(tmp_path / "nowhere.yaml")


def test_changes_replace_top_level_keys(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(GOOD)
    changed = load_recipe(path, count=9, seed=None)
    assert (changed.count, changed.seed) == (9, 0)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_shares_add_up_exactly_when_they_are_written_as_decimals(parts: list[int]) -> None:
    shares = [Decimal(part).scaleb(-9) for part in parts]
    names = ["charts", "tables", "formulas", "documents", "scene_text", "math_problems"][: len(parts)]
    rest = 1 - sum(shares[1:], Decimal(0))
    values = dict(zip(names, ({"share": share} for share in (rest, *shares[1:])), strict=True))
    recipe = parse_recipe({"name": "x", "count": 1, "domains": values})
    assert sum(part.share for part in recipe.domains.values()) == 1


def test_a_recipe_comes_back_from_its_json() -> None:
    recipe = parse_recipe(strict_yaml.loads(GOOD))
    assert parse_recipe(json.loads(recipe.model_dump_json()), stored=True) == recipe


def test_the_checked_in_schema_is_fresh() -> None:
    path = Path(recipe_module.__file__).with_name("recipe.schema.json")
    written = json.dumps(recipe_schema(), indent=2, ensure_ascii=False) + "\n"
    assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("path", sorted((ROOT / "recipes").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_recipes_fit_the_schema(path: Path) -> None:
    import jsonschema

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return float(value) if isinstance(value, Decimal) else value

    jsonschema.validate(plain(strict_yaml.load(path)), recipe_schema())
    load_recipe(path)


def test_the_recipe_page_tells_every_key() -> None:
    page = (ROOT / "docs" / "RECIPE.md").read_text(encoding="utf-8")
    definitions = recipe_schema()["$defs"]
    for key in recipe_schema()["properties"]:
        assert f"| `{key}`" in page or f"| `{key}." in page, key
    for part, prefix in (("DomainPart", ""), ("EffectPart", ""), ("QuestionsPart", "questions."),
                         ("ChecksPart", "checks."), ("RejectsPart", "rejects.")):  # fmt: skip
        for key in definitions[part]["properties"]:
            assert f"| `{prefix}{key}` |" in page, key


def test_the_recipe_page_shows_recipes_that_work() -> None:
    page = (ROOT / "docs" / "RECIPE.md").read_text(encoding="utf-8")
    examples = [block for block in page.split("```yaml\n")[1:] if block.startswith("name:")]
    assert [parse_recipe(strict_yaml.loads(block.split("```")[0])).count for block in examples] == [100]
