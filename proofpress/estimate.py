"""What a run would cost, from a few samples made on the spot."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace

from proofpress import stages
from proofpress.pipeline import Made, Pipeline
from proofpress.plan import Item, Plan
from proofpress.recipe import ChecksPart

TRIAL = 6
"""Items of each domain that are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Bytes and seconds (of one worker), projected from a trial."""

    bytes: int
    seconds: float


def estimate(plan: Plan) -> Estimate:
    """Make the first items of every domain (one of them first, for what is loaded on first use), read one of each by
    OCR if the recipe reads any, and project."""
    unread = replace(plan, recipe=plan.recipe.model_copy(update={"checks": ChecksPart()}))
    pipeline, rate = Pipeline(unread), float(plan.recipe.checks.ocr_rate)
    size = seconds = 0.0
    for domain, count in items_of(plan).items():
        trial = [unread.item(domain, split, i) for (name, split), n in plan.counts.items() if name == domain
                 for i in range(n)[:TRIAL]][:TRIAL]  # fmt: skip
        made, took = _tried(pipeline, trial)
        seconds += count * (took + (rate * _reading(made[0]) if rate and made else 0.0))
        size += count * sum(len(data) for sample in made for data in sample.members.values()) / len(trial)
    return Estimate(bytes=round(size), seconds=seconds)


def items_of(plan: Plan) -> dict[str, int]:
    """Planned items of every domain that has any."""
    items: Counter[str] = Counter()
    for (domain, _), count in plan.counts.items():
        items[domain] += count
    return dict(+items)


def _tried(pipeline: Pipeline, trial: list[Item]) -> tuple[list[Made], float]:
    """What the items gave, and the mean seconds that one took."""
    list(pipeline.make(trial[0]))
    since = time.perf_counter()
    made = [outcome for item in trial for outcome in pipeline.make(item) if isinstance(outcome, Made)]
    return made, (time.perf_counter() - since) / len(trial)


def _reading(made: Made) -> float:
    """Seconds that OCR takes for a sample, once the engines are loaded."""
    for _ in range(2):
        since = time.perf_counter()
        stages.check(made.members, made.key.slug, 1.0)
        took = time.perf_counter() - since
    return took
