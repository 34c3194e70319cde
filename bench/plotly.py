"""How fast plotly's charts are drawn, as JSON.

    python -m bench.plotly [--pictures 12] [--generators charts/plotly_bar ...]

Per kind, milliseconds for draw, all regions and PNG of the same specs: `cpu` of this process and the browser's whole
tree, `wall` as the median beside it, `ratio` of the first to that of plotly's bars, `rejected` attempts. The slowest
kind's pictures per second of CPU come last, with the processes and folders that the browser left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from proofpress.png import encode
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from renderers._backends import browser
from renderers.base import Canvas, Knobs, generators

_FIRST = "charts/plotly_bar"


def tree_seconds() -> float:
    """CPU seconds of this process and all of its living descendants."""
    tick, spent, parent = os.sysconf("SC_CLK_TCK"), {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parent[int(folder.name)] = int(fields[1])
        spent[int(folder.name)] = (int(fields[11]) + int(fields[12])) / tick
    return sum(seconds for pid, seconds in spent.items() if _descends(pid, parent))


def _descends(pid: int, parent: dict[int, int]) -> bool:
    while pid and pid != os.getpid():
        pid = parent.get(pid, 0)
    return pid == os.getpid()


def measure(name: str, count: int) -> dict[str, Any]:
    """Draw `count` pictures of a kind twice, the second time by the clock."""
    generator, index = generators[name](), 0
    specs: list[Any] = []
    while len(specs) < count:
        key = Key(seed=1, split="test", generator=name, version=generator.version, index=index, attempt=0)
        try:
            spec = generator.sample(Streams(key), Knobs(language=generator.languages[index % 2]))
            generator.draw(spec, Canvas())
            specs.append(spec)
        except Reject:
            pass
        index += 1
    before, walls = tree_seconds(), []
    for spec in specs:
        start = time.perf_counter()
        encode(generator.draw(spec, Canvas()).pages[0])
        walls.append(1000 * (time.perf_counter() - start))
    cpu = 1000 * (tree_seconds() - before) / count
    return {"cpu": round(cpu, 1), "wall": round(statistics.median(walls), 1), "rejected": index - count}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=12)
    parser.add_argument("--generators", nargs="*", default=[name for name in generators if "/plotly_" in name])
    chosen = parser.parse_args()
    names = list(dict.fromkeys([_FIRST, *chosen.generators]))
    rows = {name: measure(name, chosen.pictures) for name in names}
    for row in rows.values():
        row["ratio"] = round(row["cpu"] / rows[_FIRST]["cpu"], 2)
    browser.shut_down()
    slowest = max(row["cpu"] for row in rows.values())
    report = {"kinds": rows, "least_per_second": round(1000 / slowest, 1), "left_behind": browser.leaked()}
    json.dump(report, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
