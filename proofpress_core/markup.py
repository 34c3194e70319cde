"""Transcriptions of a grid: HTML, Markdown, LaTeX, OTSL and CSV as pure functions of content.

Every function returns text that ends without a newline and holds each cell's text once; places that a spanning cell
covers besides its corner hold nothing (HTML, LaTeX), a link token (OTSL) or an empty field (CSV).
"""

from __future__ import annotations

import csv
import io
import re
from html import escape

from proofpress_core.content import Cell, Grid, covered

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_MARKDOWN = re.compile(r"[\\|`*_~<\[\]]|&(?=#?\w+;)")


def has_spans(grid: Grid) -> bool:
    """Whether any cell covers more than one place."""
    return any(_spans(cell) for cell in grid.cells)


def is_numeric(grid: Grid, col: int) -> bool:
    """Whether every body cell that starts in a column and holds text shows a number, and one at least does."""
    body = [c for c in grid.cells if c.col == col and c.header in ("none", "total") and not _names_row(c)]
    return any(cell.value is not None for cell in body) and all(cell.value is not None or _blank(cell) for cell in body)


def to_html(grid: Grid) -> str:
    """A `<table>` with caption, thead and tbody; header cells are `<th>`, those of rows with `scope="row"`.
    Attributes stand in the order scope, rowspan, colspan and only where they say something."""
    parts = ["<table>"]
    if grid.caption:
        parts.append(f"<caption>{_html(grid.caption)}</caption>")
    rows = ["".join(map(_html_cell, cells)) for cells in _by_row(grid)]
    for name, first, last in (("thead", 0, grid.header_rows), ("tbody", grid.header_rows, grid.rows)):
        if first < last:
            body = "".join(f"<tr>{row}</tr>" for row in rows[first:last])
            parts.append(f"<{name}>{body}</{name}>")
    return "".join([*parts, "</table>"])


def to_markdown(grid: Grid) -> str:
    """A GitHub table (the caption is left out); the first row is its header, numeric columns are set right.

    Raises ValueError naming the span where a cell covers several places, since Markdown cannot say so.
    """
    for cell in grid.cells:
        if _spans(cell):
            raise ValueError(
                f"grid {grid.id!r}: Markdown has no spans, but cell ({cell.row}, {cell.col}) covers "
                f"{cell.rowspan} x {cell.colspan} places"
            )
    rows = [[_markdown(cell.text) for cell in cells] for cells in _by_row(grid)]
    marks = ["---:" if is_numeric(grid, col) else "---" for col in range(grid.cols)]
    body = [rows[0], marks, *rows[1:]] if grid.header_rows else [[""] * grid.cols, marks, *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in body)


def to_latex(grid: Grid) -> str:
    """A `table` with a booktabs `tabular`; wants the packages booktabs and multirow. Places under a `\\multirow` are
    left empty; a line ends at every `\\\\`. A row that begins with a bracket or a star is led by `{}`, else LaTeX would
    take it for an argument of the `\\\\` before it."""
    columns = "".join("r" if is_numeric(grid, col) else "l" for col in range(grid.cols))
    lines = [r"\begin{table}", r"\centering"]
    if grid.caption:
        lines.append(rf"\caption{{{_latex(grid.caption)}}}")
    lines += [rf"\begin{{tabular}}{{{columns}}}", r"\toprule"]
    for row in range(grid.rows):
        line = " & ".join(_latex_row(grid, row))
        lines.append(("{}" if line[:1] in ("[", "*") else "") + line + r" \\")
        if row + 1 < grid.header_rows:
            lines += _group_rules(grid, row)
        elif row + 1 == grid.header_rows:
            lines.append(r"\midrule")
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", r"\end{table}"])


def to_otsl(grid: Grid) -> str:
    """OTSL as docling writes it: one token a place, then its text, and `<nl>` after each row. Corners are `<ched>`
    (column header), `<rhed>` (row header), `<srow>` (row header over the whole width), `<fcel>` or `<ecel>`; other
    places of a span are `<lcel>` (goes on from the left), `<ucel>` (from above) or `<xcel>` (both)."""
    tokens = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        for row, col in covered(cell):
            tokens[row][col] = _LINKS[row > cell.row, col > cell.col]
        tokens[cell.row][cell.col] = _otsl_corner(grid, cell) + _html(cell.text)
    caption = f"<caption>{_html(grid.caption)}</caption>" if grid.caption else ""
    return f"<otsl>{caption}" + "".join("".join(row) + "<nl>" for row in tokens) + "</otsl>"


def to_csv(grid: Grid) -> str:
    """Comma separated values (RFC 4180 quoting, lines joined by newlines), texts as shown."""
    table = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.col] = cell.text
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(table)
    return stream.getvalue().removesuffix("\n")


_LINKS = {(False, False): "", (False, True): "<lcel>", (True, False): "<ucel>", (True, True): "<xcel>"}


def _spans(cell: Cell) -> bool:
    return cell.rowspan > 1 or cell.colspan > 1


def _blank(cell: Cell) -> bool:
    """Whether a cell shows no word and no digit: it is empty or holds a mark for a missing value."""
    return not any(character.isalnum() for character in cell.text)


def _by_row(grid: Grid) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return rows


def _html(text: str) -> str:
    return escape(text, quote=False)


def _names_row(cell: Cell) -> bool:
    """Whether a cell heads its row; a row of totals has its name in the first column."""
    return cell.header == "row" or (cell.header == "total" and cell.col == 0)


def _html_cell(cell: Cell) -> str:
    names = _names_row(cell)
    tag = "th" if names or cell.header in ("column", "corner") else "td"
    scope = ' scope="row"' if names else ""
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    cols = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<{tag}{scope}{rows}{cols}>{_html(cell.text)}</{tag}>"


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text).replace("\n", "<br>")


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _latex_row(grid: Grid, row: int) -> list[str]:
    """The fields between ampersands; what hangs down from a row above is an empty field of the same width."""
    found = []
    for cell in sorted((c for c in grid.cells if c.row <= row < c.row + c.rowspan), key=lambda c: c.col):
        text = _latex(cell.text) if cell.row == row else ""
        if cell.rowspan > 1 and cell.row == row:
            text = rf"\multirow{{{cell.rowspan}}}{{*}}{{{text}}}"
        if cell.colspan > 1:
            text = rf"\multicolumn{{{cell.colspan}}}{{{_latex_side(cell)}}}{{{text}}}"
        found.append(text)
    return found


def _latex_side(cell: Cell) -> str:
    return "l" if _names_row(cell) else "c"


def _group_rules(grid: Grid, row: int) -> list[str]:
    """`\\cmidrule` under each header of a row that spans columns and ends there."""
    cells = [c for c in grid.cells if c.row + c.rowspan == row + 1 and c.colspan > 1]
    rules = [rf"\cmidrule(lr){{{c.col + 1}-{c.col + c.colspan}}}" for c in cells]
    return [" ".join(rules)] if rules else []


def _otsl_corner(grid: Grid, cell: Cell) -> str:
    if cell.header in ("column", "corner"):
        return "<ched>"
    if _names_row(cell):
        return "<srow>" if cell.colspan == grid.cols else "<rhed>"
    return "<fcel>" if cell.text else "<ecel>"
