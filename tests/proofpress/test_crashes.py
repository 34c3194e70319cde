"""Processes that die: kill -9 anywhere, Ctrl-C, a dead parent, a disk that is really full; and fresh processes with
other hash seeds and worker counts."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tiny_recipes import HERE, PLUGIN, TINY, contents

from proofpress.folder import Folder


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PLUGIN), **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "proofpress", *map(str, words)]


def start(out: Path, *words: str, count: int = 400) -> subprocess.Popen[str]:
    """A run that is long enough to be stopped."""
    line = command("make", TINY, "--out", out, "--count", str(count), *words)
    return subprocess.Popen(line, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def wait_for_marker(out: Path, process: subprocess.Popen[str]) -> None:
    while not list(out.glob("*.marker.json")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def test_killed_runs_resume_to_the_same_bytes(tmp_path: Path) -> None:
    line = [sys.executable, str(HERE / "killed.py"), str(tmp_path)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=environment())
    results = json.loads(done.stdout)
    died_at = {name.split(" ")[0] for name, _, _ in results}
    assert len(results) >= 20
    assert died_at == {"write", "name", "mark", "half", "done"}
    assert [entry for entry in results if not (entry[1] and entry[2])] == []


def test_worker_count_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    runs = {}
    for workers, hash_seed in ((1, "0"), (2, "1"), (4, "4242")):
        out = tmp_path / f"w{workers}"
        line = command("make", TINY, "--out", out, "--count", "30", "--workers", str(workers))
        subprocess.run(line, check=True, capture_output=True, env=environment(PYTHONHASHSEED=hash_seed))
        runs[workers] = contents(out)
    assert runs[1] == runs[2] == runs[4]
    assert any(name.endswith(".tar") for name in runs[1])


def test_ctrl_c_ends_in_one_line_and_nothing_half(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(out, "--workers", "2")
    wait_for_marker(out, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "proofpress: stopped; what has a marker is whole, go on with --resume"
    assert "Traceback" not in errors
    assert list(out.glob(".*.tmp")) == []
    plan = Folder(out).read_plan()
    assert 0 < len(Folder(out).finished(plan.blocks)) < len(plan.blocks)


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(out, "--workers", "2")
    wait_for_marker(out, process)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert len(children) >= 2
    assert alive == []


def mounted(folder: Path) -> bool:
    """Whether a small tmpfs could be mounted on a folder."""
    line = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    return os.geteuid() == 0 and subprocess.run(line, capture_output=True, check=False).returncode == 0


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """On a small tmpfs where one can be mounted, else under a limit on the size of files."""
    out = tmp_path / "disk"
    out.mkdir()
    is_disk = mounted(out)
    try:
        line = command("make", TINY, "--out", out / "run", "--workers", "1")
        done = subprocess.run(
            line, capture_output=True, text=True, check=False, env=environment(),
            preexec_fn=None if is_disk else small_files,
        )  # fmt: skip
        assert done.returncode == 2
        assert "proofpress: disk: no room left while writing" in done.stderr
        assert "Traceback" not in done.stderr
        assert list((out / "run").glob(".*.tmp")) == []
        for path in (out / "run").glob("*.marker.json"):
            told = json.loads(path.read_text())
            assert (out / "run" / told["file"]).stat().st_size == told["bytes"]
    finally:
        if is_disk:
            subprocess.run(["umount", str(out)], check=True)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_worker_that_dies_is_told(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    process = start(out, "--workers", "2")
    wait_for_marker(out, process)
    workers = [child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())]
    workers[0].send_signal(signal.Signals[name])
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "proofpress: worker: a process died" in errors
    assert "go on with --resume" in errors
