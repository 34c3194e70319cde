"""Warps: composition, inversion, and OpenCV's half pixel."""

from __future__ import annotations

import numpy as np
import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.warp import Warp

points = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=1, max_size=6).map(np.array)


@given(model.warps, points)
def test_the_inverse_brings_points_back(warp: Warp, xy: np.ndarray) -> None:
    assert np.allclose(warp.inverse().points(warp.points(xy)), xy, atol=1e-4)


@given(model.warps, model.warps, points)
def test_a_chain_is_one_warp(first: Warp, second: Warp, xy: np.ndarray) -> None:
    assert np.allclose(first.then(second).points(xy), second.points(first.points(xy)), atol=1e-4)


def test_four_points_fix_a_warp() -> None:
    source = [[0, 0], [100, 0], [100, 50], [0, 50]]
    target = [[3, 4], [90, 10], [95, 60], [1, 55]]
    assert np.allclose(Warp.between(source, target).points(source), target, atol=1e-6)


def test_three_points_in_line_fix_nothing() -> None:
    with pytest.raises(ValueError, match="line"):
        Warp.between([[0, 0], [1, 1], [2, 2], [0, 5]], [[0, 0], [1, 0], [1, 1], [0, 1]])


def test_centres_lie_half_a_pixel_in() -> None:
    """The centre of the first pixel is (0.5, 0.5) to us and (0, 0) to OpenCV."""
    scale = Warp.of([[2, 0, 0], [0, 2, 0], [0, 0, 1]])
    assert np.allclose(scale.centre_matrix() @ [0, 0, 1], [0.5, 0.5, 1])


def test_rotation_is_clockwise_on_the_screen() -> None:
    assert np.allclose(Warp.rotation(90, (0, 0)).points([[1, 0]]), [[0, 1]])


def test_only_scaling_and_shifting_keep_boxes() -> None:
    assert Warp.of([[2, 0, 7], [0, 3, 1], [0, 0, 1]]).keeps_boxes
    assert not Warp.rotation(1, (0, 0)).keeps_boxes


def test_a_warp_that_flattens_is_refused() -> None:
    with pytest.raises(ValueError, match="invertible"):
        Warp.of([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
