"""Scene text: what the registry's common tests do not ask."""

from __future__ import annotations

import contextlib
import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language, SceneText
from proofpress_core.errors import ConfigError, Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Draw, Key, Streams
from proofpress_core.warp import Warp
from renderers._backends.lettering import ink_of, lay, wobbled
from renderers._backends.material import MATERIALS, cloud, texture
from renderers._backends.warping import Camera, look_at
from renderers.base import Canvas, Drawing, Knobs
from renderers.measure import measure
from renderers.scene_text.line import Line, LineSpec
from renderers.scene_text.sign import SMALLEST, Sign, SignSpec
from templates.scene_looks import contrast, crop_kinds, look, rgb, sign_kinds
from templates.scene_words import BAR, kinds, scene_text, variety

LANGUAGES: tuple[Language, ...] = ("en", "zh")
every_language = pytest.mark.parametrize("language", LANGUAGES)


def key(index: int, name: str = "scene_text/sign") -> Key:
    return Key(seed=23, split="train", generator=name, version=1, index=index, attempt=0)


def stream(index: int) -> Draw:
    return Draw(key(index).stream("test"))


def signs(language: Language, count: int) -> list[tuple[SignSpec, Drawing]]:
    """Pictures of the first seeds that are not rejected for small type."""
    made = []
    for index in range(count * 2):
        spec = Sign().sample(Streams(key(index)), Knobs(language=language))
        with contextlib.suppress(Reject):
            made.append((spec, Sign().draw(spec, Canvas())))
    assert len(made) >= count
    return made[:count]


@every_language
def test_grammars_are_rich_and_leave_no_slot_open(language: Language) -> None:
    assert sum(variety(language, kind) for kind in kinds()) > 10_000
    for kind in kinds():
        texts = {scene_text(stream(index), language, kind) for index in range(60)}
        assert len(texts) > 12
        assert all(1 <= len(text) <= 5 for text in texts)
        assert not any(mark in line for text in texts for line in text for mark in "{}#")


def test_a_slot_keeps_its_value_and_numbered_slots_differ() -> None:
    for index in range(40):
        lines = scene_text(stream(index), "en", "prices")[1:]
        names = [line.split(BAR)[0] for line in lines]
        assert len(set(names)) == len(names)


def test_unknown_kinds_are_named() -> None:
    with pytest.raises(ConfigError, match="streets"):
        scene_text(stream(0), "en", "streets")
    with pytest.raises(ConfigError, match="shopp"):
        look(stream(0), "shopp")


def test_every_look_names_known_materials_and_strong_colours() -> None:
    for kind in (*sign_kinds(), *crop_kinds()):
        for index in range(30):
            found = look(stream(index), kind)
            assert found.panel in MATERIALS
            assert set(found.walls) <= set(MATERIALS)
            assert contrast(found.ground, found.ink) >= 4.5
    assert rgb("#0aff10") == (10, 255, 16)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("material", sorted(MATERIALS))
def test_textures_are_pure_and_keep_their_colour(material: str) -> None:
    one = texture(material, 180, 140, (150, 120, 100), 5)
    assert one.shape == (140, 180, 3)
    assert np.array_equal(one, texture(material, 180, 140, (150, 120, 100), 5))
    assert not np.array_equal(one, texture(material, 180, 140, (150, 120, 100), 6))
    assert np.abs(one.reshape(-1, 3).mean(axis=0) - [150, 120, 100]).max() < 32


def test_cloud_has_mean_zero_and_deviation_one() -> None:
    field = cloud(np.random.Generator(np.random.Philox(key=3)), 120, 90, 20)
    assert abs(float(field.mean())) < 1e-3
    assert float(field.std()) == pytest.approx(1.0, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(
    yaw=st.floats(-40, 40), pitch=st.floats(-20, 20), roll=st.floats(-5, 5), distance=st.floats(1.5, 6),
    aspect=st.floats(0.3, 6),
)  # fmt: skip
def test_the_camera_keeps_the_box_inside_its_margin(
    yaw: float, pitch: float, roll: float, distance: float, aspect: float
) -> None:
    box = (10.0, 20.0, 10.0 + 300 * aspect, 320.0)
    view = look_at(box, Camera(yaw=yaw, pitch=pitch, roll=roll, distance=distance), 600, 30, (200, 700))
    corners = view.warp.points([box[:2], (box[2], box[1]), box[2:], (box[0], box[3])])
    assert corners.min() >= 30 - 0.51
    assert (corners.max(axis=0) <= np.array([view.width, view.height]) - 30 + 0.51).all()
    assert 200 <= view.height <= 700
    sides = np.roll(corners, -1, axis=0) - corners
    turns = sides[:, 0] * np.roll(sides, -1, axis=0)[:, 1] - sides[:, 1] * np.roll(sides, -1, axis=0)[:, 0]
    assert (turns > 0).all()


def test_a_camera_in_front_only_scales() -> None:
    view = look_at((0.0, 0.0, 400.0, 200.0), Camera(yaw=0, pitch=0, roll=0, distance=3), 440, 20, (100, 900))
    assert view.warp.keeps_boxes
    assert view.warp == Warp.of([[1, 0, 20], [0, 1, 20], [0, 0, 1]])


@every_language
def test_signs_are_labelled_line_by_line_and_readable(language: Language) -> None:
    for spec, drawing in signs(language, 6):
        scene = measure(drawing)
        regions = scene.regions
        content = scene.contents[0]
        assert isinstance(content, SceneText)
        assert scene.pages[0].text == "\n".join(content.lines)
        for number, text in enumerate(content.lines):
            (row,) = regions.find(0, f"line/{number}")
            assert scene.text_of(regions[int(row)]) == text
        assert regions.visible.min() == 1000
        assert (regions.contrast[regions.having("line")] >= 200).all()
        sizes = np.hypot(*np.diff(regions.points_of(int(regions.having("sign")[0]))[[0, 3]], axis=0)[0]) / UNIT
        assert sizes > SMALLEST * len(spec.letters)


@every_language
def test_a_changed_line_changes_the_picture_only_with_its_label(language: Language) -> None:
    spec, drawing = signs(language, 1)[0]
    text = "Open" if language == "en" else "营业"
    letters = (dataclasses.replace(spec.letters[0], parts=(text,)), *spec.letters[1:])
    content = dataclasses.replace(spec.content, lines=(text, *spec.content.lines[1:]))
    changed = Sign().draw(dataclasses.replace(spec, letters=letters, content=content), Canvas())
    assert changed.scene.pages[0].text.split("\n")[0] == text
    assert changed.scene.pages[0].text != drawing.scene.pages[0].text


@every_language
def test_crops_have_the_wanted_height_and_one_line(language: Language) -> None:
    for index in range(12):
        spec = Line().sample(Streams(key(index, "scene_text/line")), Knobs(language=language))
        assert isinstance(spec, LineSpec)
        drawing = Line().draw(spec, Canvas())
        assert drawing.pages[0].shape[0] == spec.height
        assert 24 <= spec.height <= 96
        assert drawing.scene.pages[0].text == spec.content.lines[0]
        boxes = drawing.scene.regions.boxes() / UNIT
        ink = boxes[drawing.scene.regions.having("line")[0]]
        assert (ink[3] - ink[1]) > 0.35 * spec.height


def test_lines_stand_flush_or_centred_by_their_ink() -> None:
    letters = Sign().sample(Streams(key(4)), Knobs()).letters[0]
    pair = [dataclasses.replace(letters, parts=("Jolly",)), dataclasses.replace(letters, parts=("Market Hall",))]
    flush = [line.ink for line in lay(pair, 40.0, 1.3, "left")]
    assert flush[0][0] == pytest.approx(flush[1][0])
    centred = [line.ink for line in lay(pair, 40.0, 1.3, "center")]
    assert sum(centred[0][::2]) == pytest.approx(sum(centred[1][::2]))


def test_two_parts_spread_over_the_widest_line() -> None:
    letters = Sign().sample(Streams(key(4)), Knobs()).letters[0]
    pair = [
        dataclasses.replace(letters, parts=("Tea", "2.50")),
        dataclasses.replace(letters, parts=("Afternoon menu",)),
    ]
    menu, head = lay(pair, 40.0, 1.3, "left")
    assert menu.line.width == pytest.approx(max(head.line.width, menu.line.width))
    assert "".join(piece.text for piece in menu.line.pieces) == "Tea 2.50"


def test_a_shaking_hand_takes_its_boxes_along() -> None:
    letters = Line().sample(Streams(key(1, "scene_text/line")), Knobs()).letters
    placed = lay([letters], 40.0, 1.0, "left")[0]
    assert wobbled(placed.line, 0.0, 1) is placed.line
    moved = wobbled(placed.line, 2.0, 1)
    for before, after in zip(placed.line.pieces, moved.pieces, strict=True):
        for old, new in zip(before.glyphs, after.glyphs, strict=True):
            assert (old.ink is None) == (new.ink is None)
            if old.ink and new.ink:
                assert new.ink[1] - old.ink[1] == pytest.approx(new.y - old.y)
    assert ink_of([placed]) != ink_of([dataclasses.replace(placed, line=moved)])
