"""Auditing and replaying: any changed byte is found and named, and a sample comes back byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_recipes import TINY, changed

from proofpress import verify
from proofpress.audit import shard_faults
from proofpress.executor import make
from proofpress.recipe import Recipe
from proofpress.replaying import replay
from proofpress.shards import layout, members_of, read_marker, read_shard
from proofpress_core.errors import ConfigError


@pytest.fixture
def folder(tiny_recipe: Recipe, tmp_path: Path) -> Path:
    """A finished run."""
    make(tiny_recipe, tmp_path / "run")
    return tmp_path / "run"


def a_shard(folder: Path) -> tuple[Path, dict[str, object]]:
    path = min(folder.glob("*.tar"))
    return path, json.loads(path.with_suffix(".marker.json").read_text())


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in verify(folder).faults]


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_whole_folder_has_no_fault(folder: Path) -> None:
    audit = verify(folder, deep=True)
    assert (audit.faults, audit.samples, audit.notes) == ([], 25, ())


def test_a_flipped_byte_names_its_record(folder: Path) -> None:
    path, marker = a_shard(folder)
    for member, at in list(layout(members_of(marker)))[3:5]:
        flip(path, at + member.size // 2)
        (fault,) = verify(folder).faults
        slug = member.name.split(".", 1)[0]
        assert str(fault) == f"{slug}: digest: bytes of {member.name} in {path.name} were changed"
        flip(path, at + member.size // 2)
    assert verify(folder).faults == []


def test_a_flipped_byte_outside_of_members_names_the_shard(folder: Path) -> None:
    path, _ = a_shard(folder)
    for place in (0, 150, path.stat().st_size - 1):
        flip(path, place)
        (fault,) = verify(folder).faults
        assert str(fault) == f"{path.name}: shard: bytes outside its members were changed"
        flip(path, place)


@given(st.data())
def test_no_flipped_byte_goes_unseen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    from proofpress.shards import ShardWriter, open_file

    path = tmp_path_factory.mktemp("flip") / "a.tar"
    writer = ShardWriter(path, open_file)
    for n in range(2):
        writer.add({f"s{n}.json": b"{}" * 40, f"s{n}.png": bytes(700)})
    marker = {"sha256": writer.finish(), "bytes": writer.size,
              "members": [[m.name, m.size, m.sha256] for m in writer.members]}  # fmt: skip
    writer.commit()
    assert list(shard_faults(path, marker)) == []
    flip(path, data.draw(st.integers(0, writer.size - 1)))
    assert len(list(shard_faults(path, marker))) == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_cut_shard_is_told(folder: Path, share: float) -> None:
    path, marker = a_shard(folder)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    faults = [str(fault) for fault in verify(folder).faults]
    assert any(fault.startswith(f"{path.name}: shard: has {int(len(data) * share)} of {marker['bytes']} bytes")
               for fault in faults)  # fmt: skip


def test_missing_files_are_told(folder: Path) -> None:
    path, _ = a_shard(folder)
    path.unlink()
    faults = " ".join(told(folder))
    assert f"{path.name}: shard: cannot be read" in faults
    assert "1 of 3 blocks are missing; run with --resume" in faults


def test_a_shard_without_marker_is_told(folder: Path) -> None:
    path, _ = a_shard(folder)
    path.with_suffix(".marker.json").unlink()
    assert any(fault.record == path.name and "no marker" in fault.reason for fault in verify(folder).faults)


def test_a_changed_list_of_shards_is_told(folder: Path) -> None:
    path = folder / "manifest.json"
    whole = path.read_text()
    path.write_text(whole.replace('"rows":', '"rows":1'))
    assert told(folder) == ["manifest.json: folder: does not follow from the markers"]
    path.write_text("[1")
    assert told(folder) == ["manifest.json: folder: is no JSON"]
    path.unlink()
    assert told(folder) == ["manifest.json: folder: cannot be read (No such file or directory)"]


def test_any_changed_byte_of_a_marker_is_told(folder: Path, tiny_recipe: Recipe) -> None:
    path = a_shard(folder)[0].with_suffix(".marker.json")
    whole = path.read_bytes()
    for place in range(len(whole) - 1):
        flip(path, place)
        with pytest.raises(ConfigError, match="delete it"):
            read_marker(path)
        path.write_bytes(whole)
    flip(path, len(whole) // 2)
    (fault,) = told(folder)
    assert fault.startswith(f"{path.name}: shard: is not as it was written")
    with pytest.raises(ConfigError, match="delete it"):
        make(tiny_recipe, folder, resume=True)
    path.unlink()
    make(tiny_recipe, folder, resume=True)
    assert path.read_bytes() == whole
    assert told(folder) == []


def test_a_marker_of_another_shard_is_told(folder: Path) -> None:
    path = a_shard(folder)[0].with_suffix(".marker.json")
    other = folder / path.name.replace("-000000", "-000009")
    other.write_bytes(path.read_bytes())
    assert f"{other.name}: shard: belongs to no block of this plan" in told(folder)
    assert any(line.startswith(f"{other.name}: shard: is not as it was written") for line in told(folder))


@pytest.mark.parametrize("place", [5, 300, -3])
def test_a_changed_plan_is_told(folder: Path, place: int) -> None:
    path = folder / "plan.json"
    flip(path, place)
    assert told(folder) == ["plan.json: folder: is not as `proofpress make` wrote it"]


def test_a_sample_that_cannot_be_made_again_is_found_by_a_deep_audit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import proofpress_tiny

    monkeypatch.setattr(proofpress_tiny, "GAP", 5)
    assert verify(folder).faults == []
    faults = verify(folder, deep=True).faults
    assert {fault.check for fault in faults} == {"rebuild"}
    assert len({fault.record for fault in faults}) == 25


def test_what_is_no_folder_of_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a folder that `proofpress make` wrote"):
        verify(tmp_path)


@pytest.mark.parametrize("ocr", [-0.1, 1.1])
def test_the_share_to_read_is_a_share(folder: Path, ocr: float) -> None:
    with pytest.raises(ConfigError, match="--ocr"):
        verify(folder, ocr=ocr)


def test_a_replay_gives_the_bytes_of_the_shard(folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("*.tar"):
        sample = next(read_shard(path))
        slug = next(iter(sample)).split(".", 1)[0]
        replayed = replay(slug, folder, tmp_path / "again")
        assert (replayed.differences, replayed.compared, replayed.notes) == ((), True, ())
        assert {written.name: written.read_bytes() for written in replayed.files} == sample


def test_a_replay_from_the_recipe_gives_the_same(tiny: None, tmp_path: Path) -> None:
    make(changed(), tmp_path / "run")
    sample = next(read_shard(a_shard(tmp_path / "run")[0]))
    slug = next(iter(sample)).split(".", 1)[0]
    replayed = replay(slug, TINY, tmp_path / "again")
    assert not replayed.compared
    assert {path.name: path.read_bytes() for path in replayed.files} == sample


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("nonsense", "the id of a sample"),
        ("train-charts-tinny-v1-s3-i0000000-a0", "a generator of this plan; did you mean 'charts-tiny'?"),
        ("train-charts-tiny-v1-s3-i0009999-a0", "a sample of this plan"),
        ("train-charts-tiny-v1-s4-i0000000-a0", r"a sample of this plan \(seed 3, 25 samples\)"),
        ("../../etc/passwd", "the id of a sample"),
    ],
)
def test_a_key_of_no_sample_is_refused(folder: Path, tmp_path: Path, slug: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        replay(slug, folder, tmp_path / "again")


def test_a_changed_machine_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from proofpress import machine

    sample = next(read_shard(a_shard(folder)[0]))
    slug = next(iter(sample)).split(".", 1)[0]
    monkeypatch.setattr(machine, "library_versions", lambda names=(): {"faker": "9.9"})
    (note,) = replay(slug, folder, tmp_path / "again").notes
    assert "-> 9.9" in note
