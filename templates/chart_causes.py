"""Sampler of causes of trouble in falling order, with their cumulated shares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import part_of, phrases, subjects
from templates.series import Measure, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFacts:
    """Counts in falling order (one unnamed series) and the share of the whole in whole per cents that each has
    together with all before it; they all differ."""

    table: TableFacts
    cumulative: Measure
    shares: tuple[Decimal, ...]


def sample_causes(draw: Draw, language: Language, count: tuple[int, int]) -> CauseFacts:
    """Five to seven causes, say, each one third to three quarters as frequent as the one before it."""
    subject, said = draw.choice(subjects("causes", language)), phrases("causes", language)
    names, _ = part_of(draw, subject.named("causes"), count)
    while True:
        counts = _falling(draw, len(names.items), draw.uniform(*subject.rows["total"]))
        shares = _cumulated(counts)
        if len(set(shares)) == len(shares) and len(set(counts)) == len(counts):
            break
    table = TableFacts(
        topic=subject.id, heading=subject.heading(draw), measure=subject.measure, categories=names, series=None,
        values=(tuple(Decimal(number) for number in counts),),
    )  # fmt: skip
    return CauseFacts(table=table, cumulative=Measure(label=said["cumulative"], unit="%"), shares=shares)


def _falling(draw: Draw, count: int, total: float) -> list[int]:
    weights = [1.0]
    while len(weights) < count:
        weights.append(weights[-1] * draw.uniform(0.48, 0.82))
    return [max(1, round(total * weight / sum(weights))) for weight in weights]


def _cumulated(counts: list[int]) -> tuple[Decimal, ...]:
    total = sum(counts)
    return tuple(
        (Decimal(100 * sum(counts[: k + 1])) / total).quantize(Decimal(1), ROUND_HALF_EVEN) for k in range(len(counts))
    )
