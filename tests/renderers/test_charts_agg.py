"""The recording matplotlib renderer: what it says of text is what the pixels show."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from proofpress_core.errors import Reject
from renderers._backends.agg import new_figure, paint, properties
from renderers._backends.display import Recording
from renderers.base import Canvas
from templates.fonts import font

NAMES = ("flat#0", "flat#3", "up#0", "up#4", "flat", "up")


def figure() -> Figure:
    """A bar, a flat and a turned line of text."""
    made = new_figure(500, 320, "#ffffff")
    axes = made.add_axes((0.1, 0.1, 0.8, 0.6))
    axes.set_axis_off()
    axes.bar([0], [1.23], width=0.47, color="#336699")
    face = font("dejavu-serif")
    made.text(0.2, 0.85, "Wagon 37", fontproperties=properties(face, 23), gid="flat")
    made.text(0.06, 0.2, "office", fontproperties=properties(face, 17), gid="up", rotation=90)
    return made


def extent(recording: Recording, name: str) -> np.ndarray:
    line, _, number = name.partition("#")
    clusters = recording.lines[line]
    inked = [c.extent for c in (clusters if not number else [clusters[int(number)]]) if c.extent is not None]
    points = np.concatenate([np.asarray(e, dtype=float).reshape(-1, 2) for e in inked])
    return np.concatenate([points.min(axis=0), points.max(axis=0)])


@pytest.mark.parametrize("name", NAMES)
def test_recorded_box_is_the_box_of_the_ink(name: str) -> None:
    shown, hidden = paint(figure(), Canvas()), paint(figure(), Canvas(frozenset({name})))
    rows, columns = np.nonzero((shown.pixels != hidden.pixels).any(axis=2))
    ink = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
    assert np.abs(extent(shown, name) - ink).max() <= 1.0


def test_boxes_of_postscript_outlines_have_no_blank_rims() -> None:
    face = font("noto-serif-sc")
    for word in ("首尔", "会员"):
        made = new_figure(200, 100, "#ffffff")
        made.text(0.2, 0.4, word, fontproperties=properties(face, 35), gid="word")
        recording = paint(made, Canvas())
        rows, columns = np.nonzero((recording.pixels < 255).any(axis=2))
        ink = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
        assert np.abs(extent(recording, "word") - ink).max() <= 1.0


def test_hiding_moves_nothing() -> None:
    shown, hidden = paint(figure(), Canvas()), paint(figure(), Canvas(frozenset(NAMES)))
    assert shown.lines == hidden.lines


def test_settings_of_the_user_neither_matter_nor_change() -> None:
    before = dict(mpl.rcParams)
    plain = paint(figure(), Canvas()).pixels
    with mpl.rc_context({"text.hinting": "force_autohint", "path.snap": False, "text.parse_math": False}):
        assert np.array_equal(paint(figure(), Canvas()).pixels, plain)
    assert dict(mpl.rcParams) == before


def test_a_glyph_that_the_font_lacks_is_refused() -> None:
    made = new_figure(200, 100, "#ffffff")
    made.text(0.1, 0.5, "价格", fontproperties=properties(font("dejavu-sans"), 20), gid="text")
    with pytest.raises(Reject, match="glyph_missing"):
        paint(made, Canvas())


def test_a_ligature_is_one_cluster_of_several_letters() -> None:
    made = new_figure(200, 100, "#ffffff")
    made.text(0.1, 0.5, "office", fontproperties=properties(font("dejavu-serif"), 20), gid="text")
    clusters = paint(made, Canvas()).lines["text"]
    assert "".join(cluster.text for cluster in clusters) == "office"
    assert max(len(cluster.text) for cluster in clusters) > 1
