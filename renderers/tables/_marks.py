"""Fills and rules of tables as whole-pixel boxes, and which stretches of an edge no spanning cell crosses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from proofpress_core.content import Cell, Grid, covered
from renderers.tables._layout import Box, Layout
from renderers.tables._spec import TableSpec
from renderers.tables._style import tone
from templates.table_themes import Colour


class Mark(NamedTuple):
    """A filled box."""

    box: Box
    colour: Colour


def owners(grid: Grid) -> list[list[int]]:
    """For every place of the grid the number of the cell that covers it."""
    found = [[-1] * grid.cols for _ in range(grid.rows)]
    for number, cell in enumerate(grid.cells):
        for row, col in covered(cell):
            found[row][col] = number
    return found


def open_columns(owner: Sequence[Sequence[int]], edge: int) -> list[tuple[int, int]]:
    """Runs [first, last) of columns in which the horizontal edge above row `edge` parts two cells."""
    return _runs([above != below for above, below in zip(owner[edge - 1], owner[edge], strict=True)])


def open_rows(owner: Sequence[Sequence[int]], edge: int) -> list[tuple[int, int]]:
    """Runs [first, last) of rows in which the vertical edge left of column `edge` parts two cells."""
    return _runs([row[edge - 1] != row[edge] for row in owner])


def horizontal(layout: Layout, edge: int, weight: int, colour: Colour, cols: tuple[int, int], trim: int = 0) -> Mark:
    """A rule on row edge `edge` over columns [cols[0], cols[1]), shortened by `trim` pixels at both ends."""
    y = layout.ys[edge] - weight // 2
    return Mark((layout.xs[cols[0]] + trim, y, layout.xs[cols[1]] - trim, y + weight), colour)


def vertical(layout: Layout, edge: int, weight: int, colour: Colour, rows: tuple[int, int]) -> Mark:
    """A rule on column edge `edge` beside rows [rows[0], rows[1])."""
    x = layout.xs[edge] - weight // 2
    return Mark((x, layout.ys[rows[0]], x + weight, layout.ys[rows[1]]), colour)


def frame(layout: Layout, weight: int, colour: Colour) -> list[Mark]:
    """Four rules around the table that meet at the corners."""
    left, top, right, bottom = layout.xs[0], layout.ys[0], layout.xs[-1], layout.ys[-1]
    low, high = weight // 2, weight - weight // 2
    return [
        Mark((left - low, top - low, right + high, top + high), colour),
        Mark((left - low, bottom - low, right + high, bottom + high), colour),
        Mark((left - low, top - low, left + high, bottom + high), colour),
        Mark((right - low, top - low, right + high, bottom + high), colour),
    ]


def dotted(mark: Mark, dash: int, gap: int) -> list[Mark]:
    """A rule cut into dashes along its longer side."""
    (left, top, right, bottom), colour = mark
    if right - left >= bottom - top:
        return [Mark((x, top, min(x + dash, right), bottom), colour) for x in range(left, right, dash + gap)]
    return [Mark((left, y, right, min(y + dash, bottom)), colour) for y in range(top, bottom, dash + gap)]


def tone_fills(
    spec: TableSpec, layout: Layout, band: Callable[[Cell], Colour | None] = lambda cell: None
) -> list[Mark]:
    """The fill of every cell: its tone's, else the band's."""
    marks = []
    for cell in spec.grid.cells:
        colour = tone(spec.style, cell, spec.roles).fill or band(cell)
        if colour is not None:
            marks.append(Mark(layout.box(cell), colour))
    return marks


def group_rules(spec: TableSpec, layout: Layout, weight: int, colour: Colour, trim: int) -> list[Mark]:
    """Rules under the groups of the upper header level, each as wide as its group."""
    upper = [cell for cell in spec.grid.cells if cell.header == "column" and cell.row == 0 and cell.colspan > 1]
    if spec.grid.header_rows < 2:
        return []
    return [horizontal(layout, 1, weight, colour, (cell.col, cell.col + cell.colspan), trim) for cell in upper]


def block_edges(spec: TableSpec) -> list[int]:
    """Row edges above section rows, total rows and new groups of rows, the first body row left out."""
    grid = spec.grid
    starts = {cell.row for cell in grid.cells if cell.header == "row" and cell.rowspan > 1}
    starts |= {row for row, role in enumerate(spec.roles) if role in ("section", "total")}
    return sorted(row for row in starts if row > grid.header_rows)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    found = []
    place = 0
    for flag, run in groupby(flags):
        length = len(list(run))
        if flag:
            found.append((place, place + length))
        place += length
    return found
