"""Operations on tables: body rows, cells by row and column name, header structure, neighbours."""

from __future__ import annotations

from fractions import Fraction

from verify.operations.values import Group, Json, Row, Rows, Undefined, exact, one

GRIDS = Group()
_DASHES = {"", "-", "–", "—"}


def cell_at(grid: Json, row: int, col: int) -> Json:
    """The cell that covers a place; Undefined outside the table."""
    found = [
        cell
        for cell in grid["cells"]
        if cell["row"] <= row < cell["row"] + cell["rowspan"] and cell["col"] <= col < cell["col"] + cell["colspan"]
    ]
    return one(found, f"a cell at row {row}, column {col}")


def header_path(grid: Json, col: int) -> str:
    """Texts of the header cells above a column, each cell once."""
    cells = [cell_at(grid, row, col) for row in range(grid["header_rows"])]
    return " / ".join(cell["text"] for place, cell in enumerate(cells) if place == 0 or cell is not cells[place - 1])


def is_empty(cell: Json) -> bool:
    """Whether a cell shows nothing, or only the dash that stands for nothing."""
    return cell["text"].strip() in _DASHES


@GRIDS.add
def table_rows(grid: Json) -> Rows:
    body = [cell for cell in grid["cells"] if cell["row"] >= grid["header_rows"]]
    if any(cell["rowspan"] > 1 or cell["colspan"] > 1 for cell in body):
        raise Undefined("the body has spans")
    totals = {cell["row"] for cell in body if cell["header"] == "total"}
    by_place = {(cell["row"], cell["col"]): cell for cell in body}
    kept = [row for row in range(grid["header_rows"], grid["rows"]) if row not in totals]
    paths = [header_path(grid, col) for col in range(grid["cols"])]
    numeric = {col for col in range(grid["cols"]) if all(_has_number(by_place[row, col]) for row in kept)}
    made = []
    for place, row in enumerate(kept):
        cells = {path: _content(by_place[row, col], numeric=col in numeric) for col, path in enumerate(paths)}
        made.append(Row(place, cells))
    unique = {col for col, path in enumerate(paths) if paths.count(path) == 1}
    named = [frozenset(paths[col] for col in kind & unique) for kind in (numeric, unique - numeric)]
    return Rows(tuple(made), *named)


def _has_number(cell: Json) -> bool:
    return cell["value"] is not None or not cell["text"].strip()


def _content(cell: Json, *, numeric: bool) -> str | Fraction | None:
    if not numeric:
        return str(cell["text"])
    return None if cell["value"] is None else exact(cell["value"])


@GRIDS.add
def cell_number(grid: Json, row: str, column: str) -> Fraction:
    value = _named_cell(grid, row, column)["value"]
    if value is None:
        raise Undefined("the cell shows no number")
    return exact(value)


@GRIDS.add
def cell_text(grid: Json, row: str, column: str) -> str:
    return str(_named_cell(grid, row, column)["text"])


def _named_cell(grid: Json, row: str, column: str) -> Json:
    body = range(grid["header_rows"], grid["rows"])
    naming = max(grid["header_cols"], 1) - 1
    rows = [place for place in body if cell_at(grid, place, naming)["text"] == row]
    cols = [place for place in range(grid["cols"]) if header_path(grid, place) == column]
    return cell_at(grid, one(rows, f"a row {row!r}"), one(cols, f"a column {column!r}"))


@GRIDS.add
def row_count(grid: Json) -> Fraction:
    return Fraction(grid["rows"] - grid["header_rows"])


@GRIDS.add
def column_count(grid: Json) -> Fraction:
    return Fraction(grid["cols"])


@GRIDS.add
def header_span(grid: Json, text: str) -> Fraction:
    return Fraction(_header(grid, text)["colspan"])


@GRIDS.add
def header_above(grid: Json, text: str) -> str:
    cell = _header(grid, text)
    if cell["row"] == 0:
        raise Undefined(f"nothing stands above {text!r}")
    above = cell_at(grid, cell["row"] - 1, cell["col"])
    if above["col"] + above["colspan"] < cell["col"] + cell["colspan"]:
        raise Undefined(f"the cell above does not cover {text!r}")
    return str(above["text"])


def _header(grid: Json, text: str) -> Json:
    cells = [cell for cell in grid["cells"] if cell["row"] < grid["header_rows"]]
    return one([cell for cell in cells if cell["text"] == text], f"a column header {text!r}")


@GRIDS.add
def empty_cells(grid: Json) -> Fraction:
    body = [cell for cell in grid["cells"] if cell["header"] in ("none", "total")]
    return Fraction(sum(cell["row"] >= grid["header_rows"] and is_empty(cell) for cell in body))


@GRIDS.add
def right_of(grid: Json, text: str) -> str:
    cell = _cell(grid, text)
    return str(cell_at(grid, cell["row"], cell["col"] + cell["colspan"])["text"])


@GRIDS.add
def below_cell(grid: Json, text: str) -> str:
    cell = _cell(grid, text)
    return str(cell_at(grid, cell["row"] + cell["rowspan"], cell["col"])["text"])


def _cell(grid: Json, text: str) -> Json:
    return one([cell for cell in grid["cells"] if cell["text"] == text], f"a cell {text!r}")
