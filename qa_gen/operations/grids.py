"""The structure of tables: spans, headers, neighbours."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.content import Cell, Grid
from qa_gen.operations import means
from qa_gen.operations.sources import header_paths
from qa_gen.values import Env, Num, Undefined, exact

DASHES = ("", "-", "–", "—")


@means("row_count")
def row_count(env: Env, grid: Grid) -> Num:
    return exact(grid.rows - grid.header_rows)


@means("column_count")
def column_count(env: Env, grid: Grid) -> Num:
    return exact(grid.cols)


@means("header_span")
def header_span(env: Env, grid: Grid, text: str) -> Num:
    return exact(_header(grid, text).colspan)


@means("header_above")
def header_above(env: Env, grid: Grid, text: str) -> str:
    cell = _header(grid, text)
    if cell.row == 0:
        raise Undefined("nothing stands above the first row")
    return _at(grid, cell.row - 1, cell.col).text


@means("empty_cells")
def empty_cells(env: Env, grid: Grid) -> Num:
    return exact(sum(cell.row >= grid.header_rows and cell.text in DASHES for cell in grid.cells))


@means("right_of")
def right_of(env: Env, grid: Grid, text: str) -> str:
    cell = _one([cell for cell in grid.cells if cell.text == text], text)
    return _at(grid, cell.row, cell.col + cell.colspan).text


@means("below_cell")
def below_cell(env: Env, grid: Grid, text: str) -> str:
    cell = _one([cell for cell in grid.cells if cell.text == text], text)
    return _at(grid, cell.row + cell.rowspan, cell.col).text


@means("cell_number")
def cell_number(env: Env, grid: Grid, row: str, column: str) -> Num:
    value = _crossing(grid, row, column).value
    if value is None:
        raise Undefined("the cell holds no number")
    return Num(Fraction(value))


@means("cell_text")
def cell_text(env: Env, grid: Grid, row: str, column: str) -> str:
    return _crossing(grid, row, column).text


def _crossing(grid: Grid, row: str, column: str) -> Cell:
    columns = [place for place, name in enumerate(header_paths(grid)) if name == column]
    rows = [place for place in range(grid.header_rows, grid.rows) if row_name(grid, place) == row]
    if len(columns) != 1 or len(rows) != 1:
        raise Undefined(f"{len(rows)} rows {row!r} and {len(columns)} columns {column!r}")
    return _at(grid, rows[0], columns[0])


def row_name(grid: Grid, row: int) -> str:
    """What a body row is called: the text in its last header column, or in its first column if there is none."""
    return _at(grid, row, max(grid.header_cols, 1) - 1).text


def _header(grid: Grid, text: str) -> Cell:
    return _one([cell for cell in grid.cells if cell.row < grid.header_rows and cell.text == text], text)


def _one(found: list[Cell], text: str) -> Cell:
    if len(found) != 1:
        raise Undefined(f"{len(found)} cells read {text!r}")
    return found[0]


def _at(grid: Grid, row: int, col: int) -> Cell:
    for cell in grid.cells:
        if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
            return cell
    raise Undefined(f"the table has no place {row}, {col}")
