"""PNG files, members and tars: what is written is what was meant, byte by byte."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tiny_recipes import changed

from proofpress import members, png
from proofpress.pipeline import Made, Pipeline
from proofpress.plan import make_plan
from proofpress.recipe import Recipe
from proofpress.shards import ShardWriter, layout, open_file, read_shard
from proofpress_core.errors import ConfigError
from proofpress_core.roles import Level
from proofpress_core.sample import Verdict


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32))
def test_a_png_decodes_to_its_pixels(width: int, height: int, seed: int) -> None:
    pixels = np.random.Generator(np.random.Philox(key=seed)).integers(0, 256, (height, width, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(png.encode(pixels))) as decoded:
        decoded.load()
        assert decoded.mode == "RGB"
        assert np.array_equal(np.asarray(decoded), pixels)


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 4), (0, 4, 3)])
def test_what_is_no_page_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a page is"):
        png.encode(np.zeros(shape, dtype=np.uint8))


def first_made(recipe: Recipe, pages: int = 1) -> Made:
    """The first sample of a recipe with that many pages."""
    plan, _ = make_plan(recipe)
    pipeline = Pipeline(plan)
    outcomes = (outcome for item in plan.items(plan.blocks[0]) for outcome in pipeline.make(item))
    return next(made for made in outcomes if isinstance(made, Made) and made.pages == pages)


@pytest.mark.parametrize("pages", [1, 2])
def test_members_hold_the_whole_sample(tiny_recipe: Recipe, pages: int) -> None:
    made = first_made(tiny_recipe, pages)
    assert members.write(made.sample) == made.members
    slug = made.key.slug
    pictures = [f"{slug}.png"] if pages == 1 else [f"{slug}.page0.png", f"{slug}.page1.png"]
    assert list(made.members) == sorted([f"{slug}.json", f"{slug}.txt", *pictures])


def test_the_flat_json_has_texts_and_integers_only(tiny_recipe: Recipe) -> None:
    made = first_made(tiny_recipe)
    flat = json.loads(made.members[f"{made.key.slug}.json"])
    assert set(map(type, flat.values())) == {str, int}
    assert flat["question"]
    assert flat["answer"]
    assert flat["id"] == made.key.slug
    assert flat["text"].encode() == made.members[f"{made.key.slug}.txt"]


@pytest.mark.parametrize(("geometry", "deepest"), [("word", Level.WORD), ("line", Level.LINE)])
def test_geometry_is_cut_where_the_recipe_says(tiny: None, geometry: str, deepest: Level) -> None:
    made = first_made(changed(geometry=geometry))
    assert made.sample.record.scene.regions.levels.max() == deepest


def test_verdicts_are_added_without_touching_the_rest(tiny_recipe: Recipe) -> None:
    made = first_made(tiny_recipe)
    told = made.sample
    verdict = Verdict(check="ink", status="unsure", reason='said "}" for a test', measured=(("seen", 3),))
    bare = members.write(replace(told, record=replace(told.record, verdicts=())))
    assert members.with_verdicts(bare, ()) == bare
    assert members.with_verdicts(bare, made.verdicts) == made.members
    added = replace(told, record=replace(told.record, verdicts=(verdict,)))
    assert members.with_verdicts(bare, (verdict,)) == members.write(added)
    assert members.read(members.write(added)) == added
    with pytest.raises(ValueError, match="already has verdicts"):
        members.with_verdicts(made.members, (verdict,))


def test_a_missing_page_is_named(tiny_recipe: Recipe) -> None:
    made = first_made(tiny_recipe, 2)
    held = {name: data for name, data in made.members.items() if not name.endswith("page1.png")}
    with pytest.raises(ValueError, match=r"page1\.png is missing"):
        members.read(held)


def write_tar(path: Path, samples: list[dict[str, bytes]]) -> ShardWriter:
    writer = ShardWriter(path, open_file)
    for sample in samples:
        writer.add(sample)
    writer.finish()
    writer.commit()
    return writer


@given(st.lists(st.binary(max_size=1500), min_size=1, max_size=5))
def test_tarfile_reads_what_the_writer_wrote(tmp_path_factory: pytest.TempPathFactory, datas: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("tar") / "a.tar"
    samples = [{f"s{n}.json": b"{}", f"s{n}.png": data} for n, data in enumerate(datas)]
    writer = write_tar(path, samples)
    with tarfile.open(path) as archive:
        for info in archive:
            assert (info.mtime, info.uid, info.gid, info.mode, info.uname, info.gname) == (0, 0, 0, 0o644, "", "")
        assert archive.getnames() == [name for sample in samples for name in sample]
    assert list(read_shard(path)) == samples
    raw = path.read_bytes()
    assert len(raw) == writer.size
    assert [raw[at : at + member.size] for member, at in layout(writer.members)] == [
        data for sample in samples for data in sample.values()
    ]


def test_a_cut_tar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    write_tar(path, [{"s0.png": bytes(5000)}])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ConfigError, match="a whole shard"):
        list(read_shard(path))


def test_nothing_is_left_of_a_shard_that_is_given_up(tmp_path: Path) -> None:
    writer = ShardWriter(tmp_path / "a.tar", open_file)
    writer.add({"s0.png": b"data"})
    writer.abandon()
    assert list(tmp_path.iterdir()) == []
