"""Sampler of plans: tasks with the weeks in which they begin and end, and the teams that do them."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import phrases, subjects
from templates.series import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Tasks in order; task j runs from week `begins[j]` to week `ends[j]` and is done by the team `by[j]`. `labels`
    names the columns: points of a task, tasks, teams, weeks; `points` are the names of begin and end."""

    topic: str
    heading: Heading
    labels: tuple[str, str, str, str]
    points: tuple[str, str]
    tasks: tuple[str, ...]
    teams: tuple[str, ...]
    by: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


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
        topic=subject.id, heading=subject.heading(draw, said["week"]), by=tuple(subject.rows["by"]),
        labels=(said["point"], said["task"], said["team"], said["week"]), points=(said["begin"], said["end"]),
        tasks=tuple(subject.said(task) for task in rows), teams=tuple(subject.said(t) for t in subject.rows["teams"]),
        begins=tuple(begins[: len(rows)]), ends=tuple(ends),
    )  # fmt: skip
