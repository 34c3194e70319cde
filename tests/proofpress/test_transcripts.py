"""Transcripts: every picture of a folder becomes conversations whose answers are its contents, written out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from proofpress import members
from proofpress.exporting.transcripts import transcriptions
from proofpress.exports import export
from proofpress.stored import Stored, shards_of
from proofpress_core.content import ChartData, Grid, NumberColumn
from proofpress_core.rng import Draw


@pytest.fixture(scope="module")
def samples(six_domains: Path) -> list[Stored]:
    return [stored for shard in shards_of(six_domains) for stored in shard]


def transcribed(stored: Stored) -> dict[str, str]:
    sample = members.read(stored.members)
    return {form: text for form, _, text in transcriptions(sample, Draw(sample.record.key.stream("request")))}


def test_every_domain_is_transcribed(samples: list[Stored]) -> None:
    forms = {stored.flat["domain"]: set(transcribed(stored)) for stored in samples}
    assert forms["charts"] == {"csv", "markdown", "otsl", "dictionary", "short", "medium", "long"}
    assert forms["formulas"] == {"latex"}
    assert forms["tables"] >= {"html", "otsl", "table_csv", "latex_table"}
    assert all("text" in forms[domain] for domain in ("documents", "scene_text", "math_problems"))


def test_a_charts_csv_and_dictionary_hold_its_values(samples: list[Stored]) -> None:
    for stored in samples:
        chart = members.read(stored.members).record.scene.contents[0]
        if isinstance(chart, ChartData):
            said = transcribed(stored)
            fields = {field for row in csv.reader(io.StringIO(said["csv"])) for field in row}
            values = [v for c in chart.relations[0].columns if isinstance(c, NumberColumn) for v in c.values]
            assert {f"{value:f}" for value in values if value is not None} <= fields
            assert json.loads(said["dictionary"])["type"] == chart.chart_type


def test_a_tables_csv_holds_its_cells(samples: list[Stored]) -> None:
    for stored in samples:
        contents = members.read(stored.members).record.scene.contents
        if len(contents) == 1 and isinstance(contents[0], Grid):
            fields = {field for row in csv.reader(io.StringIO(transcribed(stored)["table_csv"])) for field in row}
            assert {cell.text for cell in contents[0].cells} <= fields


def test_the_export_pairs_every_transcription_with_its_picture(six_domains: Path, tmp_path: Path) -> None:
    paths = export(six_domains, "transcripts", tmp_path / "out")
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    expected = sum(len(transcribed(stored)) for shard in shards_of(six_domains) for stored in shard)
    assert len(lines) == expected
    for line in lines:
        asked, answer = line["messages"]
        assert asked["content"].count("<image>") == len(line["images"])
        assert answer["content"]
        assert all((tmp_path / "out" / image).is_file() for image in line["images"])
