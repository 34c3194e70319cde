"""Sampler of bridges: how one total becomes another, step by step."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import Subject, phrases, rounded, subjects
from templates.series import Heading, Measure

_YEARS = (2018, 2025)
_CLEAR = 0.012
"""Least size of a step, as a share of the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeFacts:
    """The items of a bridge: the first and the last are totals, the others changes. `levels` are the totals after each;
    `labels` names the columns: items, their kinds, values and levels; `kinds` names rises, falls and totals."""

    topic: str
    heading: Heading
    measure: Measure
    labels: tuple[str, str, str, str]
    kinds: tuple[str, str, str]
    items: tuple[str, ...]
    values: tuple[Decimal, ...]
    levels: tuple[Decimal, ...]


def sample_bridge(draw: Draw, language: Language, count: tuple[int, int]) -> BridgeFacts:
    """A bridge of `count` steps, rises before falls as often as not; no two steps are of one size."""
    subject, said = draw.choice(subjects("bridges", language)), phrases("bridges", language)
    year = draw.integer(*_YEARS)
    words = {"year": year, "before": year - subject.rows.get("years", 1)}
    first = rounded(draw.uniform(*subject.rows["first"]), subject.rows["places"])
    steps = _steps(draw, subject, count, float(first))
    levels = tuple(itertools.accumulate((change for _, change in steps), initial=first))
    names = (subject.text("start").format(**words), *(name for name, _ in steps), subject.text("end").format(**words))
    measure = subject.measure.label
    level = said["level"].format(measure=measure.lower() if language == "en" else measure)
    labels = (said["position"], said["kind"], said["value"], f"{level[:1].upper()}{level[1:]}")
    return BridgeFacts(
        topic=subject.id, heading=subject.heading(draw, subject.measure.titled(language), **words),
        measure=subject.measure, labels=labels,
        kinds=(said["rise"], said["fall"], said["total"]), items=names,
        values=(first, *(change for _, change in steps), levels[-1]), levels=(*levels, levels[-1]),
    )  # fmt: skip


def _steps(draw: Draw, subject: Subject, count: tuple[int, int], first: float) -> list[tuple[str, Decimal]]:
    """Names and sizes of the steps."""
    chosen = draw.sample(subject.rows["steps"], min(draw.integer(*count), len(subject.rows["steps"])))
    for _ in range(40):
        found = [(subject.said(step), _change(draw, step, first, subject.rows["places"])) for step in chosen]
        sizes = [abs(change) for _, change in found]
        if len(set(sizes)) == len(sizes) and min(sizes) > _CLEAR * first and len({c > 0 for _, c in found}) == 2:
            break
        chosen = draw.sample(subject.rows["steps"], len(chosen))
    return sorted(found, key=lambda step: step[1] < 0) if draw.chance(0.5) else found


def _change(draw: Draw, step: list, first: float, places: int) -> Decimal:  # type: ignore[type-arg]
    sign = step[2] or draw.choice((-1, 1))
    return rounded(sign * step[3] * draw.uniform(0.6, 1.4) * first, places)
