"""Runs: the same bytes whoever makes them, locks, resumes, limits, full disks, bugs."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import BinaryIO

import pytest
from tiny_recipes import changed, contents, with_settings

from proofpress import stream
from proofpress.blocks import Disk
from proofpress.executor import BugFound, RunStopped, make
from proofpress.folder import Part
from proofpress.limits import KEPT, LOST, Limits, TooManyRejects
from proofpress.members import read
from proofpress.recipe import Recipe
from proofpress.shards import read_shard
from proofpress_core.errors import ConfigError


def test_parts_in_any_order_give_the_same_folder(tiny_recipe: Recipe, tmp_path: Path) -> None:
    make(tiny_recipe, tmp_path / "whole")
    for k in (3, 1, 2):
        summary = make(tiny_recipe, tmp_path / "parts", part=Part(k, 3))
        assert summary.complete == (k == 2)
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_samples_of_a_stream_are_those_of_the_shards(tiny_recipe: Recipe, tmp_path: Path) -> None:
    summary = make(tiny_recipe, tmp_path)
    shipped = {sample.record.key: sample for path in tmp_path.glob("*.tar") for sample in map(read, read_shard(path))}
    streamed = {sample.record.key: sample for sample in stream(tiny_recipe)}
    assert streamed == shipped
    assert len(shipped) == summary.delivered["charts"] == 25
    assert {sample.record.key.split for sample in stream(tiny_recipe, split="val")} == {"val"}


def test_every_sample_of_a_shard_has_the_same_number_of_pages(tiny_recipe: Recipe, tmp_path: Path) -> None:
    make(tiny_recipe, tmp_path)
    for path in tmp_path.glob("*.tar"):
        pages = int(path.stem.split("-")[2].removeprefix("p"))
        assert {len(sample) for sample in read_shard(path)} == {pages + 2}


def test_a_hole_shifts_nothing(tiny: None, tmp_path: Path) -> None:
    """With another rate of rejects other attempts are kept, but an item that is kept at once stays the same."""
    make(changed(count=20, domains=with_settings(reject_percent=0)), tmp_path / "none")
    make(changed(count=20, domains=with_settings(reject_percent=25)), tmp_path / "some")
    first = {name for name in shipped_members(tmp_path / "some") if "-a0." in name}
    assert first
    assert first < shipped_members(tmp_path / "none")


def shipped_members(folder: Path) -> set[str]:
    """The name of every member of every shard."""
    return {name for path in folder.glob("*.tar") for sample in read_shard(path) for name in sample}


def test_a_folder_that_is_in_use_is_refused(tiny_recipe: Recipe, tmp_path: Path) -> None:
    with (tmp_path / ".lock-1-of-1").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ConfigError, match="a folder that no other run is writing to"):
            make(tiny_recipe, tmp_path)
    assert list(tmp_path.glob("*.tar")) == []


def test_a_finished_folder_needs_resume_and_then_stays_as_it_is(tiny_recipe: Recipe, tmp_path: Path) -> None:
    make(tiny_recipe, tmp_path)
    before = contents(tmp_path)
    with pytest.raises(ConfigError, match="--resume to go on"):
        make(tiny_recipe, tmp_path)
    make(tiny_recipe, tmp_path, resume=True)
    assert contents(tmp_path) == before


def test_another_plan_is_refused_and_the_difference_told(tiny_recipe: Recipe, tmp_path: Path) -> None:
    make(tiny_recipe, tmp_path)
    other = tiny_recipe.model_copy(update={"seed": 4})
    with pytest.raises(ConfigError, match=r"differs in recipe\.seed: 3 there, 4 here"):
        make(other, tmp_path, resume=True)


def test_a_folder_of_something_else_is_refused(tiny_recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("do not touch")
    with pytest.raises(ConfigError, match=r"not one that holds thesis\.tex"):
        make(tiny_recipe, tmp_path)
    assert (tmp_path / "thesis.tex").read_text() == "do not touch"


def test_a_file_in_place_of_the_folder_is_refused(tiny_recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ConfigError, match="a folder that can be written"):
        make(tiny_recipe, tmp_path / "out")


@pytest.mark.parametrize("workers", [0, -1])
def test_a_run_needs_a_worker(tiny_recipe: Recipe, tmp_path: Path, workers: int) -> None:
    with pytest.raises(ConfigError, match=f"--workers: got {workers}"):
        make(tiny_recipe, tmp_path, workers=workers)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_part_is_k_of_n(text: str) -> None:
    with pytest.raises(ConfigError, match="--shard"):
        Part.parse(text)


def test_a_lost_shard_is_made_again(tiny_recipe: Recipe, tmp_path: Path) -> None:
    make(tiny_recipe, tmp_path)
    before = contents(tmp_path)
    victim = min(tmp_path.glob("*.tar"))
    victim.write_bytes(victim.read_bytes()[:100])
    make(tiny_recipe, tmp_path, resume=True)
    assert contents(tmp_path) == before


def test_a_generator_that_always_fails_stops_the_run(tiny: None, tmp_path: Path) -> None:
    with pytest.raises(RunStopped, match=r"charts/tiny: 20 attempts in a row .* sample/unlucky \(20\)"):
        make(changed(domains=with_settings(reject_percent=100)), tmp_path)
    assert list(tmp_path.glob("*.tar")) == []
    assert list(tmp_path.glob(".*.tmp")) == []


def test_a_generator_that_often_fails_stops_the_run(tiny: None, tmp_path: Path) -> None:
    recipe = changed(count=200, domains=with_settings(reject_percent=45))
    with pytest.raises(TooManyRejects, match=r"of \d+ attempts were rejected, at most 30%"):
        make(recipe, tmp_path)


def test_limits_stop_at_the_attempt_that_crosses_them() -> None:
    limits = Limits()
    limits.count("a", {"draw/overlap": 61})
    limits.watch("a", KEPT * 79 + (KEPT + LOST) * 60 + KEPT)
    with pytest.raises(TooManyRejects, match=r"^a: 61 of 201 .* at most 30% may be; top reasons: draw/overlap \(61\)"):
        limits.watch("a", LOST)
    fresh = Limits()
    fresh.watch("b", LOST * 19)
    with pytest.raises(TooManyRejects, match="20 attempts in a row"):
        fresh.watch("b", LOST)


def test_rejects_are_counted_and_the_first_are_kept(tiny: None, tmp_path: Path) -> None:
    recipe = changed(rejects={"sample": 3})
    summary = make(recipe, tmp_path)
    number = summary.rejects["charts/tiny", "sample", "unlucky"]
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert number > 3
    assert manifest["rejects"] == [["charts/tiny", "sample", "unlucky", number]]
    assert manifest["tries"] == {"charts/tiny": 60 + number}
    kept = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text().splitlines()]
    assert [reject["reason"] for reject in kept] == ["unlucky"] * 3


def test_a_domain_that_falls_short_is_told(tiny: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proofpress.pipeline.ATTEMPTS", 1)
    summary = make(changed(domains=with_settings(reject_percent=20)), tmp_path)
    delivered = summary.delivered["charts"]
    assert delivered < 57
    assert summary.short == {"charts": (delivered, 60)}
    assert json.loads((tmp_path / "manifest.json").read_text())["holes"] == 60 - delivered


def test_a_bug_stops_the_run_and_is_written_down(tiny: None, tmp_path: Path) -> None:
    with pytest.raises(BugFound, match="a bug on purpose") as caught:
        make(changed(domains=with_settings(bug_at=5)), tmp_path)
    (report,) = (tmp_path / "crash").iterdir()
    told = json.loads(report.read_text())
    assert "ZeroDivisionError: a bug on purpose" in told["report"]
    assert told["stage"] == "sample"
    assert told["command"] in str(caught.value)
    assert list(tmp_path.glob(".*.tmp")) == []


def test_a_replay_that_disagrees_is_a_bug_and_no_reject(
    tiny_recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from proofpress import stages
    from proofpress_core.sample import Verdict

    verdict = Verdict(check="replay", status="fail", reason="question 0: 3, not 4")
    monkeypatch.setattr(stages, "check", lambda *_: (verdict,))
    with pytest.raises(BugFound, match="question 0: 3, not 4"):
        make(tiny_recipe, tmp_path)


def test_ocr_that_reads_nothing_is_an_error(
    tiny_recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from proofpress import stages
    from proofpress_core.errors import BackendError
    from proofpress_core.sample import Verdict

    verdict = Verdict(check="reading", status="unsure", measured=(("read", 0),))
    monkeypatch.setattr(stages, "check", lambda *_: (verdict,))
    with pytest.raises(BackendError, match="no line of 25 samples was read"):
        make(tiny_recipe, tmp_path)


class FullDisk:
    """Files that have room for `room` bytes in all."""

    def __init__(self, room: int) -> None:
        self.room = room

    def open(self, path: Path) -> BinaryIO:
        file = path.open("wb")
        write = file.write
        disk = self

        class Limited:
            def write(self, data: bytes) -> int:
                if len(data) > disk.room:
                    write(data[: disk.room])
                    raise OSError(28, os.strerror(28))
                disk.room -= len(data)
                return write(data)

            def __getattr__(self, name: str) -> object:
                return getattr(file, name)

            def __enter__(self) -> Limited:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

        return Limited()  # type: ignore[return-value]


@pytest.mark.parametrize("room", [0, 1, 511, 512, 513, 20_000, 20_479, 20_480, 20_481, 22_000, 60_000, 61_500])
def test_a_full_disk_is_told_and_leaves_nothing_half(tiny: None, tmp_path: Path, room: int) -> None:
    recipe = changed(count=9, shard_size=3, splits={"train": "1"})
    with pytest.raises(RunStopped, match=r"disk: no room left while writing .*--resume"):
        make(recipe, tmp_path / "full", disk=Disk(open=FullDisk(room).open))
    assert list((tmp_path / "full").glob(".*.tmp")) == []
    for marker in (tmp_path / "full").glob("*.marker.json"):
        told = json.loads(marker.read_text())
        assert (tmp_path / "full" / told["file"]).stat().st_size == told["bytes"]
    make(recipe, tmp_path / "full", resume=True)
    make(recipe, tmp_path / "roomy")
    assert contents(tmp_path / "full") == contents(tmp_path / "roomy")
