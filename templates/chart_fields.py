"""Samplers of quantities over an area: a smooth field, its levels and named spots on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.series import Heading, Measure, Names

Hill = tuple[float, float, float, float]
"""Where a rise stands (x, y from 0 to 1), its breadth and its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """A field of `hills`: `levels` in ascending order; `spots` as (x, y, value) on a map from 0 to `side`, x east and y
    north, all values different. The field runs from below the first level to above the last: see `field_value`."""

    topic: str
    heading: Heading
    measure: Measure
    east: Measure
    north: Measure
    side: int
    levels: tuple[Decimal, ...]
    hills: tuple[Hill, ...]
    names: Names
    spots: tuple[tuple[Decimal, Decimal, Decimal], ...]


def field_value(hills: Sequence[Hill], x: Any, y: Any) -> Any:
    """The field at places (0 to 1; numbers or arrays of one shape): a tilted plane with hills, without a unit."""
    rises = (h * np.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * s * s)) for a, b, s, h in hills)
    return 0.35 * x + 0.2 * y + sum(rises)


def bounds(hills: Sequence[Hill]) -> tuple[float, float]:
    """Least and greatest of the field on a grid of 25 x 25 places."""
    found = field_value(hills, *np.meshgrid(np.linspace(0, 1, 25), np.linspace(0, 1, 25)))
    return float(found.min()), float(found.max())


def sample_field(draw: Draw, language: Language, count: tuple[int, int]) -> FieldFacts:
    """A field with two or three rises and so many spots, which keep apart from one another and from the border."""
    subject = draw.choice(sheet("fields")["subjects"])
    words, unit = subject[language], subject["unit"][language]
    hills = tuple((draw.uniform(0.12, 0.88), draw.uniform(0.12, 0.88), draw.uniform(0.13, 0.27),
                   draw.uniform(0.7, 1.2) * (1 if k < 2 else -0.8)) for k in range(draw.integer(2, 3)))  # fmt: skip
    first, last, step = subject["levels"]
    side, names = subject["side"], said(subject["spots"], language)
    distance = said([side[1:]], language)[0]
    low, high = bounds(hills)
    spots, taken = [], set()
    for x, y in _apart(draw, draw.integer(*count)):
        share = (float(field_value(hills, x, y)) - low) / (high - low)
        value = round(first - step / 2 + share * (last - first + step))
        while value in taken:
            value += 1
        taken.add(value)
        spots.append((_placed(x, side[0]), _placed(y, side[0]), Decimal(value)))
    return FieldFacts(
        topic=subject["id"], heading=heading(draw, words), measure=Measure(label=words["measure"], unit=unit),
        east=Measure(label=words["east"], unit=distance), north=Measure(label=words["north"], unit=distance),
        side=side[0], levels=tuple(Decimal(value) for value in range(first, last + 1, step)), hills=hills,
        names=Names(label=said([subject["kind"]], language)[0], ordered=False,
                    items=tuple(draw.sample(names, len(spots)))),
        spots=tuple(spots),
    )  # fmt: skip


def _placed(share: float, side: int) -> Decimal:
    """A place on a map in hundredths of its breadth, without needless digits."""
    places = 1 if side < 50 else 0
    return Decimal(repr(share * side)).quantize(Decimal(1).scaleb(-places))


def _apart(draw: Draw, count: int) -> list[tuple[float, float]]:
    """Places that keep apart: each the farthest from all before it among eight drawn ones."""
    found: list[tuple[float, float]] = []
    while len(found) < count:
        tried = [(draw.uniform(0.1, 0.86), draw.uniform(0.1, 0.88)) for _ in range(8)]
        found.append(max(tried, key=lambda p: min((math.dist(p, q) for q in found), default=0.0)))
    return found
