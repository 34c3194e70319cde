"""The data card, the estimate of a run, and the constants by which rejects are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tiny_recipes import changed

from proofpress.blocks import Disk, run_block
from proofpress.card import font_licences
from proofpress.estimate import estimate, items_of
from proofpress.folder import Folder
from proofpress.pipeline import Pipeline, _constant
from proofpress.plan import make_plan
from proofpress.stored import shards_of
from templates import fonts

CARRIED = {"NewCMMath-Book.otf"}
"""Fonts that a library brings along, which are no family of ours."""


@pytest.fixture(scope="module")
def made(six_domains: Path) -> tuple[str, dict[str, Any]]:
    """The card and the manifest of a small folder of all domains."""
    manifest = json.loads((six_domains / "manifest.json").read_text())
    return (six_domains / "README.md").read_text(encoding="utf-8"), manifest


def test_every_font_that_drew_is_listed_with_its_licence(six_domains: Path, made: tuple[str, dict[str, Any]]) -> None:
    records = [stored.record for shard in shards_of(six_domains) for stored in shard]
    used = {name for record in records for name in record["provenance"]["fonts"]}
    listed = dict(font_licences(Folder(six_domains).read_plan()))
    own = [name for name in listed if name != "new-computer-modern-math"]
    faces = {fonts.font(name, weight).path.name for name in own for weight in ("regular", "bold", "italic")}
    assert used - CARRIED <= faces
    assert all(licence and f"| {name} | {licence} |" in made[0] for name, licence in listed.items())


def test_the_counts_of_the_card_are_those_of_the_manifest(made: tuple[str, dict[str, Any]]) -> None:
    text, manifest = made
    splits = [split for split in ("train", "val", "test") if split in manifest["counts"]["split"]]
    rows = {cells[1]: cells[2:-1] for cells in ([cell.strip() for cell in line.split("|")] for line in text.splitlines()
            if line.startswith("|"))}  # fmt: skip
    for domain, number in manifest["counts"]["domain"].items():
        assert [int(cell) for cell in rows[domain]][-1] == number == sum(int(cell) for cell in rows[domain][:-1])
    assert [int(cell) for cell in rows["all"]] == [
        *(manifest["counts"]["split"][name] for name in splits), manifest["samples"],
    ]  # fmt: skip
    for check, statuses in manifest["verdicts"].items():
        assert rows[check][0], f"the card does not say what {check} looks at"
        assert rows[check][1] == ", ".join(f"{status} {number}" for status, number in statuses.items())


def test_an_estimate_of_few_items_is_what_they_are(tiny: None, tmp_path: Path) -> None:
    settings = {"charts/tiny": {"reject_percent": 0}}
    domains = {"charts": {"share": 1, "generators": ["charts/tiny"], "settings": settings}}
    plan, _ = make_plan(changed(count=5, splits={"train": "1"}, checks={"ocr_rate": 0}, domains=domains))
    assert items_of(plan) == {"charts": 5}
    guess = estimate(plan)
    for block in plan.blocks:
        run_block(Pipeline(plan), block, tmp_path, Disk(), lambda: None)
    markers = Folder(tmp_path).markers()
    assert guess.bytes == sum(size for marker in markers for _, size, _ in marker["members"])
    assert guess.seconds > 0


@pytest.mark.parametrize(
    ("message", "constant"),
    [
        ("region 12 (line) says 'Tea', both engines read 'Sea'; region 3", "region # (line) says '...', both engines"),
        ("""region 1 (line) says "it's; 4", both engines read 'its'""", "region # (line) says '...', both engines"),
        (r"""region 1 (line) says 'a "b" \'c\'; d', both engines""", "region # (line) says '...', both engines"),
        ("3 of 5 lines cannot be read", "# of # lines cannot be read"),
        ("", "failed"),
    ],
)
def test_a_reject_is_counted_by_what_was_wrong(message: str, constant: str) -> None:
    assert _constant(message).startswith(constant)
    assert "; " not in _constant(message)
