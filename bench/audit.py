"""The long proofs: geometry of hundreds of regions of every generator, faults in shipped bytes, reading by OCR.

    python -m bench.audit [--regions 200] [--read 60] [--only charts/bar ...] [--parts geometry faults reading]

Prints tables on standard error and JSON on standard output; exit code 1 if anything failed: a region whose ink is not
where its label says, or too few regions to tell; a fault that is not found above its threshold or found below; a clean
sample that is not; nothing read, or a line that both engines read as something else. The proof and the faults are the
test suite's own (`tests/proof.py`, `tests/fault_kinds.py`), here with more samples.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import fault_kinds  # noqa: F401  (files the faults)
from faults import FAULTS, Cannot, Fault
from proof import WARPED, prove
from shipped import shipped

from proofpress.listing import rows
from proofpress_core.rng import Key
from renderers.base import Knobs, generators
from verify.checks import verify_sample
from verify.reading import STATES, OcrReader, check_reading
from verify.record import read_sample

PICTURES = 80
"""Pictures of one generator after which the proof gives up to find enough regions."""
TRIES = 8
"""Samples that are looked through for one that a fault can spoil."""
CHAIN = (("rotation", 0.4), ("perspective", 0.4), ("blur", 0.3), ("noise", 0.4), ("jpeg", 0.4))
"""Effects of every second sample that is read."""

Row = dict[str, Any]


def geometry(names: Sequence[str], wanted: int) -> Iterator[Row]:
    """Prove at least `wanted` regions of each generator, on clean and on warped pictures, in all its languages."""
    for name in names:
        for kind, effects in (("clean", ()), ("warped", WARPED)):
            yield _proven(name, kind, effects, wanted)


def _proven(name: str, kind: str, effects: Sequence[tuple[str, float]], wanted: int) -> Row:
    generator, audited, index = generators[name](), 0, 0
    failures: list[str] = []
    while audited < wanted and index < PICTURES:
        language = generator.languages[index % len(generator.languages)]
        key = Key(seed=5, split="train", generator=name, version=generator.version, index=index, attempt=0)
        count, found = prove(generator, key, Knobs(language=language), effects, limit=wanted // 5, drawings=2)
        audited, failures, index = audited + count, failures + found, index + 1
    if audited < wanted:
        failures.append(f"only {audited} regions in {index} pictures, wanted {wanted}")
    return {"of": name, "kind": kind, "regions": audited, "pictures": index, "failures": failures}


def faults(names: Sequence[str]) -> Iterator[Row]:
    """Put every kind of fault into samples of its generators."""
    for fault in FAULTS:
        cases = [name for name in fault.generators if name in names]
        failures = [text for name in cases for text in _missed(fault, name)]
        if cases:
            yield {"of": fault.name, "kind": fault.check, "cases": len(cases), "failures": failures}


def _missed(fault: Fault, name: str) -> Iterator[str]:
    """What is wrong with how one fault in one generator's sample is found."""
    members = _spoilable(fault, name)
    if members is None:
        yield f"{name}: none of {TRIES} samples can be spoilt"
        return
    if failed := _failed(members):
        yield f"{name}: the clean sample fails {sorted(failed)}"
    if fault.check not in _failed(fault.above(members)):
        yield f"{name}: not found above its threshold"
    if fault.graded and fault.check in _failed(fault.below(members)):
        yield f"{name}: found below its threshold"


def _spoilable(fault: Fault, name: str) -> Mapping[str, bytes] | None:
    for index in range(TRIES):
        members = shipped(name, "en", index)
        try:
            fault.above(members)
        except Cannot:
            continue
        return members
    return None


def _failed(members: Mapping[str, bytes]) -> set[str]:
    return {verdict.check for verdict in verify_sample(members, ocr=None) if verdict.status != "pass"}


def reading(names: Sequence[str], samples: int) -> Iterator[Row]:
    """Read samples of all generators in turn, every second one bent; one row a domain."""
    reader = OcrReader.open()
    counts: dict[str, Counter[str]] = {}
    failures: dict[str, list[str]] = {}
    for number in range(samples):
        name, turn = names[number % len(names)], number // len(names)
        languages = generators[name].languages
        view = read_sample(shipped(name, languages[turn % len(languages)], turn, CHAIN if number % 2 else ()))
        verdict = check_reading(view, reader)
        counts.setdefault(view.domain, Counter()).update({"samples": 1, **dict(verdict.measured)})
        failures.setdefault(view.domain, []).extend([f"{view.slug}: {verdict.reason}"] * (verdict.status == "fail"))
    for domain, counted in counts.items():
        yield {"of": domain, "kind": "ocr", **_read(counted), "failures": failures[domain]}
    whole = sum(counts.values(), Counter())
    yield {"of": "all", "kind": "ocr", **_read(whole), "failures": [] if whole["read"] else ["no line was read"]}


def _read(counted: Counter[str]) -> Row:
    """Lines by state, and the share of lines that at least one engine confirms."""
    good = counted["confirmed"] + counted["one_engine"]
    rate = round(good / counted["read"], 4) if counted["read"] else 0
    return {"samples": counted["samples"], "lines": counted["read"], "rate": rate, **{s: counted[s] for s in STATES}}


def told(title: str, found: Iterator[Row]) -> list[Row]:
    """The rows, each printed as soon as it is there."""
    sys.stderr.write(f"{title}\n")
    kept = []
    for row in found:
        numbers = "  ".join(f"{key} {value}" for key, value in row.items() if key not in ("of", "kind", "failures"))
        sys.stderr.write(f"  {row['of']:28} {row['kind']:10} {numbers}  failures {len(row['failures'])}\n")
        sys.stderr.writelines(f"      {text}\n" for text in row["failures"][:12])
        kept.append(row)
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--regions", type=int, default=200, help="least number of regions a generator")
    parser.add_argument("--read", type=int, default=60, help="samples that are read")
    parser.add_argument("--only", nargs="*", default=[], help="generators")
    parser.add_argument("--parts", nargs="*", default=["geometry", "faults", "reading"])
    wanted = parser.parse_args()
    names = [row["id"] for row in rows() if row["available"] and (not wanted.only or row["id"] in wanted.only)]
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "geometry": lambda: geometry(names, wanted.regions),
        "faults": lambda: faults(names),
        "reading": lambda: reading(names, wanted.read),
    }
    result = {part: told(part, parts[part]()) for part in wanted.parts}
    failures = sum(len(row["failures"]) for part in result.values() for row in part)
    json.dump({"failures": failures, "fault_kinds": len(FAULTS), **result}, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
