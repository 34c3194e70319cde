"""Sampler of plans: tasks with the weeks in which they begin and end, and the teams that do them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import Subject, phrases, setting, subjects
from templates.series import Heading

_MONDAYS = tuple(
    (year, month) for year in range(2016, 2027) for month in range(1, 13) if date(year, month, 1).weekday() == 0
)
"""Years and months that begin on a Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Tasks in order; task j runs from week `begins[j]` to week `ends[j]` and is done by the team `by[j]`. `labels`
    names the columns: points of a task, tasks, teams, weeks; `points` are the names of begin and end.
    `months` are calendar months as (name, days from the beginning to its first day), for a while past the last end;
    the plan begins on the first of a month."""

    topic: str
    heading: Heading
    labels: tuple[str, str, str, str]
    points: tuple[str, str]
    tasks: tuple[str, ...]
    teams: tuple[str, ...]
    by: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    months: tuple[tuple[str, int], ...] = ()


def sample_plan(draw: Draw, language: Language) -> PlanFacts:
    """A plan that begins in week 0; tasks follow one another, some begin before the one before them has ended."""
    subject, said = draw.choice(subjects("plans", language)), phrases("plans", language)
    begins, ends = [0], []
    for task in subject.rows["tasks"]:
        ends.append(begins[-1] + draw.integer(task[2], task[3]))
        begins.append(ends[-1])
    rows = subject.rows["tasks"]
    early = 0
    for j in range(1, len(rows)):
        length = ends[j] - begins[j]
        early += draw.integer(0, min(rows[j][4], ends[j - 1] - begins[j - 1] - 1))
        begins[j], ends[j] = max(begins[j] - early, begins[j - 1] + 1), 0
        ends[j] = begins[j] + length
    return PlanFacts(
        topic=subject.id, heading=subject.heading(draw), by=tuple(subject.rows["by"]),
        labels=(said["point"], said["task"], said["team"], said["week"]), points=(said["begin"], said["end"]),
        tasks=tuple(subject.said(task) for task in rows), teams=tuple(subject.said(t) for t in subject.rows["teams"]),
        begins=tuple(begins[: len(rows)]), ends=tuple(ends), months=_months(draw, subject, 12 * max(ends)),
    )  # fmt: skip


def _months(draw: Draw, subject: Subject, days: int) -> tuple[tuple[str, int], ...]:
    """Months from one that begins on a Monday on, fit for the subject's season, until so many days are full."""
    year, month = draw.choice([day for day in _MONDAYS if day[1] in subject.rows.get("starts", [day[1]])])
    first, found = date(year, month, 1), []
    names = setting("plans", "months")[0 if subject.language == "en" else 1]
    while (day := (date(year, month, 1) - first).days) < days:
        found.append((str(names[month - 1]), day))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)
