"""Samplers of flows: between two sides, through a hub, and among places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.series import Heading, Measure, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFacts:
    """Flows from `sources` to `targets`: `links` as (source, target) places with an amount of `values` each."""

    topic: str
    heading: Heading
    measure: Measure
    sources: Names
    targets: Names
    links: tuple[tuple[int, int], ...]
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFacts:
    """What comes into a hub and what leaves it: both sides have one sum. `sides` names the two sides, in that order;
    `names` says what the items of both are called."""

    topic: str
    heading: Heading
    measure: Measure
    hub: str
    sides: Names
    names: str
    incoming: tuple[tuple[str, Decimal], ...]
    outgoing: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFacts:
    """Amounts exchanged by every two of some places: `pairs` as places of `places`, the lower one first, `named` what
    each is called, `values` its amount. `label` is what pairs are called."""

    topic: str
    heading: Heading
    measure: Measure
    places: tuple[str, ...]
    label: str
    pairs: tuple[tuple[int, int], ...]
    named: tuple[str, ...]
    values: tuple[Decimal, ...]


def sample_flows(draw: Draw, language: Language, sides: tuple[int, int], most: int) -> FlowFacts:
    """At most `most` flows between two sides of so many names each. Every name has a flow, all amounts differ."""
    subject = draw.choice(sheet("flows")["between"])
    left = _some(draw, subject["sources"], language, sides)
    right = _some(draw, subject["targets"], language, (sides[0], min(sides[1], most // len(left.items))))
    links = [(i, j) for i in range(len(left.items)) for j in range(len(right.items))]
    if len(links) > 6 and draw.chance(0.6):
        links.remove(draw.choice(links))
    return FlowFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), measure=_measure(subject, language),
        sources=left, targets=right, links=tuple(links), values=amounts(draw, len(links), subject["range"]),
    )  # fmt: skip


def sample_hub(draw: Draw, language: Language, count: tuple[int, int]) -> HubFacts:
    """Incomings and outgoings of one hub, both in falling order (that of the subject) and with one sum."""
    subject = draw.choice(sheet("flows")["hub"])
    names = [_in_order(draw, said(subject[key], language), count) for key in ("sources", "targets")]
    incoming = sorted(amounts(draw, len(names[0]), subject["range"]), reverse=True)
    outgoing = _dividing(draw, sum(incoming, Decimal(0)), len(names[1]), incoming)
    sides = Names(label=said([subject["side"]], language)[0], ordered=False, items=said(subject["sides"], language))
    return HubFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), measure=_measure(subject, language),
        hub=said([subject["hub"]], language)[0], sides=sides, names=said([subject["names"]], language)[0],
        incoming=tuple(zip(names[0], incoming, strict=True)), outgoing=tuple(zip(names[1], outgoing, strict=True)),
    )  # fmt: skip


def sample_exchange(draw: Draw, language: Language, count: tuple[int, int]) -> ExchangeFacts:
    """Amounts among some places, all different, none less than a third of the greatest possible."""
    subject = draw.choice(sheet("flows")["among"])
    places, joined = _drawn(draw, said(subject["names"], language), count), subject[language]["joined"]
    pairs = [(i, j) for i in range(len(places)) for j in range(i + 1, len(places))]
    return ExchangeFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), measure=_measure(subject, language),
        places=places, label=said([subject["pair"]], language)[0], pairs=tuple(pairs),
        named=tuple(joined.format(a=places[i], b=places[j]) for i, j in pairs),
        values=amounts(draw, len(pairs), (subject["range"][1] // 3, subject["range"][1])),
    )  # fmt: skip


def amounts(draw: Draw, count: int, bounds: Sequence[int]) -> tuple[Decimal, ...]:
    """Whole amounts below the upper of two bounds, all different, the small ones more frequent; none is less than the
    lower bound or a quarter of the upper, so that all can be seen."""
    low, high = max(bounds[0], bounds[1] // 4), bounds[1]
    step = 10 if high >= 1000 else 1
    found: list[int] = []
    while len(found) < count:
        value = round((low + (high - low) * draw.uniform() ** 1.6) / step) * step
        if value not in found:
            found.append(value)
    return tuple(Decimal(value) for value in found)


def _dividing(draw: Draw, total: Decimal, count: int, taken: Sequence[Decimal]) -> list[Decimal]:
    """`count` different whole parts of a total in falling order, none of them one of those taken, if a hundred draws
    find such; the last draw else."""
    parts: list[Decimal] = []
    for _ in range(100):
        weights = [draw.uniform(0.35, 1.6) for _ in range(count)]
        parts = [Decimal(round(float(total) * weight / sum(weights))) for weight in weights[1:]]
        parts = sorted([*parts, total - sum(parts, Decimal(0))], reverse=True)
        if len(set(parts)) == count and not set(parts) & set(taken):
            break
    return parts


def _some(draw: Draw, side: dict[str, Any], language: Language, count: tuple[int, int]) -> Names:
    items = _drawn(draw, said(side["items"], language), count)
    return Names(label=said([side["label"]], language)[0], ordered=False, items=items)


def _drawn(draw: Draw, names: Sequence[str], count: tuple[int, int]) -> tuple[str, ...]:
    return tuple(draw.sample(names, min(len(names), draw.integer(*count))))


def _in_order(draw: Draw, names: Sequence[str], count: tuple[int, int]) -> tuple[str, ...]:
    drawn = _drawn(draw, names, count)
    return tuple(name for name in names if name in drawn)


def _measure(subject: dict[str, Any], language: Language) -> Measure:
    return Measure(label=subject[language]["measure"], unit=subject["unit"][language])
