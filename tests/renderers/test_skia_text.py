"""Turned text: what a turned line says about its ink is where the ink is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from proofpress_core.scene_builder import Cluster, SceneBuilder
from renderers._backends.shaping import Shaped, shape
from renderers._backends.skia_canvas import Surface
from renderers.base import Canvas
from templates.fonts import families, font

TURNS = (0.0, 45.0, 90.0, -45.0, 30.0)
X, BASELINE = 220.0, 220.5
LINES = [("dejavu-sans", "Aqj fi 1,204"), (families("zh", ("sans",))[0], "季度增长（%）")]


def painted(line: Shaped, turn: float, *hidden: str) -> np.ndarray:
    surface = Surface(440, 440, Canvas(frozenset(hidden)))
    surface.text(line, X, BASELINE, (0, 0, 0), "t", turn=turn)
    return surface.pixels()


def changed_by(line: Shaped, turn: float, name: str) -> np.ndarray:
    """Centres (n, 2) of the pixels that differ when a name is held back."""
    rows, cols = np.nonzero((painted(line, turn) != painted(line, turn, name)).any(axis=2))
    return np.column_stack([cols, rows]) + 0.5


def corners(cluster: Cluster) -> np.ndarray:
    extent = np.array(cluster.extent, dtype=np.float32)
    if extent.shape == (4, 2):
        return extent
    x0, y0, x1, y1 = extent
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize(("family", "text"), LINES)
def test_the_extent_of_every_cluster_holds_its_ink_and_fits_it(family: str, text: str, turn: float) -> None:
    line = shape(text, font(family), 26.0)
    for number, cluster in enumerate(line.clusters(X, BASELINE, "t", turn)):
        changed = changed_by(line, turn, f"t#{number}")
        assert (cluster.extent is None) == (not len(changed))
        if len(changed):
            quad = corners(cluster)
            outside = [-cv2.pointPolygonTest(quad, (float(x), float(y)), measureDist=True) for x, y in changed]
            assert max(outside) <= 1.0
            sides = [quad[(edge + 1) % 4] - quad[edge] for edge in range(4)]
            inward = [np.array([-side[1], side[0]]) / np.hypot(*side) for side in sides]
            for corner, normal in zip(quad, inward, strict=True):
                assert ((changed - corner) @ normal).min() <= 2.0


@pytest.mark.parametrize("turn", TURNS[1:])
def test_quads_run_clockwise_from_the_readers_upper_left(turn: float) -> None:
    line = shape("Il", font("dejavu-sans"), 26.0)
    for level, turned in zip(line.clusters(0.0, 0.0, "t"), line.clusters(0.0, 0.0, "t", turn), strict=True):
        angle = np.deg2rad(turn)
        back = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        assert np.allclose(corners(turned) @ back.T, corners(level), atol=1e-4)


def test_names_are_those_of_the_level_line() -> None:
    line = shape("a b", font("dejavu-sans"), 20.0)
    level, turned = line.clusters(3, 4, "t"), line.clusters(3, 4, "t", 90.0)
    assert [(c.text, c.paint) for c in level] == [(c.text, c.paint) for c in turned]
    assert turned[1].extent is None


def test_a_turned_line_becomes_quads_all_the_way_up() -> None:
    builder = SceneBuilder([(440, 440)])
    label = builder.add("tick_label", 0, (0, 0, 440, 440))
    builder.add_line(label, shape("ab cd", font("dejavu-sans"), 20.0).clusters(X, BASELINE, "t", 45.0))
    regions = builder.build(()).scene.regions
    shapes = {region.role: region.shape for region in regions if region.row > 1}
    assert shapes == {"line": "quad", "word": "quad", "char": "quad"}


def test_a_hidden_name_holds_back_all_of_a_turned_line() -> None:
    line = shape("Sum 12", font("dejavu-sans"), 20.0)
    assert (painted(line, 30.0, "t") == 255).all()
    assert (painted(line, 30.0) != 255).any()
