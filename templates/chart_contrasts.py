"""Samplers of two groups along one ordered set: pyramids of ages, distributions side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import Subject, rounded, subjects
from templates.series import Heading, Measure, Names, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastFacts:
    """Counts of two groups in the same bins: bin j is [edges[j], edges[j + 1]); `counts[k][j]` of group k."""

    topic: str
    heading: Heading
    value: Measure
    count: Measure
    groups: Names
    edges: tuple[Decimal, ...]
    counts: tuple[tuple[int, ...], tuple[int, ...]]


def sample_pyramid(draw: Draw, language: Language) -> TableFacts:
    """Two groups (series) along an ordered set, from its first name on; all values differ."""
    subject = draw.choice(subjects("pyramids", language))
    values: tuple[tuple[Decimal, ...], ...] = ()
    while not values or len(set(sum(values, ()))) < 2 * len(values[0]):
        values = _two_sides(draw, subject)
    return TableFacts(
        topic=subject.id, heading=subject.heading(draw), measure=subject.measure, categories=subject.named("names"),
        series=subject.named("groups"), values=values,
    )  # fmt: skip


def _two_sides(draw: Draw, subject: Subject) -> tuple[tuple[Decimal, ...], ...]:
    rows = subject.rows
    scale, shape = draw.uniform(*rows["scale"]), rows["shape"]
    first, last = (math.log(ratio) for ratio in rows["ratio"])
    sides: tuple[list[Decimal], list[Decimal]] = ([], [])
    for j, length in enumerate(shape):
        lean = (first + (last - first) * j / (len(shape) - 1)) / 2 + draw.normal(0.0, 0.03)
        size = scale * length * draw.uniform(0.92, 1.08)
        for side, sign in zip(sides, (-1, 1), strict=True):
            side.append(rounded(size * math.exp(sign * lean), rows["places"]))
    return tuple(sides[0]), tuple(sides[1])


def sample_contrast(draw: Draw, language: Language, count: tuple[int, int]) -> ContrastFacts:
    """Two bell-shaped distributions that overlap; every bin has cases of both groups, and no two bins of a group have
    as many."""
    subject, bins = draw.choice(subjects("contrasts", language)), draw.integer(*count)
    rows = subject.rows
    start, width = (Decimal(str(rows["bins"][key])) for key in ("start", "width"))
    centres, spreads = rows["centres"], rows["spreads"]
    one, two = (_bell(draw, bins, centres[k], spreads[k], draw.uniform(*rows["total"])) for k in range(2))
    return ContrastFacts(
        topic=subject.id, heading=subject.heading(draw), groups=subject.named("groups"),
        value=Measure(label=subject.text("value"), unit=subject.text("unit")),
        count=Measure(label=subject.text("count"), unit=subject.text("counted")),
        edges=tuple(start + width * j for j in range(bins + 1)), counts=(one, two),
    )  # fmt: skip


def _bell(draw: Draw, bins: int, centre: float, spread: float, total: float) -> tuple[int, ...]:
    centre += draw.uniform(-0.04, 0.04)
    weights = [math.exp(-0.5 * (((j + 0.5) / bins - centre) / spread) ** 2) + 0.025 for j in range(bins)]
    counts = [max(2, round(total * weight / sum(weights) * draw.uniform(0.9, 1.1))) for weight in weights]
    return tuple(_unlike(counts))


def _unlike(counts: Sequence[int]) -> list[int]:
    """The counts, each raised by ones until it is none of those before it."""
    found: list[int] = []
    for count in counts:
        while count in found:
            count += 1
        found.append(count)
    return found
