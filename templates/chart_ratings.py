"""Things judged by several criteria on one scale."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_subjects import Subject, heading, measure, names, subjects
from templates.series import Heading, Measure, Names, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFacts:
    """Ratings on a scale from 0 to `top`: `values[k][j]` is thing k by criterion j. By one criterion no two things are
    closer than a sixteenth of the scale."""

    subject: str
    heading: Heading
    measure: Measure
    things: Names
    criteria: Names
    values: tuple[tuple[Decimal, ...], ...]
    top: Decimal

    @property
    def table(self) -> TableFacts:
        """The ratings as a table of criteria, one series for each thing."""
        return TableFacts(topic=self.subject, heading=self.heading, measure=self.measure, categories=self.criteria,
                          series=self.things, values=self.values)  # fmt: skip


def sample_ratings(draw: Draw, language: Language, things: tuple[int, int], criteria: tuple[int, int]) -> RatingFacts:
    """So many things under so many criteria."""
    subject = draw.choice(subjects("ratings"))
    texts = subject[language]
    rows, wide = draw.integer(*things), draw.integer(criteria[0], min(criteria[1], len(texts["criteria"])))
    judged = [texts["things"][k] for k in sorted(draw.sample(range(len(texts["things"])), rows))]
    asked = [texts["criteria"][k] for k in sorted(draw.sample(range(len(texts["criteria"])), wide))]
    columns = [_column(draw, subject, rows) for _ in asked]
    return RatingFacts(
        subject=subject["id"], heading=heading(draw, subject, language), measure=measure(subject, language),
        things=names(subject, language, "thing", judged), criteria=names(subject, language, "criterion", asked),
        values=tuple(tuple(column[k] for column in columns) for k in range(rows)), top=Decimal(subject["top"]),
    )  # fmt: skip


def _column(draw: Draw, subject: Subject, count: int) -> list[Decimal]:
    """Ratings by one criterion, apart from one another."""
    low, high, apart = subject["low"], subject["high"], Decimal(subject["top"]) / 16
    while True:
        drawn = [draw.decimal(low, high, subject["places"]) for _ in range(count)]
        ordered = sorted(drawn)
        if all(b - a >= apart for a, b in itertools.pairwise(ordered)):
            return drawn
