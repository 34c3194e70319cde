"""What all charts of our own engines have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from renderers.base import GeneratorBase
from renderers.charts._look import ENGINES

SpecT = TypeVar("SpecT")


class ChartBase(GeneratorBase[SpecT]):
    """A chart kind that either engine can paint; the setting `engine` says which, else each picture draws its own."""

    domain = "charts"
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {"engine": ENGINES}
