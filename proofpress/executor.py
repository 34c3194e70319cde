"""Runs a plan: lock, resume, workers, limits on rejects in plan order, and what is written when all is done."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofpress import finishing, machine
from proofpress.blocks import Disk
from proofpress.folder import RUN, Folder, Part
from proofpress.limits import MIN_DELIVERED, Limits
from proofpress.pipeline import STAGES
from proofpress.plan import Block, Plan, make_plan
from proofpress.pool import Failed, Finished, Message, Pool, Runner, Ticked
from proofpress.progress import Progress, Quiet
from proofpress.recipe import Recipe, load_recipe
from proofpress.shards import write_atomically
from proofpress_core import jsonio
from proofpress_core.errors import ConfigError, ProofpressError


class RunStopped(ProofpressError):
    """A run ended early; what is on disk is whole and can be resumed."""


class BugFound(ProofpressError):
    """A run met a bug; the message names the file that describes it."""


@dataclass(slots=True)
class Summary:
    """How a run went. `delivered` and `planned` count samples by domain over the blocks of this run's part;
    `complete` says that every block of the plan is in the folder."""

    folder: Path
    plan: Plan
    planned: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    rejects: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    memory: int = 0
    wall: float = 0.0
    complete: bool = False

    @property
    def short(self) -> dict[str, tuple[int, int]]:
        """Domains that delivered less than they must: (delivered, planned)."""
        return {
            name: (self.delivered[name], planned)
            for name, planned in self.planned.items()
            if self.delivered[name] < MIN_DELIVERED * planned
        }


def make(
    recipe: Recipe | str | Path, out: str | Path, *, count: int | None = None, seed: int | None = None,
    workers: int = 1, resume: bool = False, part: Part | None = None, progress: Progress | None = None,
    disk: Disk | None = None,
) -> Summary:  # fmt: skip
    """Make a recipe's shards in the folder `out`. One worker works in this process. Raises ConfigError or
    BackendError before work starts, TooManyRejects, RunStopped (a full disk, a dead worker) or BugFound while it runs;
    KeyboardInterrupt goes through after the workers have ended. `disk` is for tests and needs `workers=1`."""
    if workers < 1:
        raise ConfigError("--workers", workers, "at least 1")
    asked = recipe if isinstance(recipe, Recipe) else load_recipe(recipe, count=count, seed=seed)
    machine.use_one_thread()
    plan, notes = make_plan(asked)
    run = _Run(plan, Folder(Path(out)), part or Part(), progress or Quiet(), disk)
    for note in notes:
        run.progress.note(note)
    with run.folder.locked(run.part):
        return run.go(workers, resume=resume)


class _Run:
    """One call of `make`, holding the folder."""

    def __init__(self, plan: Plan, folder: Folder, part: Part, progress: Progress, disk: Disk | None) -> None:
        self.plan, self.folder, self.part, self.progress, self.disk = plan, folder, part, progress, disk
        self.blocks = part.of(plan.blocks)
        self.summary = Summary(folder.path, plan)
        self._limits = Limits()
        self._results: dict[int, Mapping[str, Any]] = {}
        self._judged = 0

    def go(self, workers: int, *, resume: bool) -> Summary:
        """Make the blocks that are missing, then finish the folder."""
        since = time.perf_counter()
        self.folder.adopt(self.plan, self.blocks, resume=resume, alone=self.part.n == 1)
        done = self.folder.finished(self.blocks)
        missing = [block for block in self.blocks if block.name not in done]
        kept = sum(block.last - block.first for block in self.blocks if block.name in done)
        self.progress.start(kept + sum(block.last - block.first for block in missing), kept)
        try:
            for block in self.blocks:
                if block.name in done:
                    self._note(block.number, done[block.name])
            for message in self._messages(missing, workers):
                self._hear(message)
        finally:
            self.progress.stop()
            self.folder.sweep(self.blocks, alone=self.part.n == 1)
        self._finish(time.perf_counter() - since)
        return self.summary

    def _messages(self, missing: Sequence[Block], workers: int) -> Iterator[Message]:
        """Longest blocks first, so that the workers end together."""
        order = sorted(missing, key=lambda block: (block.first - block.last, block.number))
        if workers == 1 or len(order) < 2:
            runner = Runner(self.plan, self.folder.path, self.disk)
            for block in order:
                yield from runner.block(block.number, self.progress.advance)
            return
        text = jsonio.dumps(self.plan.to_json()).decode()
        with Pool(text, self.folder.path, workers) as pool:
            yield from pool.run([(block.number, block.last - block.first) for block in order])

    def _hear(self, message: Message) -> None:
        if isinstance(message, Ticked):
            self.progress.advance()
        elif isinstance(message, Failed):
            self._fail(message)
        elif isinstance(message, Finished):
            for stage, seconds in message.seconds.items():
                self.summary.seconds[stage] += seconds
            self.summary.memory = max(self.summary.memory, message.memory)
            self._note(message.number, message.whole)

    def _fail(self, failure: Failed) -> None:
        if not failure.slug:
            raise RunStopped(failure.text)
        command = f"proofpress replay {failure.slug} --from {self.folder.path} --out /tmp/replay"
        report = {"id": failure.slug, "stage": failure.stage, "report": failure.report, "command": command}
        path = self.folder.crash(failure.slug, report)
        raise BugFound(f"bug: {failure.text} (written to {path}; reproduce with: {command})")

    def _note(self, number: int, whole: Mapping[str, Any]) -> None:
        """Keep a block's result, and judge all that come next in plan order."""
        self._results[number] = whole
        while self._judged < len(self.blocks) and self.blocks[self._judged].number in self._results:
            block = self.blocks[self._judged]
            self._judge(block, self._results[block.number])
            self._judged += 1

    def _judge(self, block: Block, whole: Mapping[str, Any]) -> None:
        summary = self.summary
        summary.planned[block.domain] += block.last - block.first
        summary.delivered[block.domain] += whole["items"] - whole["holes"]
        for generator, stage, reason, number in whole["rejects"]:
            summary.rejects[generator, stage, reason] += number
            self._limits.count(generator, {f"{stage}/{reason}": number})
        for generator, outcomes in whole["tries"].items():
            summary.tries[generator] += len(outcomes)
            self._limits.watch(generator, outcomes)

    def _finish(self, wall: float) -> None:
        summary = self.summary
        summary.wall = wall
        whole = self.folder.finished(self.plan.blocks)
        summary.complete = len(whole) == len(self.plan.blocks)
        if summary.complete:
            finishing.finish(self.folder, self.plan, [whole[block.name] for block in self.plan.blocks])
        if summary.memory:
            self._write_run(summary)

    def _write_run(self, summary: Summary) -> None:
        """What this run cost: the only file that is not the same every time."""
        run = {
            "wall_ms": round(summary.wall * 1000), "memory_kib": summary.memory, "part": f"{self.part.k}/{self.part.n}",
            "stage_ms": {stage: round(seconds * 1000) for stage, seconds in summary.seconds.items()},
            "machine": platform.machine(), "python": platform.python_version(),
        }  # fmt: skip
        write_atomically(self.folder.path / RUN, jsonio.dumps(run) + b"\n")
