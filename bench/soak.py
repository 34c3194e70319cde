"""Does memory grow? Thousands of samples through the code of one worker process, its memory looked at again and again.

    python -m bench.soak [--samples 5000] [--ocr 0.02] [--browser]

The samples are an even mix over all generators and languages, with effects, checks and shards written and removed, in
small blocks whose domains take turns. Memory is looked at between blocks, after a collection. Prints JSON on standard
output and how far it is on standard error: by least squares over the second half, in MB per 1,000 samples, the slope of
the process's own (anonymous) memory, and that of all that is resident. The latter counts pages of mapped files once
they are touched, above all of fonts, which three libraries map each on their own; the system takes them back at will.
Exit code 1 if the slope of the own memory is above the limit. A worker is renewed after 4,000 samples; here one process
makes them all.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from proofpress.machine import use_one_thread

use_one_thread()

import numpy as np  # noqa: E402
import psutil  # noqa: E402

from proofpress.listing import rows  # noqa: E402
from proofpress.memory import Lasting, give_back  # noqa: E402
from proofpress.plan import Block, make_plan  # noqa: E402
from proofpress.pool import Failed, Runner  # noqa: E402
from proofpress.recipe import Recipe, parse_recipe  # noqa: E402

LIMIT = 1.0
"""MB per 1,000 samples."""
SHARD = 25
"""Samples a block."""
EFFECTS = ("rotation", "perspective", "blur", "brightness_contrast", "noise", "jpeg")
MB = 2.0**20


def recipe_of(samples: int, ocr: float, *, browser: bool) -> Recipe:
    """An even mix of all generators that run here; those that draw in a browser only if wanted."""
    domains: dict[str, list[str]] = {}
    for row in rows():
        if row["available"] and (browser or "browser" not in row["needs"]):
            domains.setdefault(row["domain"], []).append(row["id"])
    whole = sum(map(len, domains.values()))
    return parse_recipe({
        "name": "soak", "count": samples, "seed": 23, "shard_size": SHARD, "languages": {"en": 0.5, "zh": 0.5},
        "domains": {name: {"share": len(ids) / whole, "generators": ids} for name, ids in domains.items()},
        "effects": [{"name": name, "chance": 0.2} for name in EFFECTS], "checks": {"ocr_rate": ocr},
    })  # fmt: skip


def by_turns(blocks: tuple[Block, ...]) -> list[Block]:
    """Blocks such that every domain is spread evenly over the run."""
    counts = Counter(block.domain for block in blocks)
    turns: Counter[str] = Counter()
    placed = []
    for block in blocks:
        placed.append(((turns[block.domain] + 0.5) / counts[block.domain], block.number, block))
        turns[block.domain] += 1
    return [block for _, _, block in sorted(placed)]


class Watch:
    """Does what a worker does after each item, and looks at the memory of this process between blocks."""

    def __init__(self) -> None:
        self.made = 0
        self.looks: list[tuple[int, float, float]] = []
        self._lasting = Lasting()
        self._process = psutil.Process()

    def tick(self) -> None:
        """One more sample is made."""
        self._lasting.tick()
        self.made += 1

    def look(self) -> None:
        """Note the resident memory and the process's own, in MB."""
        gc.collect()
        give_back()
        held = self._process.memory_info()
        self.looks.append((self.made, held.rss / MB, (held.rss - held.shared) / MB))
        if len(self.looks) % 20 == 0:
            sys.stderr.write(f"{self.made:6} samples  {held.rss / MB:8.1f} MB\n")

    def slopes(self) -> tuple[float, float]:
        """MB per 1,000 samples over the second half, by least squares: all, and its own."""
        made, held, own = np.array([look for look in self.looks if 2 * look[0] > self.made]).T
        return tuple(round(float(np.polyfit(made / 1000, column, 1)[0]), 3) for column in (held, own))


def soak(recipe: Recipe) -> dict[str, Any]:
    """Make the recipe's samples in this process and say what became of its memory. RuntimeError if a block fails."""
    plan, _ = make_plan(recipe)
    watch, since = Watch(), time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        runner = Runner(plan, Path(home))
        for block in by_turns(plan.blocks):
            for message in runner.block(block.number, watch.tick):
                if isinstance(message, Failed):
                    raise RuntimeError(f"{message.text}\n{message.report}")
            watch.look()
            for path in Path(home).iterdir():
                path.unlink()
    resident, own = watch.slopes()
    return {
        "samples": watch.made, "seconds": round(time.perf_counter() - since), "slope_mb_per_1000": own,
        "resident_slope_mb_per_1000": resident,
        "limit_mb_per_1000": LIMIT, "ok": own < LIMIT,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "memory_mb": {str(made): [round(held), round(own)] for made, held, own in watch.looks[::10]},
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--samples", type=int, default=5000)
    parser.add_argument("--ocr", type=float, default=0.02, help="share of samples that are read by OCR")
    parser.add_argument("--browser", action="store_true", help="with generators that draw in a browser")
    wanted = parser.parse_args()
    result = soak(recipe_of(wanted.samples, wanted.ocr, browser=wanted.browser))
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
