"""Gauges on synthetic pictures: edges, middles and areas at places that are known to a fraction of a pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.balance import balanced
from verify.colours import ciede2000, lab
from verify.gauges import crossings, edges, extents, slanted_edges
from verify.patches import patches

PAPER, INK, LINE = (np.array(colour, dtype=float) for colour in ((250, 248, 240), (31, 90, 160), (28, 81, 144)))
CORE = INK.astype(np.int64)[None]
SIDES = st.sampled_from([-1, 1])
OVER = st.sampled_from(["over", "under"])
WAYS = st.sampled_from([0, 1])


def painted(*layers: tuple[Any, Any], size: int = 80) -> Any:
    """Pixels of layers, each a coverage of 0 to 1 by place (x, y) and a colour, one over the other."""
    pixels = np.tile(PAPER, (size, size, 1))
    for coverage, colour in layers:
        fine = (np.arange(size * 8) + 0.5) / 8
        x, y = np.meshgrid(fine, fine)
        share = np.asarray(coverage(x, y), dtype=float).reshape(size, 8, size, 8).mean(axis=(1, 3))[..., None]
        pixels = share * colour + (1 - share) * pixels
    return np.rint(pixels).astype(np.uint8)


def box(left: float, top: float, right: float, bottom: float) -> Any:
    return lambda x, y: (x > left) & (x < right) & (y > top) & (y < bottom)


def disc(cx: float, cy: float, radius: float) -> Any:
    return lambda x, y: np.hypot(x - cx, y - cy) < radius


def stroke(ax: float, ay: float, bx: float, by: float, width: float) -> Any:
    """A straight line from a to b."""

    def covers(x: Any, y: Any) -> Any:
        length = np.hypot(bx - ax, by - ay)
        t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
        return (np.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) < length * width / 2) & (t > 0) & (t < length)

    return covers


def turned(pixels: Any, way: int) -> Any:
    """The picture with x and y exchanged for way 1."""
    return np.ascontiguousarray(pixels.transpose(1, 0, 2)) if way else pixels


def one_edge(pixels: Any, place: float, way: int, side: int, core: Any = CORE) -> float:
    low, high, sides = np.array([26.0]), np.array([54.0]), np.array([side])
    return float(edges(pixels, core, np.array([place]), low, high, way, sides, 9)[0])


@given(st.floats(36, 44), st.floats(-5, 5), SIDES, WAYS)
def test_an_edge_is_found_to_a_fraction_of_a_pixel(place: float, off: float, side: int, way: int) -> None:
    ends = (10.0, place) if side > 0 else (place, 70.0)
    pixels = turned(painted((box(ends[0], 20, ends[1], 60), INK)), way)
    assert one_edge(pixels, place + off, way, side) == pytest.approx(place, abs=0.1)


def test_an_edge_that_is_far_away_or_of_another_colour_is_none() -> None:
    pixels = painted((box(10, 20, 40, 60), INK))
    assert np.isnan(one_edge(pixels, 51.0, 0, 1))
    assert np.isnan(one_edge(pixels, 40.0, 0, 1, CORE + 40))
    assert np.isnan(one_edge(pixels, 40.0, 0, -1))


def test_a_line_across_is_no_end() -> None:
    pixels = painted((box(10, 20, 60, 60), INK), (box(38, 20, 40, 60), PAPER))
    assert np.isnan(one_edge(pixels, 38.0, 0, 1))


def test_a_line_beside_an_edge_does_not_move_it() -> None:
    for beside in (40, 41, 42):
        pixels = painted((box(10, 20, 40, 60), INK), (box(beside, 0, beside + 1, 80), np.array([60.0, 60, 60])))
        assert one_edge(pixels, 41.0, 0, 1) == pytest.approx(40, abs=0.3)


@given(st.floats(-1.6, 1.6), st.floats(-1.6, 1.6), st.floats(38, 42), st.floats(38, 42), WAYS)
def test_the_place_where_an_outline_bends(left: float, right: float, x: float, y: float, way: int) -> None:
    ridge = lambda a, b: b > y + np.where(a < x, left, right) * (a - x)  # noqa: E731
    pixels = turned(painted((lambda a, b: ridge(a, b) & (b < 76), INK)), way)
    anchor = np.array([[x, y]]) if way == 0 else np.array([[y, x]])
    found = slanted_edges(pixels, CORE, anchor, 1 - way, np.array([-1]), 9)[0]
    assert np.isnan(found) or found == pytest.approx(y, abs=0.3)


def test_an_outline_that_falls_like_a_wall_is_not_measured() -> None:
    pixels = painted((lambda x, y: y > 40 + 6 * (x - 40), INK))
    assert np.isnan(slanted_edges(pixels, CORE, np.array([[40.0, 40.0]]), 1, np.array([-1]), 9)[0])


@given(st.floats(38, 42), st.floats(1, 3))
def test_the_middle_of_the_line_at_the_end_of_a_line(place: float, width: float) -> None:
    yoke = box(20, place - width / 2, 60, place + width / 2)
    pixels = painted((box(39, place, 41, 70), INK), (yoke, INK))
    found = crossings(pixels, CORE, np.array([place]), np.array([39.0]), np.array([41.0]), 1)[0]
    assert np.isnan(found) or found == pytest.approx(place, abs=0.15)


@given(st.floats(38, 42), st.floats(38, 42), st.floats(3.5, 9), st.integers(-2, 2), st.integers(-2, 2))
def test_the_middle_of_a_disc(x: float, y: float, radius: float, dx: int, dy: int) -> None:
    pixels = painted((disc(x, y, radius), INK))
    window = np.array([[x - radius + dx, y - radius + dy, x + radius + dx, y + radius + dy]])
    found = balanced(pixels, window, 3)[0]
    assert np.isnan(found).all() or found == pytest.approx([x, y], abs=0.3)
    if max(abs(dx), abs(dy)) <= 1:
        assert not np.isnan(found).any()


@given(st.floats(38, 42), st.floats(38, 42), st.floats(0, 6.3), st.floats(4, 7), OVER)
def test_a_line_through_a_marker_does_not_move_it(x: float, y: float, turn: float, radius: float, over: str) -> None:
    dx, dy = 38 * np.cos(turn), 38 * np.sin(turn)
    layers = [(disc(x, y, radius), INK), (stroke(x - dx, y - dy, x + dx, y + dy, 2), LINE)]
    pixels = painted(*(layers if over == "over" else layers[::-1]))
    found = balanced(pixels, np.array([[x - radius, y - radius, x + radius, y + radius]]), 3)[0]
    assert found == pytest.approx([x, y], abs=0.4)


def test_balance_needs_a_marker() -> None:
    window = np.array([[35.0, 35, 45, 45]])
    for layers in ([], [(stroke(2, 40, 78, 41, 2), INK)], [(box(0, 40, 80, 80), INK)]):
        assert np.isnan(balanced(painted(*layers), window, 3)).all()
    assert np.isnan(balanced(painted((disc(3, 3, 4), INK)), np.array([[-1.0, -1, 7, 7]]), 3)).all()


@given(st.floats(8, 20), st.floats(8, 20), st.floats(38, 42))
def test_the_area_of_a_patch_with_letters_in_it(half_width: float, half_height: float, middle: float) -> None:
    whole = (40 - half_width, middle - half_height, 40 + half_width, middle + half_height)
    letter = (box(38, middle - 3, 39, middle + 3), np.array([255.0, 255, 255]))
    found = patches(painted((box(*whole), INK), letter), CORE, np.array([whole]), 3)[0]
    assert found[0] == pytest.approx(4 * half_width * half_height, rel=0.02, abs=2 * (half_width + half_height))
    assert found[1:] == pytest.approx([40, middle], abs=0.5)


def test_the_area_of_a_wedge() -> None:
    wedge = lambda x, y: (np.hypot(x - 20, y - 20) < 50) & (np.arctan2(y - 20, x - 20) < 0.9) & (y > 20) & (x > 20)  # noqa: E731
    found = patches(painted((wedge, INK)), CORE, np.array([[20.0, 20, 70, 60]]), 3)[0, 0]
    assert found == pytest.approx(0.5 * 50**2 * 0.9, rel=0.03)


def test_a_patch_that_leaves_the_window_is_not_measured() -> None:
    pixels = painted((box(10, 10, 70, 70), INK))
    assert np.isnan(patches(pixels, CORE, np.array([[20.0, 20, 40, 40]]), 3)).all()
    assert np.isnan(patches(pixels, CORE - 1000, np.array([[10.0, 10, 70, 70]]), 3)).all()


@given(st.floats(12, 20), st.floats(50, 60), WAYS)
def test_the_extent_of_a_funnel_s_stage(left: float, right: float, way: int) -> None:
    stage = lambda x, y: (y > 30) & (y < 50) & (x > left + (y - 30) / 4) & (x < right - (y - 30) / 4)  # noqa: E731
    pixels = turned(painted((stage, INK)), way)
    window = np.array([[left, 30, right, 50]])[:, [1, 0, 3, 2] if way else [0, 1, 2, 3]]
    assert extents(pixels, CORE, window, way, 3)[0] == pytest.approx(right - left, abs=0.7)
    assert np.isnan(extents(pixels, CORE + 50, window, way, 3)[0])


PAIRS = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0011), 7.2195),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
"""From table 1 of Sharma, Wu and Dalal, The CIEDE2000 colour-difference formula (2005)."""


@pytest.mark.parametrize(("one", "other", "apart"), PAIRS)
def test_colour_difference_as_published(one: Any, other: Any, apart: float) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(apart, abs=1e-4)
    assert ciede2000(np.array(other), np.array(one)) == pytest.approx(apart, abs=1e-4)


def test_lightness_and_hue() -> None:
    assert lab([255, 255, 255]) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab([0, 0, 0]) == pytest.approx([0, 0, 0], abs=0.01)
    assert lab([255, 0, 0]) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
