"""How fast the press is: milliseconds a stage for every generator, as JSON on standard output.

    python bench/throughput.py [--samples 30] [--only charts/bar ...] [--effects]

One process, one thread. Stages are medians over the attempts that gave a sample, in milliseconds; `checks` is the
second opinion without OCR. The first two samples of each generator are not counted: they load fonts and kernels.
`per_second` is samples a second on one core with rejected attempts paid for; `memory_mb` the process's peak so far,
and `peak_memory_mb` that over all generators.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[_name] = "1"

from proofpress.listing import rows  # noqa: E402
from proofpress.machine import library_versions  # noqa: E402
from proofpress.pipeline import STAGES, Clock, Made, Pipeline  # noqa: E402
from proofpress.plan import make_plan  # noqa: E402
from proofpress.recipe import Recipe, parse_recipe  # noqa: E402

WARM_UP = 2
EFFECTS = ("rotation", "perspective", "blur", "brightness_contrast", "noise", "jpeg")


def recipe_for(row: dict[str, Any], samples: int, *, effects: bool) -> Recipe:
    """A recipe of one generator, in all its languages."""
    share = 1 / len(row["languages"])
    return parse_recipe({
        "name": "bench", "count": samples + WARM_UP, "seed": 11,
        "languages": dict.fromkeys(row["languages"], share),
        "domains": {row["domain"]: {"share": 1, "generators": [row["id"]]}},
        "effects": [{"name": name, "chance": 0.3} for name in EFFECTS] if effects else [],
    })  # fmt: skip


def measure(recipe: Recipe) -> dict[str, Any]:
    """Stage times, rate, rejects and sizes of one generator."""
    plan, _ = make_plan(recipe)
    pipeline = Pipeline(plan)
    times: dict[str, list[float]] = {stage: [] for stage in STAGES}
    sizes, attempts, since = [], 0, 0.0
    (domain,) = recipe.domains
    for index in range(recipe.count):
        if index == WARM_UP:
            attempts, since = 0, time.perf_counter()
        for outcome in pipeline.make(plan.item(domain, "train", index)):
            attempts += 1
            if isinstance(outcome, Made) and index >= WARM_UP:
                sizes.append(sum(map(len, outcome.members.values())))
                for stage, seconds in pipeline.clock.seconds.items():
                    times[stage].append(1000 * seconds)
            pipeline.clock = Clock()
    wall = time.perf_counter() - since
    return {
        "ms": {stage: round(statistics.median(values), 2) for stage, values in times.items() if values},
        "per_second": round(len(sizes) / wall, 2), "samples": len(sizes), "attempts": attempts,
        "kilobytes": round(statistics.median(sizes) / 1000, 1) if sizes else 0,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--samples", type=int, default=30)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--effects", action="store_true", help="each effect with chance 0.3")
    wanted = parser.parse_args()
    listed = [row for row in rows() if row["available"] and (not wanted.only or row["id"] in wanted.only)]
    results = {row["id"]: measure(recipe_for(row, wanted.samples, effects=wanted.effects)) for row in listed}
    json.dump(
        {"machine": platform.machine(), "python": platform.python_version(), "libraries": library_versions(),
         "samples": wanted.samples, "generators": results,
         "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)},
        sys.stdout, indent=2,
    )  # fmt: skip
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
