"""The contract of a generator: `sample` draws a spec (the only randomness), `draw` turns it into pixels and truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.plugin import Registry
from proofpress_core.rng import Streams
from proofpress_core.scene import Scene
from proofpress_core.scene_builder import Built

Pixels = NDArray[np.uint8]
"""A page as (height, width, 3) RGB, contiguous."""

SpecT = TypeVar("SpecT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What a recipe may set for a generator: the language, and settings that the generator lists in `options`."""

    language: Language = "en"
    settings: Mapping[str, str | int] = field(default_factory=dict)


class Canvas:
    """What `draw` is given: which paint names are laid out but not painted (for the proof of geometry)."""

    def __init__(self, hide: frozenset[str] = frozenset()) -> None:
        self.hide = hide

    def paints(self, name: str) -> bool:
        """Whether ink of that name is to be painted. A name `a#3` is also held back by hiding `a`."""
        return not self.hide or (name not in self.hide and name.rsplit("#", 1)[0] not in self.hide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Painted pages and their scene. `paints[row]` is the name under which a canvas can hide that region's ink, ""
    where a region has no ink of its own. `fonts` names the font files that were used (file names)."""

    pages: tuple[Pixels, ...]
    scene: Scene
    paints: tuple[str, ...]
    fonts: tuple[str, ...] = ()

    @classmethod
    def of(cls, pages: tuple[Pixels, ...], built: Built, fonts: tuple[str, ...] = ()) -> Drawing:
        """A drawing from painted pages and what a `SceneBuilder` built."""
        return cls(pages=pages, scene=built.scene, paints=built.paints, fonts=fonts)


class Generator(Protocol[SpecT]):
    """One kind of picture. Instances hold no state.

    `domain` is one of charts, tables, formulas, documents, scene_text, math_problems; `languages` lists what it can
    write; `options` maps each setting it understands to the values it takes (empty: any integer); `needs` names
    abilities of the machine without which it cannot draw (`browser`), see `proofpress doctor`.
    """

    id: ClassVar[str]
    version: ClassVar[int]
    domain: ClassVar[str]
    languages: ClassVar[tuple[Language, ...]]
    options: ClassVar[Mapping[str, tuple[str, ...]]]
    needs: ClassVar[tuple[str, ...]]

    def sample(self, streams: Streams, knobs: Knobs) -> SpecT:
        """Draw a spec, a frozen dataclass that decides every pixel. Raises Reject when this draw cannot be used."""
        ...

    def draw(self, spec: SpecT, canvas: Canvas) -> Drawing:
        """Lay out and paint; pure. Raises Reject when the layout does not come out well (overlap, overflow)."""
        ...


generators: Registry[type[Any]] = Registry("generator", "renderers")


class GeneratorBase(Generic[SpecT]):
    """Defaults of the class attributes; a generator sets `id`, `domain`, and bumps `version` with its output."""

    version: ClassVar[int] = 1
    languages: ClassVar[tuple[Language, ...]] = ("en", "zh")
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    needs: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def check(cls, knobs: Knobs) -> None:
        """Raise ConfigError for a language or a setting that the generator does not know."""
        name = getattr(cls, "id", cls.__name__)
        if knobs.language not in cls.languages:
            raise ConfigError(f"{name}.language", knobs.language, "a language it writes", valid=cls.languages)
        for key, value in knobs.settings.items():
            if key not in cls.options:
                raise ConfigError(f"{name}.settings", key, "a setting of this generator", valid=cls.options)
            allowed = cls.options[key]
            if (allowed and value not in allowed) or (not allowed and not isinstance(value, int)):
                raise ConfigError(f"{name}.settings.{key}", value, "one of its values" if allowed else "an integer",
                                  valid=allowed)  # fmt: skip
