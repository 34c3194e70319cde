"""Where everything of a table stands: column and row edges in whole pixels, and every line of text.

`xs` and `ys` are the places of the rules: cell (row, col) spans xs[col]..xs[col + colspan] by ys[row]..; a rule of
width w on edge e covers the pixels e - w // 2 up to e - w // 2 + w, so its centre is within half a pixel of e.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from proofpress_core.content import Cell, Grid
from renderers._backends.shaping import Shaped, shape
from renderers.tables._style import Side, TableStyle, side, tone
from renderers.tables._wrap import width, wrap
from templates.fonts import Font, font
from templates.table_grid import Align
from templates.table_themes import Colour
from templates.table_topics import Role

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text with its pen's start, its ink and the name it is painted under."""

    line: Shaped
    x: float
    baseline: int
    ink: Colour
    paint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A laid out table. `cells[k]` holds the lines of `Grid.cells[k]`."""

    width: int
    height: int
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: tuple[tuple[Placed, ...], ...]
    caption: tuple[Placed, ...]
    caption_box: Box
    note: tuple[Placed, ...]
    note_box: Box

    @property
    def table_width(self) -> int:
        """From the first to the last column edge."""
        return self.xs[-1] - self.xs[0]

    def has_wrapped_body(self, grid: Grid) -> bool:
        """Whether any cell under the header has more than one line."""
        return any(
            len(lines) > 1 and cell.row >= grid.header_rows for cell, lines in zip(grid.cells, self.cells, strict=True)
        )

    def box(self, cell: Cell) -> Box:
        """A cell's box between the rules."""
        return self.xs[cell.col], self.ys[cell.row], self.xs[cell.col + cell.colspan], self.ys[cell.row + cell.rowspan]


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell's text set into lines; `left` is the width up to the decimal point."""

    cell: Cell
    lines: tuple[Shaped, ...]
    side: Side
    ink: Colour
    left: float

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)


def lay_out(grid: Grid, roles: Sequence[Role], aligns: Sequence[Align], note: str, style: TableStyle) -> Layout:
    """Set all text, find edges, place lines; pure."""
    cells = [_set(cell, grid, roles, aligns, style) for cell in grid.cells]
    points = _points(cells, grid.cols)
    widths = _widen(_column_widths(cells, points, style), style)
    table = sum(widths)
    above = style.caption_place == "above"
    caption, caption_height = _block(grid.caption, style, table, "caption")
    notes, note_height = _block(note, style, table, "note")
    gap = round(0.55 * style.size)
    top = style.margin + (caption_height + gap if above and caption_height else 0)
    xs, ys = _edges(style.margin, widths), _edges(top, _row_heights(cells, grid, style))
    under = ys[-1] + gap
    caption_top = style.margin if above else under
    note_top = under if above or not caption_height else under + caption_height + gap // 2
    bottom = note_top + note_height if note_height else max(ys[-1], caption_top + caption_height)
    placed = tuple(_place(number, item, xs, ys, points, style) for number, item in enumerate(cells))
    return Layout(
        width=table + 2 * style.margin, height=bottom + style.margin, xs=xs, ys=ys, cells=placed,
        caption=_shift(caption, style.margin, caption_top),
        caption_box=(style.margin, caption_top, style.margin + table, caption_top + caption_height),
        note=_shift(notes, style.margin, note_top),
        note_box=(style.margin, note_top, style.margin + table, note_top + note_height),
    )  # fmt: skip


def _set(cell: Cell, grid: Grid, roles: Sequence[Role], aligns: Sequence[Align], style: TableStyle) -> _Set:
    look = tone(style, cell, roles)
    face = style.face(look)
    how = side(style, cell, roles, aligns)
    lines = tuple(shape(line, face, style.size) for line in wrap(cell.text, face, style.size, _room(cell, style)))
    left = _before_point(lines[0]) if how == "decimal" and lines else 0.0
    return _Set(cell, lines, how, look.ink, left)


def _room(cell: Cell, style: TableStyle) -> float:
    """How wide a cell's text may be: numbers never break, headers over narrow columns early, spans late."""
    if cell.value is not None and cell.header in ("none", "total"):
        return float("inf")
    limit = style.wrap * style.size * cell.colspan
    if cell.header == "column" and cell.colspan == 1:
        limit = min(limit, 7.5 * style.size)
    return limit


def _before_point(line: Shaped) -> float:
    """Width up to the decimal point, or to the end of the digits where there is none."""
    total = 0.0
    end = 0.0
    for piece in line.pieces:
        if piece.text == ".":
            return total
        total += piece.advance
        end = total if piece.text.isdigit() else end
    return end


def _points(cells: Sequence[_Set], cols: int) -> list[tuple[float, float]]:
    """Per column the widths before and after the decimal point."""
    points = [(0.0, 0.0)] * cols
    for item in cells:
        if item.side == "decimal" and item.lines:
            left, right = points[item.cell.col]
            points[item.cell.col] = max(left, item.left), max(right, item.width - item.left)
    return points


def _column_widths(cells: Sequence[_Set], points: Sequence[tuple[float, float]], style: TableStyle) -> list[int]:
    widths = [sum(point) for point in points]
    for item in cells:
        if item.cell.colspan == 1:
            widths[item.cell.col] = max(widths[item.cell.col], item.width)
    found = [int(w + 0.999) + 2 * style.pad_x for w in widths]
    for item in sorted(cells, key=lambda item: item.cell.colspan):
        span = range(item.cell.col, item.cell.col + item.cell.colspan)
        missing = int(item.width + 2 * style.pad_x + 0.999) - sum(found[col] for col in span)
        if item.cell.colspan > 1 and missing > 0:
            for col in span:
                found[col] += -(-missing // len(span))
    return found


def _widen(widths: list[int], style: TableStyle) -> list[int]:
    """Widths stretched in proportion to the table's least width."""
    total = sum(widths)
    if total >= style.least_width:
        return widths
    edges = [round(sum(widths[:k]) * style.least_width / total) for k in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _row_heights(cells: Sequence[_Set], grid: Grid, style: TableStyle) -> list[int]:
    heights = [style.pitch + 2 * style.pad_y] * grid.rows
    for item in sorted(cells, key=lambda item: item.cell.rowspan):
        need = len(item.lines) * style.pitch + 2 * style.pad_y
        last = item.cell.row + item.cell.rowspan
        heights[last - 1] += max(0, need - sum(heights[item.cell.row : last]))
    return heights


def _edges(start: int, sizes: Sequence[int]) -> tuple[int, ...]:
    found = [start]
    for size in sizes:
        found.append(found[-1] + size)
    return tuple(found)


def _place(
    number: int, item: _Set, xs: Sequence[int], ys: Sequence[int], points: Sequence[tuple[float, float]],
    style: TableStyle,
) -> tuple[Placed, ...]:  # fmt: skip
    cell = item.cell
    left, right = xs[cell.col] + style.pad_x, xs[cell.col + cell.colspan] - style.pad_x
    top, bottom = ys[cell.row], ys[cell.row + cell.rowspan]
    block = len(item.lines) * style.pitch
    first = top + style.pad_y if _at_top(cell, style) else top + (bottom - top - block) // 2
    placed = []
    for k, line in enumerate(item.lines):
        x = _start(item, line, left, right, points[cell.col], flush=style.heads == "column")
        baseline = _baseline(line, first + k * style.pitch, style.pitch)
        placed.append(Placed(line, x, baseline, item.ink, f"cell{number}line{k}"))
    return tuple(placed)


def _at_top(cell: Cell, style: TableStyle) -> bool:
    return style.upright == "top" and cell.header not in ("column", "corner")


def _start(item: _Set, line: Shaped, left: float, right: float, point: tuple[float, float], *, flush: bool) -> float:
    """Pen start; numbers at their point stand flush right as a block, or centred."""
    if item.side == "left":
        return left
    if item.side == "right":
        return right - line.width
    if item.side == "centre":
        return (left + right - line.width) / 2
    spare = right - left - sum(point)
    return left + (spare if flush else spare / 2) + point[0] - item.left


def _baseline(line: Shaped, top: int, pitch: int) -> int:
    """The baseline that centres capitals and digits in a line of the table."""
    return top + round((pitch + _cap_height(line.font, line.size)) / 2)


def _cap_height(face: Font, size: float) -> float:
    ink = shape("H", face, size).ink()
    return -ink[1] if ink else 0.7 * size


def _block(text: str, style: TableStyle, room: int, name: str) -> tuple[list[Placed], int]:
    """The lines of the caption or the note as if their block began at (0, 0), and the block's height."""
    caption = name == "caption"
    size = round(style.size * 1.06) if caption else max(11, round(style.size * 0.82))
    face = font(style.family, style.theme.caption if caption else "regular")
    pitch = round(size * style.leading)
    placed = []
    for k, text_line in enumerate(wrap(text, face, size, room)):
        line = shape(text_line, face, size)
        x = (room - width(text_line, face, size)) / 2 if caption and style.caption_align == "centre" else 0.0
        ink = style.theme.ink if caption else style.theme.muted
        placed.append(Placed(line, x, _baseline(line, k * pitch, pitch), ink, f"{name}line{k}"))
    return placed, len(placed) * pitch


def _shift(lines: Sequence[Placed], dx: int, dy: int) -> tuple[Placed, ...]:
    return tuple(replace(line, x=line.x + dx, baseline=line.baseline + dy) for line in lines)
