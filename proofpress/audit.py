"""Proof-reads a folder: every shard against its marker, every sample against the second opinion, and if wanted every
sample against itself made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofpress import replaying, stages
from proofpress.finishing import build_manifest
from proofpress.folder import MANIFEST, PLAN, Folder, block_of
from proofpress.pipeline import Bug, Made, Pipeline
from proofpress.plan import Plan
from proofpress.shards import MARKER, Member, layout, members_of, read_marker, read_shard
from proofpress_core import jsonio
from proofpress_core.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it should be: `record` is a sample's id or a file's name."""

    record: str
    check: str
    reason: str

    def __str__(self) -> str:
        return f"{self.record}: {self.check}: {self.reason}"


@dataclass(slots=True)
class Audit:
    """What an audit found, and how much it looked at. `measured` counts by (check, name)."""

    samples: int = 0
    shards: int = 0
    faults: list[Fault] = field(default_factory=list)
    measured: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


def verify(
    folder: str | Path, *, deep: bool = False, ocr: float = 0.0, tick: Callable[[], None] = lambda: None
) -> Audit:
    """Audit a folder of `make`. `ocr` is the share of samples that are read; `deep` makes every sample anew and
    compares bytes. Faults are collected, not raised; ConfigError if this is no such folder."""
    if not 0.0 <= ocr <= 1.0:
        raise ConfigError("--ocr", ocr, "a share from 0 to 1")
    home = Folder(Path(folder))
    try:
        plan = home.read_plan()
    except ConfigError:
        if not (home.path / PLAN).is_file():
            raise
        return Audit(faults=[Fault(record=PLAN, check="folder", reason="is not as `proofpress make` wrote it")])
    audit = Audit(notes=replaying.machine_notes(plan) if deep else ())
    pipeline = Pipeline(plan) if deep else None
    audit.faults += _folder_faults(home, plan)
    for path in sorted(home.path.glob(f"*{MARKER}")):
        _audit_shard(path, plan, audit, pipeline, ocr, tick)
    if ocr and audit.samples and not audit.measured["reading", "read"]:
        audit.faults.append(Fault(record=str(folder), check="reading", reason="OCR read no line at all"))
    return audit


def _folder_faults(home: Folder, plan: Plan) -> Iterator[Fault]:
    """Shards without marker, blocks that are missing, a manifest that does not follow from the markers."""
    marked = {path.name.removesuffix(MARKER) for path in home.path.glob(f"*{MARKER}")}
    for path in sorted(home.path.glob("*.tar")):
        if path.name.removesuffix(".tar") not in marked:
            yield Fault(
                record=path.name, check="shard", reason="has no marker: it was never finished; run with --resume"
            )
    names = {block.name for block in plan.blocks}
    yield from (
        Fault(record=stem + MARKER, check="shard", reason="belongs to no block of this plan")
        for stem in sorted(marked)
        if block_of(stem) not in names
    )
    try:
        whole = home.finished(plan.blocks)
        missing = [block.name for block in plan.blocks if block.name not in whole]
        if missing:
            reason = f"{len(missing)} of {len(plan.blocks)} blocks are missing; run with --resume"
            yield Fault(record=missing[0], check="folder", reason=reason)
            return
        wanted = build_manifest(plan, home.markers(), [whole[block.name] for block in plan.blocks])
        held = jsonio.loads((home.path / MANIFEST).read_bytes())
        if held != jsonio.loads(jsonio.dumps(wanted)):
            yield Fault(record=MANIFEST, check="folder", reason="does not follow from the markers")
    except ConfigError:
        return  # a damaged marker, which is told with its shard
    except OSError as error:
        yield Fault(record=MANIFEST, check="folder", reason=f"cannot be read ({error.strerror})")
    except ValueError:
        yield Fault(record=MANIFEST, check="folder", reason="is no JSON")


def _audit_shard(
    path: Path, plan: Plan, audit: Audit, pipeline: Pipeline | None, ocr: float, tick: Callable[[], None]
) -> None:
    try:
        marker = read_marker(path)
    except ConfigError:
        reason = "is not as it was written; delete it and run `proofpress make` with --resume"
        audit.faults.append(Fault(record=path.name, check="shard", reason=reason))
        return
    if marker["plan"] != plan.digest:
        audit.faults.append(Fault(record=path.name, check="shard", reason="belongs to another plan"))
    if not marker["rows"]:
        return
    audit.shards += 1
    shard = path.with_name(marker["file"])
    damage = list(shard_faults(shard, marker))
    audit.faults += damage
    bad = {fault.record for fault in damage}
    if shard.name in bad:
        return
    for members in read_shard(shard):
        slug = next(iter(members)).split(".", 1)[0]
        audit.samples += 1
        if slug not in bad:
            _audit_sample(slug, members, audit, pipeline, ocr)
        tick()


def shard_faults(path: Path, marker: Mapping[str, Any]) -> Iterator[Fault]:
    """Where a shard's bytes are not what its marker says. A changed byte in a member's data names the record; outside
    of all members, or where bytes are missing, it names the shard."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Fault(record=path.name, check="shard", reason=f"cannot be read ({error.strerror})")
        return
    if sha256(data).hexdigest() == marker["sha256"]:
        return
    members = members_of(marker)
    damaged = [member for member, at in layout(members) if not _is_whole(member, data[at : at + member.size])]
    if len(data) != marker["bytes"]:
        first = f", from record {_slug(damaged[0])} on" if damaged else ""
        reason = f"has {len(data)} of {marker['bytes']} bytes{first}"
        yield Fault(record=path.name, check="shard", reason=reason)
    elif not damaged:
        yield Fault(record=path.name, check="shard", reason="bytes outside its members were changed")
    for member in damaged if len(data) == marker["bytes"] else ():
        reason = f"bytes of {member.name} in {path.name} were changed"
        yield Fault(record=_slug(member), check="digest", reason=reason)


def _is_whole(member: Member, data: bytes) -> bool:
    return len(data) == member.size and sha256(data).hexdigest() == member.sha256


def _slug(member: Member) -> str:
    return member.name.split(".", 1)[0]


def _audit_sample(slug: str, members: Mapping[str, bytes], audit: Audit, pipeline: Pipeline | None, ocr: float) -> None:
    for verdict in stages.check(members, slug, ocr):
        audit.measured.update({(verdict.check, name): number for name, number in verdict.measured})
        if verdict.status == "fail":
            audit.faults.append(Fault(record=slug, check=verdict.check, reason=verdict.reason))
    if pipeline is not None:
        audit.faults += (Fault(record=slug, check="rebuild", reason=line) for line in _rebuild(slug, members, pipeline))


def _rebuild(slug: str, members: Mapping[str, bytes], pipeline: Pipeline) -> tuple[str, ...]:
    """How the sample made anew differs from its members."""
    try:
        outcome = pipeline.attempt(*replaying.find_item(pipeline.plan, slug))
    except (ConfigError, Bug) as error:
        return (str(error),)
    if not isinstance(outcome, Made):
        return (f"the attempt is now rejected: {outcome.stage}/{outcome.reason}",)
    return replaying.differences(outcome.members, members)
