"""The folder of a run: its lock, its plan, which blocks are whole, and the files written when all of them are."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofpress.plan import Block, Plan
from proofpress.shards import MARKER, read_marker, write_atomically
from proofpress_core import jsonio
from proofpress_core.errors import ConfigError

PLAN, MANIFEST, CARD, REJECTS, RUN, CRASHES = (
    "plan.json", "manifest.json", "README.md", "rejects.jsonl", "run.json", "crash"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks k-1, k-1+n, k-1+2n, ... of the plan: the work of machine k of n."""

    k: int = 1
    n: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.k <= self.n:
            raise ConfigError("--shard", f"{self.k}/{self.n}", "k/n with 1 <= k <= n, such as 1/4")

    @classmethod
    def parse(cls, text: str) -> Part:
        """From `k/n`."""
        parts = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
        if parts is None:
            raise ConfigError("--shard", text, "k/n, such as 1/4")
        return cls(int(parts[1]), int(parts[2]))

    def of(self, blocks: Iterable[Block]) -> list[Block]:
        """This part's blocks, in plan order."""
        return [block for block in blocks if block.number % self.n == self.k - 1]


class Folder:
    """The output folder of one plan."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self, part: Part) -> Iterator[None]:
        """Hold the folder (or this part of it) while writing. ConfigError if another run holds it, or if it is no
        folder of ours; then nothing is written into it."""
        try:
            self._refuse_strangers()
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / f".lock-{part.k}-of-{part.n}", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ConfigError("--out", str(self.path), f"a folder that can be written ({error.strerror})") from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConfigError("--out", str(self.path), "a folder that no other run is writing to") from None
            yield
        finally:
            os.close(handle)

    def adopt(self, plan: Plan, blocks: Iterable[Block], *, resume: bool, alone: bool) -> None:
        """Make sure that the folder is this plan's, write the plan, and sweep what a killed run left of `blocks`.
        `alone` says that no other part of the run can be writing here. ConfigError if the folder holds another plan,
        other files, or shards that `resume` was not given for."""
        if (self.path / PLAN).exists():
            held = self.read_plan()
            if held.digest != plan.digest:
                difference = _first_difference(held, plan)
                raise ConfigError("--out", str(self.path), f"a folder of this plan; that one differs in {difference}")
        else:
            self._refuse_strangers()
            write_atomically(self.path / PLAN, jsonio.dumps(plan.to_json()) + b"\n")
        if not resume and self.finished(blocks):
            raise ConfigError("--out", str(self.path), "a folder without shards, or --resume to go on with those there")
        self.sweep(blocks, alone=alone)

    def _refuse_strangers(self) -> None:
        """ConfigError if there are files here and no plan that they could belong to."""
        if not self.path.exists() or (self.path / PLAN).exists():
            return
        strangers = sorted(path.name for path in self.path.iterdir() if not path.name.startswith("."))
        if strangers:
            expected = f"an empty folder or one of this plan, not one that holds {strangers[0]}"
            raise ConfigError("--out", str(self.path), expected)

    def read_plan(self) -> Plan:
        """The plan that the folder holds. ConfigError if there is none, or if it is not as it was written."""
        path = self.path / PLAN
        try:
            data = path.read_bytes()
        except OSError as error:
            expected = f"a folder that `proofpress make` wrote ({PLAN}: {error.strerror})"
            raise ConfigError("folder", str(self.path), expected) from error
        try:
            return Plan.from_json(jsonio.loads(data))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(str(path), _said(error), "the plan as `proofpress make` wrote it") from error

    def sweep(self, blocks: Iterable[Block], *, alone: bool) -> None:
        """Remove temporary files of these blocks, and of the folder itself if no other part can be writing them."""
        names = {block.name for block in blocks} | ({""} if alone else set())
        for path in self.path.glob(".*.tmp"):
            if block_of(path.name.lstrip(".")) in names:
                path.unlink(missing_ok=True)

    def markers(self) -> list[dict[str, Any]]:
        """All markers, by name. ConfigError for one that cannot be read."""
        return [read_marker(path) for path in sorted(self.path.glob(f"*{MARKER}"))]

    def finished(self, blocks: Iterable[Block]) -> dict[str, dict[str, Any]]:
        """Block name to what the markers say of it, for those of `blocks` that are whole."""
        names = {block.name for block in blocks}
        stems = {path.name.removesuffix(MARKER) for path in self.path.glob(f"*{MARKER}")}
        found: dict[str, dict[str, Any]] = {}
        for stem in sorted(stems):
            name = block_of(stem)
            if name in names and name not in found:
                whole: dict[str, Any] = read_marker(self.path / (stem + MARKER))["block"]
                if all(other in stems and self._has_shard(other) for other in whole["stems"]):
                    found[name] = whole
        return found

    def _has_shard(self, stem: str) -> bool:
        marker = read_marker(self.path / (stem + MARKER))
        path = self.path / f"{stem}.tar"
        return not marker["rows"] or (path.is_file() and path.stat().st_size == marker["bytes"])

    def crash(self, slug: str, report: dict[str, Any]) -> Path:
        """Write down a bug; the file's path."""
        folder = self.path / CRASHES
        folder.mkdir(exist_ok=True)
        write_atomically(folder / f"{slug}.json", jsonio.dumps(report) + b"\n")
        return folder / f"{slug}.json"


def _said(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)


def block_of(file: str) -> str:
    """Name of the block that a shard's file belongs to: its stem without the page count."""
    parts = file.split(".", 1)[0].split("-")
    return "-".join([*parts[:-2], parts[-1]]) if len(parts) > 2 else ""


def _first_difference(held: Plan, wanted: Plan) -> str:
    """The first value in which two plans differ, as `key: old -> new`."""
    old, new = _flatten(held.to_json()), _flatten(wanted.to_json())
    for key in sorted({*old, *new} - {"digest"}):
        if old.get(key) != new.get(key):
            return f"{key}: {old.get(key, 'nothing')} there, {new.get(key, 'nothing')} here"
    return "digest"


def _flatten(value: Any, path: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = {str(number): item for number, item in enumerate(value)}.items()
    else:
        return {path: value}
    return {key: item for name, child in pairs for key, item in _flatten(child, f"{path}.{name}".lstrip(".")).items()}
