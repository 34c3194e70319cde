"""Gauges of round and slanting marks on synthetic pictures, and the sizes of outlines that they are compared with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.colours import LEAST_SHADES, even_shades_off
from verify.outlines import SIZES, sweep_of, through
from verify.placing import thicknesses
from verify.rays import ray_edges, swept
from verify.votes import cores

PAPER, INK = (np.array(colour, dtype=float) for colour in ((250, 248, 240), (31, 90, 160)))
CORE = INK.astype(np.int64)
CENTRE = np.array([60.0, 62.0])


def painted(covers: Any, size: int = 128) -> Any:
    """Pixels of a shape that covers points (x, y)."""
    fine = (np.arange(size * 8) + 0.5) / 8
    x, y = np.meshgrid(fine, fine)
    share = np.asarray(covers(x, y), dtype=float).reshape(size, 8, size, 8).mean(axis=(1, 3))[..., None]
    return np.rint(share * INK + (1 - share) * PAPER).astype(np.uint8)


def ring(inner: float, outer: float, begin: float, sweep: float) -> Any:
    """A sector of a ring around `CENTRE`, angles clockwise from the right."""

    def covers(x: Any, y: Any) -> Any:
        far = np.hypot(x - CENTRE[0], y - CENTRE[1])
        turned = (np.arctan2(y - CENTRE[1], x - CENTRE[0]) - begin) % (2 * math.pi)
        return (far > inner) & (far < outer) & (turned < sweep)

    return covers


def sector(inner: float, outer: float, begin: float, sweep: float) -> Any:
    """Its outline."""
    angles = begin + np.linspace(0, sweep, 40)
    way = np.column_stack([np.cos(angles), np.sin(angles)])
    return np.concatenate([CENTRE + outer * way, CENTRE + inner * way[::-1]])


@given(st.floats(30, 50), st.floats(0, 6.2), st.floats(-4, 4))
def test_the_end_of_a_petal_is_found_along_its_ray(radius: float, angle: float, off: float) -> None:
    pixels = painted(ring(0, radius, angle - 0.4, 0.8))
    way = np.array([math.cos(angle), math.sin(angle)])
    found = ray_edges(pixels, CORE[None], (CENTRE + (radius + off) * way)[None], way, 9)
    assert (found[0] - CENTRE) @ way == pytest.approx(radius, abs=0.3)


def test_a_petal_of_another_colour_has_no_end() -> None:
    pixels = painted(ring(0, 40, -0.4, 0.8))
    way = np.array([1.0, 0.0])
    assert np.isnan(ray_edges(pixels, CORE[None] + 30, (CENTRE + 40 * way)[None], way, 9)).all()


@given(st.floats(25, 34), st.floats(12, 20), st.floats(-3, 3), st.floats(0.3, 5.5))
def test_how_far_an_arc_goes_is_measured_by_the_outline_and_in_pixels(
    inner: float, breadth: float, begin: float, sweep: float
) -> None:
    outline = sector(inner, inner + breadth, begin, sweep)
    centre, start, turned, radius = sweep_of(outline)
    assert centre == pytest.approx(CENTRE, abs=0.1)
    assert turned == pytest.approx(sweep, abs=0.01)
    assert radius == pytest.approx(inner + breadth / 2, abs=0.1)
    found = swept(painted(ring(inner, inner + breadth, begin, sweep)), CORE, centre, start, turned, radius)
    assert found == pytest.approx(sweep, abs=2.0 / radius)


def test_an_arc_that_goes_on_is_not_measured() -> None:
    centre, start, turned, radius = sweep_of(sector(30, 45, 0.2, 1.5))
    assert np.isnan(swept(painted(ring(30, 45, 0.2, 2.5)), CORE, centre, start, turned, radius))


def test_a_box_sweeps_nothing() -> None:
    assert np.isnan(SIZES["angle"](np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]]), np.zeros(2)))


@given(st.floats(3, 30), st.floats(-0.4, 0.4))
def test_thickness_is_measured_through_the_anchor(height: float, slope: float) -> None:
    anchor = np.array([60.0, 64.0])

    def covers(x: Any, y: Any) -> Any:
        return np.abs(y - 64 - slope * (x - 60)) < height / 2

    corners = [(20, -1), (100, -1), (100, 1), (20, 1)]
    outline = np.array([(x, 64 + slope * (x - 60) + side * height / 2) for x, side in corners])
    assert np.diff(through(outline, anchor))[0] == pytest.approx(height, abs=1e-6)
    assert SIZES["thickness"](outline, anchor) == pytest.approx(height, abs=1e-6)
    assert thicknesses(painted(covers), [outline], anchor[None])[0] == pytest.approx(height, abs=0.3)


def test_an_anchor_outside_has_no_thickness() -> None:
    box = np.array([[10.0, 10.0], [50.0, 10.0], [50.0, 30.0], [10.0, 30.0]])
    assert np.isnan(SIZES["thickness"](box, np.array([60.0, 20.0])))


@given(st.integers(10, 30), st.data())
def test_a_shade_that_is_off_the_line_of_all_is_found(count: int, data: Any) -> None:
    numbers = np.linspace(0, 100, count)
    shades = np.rint(PAPER + (INK - PAPER) * numbers[:, None] / 100).astype(np.int64)
    assert even_shades_off(numbers, shades).max() <= 1.0
    wrong = data.draw(st.integers(2, len(numbers) - 1))
    shades[wrong] += 30
    assert np.nanargmax(even_shades_off(numbers, shades)) == wrong


def test_few_or_pale_shades_do_not_tell_a_line() -> None:
    numbers = np.arange(9.0)
    pale = np.rint(PAPER - 2 * numbers[:, None]).astype(np.int64)
    assert np.isnan(even_shades_off(numbers, pale)).all()
    strong = np.rint(PAPER - 20 * numbers[:, None]).astype(np.int64)
    assert np.isnan(even_shades_off(numbers[: LEAST_SHADES - 1], strong[: LEAST_SHADES - 1])).all()


@pytest.mark.parametrize("beside", [True, False])
def test_the_colour_of_a_shape_is_that_of_most_of_its_pixels(beside: bool) -> None:  # noqa: FBT001
    pixels = painted(lambda x, y: (x > 20) & (x < 90) & (y > 30) & (y < 70))
    box, start = np.array([[20.0, 30.0], [90.0, 70.0]]), np.array([0, 2])
    assert cores(pixels, box, start, np.array([True]), beside)[0].tolist() == CORE.tolist()
    triangle = np.array([[20.0, 30.0], [90.0, 30.0], [20.0, 70.0]])
    assert cores(pixels, triangle, np.array([0, 3]), np.array([False]), beside)[0].tolist() == CORE.tolist()
    beyond = np.array([[95.0, 30.0], [120.0, 30.0], [95.0, 70.0]])
    assert cores(pixels, beyond, np.array([0, 3]), np.array([False]), beside)[0].tolist() == [250, 248, 240]
