"""A matplotlib canvas that records what it paints: the ink box of every glyph, marker and named path.

One figure draw gives pixels and truth. Artists are named by `set_gid`: a text named `title` records its clusters as
`title#0`, `title#1`, ...; a line with markers named `series/0` records marker k as `series/0#k`; any other artist
records the extent of its path under its own name. Names that a `Canvas` hides are laid out and recorded, not painted.
Boxes are in image pixels with y down, as in `proofpress_core.regions`.

Built on RendererAgg's private text path of matplotlib 3.11 and 3.12; tests/renderers/test_charts_agg.py holds it to the
pixels. Figures have 72 dots per inch, so that points are pixels.
"""

from __future__ import annotations

import functools
import math
import warnings
from dataclasses import dataclass, field
from typing import Any

import cv2
import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.ft2font import LoadFlags, RenderMode
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box, Cluster
from renderers.base import Canvas, Pixels
from templates.fonts import Font

DPI = 72
_HOUSE: dict[str, Any] = {
    "text.hinting": "none", "text.parse_math": False, "text.usetex": False, "text.antialiased": True,
    "font.enable_last_resort": False, "path.simplify": False, "path.snap": True, "path.sketch": None,
    "path.effects": [], "lines.antialiased": True, "patch.antialiased": True, "agg.path.chunksize": 0,
    "hatch.linewidth": 1.0, "axes.unicode_minus": True,
}  # fmt: skip
_RIGHT_ANGLE = 90.0


@dataclass(slots=True)
class Recording:
    """What one draw painted: RGB pixels, the clusters of every named line of text, the boxes of named marks."""

    pixels: Pixels
    lines: dict[str, list[Cluster]] = field(default_factory=dict)
    marks: dict[str, Box] = field(default_factory=dict)


def new_figure(width: int, height: int, background: str) -> Figure:
    """An empty figure of width x height pixels without automatic layout."""
    with mpl.rc_context(_HOUSE):
        return Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=background, layout=None)


def properties(font: Font, size: float) -> FontProperties:
    """Matplotlib's description of a face of ours at `size` pixels per em."""
    return FontProperties(fname=FontPath(str(font.path), font.face), size=size)


def paint(figure: Figure, canvas: Canvas) -> Recording:
    """Draw a figure once. Reject (`glyph_missing`) when a font lacks a character of a text."""
    width, height = (round(inches * DPI) for inches in figure.get_size_inches())
    with mpl.rc_context(_HOUSE), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from font", category=UserWarning)
        renderer = RecordingRenderer(width, height, canvas)
        try:
            figure.draw(renderer)
        except UserWarning as warning:
            raise Reject("glyph_missing", str(warning)) from warning
    pixels = cv2.cvtColor(np.asarray(renderer.buffer_rgba()), cv2.COLOR_RGBA2RGB)
    return Recording(pixels, renderer.lines, renderer.marks)


class RecordingRenderer(RendererAgg):
    """RendererAgg that knows which named artist it paints, and honours a canvas' hidden names."""

    def __init__(self, width: int, height: int, canvas: Canvas) -> None:
        super().__init__(width, height, DPI)
        self.lines: dict[str, list[Cluster]] = {}
        self.marks: dict[str, Box] = {}
        self._canvas = canvas
        self._names = [""]

    def _update_methods(self) -> None:
        """Keep the class' own draw_markers and draw_path_collection in the way of the ones in C."""
        super()._update_methods()
        del self.draw_markers, self.draw_path_collection

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._names.append(gid or self._names[-1])

    def close_group(self, s: str) -> None:
        self._names.pop()

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        name = self._names[-1]
        if name:
            self._note(name, _extent(path, transform, gc, rgbFace, self.height))
        if not name or self._canvas.paints(name):
            super().draw_path(gc, path, transform, rgbFace)

    def draw_path_collection(self, gc: Any, *args: Any, **kwargs: Any) -> None:
        if not self._names[-1] or self._canvas.paints(self._names[-1]):
            self._renderer.draw_path_collection(gc, *args, **kwargs)

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any, rgbFace: Any = None
    ) -> None:
        """Paint and record markers one place at a time where the artist has a name."""
        name = self._names[-1]
        if not name:
            self._renderer.draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
            return
        places = trans.transform(path.vertices)
        ink = _marker_ink(marker_path, marker_trans, gc)
        for number, (x, y) in enumerate(places):
            left, top = math.floor(x + 0.5), math.floor(self.height - y + 0.5)
            self.marks[f"{name}#{number}"] = (left + ink[0], top + ink[1], left + ink[2], top + ink[3])
        shown = [k for k in range(len(places)) if self._canvas.paints(f"{name}#{k}")]
        if shown:
            self._renderer.draw_markers(gc, marker_path, marker_trans, Path(places[shown]), Affine2D(), rgbFace)

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
            clusters.append(Cluster(item.char, _ink(buffer.shape, corner, angle), f"{name}#{number}"))
        if name:
            self.lines[name] = clusters

    def _line_name(self) -> str:
        """The name of the line that is about to be painted."""
        name, number = self._names[-1], 1
        line = name
        while name and line in self.lines:
            line, number = f"{name}/{number}", number + 1
        return line

    def _note(self, name: str, box: Box) -> None:
        """Widen the recorded box of a name by another painted path."""
        old = self.marks.get(name, box)
        self.marks[name] = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))


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


def _ink(shape: tuple[int, int], corner: tuple[int, int], angle: float) -> Any:
    """Extent of a glyph's bitmap: a box, for upright text; a quad that starts at the reader's upper left, for text
    turned by a right angle; None for a blank."""
    height, width = shape
    if not height or not width:
        return None
    x0, y0 = corner
    x1, y1 = x0 + width, y0 + height
    if angle == _RIGHT_ANGLE:
        return (x0, y1), (x0, y0), (x1, y0), (x1, y1)
    return float(x0), float(y0), float(x1), float(y1)


def _extent(path: Path, transform: Any, gc: Any, fill: Any, height: float) -> Box:
    """Image box of a path's ink; axis-parallel edges lie on whole pixels as Agg's snapping puts them."""
    with_curves = path.codes is not None and np.any((path.codes == Path.CURVE3) | (path.codes == Path.CURVE4))
    moved = transform.transform_path(path)
    if with_curves:
        (x0, y0), (x1, y1) = moved.get_extents().get_points()
    else:
        finite = moved.vertices[: -1 if path.codes is not None and path.codes[-1] == Path.CLOSEPOLY else None]
        (x0, y0), (x1, y1) = finite.min(axis=0), finite.max(axis=0)
        if fill is not None and len(finite) in (4, 5):
            x0, y0, x1, y1 = (math.floor(edge + 0.5) for edge in (x0, y0, x1, y1))
    reach = gc.get_linewidth() / 2 if gc.get_rgb()[3] > 0 else 0.0
    return float(x0 - reach), float(height - y1 - reach), float(x1 + reach), float(height - y0 + reach)


def _marker_ink(marker: Path, transform: Any, gc: Any) -> Box:
    """Ink box of a marker placed at (0, 0), from painting it once."""
    matrix = tuple(float(v) for v in np.asarray(transform.get_matrix()).ravel())
    codes = None if marker.codes is None else tuple(int(c) for c in marker.codes)
    edge = gc.get_linewidth() if gc.get_rgb()[3] > 0 else 0.0
    return _stamped(tuple(map(tuple, marker.vertices.tolist())), codes, matrix, edge)


@functools.lru_cache(maxsize=256)
def _stamped(vertices: Any, codes: Any, matrix: Any, edge: float) -> Box:
    side = 128
    scratch = RendererAgg(side, side, DPI)
    gc = scratch.new_gc()
    gc.set_linewidth(edge)
    middle = Path([[side / 2, side / 2]])
    scratch.draw_markers(
        gc, Path(vertices, codes), Affine2D(np.array(matrix).reshape(3, 3)), middle, Affine2D(), (0, 0, 0, 1)
    )
    rows, columns = np.nonzero(np.asarray(scratch.buffer_rgba())[:, :, 3])
    return columns.min() - side / 2, rows.min() - side / 2, columns.max() + 1 - side / 2, rows.max() + 1 - side / 2
