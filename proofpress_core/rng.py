"""Randomness by name: every draw comes from a stream that is a function of the item's key and the stream's name.

No numbers are ever added to a seed, no global generator is used, and no draw in one stream can shift another, so
item i is computable alone and worker count, order and restarts change no byte.
"""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from itertools import accumulate
from typing import Literal, TypeVar

import numpy as np

from proofpress_core import jsonio

T = TypeVar("T")
Split = Literal["train", "val", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The name of one attempt at one item: everything about a sample follows from its key and the recipe.

    `index` counts items of the generator within the run's plan; `attempt` counts redraws of that item.
    """

    seed: int
    split: Split
    generator: str
    version: int
    index: int
    attempt: int

    def __post_init__(self) -> None:
        if min(self.index, self.attempt) < 0 or self.version < 1:
            raise ValueError(f"key counts from 0 (version from 1), got {self}")

    def stream(self, name: str) -> np.random.Generator:
        """An independent Philox generator for this key and name; asking twice gives the same stream anew."""
        text = jsonio.dumps([name, jsonio.encode(self)])
        words = np.frombuffer(blake2b(text, digest_size=16).digest(), dtype="<u8")
        return np.random.Generator(np.random.Philox(key=words.astype(np.uint64)))

    def retry(self) -> Key:
        """The key of the next attempt at the same item."""
        return dataclasses.replace(self, attempt=self.attempt + 1)

    @property
    def slug(self) -> str:
        """A file-system and WebDataset safe name: [a-z0-9-] only, unique per item and attempt."""
        name = self.generator.replace("/", "-").replace("_", "-")
        return f"{self.split}-{name}-v{self.version}-s{self.seed}-i{self.index:07d}-a{self.attempt}"


class Streams:
    """The named streams of one key; each is made on first use and then goes on from where it stands."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self._made: dict[str, Draw] = {}

    def __call__(self, name: str) -> Draw:
        if name not in self._made:
            self._made[name] = Draw(self.key.stream(name))
        return self._made[name]


class Draw:
    """Draws with plain Python results, each made from uniforms so that the mapping is ours and never changes.

    Uniforms are taken from the generator in blocks, in the generator's own order. `generator` is for whole arrays
    (noise fields); mixing it with the other draws of one stream is repeatable too, but shifts with the block size.
    """

    __slots__ = ("_block", "generator")
    _BLOCK = 64

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator
        self._block: list[float] = []

    def _next(self) -> float:
        try:
            return self._block.pop()
        except IndexError:
            self._block = self.generator.random(self._BLOCK).tolist()
            self._block.reverse()
            return self._block.pop()

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """A float in [low, high)."""
        return low + (high - low) * self._next()

    def integer(self, low: int, high: int) -> int:
        """An integer in [low, high], both ends included."""
        if high < low:
            raise ValueError(f"empty range [{low}, {high}]")
        return low + int(self._next() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._next() < probability

    def choice(self, items: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """One of `items`, evenly or by `weights` (any positive scale)."""
        if not items:
            raise ValueError("cannot choose from nothing")
        if weights is None:
            return items[int(self._next() * len(items))]
        edges = list(accumulate(weights))
        return items[min(bisect_right(edges, self._next() * edges[-1]), len(items) - 1)]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different places of `items`, in drawn order."""
        if count > len(items):
            raise ValueError(f"cannot draw {count} of {len(items)}")
        ranks = [self._next() for _ in items]
        return [items[place] for place in sorted(range(len(items)), key=ranks.__getitem__)[:count]]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in a random order."""
        return self.sample(items, len(items))

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """A Gaussian draw by the Box-Muller transform."""
        radius = math.sqrt(-2.0 * math.log1p(-self._next()))
        return mean + deviation * radius * math.cos(2.0 * math.pi * self._next())

    def decimal(self, low: float, high: float, places: int) -> Decimal:
        """A decimal in [low, high] with exactly `places` digits after the point (negative: rounded to tens ...)."""
        step = Decimal(1).scaleb(-places)
        return Decimal(repr(self.uniform(low, high))).quantize(step)
