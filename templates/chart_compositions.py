"""Samplers of wholes in per cent: parts of several wholes, and answers to the statements of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import part_of, phrases, setting, subjects, whole_parts
from templates.series import Measure, Names, TableFacts

_LEAST = 5
"""Least per cent of a part: its number must fit into it."""
_MOODS = ((0.07, 0.17, 0.43, 0.33), (0.12, 0.26, 0.4, 0.22), (0.2, 0.33, 0.32, 0.15), (0.3, 0.34, 0.24, 0.12))
"""Typical shares of four answers, from approval to refusal."""
_UNDECIDED = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """Answers (series, from against to for) to statements (categories); `against` answers stand on the side against,
    the one after them is neutral where `neutral` says so."""

    table: TableFacts
    against: int
    neutral: bool


def sample_composition(draw: Draw, language: Language, count: tuple[int, int]) -> TableFacts:
    """Whole per cents of the parts (series) of several wholes (categories), each of at least five; no two parts of a
    whole are alike."""
    subject = draw.choice(subjects("compositions", language))
    names, _ = part_of(draw, subject.named("categories"), count)
    wholes = [_parts(draw, subject.rows["weights"]) for _ in names.items]
    parts = subject.named("parts")
    return TableFacts(
        topic=subject.id, heading=subject.heading(draw), measure=subject.measure, categories=names, series=parts,
        values=_across(wholes),
    )  # fmt: skip


def _parts(draw: Draw, weights: Sequence[float]) -> tuple[Decimal, ...]:
    for noise in (0.35, 0.3, 0.25, 0.2, 0.15, 0.1) * 4:
        parts = whole_parts(draw, weights, noise)
        if min(parts) >= _LEAST and len(set(parts)) == len(parts):
            return parts
    return whole_parts(draw, weights, 0.0)


def _across(wholes: Sequence[tuple[Decimal, ...]]) -> tuple[tuple[Decimal, ...], ...]:
    """Part by part, from whole by whole."""
    return tuple(zip(*wholes, strict=True))


def sample_survey(draw: Draw, language: Language, count: tuple[int, int]) -> SurveyFacts:
    """Answers in per cent, statement by statement."""
    subject, said = draw.choice(subjects("compositions", language, "surveys")), phrases("compositions", language)
    scale = setting("compositions", "scales")[draw.choice(subject.rows["scale"])][0 if language == "en" else 1]
    statements = tuple(subject.said(pair) for pair in subject.rows["categories"])
    names, _ = part_of(draw, Names(label=said["statement"], ordered=False, items=statements), count)
    neutral = len(scale) == 5
    wholes = [_parts(draw, _mood(draw, neutral=neutral)) for _ in names.items]
    measure = Measure(label=said["share"], unit="%")
    table = TableFacts(
        topic=subject.id, heading=subject.heading(draw, measure.titled(language)), categories=names,
        values=_across(wholes), measure=measure,
        series=Names(label=said["answer"], ordered=True, items=tuple(scale)),
    )  # fmt: skip
    return SurveyFacts(table=table, against=2, neutral=neutral)


def _mood(draw: Draw, *, neutral: bool) -> list[float]:
    """Typical shares of the answers to one statement."""
    mood = draw.choice(_MOODS)
    return [*mood[:2], _UNDECIDED, *mood[2:]] if neutral else list(mood)
