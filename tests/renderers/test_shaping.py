"""Shaped text: what a line says about its ink is where the ink is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.errors import Reject
from renderers._backends.shaping import shape, union, x_height
from renderers._backends.skia_canvas import Surface
from renderers.base import Canvas
from templates.fonts import families, font

LATIN = st.text(st.sampled_from("abcfgijlpqyAQWT0123456789.,()%$−'fi "), min_size=1, max_size=12)
HAN = st.text(st.sampled_from("表格数据年月，（）一口国2024% "), min_size=1, max_size=8)
FAMILIES = [("en", name) for name in families("en", ("sans", "serif", "mono", "condensed"))] + [
    ("zh", name) for name in families("zh", ("sans", "serif"))
]


# A pixel counts as where its centre is: glyphs are set on quarter pixels, so a faint edge may reach into the next one.


def _ink(pixels: np.ndarray) -> tuple[int, int, int, int] | None:
    rows, cols = np.nonzero((pixels != 255).any(axis=2))
    return (cols.min(), rows.min(), cols.max() + 1, rows.max() + 1) if len(rows) else None


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(FAMILIES).flatmap(lambda f: st.tuples(st.just(f[1]), LATIN if f[0] == "en" else HAN)),
    st.integers(11, 48),
    st.floats(0, 1),
    st.sampled_from(("regular", "bold", "italic")),
)
def test_clusters_cover_the_painted_ink(drawn: tuple[str, str], size: int, x: float, weight: str) -> None:
    family, text = drawn
    face = font(family, weight)
    if not face.covers(text):
        with pytest.raises(Reject, match="glyph_missing"):
            shape(text, face, size)
        return
    line = shape(text, face, size)
    surface = Surface(int(line.width) + 120, 160, Canvas())
    surface.text(line, 40 + x, 90, (0, 0, 0), "t")
    ink = _ink(surface.pixels())
    boxes = [cluster.extent for cluster in line.clusters(40 + x, 90, "t") if cluster.extent]
    if ink is None:
        assert not text.strip()
        return
    left, top, right, bottom = union(boxes)
    assert ink[0] + 0.5 >= left - 1
    assert ink[1] + 0.5 >= top - 1
    assert ink[2] - 0.5 <= right + 1
    assert ink[3] - 0.5 <= bottom + 1
    assert max(abs(ink[0] - left), abs(ink[1] - top), abs(ink[2] - right), abs(ink[3] - bottom)) <= 2


@settings(max_examples=40, deadline=None)
@given(LATIN, st.integers(11, 40), st.floats(0, 4))
def test_pieces_are_the_text_and_advances_the_width(text: str, size: int, spacing: float) -> None:
    line = shape(text, font("dejavu-sans"), size, spacing)
    assert "".join(piece.text for piece in line.pieces) == text
    whole = sum(piece.advance for piece in line.pieces)
    assert whole - spacing == pytest.approx(line.width, abs=1e-6)


def test_a_hidden_piece_is_laid_out_but_not_painted() -> None:
    line = shape("abc", font("dejavu-sans"), 24)
    whole, part = Surface(120, 60, Canvas()), Surface(120, 60, Canvas(frozenset({"t#1"})))
    for surface in (whole, part):
        surface.text(line, 20, 40, (0, 0, 0), "t")
    changed = np.argwhere((whole.pixels() != part.pixels()).any(axis=2))
    box = line.clusters(20, 40, "t")[1].extent
    assert box is not None
    assert changed[:, 1].min() >= box[0] - 1
    assert changed[:, 1].max() + 1 <= box[2] + 1


def test_blank_clusters_have_no_extent() -> None:
    clusters = shape("a b", font("dejavu-sans"), 20).clusters(0, 0, "t")
    assert [cluster.extent is None for cluster in clusters] == [False, True, False]


def test_x_height_grows_with_the_size() -> None:
    small, large = (x_height(font("dejavu-sans"), size) for size in (12, 24))
    assert large == pytest.approx(2 * small)


@pytest.mark.parametrize(("family", "blank"), [("wqy-microhei", "℃"), ("dejavu-sans", "\u200b"), ("inter", "\u200b")])
def test_a_character_whose_glyph_is_empty_is_not_covered(family: str, blank: str) -> None:
    face = font(family)
    assert not face.covers(blank)
    assert face.covers("°C 12")
