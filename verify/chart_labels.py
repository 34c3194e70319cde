"""Labels of clean charts: nothing is cut off at the page's border, and labels of one axis keep apart."""

from __future__ import annotations

import numpy as np

from proofpress_core.roles import ROLES
from verify.faults import Faults
from verify.geometry import quads_of
from verify.kernels import overlaps
from verify.record import View
from verify.table import SUBPIXELS, Ints, rows_named

BORDER = 1.0
"""Pixels between a text and the page's border: ink that comes nearer is, or looks, cut off."""
TOUCHING = 0.005
"""Share of the smaller of two tick labels, grown by half a pixel, that they may have in common."""


def check_labels(view: View, place: int, faults: Faults) -> None:
    """Add texts of one content that reach the border, and tick labels that touch."""
    table = view.table
    mine = table.content == place
    texts = np.flatnonzero(mine & table.has_role("line", "tick_label", "value_label"))
    size = np.array([(page.width, page.height) for page in view.pages], dtype=np.int64)[table.page[texts]] * SUBPIXELS
    box = table.box[texts]
    near = np.minimum(box[:, :2], size - box[:, 2:]).min(axis=1, initial=10**9) < BORDER * SUBPIXELS
    faults.count("chart_texts", len(texts))
    rows_named(faults, table, near, "clipped", "reaches the border of the page", texts)
    lines = np.flatnonzero(table.role == ROLES.index("line"))
    ticks = lines[(mine & table.has_role("tick_label"))[table.parent[lines]]]
    axes = np.array([table.refs[table.ref[row]].rsplit("/", 2)[0] for row in table.parent[ticks].tolist()])
    for axis in np.unique(axes):
        _check_apart(view, ticks[axes == axis], str(axis), faults)


def _check_apart(view: View, ticks: Ints, axis: str, faults: Faults) -> None:
    """The lines of an axis' labels do not touch."""
    quads = quads_of(view.table, ticks)
    middle = quads.mean(axis=1, keepdims=True)
    far = quads - middle
    grown = middle + far * (1 + 0.5 / np.maximum(np.abs(far).max(axis=1, keepdims=True), 0.5))
    x, y = grown[..., 0], grown[..., 1]
    area = np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)) / 2
    faults.count("tick_labels", len(ticks))
    pairs = overlaps(grown, area, TOUCHING)
    for one, other, _ in pairs[:1]:
        first, second = (view.table.name(int(ticks[k])) for k in (one, other))
        faults.add("labels", f"{first} and {second} touch on {axis} ({len(pairs)} pairs do)")
