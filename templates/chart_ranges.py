"""Samplers of categories with several numbers each: ranges, means with their margins, results against targets."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import Subject, part_of, phrases, rounded, subjects
from templates.series import Names, TableFacts

_BANDS = ((60, 85), (65, 90), (70, 90), (75, 95))


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """Results (series 0) and targets (series 1); `bands` are the per cents of its target where the shading of a
    category changes."""

    table: TableFacts
    bands: tuple[int, int]


def sample_ranges(draw: Draw, language: Language, count: tuple[int, int]) -> TableFacts:
    """A least (series 0) and a greatest value (series 1) for each category; all differ."""
    subject = draw.choice(subjects("ranges", language))
    rows = subject.rows
    season = bool(rows.get("season"))
    names, places = part_of(draw, subject.named("categories"), (12, 12) if season else count)
    lows, highs = _unequal(draw, rows, places)
    return TableFacts(
        topic=subject.id, heading=subject.heading(draw), measure=subject.measure, categories=names,
        series=_ordered(subject.named("ends")), values=(lows, highs),
    )  # fmt: skip


def _unequal(draw: Draw, rows: Mapping[str, Any], places: Sequence[int]) -> tuple[tuple[Decimal, ...], ...]:
    """Least and greatest values, no two alike."""
    for _ in range(40):
        lows = [_low(draw, rows, place) for place in places]
        spans = [draw.uniform(*map(float, rows["span"])) for _ in places]
        least = tuple(rounded(low, rows["places"]) for low in lows)
        most = tuple(rounded(low + span, rows["places"]) for low, span in zip(lows, spans, strict=True))
        if len({*least, *most}) == 2 * len(places):
            break
    return least, most


def _low(draw: Draw, rows: Mapping[str, Any], place: int) -> float:
    """A least value; where the months lead, near its place on a year's course that is warmest in July."""
    low, high = map(float, rows["low"])
    if not rows.get("season"):
        return draw.uniform(low, high)
    course = 0.5 - 0.5 * math.cos(2 * math.pi * (place - 0.3) / 12)
    return low + (high - low) * course + draw.uniform(-0.9, 0.9)


def _ordered(names: Names) -> Names:
    return Names(label=names.label, ordered=True, items=names.items)


def sample_trials(draw: Draw, language: Language, count: tuple[int, int]) -> TableFacts:
    """Means (series 0) with the lower and upper limits of their confidence intervals (series 1 and 2)."""
    subject, said = draw.choice(subjects("ranges", language, "trials")), phrases("ranges", language)
    rows = subject.rows
    names, places = part_of(draw, subject.named("categories"), count)
    means = _apart(draw, rows, places)
    margins = [rounded(float(mean) * draw.uniform(*rows["margin"]), rows["places"]) for mean in means]
    limits = tuple(tuple(mean + side * margin for mean, margin in zip(means, margins, strict=True)) for side in (-1, 1))
    items = tuple(said[name] for name in ("mean", "lower", "upper"))
    return TableFacts(
        topic=subject.id, heading=subject.heading(draw, said["whiskers"]), measure=subject.measure, categories=names,
        series=Names(label=said["statistic"], ordered=False, items=items), values=(means, *limits),
    )  # fmt: skip


def _apart(draw: Draw, rows: Mapping[str, Any], places: Sequence[int]) -> tuple[Decimal, ...]:
    """Means spread over their range, no two close together; of a ranked subject in the order of the places."""
    low, high = map(float, rows["mean"])
    slots = [(k + draw.uniform(0.2, 0.8)) / len(places) for k in range(len(places))]
    ranks = [sorted(places).index(place) for place in places]
    own = [slots[rank] for rank in ranks] if rows.get("ranked") else draw.shuffled(slots)
    return tuple(rounded(low + (high - low) * slot, rows["places"]) for slot in own)


def sample_targets(draw: Draw, language: Language, count: tuple[int, int]) -> TargetFacts:
    """Results and targets; no result is within four per cent of its target."""
    subject, said = draw.choice(subjects("ranges", language, "targets")), phrases("ranges", language)
    rows = subject.rows
    names, places = part_of(draw, subject.named("categories"), count)
    targets = [rounded(draw.uniform(*rows["target"]), -1) for _ in places]
    results = tuple(rounded(float(target) * _reached(draw, subject), rows["places"]) for target in targets)
    bands = draw.choice(_BANDS)
    table = TableFacts(
        topic=subject.id, measure=subject.measure, categories=names, values=(results, tuple(targets)),
        heading=subject.heading(draw), series=Names(label=said["figure"], ordered=False,
                                                    items=(said["actual"], said["target"])),
    )  # fmt: skip
    return TargetFacts(table=table, bands=bands)


def bands_said(bands: tuple[int, int], language: Language) -> str:
    """What the shading behind results means."""
    return phrases("ranges", language)["bands"].format(low=bands[0], high=bands[1])


def _reached(draw: Draw, subject: Subject) -> float:
    share = draw.uniform(*subject.rows["reached"])
    return share if abs(share - 1) > 0.04 else 1 + math.copysign(0.055, share - 1)
