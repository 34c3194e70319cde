"""The command line: exit codes, one clear line for a mistake, and what the commands print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_recipes import PLUGIN, TINY, changed

import proofpress
from proofpress.cli import run
from proofpress.executor import make


def told(capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Exit code, output and error output of a command."""
    code = run([str(word) for word in words])
    out, err = capfd.readouterr()
    return code, out, err


def one_line(err: str) -> str:
    (line,) = err.strip().splitlines()
    return line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mak"], "No such command 'mak'. Did you mean 'make'?"),
        (["make"], "Missing argument"),
        (["make", "RECIPE"], "Missing option '--out'"),
        (["make", "nowhere.yaml", "--out", "OUT"], "nowhere.yaml"),
        (["make", "RECIPE", "--out", "OUT", "--count", "0"], "count: got 0, expected at least 1"),
        (["make", "RECIPE", "--out", "OUT", "--count", "many"], "Invalid value for '--count'"),
        (["make", "RECIPE", "--out", "OUT", "--seed", "-1"], "seed: got -1, expected at least 0"),
        (["make", "RECIPE", "--out", "OUT", "--workers", "0"], "--workers: got 0"),
        (["make", "RECIPE", "--out", "OUT", "--workers", "0", "--dry-run"], "--workers: got 0"),
        (["make", "RECIPE", "--out", "OUT", "--shard", "5/4"], "--shard: got '5/4'"),
        (["make", "RECIPE", "--out", "OUT", "--shard", "0/3"], "--shard: got '0/3'"),
        (["make", "RECIPE", "--out", "OUT", "--shard", "a/b"], "--shard: got 'a/b'"),
        (["make", "RECIPE", "--out", "OUT", "--shard", "1/" + "9" * 5000], "expected k/n, such as 1/4"),
        (["make", "FOLDER", "--out", "OUT"], "a file that can be read (Is a directory)"),
        (["make", "RECIPE", "--out", "RECIPE"], "a folder that can be written (Not a directory)"),
        (["show", "charts/bra"], "did you mean 'charts/bar'?"),
        (["show", "charts/tiny", "--index", "-1"], "--index: got -1"),
        (["show", "charts/tiny", "--index", str(10**12)], "--index: got 1000000000000"),
        (["show", "charts/tiny", "--language", "fr"], "charts/tiny.language: got 'fr'"),
        (["show", "charts/tiny", "--out", "/nowhere/x.png"], "a file that can be written"),
        (["verify", "OUT"], "a folder that `proofpress make` wrote (plan.json: No such file or directory)"),
        (["verify", "RECIPE"], "a folder that `proofpress make` wrote (plan.json: Not a directory)"),
        (["gallery", "OUT"], "a folder that `proofpress make` wrote"),
        (["export", "OUT", "--out", "x"], "a folder that `proofpress make` wrote"),
        (["stats", "FOLDER"], "a folder that `proofpress make` wrote"),
        (["decompose", "FOLDER", "--out", "OUT"], "a file of JSON lines"),
        (["replay", "x", "--from", "nowhere", "--out", "OUT"], "nowhere"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_code_2(
    tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    places = {"RECIPE": str(TINY), "OUT": str(tmp_path / "out"), "FOLDER": str(tmp_path)}
    code, _, err = told(capfd, *(places.get(word, word) for word in words))
    assert code == 2
    assert message in one_line(err)
    assert one_line(err).startswith("proofpress: ")
    assert not (tmp_path / "out").exists()


def test_make_verify_replay_show(tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    code, printed, _ = told(capfd, "make", TINY, "--out", out, "--count", "12", "--workers", "1")
    assert code == 0
    assert "12 samples in" in printed
    assert f"shards: {out}" in printed.replace("\n", "")
    assert told(capfd, "verify", out, "--deep")[:2] == (0, "12 samples in 4 shards: no fault\n")
    slug = "train-charts-tiny-v1-s3-i0000001-a0"
    code, printed, _ = told(capfd, "replay", slug, "--from", out, "--out", tmp_path / "again")
    assert code == 0
    assert "the same bytes as in the shard" in printed
    code, printed, _ = told(capfd, "show", "charts/tiny", "--index", "3", "--out", tmp_path / "x.png")
    assert code == 0
    assert "char" in printed
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_faults_are_printed_with_record_and_check(
    tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make(changed(count=5), tmp_path / "run")
    shard = min((tmp_path / "run").glob("*.tar"))
    data = bytearray(shard.read_bytes())
    data[600] ^= 1
    shard.write_bytes(data)
    code, printed, err = told(capfd, "verify", tmp_path / "run")
    assert code == 1
    assert ": digest: bytes of " in one_line(err)
    assert printed.endswith(": 1 fault\n")


def test_a_dry_run_writes_nothing(tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = told(capfd, "make", TINY, "--out", tmp_path / "run", "--dry-run")
    assert code == 0
    assert "charts: 60 samples" in printed
    assert "6 blocks" in printed
    assert "MB" in printed
    assert "minutes" in printed
    assert list(tmp_path.iterdir()) == []


def test_a_domain_that_falls_short_ends_with_code_1(
    tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proofpress.pipeline.ATTEMPTS", 1)
    code, _, err = told(capfd, "make", TINY, "--out", tmp_path / "run", "--workers", "1")
    assert code == 1
    assert "proofpress: charts: only " in err


def test_the_list_tells_what_a_recipe_may_say(tiny: None, capfd: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = told(capfd, "list", "--json")
    listed = {row["id"]: row for row in json.loads(printed)}
    assert code == 0
    assert {row["domain"] for row in listed.values()} >= {"charts"}
    assert listed["charts/tiny"]["version"] == 1
    assert listed["charts/tiny_english"] | {"about": ""} == {
        "id": "charts/tiny_english", "domain": "charts", "version": 1, "languages": ["en"],
        "options": {"reject_percent": [], "bug_at": [], "most_pages": []}, "needs": ["wings"], "available": False,
        "about": "",
    }  # fmt: skip
    assert "(needs wings)" in told(capfd, "list")[1]


def test_the_doctor_looks_at_everything(capfd: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = told(capfd, "doctor", "--json")
    found = {finding["name"]: finding for finding in json.loads(printed)}
    assert {"python", "packages", "opencv", "fonts en", "fonts zh", "browser", "tesseract", "ocr models",
            "kernel cache"} == set(found)  # fmt: skip
    assert code == (0 if all(finding["ok"] for finding in found.values() if finding["needed"]) else 1)
    assert found["opencv"]["ok"], found["opencv"]


def test_alone_it_tells_how_to_use_it(capfd: pytest.CaptureFixture[str]) -> None:
    assert told(capfd) == told(capfd, "--help")
    assert told(capfd)[1].startswith("Usage: proofpress")


def test_a_folder_of_others_is_left_as_it_was(tiny: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    code, _, err = told(capfd, "make", TINY, "--out", tmp_path)
    assert (code, "not one that holds notes.txt" in one_line(err)) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_drawing_says_nothing_of_its_own(tmp_path: Path) -> None:
    """No library's warning reaches the user; skia used to start a fontconfig that disliked the machine's files."""
    done = subprocess.run(
        [sys.executable, "-m", "proofpress", "show", "scene_text/sign", "--out", str(tmp_path / "sign.png")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert told(capfd, "--version")[:2] == (0, f"proofpress {proofpress.__version__}\n")


def test_a_plug_in_is_found_by_its_entry_point() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "proofpress", "list", "--json"], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(PLUGIN)},
    )  # fmt: skip
    assert "charts/tiny" in {row["id"] for row in json.loads(done.stdout)}


def test_public_names_are_all_there() -> None:
    assert all(getattr(proofpress, name) is not None for name in proofpress.__all__)
    assert set(dir(proofpress)) == set(proofpress.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = proofpress.nothing


def test_a_stranger_in_place_of_a_sibling_is_named(tmp_path: Path) -> None:
    (tmp_path / "renderers").mkdir()
    (tmp_path / "renderers" / "__init__.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", "import proofpress"], capture_output=True, text=True, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode != 0
    assert f"needs its own package 'renderers' beside it, but finds {tmp_path / 'renderers'}" in done.stderr
