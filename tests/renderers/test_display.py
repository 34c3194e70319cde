"""Display lists: whichever engine paints one, its extents are those of the ink, and the order of painting is kept."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderers._backends import agg_display, skia_display
from renderers._backends.display import HATCHES, Display, Recording, ring
from renderers._backends.shaping import shape
from renderers.base import Canvas
from templates.fonts import font

Paint = Callable[[Display, Canvas], Recording]
ENGINES: dict[str, Paint] = {"skia": skia_display.paint, "matplotlib": agg_display.paint}
MARKS = ("bar", "thin", "hatched", "wedge", "holed", "disc", "line", "level", "slope", "dashed", "faint")
TEXTS = ("flat", "up", "oblique", "down")
every_engine = pytest.mark.parametrize("engine", ENGINES)


def display() -> Display:
    """Each kind of item, clear of the others."""
    made = Display(480, 360, "#fdfaf3")
    made.rect("bar", (20, 20, 60, 90), "#2b4c7e")
    made.rect("thin", (70, 20, 71, 90), "#2b4c7e")
    made.rect("hatched", (84, 22, 124, 88), "#b5403a", hatch="/")
    made.polygon("wedge", [(180, 60), *ring((180, 60), 40, 0.3, 1.9)], colour="#3a9188")
    made.polygon("holed", ring((290, 60), 38), ring((290, 60), 20), colour="#7a5195")
    made.disc("disc", (380.4, 60.7), 17.3, "#d9822b")
    made.stroke("line", [(20, 180), (60, 130), (100, 170), (140, 120)], "#333333", 3)
    made.stroke("level", [(160, 130.5), (230, 130.5)], "#333333", 1)
    made.stroke("slope", [(160, 180), (230, 150)], "#333333", 4)
    made.stroke("dashed", [(250, 120), (250, 190)], "#b5403a", 2, dash=(6, 4))
    made.rect("faint", (270, 120, 330, 190), "#2b4c7e", opacity=0.4)
    face = font("dejavu-sans")
    for name, x, y, turn in (("flat", 20, 240, 0), ("up", 200, 330, 90), ("oblique", 250, 330, 45),
                             ("down", 360, 240, -30)):  # fmt: skip
        made.words(name, shape("Jay 37 %", face, 21), x, y, "#1a1a1a", turn)
    return made


def changed(engine: str, *names: str) -> np.ndarray:
    """Corners (left, top, right, bottom) of what holding names back changes."""
    shown, hidden = (ENGINES[engine](display(), Canvas(hide)).pixels for hide in (frozenset(), frozenset(names)))
    rows, columns = np.nonzero((shown != hidden).any(axis=2))
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])


@every_engine
@pytest.mark.parametrize("name", MARKS)
def test_extent_of_a_mark_is_that_of_its_ink(engine: str, name: str) -> None:
    assert np.abs(np.array(display().marks[name]) - changed(engine, name)).max() <= 1.5


@every_engine
@pytest.mark.parametrize("name", TEXTS)
def test_clusters_of_a_line_lie_where_their_ink_does(engine: str, name: str) -> None:
    clusters = ENGINES[engine](display(), Canvas()).lines[name]
    for cluster in clusters:
        if cluster.extent is None:
            continue
        points = np.asarray(cluster.extent, dtype=float).reshape(-1, 2)
        box = np.concatenate([points.min(axis=0), points.max(axis=0)])
        ink = changed(engine, cluster.paint)
        assert (ink[:2] >= box[:2] - 1.5).all()
        assert (ink[2:] <= box[2:] + 1.5).all()
    assert "".join(cluster.text for cluster in clusters) == "Jay 37 %"


@every_engine
def test_later_items_cover_earlier_ones(engine: str) -> None:
    made = Display(60, 60, "#ffffff")
    made.words("", shape("■■■", font("dejavu-sans"), 40), 0, 50, "#000000")
    made.stroke("", [(0, 30), (60, 30)], "#00ff00", 60)
    made.rect("", (10, 10, 50, 50), "#ff0000")
    pixels = ENGINES[engine](made, Canvas()).pixels
    assert pixels[30, 30].tolist() == [255, 0, 0]
    assert pixels[5, 5].tolist() == [0, 255, 0]


@every_engine
def test_boxes_on_whole_pixels_are_crisp(engine: str) -> None:
    made = Display(40, 40, "#ffffff")
    made.rect("", (10, 12, 30, 28), "#123456")
    pixels = ENGINES[engine](made, Canvas()).pixels
    inside = np.zeros((40, 40), dtype=bool)
    inside[12:28, 10:30] = True
    assert (pixels[inside] == (0x12, 0x34, 0x56)).all()
    assert (pixels[~inside] == 255).all()


@every_engine
@pytest.mark.parametrize("hatch", HATCHES)
def test_a_hatch_stays_in_its_shape(engine: str, hatch: str) -> None:
    plain, hatched = Display(80, 80, "#000000"), Display(80, 80, "#000000")
    for made, pattern in ((plain, ""), (hatched, hatch)):
        made.polygon("", [(15, 15), (65, 20), (60, 62), (12, 55)], colour="#3060c0", hatch=pattern)
    one, two = (ENGINES[engine](made, Canvas()).pixels for made in (plain, hatched))
    differing = (one != two).any(axis=2)
    assert differing.sum() > 100
    assert (one[differing] > 0).any(axis=1).all()


def test_both_engines_paint_the_same_picture() -> None:
    one, two = (paint(display(), Canvas()).pixels.astype(int) for paint in ENGINES.values())
    assert np.abs(one - two).mean() < 2.5


@given(radius=st.floats(0.5, 400), start=st.floats(-7, 7), turn=st.floats(0.01, 2 * math.pi))
@settings(max_examples=60)
def test_chords_of_a_ring_stay_close_to_its_arc(radius: float, start: float, turn: float) -> None:
    points = np.array(ring((0.0, 0.0), radius, start, start + turn))
    middles = (points[1:] + points[:-1]) / 2
    assert np.abs(np.hypot(*points.T) - radius).max() < 1e-6
    assert (radius - np.hypot(*middles.T)).max() <= 0.021
