"""Where pixels say that the marks of a chart stand along an axis, each read in the way that its shape allows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from proofpress_core.roles import ROLES
from verify.balance import balanced
from verify.chart_axes import places
from verify.gauges import crossings, edges, slanted_edges
from verify.outlines import through
from verify.patches import patches
from verify.rays import ray_edges
from verify.record import View
from verify.table import BOX, SUBPIXELS, Floats, Ints
from verify.votes import SAME, cores, inward

_REACH = 9
"""Pixels on both sides of an anchor within which its edge is sought."""
_SIDE_REACH = 4
"""Pixels on both sides of a box's side within which it is sought."""
_DOT_REACH = 3
"""Pixels from a marker's place within which it is sought: as far as it cannot be taken for its neighbour."""
_DOT = 44.0
"""Pixels: marks up to this size may be read by their middle."""
_EVEN = 0.4
"""Pixels between the anchor and the middle of a marker that is balanced about it."""
_COVERED = 0.05
"""Share of a marker that another may cover; more, and its middle is no longer that of what is seen."""
_ONE = 0.2
"""Pixels by which boxes may differ and be one mark that stands for several rows."""
_THIN = 3.0
"""Pixels: a flat mark's two sides cannot be told apart in less."""
_LINE = 4.0
"""Pixels: marks no wider than this are lines, which may end at a line across."""

_FLUSH = 0.3
"""Pixels by which the side of a line that ends another, and is as thick, may differ from the other's end."""
_BESIDE = 3.0
"""Pixels on both sides of an anchor on which a mark's thickness is looked at."""
_GRID = 1.5
"""Pixels from a tick, or the beginning of an axis, within which its line may hide an edge."""
_PALE = 60
"""Channel levels between a pale mark and its ground."""
_SLIM = 9.0
"""Pixels: the colour of lower marks is that of their middle, where no letters fit in."""
_STRIP = 12.0
"""Pixels of an overlapped mark next to its end that tell its colour there."""

Mask = NDArray[np.bool_]
Json = dict[str, Any]


def placed(view: View, pixels: Any, axis: Json, regions: Ints, colours: Ints) -> Floats:
    """Points (n, 2) that pixels give for marks of these colours on an axis; NaN where they do not decide. What an axis
    does not tell (the other coordinate of a bar) is taken from the record."""
    boxes, anchor = view.table.box[regions] / SUBPIXELS, view.table.anchor[regions] / SUBPIXELS
    middle, size = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    way = _way(axis)
    off = np.abs(anchor - middle) if way < 0 else np.abs(anchor - middle)[:, [way, way]]
    compact = (size.max(axis=1) <= _DOT) & (size.max(axis=1) <= 3 * size.min(axis=1))
    dots = compact & (off <= np.maximum(0.6, 0.25 * size)).all(axis=1)
    found = np.full((len(regions), 2), np.nan)
    found[dots] = _middles(view, pixels, boxes[dots], anchor[dots], colours[dots])
    rest = ~dots & (colours[:, 0] >= 0)
    if way >= 0 and rest.any():
        found[rest] = anchor[rest]
        flat = rest & (view.table.shape[regions] == BOX)
        found[flat, way] = _flat_ends(pixels, boxes[flat], anchor[flat], colours[flat], way)
        spine = places(axis, np.array([float(axis["low"])]))[0, way]
        found[flat & (np.abs(anchor[:, way] - spine) <= _GRID), way] = np.nan
        if (rest & ~flat).any():
            on_tick = _on_tick(axis, anchor[rest & ~flat, way], way)
            found[rest & ~flat, way] = _outline_ends(view, pixels, regions[rest & ~flat], way, on_tick)
    elif rest.any():
        low, high = places(axis, np.array([float(axis["low"]), float(axis["high"])]))
        found[rest] = ray_edges(pixels, colours[rest], anchor[rest], (high - low) / np.hypot(*(high - low)), _REACH)
    return found


def _on_tick(axis: Json, at: Floats, way: int) -> Mask:
    """Which places along x (0) or y (1) are where a tick's line of the grid, as pale as a band, may hide an edge."""
    ticks = places(axis, np.array([float(tick) for tick in axis["ticks"]]))[:, way]
    return np.asarray((np.abs(at[:, None] - ticks) <= _GRID).any(axis=1), dtype=np.bool_)


def _way(axis: Json) -> int:
    """0 for an axis along x, 1 along y, -1 for an oblique one."""
    ends = places(axis, np.array([float(axis["low"]), float(axis["high"])]))
    dx, dy = np.abs(ends[1] - ends[0])
    return 0 if dy < 0.01 * dx else 1 if dx < 0.01 * dy else -1


def _middles(view: View, pixels: Any, boxes: Floats, anchor: Floats, colours: Ints) -> Floats:
    """Middles of markers that are not covered: by balance; triangles by area, unless lines run through them."""
    found = np.full((len(boxes), 2), np.nan)
    free = ~_covered(boxes)
    even = free & (np.abs(anchor - (boxes[:, :2] + boxes[:, 2:]) / 2) <= _EVEN).all(axis=1)
    found[even] = balanced(pixels, boxes[even], _DOT_REACH)
    left = free & ~even
    if not np.any(view.table.role == ROLES.index("series_line")):
        found[left] = patches(pixels, colours[left], boxes[left], _SIDE_REACH)[:, 1:]
    return found


def _covered(boxes: Floats) -> Mask:
    """Which boxes share more than `_COVERED` of themselves with another that is not the same."""
    shared = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:]) - np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    area = shared.clip(0).prod(axis=2)
    own = np.diag(area).copy()
    area[np.abs(boxes[:, None] - boxes[None]).max(axis=2) <= _ONE] = 0.0
    return np.asarray(area.max(axis=1, initial=0.0) > _COVERED * own, dtype=np.bool_)


def _flat_ends(pixels: Any, boxes: Floats, anchor: Floats, colours: Ints, way: int) -> Floats:
    """Ends of boxes along x (0) or y (1): the middle where the anchor is central; else the side next to the anchor, or
    the line that crosses the end of a line. Where boxes overlap, the colour next to the end is what ends there."""
    size, at = boxes[:, 2:] - boxes[:, :2], anchor[:, way]
    margin = 0.15 * size[:, 1 - way]
    low, high = boxes[:, 1 - way] + margin, boxes[:, 3 - way] - margin
    off = at - (boxes[:, way] + boxes[:, way + 2]) / 2
    side = np.where(off > 0, 1, -1)
    covered = _covered(boxes)
    colours = np.where(covered[:, None], _end_colours(pixels, boxes, at, way), colours)
    found: Floats = edges(pixels, colours, at, low, high, way, side, _REACH)
    found[(size[:, way] < _THIN) | (covered & _end_together(boxes, at, way))] = np.nan
    lines = (size[:, 1 - way] <= _LINE) & (size[:, way] >= 2 * size[:, 1 - way])
    crossed = crossings(pixels, colours, at, boxes[:, 1 - way], boxes[:, 3 - way], way)
    found = np.where(lines & (np.abs(np.abs(crossed - found) - size[:, 1 - way] / 2) <= _FLUSH), crossed, found)
    first, last = (edges(pixels, colours, boxes[:, way + 1 + s], low, high, way, np.full(len(boxes), s), _SIDE_REACH)
                   for s in (-1, 1))  # fmt: skip
    whole = np.abs(last - first - size[:, way]) <= 1.0
    central = np.abs(off) <= np.maximum(0.6, 0.25 * size[:, way])
    return np.where(central, np.where(whole, (first + last) / 2, np.nan), found)


def _end_together(boxes: Floats, at: Floats, way: int) -> Mask:
    """Which boxes have their end so near to another's that the colour next to it may be that of both."""
    across = np.minimum(boxes[:, None, 3 - way], boxes[None, :, 3 - way]) > np.maximum(
        boxes[:, None, 1 - way], boxes[None, :, 1 - way]
    )
    away = np.abs(at[:, None, None] - boxes[None, :, [way, way + 2]]).min(axis=2)
    return np.asarray((across & (away > _ONE) & (away < _STRIP)).any(axis=1), dtype=np.bool_)


def _end_colours(pixels: Any, boxes: Floats, at: Floats, way: int) -> Ints:
    """Colours (n, 3) of boxes next to their ends."""
    strips, whole = boxes.copy(), np.ones(len(boxes), dtype=np.bool_)
    strips[:, way] = np.maximum(boxes[:, way], at - _STRIP)
    strips[:, way + 2] = np.minimum(boxes[:, way + 2], at + _STRIP)
    found: Ints = cores(pixels, strips.reshape(-1, 2), np.arange(0, 2 * len(boxes) + 1, 2), whole, beside=False)
    return found


def thicknesses(pixels: Any, outlines: list[Floats], anchor: Floats) -> Floats:
    """How high marks with outlines (k, 2) are, straight through their anchors (n, 2); NaN where both ends differ in
    colour, as something else covers one."""
    start = np.concatenate([[0], np.cumsum([len(outline) for outline in outlines])])
    points, found, colours = np.concatenate(outlines), [], []
    sides = np.array([through(outline, at) for outline, at in zip(outlines, anchor, strict=True)])
    middle = _colours_at(pixels, np.column_stack([anchor[:, 0], np.nan_to_num(sides.mean(axis=1))]))
    for side in (0, 1):
        at = np.column_stack([anchor[:, 0], np.nan_to_num(sides[:, side])])
        inner = inward(pixels, points, start, at, 1)
        core = np.where((sides[:, 1] - sides[:, 0] < _SLIM)[:, None], middle, inner[:, :3])
        ends = np.where(np.isnan(sides).any(axis=1), 0, 2 * side - 1)
        sloping = slanted_edges(pixels, core, at, 1, ends, _SIDE_REACH)
        level = edges(pixels, core, at[:, 1], at[:, 0] - _BESIDE, at[:, 0] + _BESIDE, 1, ends, _SIDE_REACH)
        edge = np.where(np.isnan(sloping), level, sloping)
        near = (ends != 0) & (np.abs(edge - at[:, 1]) <= _SIDE_REACH)
        found.append(np.where(near, edge, np.nan))
        colours.append(core)
    alike = np.abs(colours[1] - colours[0]).max(axis=1) <= SAME
    return np.where(alike & (found[1] > found[0]), found[1] - found[0], np.nan)


def _colours_at(pixels: Any, points: Floats) -> Ints:
    """Colours (n, 3) of the pixels in which points (n, 2) lie, or of those next to them at the border."""
    x, y = np.clip(points, 0, np.array(pixels.shape[1::-1]) - 1).astype(np.int64).T
    return np.asarray(pixels[y, x], dtype=np.int64)


def _outline_ends(view: View, pixels: Any, regions: Ints, way: int, on_tick: Mask) -> Floats:
    """Where outlines that are not straight run at the anchors of their marks, seen by the colour inside of them; NaN
    for pale ones on a tick, whose line may be their end."""
    table = view.table
    outlines = [table.points[table.start[r] : table.start[r + 1]] / SUBPIXELS for r in regions.tolist()]
    start = np.concatenate([[0], np.cumsum([len(outline) for outline in outlines])])
    anchor = table.anchor[regions] / SUBPIXELS
    inner = inward(pixels, np.concatenate(outlines), start, anchor, way)
    found: Floats = slanted_edges(pixels, inner[:, :3], anchor, way, -inner[:, 3], _REACH)
    beyond = anchor.copy()
    beyond[:, way] -= _REACH * inner[:, 3]
    pale = np.abs(_colours_at(pixels, beyond) - inner[:, :3]).max(axis=1) < _PALE
    found[(inner[:, 3] == 0) | (np.abs(found - anchor[:, way]) > _REACH) | (pale & on_tick)] = np.nan
    return found
