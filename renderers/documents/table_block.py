"""A grid set as a table that can be cut between rows: wrapped cells, aligned columns, looks, and cell regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proofpress_core.content import Cell, Grid
from renderers._backends.typesetting import Colour, SetLine, Style
from renderers.documents.linebreak import wrap
from renderers.documents.scribe import Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """How a table is drawn. `look` is one of ruled, three_line, banded, filled_head, grid; `pad` is the air above and
    below a row's lines and `side` the air left and right, in points."""

    look: str
    head: Style
    body: Style
    rule: Colour
    strong: Colour
    band: Colour
    head_fill: Colour
    pad: float = 4.0
    side: float = 5.0


class TableBlock:
    """A grid with a measured layout. `widths` are the columns' widths in points, `aligns` one of l, c, r each."""

    def __init__(self, grid: Grid, widths: Sequence[float], aligns: str, look: TableLook) -> None:
        self.grid, self.look, self.aligns = grid, look, aligns
        self.edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
        self._rows: list[list[tuple[int, Cell, list[SetLine]]]] = [[] for _ in range(grid.rows)]
        for number, cell in enumerate(grid.cells):
            room = self.edges[cell.col + cell.colspan] - self.edges[cell.col] - 2 * look.side
            self._rows[cell.row].append((number, cell, wrap(cell.text, self._style(cell.row), room)))
        self.heights = [self._height(row) for row in range(grid.rows)]

    @property
    def width(self) -> float:
        """Width of the whole table."""
        return self.edges[-1]

    def head_height(self) -> float:
        """Height of the header rows."""
        return sum(self.heights[: self.grid.header_rows])

    def fit(self, first: int, room: float) -> int:
        """End of the rows from `first` (a body row) that fit into `room` under a head."""
        used, end = self.head_height(), first
        while end < self.grid.rows and used + self.heights[end] <= room:
            used += self.heights[end]
            end += 1
        return end

    def draw(self, scribe: Scribe, node: str, left: float, top: float, rows: range) -> float:
        """Draw the header rows and then `rows` with their regions; returns the lower edge."""
        drawn = [*range(self.grid.header_rows), *rows]
        height = sum(self.heights[row] for row in drawn)
        box = (left, top, left + self.width, top + height)
        table = scribe.area("table", scribe.page, box, scribe.document, f"node/{node}")
        self._ground(scribe, drawn, left, top)
        y = top
        for row in drawn:
            self._draw_row(scribe, table, row, left, y)
            y += self.heights[row]
        return y

    def _style(self, row: int) -> Style:
        return self.look.head if row < self.grid.header_rows else self.look.body

    def _height(self, row: int) -> float:
        count = max((len(lines) for _, _, lines in self._rows[row]), default=1)
        return count * self._style(row).leading + 2 * self.look.pad

    def _draw_row(self, scribe: Scribe, table: int, row: int, left: float, top: float) -> None:
        bottom = top + self.heights[row]
        handle = scribe.area("row", table, (left, top, left + self.width, bottom), self.grid.id, f"row/{row}")
        for number, cell, lines in self._rows[row]:
            start, end = left + self.edges[cell.col], left + self.edges[cell.col + cell.colspan]
            ref = f"cell/{number}"
            area = scribe.area("cell", handle, (start, top, end, bottom), self.grid.id, ref)
            scribe.lines(area, self._place(lines, cell, start, end, top), self.grid.id, ref)

    def _place(
        self, lines: Sequence[SetLine], cell: Cell, start: float, end: float, top: float
    ) -> list[tuple[SetLine, float, float]]:
        style = self._style(cell.row)
        baseline = top + self.look.pad + (style.leading + 0.7 * style.size) / 2
        placed = []
        for number, line in enumerate(lines):
            room = end - start - 2 * self.look.side - line.width
            share = {"l": 0.0, "c": 0.5, "r": 1.0}[self.aligns[cell.col]]
            placed.append((line, start + self.look.side + room * share, baseline + number * style.leading))
        return placed

    def _ground(self, scribe: Scribe, drawn: Sequence[int], left: float, top: float) -> None:
        """Fills and rules of the rows, under their text."""
        look, pages = self.look, scribe.pages
        right, y = left + self.width, top
        heads = self.grid.header_rows
        if look.look in ("filled_head", "banded", "grid"):
            pages.fill((left, top, right, top + self.head_height()), look.head_fill)
        for row in drawn:
            bottom = y + self.heights[row]
            if look.look == "banded" and row >= heads and (row - heads) % 2:
                pages.fill((left, y, right, bottom), look.band)
            if look.look in ("ruled", "filled_head", "grid") and row >= heads:
                pages.rule((left, bottom), (right, bottom), look.rule, 0.5)
            y = bottom
        if look.look in ("three_line", "ruled"):
            pages.rule((left, top), (right, top), look.strong, 1.0)
            pages.rule((left, top + self.head_height()), (right, top + self.head_height()), look.strong, 0.6)
        if look.look in ("three_line", "banded"):
            pages.rule((left, y), (right, y), look.strong, 1.0)
        if look.look == "grid":
            for edge in self.edges:
                pages.rule((left + edge, top), (left + edge, y), look.rule, 0.5)
            pages.rule((left, top), (right, top), look.rule, 0.5)
