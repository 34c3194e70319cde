"""Wholes in two levels: groups and what they consist of, with an amount for every leaf."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_subjects import Subject, heading, measure, names, said, subjects
from templates.series import Heading, Measure, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class HierarchyFacts:
    """Leaves in falling order within their groups, groups in falling order of their sums. `parents[i]` is the group of
    leaf i; all values differ."""

    subject: str
    heading: Heading
    measure: Measure
    groups: Names
    leaves: Names
    parents: tuple[int, ...]
    values: tuple[Decimal, ...]


def sample_hierarchy(
    draw: Draw, language: Language, groups: tuple[int, int], leaves: tuple[int, int], least: float = 0.02
) -> HierarchyFacts:  # fmt: skip
    """A whole of so many groups with so many leaves each (fewer where the subject has no more); no leaf is less than
    `least` of the whole."""
    subject = draw.choice(subjects("hierarchies"))
    count = draw.integer(groups[0], min(groups[1], len(subject["tree"])))
    chosen = [subject["tree"][k] for k in sorted(draw.sample(range(len(subject["tree"])), count))]
    parts = [_some(draw, group[2], leaves) for group in chosen]
    amounts = _amounts(draw, subject, [[float(leaf[2]) for leaf in part] for part in parts], least)
    order = _falling([sum(part, Decimal(0)) for part in amounts])
    rows = [
        (place, said(parts[k][j], language), amounts[k][j])
        for place, k in enumerate(order)
        for j in _falling(amounts[k])
    ]
    return HierarchyFacts(
        subject=subject["id"], heading=heading(draw, subject, language), measure=measure(subject, language),
        groups=names(subject, language, "group", [said(chosen[k], language) for k in order]),
        leaves=names(subject, language, "leaf", [name for _, name, _ in rows]),
        parents=tuple(parent for parent, _, _ in rows), values=tuple(value for _, _, value in rows),
    )  # fmt: skip


def _falling(values: list[Decimal]) -> list[int]:
    """Places of values from the greatest down."""
    return sorted(range(len(values)), key=lambda j: -values[j])


def _some(draw: Draw, found: list[list[object]], wanted: tuple[int, int]) -> list[list[object]]:
    """Some entries in file order."""
    count = draw.integer(min(wanted[0], len(found)), min(wanted[1], len(found)))
    return [found[k] for k in sorted(draw.sample(range(len(found)), count))]


def _amounts(draw: Draw, subject: Subject, weights: list[list[float]], least: float) -> list[list[Decimal]]:
    """Amounts about the typical weights, all different, none less than `least` of their sum."""
    drawn = [[weight * math.exp(draw.normal(0.0, 0.25)) for weight in part] for part in weights]
    whole = sum(map(sum, drawn))
    scale = float(subject["total"]) * draw.uniform(0.75, 1.35) / whole
    places = int(subject["places"])
    step = Decimal(1).scaleb(-places)
    taken: set[Decimal] = set()
    amounts = []
    for part in drawn:
        row = []
        for weight in part:
            value = Decimal(repr(max(weight, 1.3 * least * whole) * scale)).quantize(step)
            while value in taken:
                value += step
            taken.add(value)
            row.append(value if places >= 0 else Decimal(int(value)))
        amounts.append(row)
    return amounts
