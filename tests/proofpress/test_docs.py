"""What the documents say is true: snippets run, examples are of their types, schemas are fresh, links lead on."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from proof import prove

import proofpress_core.content
from proofpress import schemas
from proofpress.executor import make
from proofpress.recipe import parse_recipe
from proofpress.stored import shards_of
from proofpress_core import jsonio
from proofpress_core.rng import Key
from proofpress_core.sample import Record
from renderers.base import Knobs, generators

ROOT = schemas.ROOT
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/RECORD.md", "docs/RECIPE.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[tuple[str, str]]:
    """Fenced blocks of a language: what follows the language's name, and the text."""
    return re.findall(rf"^```{language} ?(\S*)\n(.*?)^```$", text_of(name), re.DOTALL | re.MULTILINE)


def snippets() -> list[tuple[str, str]]:
    """The Python snippets that load data, with the document they stand in."""
    return [
        (name, code)
        for name in ("docs/RECORD.md", "README.md")
        for _, code in blocks(name, "python")
        if "data/" in code
    ]


@pytest.fixture(scope="module")
def room(six_domains: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to run snippets in: the shards as `data`, their exports as `parquet` and `messages`."""
    from proofpress.exports import export

    folder = tmp_path_factory.mktemp("room")
    (folder / "data").symlink_to(six_domains)
    for form in ("parquet", "messages"):
        export(six_domains, form, folder / "data-exports" / form)
    return folder


@pytest.mark.parametrize(("name", "code"), snippets(), ids=lambda value: value.strip().splitlines()[0][:40])
def test_loading_snippets_run(name: str, code: str, room: Path) -> None:
    assert len([line for line in code.splitlines() if line.strip()]) <= 5, f"{name} promises five lines"
    environment = {**os.environ, "HF_HOME": str(room / "cache"), "HF_HUB_OFFLINE": "1"}
    code = code.replace("data/parquet", "data-exports/parquet").replace("data/messages", "data-exports/messages")
    done = subprocess.run([sys.executable, "-c", code], cwd=room, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def definitions() -> list[tuple[str, str]]:
    """Every (type, field) of the record's schema."""
    found: dict[str, Any] = schemas.record_schema()["$defs"]
    return [(name, field) for name, kind in found.items() for field in kind["properties"]]


def test_every_field_of_a_record_is_explained() -> None:
    text = text_of("docs/RECORD.md")
    explained = set(re.findall(r"`([a-z_]+)`", text))
    assert [f"{name}.{field}" for name, field in definitions() if field not in explained] == []
    assert [name for name in schemas.record_schema()["$defs"] if not re.search(rf"\b{name}s?\b", text)] == []


def test_every_flat_field_is_explained(six_domains: Path) -> None:
    explained = set(re.findall(r"`([a-z_]+)`", text_of("docs/RECORD.md")))
    flat = shards_of(six_domains)[0].read(0).flat
    assert set(flat) <= explained


def named_types() -> dict[str, Any]:
    from proofpress_core import answer, program, question, rng, sample, scene

    modules = (proofpress_core.content, answer, program, question, rng, sample, scene)
    return {name: item for module in modules for name, item in vars(module).items() if isinstance(item, type)}


@pytest.mark.parametrize(("name", "text"), [pair for pair in blocks("docs/RECORD.md", "json") if pair[0]])
def test_examples_are_of_their_types(name: str, text: str) -> None:
    kind = named_types()[name]
    value = jsonio.loads(text)
    assert jsonio.encode(jsonio.decode(kind, value)) == value


def test_there_is_an_example_of_every_domain() -> None:
    shown = {name for name, _ in blocks("docs/RECORD.md", "json")}
    assert shown >= {"ChartData", "Cell", "FormulaTree", "DocumentNode", "SceneText", "MathProblem", "Question"}


def test_the_checked_in_schemas_are_fresh(tmp_path: Path) -> None:
    for name, text in schemas.schemas().items():
        assert text_of(name) == text, "run `make schema`"
    (tmp_path / "pyproject.toml").touch()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in schemas.write(tmp_path)) == sorted(
        schemas.schemas()
    )


def test_written_records_fit_the_schema_and_broken_ones_do_not(six_domains: Path) -> None:
    schema = json.loads(text_of("docs/schema/record.schema.json"))
    validator = jsonschema.Draft202012Validator(schema)
    for shard in shards_of(six_domains):
        for stored in shard:
            validator.validate(stored.record)
            assert jsonio.decode(Record, stored.record).key.slug == stored.slug
    record = dict(shards_of(six_domains)[0].read(0).record)
    for broken in ({**record, "domain": 3}, {key: value for key, value in record.items() if key != "scene"}):
        assert not validator.is_valid(broken)


@pytest.fixture
def ticket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The generator of CONTRIBUTING.md, filed for one test; its name."""
    (code,) = (code for _, code in blocks("CONTRIBUTING.md", "python") if "generators.register" in code)
    path = tmp_path / "ticket_of_the_guide.py"
    path.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    generators.items()
    monkeypatch.setattr(generators, "_items", dict(generators._items))
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    return str(module.Ticket.id)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guides_generator_keeps_its_geometry(ticket: str, language: Any) -> None:
    key = Key(seed=1, split="test", generator=ticket, version=1, index=0, attempt=0)
    audited, failures = prove(generators[ticket](), key, Knobs(language=language), limit=40, drawings=5)
    assert failures == []
    assert audited > 5


def test_the_guides_generator_makes_verified_samples(ticket: str, tmp_path: Path) -> None:
    domains = {"scene_text": {"share": 1, "generators": [ticket]}}
    recipe = parse_recipe({"name": "tickets", "count": 6, "languages": {"en": 0.5, "zh": 0.5}, "domains": domains})
    summary = make(recipe, tmp_path / "out")
    assert summary.delivered["scene_text"] == 6


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    text, home = text_of(name), (ROOT / name).parent
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", prose) if not link.startswith(("http", "#"))]
    rooms = "proofpress|proofpress_core|templates|renderers|qa_gen|verify|tests|docs|recipes|bench"
    paths = re.findall(rf"`((?:{rooms})/[a-zA-Z0-9_./-]+)`", prose)
    missing = [link for link in links if not (home / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists() and "ticket" not in path]
    assert missing == []


def test_the_commands_of_the_documents_exist() -> None:
    from proofpress.cli import app

    known = {
        (command.name or command.callback.__name__).strip("_")
        for command in app.registered_commands
        if command.callback
    }
    named = {found for name in DOCUMENTS for found in re.findall(r"[`\n]proofpress ([a-z]+)", text_of(name))}
    assert {"make", "export", "show", "replay"} <= named <= known
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    for name in DOCUMENTS:
        assert set(re.findall(r"`make ([a-z]+)`", text_of(name))) <= targets


def test_the_readme_counts_the_generators() -> None:
    found = re.search(r"(\d+) generators, two languages", text_of("README.md"))
    assert found is not None
    assert int(found[1]) == len(generators)


def test_the_overview_is_small() -> None:
    assert 20_000 < (ROOT / "docs/images/overview.webp").stat().st_size <= 250_000
