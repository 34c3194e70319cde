"""Exports: loaded with the code of those who consume them, and compared with the shards they come from."""

from __future__ import annotations

import errno
import io
import json
from pathlib import Path
from typing import Any

import datasets
import pyarrow.parquet as pq
import pytest
from PIL import Image

from proofpress import exports
from proofpress.exporting import messages, parquet, responses
from proofpress.exports import export
from proofpress.folder import MANIFEST
from proofpress.stored import Stored, shards_of
from proofpress_core.errors import BackendError, ConfigError


@pytest.fixture(scope="module")
def stored(six_domains: Path) -> dict[str, Stored]:
    return {sample.slug: sample for shard in shards_of(six_domains) for sample in shard}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_parquet_loads_with_datasets(six_domains: Path, stored: dict[str, Stored], tmp_path: Path) -> None:
    paths = export(six_domains, "parquet", tmp_path / "out")
    assert [path.name for path in paths] == [f"{name}-00000-of-00001.parquet" for name in ("train", "validation")]
    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert set(loaded) == {"train", "validation"}
    assert loaded["train"].features["images"] == datasets.List(datasets.Image())
    rows = [row for part in loaded.values() for row in part]
    assert sorted(row["id"] for row in rows) == sorted(stored)
    for row in rows:
        sample = stored[row["id"]]
        assert row["images"][0].size == (row["width"], row["height"])
        assert len(row["images"]) == row["pages"]
        assert {name: row[name] for name in sample.flat} == sample.flat
        assert json.loads(row["questions"]) == json.loads(row["record"])["questions"]
        assert row["choices"] == sample.record["questions"][0]["choices"]


def test_parquet_holds_the_pictures_bytes_in_short_row_groups(
    six_domains: Path, stored: dict[str, Stored], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 4)
    path = export(six_domains, "parquet", tmp_path / "out")[0]
    file = pq.ParquetFile(path)
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert len(sizes) > 1
    assert max(sizes) == 4
    for row in file.read(["id", "images"]).to_pylist():
        pictures = {picture["path"]: picture["bytes"] for picture in row["images"]}
        assert pictures == stored[row["id"]].pictures


def test_a_row_group_ends_before_it_grows_too_large(stored: dict[str, Stored], monkeypatch: pytest.MonkeyPatch) -> None:
    samples = list(stored.values())
    weights = [sum(map(len, sample.members.values())) for sample in samples]
    monkeypatch.setattr(parquet, "GROUP_BYTES", max(weights))
    groups = list(parquet.groups(samples))
    assert [sample for group in groups for sample in group] == samples
    assert len(groups) > 1
    for group in groups:
        assert sum(weights[samples.index(sample)] for sample in group) <= max(weights)


def test_messages_load_with_datasets_and_find_their_pictures(
    six_domains: Path, stored: dict[str, Stored], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    paths = export(six_domains, "messages", out)
    assert [path.name for path in paths] == ["train.jsonl", "validation.jsonl"]
    named = {path.stem: str(path) for path in paths}
    loaded = datasets.load_dataset("json", data_files=named, cache_dir=str(tmp_path / "cache"))
    rows = [row for part in loaded.values() for row in part]
    assert len(rows) == sum(sample.flat["question_count"] for sample in stored.values())
    for row in rows:
        assert set(row) == {"messages", "images"}
        assert [message["role"] for message in row["messages"]] == ["user", "assistant"] * (len(row["messages"]) // 2)
        text = "".join(message["content"] for message in row["messages"])
        assert text.count("<image>") == row["messages"][0]["content"].count("<image>") == len(row["images"])
        for name in row["images"]:
            with Image.open(out / name) as picture:
                picture.verify()
    pictures = {name for row in rows for name in row["images"]}
    assert len(pictures) == sum(sample.flat["pages"] for sample in stored.values())
    assert pictures == {name for name in files(out) if name.endswith(".png")}


def test_dataset_info_declares_every_file(six_domains: Path, tmp_path: Path) -> None:
    paths = export(six_domains, "messages", tmp_path)
    info = json.loads((tmp_path / "dataset_info.json").read_text(encoding="utf-8"))
    assert {entry["file_name"] for entry in info.values()} == {path.name for path in paths}
    assert {entry["formatting"] for entry in info.values()} == {"sharegpt"}
    assert all(entry["columns"] == {"messages": "messages", "images": "images"} for entry in info.values())


@pytest.mark.parametrize("form", sorted(exports.FORMATS))
def test_the_same_folder_gives_the_same_bytes(form: str, six_domains: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export(six_domains, form, tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize(
    ("answer", "language", "said"),
    [
        ({"kind": "number", "value": "341", "unit": "TWh", "aliases": []}, "en", "341 TWh"),
        ({"kind": "number", "value": "616", "unit": "人", "aliases": []}, "zh", "616人"),
        ({"kind": "bool", "value": "no", "unit": "", "aliases": ["否"]}, "zh", "否"),
        ({"kind": "bool", "value": "yes", "unit": "", "aliases": ["Yes"]}, "en", "yes"),
        ({"kind": "choice", "value": "C", "unit": "", "aliases": ["3"]}, "en", "C"),
    ],
)
def test_an_answer_is_said_as_people_say_it(answer: dict[str, Any], language: str, said: str) -> None:
    assert responses.spoken(answer, language) == said


def question(text: str, turns: list[dict[str, Any]]) -> dict[str, Any]:
    answer = {"kind": "text", "value": "Oslo", "unit": "", "aliases": []}
    return {"text": text, "language": "en", "form": "short", "answer": answer, "turns": turns}


def test_a_conversation_keeps_its_turns_and_shows_the_pictures_once() -> None:
    first = {"text": "Which city?", "answer": {"kind": "text", "value": "Bergen", "unit": "", "aliases": []}}
    sample = Stored(
        members={"k.page0.png": b"", "k.page1.png": b""},
        flat={"id": "k"},
        record={"questions": [question("And after it?", [first])]},
    )
    (made,) = messages.conversations(sample, "images/x")
    assert made["images"] == ["images/x/k.page0.png", "images/x/k.page1.png"]
    contents = [message["content"] for message in made["messages"]]
    assert contents == ["<image><image>\nWhich city?", "Bergen", "And after it?", "Oslo"]


def test_a_grounded_answer_has_its_box_in_whole_pixels() -> None:
    regions = {"start": [0, 2, 6], "points": [0, 0, 999, 999, 100, 33, 170, 40, 160, 97, 96, 90]}
    asked = {**question("Where is Oslo?", []), "form": "grounded", "factors": [{"evidence": [0]}, {"evidence": [1]}]}
    assert responses.response(asked, {"scene": {"regions": regions}}) == "Oslo [6, 2, 11, 7]"
    assert responses.response({**asked, "form": "short"}, {"scene": {"regions": regions}}) == "Oslo"


def test_every_response_is_right(stored: dict[str, Stored]) -> None:
    from verify.rewards import score

    for sample in stored.values():
        for place, asked in enumerate(sample.record["questions"]):
            said = responses.response(asked, sample.record)
            found = score(sample.record, f"Answer: {said}", question=place)
            assert found["acc"] == 1.0, (sample.slug, said)
            assert asked["form"] != "grounded" or found["ground"] > 0.9


@pytest.mark.parametrize("mark", messages.PLACEHOLDERS)
def test_a_placeholder_in_a_text_is_refused(mark: str) -> None:
    sample = Stored(members={}, flat={"id": "k"}, record={"questions": [question(f"What is {mark}?", [])]})
    with pytest.raises(ConfigError, match=mark):
        messages.conversations(sample, "images/x")


def test_what_cannot_be_exported_is_said_before_anything_is_written(six_domains: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'parquet'"):
        export(six_domains, "parket", tmp_path / "out")
    with pytest.raises(ConfigError, match=r"plan\.json"):
        export(tmp_path, "parquet", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"one that holds mine\.txt"):
        export(six_domains, "messages", tmp_path / "full")
    with pytest.raises(ConfigError, match="--out"):
        export(six_domains, "messages", tmp_path / "full" / "mine.txt")


def copied(folder: Path, target: Path) -> Path:
    target.mkdir()
    for path in folder.iterdir():
        if path.is_file():
            (target / path.name).write_bytes(path.read_bytes())
    return target


def test_a_damaged_member_and_an_unfinished_folder_are_named(six_domains: Path, tmp_path: Path) -> None:
    folder = copied(six_domains, tmp_path / "copy")
    (folder / MANIFEST).unlink()
    with pytest.raises(ConfigError, match="--resume"):
        export(folder, "parquet", tmp_path / "first")
    (folder / MANIFEST).write_bytes((six_domains / MANIFEST).read_bytes())
    shard = next(shard for shard in shards_of(folder) if shard.domain == "tables")
    member, place = shard.rows[0][-1]
    data = bytearray(shard.path.read_bytes())
    data[place + 3] ^= 1
    shard.path.write_bytes(bytes(data))
    for form in exports.FORMATS:
        with pytest.raises(ConfigError, match=member.name):
            export(folder, form, tmp_path / form)
        assert not [path for path in (tmp_path / form).iterdir() if path.name.startswith(".")]


def test_a_full_disk_is_one_clear_line(six_domains: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> list[Path]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(exports.FORMATS, "parquet", full)  # type: ignore[arg-type]
    with pytest.raises(BackendError, match="no room left"):
        export(six_domains, "parquet", tmp_path / "out")


def test_pictures_come_in_the_order_of_their_pages() -> None:
    names = [f"k.page{number}.png" for number in (10, 2, 0)]
    sample = Stored(members={name: name.encode() for name in names}, flat={"id": "k"}, record={})
    assert list(sample.pictures) == ["k.page0.png", "k.page2.png", "k.page10.png"]
    assert io.BytesIO(sample.pictures["k.page2.png"]).read() == b"k.page2.png"
