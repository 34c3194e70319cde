"""Laws of the effects: points go where the warp says, identity is free, descriptions replay exactly."""

from __future__ import annotations

from typing import ClassVar

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.errors import ConfigError
from proofpress_core.rng import Key, Streams
from proofpress_core.scene_builder import SceneBuilder
from proofpress_core.warp import Warp
from renderers.base import Drawing
from renderers.effects.base import Step, apply_effects, effects, replay_effects, resample, run_steps
from renderers.effects.perspective import Perspective, PerspectiveParams

WIDTH, HEIGHT = 240, 180
GEOMETRIC = ("perspective", "rotation")
PIXEL = ("blur", "brightness_contrast", "jpeg", "noise")
indices = st.integers(0, 10_000)
strengths = st.floats(0.05, 1.0)


def streams(index: int) -> Streams:
    return Streams(Key(seed=7, split="train", generator="test/dots", version=1, index=index, attempt=0))


def dotted(dots: list[tuple[int, int]]) -> Drawing:
    """White page with one black 5x5 dot per region; a dot's box is its ink."""
    pixels = np.full((HEIGHT, WIDTH, 3), 255, dtype=np.uint8)
    builder = SceneBuilder([(WIDTH, HEIGHT)])
    plot = builder.add("plot", 0, (*np.min(dots, axis=0), *(np.max(dots, axis=0) + 5)))
    for x, y in dots:
        pixels[y : y + 5, x : x + 5] = 0
        builder.add("mark", plot, (x, y, x + 5, y + 5))
    return Drawing.of((pixels,), builder.build([]))


def ink_centre(pixels: np.ndarray) -> tuple[float, float]:
    """Centre of gravity of the ink, in image coordinates (pixel centres at halves)."""
    ink = 255.0 - pixels.mean(axis=2)
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    return float(((columns + 0.5) * ink).sum() / ink.sum()), float(((rows + 0.5) * ink).sum() / ink.sum())


def test_the_six_effects_are_registered() -> None:
    assert sorted(effects) == sorted(GEOMETRIC + PIXEL)
    assert [name for name in effects if hasattr(effects[name], "warp")] == list(GEOMETRIC)


def test_unknown_effect_and_strength_are_refused() -> None:
    with pytest.raises(ConfigError, match="noise"):
        apply_effects(dotted([(9, 9)]), [("nose", 0.5)], streams(0))
    with pytest.raises(ValueError, match="strength"):
        apply_effects(dotted([(9, 9)]), [("noise", 0.0)], streams(0))


def test_what_is_neither_or_both_cannot_be_registered() -> None:
    class Nothing:
        params: ClassVar[type] = PerspectiveParams

    class Both(Perspective):
        def apply(self, pixels: np.ndarray, params: object) -> np.ndarray:
            return pixels

    for wrong in (Nothing, Both):
        with pytest.raises(TypeError, match="either"):
            effects.register("wrong")(wrong)
    assert "wrong" not in effects


@settings(max_examples=25, deadline=None)
@given(index=indices, strength=strengths, x=st.integers(20, WIDTH - 30), y=st.integers(20, HEIGHT - 30))
def test_dots_land_where_the_warp_says(index: int, strength: float, x: int, y: int) -> None:
    drawing = dotted([(x, y)])
    chain = [("rotation", strength), ("perspective", strength)]
    warped, described = apply_effects(drawing, chain, streams(index))
    plain = [text for text in described if "perspective" not in text] + [
        text.replace(text[text.index('"desk":[') : text.index("]") + 1], '"desk":[]')
        for text in described
        if "perspective" in text
    ]
    shown = replay_effects(drawing, plain).pages[0]
    wanted = warped.scene.pages[0].warp.points([(x + 2.5, y + 2.5)])[0]
    assert np.hypot(*(np.array(ink_centre(shown)) - wanted)) < 0.5
    assert np.abs(warped.scene.regions.anchor[-1] / 16 - wanted).max() < 0.1


@settings(max_examples=25, deadline=None)
@given(index=indices, strength=strengths)
def test_chains_compose_into_one_warp(index: int, strength: float) -> None:
    middle = dotted([(WIDTH // 2, HEIGHT // 2)])
    both, _ = apply_effects(middle, [("rotation", strength), ("perspective", strength)], streams(index))
    draws, size = streams(index), (WIDTH, HEIGHT)
    turn, tilt = (effects[name]() for name in ("rotation", "perspective"))
    first = turn.warp(size, turn.sample(draws, strength))
    second = tilt.warp(size, tilt.sample(draws, strength))
    points = np.array([[10.0, 20.0], [200.0, 150.0], [120.0, 90.0]])
    assert np.allclose(both.scene.pages[0].warp.points(points), second.points(first.points(points)), atol=1e-6)


def test_identity_leaves_the_bytes_alone() -> None:
    drawing = dotted([(30, 40)])
    assert resample(drawing.pages[0], Warp.identity()) is drawing.pages[0]
    same, described = apply_effects(drawing, [], streams(1))
    assert same.pages[0] is drawing.pages[0]
    assert same.scene == drawing.scene
    assert described == ()


@settings(max_examples=30, deadline=None)
@given(index=indices, strength=strengths, name=st.sampled_from(GEOMETRIC))
def test_ink_stays_inside_the_frame(index: int, strength: float, name: str) -> None:
    corners = [(3, 3), (WIDTH - 8, 3), (3, HEIGHT - 8), (WIDTH - 8, HEIGHT - 8)]
    warped, _ = apply_effects(dotted(corners), [(name, strength)], streams(index))
    regions = warped.scene.regions
    boxes = regions.boxes()[regions.having("mark")] / 16
    assert boxes[:, :2].min() >= 0
    assert boxes[:, 2].max() <= WIDTH
    assert boxes[:, 3].max() <= HEIGHT


def test_beside_the_page_nothing_looks_like_ink() -> None:
    turn = effects["rotation"]
    step = Step("rotation", 0, turn.params(degrees=3.0))
    near, far = dotted([(1, 60)]), dotted([(WIDTH // 2, HEIGHT // 2)])
    for drawing in (near, far):
        drawing.pages[0][0, :, :] = drawing.pages[0][:, -1, :] = (250, 250, 240)
        shown = run_steps(drawing, [step]).pages[0]
        dark = (shown.max(axis=2) < 128).astype(np.uint8)
        assert cv2.connectedComponents(dark)[0] == 2


@pytest.mark.parametrize("name", PIXEL)
def test_pixel_effects_keep_geometry_and_do_something(name: str) -> None:
    drawing = dotted([(50, 60), (120, 90)])
    before = drawing.pages[0].copy()
    changed, described = apply_effects(drawing, [(name, 1.0)], streams(3))
    assert changed.scene == drawing.scene
    assert changed.pages[0].dtype == np.uint8
    assert changed.pages[0].shape == before.shape
    assert not np.array_equal(changed.pages[0], before)
    assert np.array_equal(drawing.pages[0], before)
    assert len(described) == 1


@settings(max_examples=20, deadline=None)
@given(index=indices, strength=strengths)
def test_descriptions_replay_byte_for_byte(index: int, strength: float) -> None:
    drawing = dotted([(50, 60), (120, 90)])
    chain = [(name, strength) for name in effects]
    changed, described = apply_effects(drawing, chain, streams(index))
    again = replay_effects(drawing, described)
    assert np.array_equal(again.pages[0], changed.pages[0])
    assert again.scene == changed.scene


def test_noise_has_the_deviation_it_says_and_jpeg_keeps_colour() -> None:
    grey = np.full((200, 200, 3), 128, dtype=np.uint8)
    noise = effects["noise"]
    params = noise.params(sigma=6.0, coloured=True, seed=11)
    assert float(noise().apply(grey, params).astype(float).std()) == pytest.approx(6.0, abs=0.15)
    red = np.zeros((64, 64, 3), dtype=np.uint8)
    red[:, :, 0] = 200
    jpeg = effects["jpeg"]
    assert np.abs(jpeg().apply(red, jpeg.params(quality=90)).astype(int) - red).max() < 8


def test_blur_reaches_three_sigma_and_no_further() -> None:
    page = dotted([(100, 80)]).pages[0]
    blur = effects["blur"]
    changed = np.argwhere((blur().apply(page, blur.params(sigma=1.0)) != page).any(axis=2))
    low, high = changed.min(axis=0), changed.max(axis=0)
    assert tuple(low) >= (77, 97)
    assert tuple(high) <= (87, 107)
