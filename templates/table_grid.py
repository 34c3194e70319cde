"""Prints a frame into a `Grid`: header levels, row headers, spans and the texts of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

from proofpress_core.content import Cell, Grid, HeaderKind, Language
from templates.table_numbers import NumberStyle, in_cell, show
from templates.table_topics import Frame, Head, Line, Role, Structure, Value

Align = Literal["text", "number", "centre"]
GroupPlace = Literal["none", "column", "span", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A grid with what its look needs to know: the role of every grid row and the setting of every column."""

    grid: Grid
    roles: tuple[Role, ...]
    aligns: tuple[Align, ...]


class _Printer:
    """Writes one frame. `groups` says where groups of rows go: nowhere, a plain column, spanning row headers, or
    section rows."""

    def __init__(self, frame: Frame, style: NumberStyle, language: Language, structure: Structure, groups: GroupPlace):
        self.frame, self.style, self.language = frame, style, language
        self.levels = 2 if structure in ("levels", "both") and any(head.group for head in frame.heads) else 1
        self.groups = groups
        self.header_cols = 2 if groups == "span" else 1
        self.first = self.header_cols + (1 if groups == "column" else 0)
        self.lines = _with_sections(frame.lines) if groups == "section" else list(frame.lines)
        self.cols = self.first + len(frame.heads)
        self.cells: list[Cell] = []

    def put(self, row: int, col: int, text: str, header: HeaderKind = "none", rows: int = 1, cols: int = 1,
            value: Decimal | None = None, unit: str = "") -> None:  # fmt: skip
        self.cells.append(
            Cell(row=row, col=col, rowspan=rows, colspan=cols, text=text, header=header, value=value, unit=unit)
        )

    def header(self) -> None:
        """The corner and the one or two levels of column headers."""
        if self.groups == "span":
            self.put(0, 0, self.frame.group_key, "corner", rows=self.levels)
        self.put(0, self.header_cols - 1, self.frame.key, "corner", rows=self.levels)
        if self.groups == "column":
            self.put(0, 1, self.frame.group_key, "column", rows=self.levels)
        place = self.first
        for group, run in groupby(self.frame.heads, key=lambda head: head.group):
            heads = list(run)
            self._head_run(place, group, heads)
            place += len(heads)

    def _head_run(self, place: int, group: str, heads: list[Head]) -> None:
        upper = self.levels == 2 and group and len(heads) > 1
        if upper:
            self.put(0, place, group, "column", cols=len(heads))
        for offset, head in enumerate(heads):
            rows = 1 if upper else self.levels
            self.put(1 if upper else 0, place + offset, self._label(head), "column", rows=rows, unit=head.unit)

    def _label(self, head: Head) -> str:
        if not head.unit or not head.shows_unit or in_cell(head.unit, self.style):
            return head.label
        return f"{head.label}（{head.unit}）" if self.language == "zh" else f"{head.label} ({head.unit})"

    def body(self) -> None:
        """All lines under the header."""
        merged = {(m.line, m.head): m for m in self.frame.merges}
        hidden = {
            (line, head)
            for m in self.frame.merges
            for line in range(m.line, m.line + m.lines)
            for head in range(m.head, m.head + m.heads)
        } - set(merged)
        for number, line in enumerate(self.lines):
            row = number + self.levels
            if line.role == "section":
                self.put(row, 0, line.key, "row", cols=self.cols)
                continue
            self._row_header(row, number, line)
            for head, value in enumerate(line.values):
                if (number, head) not in hidden:
                    merge = merged.get((number, head))
                    spans = (merge.lines, merge.heads) if merge else (1, 1)
                    kind: HeaderKind = "total" if line.role == "total" else "none"
                    self._value(row, self.first + head, value, self.frame.heads[head], spans, kind)

    def _row_header(self, row: int, number: int, line: Line) -> None:
        total = line.role == "total"
        if self.groups == "span" and not total:
            if number == 0 or self.lines[number - 1].group != line.group:
                rows = sum(other.group == line.group and other.role != "total" for other in self.lines)
                self.put(row, 0, line.group, "row", rows=rows)
            self.put(row, 1, line.key, "row")
            return
        self.put(row, 0, line.key, "total" if total else "row", cols=self.header_cols)
        if self.groups == "column":
            self.put(row, 1, "" if total else line.group, "total" if total else "none")

    def _value(
        self, row: int, col: int, value: Value, head: Head, spans: tuple[int, int], header: HeaderKind
    ) -> None:  # fmt: skip
        rows, cols = spans
        if isinstance(value, Decimal):
            text = show(value, head.unit, self.style)
            self.put(row, col, text, header, rows=rows, cols=cols, value=value, unit=head.unit)
        else:
            self.put(row, col, self.style.missing if value is None else value, header, rows=rows, cols=cols)


def print_frame(
    frame: Frame, style: NumberStyle, language: Language, structure: Structure, groups: GroupPlace
) -> Printed:
    """The grid of a frame, with id `table`. Cells come in row-major order and cover the grid exactly once."""
    printer = _Printer(frame, style, language, structure, groups)
    printer.header()
    printer.body()
    roles: tuple[Role, ...] = (*("header",) * printer.levels, *(line.role for line in printer.lines))
    kinds: tuple[Align, ...] = tuple(head.kind for head in frame.heads)
    grid = Grid(
        id="table", language=language, caption=frame.caption, rows=len(roles), cols=printer.cols,
        header_rows=printer.levels, header_cols=printer.header_cols,
        cells=tuple(sorted(printer.cells, key=lambda cell: (cell.row, cell.col))),
    )  # fmt: skip
    texts: tuple[Align, ...] = ("text",) * printer.first
    return Printed(grid=grid, roles=roles, aligns=texts + kinds)


def _with_sections(lines: tuple[Line, ...]) -> list[Line]:
    """Put a section row before the first line of every group."""
    found: list[Line] = []
    last = ""
    for line in lines:
        if line.group and line.group != last:
            found.append(Line(key=line.group, values=(), role="section"))
        last = line.group
        found.append(line)
    return found
