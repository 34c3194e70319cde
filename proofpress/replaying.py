"""One sample again, from its name: byte for byte what the shard holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from proofpress.folder import PLAN, Folder
from proofpress.pipeline import Made, Pipeline
from proofpress.plan import Item, Plan, make_plan
from proofpress.recipe import load_recipe
from proofpress.shards import read_shard, write_atomically
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Key, Split
from proofpress_core.sample import Rejected

_SLUG = re.compile(r"(train|val|test)-([a-z0-9-]+)-v(\d{1,9})-s(\d{1,19})-i(\d{7,12})-a(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What came out: the files, and for each member that is not as in the shard why. `compared` is false when there
    was no shard to compare with; `notes` tell what on this machine is not as in the plan."""

    files: tuple[Path, ...]
    differences: tuple[str, ...]
    compared: bool
    notes: tuple[str, ...]


def replay(slug: str, source: str | Path, out: str | Path) -> Replayed:
    """Make the sample `slug` of a run's folder or of a recipe anew and write its members into `out`. ConfigError if it
    is no sample of that plan; Bug if making it ends in one."""
    plan, notes = plan_of(Path(source))
    item, key = find_item(plan, slug)
    outcome = Pipeline(plan).attempt(item, key)
    if isinstance(outcome, Rejected):
        reason = f"{outcome.stage}/{outcome.reason} {outcome.detail}".strip()
        raise ConfigError("key", slug, f"an attempt that gave a sample; this one was rejected: {reason}")
    held = shipped(Path(source), plan, item, slug) if Path(source).is_dir() else None
    if held is None and Path(source).is_dir():
        notes = (*notes, f"not compared: no shard in {source} holds this sample")
    return Replayed(
        files=_write(outcome, Path(out)), differences=differences(outcome.members, held) if held else (),
        compared=held is not None, notes=notes,
    )  # fmt: skip


def plan_of(source: Path) -> tuple[Plan, tuple[str, ...]]:
    """The plan of a folder as it was written, or of a recipe on this machine."""
    if not source.is_dir():
        return make_plan(load_recipe(source))
    plan = Folder(source).read_plan()
    return plan, machine_notes(plan)


def machine_notes(plan: Plan) -> tuple[str, ...]:
    """One line if what decides bytes on this machine is not as in the plan. ConfigError if a generator of the plan
    is not here in that version."""
    from proofpress.resolving import fingerprint
    from renderers.base import generators

    for name, version in plan.versions.items():
        if generators[name].version != version:
            raise ConfigError(PLAN, f"{name} version {version}", f"version {generators[name].version}, which is here")
    here = fingerprint(plan.recipe)
    changed = [
        f"{name} {values.get(name) or 'none'} -> {here[kind].get(name) or 'none'}"
        for kind, values in plan.machine.items()
        for name in sorted({*values, *here[kind]})
        if values.get(name) != here[kind].get(name)
    ]
    return (f"this machine differs from the plan's, so bytes may: {'; '.join(changed[:4])}",) if changed else ()


def find_item(plan: Plan, slug: str) -> tuple[Item, Key]:
    """The item and the key of the attempt that a slug names. ConfigError saying what of it is not of this plan."""
    parts = _SLUG.fullmatch(slug)
    if parts is None:
        raise ConfigError("key", slug, "the id of a sample, such as train-charts-bar-v1-s7-i0000012-a0")
    split, name, index, attempt = cast(Split, parts[1]), parts[2], int(parts[5]), int(parts[6])
    for (domain, line), count in plan.counts.items():
        if line == split and index < count:
            item = plan.item(domain, split, index)
            key = Key(seed=item.key.seed, split=split, generator=item.key.generator, version=item.key.version,
                      index=index, attempt=attempt)  # fmt: skip
            if key.slug == slug:
                return item, key
    names = [known.replace("/", "-").replace("_", "-") for known in plan.versions]
    if name not in names:
        raise ConfigError("key", name, "a generator of this plan", valid=names)
    raise ConfigError("key", slug, f"a sample of this plan (seed {plan.recipe.seed}, {plan.recipe.count} samples)")


def shipped(folder: Path, plan: Plan, item: Item, slug: str) -> dict[str, bytes] | None:
    """The members of a sample as the folder's shards hold them, or None."""
    shard = item.key.index // plan.recipe.shard_size
    for path in sorted(folder.glob(f"{item.domain}-{item.key.split}-p*-{shard:06d}.tar")):
        for members in read_shard(path):
            if next(iter(members)).split(".", 1)[0] == slug:
                return members
    return None


def differences(made: Mapping[str, bytes], held: Mapping[str, bytes]) -> tuple[str, ...]:
    """A line for every member that is not the same on both sides."""
    lines = []
    for name in sorted({*made, *held}):
        if name not in made or name not in held:
            lines.append(f"{name}: only {'made' if name in made else 'in the shard'}")
        elif made[name] != held[name]:
            lines.append(f"{name}: {_first_difference(made[name], held[name])}")
    return tuple(lines)


def _first_difference(made: bytes, held: bytes) -> str:
    shorter = min(len(made), len(held))
    place = next((i for i in range(shorter) if made[i] != held[i]), shorter)
    return f"differs from byte {place} ({len(made)} bytes made, {len(held)} in the shard)"


def _write(made: Made, out: Path) -> tuple[Path, ...]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in made.members.items():
            write_atomically(out / name, data)
    except OSError as error:
        raise ConfigError("--out", str(out), f"a folder that can be written ({error.strerror})") from error
    return tuple(out / name for name in made.members)
