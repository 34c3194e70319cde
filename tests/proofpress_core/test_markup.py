"""Each transcription of a grid reads back as that grid, for any grid and any text."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core import markup
from proofpress_core.content import Cell, Grid

TEXTS = st.text(st.sampled_from("ab7 ,.;%&<>\"'|\\_*`$#^~{}[]()−é表格\n"), max_size=8)
LINES = TEXTS.map(lambda text: " ".join(text.split()))


@st.composite
def grids(draw: st.DrawFn, texts: st.SearchStrategy[str] = LINES, *, spans: bool = True) -> Grid:
    """A grid tiled greedily by cells of drawn sizes."""
    rows, cols = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    header_rows, header_cols = draw(st.integers(0, rows)), draw(st.integers(0, 1))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            bottom = header_rows if row < header_rows else rows
            size = _free(taken, row, col, bottom, cols, draw) if spans else (1, 1)
            taken |= {(row + r, col + c) for r in range(size[0]) for c in range(size[1])}
            header = "column" if row < header_rows else "row" if col < header_cols else "none"
            text = draw(texts)
            cells.append(Cell(row=row, col=col, rowspan=size[0], colspan=size[1], text=text, header=header))
    return Grid(
        id="g", language="en", caption=draw(LINES), rows=rows, cols=cols, header_rows=header_rows,
        header_cols=header_cols, cells=tuple(cells),
    )  # fmt: skip


def _free(taken: set[tuple[int, int]], row: int, col: int, bottom: int, cols: int, draw: st.DrawFn) -> tuple[int, int]:
    width = 1
    while col + width < cols and (row, col + width) not in taken and draw(st.booleans()):
        width += 1
    height = 1
    while row + height < bottom and draw(st.booleans()):
        height += 1
    return height, width


class _Reader(HTMLParser):
    """Reads a table back into placed cells, by the table model of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.taken: set[tuple[int, int]] = set()
        self.cells: list[list[object]] = []
        self.row = -1
        self.inside = ""
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.row += tag == "tr"
        self.inside = tag
        if tag in ("td", "th"):
            given = dict(attrs)
            rows, cols = int(given.get("rowspan") or 1), int(given.get("colspan") or 1)
            col = next(c for c in range(99) if (self.row, c) not in self.taken)
            self.taken |= {(self.row + r, col + c) for r in range(rows) for c in range(cols)}
            header = "none" if tag == "td" else "row" if given.get("scope") == "row" else "column"
            self.cells.append([self.row, col, rows, cols, "", header])

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "caption":
            self.caption += data
        elif self.inside in ("td", "th"):
            self.cells[-1][4] = f"{self.cells[-1][4]}{data}"


def _facts(grid: Grid) -> list[list[object]]:
    return [[c.row, c.col, c.rowspan, c.colspan, c.text, c.header] for c in grid.cells]


@given(grids(TEXTS))
def test_html_reads_back_as_the_grid(grid: Grid) -> None:
    reader = _Reader()
    reader.feed(markup.to_html(grid))
    assert (reader.cells, reader.caption) == (_facts(grid), grid.caption)


@given(grids())
def test_otsl_reads_back_as_the_grid(grid: Grid) -> None:
    text = markup.to_otsl(grid)
    inner = re.fullmatch(r"<otsl>(?:<caption>(.*?)</caption>)?(.*)</otsl>", text)
    assert inner is not None
    assert unescape(inner[1] or "") == grid.caption
    rows = [re.findall(r"<(\w+)>([^<]*)", row) for row in inner[2].split("<nl>")[:-1]]
    assert [len(row) for row in rows] == [grid.cols] * grid.rows
    for cell in grid.cells:
        name, words = rows[cell.row][cell.col]
        assert (unescape(words), name in ("fcel", "ecel")) == (cell.text, cell.header == "none")
        assert _extent(rows, cell.row, cell.col) == (cell.rowspan, cell.colspan)


def _extent(rows: list[list[tuple[str, str]]], row: int, col: int) -> tuple[int, int]:
    """Size of a cell by OTSL's own rules: link tokens to the right, then rows of links below."""
    width = 1
    while col + width < len(rows[row]) and rows[row][col + width][0] == "lcel":
        width += 1
    height = 1
    while row + height < len(rows) and rows[row + height][col][0] == "ucel":
        height += 1
    return height, width


@given(grids(TEXTS))
def test_csv_reads_back_as_the_texts(grid: Grid) -> None:
    table = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.col] = cell.text
    read = list(csv.reader(io.StringIO(markup.to_csv(grid) + "\n", newline="")))
    assert read == table or (grid.cols == 1 and [row or [""] for row in read] == table)


@given(grids(TEXTS, spans=False))
def test_markdown_reads_back_as_the_texts(grid: Grid) -> None:
    lines = markup.to_markdown(grid).split("\n")
    fields = [re.split(r"(?<!\\)(?:\\\\)*\|", line) for line in lines]
    assert {len(row) for row in fields} == {grid.cols + 2}
    rows = [_unmarked(line, grid.cols) for line in lines]
    body = [rows[0], *rows[2:]] if grid.header_rows else rows[2:]
    texts = [[cell.text.strip(" ") for cell in grid.cells if cell.row == row] for row in range(grid.rows)]
    assert body == texts


def _unmarked(line: str, cols: int) -> list[str]:
    """Cells of a Markdown row: split at bare bars, breaks and backslash escapes undone."""
    pieces = re.findall(r"(?:\\.|[^|\\])+", line.removeprefix("|").removesuffix("|"))
    assert len(pieces) == cols
    return [re.sub(r"\\(.)", r"\1", piece[1:-1].replace("<br>", "\n")).strip(" ") for piece in pieces]


@given(grids())
def test_markdown_refuses_exactly_the_grids_with_spans(grid: Grid) -> None:
    if not markup.has_spans(grid):
        assert markup.to_markdown(grid)
        return
    first = next(cell for cell in grid.cells if cell.rowspan > 1 or cell.colspan > 1)
    with pytest.raises(ValueError, match=rf"cell \({first.row}, {first.col}\) covers {first.rowspan} x"):
        markup.to_markdown(grid)


@given(grids())
def test_latex_rows_have_the_width_of_the_grid_and_hold_every_text(grid: Grid) -> None:
    body = markup.to_latex(grid).split("\\toprule\n")[1].split("\n\\bottomrule")[0]
    lines = [line for line in body.split("\n") if line.endswith("\\\\") and "cmidrule" not in line]
    assert len(lines) == grid.rows
    for row, line in enumerate(lines):
        fields = [
            _latex_field(field)
            for field in re.split(r"(?<!\\) ?& ?", line.removeprefix("{}").removesuffix("\\\\").strip(" "))
        ]
        assert line[0] not in "[*"
        here = sorted((c for c in grid.cells if c.row <= row < c.row + c.rowspan), key=lambda c: c.col)
        assert [(span, words) for span, _, words in fields] == [
            (c.colspan, c.text if c.row == row else "") for c in here
        ]
        assert [height for _, height, _ in fields] == [c.rowspan if c.row == row else 1 for c in here]


def _latex_field(field: str) -> tuple[int, int, str]:
    """Columns, rows and plain text of a field of a tabular row."""
    cols = rows = 1
    wide = re.fullmatch(r"\\multicolumn\{(\d)\}\{[lc]\}\{(.*)\}", field)
    if wide:
        cols, field = int(wide[1]), wide[2]
    tall = re.fullmatch(r"\\multirow\{(\d)\}\{\*\}\{(.*)\}", field)
    if tall:
        rows, field = int(tall[1]), tall[2]
    words = {r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~"}
    plain = re.sub(r"\\text\w+\{\}|\\([{}&%$#_])", lambda found: found[1] or words[found[0]], field)
    return cols, rows, plain


def _grid(texts: list[list[str]], values: dict[tuple[int, int], str]) -> Grid:
    cells = tuple(
        Cell(row=r, col=c, rowspan=1, colspan=1, text=text, header="column" if r == 0 else "none",
             value=Decimal(values[r, c]) if (r, c) in values else None)
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    )  # fmt: skip
    return Grid(id="g", language="en", caption="", rows=len(texts), cols=len(texts[0]), header_rows=1, header_cols=0,
                cells=cells)  # fmt: skip


def test_numeric_columns_are_set_right() -> None:
    grid = _grid([["Item", "Price"], ["Bolt", "1.20"], ["Nut", "–"]], {(1, 1): "1.20"})
    assert markup.to_markdown(grid) == "| Item | Price |\n| --- | ---: |\n| Bolt | 1.20 |\n| Nut | – |"
    assert r"\begin{tabular}{lr}" in markup.to_latex(grid)


def test_a_column_of_words_is_not_numeric() -> None:
    grid = _grid([["Item", "Price"], ["Bolt", "1.20"], ["Nut", "on request"]], {(1, 1): "1.20"})
    assert not markup.is_numeric(grid, 1)
