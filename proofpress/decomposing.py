"""`proofpress decompose`: seed questions read, decomposed, compared with their gold answers, and counted as a pool."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofpress_core.errors import ConfigError
from proofpress_core.jsonio import encode
from qa_gen.decompose.decomposer import Decomposition, decompose
from qa_gen.decompose.endpoint import Endpoint, endpoint_from_environment
from qa_gen.decompose.patterns import pattern_of
from qa_gen.decompose.seeds import Seed, read_seeds
from qa_gen.pool import FactorPool

LONGEST_LINE = 2_000_000
LONGEST_WAIT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one seed: a decomposition and who made it ("rules", "endpoint"), or the reason why there is none.
    `asked` is the reason why the endpoint did not help, if it was asked."""

    id: str
    result: Decomposition | str
    by: str = "rules"
    asked: str = ""

    def record(self) -> dict[str, Any]:
        """The outcome as a JSON object for the report."""
        if isinstance(self.result, str):
            found: dict[str, Any] = {"id": self.id, "decomposed": False, "reason": self.result}
        else:
            found = {"id": self.id, "decomposed": True, "by": self.by} | _told(self.result)
        return found | ({"endpoint": self.asked} if self.asked else {})


@dataclass(slots=True, kw_only=True)
class Decomposed:
    """The pool of a file of seeds, the outcome of every seed in file order, and counts."""

    pool: FactorPool = field(default_factory=FactorPool)
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Take in one seed."""
        self.outcomes.append(outcome)
        if not isinstance(outcome.result, str):
            self.pool.add(outcome.result.factors)

    def summary(self) -> dict[str, Any]:
        """Counts: seeds, decomposed, how these fare against gold, and the reasons of all others."""
        made = [o.result for o in self.outcomes if not isinstance(o.result, str)]
        reasons = Counter(o.result for o in self.outcomes if isinstance(o.result, str))
        asked = Counter(o.asked for o in self.outcomes if o.asked)
        return {
            "seeds": len(self.outcomes), "decomposed": len(made),
            "by_endpoint": sum(o.by == "endpoint" for o in self.outcomes),
            "agree_with_gold": sum(d.agrees is True for d in made),
            "disagree_with_gold": sum(d.agrees is False for d in made),
            "need_picture": sum(d.needs_picture for d in made),
            "without_value": sum(not d.needs_picture and not d.answer for d in made),
            "reasons": dict(sorted(reasons.items())), "endpoint_reasons": dict(sorted(asked.items())),
        }  # fmt: skip


def service(url: str, model: str, seconds: float) -> Endpoint | None:
    """The endpoint that the command line names, if it names one. Raises ConfigError."""
    if not url:
        if model:
            raise ConfigError("--model", model, "an --endpoint to ask it at")
        return None
    if not 0 < seconds <= LONGEST_WAIT:
        raise ConfigError("--seconds", seconds, f"more than 0, at most {LONGEST_WAIT}")
    return endpoint_from_environment(url, model, seconds)


def decompose_file(path: Path, endpoint: Endpoint | None = None) -> Decomposed:
    """Decompose every seed of a JSONL file; the endpoint is asked about those that the rules leave or get wrong."""
    if not path.is_file():
        raise ConfigError("seeds", str(path), "a file of JSON lines with the field question")
    found = Decomposed()
    for name, seed in read_seeds(_lines(path)):
        found.add(Outcome(id=name, result=seed) if isinstance(seed, str) else _outcome(seed, endpoint))
    return found


def write(found: Decomposed, out: Path, report: Path | None) -> None:
    """Write the pool, and the report with one line a seed."""
    try:
        out.write_text(found.pool.dump(), encoding="utf-8")
        if report is not None:
            lines = [json.dumps(outcome.record(), ensure_ascii=False, sort_keys=True) for outcome in found.outcomes]
            report.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise ConfigError("--out", str(error.filename or out), "a file that can be written") from error


def _outcome(seed: Seed, endpoint: Endpoint | None) -> Outcome:
    result = decompose(seed)
    if endpoint is None or not (isinstance(result, str) or result.agrees is False):
        return Outcome(id=seed.id, result=result)
    proposed = endpoint.decompose(seed)
    if isinstance(proposed, str):
        return Outcome(id=seed.id, result=result, asked=proposed)
    return Outcome(id=seed.id, result=proposed, by="endpoint")


def _told(found: Decomposition) -> dict[str, Any]:
    factors = [
        {"category": use.category, "factor": use.name, "sub_question": pattern_of(use.name), "chain": list(use.chain)}
        for use in found.factors
    ]
    return {
        "factors": factors, "program": encode(found.program), "answer": found.answer, "agrees": found.agrees,
        "needs_picture": found.needs_picture, "assumes_order": found.assumes_order,
    }  # fmt: skip


def _lines(path: Path) -> Iterator[str]:
    """Lines of a file; bytes that are no text are replaced, and an overlong line is cut (and so is no JSON)."""
    with path.open(encoding="utf-8", errors="replace") as file:
        while line := file.readline(LONGEST_LINE):
            yield line
