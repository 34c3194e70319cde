"""Cells of charts that cut a surface into boxes: their ink between thin gaps, with name and value inside."""

from __future__ import annotations

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box
from renderers.charts._frame import Frame, wrap
from renderers.charts._look import LEADING, Look
from renderers.charts._scene import Mark
from templates.themes import ink_on


def cell(frame: Frame, row: int, box: Box, fill: str, gap: int) -> tuple[Mark, Box]:
    """Fill a box, brought to whole pixels, but for half a gap on all sides; the mark is the whole box, whose area is
    that of its value. Returns the mark, and the box of the ink."""
    x0, y0, x1, y1 = (round(edge) for edge in box)
    near, far = gap // 2, gap - gap // 2
    inner = (x0 + near, y0 + near, x1 - far, y1 - far)
    if min(inner[2] - inner[0], inner[3] - inner[1]) < 3:
        raise Reject("cell_too_thin", str(row))
    frame.box(inner, fill, f"row/{row}")
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    return Mark(f"row/{row}", f"row/{row}", middle, points=(x0, y0, x1, y1), shape="box"), inner


def write_cell(
    frame: Frame, row: int, box: Box, name: str, value: str, fill: str, *, name_size: float = 0.0
) -> None:  # fmt: skip
    """Write a name over a value in the middle of a cell: as large as `name_size` or the chart's text where that fits,
    else a little smaller. Reject (`name_too_long`). Without a name the value stands alone."""
    across, down = box[2] - box[0] - 8, box[3] - box[1] - 6
    size = name_size or frame.look.size
    for small in sorted({size, frame.look.size, max(11.0, 0.9 * frame.look.size), 11.0}, reverse=True):
        if small > size:
            continue
        lines = wrap(frame.look, name, small, across) if name else []
        height = LEADING * small * (len(lines) + 1)
        wide = frame.look.width_of(value, small, "bold")
        if len(lines) <= 2 and wide <= across and height <= down:
            _stack(frame, row, box, [*lines, value], small, fill)
            return
        if len(lines) <= 1 and name and 1.2 * small <= down + 3:
            together = frame.look.width_of(name, small) + wide + 0.6 * small
            if together <= across:
                _beside(frame, row, box, name, value, small, fill)
                return
    raise Reject("name_too_long", name)


def name_size(look: Look, box: Box) -> float:
    """The size of words that suits a cell: that of the chart's text, up to 1.7 times as large in a large cell."""
    return look.size * min(1.7, max(1.0, 0.11 * min(box[2] - box[0], box[3] - box[1]) / look.size))


def _stack(frame: Frame, row: int, box: Box, lines: list[str], size: float, fill: str) -> None:
    x, middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for k, line in enumerate(lines):
        last = k == len(lines) - 1
        y = middle + (k - (len(lines) - 1) / 2) * LEADING * size
        frame.centred(f"row/{row}/{'label' if last else 'name'}", line, x, y, size=size, colour=ink_on(fill),
                      weight="bold" if last else "regular")  # fmt: skip


def _beside(frame: Frame, row: int, box: Box, name: str, value: str, size: float, fill: str) -> None:
    """Name and value in one line."""
    y = (box[1] + box[3]) / 2 + 0.36 * size
    wide = frame.look.width_of(name, size)
    left = (box[0] + box[2] - wide - frame.look.width_of(value, size, "bold") - 0.6 * size) / 2
    frame.text(f"row/{row}/name", name, left, y, size=size, colour=ink_on(fill))
    frame.text(f"row/{row}/label", value, left + wide + 0.6 * size, y, size=size, colour=ink_on(fill), weight="bold")
