"""How well the rule parser decomposes real seed questions; prints JSON.

`python bench/decompose.py --seeds SEEDS.jsonl [--answerable docs/decomposition_answerable.json]`

`decomposed` is the share of all seeds with a decomposition; `executed_to_gold` the share of the questions that their
table can answer (fixed by id in the file of answerable questions) whose program gives the gold answer, in all and in
the first (development) and second (validation) half of the file. Exit code 1 if the package holds a question or a name
of several words from the seeds' tables.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from proofpress.decomposing import Outcome, decompose_file
from qa_gen.decompose.seeds import Seed, read_seeds

ROOT = Path(__file__).resolve().parent.parent
ANSWERABLE = ROOT / "docs" / "decomposition_answerable.json"
_SEARCHED = (("qa_gen", "*.py"), ("templates", "seed_grammar*.yaml"))
_SEARCHED_FOR_QUESTIONS = (*_SEARCHED, ("templates", "*.yaml"), ("templates", "*.py"))


def main(argv: list[str]) -> int:
    """Score the seeds, search the package for what it must not hold, print both."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seeds", type=Path, required=True)
    options.add_argument("--answerable", type=Path, default=ANSWERABLE)
    chosen = options.parse_args(argv)
    start = time.perf_counter()
    outcomes = decompose_file(chosen.seeds).outcomes
    spent = time.perf_counter() - start
    answerable = json.loads(chosen.answerable.read_text(encoding="utf-8"))["questions"]
    copied = copies(chosen.seeds)
    found = scores(outcomes, answerable) | {
        "milliseconds_per_question": round(1000 * spent / max(1, len(outcomes)), 2), "copied_from_seeds": copied,
    }  # fmt: skip
    sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return 1 if copied else 0


def scores(outcomes: list[Outcome], answerable: dict[str, Any]) -> dict[str, Any]:
    """All shares, in all and by half."""
    middle = (len(outcomes) + 1) // 2
    parts = {"all": outcomes, "development_half": outcomes[:middle], "validation_half": outcomes[middle:]}
    known = [answerable[o.id]["reason"] for o in outcomes if o.id in answerable]
    return {name: _scores(part, answerable) for name, part in parts.items()} | {"table_reasons": dict(Counter(known))}


def _scores(outcomes: list[Outcome], answerable: dict[str, Any]) -> dict[str, Any]:
    made = [o for o in outcomes if not isinstance(o.result, str)]
    can = [o for o in outcomes if answerable.get(o.id, {}).get("answerable")]
    right = [o for o in can if not isinstance(o.result, str) and o.result.agrees]
    fates = Counter(_fate(o) for o in can)
    return {
        "seeds": len(outcomes), "decomposed": _share(made, outcomes), "answerable": _share(can, outcomes),
        "executed_to_gold": _share(right, can), "fates_of_answerable": dict(sorted(fates.items())),
        "reasons": dict(sorted(Counter(o.result for o in outcomes if isinstance(o.result, str)).items())),
        "need_picture": sum(o.result.needs_picture for o in made if not isinstance(o.result, str)),
    }  # fmt: skip


def _fate(outcome: Outcome) -> str:
    found = outcome.result
    if isinstance(found, str):
        return found
    if found.agrees is None:
        return "needs_picture" if found.needs_picture else "no_value"
    return "right" if found.agrees else "wrong"


def _share(part: list[Outcome], whole: list[Outcome]) -> float:
    return round(len(part) / len(whole), 4) if whole else 0.0


def copies(seeds: Path) -> list[str]:
    """Files of the package that hold a question of the seeds, or a name of two or more words from their tables."""
    read = [seed for _, seed in read_seeds(seeds.read_text(encoding="utf-8").splitlines()) if isinstance(seed, Seed)]
    questions = {_plain(seed.question) for seed in read}
    names = {_plain(name) for seed in read if seed.table for name in (*seed.table.columns, *_labels(seed))}
    entities = {name for name in names if sum(len(word) > 1 and not word.isdigit() for word in name.split()) >= 2}
    found = _holding(_SEARCHED, entities) | _holding(_SEARCHED_FOR_QUESTIONS, questions)
    return sorted(found)


def _labels(seed: Seed) -> list[str]:
    return [row[0] for row in seed.table.rows] if seed.table else []


def _holding(searched: tuple[tuple[str, str], ...], texts: set[str]) -> set[str]:
    found = set()
    for folder, pattern in searched:
        for path in sorted((ROOT / folder).rglob(pattern)):
            held = f" {_plain(path.read_text(encoding='utf-8'))} "
            found |= {f"{path.relative_to(ROOT)}: {text}" for text in texts if f" {text} " in held}
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
