"""The real domains, from the recipe to audited shards."""

from __future__ import annotations

import json
from pathlib import Path

from proofpress import make, verify

SMOKE = Path(__file__).parents[2] / "recipes" / "smoke.yaml"


def test_all_domains_run_and_are_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    summary = make(SMOKE, tmp_path)
    assert summary.short == {}
    assert set(summary.delivered) == {"charts", "tables", "formulas", "documents", "scene_text", "math_problems"}
    audit = verify(tmp_path, deep=True)
    assert [str(fault) for fault in audit.faults] == []
    assert audit.samples == json.loads((tmp_path / "manifest.json").read_text())["samples"] >= 23
    assert audit.measured["replay", "questions"] >= 2 * audit.samples
    assert (tmp_path / "README.md").read_text().startswith("---\npretty_name: smoke\n")
