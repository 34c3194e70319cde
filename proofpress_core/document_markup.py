"""Documents as Markdown and HTML: pure functions of the tree and the grids that it embeds.

Both hold every text of the document once, in the order of its nodes. A field is its key in bold and its value; line
breaks within a value become `<br>`. A grid becomes a pipe table (Markdown, each cell at its corner, places covered by a
span left empty) or a `<table>` with spans (HTML). Page furniture (headers, footers) is left out unless asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from proofpress_core.content import Cell, Content, DocumentNode, DocumentTree, Grid

_FURNITURE = ("header", "footer")
_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_OPENING = re.compile(r"^(\d+)([.)])(?=\s)|^([-+])(?=\s)")
_TAGS = {"title": "h1", "paragraph": "p", "caption": "p", "author": "p", "header": "p", "footer": "p", "footnote": "p"}


def to_markdown(document: DocumentTree, contents: Sequence[Content] = (), *, furniture: bool = False) -> str:
    """GitHub-flavoured Markdown, blocks parted by an empty line, ending in a newline. `contents` holds the grids that
    the document embeds; KeyError for one that is missing."""
    nodes = {node.id: node for node in document.nodes}
    blocks = [_markdown(nodes[name], nodes, _grids(contents)) for name in _shown(document, furniture=furniture)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def to_html(document: DocumentTree, contents: Sequence[Content] = (), *, furniture: bool = False) -> str:
    """One `<article>`; every element carries the node's id in `data-node`. `contents` as for `to_markdown`."""
    nodes = {node.id: node for node in document.nodes}
    parts = [_html(nodes[name], nodes, _grids(contents)) for name in _shown(document, furniture=furniture)]
    return f'<article lang="{document.language}">\n' + "\n".join(parts) + "\n</article>\n"


def escape_markdown(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    marked = _MARKS.sub(r"\\\1", text)
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", marked)


def grid_markdown(grid: Grid) -> str:
    """A pipe table; the first row is its head."""
    places = {(cell.row, cell.col): cell for cell in grid.cells}
    rows = [
        "| " + " | ".join(_cell_text(places.get((row, col))) for col in range(grid.cols)) + " |"
        for row in range(grid.rows)
    ]
    aligns = ["---:" if _numeric(grid, col) else "---" for col in range(grid.cols)]
    return "\n".join([rows[0], "| " + " | ".join(aligns) + " |", *rows[1:]])


def grid_html(grid: Grid) -> str:
    """A `<table>` with spans."""
    rows = []
    for row in range(grid.rows):
        cells = "".join(_cell_html(cell) for cell in grid.cells if cell.row == row)
        rows.append(f"<tr>{cells}</tr>")
    head, body = "".join(rows[: grid.header_rows]), "".join(rows[grid.header_rows :])
    return "<table>" + (f"<thead>{head}</thead>" if head else "") + f"<tbody>{body}</tbody></table>"


def _shown(document: DocumentTree, *, furniture: bool) -> list[str]:
    nodes = {node.id: node for node in document.nodes}
    order: list[str] = []
    stack = [document.nodes[0].id]
    while stack:
        node = nodes[stack.pop()]
        if node.role in ("document", "section"):
            stack.extend(reversed(node.children))
        elif furniture or node.role not in _FURNITURE:
            order.append(node.id)
    return order


def _markdown(node: DocumentNode, nodes: Mapping[str, DocumentNode], grids: Mapping[str, Grid]) -> str:
    text = escape_markdown(node.text).replace("\n", "<br>")
    if node.role == "title":
        return f"# {text}"
    if node.role == "heading":
        return f"{'#' * (node.level + 1)} {text}"
    if node.role == "field":
        return f"**{escape_markdown(node.key)}** {text}"
    if node.role == "list":
        return "\n".join(f"- {escape_markdown(nodes[child].text)}" for child in node.children)
    if node.role == "table":
        return grid_markdown(grids[node.content])
    return text


def _html(node: DocumentNode, nodes: Mapping[str, DocumentNode], grids: Mapping[str, Grid]) -> str:
    place = f'data-node="{escape(node.id)}"'
    text = escape(node.text).replace("\n", "<br>")
    if node.role == "heading":
        return f"<h{node.level + 1} {place}>{text}</h{node.level + 1}>"
    if node.role == "field":
        return f"<dl {place}><dt>{escape(node.key)}</dt><dd>{text}</dd></dl>"
    if node.role == "list":
        items = (f'<li data-node="{escape(child)}">{escape(nodes[child].text)}</li>' for child in node.children)
        return f"<ul {place}>{''.join(items)}</ul>"
    if node.role == "table":
        return grid_html(grids[node.content]).replace("<table>", f"<table {place}>", 1)
    tag = _TAGS.get(node.role, "p")
    kind = "" if node.role in ("title", "paragraph") else f' class="{node.role}"'
    return f"<{tag}{kind} {place}>{text}</{tag}>"


def _grids(contents: Sequence[Content]) -> dict[str, Grid]:
    return {content.id: content for content in contents if isinstance(content, Grid)}


def _cell_text(cell: Cell | None) -> str:
    return escape_markdown(cell.text).replace("\n", "<br>") if cell else ""


def _cell_html(cell: Cell) -> str:
    names_total = cell.header == "total" and cell.col == 0
    tag = "td" if cell.header in ("none", "total") and not names_total else "th"
    spans = (f' {name}="{size}"' for name, size in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if size > 1)
    return f"<{tag}{''.join(spans)}>{escape(cell.text)}</{tag}>"


def _numeric(grid: Grid, col: int) -> bool:
    """Whether all cells below the head of a column hold numbers."""
    body = [cell for cell in grid.cells if cell.col == col and cell.row >= grid.header_rows]
    return bool(body) and all(cell.value is not None for cell in body)
