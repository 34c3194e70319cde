"""A matplotlib renderer that records the text it paints: the ink box of every glyph.

One figure draw gives pixels and truth. Artists are named by `set_gid`: a text named `title` records its clusters as
`title#0`, `title#1`, ... Names that a `Canvas` hides are laid out and recorded, not painted. Boxes are in image pixels
with y down, as in `proofpress_core.regions`.

Built on RendererAgg's private text path of matplotlib 3.11 and 3.12; tests/renderers/test_charts_agg.py holds it to the
pixels. Figures have 72 dots per inch, so that points are pixels.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

import cv2
import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.ft2font import LoadFlags, RenderMode
from matplotlib.path import Path

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Cluster
from renderers._backends.display import Recording
from renderers.base import Canvas
from templates.fonts import Font

DPI = 72
HOUSE: dict[str, Any] = {
    "text.hinting": "none", "text.parse_math": False, "text.usetex": False, "text.antialiased": True,
    "font.enable_last_resort": False, "path.simplify": False, "path.snap": True, "path.sketch": None,
    "path.effects": [], "lines.antialiased": True, "patch.antialiased": True, "agg.path.chunksize": 0,
    "hatch.linewidth": 1.2, "lines.scale_dashes": True, "axes.unicode_minus": True,
}  # fmt: skip
_RIGHT_ANGLE = 90.0


def new_figure(width: int, height: int, background: str) -> Figure:
    """An empty figure of width x height pixels without automatic layout."""
    with mpl.rc_context(HOUSE):
        return Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=background, layout=None)


def properties(font: Font, size: float) -> FontProperties:
    """Matplotlib's description of a face of ours at `size` pixels per em."""
    return FontProperties(fname=FontPath(str(font.path), font.face), size=size)


def paint(figure: Figure, canvas: Canvas) -> Recording:
    """Draw a figure once. Reject (`glyph_missing`) when a font lacks a character of a text."""
    width, height = (round(inches * DPI) for inches in figure.get_size_inches())
    with mpl.rc_context(HOUSE), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from font", category=UserWarning)
        renderer = RecordingRenderer(width, height, canvas)
        try:
            figure.draw(renderer)
        except UserWarning as warning:
            raise Reject("glyph_missing", str(warning)) from warning
    pixels = cv2.cvtColor(np.asarray(renderer.buffer_rgba()), cv2.COLOR_RGBA2RGB)
    return Recording(pixels, renderer.lines)


class RecordingRenderer(RendererAgg):
    """RendererAgg that knows which named artist it paints, and honours a canvas' hidden names."""

    def __init__(self, width: int, height: int, canvas: Canvas) -> None:
        super().__init__(width, height, DPI)
        self.lines: dict[str, list[Cluster]] = {}
        self._canvas = canvas
        self._names = [""]

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._names.append(gid or self._names[-1])

    def close_group(self, s: str) -> None:
        self._names.pop()

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        name = self._names[-1]
        if not name or self._canvas.paints(name):
            super().draw_path(gc, path, transform, rgbFace)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = None, mtext: Any = None
    ) -> None:
        """Paint one line of text glyph by glyph; the second line of an artist is recorded as `name/1`, ..."""
        if ismath:
            raise ValueError(f"mathtext is not recorded: {s!r}")
        font = self._prepare_font(prop)
        name = self._line_name()
        turn, clusters = _Turn(angle), []
        for number, item in enumerate(font._layout(s, flags=LoadFlags.NO_HINTING)):
            pen = turn.pen(x, self.height - y, item.x, item.y)
            item.ft_object._set_transform(turn.matrix, pen)
            bitmap = item.ft_object._render_glyph(item.glyph_index, LoadFlags.NO_HINTING, RenderMode.NORMAL)
            corner = bitmap.left, int(self.height) - bitmap.top
            buffer = bitmap.buffer
            if not name or self._canvas.paints(f"{name}#{number}"):
                self._renderer.draw_text_image(buffer, corner[0], corner[1] + buffer.shape[0], 0, gc)
            clusters.append(Cluster(item.char, _ink(buffer, corner, angle), f"{name}#{number}"))
        if name:
            self.lines[name] = clusters

    def _line_name(self) -> str:
        """The name of the line that is about to be painted."""
        name, number = self._names[-1], 1
        line = name
        while name and line in self.lines:
            line, number = f"{name}/{number}", number + 1
        return line


class _Turn:
    """A turn of a line by some degrees anticlockwise, in FreeType's fixed-point numbers."""

    def __init__(self, angle: float) -> None:
        self.cos, self.sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        one = 0x10000
        self.matrix = np.array(
            [[round(self.cos * one), -round(self.sin * one)], [round(self.sin * one), round(self.cos * one)]]
        )

    def pen(self, x: float, up: float, along: float, above: float) -> list[int]:
        """Pen place of a glyph at (along, above) of a line that starts at (x, up), y up, in 1/64 px."""
        return [
            round(0x40 * (x + along * self.cos - above * self.sin)),
            round(0x40 * (up + along * self.sin + above * self.cos)),
        ]


def _ink(bitmap: Any, corner: tuple[int, int], angle: float) -> Any:
    """Extent of the ink of a glyph's bitmap: a box, for upright text; a quad that starts at the reader's upper left,
    for text turned by a right angle; None for a blank. FreeType sizes bitmaps by the control points of curves, which
    reach beyond the ink in fonts with PostScript outlines: blank rims are left out."""
    if not bitmap.size:
        return None
    height, width = bitmap.shape
    top, bottom, left, right = 0, height, 0, width
    if not (bitmap[0].any() and bitmap[-1].any() and bitmap[:, 0].any() and bitmap[:, -1].any()):
        rows, columns = bitmap.any(axis=1).nonzero()[0], bitmap.any(axis=0).nonzero()[0]
        if not len(rows):
            return None
        top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    x0, y0, x1, y1 = corner[0] + left, corner[1] + top, corner[0] + right, corner[1] + bottom
    if angle == _RIGHT_ANGLE:
        return (x0, y1), (x0, y0), (x1, y0), (x1, y1)
    return float(x0), float(y0), float(x1), float(y1)
