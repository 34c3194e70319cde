"""The matplotlib engine: a display list as artists of a figure, painted once by the recording renderer."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from renderers._backends import agg
from renderers._backends.display import Disc, Display, Item, Polygon, Recording, Rect, Stroke, Words, hatch_ink
from renderers.base import Canvas

_PIXELS = IdentityTransform()
_UPRIGHT = (0.0, 90.0)
"""Turns at which the box of a glyph's bitmap is the extent of its ink; others take the outline's."""
_HATCHES = {"": None, "/": "//", "\\": "\\\\", "-": "--", "x": "xx", ".": ".."}


def paint(display: Display, canvas: Canvas) -> Recording:
    """Paint a display list with matplotlib. Reject (`glyph_missing`) when a font lacks a character of a text."""
    with mpl.rc_context(agg.HOUSE):
        recording = agg.paint(figure_of(display), canvas)
    recording.marks = display.marks
    for item in display.items:
        if isinstance(item, Words) and item.name and item.turn not in _UPRIGHT:
            recording.lines[item.name] = item.line.clusters(item.x, item.baseline, item.name, item.turn)
    return recording


def figure_of(display: Display) -> Figure:
    """The figure that shows a display list, one artist for each item, in its order."""
    figure = agg.new_figure(display.width, display.height, display.background)
    for place, item in enumerate(display.items):
        artist = _artist(item, display.height)
        artist.set(zorder=place, transform=_PIXELS, snap=False, gid=item.name or None)
        figure.add_artist(artist)
    return figure


def _artist(item: Item, height: int) -> Artist:
    if isinstance(item, Words):
        return _text(item, height)
    if isinstance(item, Stroke):
        return _line(item, height)
    fill: dict[str, Any] = {"facecolor": item.colour, "alpha": item.opacity, "linewidth": 0}
    if isinstance(item, Disc):
        return Circle((item.centre[0], height - item.centre[1]), item.radius, **fill)
    if item.hatch:
        fill |= {"hatch": _HATCHES[item.hatch], "edgecolor": hatch_ink(item.colour)}
    if isinstance(item, Rect):
        x0, y0, x1, y1 = item.box
        return Rectangle((x0, height - y1), x1 - x0, y1 - y0, **fill)
    return PathPatch(_path(item, height), **fill)


def _path(item: Polygon, height: int) -> Path:
    rings = [Path([(x, height - y) for x, y in (*ring, ring[0])], closed=True) for ring in item.outlines]
    return rings[0] if len(rings) == 1 else Path.make_compound_path(*rings)


def _line(item: Stroke, height: int) -> Line2D:
    """Dashes are given to matplotlib in line widths, as it scales them."""
    xs, ys = zip(*item.points, strict=True)
    style: Any = (0, tuple(length / item.width for length in item.dash)) if item.dash else "-"
    return Line2D(xs, [height - y for y in ys], color=item.colour, linewidth=item.width, linestyle=style,
                  alpha=item.opacity, solid_capstyle="butt", dash_capstyle="butt", solid_joinstyle="round",
                  dash_joinstyle="round")  # fmt: skip


def _text(item: Words, height: int) -> Text:
    words = "".join(piece.text for piece in item.line.pieces)
    return Text(
        item.x, height - item.baseline, words, color=item.colour, rotation=item.turn, rotation_mode="anchor",
        fontproperties=agg.properties(item.line.font, item.line.size), ha="left", va="baseline",
    )  # fmt: skip
