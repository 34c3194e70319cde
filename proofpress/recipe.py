"""What a user asks for: a recipe, read strictly and with messages that name the key, the value and what would be right.

Shares are decimals and must add up to 1. Names of generators, settings and effects are checked when the plan is made
(`proofpress.plan`), because only then the packages that know them are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from proofpress import strict_yaml
from proofpress.factors import no_paths, read_factors
from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.question import Form
from proofpress_core.rng import Split

SUM_TOLERANCE = Decimal("1e-9")
MOST_BLOCKS = 1_000_000
"""Blocks are numbered with six digits."""
_FINEST = Decimal("1e-12")
_NAME, _GENERATOR = r"^[a-z0-9][a-z0-9-]{0,63}$", r"^[a-z0-9_]+/[a-z0-9_]+$"
_PATTERN = r"^[a-z0-9_]+/[a-z0-9_*]+$"
_FORMS = {_NAME: "small letters, digits and dashes (at most 64)", _GENERATOR: "a generator's name, such as charts/bar",
          _PATTERN: "a generator's name, or several by a star, such as charts/bar*"}  # fmt: skip
GeneratorNames = Annotated[str, Field(pattern=_PATTERN)]
GeneratorName = Annotated[str, Field(pattern=_GENERATOR)]


def _exact(value: object, info: ValidationInfo) -> object:
    """Numbers as decimals: a whole number or a float is taken as it prints, a bool is none, a text only where the
    recipe comes from a plan, which writes decimals as texts so that no digit is lost."""
    stored = bool(info.context) and isinstance(value, str)
    if isinstance(value, bool) or not (stored or isinstance(value, (int, float, Decimal))):
        raise PydanticCustomError("number", "a number")
    number = Decimal(str(value))
    if number and abs(number) < _FINEST:
        raise PydanticCustomError("number", "0 or a number of at least 1e-12")
    return number


def _evenly(value: object) -> object:
    """A list of names as names of equal weight."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return value
    if len(set(value)) != len(value):
        raise PydanticCustomError("names", "names that stand once each")
    return dict.fromkeys(value, 1)


def _setting(value: object) -> object:
    if type(value) not in (str, int):
        raise PydanticCustomError("setting", "a text or a whole number")
    return value


Setting = Annotated[str | int, BeforeValidator(_setting)]
_SHARE, _WEIGHT, _STRENGTH = Field(ge=0, le=1), Field(gt=0, le=1_000_000), Field(gt=0, le=1)
Share = Annotated[Decimal, _SHARE, BeforeValidator(_exact, json_schema_input_type=Annotated[float, _SHARE])]
Weight = Annotated[Decimal, _WEIGHT, BeforeValidator(_exact, json_schema_input_type=Annotated[float, _WEIGHT])]
Strength = Annotated[Decimal, _STRENGTH, BeforeValidator(_exact, json_schema_input_type=Annotated[float, _STRENGTH])]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class DomainPart(_Part):
    """One domain's part of the run."""

    share: Share
    """Part of all samples, 0 to 1; the shares of all domains add up to 1."""
    generators: Annotated[
        dict[GeneratorName, Weight],
        BeforeValidator(_evenly, json_schema_input_type=dict[GeneratorName, Weight] | list[GeneratorName]),
    ] = Field(default_factory=dict)
    """Generators with their weights, or a list of equal ones; left out: every generator of the domain, equally."""
    settings: dict[GeneratorNames, dict[str, Setting]] = Field(default_factory=dict)
    """For each generator the settings it understands (`proofpress list --json` names them); `charts/*` stands for all
    that know a setting."""
    questions: Annotated[int, Field(ge=1, le=20)] | None = None
    """Questions a sample in this domain, in place of `questions.per_sample`."""


class EffectPart(_Part):
    """An effect on the finished picture; effects run in the order of the list."""

    name: str
    """The effect's name, such as `noise`."""
    chance: Share = Decimal("1")
    """Chance that a sample gets it."""
    strength: Strength = Decimal("0.5")
    """From just visible (near 0) to strong (1)."""
    domains: list[str] = Field(default_factory=list)
    """Domains that may get it; left out: all."""


class QuestionsPart(_Part):
    """How much is asked about each picture."""

    per_sample: Annotated[int, Field(ge=1, le=20)] = 3
    """Questions a sample."""
    steps: Annotated[int, Field(ge=1, le=6)] = 6
    """The greatest number of operations that a question is asked to take."""
    forms: dict[Form, Weight] = Field(default_factory=dict)
    """Weights of the forms (short, choice, yesno, ...); left out: mostly short answers."""


class ChecksPart(_Part):
    """How much of the second opinion runs while making; arithmetic, geometry, ink and replay always do."""

    ocr_rate: Share = Decimal("0")
    """Part of the samples that are read by OCR, at most 40 lines each."""


class RejectsPart(_Part):
    """What is kept of attempts that gave no sample."""

    sample: Annotated[int, Field(ge=0, le=10_000)] = 50
    """How many are described in `rejects.jsonl`, the first ones in plan order."""


class Recipe(_Part):
    """A recipe: what to make, how much of it, and from which seed."""

    name: Annotated[str, Field(pattern=_NAME)]
    """Name of the data set: small letters, digits and dashes."""
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    """Every sample follows from this number and its own place; nothing else is random."""
    count: Annotated[int, Field(ge=1, le=10**9)]
    """Samples over all domains and splits."""
    splits: dict[Split, Share] = {"train": Decimal("1")}
    """Shares of train, val and test, adding up to 1."""
    languages: dict[Language, Share] = {"en": Decimal("1")}
    """Shares of the languages, adding up to 1."""
    domains: Annotated[dict[str, DomainPart], Field(min_length=1)]
    """The domains and their parts."""
    effects: list[EffectPart] = Field(default_factory=list)
    """Effects on the finished pictures."""
    questions: QuestionsPart = QuestionsPart()
    """How much is asked."""
    factors: Annotated[
        dict[str, Annotated[int, Field(ge=1)]],
        BeforeValidator(no_paths, json_schema_input_type=str | list[str] | dict[str, int]),
    ] = Field(default_factory=dict)
    """Factor pools that the questions follow: a file of `proofpress decompose`, or a list of such files, which are
    mixed at the level of factors. Paths count from the recipe's folder; a plan holds the combinations themselves."""
    geometry: Literal["char", "word", "line", "item"] = "char"
    """The deepest level of regions that is written; what is deeper comes back by replay."""
    checks: ChecksPart = ChecksPart()
    """The second opinion."""
    shard_size: Annotated[int, Field(ge=1, le=100_000)] = 1000
    """Planned items in one block of a domain and split, at least a millionth of `count`; a block becomes one shard for
    each page count."""
    on_missing: Literal["fail", "reassign"] = "fail"
    """When the machine lacks a browser or a font: stop, or give the share to the generators that can run."""
    rejects: RejectsPart = RejectsPart()
    """What is kept of rejects."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> Recipe:
        parts = {name: part.share for name, part in self.domains.items()}
        for key, shares in (("splits", self.splits), ("languages", self.languages), ("domains", parts)):
            total = sum(shares.values(), Decimal(0))
            if abs(total - 1) > SUM_TOLERANCE:
                listed = ", ".join(f"{name} {share}" for name, share in shares.items())
                details = {"key": key, "got": f"{total} ({listed})", "expected": "shares that add up to 1"}
                raise PydanticCustomError("told", "{expected}", details)
        return self

    @model_validator(mode="after")
    def _blocks_can_be_numbered(self) -> Recipe:
        least = -(-self.count // MOST_BLOCKS)
        if self.shard_size < least:
            expected = f"at least {least} for a count of {self.count}, because shards have numbers of six digits"
            details = {"key": "shard_size", "got": self.shard_size, "expected": expected}
            raise PydanticCustomError("told", "{expected}", details)
        return self


def load_recipe(path: str | Path, **changes: object) -> Recipe:
    """Read a recipe file; `changes` (count=..., seed=...) replace its top-level keys. Raises ConfigError."""
    value = strict_yaml.load(Path(path))
    if not isinstance(value, dict):
        got = "nothing" if value is None else "a list" if isinstance(value, list) else value
        raise ConfigError(str(path), got, "a mapping of recipe keys, see docs/RECIPE.md")
    if "factors" in value:
        value["factors"] = read_factors(value["factors"], Path(path).parent)
    return parse_recipe({**value, **{key: change for key, change in changes.items() if change is not None}})


def parse_recipe(value: Mapping[Any, Any], *, stored: bool = False) -> Recipe:
    """A recipe from plain values, `stored` if they come from a plan. Raises ConfigError naming the first wrong key."""
    try:
        return Recipe.model_validate(dict(value), context={"stored": True} if stored else None)
    except ValidationError as error:
        raise _config_error(error.errors()) from error


def _config_error(errors: list[ErrorDetails]) -> ConfigError:
    """The most telling of pydantic's errors: an unknown key before what is missing because of it."""
    first = min(errors, key=lambda error: error["type"] != "extra_forbidden")
    path = [str(part) for part in first["loc"] if part != "[key]"]
    context = first.get("ctx", {})
    if first["type"] == "told":
        return ConfigError(context["key"], context["got"], context["expected"])
    got = "nothing" if first["type"] == "missing" else _plain(first["input"])
    if first["type"] == "extra_forbidden":
        return ConfigError(".".join(path), path[-1], "a known key", valid=_known_keys(path[:-1]))
    choices = re.findall(r"'([^']+)'", str(context.get("expected", ""))) if first["type"] == "literal_error" else []
    return ConfigError(".".join(path), got, _expected(first), valid=choices)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    texts = {
        "missing": "a value (the key is required)", "literal_error": "one of its values",
        "int_type": "a whole number", "string_type": "a text", "dict_type": "a mapping",
        "list_type": "a list", "model_type": "a mapping", "too_short": "at least one entry",
        "greater_than_equal": f"at least {context.get('ge')}", "less_than_equal": f"at most {context.get('le')}",
        "greater_than": f"more than {context.get('gt')}", "less_than": f"less than {context.get('lt')}",
        "string_pattern_mismatch": _FORMS.get(str(context.get("pattern")), ""),
    }  # fmt: skip
    return texts.get(error["type"], error["msg"])


def _known_keys(path: Iterable[str]) -> list[str]:
    """The keys that a mapping at this place of a recipe may have."""
    model: type[BaseModel] = Recipe
    for part in path:
        if part in model.model_fields:
            inner = _models_in(model.model_fields[part].annotation)
            model = inner[0] if inner else model
    return list(model.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for arg in get_args(annotation) for found in _models_in(arg)]


def recipe_schema() -> dict[str, Any]:
    """JSON Schema of recipes, for editors; the checked-in `recipe.schema.json` is this."""
    schema = _numbers(Recipe.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Proofpress recipe"}


def _numbers(value: Any, *, default: bool = False) -> Any:
    """The schema with defaults that are decimals as numbers, the way a recipe writes them."""
    if isinstance(value, dict):
        return {key: _numbers(item, default=default or key == "default") for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item, default=default) for item in value]
    return float(value) if default and isinstance(value, str) and re.fullmatch(r"[0-9.]+", value) else value
