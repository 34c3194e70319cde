"""What is written once every block of a plan is on disk: manifest, sample of rejects, rewards, data card.
Follows from the markers alone, so that it is the same however the run went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from proofpress.folder import CARD, MANIFEST, REJECTS, Folder
from proofpress.plan import Plan
from proofpress.reward_file import REWARD, reward_source
from proofpress.shards import write_atomically
from proofpress_core import jsonio
from proofpress_core.errors import BackendError


def finish(folder: Folder, plan: Plan, wholes: Sequence[Mapping[str, Any]]) -> None:
    """Write the manifest, the rejects, `reward.py` and the card; `wholes` are the blocks' results in plan order.
    BackendError if OCR was asked to read and read nothing at all: then its silence is no confirmation."""
    from proofpress.card import write_card

    manifest = build_manifest(plan, folder.markers(), wholes)
    rejects = [reject for whole in wholes for reject in whole["first_rejects"]][: plan.recipe.rejects.sample]
    write_atomically(folder.path / REJECTS, b"".join(jsonio.dumps(reject) + b"\n" for reject in rejects))
    write_atomically(folder.path / MANIFEST, jsonio.dumps(manifest) + b"\n")
    write_atomically(folder.path / REWARD, reward_source())
    write_atomically(folder.path / CARD, write_card(plan, manifest).encode())
    if manifest["measured"].get("reading", {}).get("read") == 0:
        asked = sum(manifest["verdicts"]["reading"].values())
        raise BackendError("ocr", f"no line of {asked} samples was read", "see `proofpress doctor`")


def build_manifest(
    plan: Plan, markers: Sequence[Mapping[str, Any]], wholes: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """All shards with their digests, and counts of samples, attempts and rejects over them."""
    keys = ("file", "sha256", "bytes", "rows", "domain", "split", "pages")
    shards = [{key: marker[key] for key in keys} for marker in markers if marker["rows"]]
    rejects: Counter[tuple[str, str, str]] = Counter()
    tries: Counter[str] = Counter()
    for whole in wholes:
        rejects.update({(generator, stage, reason): n for generator, stage, reason, n in whole["rejects"]})
        tries.update({generator: len(outcomes) for generator, outcomes in whole["tries"].items()})
    return {
        "name": plan.recipe.name, "plan": plan.digest, "shards": shards,
        "shards_digest": sha256(jsonio.dumps(shards)).hexdigest(),
        "samples": sum(marker["rows"] for marker in markers), "bytes": sum(marker["bytes"] for marker in markers),
        "holes": sum(whole["holes"] for whole in wholes), "counts": _counts(markers),
        "tries": dict(sorted(tries.items())),
        "rejects": [[*reason, number] for reason, number in sorted(rejects.items())],
        "verdicts": _summed(markers, "verdicts"), "measured": _summed(markers, "measured"),
    }  # fmt: skip


def _summed(markers: Sequence[Mapping[str, Any]], field: str) -> dict[str, dict[str, int]]:
    """Counts by check and name over all shards."""
    result: dict[str, Counter[str]] = {}
    for marker in markers:
        for check, counts in marker[field].items():
            result.setdefault(check, Counter()).update(counts)
    return {check: dict(sorted(counts.items())) for check, counts in sorted(result.items())}


def _counts(markers: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Samples by domain, split, page count, generator and language."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("domain", "split", "pages")}
    named: dict[str, Counter[str]] = {"generator": Counter(), "language": Counter()}
    for marker in markers:
        for name, counter in counts.items():
            counter[str(marker[name])] += marker["rows"]
        for name, counter in named.items():
            counter.update(marker[f"{name}s"])
    return {
        name: dict(sorted((key, n) for key, n in counter.items() if n)) for name, counter in (counts | named).items()
    }
