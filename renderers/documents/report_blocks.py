"""Turns a report's nodes into blocks of set lines, and paints the pieces of them that stand in a column."""

from __future__ import annotations

from typing import Protocol

from proofpress_core.content import DocumentNode, Grid
from renderers._backends.typesetting import Atom, SetLine, Style, atoms
from renderers.documents.flow import Block, Column, Piece
from renderers.documents.invoice_head import Desk
from renderers.documents.linebreak import break_lines, compact_lines, wrap
from renderers.documents.report_front import labelled, opening, spread
from renderers.documents.table_block import TableBlock, TableLook

_FRONT = ("title", "authors", "institute", "note")
_ROLES = {"item": "list_item"}


class Layout(Protocol):
    """What of a layout decides the blocks."""

    @property
    def gutter(self) -> float: ...
    @property
    def abstract(self) -> str: ...
    @property
    def paragraph(self) -> str: ...
    @property
    def justify(self) -> bool: ...
    @property
    def table(self) -> str: ...
    @property
    def leading(self) -> float: ...


class Setter:
    """Sets one report at a text size in points."""

    def __init__(self, desk: Desk, layout: Layout, grid: Grid, size: float) -> None:
        self.desk, self.layout, self.grid, self.size = desk, layout, grid, size
        self.width = (desk.right - desk.left - layout.gutter) / 2
        self.text = desk.styles.body(size, leading=layout.leading)
        self.em = size
        self.justify = layout.justify or self._chinese

    def blocks(self) -> list[Block]:
        """Blocks of everything that runs in the columns, in reading order."""
        inside = self.layout.abstract == "column"
        skipped = (*_FRONT, *(() if inside else ("abstract", "keywords")))
        nodes = [node for node in self.desk.document.nodes[1:] if node.id not in skipped and node.role != "list"]
        return [
            self._block(node, nodes[number - 1] if number else None) for number, node in enumerate(nodes)
        ]  # fmt: skip

    def paint(self, piece: Piece, column: Column) -> None:
        """Paint a piece of a block into its column."""
        block = piece.block
        if block.table:
            rows = range(block.table.grid.header_rows, block.table.grid.rows)
            block.table.draw(self.desk.scribe, block.node, column.left, piece.top, rows)
            self.desk.note(block.node)
            return
        rows = []
        for number in range(piece.start, piece.end):
            line, indent = block.lines[number], block.indents[number]
            style = line.atoms[-1].style
            y = piece.top + (number - piece.start) * block.leading + block.leading / 2 + 0.34 * style.size
            rows.append((line, column.left + indent, y))
        if block.bullet and piece.start == 0:
            centre = (column.left + 0.55 * self.em, rows[0][2] - 0.3 * self.em)
            self.desk.scribe.pages.disc(centre, 0.14 * self.em, self.desk.styles.colour("accent"))
        self.desk.block(block.role, block.node, rows)

    def paint_note(self, lines: list[SetLine], left: float, top: float, width: float) -> None:
        """Paint the first page's footnote under a short rule."""
        colour = self.desk.styles.colour("muted")
        self.desk.scribe.pages.rule((left, top + 6), (left + width * 0.3, top + 6), colour, 0.5)
        self.desk.block("footnote", "note", spread(lines, left, top + 11))

    def _block(self, node: DocumentNode, before: DocumentNode | None) -> Block:
        if node.role == "heading":
            return self._heading(node)
        if node.role == "table":
            return Block(node=node.id, role="table", leading=1.0, after=4.0, keep=True, table=self._table())
        if node.role == "item":
            return self._item(node)
        if node.role in ("caption", "footnote"):
            return self._small(node)
        if node.id in ("abstract", "keywords"):
            return self._opening(node)
        indented = self.layout.paragraph == "indent" and before is not None and before.role != "heading"
        indent = 2.0 * self.em if self._chinese else 1.4 * self.em if indented else 0.0
        lines = break_lines(atoms(node.text, self.text), self.width, justify=self.justify, indent=indent)
        space = 0.0 if self.layout.paragraph == "indent" else 0.55 * self.text.leading
        opens = node.text.endswith((":", "："))
        return self._text(node, lines, self.text, before=space, after=space, keep=opens, first=indent)

    @property
    def _chinese(self) -> bool:
        return self.desk.document.language == "zh"

    def _heading(self, node: DocumentNode) -> Block:
        size = self.size * (1.24 if node.level == 1 else 1.06)
        style = self.desk.styles.head(size, leading=1.25, colour="accent" if node.level == 1 else "ink")
        lines = wrap(node.text, style, self.width)
        before = self.text.leading * (0.95 if node.level == 1 else 0.7)
        return self._text(node, lines, style, before=before, after=0.32 * self.text.leading, keep=True)

    def _item(self, node: DocumentNode) -> Block:
        indent = 1.5 * self.em
        lines = break_lines(atoms(node.text, self.text), self.width - indent, justify=self.justify)
        space = 0.28 * self.text.leading
        return Block(
            node=node.id, role="list_item", leading=self.text.leading, lines=tuple(lines),
            indents=(indent,) * len(lines), before=space, after=space, keep=self._bound(node.id), bullet=True,
        )  # fmt: skip

    def _bound(self, item: str) -> bool:
        """Whether an item keeps the next with it: the first and the last but one, so that none stands alone."""
        name, _, number = item.rpartition(".")
        later = [self.desk.has(f"{name}.{int(number) + step}") for step in (1, 2)]
        return number == "1" or later == [True, False]

    def _small(self, node: DocumentNode) -> Block:
        caption = node.role == "caption"
        style = self.desk.styles.body(self.size * 0.9, leading=1.3, colour="ink" if caption else "muted")
        row = atoms(node.text, style)
        if caption:
            bold = self.desk.styles.body(self.size * 0.9, leading=1.3, weight="bold")
            row = labelled(node.text, node.text.index("1") + 1, bold, style)
        lines = self._caption(row) if caption else break_lines(row, self.width, justify=False)
        air = 0.8 * self.text.leading
        return self._text(
            node, lines, style, before=air if caption else 3.0, after=4.0 if caption else air, keep=caption
        )  # fmt: skip

    def _caption(self, row: list[Atom]) -> list[SetLine]:
        """Lines about equally long; in Chinese a long caption breaks before its brackets."""
        if not self._chinese:
            return compact_lines(row, self.width)
        lines = break_lines(row, self.width, justify=False)
        cut = next((place for place, item in enumerate(row) if item.text.startswith("（")), 0)
        if len(lines) == 1 or not cut:
            return lines
        return [line for part in (row[:cut], row[cut:]) for line in break_lines(part, self.width, justify=False)]

    def _opening(self, node: DocumentNode) -> Block:
        style = self.desk.styles.body(self.size * 0.95, leading=1.38)
        label = self.desk.styles.body(self.size * 0.95, leading=1.38, weight="bold")
        justify = self.justify and node.id == "abstract"
        lines = break_lines(opening(self.desk, node.id, label, style), self.width, justify=justify)
        return self._text(node, lines, style, before=0.3 * style.leading, after=0.4 * style.leading)

    def _text(
        self, node: DocumentNode, lines: list[SetLine], style: Style, *, before: float, after: float,
        keep: bool = False, first: float = 0.0,
    ) -> Block:  # fmt: skip
        return Block(
            node=node.id, role=_ROLES.get(node.role, node.role), leading=style.leading, lines=tuple(lines),
            indents=(first, *[0.0] * (len(lines) - 1)), before=before, after=after, keep=keep,
        )  # fmt: skip

    def _table(self) -> TableBlock:
        dark = self.layout.table == "filled_head"
        styles = self.desk.styles
        look = TableLook(
            look=self.layout.table, head=styles.body(self.size * 0.88, weight="bold", colour="#ffffff" if dark else ""),
            body=styles.body(self.size * 0.9), rule=styles.colour("rule"), strong=styles.colour("ink"),
            band=styles.colour("band"), head_fill=styles.colour("accent" if dark else "tint"), pad=2.6, side=4.0,
        )  # fmt: skip
        shares = (0.37, 0.17, 0.17, 0.29)
        return TableBlock(self.grid, [self.width * share for share in shares], "lrrr", look)


def note_lines(desk: Desk, size: float, width: float) -> list[SetLine]:
    """The lines of the first page's footnote."""
    return wrap(desk.text_of("note"), desk.styles.body(size * 0.84, leading=1.3, colour="muted"), width)
