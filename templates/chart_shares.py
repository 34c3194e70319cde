"""Amounts as shares of their sum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import said, sheet
from templates.series import Measure, TableFacts


def as_shares(draw: Draw, facts: TableFacts, language: Language) -> TableFacts:
    """Facts of several series with every category as whole percents of its sum, which add up to 100: the greatest
    remainders are rounded up. Series gain or lose weight along the categories, so that shares move. The line below the
    title says what they are, in place of the measure and its unit."""
    label, subtitle = said([sheet("shares")["measure"], sheet("shares")["subtitle"]], language)
    count, drifts = len(facts.categories.items), _drifts(draw, len(facts.values))
    columns = [
        _percents(
            [float(row[j]) * math.exp(drift * j / (count - 1)) for row, drift in zip(facts.values, drifts, strict=True)]
        )
        for j in range(count)
    ]
    return replace(
        facts, measure=Measure(label=label.format(measure=_counted(facts.measure.label)), unit="%"),
        heading=replace(facts.heading, subtitle=subtitle, unit_said=True),
        values=tuple(tuple(column[k] for column in columns) for k in range(len(facts.values))),
    )  # fmt: skip


def _drifts(draw: Draw, count: int) -> list[float]:
    """How much each series gains in weight from the first category to the last, in the logarithm: spread about zero."""
    return draw.shuffled([(k / (count - 1) - 0.5) * draw.uniform(0.9, 1.7) for k in range(count)])


def _counted(label: str) -> str:
    """A measure as what it counts, within a phrase: "Number of parcels" are parcels."""
    name = label.removeprefix("Number of ")
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _percents(amounts: Sequence[float]) -> list[Decimal]:
    exact = [100 * amount / sum(amounts) for amount in amounts]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda k: (parts[k] - exact[k], k))
    for k in by_remainder[: 100 - sum(parts)]:
        parts[k] += 1
    return [Decimal(part) for part in parts]
