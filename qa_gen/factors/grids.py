"""Headers, spans, neighbours and cells of tables."""

from __future__ import annotations

from proofpress_core.content import Grid
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView, Production, unevaluated
from qa_gen.operations.grids import DASHES, row_name
from qa_gen.operations.sources import header_paths
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined
from templates.siblings import siblings


class TableShape(MenuView):
    """Structure of a table: headers, spans, neighbours, and look-ups that need header paths."""

    def __init__(self, session: Session, grid: Grid) -> None:
        super().__init__(session)
        self.grid, self.source = grid, session.expr("grid", grid.id)
        heads = [cell for cell in grid.cells if cell.row < grid.header_rows and cell.text]
        body = [cell for cell in grid.cells if cell.row >= grid.header_rows and cell.header == "none" and cell.text]
        numbers: list[tuple[float, Production]] = [
            (0.5, lambda d: session.expr("row_count", self.source)),
            (0.4, lambda d: session.expr("column_count", self.source)),
        ]
        wide = [cell.text for cell in heads if cell.colspan > 1]
        if wide:
            numbers += [(1.5, lambda d: session.expr("header_span", self.source, d.choice(wide)))]
        if any(cell.value is not None for cell in body):
            numbers += [(3.0, self._looked_up), (4.0, self._combined)]
        if any(cell.row >= grid.header_rows and not cell.text.strip("-–— ") for cell in grid.cells):
            numbers += [(0.7, lambda d: session.expr("empty_cells", self.source))]
        texts: list[tuple[float, Production]] = [
            (1.0, lambda d: session.expr("right_of", self.source, d.choice(body).text)),
            (1.0, lambda d: session.expr("below_cell", self.source, d.choice(body).text)),
        ]
        under = [cell.text for cell in heads if cell.row > 0]
        if under:
            texts += [(1.5, lambda d: session.expr("header_above", self.source, d.choice(under)))]
        if any(cell.value is None for cell in body):
            texts += [(1.5, self._read)]
        self._absent = siblings([row_name(grid, row) for row in range(grid.header_rows, grid.rows)], grid.language)
        if self._absent:
            self.missing_menu += [self._absent_row]
        self.menu["number"], self.menu["text"] = numbers, texts

    def _read(self, draw: Draw) -> Expr:
        """The text of a cell that shows no number, by row and column."""
        grid = self.grid
        row = draw.integer(grid.header_rows, grid.rows - 1)
        columns = header_paths(grid)[max(grid.header_cols, 1) :]
        made = self.session.expr("cell_text", self.source, row_name(grid, row), draw.choice(columns))
        if any(ch.isdigit() for ch in str(made.value)[:1]) or str(made.value) in DASHES:
            raise Undefined("a number, or nothing")
        return made

    def _absent_row(self, draw: Draw) -> tuple[Expr, Expr]:
        """A cell of a row that other tables of this kind have."""
        name = draw.choice(self._absent)
        columns = header_paths(self.grid)
        key = columns[max(self.grid.header_cols, 1) - 1]
        names = self.session.expr("texts", self.session.expr("table_rows", self.source), key)
        asked = unevaluated("cell_number", self.source, name, self._looked_up(draw).params[1])
        return asked, self.session.expr("has_text", names, name)

    def _looked_up(self, draw: Draw) -> Expr:
        grid = self.grid
        row = draw.integer(grid.header_rows, grid.rows - 1)
        column = draw.choice(header_paths(grid)[grid.header_cols :] or header_paths(grid))
        return self.session.expr("cell_number", self.source, row_name(grid, row), column)

    def _combined(self, draw: Draw) -> Expr:
        """Two cells of one row or one column against one another."""
        first, second = self._looked_up(draw), self._looked_up(draw)
        same = [a == b for a, b in zip(first.params, second.params, strict=True)]
        if sum(same) != 1:
            raise Undefined("the cells share no row and no column")
        if not same[1] and self._unit(first.params[1]) != self._unit(second.params[1]):
            raise Undefined("the columns measure different things")
        return self.session.expr(draw.choice(("gap", "gap", "difference")), first, second)

    def _unit(self, column: str) -> str:
        place = header_paths(self.grid).index(column)
        units = [cell.unit for cell in self.grid.cells if cell.col == place and cell.value is not None]
        return f"{column.rsplit(' / ', 1)[-1] if ' / ' in column else column}|{units[0] if units else ''}"
