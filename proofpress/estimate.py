"""What a run would give and cost, from a few samples made on the spot."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass

from proofpress.pipeline import Made, Pipeline
from proofpress.plan import Plan

TRIAL = 3
"""Items of each domain that are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Blocks and items are exact; bytes and seconds (of one worker) are projected from a trial."""

    items: dict[str, int]
    blocks: int
    bytes: int
    seconds: float


def estimate(plan: Plan) -> Estimate:
    """Make the first items of every domain (once more for what is loaded on first use) and project."""
    pipeline = Pipeline(plan)
    items: Counter[str] = Counter()
    for (domain, _), count in plan.counts.items():
        items[domain] += count
    size: defaultdict[str, float] = defaultdict(float)
    seconds: defaultdict[str, float] = defaultdict(float)
    for (domain, split), count in plan.counts.items():
        if size[domain] or not count:
            continue
        trial = [plan.item(domain, split, index) for index in range(min(TRIAL, count))]
        list(pipeline.make(trial[0]))
        since = time.perf_counter()
        made = [outcome for item in trial for outcome in pipeline.make(item) if isinstance(outcome, Made)]
        seconds[domain] = (time.perf_counter() - since) / len(trial)
        size[domain] = sum(sum(map(len, sample.members.values())) for sample in made) / len(trial)
    return Estimate(
        items=dict(items), blocks=len(plan.blocks), bytes=round(sum(size[name] * n for name, n in items.items())),
        seconds=sum(seconds[name] * n for name, n in items.items()),
    )  # fmt: skip
