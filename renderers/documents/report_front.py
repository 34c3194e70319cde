"""What stands around a report's columns: the title block, the running head and the foot of each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofpress_core.content import DocumentNode
from renderers._backends.typesetting import Atom, SetLine, Style, atoms, line
from renderers.documents.invoice_head import Desk, Rows, below, stack
from renderers.documents.linebreak import break_lines, compact

_WHITE = "#ffffff"


def labelled(text: str, label_end: int, label: Style, style: Style) -> list[Atom]:
    """Atoms of a text whose first `label_end` characters are set in the style of a label."""
    head = atoms(text[:label_end], label)
    tail = atoms(text[label_end:].lstrip(), style)
    if tail and text[label_end : label_end + 1].isspace():
        tail[0] = tail[0]._replace(space=True)
    return [*head, *tail]


def spread(lines: Sequence[SetLine], x: float, top: float) -> Rows:
    """Lines under one another from the upper edge `top`."""
    rows: Rows = []
    for number, item in enumerate(lines):
        style = item.atoms[-1].style
        rows.append((item, x, top + number * style.leading + style.leading / 2 + 0.34 * style.size))
    return rows


def centred(desk: Desk, size: float) -> float:
    """Title, authors and institute on the middle axis."""
    width = desk.right - desk.left
    y = _stacked(desk, "title", desk.styles.head(size * 1.95, leading=1.22), desk.left, desk.top, width, "c") + 11
    y = _stacked(desk, "authors", desk.styles.body(size * 1.1), desk.left, y, width, "c") + 3
    return _institute(desk, size, desk.left, y, width, "c") + 16


def left(desk: Desk, size: float) -> float:
    """Title large at the left in the accent's colour."""
    width = (desk.right - desk.left) * 0.9
    style = desk.styles.head(size * 2.2, leading=1.18, colour="accent")
    y = _stacked(desk, "title", style, desk.left, desk.top, width, "l") + 10
    y = _stacked(desk, "authors", desk.styles.body(size * 1.1, weight="bold"), desk.left, y, width, "l") + 3
    return _institute(desk, size, desk.left, y, width, "l") + 15


def banner(desk: Desk, size: float) -> float:
    """Title in white on a coloured field over the whole width, the authors below."""
    pages = desk.scribe.pages
    style = desk.styles.head(size * 2.15, leading=1.2, colour=_WHITE)
    rows = stack([desk.text_of("title")], style, desk.left, desk.top + 4, desk.right - desk.left, lay=compact)
    depth = below(rows) + 20
    pages.fill((0, 0, pages.width, depth), desk.styles.colour("accent"))
    desk.block("title", "title", rows)
    width = desk.right - desk.left
    y = _stacked(desk, "authors", desk.styles.body(size * 1.1, weight="bold"), desk.left, depth + 14, width, "l") + 3
    return _institute(desk, size, desk.left, y, width, "l") + 16


def ruled(desk: Desk, size: float) -> float:
    """Title between a heavy and a fine rule."""
    pages, width = desk.scribe.pages, desk.right - desk.left
    pages.rule((desk.left, desk.top), (desk.right, desk.top), desk.styles.colour("accent"), 2.4)
    style = desk.styles.head(size * 2.0, leading=1.2)
    y = _stacked(desk, "title", style, desk.left, desk.top + 13, width, "l") + 9
    y = _stacked(desk, "authors", desk.styles.body(size * 1.08), desk.left, y, width, "l") + 3
    y = _institute(desk, size, desk.left, y, width, "l") + 9
    pages.rule((desk.left, y), (desk.right, y), desk.styles.colour("rule"), 0.7)
    return y + 14


TITLES: dict[str, Callable[[Desk, float], float]] = {
    "centred": centred, "left": left, "banner": banner, "ruled": ruled,
}  # fmt: skip


def abstract(desk: Desk, size: float, top: float, look: str, *, justify: bool) -> float:
    """Abstract and keywords over the full width: in a tinted box, plain between rules, or indented."""
    inset = {"box": 14.0, "plain": 0.0, "indented": 38.0}[look]
    x, width = desk.left + inset, desk.right - desk.left - 2 * inset
    air = 12.0 if look == "box" else 9.0 if look == "plain" else 0.0
    style = desk.styles.body(size * 0.95, leading=1.38)
    label = desk.styles.body(size * 0.95, leading=1.38, weight="bold")
    sets = [
        break_lines(opening(desk, name, label, style), width, justify=justify and name == "abstract")
        for name in ("abstract", "keywords")
    ]
    first = spread(sets[0], x, top + air)
    second = spread(sets[1], x, top + air + len(sets[0]) * style.leading + 4)
    bottom = top + 2 * air + (len(sets[0]) + len(sets[1])) * style.leading + 4
    pages = desk.scribe.pages
    if look == "box":
        pages.fill((desk.left, top, desk.right, bottom), desk.styles.colour("tint"))
    if look == "plain":
        for y in (top, bottom):
            pages.rule((desk.left, y), (desk.right, y), desk.styles.colour("rule"), 0.7)
    desk.block("paragraph", "abstract", first)
    desk.block("paragraph", "keywords", second)
    return bottom + 18


def opening(desk: Desk, node: str, label: Style, style: Style) -> list[Atom]:
    """Atoms of the abstract or the keywords with their bold opening word."""
    text = desk.text_of(node)
    end = min(place for place in (text.find(mark) for mark in (".", "：", ":")) if place > 0) + 1
    return labelled(text, end, label, style)


def running_head(desk: Desk, size: float, text: str, look: str) -> list[DocumentNode]:
    """The journal's line at the top of a page; the first page has none under a banner."""
    if look == "none":
        return []
    number = desk.scribe.pages.count - 1
    style = desk.styles.body(size * 0.84, colour="muted")
    y = desk.top - 20
    shown = line(text, style)
    x = desk.left if number % 2 == 0 else desk.right - shown.width
    if look == "rule":
        desk.scribe.pages.rule((desk.left, y + 6), (desk.right, y + 6), desk.styles.colour("rule"), 0.6)
    desk.block("header", f"head{number}", [(shown, x, y)])
    return [DocumentNode(id=f"head{number}", role="header", page=number, text=text)]


def foot(desk: Desk, size: float, form: str, pages: int, look: str) -> list[DocumentNode]:
    """The page number: in the middle, at the outer edge, or at the right under a line."""
    number = desk.scribe.pages.count - 1
    style = desk.styles.body(size * 0.88, colour="muted")
    text = form.format(page=number + 1, pages=pages)
    shown = line(text, style)
    y = desk.bottom + 25
    middle = (desk.left + desk.right - shown.width) / 2
    outer = desk.right - shown.width if number % 2 == 0 else desk.left
    if look == "line":
        desk.scribe.pages.rule((desk.left, y - 13), (desk.right, y - 13), desk.styles.colour("rule"), 0.6)
    x = {"centre": middle, "outer": outer, "line": desk.right - shown.width}[look]
    desk.block("page_number", f"page{number}", [(shown, x, y)])
    return [DocumentNode(id=f"page{number}", role="footer", page=number, text=text)]


def _stacked(desk: Desk, node: str, style: Style, x: float, top: float, width: float, align: str) -> float:
    rows = stack([desk.text_of(node)], style, x, top, width, align, lay=compact)
    desk.block("title" if node == "title" else "author", node, rows)
    return below(rows)


def _institute(desk: Desk, size: float, x: float, top: float, width: float, align: str) -> float:
    style = desk.styles.body(size * 0.94, colour="muted", weight="italic")
    return _stacked(desk, "institute", style, x, top, width, align)
