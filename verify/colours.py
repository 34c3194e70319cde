"""Colours of charts: keys that can be told apart, and shades read off a colour bar."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from proofpress_core.roles import ROLES
from verify.chart_axes import axes_for, places
from verify.faults import Faults
from verify.record import View
from verify.table import BOX, SUBPIXELS, Floats, Ints, Table
from verify.votes import cores

KEYS_APART = 5.0
"""CIEDE2000 between the colours of two legend keys; 1 is just noticeable side by side, not across a chart."""
SHADE_SLACK = 3
"""Channel levels between a mark and the colour bar at its value: both are rounded, and the bar has steps."""
LEAST_SHADES = 5
"""Different values that are needed to tell whether shades change evenly."""
_FITS = 4
"""Times that the line is fitted, each time without the shades that are far from it."""
CONTRAST = 40
"""Channel levels between the shades of the least and the greatest value that are needed for it."""
_WHITE = np.array([0.95047, 1.0, 1.08883])
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)

Json = dict[str, Any]


def cores_of(table: Table, regions: Ints, pixels: Any, *, full: bool = False) -> Ints:
    """Colours (n, 3) of the ink of regions; -1 where the pixels do not decide. Regions of one outline vote once. Boxes
    that are `full` of their colour may have that of what surrounds them."""
    outlines = [table.points[table.start[r] : table.start[r + 1]] for r in regions.tolist()]
    known: dict[bytes, int] = {}
    mine = [known.setdefault(outline.tobytes(), len(known)) for outline in outlines]
    held = [outlines[mine.index(number)] for number in range(len(known))]
    start = np.concatenate([[0], np.cumsum([len(outline) for outline in held])])
    points = np.concatenate(held) / SUBPIXELS
    found: Ints = cores(
        pixels, points, start, table.shape[regions[np.unique(mine, return_index=True)[1]]] == BOX, not full
    )
    return found[mine]


def check_keys(view: View, place: int, faults: Faults) -> None:
    """The legend keys of a chart differ in colour."""
    table = view.table
    keys = np.flatnonzero((table.role == ROLES.index("legend_key")) & (table.content == place))
    if len(keys) < 2:
        return
    pixels = view.pages[int(table.page[keys[0]])].pixels
    colours = cores_of(table, keys, pixels)
    labs = [lab(colour) if colour[0] >= 0 else None for colour in colours]
    for (first, one), (second, other) in combinations(zip(keys.tolist(), labs, strict=True), 2):
        if one is not None and other is not None:
            faults.count("key_pairs")
            apart = ciede2000(one, other)
            good = apart >= KEYS_APART
            faults.demand(good, "keys", f"{table.name(first)} and {table.name(second)} are {apart:.1f} apart in colour")


def check_shades(view: View, chart: Json, marks: dict[int, int], values: list[Any], faults: Faults) -> set[int]:
    """Marks have the shade that the colour bar has at their value; without a bar, shades change evenly with values.
    Returns the rows that could be compared."""
    rows = [row for row in marks if values[row] is not None]
    if not rows:
        return set()
    numbers, regions = np.array([float(values[row]) for row in rows]), np.array([marks[row] for row in rows])
    pixels = view.pages[int(view.table.page[regions[0]])].pixels
    shades = cores_of(view.table, regions, pixels, full=True)
    axes = axes_for(view, chart, "colour")
    off = _off_bar(pixels, axes[0][0], numbers, shades) if len(axes) == 1 else even_shades_off(numbers, shades)
    off[shades[:, 0] < 0] = np.nan
    wrong = np.flatnonzero(off > SHADE_SLACK)
    if len(wrong):
        name = view.table.name(int(regions[wrong[0]]))
        faults.add("pixels", f"the shade of {name} is not that of {values[rows[int(wrong[0])]]} ({len(wrong)} are not)")
    return {row for row, seen in zip(rows, (~np.isnan(off)).tolist(), strict=True) if seen}


def _off_bar(pixels: Any, axis: Json, values: Floats, shades: Ints) -> Floats:
    """Channel levels between shades (n, 3) and the colour bar at their values."""
    at = np.floor(places(axis, values)).astype(np.int64)
    at[:, 0], at[:, 1] = at[:, 0].clip(0, pixels.shape[1] - 1), at[:, 1].clip(0, pixels.shape[0] - 1)
    beside = [_bar_near(pixels, axis, x, y) for x, y in at.tolist()]
    return np.array([float(np.abs(bar - shade).max(axis=1).min()) for bar, shade in zip(beside, shades, strict=True)])


def even_shades_off(values: Floats, shades: Ints) -> Floats:
    """Channel levels between shades (n, 3) and the straight line through colours that fits them best; NaN where there
    are too few of them or too alike to tell one, or most do not follow it."""
    known = shades[:, 0] >= 0
    off = np.full(len(values), np.nan)
    if len(np.unique(values[known])) < LEAST_SHADES:
        return off
    low, high = values[known].min(), values[known].max()
    terms = np.column_stack([np.ones(len(values)), (values - low) / (high - low)])
    fits, line, apart = known, np.zeros((2, 3)), off
    for _ in range(_FITS):
        line = np.linalg.lstsq(terms[fits], shades[fits].astype(np.float64), rcond=None)[0]
        apart = np.abs(terms @ line - shades).max(axis=1)
        fits = known & (apart <= max(SHADE_SLACK, float(np.median(apart[known]))))
    if np.abs(line[1]).max() >= CONTRAST and np.median(apart[known]) <= SHADE_SLACK / 2:
        off[known] = apart[known]
    return off


def _bar_near(pixels: Any, axis: Json, x: int, y: int) -> Any:
    """Colours (k, 3) of the bar at a place and a pixel before and after it."""
    upright = abs(axis["end"][1] - axis["start"][1]) > abs(axis["end"][0] - axis["start"][0])
    if upright:
        return pixels[max(0, y - 1) : y + 2, x].astype(np.int64)
    return pixels[y, max(0, x - 1) : x + 2].astype(np.int64)


def lab(colour: Any) -> Floats:
    """CIELAB of an sRGB colour of 0 to 255 (IEC 61966-2-1, D65 white, 2 degree observer)."""
    level = np.asarray(colour, dtype=np.float64) / 255
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    ratio = _XYZ @ linear / _WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: Floats, other: Floats) -> float:
    """Colour difference of two CIELAB colours (CIE 142-2001, in the notation of Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * (1 + g), b1), np.hypot(a2 * (1 + g), b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * (1 + g))) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (1 - 0.17 * np.cos(np.radians(hm - 30)) + 0.24 * np.cos(np.radians(2 * hm))
         + 0.32 * np.cos(np.radians(3 * hm + 6)) - 0.20 * np.cos(np.radians(4 * hm - 63)))  # fmt: skip
    sl, sc, sh = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2), 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rotation = -2 * np.sqrt(cm**7 / (cm**7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2))))
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * dc / sc * dh / sh))
