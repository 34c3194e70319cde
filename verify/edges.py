"""Whether text boxes are tight: along every side of a word or line there is ink, so that a box that has slipped, or is
wider than its text, is found on the pixels that ship."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from verify.faults import Faults
from verify.geometry import quads_of
from verify.kernels import gather, half_planes, quantile
from verify.record import View
from verify.table import rows_named

EDGE_REACH = 3.0
"""Pixels from a side within which ink must stand: 2 px that a box may be larger, and the fringe of the stroke."""
EDGE_INK = 0.15
"""Share of the word's own ink (in the square root of luminance) that counts as ink at a side: where a curve touches
its box, only a thin part of it does."""
_CERTAIN = 0.1
"""Ink that stands out less than this from its ground cannot be told from texture; such words are left out."""


def check_edges(view: View, light: NDArray[np.float32], faults: Faults) -> None:
    """Add a fault for legible words and lines with a side without ink."""
    table = view.table
    rows = np.flatnonzero(table.has_role("word", "line") & (table.legible == 1))
    for number, page in enumerate(view.pages):
        mine = rows[table.page[rows] == number]
        bare = bare_sides(page.pixels, quads_of(table, mine), light)
        faults.count("sides", 4 * len(mine))
        rows_named(faults, table, bare > 0, "loose", "has a side without ink", mine)


@numba.njit(cache=True)
def bare_sides(pixels: Any, quads: Any, light: Any) -> Any:
    """Number of sides of each quad (n, 4, 2; pixels) within whose reach no pixel is ink."""
    result = np.zeros(len(quads), np.int64)
    inside, ring = np.zeros(256, np.int64), np.zeros(256, np.int64)
    for number in range(len(quads)):
        inside[:], ring[:] = 0, 0
        gather(pixels, quads[number], light, inside, ring)
        if inside.sum() == 0 or ring.sum() == 0:
            continue
        ground = np.sqrt(quantile(ring, 0.5))
        dark, bright = ground - np.sqrt(quantile(inside, 0.05)), np.sqrt(quantile(inside, 0.95)) - ground
        depth = max(dark, bright)
        if depth >= _CERTAIN:
            result[number] = _bare(pixels, quads[number], light, ground, EDGE_INK * depth)
    return result


@numba.njit(cache=True)
def _bare(pixels: Any, quad: Any, light: Any, ground: float, least: float) -> int:
    height, width = pixels.shape[:2]
    x0, x1 = max(0, int(np.floor(quad[:, 0].min()))), min(width, int(np.ceil(quad[:, 0].max())))
    y0, y1 = max(0, int(np.floor(quad[:, 1].min()))), min(height, int(np.ceil(quad[:, 1].max())))
    across, down, offset = half_planes(quad)
    touched, far = np.zeros(4, np.bool_), np.zeros(4)
    for y in range(y0, y1):
        for x in range(x0, x1):
            outermost = -1e18
            for edge in range(4):
                far[edge] = across[edge] * (x + 0.5) + down[edge] * (y + 0.5) - offset[edge]
                outermost = max(outermost, far[edge])
            if outermost < -EDGE_REACH or outermost > 0.5:
                continue
            level = light[0, pixels[y, x, 0]] + light[1, pixels[y, x, 1]] + light[2, pixels[y, x, 2]]
            if abs(np.sqrt(level) - np.float32(ground)) >= least:
                for edge in range(4):
                    touched[edge] |= far[edge] >= -EDGE_REACH
    return 4 - int(touched.sum())
