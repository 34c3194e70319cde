"""The plan of a run: a recipe resolved for this machine, which item is what, and the digest of all that decides bytes.

Items of a domain and split are numbered from 0. What item i is (generator, language) follows from the recipe's seed,
its domain, split and i alone; shares are met evenly, because the items walk through the mix in steps of an irrational
number (a Weyl sequence) from a start that is drawn. A block is a run of items [s*n, (s+1)*n) of one domain and split.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any, TypeVar, get_args

from proofpress import __version__
from proofpress.recipe import Recipe, parse_recipe
from proofpress_core import jsonio
from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Key, Split

T = TypeVar("T", bound=str)
_CIRCLE = 1 << 64
_STEPS = (0xC13FA9A902A6328F, 0x91E10DA5C79E7B1D)
"""1/p and 1/p^2 of the plastic number p in units of 2^-64: two sequences that fill the unit square evenly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item to make: the key of its first attempt and what the recipe says about it."""

    key: Key
    domain: str
    language: Language
    settings: Mapping[str, str | int]
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Items [first, last) of a domain and split; `number` is its place in the plan, `shard` its place in the line."""

    number: int
    domain: str
    split: Split
    shard: int
    first: int
    last: int

    def stem(self, pages: int) -> str:
        """File name without ending of the shard for samples with that many pages (0: a block without samples)."""
        return f"{self.domain}-{self.split}-p{pages}-{self.shard:06d}"

    @property
    def name(self) -> str:
        return f"{self.domain}-{self.split}-{self.shard:06d}"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A resolved recipe (every generator named, nothing in it that this machine lacks), the versions that decide
    bytes, and their digest."""

    recipe: Recipe
    versions: Mapping[str, int]
    machine: Mapping[str, Mapping[str, str]]
    digest: str

    @functools.cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, split by split and domain by domain."""
        return tuple(self._make_blocks())

    def _make_blocks(self) -> Iterator[Block]:
        size, number = self.recipe.shard_size, 0
        for (domain, split), count in self.counts.items():
            for shard, first in enumerate(range(0, count, size)):
                last = min(first + size, count)
                yield Block(number=number, domain=domain, split=split, shard=shard, first=first, last=last)
                number += 1

    @functools.cached_property
    def counts(self) -> dict[tuple[str, Split], int]:
        """Items of every domain and split, in an order that does not hang on how the recipe was written down."""
        shares = {split: self.recipe.splits[split] for split in get_args(Split) if split in self.recipe.splits}
        parts = sorted(self.recipe.domains.items())
        domains = apportion(self.recipe.count, {name: part.share for name, part in parts})
        splits = {name: apportion(count, shares) for name, count in domains.items()}
        return {(name, split): splits[name][split] for split in shares for name in domains}

    def item(self, domain: str, split: Split, index: int) -> Item:
        """Item `index` of a domain and split; asks for no other item."""
        part = self.recipe.domains[domain]
        start = _start(self.recipe.seed, split, domain)
        place = [(begin + index * step) % _CIRCLE for begin, step in zip(start, _STEPS, strict=True)]
        generator = _pick(part.generators, place[0])
        spoken = _languages_of(generator)
        language = _pick({k: v for k, v in self.recipe.languages.items() if k in spoken and v}, place[1])
        key = Key(seed=self.recipe.seed, split=split, generator=generator, version=self.versions[generator],
                  index=index, attempt=0)  # fmt: skip
        return Item(key=key, domain=domain, language=language, settings=part.settings.get(generator, {}),
                    questions=part.questions or self.recipe.questions.per_sample)  # fmt: skip

    def items(self, block: Block) -> Iterator[Item]:
        """The items of a block, in order."""
        return (self.item(block.domain, block.split, index) for index in range(block.first, block.last))

    def to_json(self) -> dict[str, Any]:
        """Plain values of `plan.json`."""
        return {"digest": self.digest, **_ingredients(self.recipe, self.versions, self.machine)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Plan:
        """Inverse of `to_json`. ConfigError if the values do not belong to their digest."""
        plan = cls(
            recipe=parse_recipe(value["recipe"], stored=True), versions=value["generators"],
            machine=value["machine"], digest=value["digest"],
        )  # fmt: skip
        found = _digest(plan.recipe, plan.versions, plan.machine)
        if found != plan.digest:
            raise ConfigError("plan.json", plan.digest, f"the digest of its own values, {found}")
        return plan


def make_plan(recipe: Recipe) -> tuple[Plan, tuple[str, ...]]:
    """Resolve a recipe for this machine. Returns the plan and one line for everything that was given to others
    (`on_missing: reassign`). ConfigError for unknown names and for what the machine lacks (`on_missing: fail`)."""
    from proofpress import resolving

    resolved, notes = resolving.resolve(recipe)
    versions = {name: _generator(name).version for part in resolved.domains.values() for name in part.generators}
    machine = resolving.fingerprint(resolved)
    digest = _digest(resolved, versions, machine)
    return Plan(recipe=resolved, versions=versions, machine=machine, digest=digest), notes


def apportion(total: int, shares: Mapping[T, Decimal]) -> dict[T, int]:
    """Whole numbers in the proportion of the shares that add up to `total` (largest remainders)."""
    whole = sum((Fraction(share) for share in shares.values()), Fraction(0))
    exact = {name: total * Fraction(share) / whole for name, share in shares.items()}
    result = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(shares, key=lambda name: result[name] - exact[name])
    for name in by_rest[: total - sum(result.values())]:
        result[name] += 1
    return result


def _pick(weights: Mapping[T, Decimal], place: int) -> T:
    """The name at `place` of 2^64 on a line on which every name, in order, has a stretch of its weight."""
    mark = Fraction(place, _CIRCLE) * Fraction(sum(weights.values(), Decimal(0)))
    for name, weight in sorted(weights.items()):
        mark -= Fraction(weight)
        if mark < 0:
            return name
    return max(weights)


@functools.lru_cache(maxsize=1024)
def _start(seed: int, split: Split, domain: str) -> tuple[int, int]:
    key = Key(seed=seed, split=split, generator=f"mix/{domain}", version=1, index=0, attempt=0)
    first, second = key.stream("mix").bit_generator.random_raw(2)
    return int(first), int(second)


def _generator(name: str) -> Any:
    from renderers.base import generators

    return generators[name]


@functools.cache
def _languages_of(name: str) -> Sequence[Language]:
    languages: Sequence[Language] = _generator(name).languages
    return languages


def _ingredients(
    recipe: Recipe, versions: Mapping[str, int], machine: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    values = recipe.model_dump(mode="json")
    return {"proofpress": __version__, "recipe": values, "generators": dict(versions), "machine": dict(machine)}


def _digest(recipe: Recipe, versions: Mapping[str, int], machine: Mapping[str, Mapping[str, str]]) -> str:
    return sha256(jsonio.dumps(_ingredients(recipe, versions, machine))).hexdigest()
