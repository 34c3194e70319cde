"""What generators give must not change unnoticed: digests of pixels and scene, one file a generator.

A digest that changed is right only together with a new `version` of the generator. Write the files anew with
`PROOFPRESS_UPDATE_GOLDENS=1 pytest tests/test_golden.py`, in the set of packages that `constraints.txt` pins.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from proof import specimen

from proofpress_core import jsonio
from proofpress_core.rng import Key
from renderers.base import Knobs, generators

FLAG = "PROOFPRESS_UPDATE_GOLDENS"
FOLDER = Path(__file__).parent / "golden"
BUMP = "changed, but its version is still {version}: bump `version` in its class, or undo the change"
WRITE = f"has a new version; look at its pictures, then run with {FLAG}=1 to write its golden file"


def path_of(name: str) -> Path:
    return FOLDER / f"{name.replace('/', '-')}.json"


def measured(name: str) -> dict[str, Any]:
    """The version, and for each language the digests of one drawing."""
    kind = generators[name]
    found: dict[str, Any] = {"version": kind.version}
    for language in kind.languages:
        key = Key(seed=2, split="test", generator=name, version=kind.version, index=0, attempt=0)
        drawing = specimen(kind(), key, Knobs(language=language))[2]
        pixels = sha256()
        for page in drawing.pages:
            pixels.update(jsonio.dumps(list(page.shape)) + page.tobytes())
        scene = sha256(jsonio.dumps(jsonio.encode(drawing.scene))).hexdigest()
        found[language] = {"pixels": pixels.hexdigest(), "scene": scene}
    return found


def complaint(held: dict[str, Any] | None, found: dict[str, Any], *, writing: bool) -> str:
    """What is wrong with the digests that were found, given those that are on file; "" if they may stand."""
    if held == found:
        return ""
    if held is not None and held["version"] == found["version"]:
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
    old = {"version": 1, "en": {"pixels": "a", "scene": "b"}}
    changed, bumped = {**old, "en": {"pixels": "c", "scene": "b"}}, {"version": 2, "en": {"pixels": "c", "scene": "b"}}
    assert complaint(old, old, writing=False) == ""
    for writing in (False, True):
        assert "bump `version`" in complaint(old, changed, writing=writing)
    assert complaint(old, bumped, writing=False) == complaint(None, old, writing=False) == WRITE
    assert complaint(old, bumped, writing=True) == complaint(None, old, writing=True) == ""
