"""What generators give must not change unnoticed: digests of pixels and scene, one file a generator.

A digest that changed is right only together with a new `version` of the generator. Write the files anew with
`PROOFPRESS_UPDATE_GOLDENS=1 pytest tests/test_golden.py`, in the set of packages that `constraints.txt` pins.

What is drawn where, and from which spec, must be the same everywhere. Pixels are promised for one family of processors,
and what a browser draws for one version of it, so those digests are compared where both are as they were.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from proof import specimen

from proofpress.machine import browser_version
from proofpress_core import jsonio
from proofpress_core.rng import Key
from renderers.base import Knobs, generators

FLAG = "PROOFPRESS_UPDATE_GOLDENS"
FOLDER = Path(__file__).parent / "golden"
BUMP = "changed, but its version is still {version}: bump `version` in its class, or undo the change"
WRITE = f"has a new version; look at its pictures, then run with {FLAG}=1 to write its golden file"


def path_of(name: str) -> Path:
    return FOLDER / f"{name.replace('/', '-')}.json"


def surroundings(name: str) -> dict[str, str]:
    """What bytes depend on beside the pinned packages: vector instructions, and the browser where one draws."""
    cpu = Path("/proc/cpuinfo")
    words = set(cpu.read_text().split()) if cpu.exists() else set()
    vectors = " ".join(flag for flag in ("sse4_2", "avx2", "avx512f", "asimd") if flag in words)
    return {"processor": vectors, "browser": browser_version() if generators[name].needs else ""}


def measured(name: str) -> dict[str, Any]:
    """The version, and for each language the digests of one drawing."""
    kind = generators[name]
    found: dict[str, Any] = {"version": kind.version, "surroundings": surroundings(name)}
    for language in kind.languages:
        key = Key(seed=2, split="test", generator=name, version=kind.version, index=0, attempt=0)
        _, spec, drawing = specimen(kind(), key, Knobs(language=language))
        pixels = sha256()
        for page in drawing.pages:
            pixels.update(jsonio.dumps(list(page.shape)) + page.tobytes())
        scene = sha256(jsonio.dumps(jsonio.encode(drawing.scene))).hexdigest()
        found[language] = {"spec": jsonio.digest(spec), "scene": scene, "pixels": pixels.hexdigest()}
    return found


def comparable(digests: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    """The digests without those that may differ because their surroundings do."""
    kept = {key: value for key, value in digests.items() if key != "surroundings"}
    return {key: _without(value, left_out) for key, value in kept.items()}


def incomparable(held: dict[str, Any], found: dict[str, Any]) -> set[str]:
    """Names of the digests that say nothing here."""
    ours, theirs = found["surroundings"], held["surroundings"]
    if ours["browser"] != theirs["browser"]:
        return {"pixels", "scene"}
    return {"pixels"} if ours != theirs else set()


def _without(value: Any, names: set[str]) -> Any:
    return {key: item for key, item in value.items() if key not in names} if isinstance(value, dict) else value


def complaint(held: dict[str, Any] | None, found: dict[str, Any], *, writing: bool) -> str:
    """What is wrong with the digests that were found, given those that are on file; "" if they may stand."""
    if held is None:
        return "" if writing else WRITE
    left_out = incomparable(held, found)
    if comparable(held, left_out) == comparable(found, left_out):
        return ""
    if held["version"] == found["version"]:
        return BUMP.format(version=found["version"])
    return "" if writing else WRITE


@pytest.mark.parametrize("name", generators)
def test_output_is_that_of_the_version(name: str) -> None:
    writing = os.environ.get(FLAG) == "1"
    path, found = path_of(name), measured(name)
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    wrong = complaint(held, found, writing=writing)
    assert wrong == "", f"{name} {wrong}; found {found}"
    if writing:
        path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def test_goldens_are_compared_and_not_written() -> None:
    assert FLAG not in os.environ, (
        "golden files were written; look at the difference and run the tests without the flag"
    )


def test_no_golden_file_is_left_behind() -> None:
    assert sorted(FOLDER.glob("*.json")) == sorted(path_of(name) for name in generators)


def test_a_changed_digest_asks_for_a_new_version() -> None:
    here = {"processor": "avx2", "browser": ""}
    old = {"version": 1, "surroundings": here, "en": {"pixels": "a", "scene": "b"}}
    changed = {**old, "en": {"pixels": "c", "scene": "b"}}
    bumped = {**changed, "version": 2}
    assert complaint(old, old, writing=False) == ""
    for writing in (False, True):
        assert "bump `version`" in complaint(old, changed, writing=writing)
    assert complaint(old, bumped, writing=False) == complaint(None, old, writing=False) == WRITE
    assert complaint(old, bumped, writing=True) == complaint(None, old, writing=True) == ""


def test_pixels_are_compared_on_one_family_of_processors_only() -> None:
    old = {"version": 1, "surroundings": {"processor": "avx2", "browser": ""}, "en": {"pixels": "a", "scene": "b"}}
    there = {**old, "surroundings": {"processor": "asimd", "browser": ""}}
    assert complaint(old, {**there, "en": {"pixels": "c", "scene": "b"}}, writing=False) == ""
    assert "bump" in complaint(old, {**there, "en": {"pixels": "a", "scene": "c"}}, writing=False)
