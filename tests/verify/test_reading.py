"""Reading with OCR: verdicts on made-up engines, and the real engines on real samples, without a network."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from faults import Sheet
from shipped import shipped

from verify.checks import verify_sample
from verify.errors import OcrUnavailable
from verify.ocr import MODEL, Crop, PaddleReader, Script, TesseractReader, model_folder, prepared
from verify.reading import MOST_LINES, OcrReader, check_reading, chosen_lines, crop_of, fold, judge, script_of, selected
from verify.record import read_sample


class Parrot:
    """Says given texts, or the same one always."""

    name = "parrot"

    def __init__(self, says: Sequence[str | None] | str) -> None:
        self.says = says

    def read(self, crops: Sequence[Crop], scripts: Sequence[Script]) -> list[str | None]:
        return [self.says] * len(crops) if isinstance(self.says, str) else list(self.says)


@pytest.mark.parametrize(
    ("label", "texts", "state"),
    [
        ("North–South", ("North-South", "North - South"), "confirmed"),
        ("销售额（万元）", ("销售额(万元)", "销售额(万元)"), "confirmed"),
        ("Revenue", ("Revenue", "Revenu"), "one_engine"),
        ("Revenue", ("Revenue",), "one_engine"),
        ("Revenue", ("Expense", "Expense"), "contradicted"),
        ("1.0", ("l.O", "l.O"), "unreadable"),
        ("Revenue", ("Expense", "Expanse"), "unreadable"),
        ("Revenue", ("", ""), "unreadable"),
        ("Revenue", ("Expense",), "unreadable"),
    ],
)
def test_what_two_readings_say_of_a_label(label: str, texts: tuple[str, ...], state: str) -> None:
    assert judge(label, texts) == state


def test_fold_keeps_what_tells_labels_apart() -> None:
    assert fold("１２ ½") == fold("12 1⁄2")
    assert fold("12") != fold("1.2")
    assert fold("West") != fold("west")


def test_samples_are_chosen_by_their_name_alone() -> None:
    names = [f"train-charts-bar-v1-s1-i{number:07d}-a0" for number in range(2000)]
    chosen = [name for name in names if selected(name, 0.2)]
    assert 300 < len(chosen) < 500
    assert set(chosen) <= {name for name in names if selected(name, 0.5)}
    assert not any(selected(name, 0.0) for name in names)
    assert all(selected(name, 1.0) for name in names)


def test_scripts() -> None:
    assert [script_of(text) for text in ("12.5 %", "12 km", "第3季度")] == ["digits", "latin", "han"]


def test_at_most_forty_lines_and_the_same_ones() -> None:
    view = read_sample(shipped("documents/invoice"))
    rows = chosen_lines(view)
    assert 0 < len(rows) <= MOST_LINES
    assert np.array_equal(rows, chosen_lines(read_sample(shipped("documents/invoice"))))


def test_crops_are_upright() -> None:
    view = read_sample(shipped("charts/bar"))
    rows = chosen_lines(view).tolist()
    crops = {view.text(row): crop_of(view, row) for row in rows}
    assert all(crop.shape[0] >= 32 for crop in crops.values())
    assert all(crop.shape[1] > crop.shape[0] for text, crop in crops.items() if len(text) > 4)


def test_two_engines_that_agree_on_another_text_fail_a_sample() -> None:
    view = read_sample(shipped("tables/ruled"))
    labels = [view.text(row) for row in chosen_lines(view).tolist()]
    place = max(range(len(labels)), key=lambda number: len(labels[number]))
    wrong = [*labels[:place], "Something else", *labels[place + 1 :]]
    assert check_reading(view, OcrReader(Parrot(labels), Parrot(labels))).status == "pass"
    assert check_reading(view, OcrReader(Parrot(labels), Parrot(wrong))).status == "pass"
    verdict = check_reading(view, OcrReader(Parrot(wrong), Parrot(wrong)))
    assert (verdict.status, dict(verdict.measured)["contradicted"]) == ("fail", 1)
    assert "Something else" in verdict.reason


def test_a_sample_that_nobody_can_read_fails() -> None:
    verdict = check_reading(read_sample(shipped("tables/ruled")), OcrReader(Parrot("??"), Parrot("!!")))
    assert verdict.status == "fail"
    assert dict(verdict.measured)["unreadable"] == dict(verdict.measured)["read"] > 0


def test_nothing_to_read_is_said() -> None:
    sheet = Sheet(shipped("charts/bar"))
    sheet.regions["legible"] = [0] * sheet.count
    verdict = check_reading(read_sample(sheet.members()), OcrReader(Parrot(""), Parrot("")))
    assert (verdict.status, verdict.reason) == ("unsure", "no line to read")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> OcrReader:
    """The real engines; no network is touched while they load and read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _no_network)
        folder = tmp_path_factory.mktemp("cache")
        return OcrReader(PaddleReader(folder), TesseractReader())


def _no_network(*_: object) -> None:
    raise AssertionError("a reading engine asked for the network")


@pytest.mark.parametrize(
    ("name", "language"), [("charts/bar", "en"), ("tables/three_line", "zh"), ("scene_text/sign", "en")]
)
def test_real_engines_read_real_samples(reader: OcrReader, name: str, language: str) -> None:
    verdict = verify_sample(shipped(name, language), ocr=reader, only=("reading",))[-1]  # type: ignore[arg-type]
    counts = dict(verdict.measured)
    assert verdict.status == "pass", verdict
    assert counts["confirmed"] + counts["one_engine"] >= 0.9 * counts["read"] > 0


def test_real_engines_contradict_a_false_title(reader: OcrReader) -> None:
    """A title that is false everywhere in the record, so that only the picture knows better."""
    sheet = Sheet(shipped("charts/bar"))
    label = next(label for label in sheet.content("ChartData")["labels"] if label["ref"] == "title")
    page = sheet.scene["pages"][0]
    false = label["text"].translate(str.maketrans("aeiou", "uoaie"))
    page["text"] = page["text"].replace(label["text"], false)
    sheet.flat["text"] = page["text"]
    sheet.put(".txt", page["text"].encode())
    label["text"] = false
    verdicts = {verdict.check: verdict for verdict in verify_sample(sheet.members(), ocr=reader)}
    assert verdicts["text"].status == "pass"
    assert verdicts["reading"].status == "fail"
    assert dict(verdicts["reading"].measured)["contradicted"] == 1


def test_models_come_from_the_wheel_or_the_named_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = model_folder(tmp_path)
    assert sorted(path.name for path in built.iterdir()) == ["inference.onnx", "inference.yml"]
    assert model_folder(tmp_path) == built
    assert [path.name for path in built.parent.parent.iterdir()] == [built.parent.name]
    monkeypatch.setenv("OCR_MODEL_ROOT", str(tmp_path / "official"))
    with pytest.raises(OcrUnavailable, match=MODEL):
        model_folder(tmp_path)


def test_prepared_crops_are_dark_on_light() -> None:
    crop = np.zeros((20, 60, 3), dtype=np.uint8)
    crop[8:12, 10:50] = 200
    grey = prepared(crop)
    assert grey.shape[0] >= 48
    assert grey[0, 0] == 255
    assert grey.min() < 60
