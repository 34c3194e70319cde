"""What every registered generator must keep: the tests follow from the registry, nobody lists a generator here."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest
from proof import WARPED, prove, specimen

from proofpress_core import jsonio
from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key
from proofpress_core.scene import Scene
from renderers.base import Canvas, Drawing, Knobs, generators

CASES = [(name, language) for name, made in generators.items() for language in made.languages]
DOMAINS = ("charts", "documents", "formulas", "math_problems", "scene_text", "tables")
every_case = pytest.mark.parametrize(("name", "language"), CASES)


def key_of(name: str, index: int = 0) -> Key:
    version = generators[name].version
    return Key(seed=11, split="test", generator=name, version=version, index=index, attempt=0)


@functools.cache
def drawn(name: str, language: Language) -> tuple[Key, Any, Drawing]:
    return specimen(generators[name](), key_of(name), Knobs(language=language))


@pytest.mark.parametrize("name", generators)
def test_a_generator_says_what_it_is(name: str) -> None:
    made = generators[name]
    assert made.id == name
    assert made.version >= 1
    assert made.domain in DOMAINS
    assert name.split("/")[0] == made.domain
    with pytest.raises(ConfigError, match="language"):
        made.check(Knobs(language="xx"))  # type: ignore[arg-type]


@every_case
def test_spec_survives_json_and_draws_the_same_bytes(name: str, language: Language) -> None:
    key, spec, drawing = drawn(name, language)
    again = specimen(generators[name](), key, Knobs(language=language))[1]
    assert again == spec
    read = jsonio.decode(type(spec), jsonio.loads(jsonio.dumps(jsonio.encode(spec))))
    assert read == spec
    repeat = generators[name]().draw(read, Canvas())
    assert [page.tobytes() for page in repeat.pages] == [page.tobytes() for page in drawing.pages]
    assert repeat.scene == drawing.scene
    assert repeat.paints == drawing.paints


@every_case
def test_pictures_and_scene_agree(name: str, language: Language) -> None:
    _, _, drawing = drawn(name, language)
    sizes = [(page.shape[1], page.shape[0]) for page in drawing.pages]
    assert sizes == [(page.width, page.height) for page in drawing.scene.pages]
    assert all(page.dtype == np.uint8 and page.shape[2] == 3 and page.flags.c_contiguous for page in drawing.pages)
    assert len(drawing.paints) == len(drawing.scene.regions)
    assert all(name.lower().endswith((".ttf", ".otf", ".ttc")) for name in drawing.fonts)
    boxes, owner = drawing.scene.regions.boxes() / UNIT, drawing.scene.regions.page
    assert boxes.min() >= 0
    assert (boxes[:, 2:] <= np.array(sizes)[owner]).all()


@every_case
def test_scene_survives_json(name: str, language: Language) -> None:
    scene = drawn(name, language)[2].scene
    assert jsonio.decode(Scene, jsonio.loads(jsonio.dumps(jsonio.encode(scene)))) == scene


@every_case
def test_words_cover_their_chars_and_their_text(name: str, language: Language) -> None:
    scene = drawn(name, language)[2].scene
    regions = scene.regions
    assert len(regions.having("char", "token")) > 0
    boxes = regions.boxes()
    for row in regions.having("char", "word", "token").tolist():
        parent = int(regions.parent[row])
        if regions[parent].role not in ("line", "word"):
            continue
        assert (boxes[row, :2] >= boxes[parent, :2] - 2).all()
        assert (boxes[row, 2:] <= boxes[parent, 2:] + 2).all()
        assert regions.text[parent, 0] <= regions.text[row, 0] <= regions.text[row, 1] <= regions.text[parent, 1]
    for row in regions.having("char").tolist():
        assert scene.text_of(regions[row]).strip()


@every_case
def test_ink_lies_where_the_label_says(name: str, language: Language) -> None:
    audited, failures = prove(generators[name](), key_of(name), Knobs(language=language), limit=60, drawings=2)
    assert failures == []
    assert audited > 0


@every_case
def test_ink_lies_where_the_label_says_after_a_warp(name: str, language: Language) -> None:
    knobs = Knobs(language=language)
    audited, failures = prove(generators[name](), key_of(name, 1), knobs, WARPED, limit=40, drawings=1)
    assert failures == []
    assert audited > 0
