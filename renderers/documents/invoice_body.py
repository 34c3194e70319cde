"""What stands below an invoice's head: facts, parties, the items over one or more pages, sums, terms and footers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.content import DocumentNode, Grid
from renderers._backends.typesetting import Style, line
from renderers.documents.invoice_head import Desk, Rows, below, stack
from renderers.documents.linebreak import wrap
from renderers.documents.table_block import TableBlock, TableLook
from templates.document_invoice import money

FACTS = ("number", "issued", "due", "order", "contact")
PARTIES = ("buyer", "ship")
SUMS = ("subtotal", "discount", "shipping", "rate", "tax", "total")
_ROW = 17.0
"""Height in points of a line of the sums."""
_LEAST_LAST = 3
"""Rows that the last page has at least, so that the sums do not stand alone."""


def facts_beside(desk: Desk, top: float) -> float:
    """Parties at the left, the facts as a list at the right; returns the lower edge."""
    width = desk.right - desk.left
    half = desk.left + width * 0.62
    bottom = _parties(desk, top, desk.left, half - 24)
    key, value = desk.styles.body(9, colour="muted"), desk.styles.body(9, weight="bold")
    y = top
    for node in _present(desk, FACTS):
        shown = line(node.text, value)
        baseline = y + 0.8 * key.size
        desk.scribe.field(
            node.id, [(line(node.key, key), half, baseline)], [(shown, desk.right - shown.width, baseline)]
        )
        desk.note(node.id)
        y += 15.5
    return max(bottom, y) + 20


def facts_boxed(desk: Desk, top: float) -> float:
    """Facts as a row of tinted boxes across the page, the parties below."""
    nodes = _present(desk, FACTS)
    gap = 6.0
    width = (desk.right - desk.left - gap * (len(nodes) - 1)) / len(nodes)
    key, value = desk.styles.body(7.8, colour="muted"), desk.styles.body(9.2, weight="bold")
    for number, node in enumerate(nodes):
        left = desk.left + number * (width + gap)
        desk.scribe.pages.fill((left, top, left + width, top + 37), desk.styles.colour("tint"), radius=2.5)
        fitted = _fitted(node.text, value, width - 14)
        label = _fitted(node.key, key, width - 14)
        desk.scribe.field(
            node.id, [(line(node.key, label), left + 7, top + 14)], [(line(node.text, fitted), left + 7, top + 28)]
        )
        desk.note(node.id)
    return _parties(desk, top + 57, desk.left, desk.right) + 20


def item_table(desk: Desk, grid: Grid, look: TableLook, aligns: str = "lrlrr") -> TableBlock:
    """The measured table of the items over the full width."""
    width = desk.right - desk.left
    shares = (0.46, 0.1, 0.12, 0.15, 0.17)
    return TableBlock(grid, [width * share for share in shares], aligns, look)


def cut_rows(table: TableBlock, first: float, other: float, tail: float) -> list[range]:
    """Rows of each page. `first` and `other` are the heights for the table on the first and the later pages, `tail` is
    what must stand below the last rows. A page that goes on keeps a line for the carried sum, and so does the next."""
    pages: list[range] = []
    start, rows = table.grid.header_rows, table.grid.rows
    while True:
        room = (first if not pages else other) - (_ROW if pages else 0.0)
        if table.fit(start, room - tail) == rows:
            return [*pages, range(start, rows)]
        end = min(table.fit(start, room - _ROW - 6), rows - _LEAST_LAST)
        end = max(end, start + 1)
        pages.append(range(start, end))
        start = end


def carry(desk: Desk, node: str, serial: int, until: int, grid: Grid, baseline: float) -> DocumentNode:
    """A line with the sum of the amounts above it; returns its node, which belongs to the page being written."""
    form = next(item for item in desk.document.nodes if item.id == node)
    total = sum(amounts(grid)[: until - grid.header_rows], Decimal(0))
    style = desk.styles.body(9, weight="bold")
    shown = money(total, form.text)
    key, value = line(form.key, style), line(shown, style)
    name = f"{node}{serial}"
    left = desk.right - 0.17 * (desk.right - desk.left) - key.width - 8
    desk.scribe.field(name, [(key, left, baseline)], [(value, desk.right - value.width - 5, baseline)])
    desk.note(name)
    unit = next(item.unit for item in desk.document.nodes if item.id == "total")
    page = desk.scribe.pages.count - 1
    return DocumentNode(id=name, role="field", page=page, key=form.key, text=shown, value=total, unit=unit)


def amounts(grid: Grid) -> list[Decimal]:
    """Values of the last column below the head."""
    last = grid.cols - 1
    return [cell.value for cell in grid.cells if cell.col == last and cell.value is not None]


def sums_height(desk: Desk) -> float:
    """Height of the sums with the air above them."""
    return len(_present(desk, SUMS)) * _ROW + 30


def draw_sums(desk: Desk, top: float, look: str) -> float:
    """The sums in a column at the right, the last one stressed as `look` (plain, filled, boxed) says."""
    nodes = _present(desk, SUMS)
    left, right = desk.left + (desk.right - desk.left) * 0.56, desk.right
    pages, styles = desk.scribe.pages, desk.styles
    y = top + 12
    if look == "boxed":
        pages.fill((left - 10, y - 6, right, y + _ROW * len(nodes) + 6), styles.colour("tint"), radius=3)
    for node in nodes:
        final = node.id == "total"
        if final and look == "filled":
            y += 4
            pages.fill((left - 10, y, right, y + _ROW + 7), styles.colour("accent"))
        elif final:
            pages.rule((left, y + 1), (right - 5, y + 1), styles.colour("ink"), 0.9)
        _sum_row(desk, node, left, right - 5, y + (15.0 if final else 11.5), white=final and look == "filled")
        y += _ROW
    return y + 16


def draw_terms(desk: Desk, top: float, bottom: float) -> None:
    """Terms at the left; the thanks below, if there is room left."""
    node = next(item for item in desk.document.nodes if item.id == "terms")
    key = desk.styles.body(8.6, weight="bold")
    value = desk.styles.body(8.6, colour="muted")
    width = (desk.right - desk.left) * 0.46
    head = [(line(node.key, key), desk.left, top + 8)]
    rows = stack([node.text], value, desk.left, top + 14, width)
    desk.scribe.field("terms", head, rows)
    desk.note("terms")
    if desk.has("thanks") and below(rows) + 34 < bottom:
        style = desk.styles.head(10.5, colour="accent")
        desk.block("paragraph", "thanks", stack([desk.text_of("thanks")], style, desk.left, below(rows) + 16, width))


def terms_height(desk: Desk) -> float:
    """Height of the terms alone."""
    width = (desk.right - desk.left) * 0.46
    return len(wrap(desk.text_of("terms"), desk.styles.body(8.6), width)) * 12.1 + 26


def draw_footer(desk: Desk, pages: int) -> list[DocumentNode]:
    """Seller and page number at the foot of the page being written; returns their nodes."""
    number = desk.scribe.pages.count - 1
    style = desk.styles.body(7.8, colour="muted")
    y = desk.bottom + 24
    desk.scribe.pages.rule((desk.left, y - 13), (desk.right, y - 13), desk.styles.colour("rule"), 0.6)
    texts = (desk.text_of("footer"), desk.text_of("page").format(page=number + 1, pages=pages))
    shown = line(texts[1], style)
    desk.block("footer", f"footer{number}", [(line(texts[0], style), desk.left, y)])
    desk.block("page_number", f"page{number}", [(shown, desk.right - shown.width, y)])
    return [
        DocumentNode(id=f"{name}{number}", role="footer", page=number, text=text)
        for name, text in zip(("footer", "page"), texts, strict=True)
    ]


def _parties(desk: Desk, top: float, left: float, right: float) -> float:
    nodes = _present(desk, PARTIES)
    width = (right - left) / max(len(nodes), 1.4)
    lower = top
    for number, node in enumerate(nodes):
        x = left + number * width
        key = desk.styles.body(8.2, colour="accent", weight="bold")
        name, rest = node.text.split("\n")[0], node.text.split("\n")[1:]
        rows: Rows = stack([name], desk.styles.body(9.6, weight="bold"), x, top + 14, width - 14)
        rows += stack(rest, desk.styles.body(9.2), x, below(rows) + 3, width - 14)
        desk.scribe.field(node.id, [(line(node.key, key), x, top + 0.8 * key.size)], rows)
        desk.note(node.id)
        lower = max(lower, below(rows))
    return lower


def _sum_row(desk: Desk, node: DocumentNode, left: float, right: float, baseline: float, *, white: bool) -> None:
    final = node.id == "total"
    size, weight = (11.5, "bold") if final else (9.2, "regular")
    colour = "#ffffff" if white else "accent" if final else "ink"
    style = desk.styles.body(size, colour=colour, weight=weight)  # type: ignore[arg-type]
    label = style if final else desk.styles.body(size, colour="muted")
    value = line(node.text, style)
    desk.scribe.field(node.id, [(line(node.key, label), left, baseline)], [(value, right - value.width, baseline)])
    desk.note(node.id)


def _present(desk: Desk, names: Sequence[str]) -> list[DocumentNode]:
    by_id = {node.id: node for node in desk.document.nodes}
    return [by_id[name] for name in names if name in by_id]


def _fitted(text: str, style: Style, width: float) -> Style:
    """The style, made smaller where the text would not fit."""
    natural = line(text, style).width
    if natural <= width:
        return style
    size = style.size * width / natural
    return Style(
        font=style.font, latin=style.latin, size=size, leading=style.leading, colour=style.colour,
        embolden=style.embolden,
    )  # fmt: skip
