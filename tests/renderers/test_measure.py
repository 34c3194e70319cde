"""Measured columns against values that can be worked out by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.regions import UNIT
from proofpress_core.scene_builder import Cluster, SceneBuilder
from proofpress_core.warp import Warp
from renderers._backends.kernels import stroke_contrast
from renderers.base import Drawing
from renderers.measure import _LINEAR, _medians, measure

Colour = tuple[int, int, int]


def bars(text: str, ink: Colour, paper: Colour, *, heights: tuple[int, ...], at: int = 20) -> Drawing:
    """A page with one line whose chars are bars 3 px wide in boxes 9 px wide, as thin type is."""
    pixels = np.empty((60, 200, 3), dtype=np.uint8)
    pixels[:] = paper
    clusters = []
    for place, (char, height) in enumerate(zip(text, heights, strict=True)):
        x = at + 14 * place
        pixels[40 - height : 40, x : x + 3] = ink
        pixels[40 - height : 40, x + 6 : x + 9] = ink
        clusters.append(Cluster(char, (x, 40 - height, x + 9, 40), f"t#{place}"))
    builder = SceneBuilder([(200, 60)])
    block = builder.add("paragraph", 0, (0, 0, 200, 60))
    builder.add_line(block, clusters)
    return Drawing.of((pixels,), builder.build([]))


def wcag(one: Colour, other: Colour) -> float:
    """Contrast ratio, written anew from WCAG 2.2."""

    def luminance(colour: Colour) -> float:
        parts = [c / 255 for c in colour]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [((0, 0, 0), (255, 255, 255)), ((119, 119, 119), (255, 255, 255)), ((240, 230, 90), (10, 40, 90)),
     ((200, 30, 30), (30, 30, 30))],
)  # fmt: skip
def test_contrast_is_that_of_the_stroke(ink: Colour, paper: Colour) -> None:
    regions = measure(bars("aba", ink, paper, heights=(12, 16, 12))).regions
    rows = regions.having("line", "word", "char")
    assert regions.contrast[rows] / 100 == pytest.approx(wcag(ink, paper), rel=0.03)
    assert not regions.contrast[regions.having("page", "paragraph")].any()


@settings(max_examples=20, deadline=None)
@given(level=st.integers(0, 255))
def test_contrast_never_exceeds_the_true_ratio(level: int) -> None:
    regions = measure(bars("no", (level, level, level), (255, 255, 255), heights=(10, 10))).regions
    true = wcag((level, level, level), (255, 255, 255))
    assert regions.contrast[regions.having("line")[0]] / 100 == pytest.approx(true, rel=0.03)


def test_a_line_is_as_strong_as_its_weakest_letter() -> None:
    drawing = bars("abc.", (0, 0, 0), (255, 255, 255), heights=(12, 16, 12, 2))
    drawing.pages[0][28:40, 48:57] = np.where(drawing.pages[0][28:40, 48:57] == 0, 150, 255)
    drawing.pages[0][38:40, 62:71] = np.where(drawing.pages[0][38:40, 62:71] == 0, 220, 255)
    regions = measure(drawing).regions
    line, chars = regions.having("line")[0], regions.having("char")
    assert regions.contrast[line] == regions.contrast[chars[2]]
    assert regions.contrast[chars[3]] < regions.contrast[line]


@pytest.mark.parametrize(
    ("text", "heights", "wanted"),
    [("axb", (10, 10, 16), 10.0), ("AT5", (20, 20, 20), 14.0), ("价格", (20, 20), 11.0), ("--", (3, 3), 0.0)],
)
def test_x_height_follows_the_written_rule(text: str, heights: tuple[int, ...], wanted: float) -> None:
    regions = measure(bars(text, (0, 0, 0), (255, 255, 255), heights=heights)).regions
    assert regions.x_height[regions.having("line")[0]] / UNIT == pytest.approx(wanted, abs=0.1)
    assert not regions.x_height[regions.having("word", "char")].any()


def test_small_or_faint_text_is_not_legible() -> None:
    white = (255, 255, 255)
    cases = [((0, 0, 0), 10, 1), ((200, 200, 200), 10, 0), ((0, 0, 0), 4, 0)]
    for ink, height, wanted in cases:
        regions = measure(bars("oxen", ink, white, heights=(height,) * 4)).regions
        assert set(regions.legible[regions.having("line", "word", "char")]) == {wanted}


def test_visible_share_of_shapes_cut_by_the_frame() -> None:
    builder = SceneBuilder([(100, 100)])
    plot = builder.add("plot", 0, (0, 0, 100, 100))
    builder.add("mark", plot, (-10, 10, 10, 20))
    builder.add("mark", plot, [(90, 50), (110, 50), (110, 70), (90, 70)])
    builder.add("mark", plot, [(-20, 0), (20, 0), (0, 40)])
    builder.add("series_line", plot, [(50, 50), (150, 50)], shape="polyline")
    builder.add("mark", plot, (200, 200, 220, 220))
    builder.add("mark", plot, (1, 1, 99, 99))
    blank = np.full((100, 100, 3), 255, dtype=np.uint8)
    regions = measure(Drawing.of((blank,), builder.build([]))).regions
    assert regions.visible[2:].tolist() == [500, 500, 500, 500, 0, 1000]
    assert regions.legible[2:].tolist() == [0, 0, 0, 0, 0, 1]


def test_text_on_a_turned_page_measures_the_same() -> None:
    drawing = bars("aba", (0, 0, 0), (255, 255, 255), heights=(12, 16, 12))
    shift = Warp.of([[1, 0, 20], [0, 1, 4], [0, 0, 1]])
    moved = np.full_like(drawing.pages[0], 255)
    moved[4:, 20:] = drawing.pages[0][:-4, :-20]
    warped = dataclasses.replace(drawing, pages=(moved,), scene=drawing.scene.warped((shift,)))
    here, there = measure(drawing).regions, measure(warped).regions
    rows = here.having("line", "word", "char")
    assert np.array_equal(here.contrast[rows], there.contrast[rows])
    assert np.array_equal(here.x_height, there.x_height)


def test_measuring_twice_changes_nothing() -> None:
    drawing = bars("ab", (0, 0, 0), (255, 255, 255), heights=(12, 16))
    once = measure(drawing)
    assert measure(dataclasses.replace(drawing, scene=once)) == once


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 50)), min_size=1, max_size=30))
def test_medians_are_those_of_every_group(pairs: list[tuple[int, float]]) -> None:
    groups, values = np.array([group for group, _ in pairs]), np.array([value for _, value in pairs])
    found, medians = _medians(groups, values)
    assert found.tolist() == sorted(set(groups.tolist()))
    assert medians.tolist() == [np.median(values[groups == group]) for group in found]


def plain_contrast(pixels: np.ndarray, quad: np.ndarray) -> float:
    """The written formula, pixel by pixel: percentiles over sorted luminances, binned by their square root; the ring
    ends where the bounding box grown by 3 px does."""
    (x0, y0), (x1, y1) = quad.min(axis=0).astype(int) - 3, quad.max(axis=0).astype(int) + 4
    y, x = np.mgrid[y0:y1, x0:x1] + 0.5
    side = np.roll(quad, -1, axis=0) - quad
    normal = np.column_stack([side[:, 1], -side[:, 0]]) / np.hypot(*side.T)[:, None]
    far = (normal[:, :1, None] * (x - quad[:, :1, None]) + normal[:, 1:, None] * (y - quad[:, 1:, None])).max(axis=0)
    light = (_LINEAR[pixels[y0:y1, x0:x1]] * np.float32([0.2126, 0.7152, 0.0722])).sum(axis=2)
    level = (np.floor(np.sqrt(light) * 255 + 0.5) / 255) ** 2
    inside, ring = np.sort(level[far <= 0.5]), np.sort(level[(far >= 1) & (far <= 3)])
    paper, low, high = _rank(ring, 0.5), _rank(inside, 0.05), _rank(inside, 0.95)
    return max((max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) for ink in (low, high))


def _rank(ordered: np.ndarray, share: float) -> float:
    return float(ordered[max(1, int(np.ceil(share * len(ordered)))) - 1])


@pytest.mark.parametrize("turn", [0.0, 0.3, -1.2])
def test_compiled_contrast_is_the_written_formula(turn: float) -> None:
    pixels = np.random.Generator(np.random.Philox(7)).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    box = np.array([[-9.0, -6.0], [9.0, -6.0], [9.0, 6.0], [-9.0, 6.0]])
    quad = box @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + [40.25, 30.5]
    (found,) = stroke_contrast(pixels, quad[None], _LINEAR)
    assert found == pytest.approx(plain_contrast(pixels, quad), rel=1e-6)
