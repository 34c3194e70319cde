"""Groups that overlap: how many belong to exactly which of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_subjects import heading, measure, said, subjects
from templates.chart_words import word
from templates.series import Heading, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFacts:
    """Overlapping sets: `members[i]` are the places of the sets that part i belongs to, and to no others; `names[i]`
    says so in words, `counts[i]` how many do. Parts stand one set first, then two, then three, ..."""

    subject: str
    heading: Heading
    measure: Measure
    sets: tuple[str, ...]
    row: str
    members: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]
    counts: tuple[Decimal, ...]

    @property
    def sizes(self) -> tuple[Decimal, ...]:
        """How many belong to each set."""
        pairs = list(zip(self.members, self.counts, strict=True))
        return tuple(sum((c for m, c in pairs if k in m), Decimal(0)) for k in range(len(self.sets)))


def sample_sets(draw: Draw, language: Language, count: int, parts: int | None = None) -> SetFacts:
    """`count` overlapping sets with all their parts, or with so many of the parts that are not empty."""
    subject = draw.choice(subjects("sets"))
    chosen = sorted(draw.sample(range(len(subject["sets"])), count))
    sets = tuple(said(subject["sets"][k], language) for k in chosen)
    members = [m for size in range(1, count + 1) for m in itertools.combinations(range(count), size)]
    if parts is not None:
        kept = members[:count] + draw.sample(members[count:], min(parts, len(members)) - count)
        members = [m for m in members if m in kept]
    return SetFacts(
        subject=subject["id"], heading=heading(draw, subject, language), measure=measure(subject, language), sets=sets,
        row=subject[language]["row"], members=tuple(members),
        names=tuple(part_name(sets, m, language) for m in members),
        counts=_counts(draw, subject["size"], [len(m) for m in members]),
    )  # fmt: skip


def part_name(sets: tuple[str, ...], members: tuple[int, ...], language: Language) -> str:
    """What a part is called: "French only", "French and German only", "French, German and Spanish" (those of all)."""
    held = [sets[k] for k in members]
    comma = "、" if language == "zh" else ", "
    joined = word("and", language).join([comma.join(held[:-1]), held[-1]] if len(held) > 1 else held)
    return joined if len(held) == len(sets) else word("only", language).format(name=joined)


def _counts(draw: Draw, size: tuple[int, int], orders: list[int]) -> tuple[Decimal, ...]:
    """Counts that all differ; the more sets share a part, the fewer belong to it."""
    scale = draw.integer(*size) / len(orders)
    taken: list[int] = []
    for order in orders:
        value = max(2, round(scale * draw.uniform(1.0, 2.2) / order**1.1))
        while value in taken:
            value += 1
        taken.append(value)
    return tuple(map(Decimal, taken))
