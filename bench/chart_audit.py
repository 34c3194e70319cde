"""Random charts of every kind, each made, asked about, written and proof-read with all checks.

    python -m bench.chart_audit [--samples 3000] [--workers 2] [--only charts/bar ...] [--seed 31]

Kinds, languages and engines take turns. Prints JSON on standard output: rejects by reason, faults by kind, how many
charts could be measured again from their pixels by kind, by engine and in all, labels and keys looked at, and browser
processes that are left over. Exit code 1 on any fault, a left-over process, or fewer measured charts than `SHARE`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from proofpress.machine import use_one_thread

use_one_thread()

import psutil  # noqa: E402

from proofpress import members, png  # noqa: E402
from proofpress.listing import rows  # noqa: E402
from proofpress_core.errors import BackendError, Reject  # noqa: E402
from proofpress_core.rng import Key, Streams  # noqa: E402
from proofpress_core.sample import Provenance, Record, Sample  # noqa: E402
from qa_gen.compose import Options, compose  # noqa: E402
from renderers.base import Canvas, Knobs, generators  # noqa: E402
from renderers.measure import measure  # noqa: E402
from verify.checks import verify_sample  # noqa: E402

SHARE = 0.8
"""Least share of charts of which four fifths of the marks are measured."""
MARKER = "PROOFPRESS_CHART_AUDIT"
"""Environment variable by which processes that were started here are known."""
ENGINES = ("skia", "matplotlib", "plotly", "several")
"""What draws charts; figures of several charts name none."""
_SHOWN = 5
"""Faults of a kind that are told in words."""
_PATIENCE = 5.0
"""Seconds that a browser has to leave."""


def audit(name: str, places: Sequence[int], seed: int) -> tuple[str, Counter[str], list[str]]:
    """Make and check the charts of one kind: counts, and faults in words."""
    counts: Counter[str] = Counter()
    told: list[str] = []
    for place in places:
        generator = generators[name]()
        key = Key(seed=seed, split="test", generator=name, version=generator.version, index=place, attempt=0)
        try:
            record, pages, engine = _made(generator, key, generator.languages[place % len(generator.languages)])
        except Reject as reject:
            counts[f"reject {reject.reason}"] += 1
            continue
        except (BackendError, ValueError) as error:
            counts["faults"] += 1
            told.append(f"{name} {place} backend: {error}")
            continue
        counts.update(("charts", f"{engine} charts"))
        for verdict in verify_sample(members.write(Sample(record=record, pages=pages)), ocr=None):
            counts.update({f"{verdict.check} {what}": number for what, number in verdict.measured})
            looked = dict(verdict.measured)
            whole = 0 < looked.get("charts", 0) == looked["charts_remeasured"]
            counts.update({"remeasured": whole, f"{engine} remeasured": whole})
            if verdict.status == "fail":
                counts["faults"] += 1
                told.append(f"{name} {place} {verdict.check}: {verdict.reason}")
    return name, counts, told


def _made(generator: Any, key: Key, language: Any) -> tuple[Record, tuple[bytes, ...], str]:
    """Record, pages as PNG, and the engine that drew them."""
    spec = generator.sample(Streams(key), Knobs(language=language))
    drawing = generator.draw(spec, Canvas())
    look = getattr(spec, "look", None)
    engine = "plotly" if key.generator.startswith("charts/plotly") else getattr(look, "engine", "several")
    scene = measure(drawing)
    questions = compose(scene, Streams(key)("question"), Options(count=3))
    record = Record(key=key, domain=generator.domain, scene=scene, questions=questions, verdicts=(),
                    provenance=Provenance(plan="plan", spec="spec", fonts=drawing.fonts, effects=()))  # fmt: skip
    return record, tuple(png.encode(page) for page in drawing.pages), engine


def left_over(token: str) -> int:
    """Processes besides this one that were started here and still run."""
    mine = {os.getpid(), multiprocessing.resource_tracker._resource_tracker._pid}  # type: ignore[attr-defined]
    count = 0
    for process in psutil.process_iter():
        try:
            count += process.pid not in mine and process.environ().get(MARKER) == token
        except psutil.Error:
            continue
    return count


def report(found: Sequence[tuple[str, Counter[str], list[str]]], seconds: float, left: int) -> dict[str, Any]:
    """What is printed."""
    whole = sum((counts for _, counts, _ in found), Counter())
    measured = {name: [counts["remeasured"], counts["charts"]] for name, counts, _ in found}
    engines = {name: [whole[f"{name} remeasured"], whole[f"{name} charts"]] for name in ENGINES}
    rejects = {what.split(" ", 1)[1]: n for what, n in whole.items() if what.startswith("reject ")}
    looked = ("remeasured", "unmeasured", "key_pairs", "chart_texts", "tick_labels")
    share = whole["remeasured"] / max(1, whole["charts"])
    return {
        "charts": whole["charts"], "kinds": len({name for name, _, _ in found}), "faults": whole["faults"],
        "told": [text for _, _, told in found for text in told[:_SHOWN]], "rejects": rejects,
        "remeasured_share": round(share, 4), "remeasured_by_kind": measured,
        "remeasured_by_engine": engines,
        **{what: whole[f"values {what}"] for what in looked}, "clipped": whole["values clipped"],
        "touching_labels": whole["values labels"], "processes_left": left, "seconds": round(seconds, 1),
        "passed": not whole["faults"] and not left and share >= SHARE,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--samples", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--only", nargs="*", default=[], help="generators")
    wanted = parser.parse_args()
    names = [row["id"] for row in rows() if row["available"] and row["domain"] == "charts"]
    names = [name for name in names if not wanted.only or name in wanted.only]
    each = -(-wanted.samples // len(names))
    token = os.environ[MARKER] = f"{os.getpid()}"
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(wanted.workers) as pool:
        found = pool.starmap(audit, [(name, range(each), wanted.seed) for name in names], chunksize=1)
        pool.close()
        pool.join()
    seconds, patience = time.monotonic() - start, time.monotonic() + _PATIENCE
    while (left := left_over(token)) and time.monotonic() < patience:
        time.sleep(0.2)
    result = report(found, seconds, left)
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
