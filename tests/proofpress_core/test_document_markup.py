"""Markdown and HTML of documents hold every text once, in order, and nothing in a text can break out."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import Cell, DocumentNode, DocumentTree, Grid
from proofpress_core.document_markup import escape_markdown, grid_html, grid_markdown, to_html, to_markdown

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def cell(row: int, col: int, text: str, *, value: Decimal | None = None, colspan: int = 1, head: bool = False) -> Cell:
    return Cell(row=row, col=col, rowspan=1, colspan=colspan, text=text, header="column" if head else "none",
                value=value)  # fmt: skip


def small_grid() -> Grid:
    cells = (cell(0, 0, "Part", head=True), cell(0, 1, "Price", head=True), cell(1, 0, "a|b"),
             cell(1, 1, "1.50", value=Decimal("1.50")))  # fmt: skip
    return Grid(id="g", language="en", caption="", rows=2, cols=2, header_rows=1, header_cols=0, cells=cells)


def tree(*nodes: DocumentNode) -> DocumentTree:
    inner = {child for node in nodes for child in node.children}
    tops = tuple(node.id for node in nodes if node.id not in inner)
    root = DocumentNode(id="root", role="document", page=0, children=tops)
    return DocumentTree(id="d", language="en", genre="report", page_count=1, nodes=(root, *nodes))


def whole() -> DocumentTree:
    return tree(
        DocumentNode(id="head", role="header", page=0, text="Running"),
        DocumentNode(id="t", role="title", page=0, text="Title"),
        DocumentNode(id="h", role="heading", page=0, level=2, text="Part"),
        DocumentNode(id="f", role="field", page=0, key="Due", text="Monday\nnoon"),
        DocumentNode(id="l", role="list", page=0, children=("l.1", "l.2")),
        DocumentNode(id="l.1", role="item", page=0, text="one"),
        DocumentNode(id="l.2", role="item", page=0, text="two"),
        DocumentNode(id="g1", role="table", page=0, content="g"),
    )


def test_markdown_of_every_role() -> None:
    assert to_markdown(whole(), [small_grid()]) == (
        "# Title\n\n### Part\n\n**Due** Monday<br>noon\n\n- one\n- two\n\n"
        "| Part | Price |\n| --- | ---: |\n| a\\|b | 1.50 |\n"
    )


def test_html_of_every_role() -> None:
    html = to_html(whole(), [small_grid()])
    assert html.startswith('<article lang="en">\n<h1 data-node="t">Title</h1>\n<h3 data-node="h">Part</h3>')
    assert '<dl data-node="f"><dt>Due</dt><dd>Monday<br>noon</dd></dl>' in html
    assert '<table data-node="g1"><thead><tr><th>Part</th><th>Price</th></tr></thead>' in html


def test_furniture_is_shown_only_on_demand() -> None:
    assert "Running" not in to_markdown(whole(), [small_grid()])
    assert to_markdown(whole(), [small_grid()], furniture=True).startswith("Running\n")


def test_a_missing_grid_is_named() -> None:
    with pytest.raises(KeyError, match="g"):
        to_markdown(whole())


def test_spans_stay_in_html_and_leave_gaps_in_markdown() -> None:
    cells = (cell(0, 0, "both", colspan=2), cell(1, 0, "x"), cell(1, 1, "y"))
    grid = Grid(id="g", language="en", caption="", rows=2, cols=2, header_rows=0, header_cols=0, cells=cells)
    assert grid_markdown(grid).splitlines()[0] == "| both |  |"
    assert grid_html(grid) == (
        '<table><tbody><tr><td colspan="2">both</td></tr><tr><td>x</td><td>y</td></tr></tbody></table>'
    )


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_html_gives_back_every_text_in_order(texts: list[str]) -> None:
    nodes = [DocumentNode(id=f"p{place}", role="paragraph", page=0, text=text) for place, text in enumerate(texts)]
    found = re.findall(r"<p data-node=\"p\d+\">(.*?)</p>", to_html(tree(*nodes)))
    assert [unescape(text) for text in found] == texts


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_markdown_parts_every_text(texts: list[str]) -> None:
    nodes = [DocumentNode(id=f"p{place}", role="paragraph", page=0, text=text) for place, text in enumerate(texts)]
    assert to_markdown(tree(*nodes)) == "\n\n".join(escape_markdown(text) for text in texts) + "\n"


@given(TEXTS)
def test_escaped_text_holds_no_bare_mark(text: str) -> None:
    escaped = escape_markdown(text)
    bare = re.sub(r"\\.", "", escaped)
    assert not set(bare) & set("`*_[]<>|#~")
    assert re.sub(r"\\(.)", r"\1", escaped) == text
