"""Subjects of charts whose data have a shape of their own: ranges, plans, flows of money, answers to a survey.

A file `chart_<shape>.yaml` holds lists of subjects. Texts stand in pairs, English and Chinese; a set of names is the
name of one in `topics/entities.yaml`, or stands in the file as `{label, items, kind}`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import name_set
from templates.series import Heading, Measure, Names

_PLACE: dict[Language, int] = {"en": 0, "zh": 1}
_YEARS = (2014, 2025)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One subject of a file in one language; `rows` are its settings as they stand there."""

    language: Language
    rows: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Name of the subject, unique in its list."""
        return str(self.rows["id"])

    def said(self, pair: Sequence[str]) -> str:
        """The text of a pair in the subject's language."""
        return str(pair[_PLACE[self.language]])

    def text(self, key: str) -> str:
        """A text of the subject."""
        return self.said(self.rows[key])

    @property
    def measure(self) -> Measure:
        """What the subject measures."""
        return Measure(label=self.text("measure"), unit=self.text("unit"))

    def named(self, key: str) -> Names:
        """All names of a set of the subject."""
        source = self.rows[key]
        if isinstance(source, str):
            found = name_set(source, self.language)
            return Names(label=found.label, ordered=found.kind != "nominal", items=found.items)
        items = tuple(self.said(pair) for pair in source["items"])
        return Names(label=self.said(source["label"]), ordered=source.get("kind") == "ordered", items=items)

    def heading(self, draw: Draw, subtitle: str = "", **words: str | int) -> Heading:
        """A title, its year drawn where `words` (which fill the gaps of titles) have none, and a line below it: the
        title's plain form below a headline, else `subtitle`."""
        filled = {"year": draw.integer(*_YEARS), **words}
        plain = self.said(draw.choice(self.rows["titles"])).format(**filled)
        source = self.text("source")
        if "headlines" in self.rows and draw.chance(0.5):
            lead = self.said(draw.choice(self.rows["headlines"])).format(**filled)
            return Heading(title=lead, subtitle=plain, source=source)
        return Heading(title=plain, subtitle=subtitle, source=source)


def subjects(shape: str, language: Language, part: str = "subjects") -> tuple[Subject, ...]:
    """The subjects of `chart_<shape>.yaml`, of the list `part` of it."""
    return tuple(Subject(language=language, rows=row) for row in _sheet(shape)[part])


def phrases(shape: str, language: Language) -> dict[str, str]:
    """Further texts of a file by their names."""
    return {name: str(pair[_PLACE[language]]) for name, pair in _sheet(shape)["phrases"].items()}


def setting(shape: str, name: str) -> Any:
    """A setting of a file that is none of its texts."""
    return _sheet(shape)[name]


def part_of(draw: Draw, names: Names, count: tuple[int, int]) -> tuple[Names, tuple[int, ...]]:
    """Some of the names with their places: a run of ordered ones, a draw of others."""
    whole = len(names.items)
    wanted = min(draw.integer(*count), whole)
    if names.ordered:
        first = draw.integer(0, whole - wanted)
        places = tuple(range(first, first + wanted))
    else:
        places = tuple(draw.sample(range(whole), wanted))
    return Names(label=names.label, ordered=names.ordered, items=tuple(names.items[k] for k in places)), places


def rounded(value: float, places: int) -> Decimal:
    """A number with so many decimals (negative: tens, ...), written without exponent."""
    if places >= 0:
        return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)) + 0
    unit = 10**-places
    return Decimal(math.floor(value / unit + 0.5) * unit)


def whole_parts(draw: Draw, weights: Sequence[float], noise: float) -> tuple[Decimal, ...]:
    """Whole per cents about the shares of weights, with the sum 100."""
    drawn = [weight * math.exp(draw.normal(0.0, noise)) for weight in weights]
    parts = [round(100 * weight / sum(drawn)) for weight in drawn]
    parts[parts.index(max(parts))] += 100 - sum(parts)
    return tuple(Decimal(part) for part in parts)


@functools.cache
def _sheet(shape: str) -> dict[str, Any]:
    text = files("templates").joinpath(f"chart_{shape}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
