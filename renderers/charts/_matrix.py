"""Matrices of shaded cells on two category axes, with their values printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.errors import Reject
from proofpress_core.rng import Draw
from renderers.base import Knobs
from renderers.charts._cartesian import Plot
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark
from templates.themes import ink_on, mixed

_ASPECTS = (1.25, 1.33, 1.5)


def cell(plot: Plot, gap: int, row: int, place: tuple[int, int], shade: str) -> Mark:
    """Shade the cell of a row at (row, column) of the matrix, between whole pixels, so that neighbours neither overlap
    nor leave a seam; `gap` pixels stay free between two."""
    i, j = place
    name = f"row/{row}"
    x0, y0, x1, y1 = plot.bar(j - 0.5, j + 0.5, i - 0.5, i + 0.5)
    plot.frame.box((x0 + gap // 2, y0 + gap // 2, x1 - (gap + 1) // 2, y1 - (gap + 1) // 2), shade, name)
    return Mark(name, name, plot.place(j, i))


def print_value(plot: Plot, row: int, place: tuple[int, int], value: Decimal, shade: str) -> None:
    """Print the value of a row in the middle of its cell."""
    x, y = plot.place(place[1], place[0])
    look = plot.frame.look
    plot.frame.centred(f"row/{row}/label", look.number(value), x, y, size=0.92 * look.size, colour=ink_on(shade))


def three_way(ramp: Sequence[str], share: float) -> str:
    """The colour at a share (0 to 1) of the way through three colours."""
    low, middle, high = ramp
    return mixed(middle, high, 2 * share - 1) if share > 0.5 else mixed(low, middle, 2 * share)


def roomy_look(draw: Draw, knobs: Knobs, texts: Sequence[str], columns: int, *, less: float = 0.28) -> Look:
    """A look with room for the widest of `texts` in one of `columns` cells, by a rough estimate; `less` is the share of
    the width that is not the matrix. Reject (`no_room_for_value`) if eight draws find none."""
    longest = max(len(text) for text in texts)
    for _ in range(8):
        look = sample_look(draw, knobs, aspects=_ASPECTS)
        if (1 - less) * look.width / columns > (0.62 * longest + 1.0) * look.size:
            return look
    raise Reject("no_room_for_value", max(texts, key=len))
