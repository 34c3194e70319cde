"""Samples for a program that wants no files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from proofpress.pipeline import Made, Pipeline
from proofpress.plan import make_plan
from proofpress.recipe import Recipe, load_recipe
from proofpress_core.rng import Split
from proofpress_core.sample import Sample


def stream(
    recipe: Recipe | str | Path, *, count: int | None = None, seed: int | None = None, split: Split | None = None
) -> Iterator[Sample]:
    """Iterate over a recipe's samples in plan order, of one split if it is given, made in this process: the same
    samples that `make` writes into shards. Items that every attempt at was rejected are left out. Raises ConfigError
    before the first sample, pipeline.Bug for what nobody expected."""
    asked = recipe if isinstance(recipe, Recipe) else load_recipe(recipe, count=count, seed=seed)
    plan, _ = make_plan(asked)
    pipeline = Pipeline(plan)
    for block in plan.blocks:
        if split in (None, block.split):
            for item in plan.items(block):
                yield from (outcome.sample for outcome in pipeline.make(item) if isinstance(outcome, Made))
