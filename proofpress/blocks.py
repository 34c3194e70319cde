"""One block of the plan, from its items to its shards and markers. What a worker does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofpress.limits import KEPT, LOST, Limits
from proofpress.pipeline import Made, Pipeline
from proofpress.plan import Block
from proofpress.shards import MARKER, Opener, ShardWriter, Step, open_file, write_marker
from proofpress_core.sample import Rejected

Tick = Callable[[], None]


def _no_step(name: str) -> None:
    """Nothing stops a real run between two steps."""


@dataclass(frozen=True, slots=True)
class Disk:
    """How files are written. Tests put in a disk that fills up or a process that dies at a step."""

    open: Opener = open_file
    step: Step = _no_step


@dataclass(slots=True)
class Tally:
    """What happened to a block's items: outcomes of attempts by generator, rejects by reason, the first of them in
    full, and the holes."""

    keep: int
    items: int = 0
    holes: int = 0
    tries: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rejects: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    first: list[Rejected] = field(default_factory=list)
    _limits: Limits = field(default_factory=Limits)

    def lose(self, rejected: Rejected) -> None:
        """Note a rejected attempt. Raises TooManyRejects when a generator only fails."""
        generator = rejected.key.generator
        self.tries[generator].append(LOST)
        self.rejects[generator, rejected.stage, rejected.reason] += 1
        if len(self.first) < self.keep:
            self.first.append(rejected)
        self._limits.count(generator, {f"{rejected.stage}/{rejected.reason}": 1})
        self._limits.watch(generator, LOST)

    def win(self, made: Made) -> None:
        """Note a sample."""
        self.tries[made.key.generator].append(KEPT)
        self._limits.watch(made.key.generator, KEPT)

    def to_json(self, block: Block, stems: list[str]) -> dict[str, Any]:
        """What every marker of the block says about the whole of it."""
        return {
            "name": block.name, "stems": stems, "items": self.items, "holes": self.holes,
            "tries": {name: "".join(outcomes) for name, outcomes in sorted(self.tries.items())},
            "rejects": [[*reason, number] for reason, number in sorted(self.rejects.items())],
            "first_rejects": [_reject_json(rejected) for rejected in self.first],
        }  # fmt: skip


@dataclass(slots=True)
class _Line:
    """The shard of one page count, while it is written."""

    writer: ShardWriter
    generators: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    measured: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, made: Made) -> None:
        self.writer.add(made.members)
        self.generators[made.key.generator] += 1
        self.languages[made.language] += 1
        for verdict in made.verdicts:
            self.verdicts[verdict.check, verdict.status] += 1
            self.measured.update({(verdict.check, name): number for name, number in verdict.measured})


def run_block(pipeline: Pipeline, block: Block, folder: Path, disk: Disk, tick: Tick) -> dict[str, Any]:
    """Make a block's items and write its shards, then its markers; returns what the markers say about the block.

    `tick` is called after each item. However this ends, no temporary file is left, and no marker without its shards.
    """
    lines: dict[int, _Line] = {}
    tally = Tally(keep=pipeline.plan.recipe.rejects.sample)
    try:
        _fill(pipeline, block, folder, disk, tick, lines, tally)
        return _commit(pipeline.plan.digest, block, folder, disk, dict(sorted(lines.items())), tally)
    finally:
        for line in lines.values():
            line.writer.abandon()


def _fill(
    pipeline: Pipeline, block: Block, folder: Path, disk: Disk, tick: Tick, lines: dict[int, _Line], tally: Tally
) -> None:
    for item in pipeline.plan.items(block):
        made = None
        for outcome in pipeline.make(item):
            if isinstance(outcome, Made):
                made = outcome
            else:
                tally.lose(outcome)
        if made is None:
            tally.holes += 1
        else:
            tally.win(made)
            disk.step(f"write {made.key.slug}")
            if made.pages not in lines:
                lines[made.pages] = _Line(ShardWriter(folder / f"{block.stem(made.pages)}.tar", disk.open))
            lines[made.pages].add(made)
        tally.items += 1
        tick()


def _commit(plan: str, block: Block, folder: Path, disk: Disk, lines: dict[int, _Line], tally: Tally) -> dict[str, Any]:
    """Name the shards, then write the markers. A block without samples has one marker, of page count 0."""
    stems = [block.stem(pages) for pages in lines] or [block.stem(0)]
    whole = tally.to_json(block, stems)
    digests = {pages: line.writer.finish() for pages, line in lines.items()}
    for pages, line in lines.items():
        disk.step(f"name {block.stem(pages)}")
        line.writer.commit()
    for pages in lines or [0]:
        disk.step(f"mark {block.stem(pages)}")
        marker = _marker(plan, block, pages, lines.get(pages), digests.get(pages, "")) | {"block": whole}
        write_marker(folder / (block.stem(pages) + MARKER), marker, disk.open)
    disk.step(f"done {block.name}")
    return whole


def _marker(plan: str, block: Block, pages: int, line: _Line | None, digest: str) -> dict[str, Any]:
    """What a marker says about its own shard; a marker without a shard has no file and no rows."""
    counts: dict[str, Any] = {"generators": {}, "languages": {}, "verdicts": {}, "measured": {}, "members": []}
    file: dict[str, Any] = {"file": "", "sha256": "", "bytes": 0, "rows": 0}
    if line is not None:
        writer = line.writer
        file = {"file": writer.path.name, "sha256": digest, "bytes": writer.size, "rows": writer.rows}
        counts = {
            "generators": dict(line.generators), "languages": dict(line.languages),
            "verdicts": _nested(line.verdicts), "measured": _nested(line.measured),
            "members": [[member.name, member.size, member.sha256] for member in writer.members],
        }  # fmt: skip
    head = {"plan": plan, "domain": block.domain, "split": block.split, "shard": block.shard, "pages": pages}
    return head | file | counts


def _nested(counter: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    result: dict[str, dict[str, int]] = {}
    for (check, name), number in sorted(counter.items()):
        result.setdefault(check, {})[name] = number
    return result


def _reject_json(rejected: Rejected) -> dict[str, Any]:
    return {
        "id": rejected.key.slug, "generator": rejected.key.generator, "stage": rejected.stage,
        "reason": rejected.reason, "detail": rejected.detail[:500],
    }  # fmt: skip
