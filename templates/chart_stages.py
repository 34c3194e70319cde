"""Processes that lose units from stage to stage."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_subjects import heading, measure, names, subjects
from templates.series import Heading, Measure, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """How many units reach each stage: strictly falling, the first stage has all."""

    subject: str
    heading: Heading
    measure: Measure
    stages: Names
    values: tuple[Decimal, ...]


def sample_stages(draw: Draw, language: Language) -> StageFacts:
    """A process from its first to its last stage."""
    subject = draw.choice(subjects("stages"))
    places, shares = int(subject["places"]), subject["pass"]
    reached = [math.exp(draw.uniform(*(math.log(end) for end in subject["first"])))]
    for share in shares:
        reached.append(reached[-1] * min(0.96, share * draw.uniform(0.85, 1.14)))
    step = Decimal(1).scaleb(-places)
    values = tuple(Decimal(int(Decimal(repr(value)).quantize(step))) for value in reached)
    return StageFacts(
        subject=subject["id"], heading=heading(draw, subject, language), measure=measure(subject, language),
        stages=names(subject, language, "stage", list(subject[language]["names"]), ordered=True), values=values,
    )  # fmt: skip
