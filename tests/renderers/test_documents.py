"""Invoices add up as printed, reports read column by column, pages are the same bytes every time."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from proofpress_core.content import DocumentTree, Grid, Language
from proofpress_core.document_markup import to_markdown
from proofpress_core.regions import UNIT
from proofpress_core.rng import Draw, Key, Streams
from renderers._backends.report_page import PdfPages, raster
from renderers._backends.typesetting import NO_START, Style, atoms, line
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.documents.flow import Block, Column, pour
from renderers.documents.linebreak import break_lines, compact
from templates.document_invoice import money, sample_invoice
from templates.document_report import sample_report, subjects
from templates.fonts import font

LANGUAGES: tuple[Language, ...] = ("en", "zh")
NAMES = ("documents/invoice", "documents/report")
CENT = Decimal("0.01")
every_case = pytest.mark.parametrize(("name", "language"), [(n, lang) for n in NAMES for lang in LANGUAGES])


def key_of(name: str, index: int) -> Key:
    return Key(seed=23, split="test", generator=name, version=1, index=index, attempt=0)


@functools.cache
def drawn(name: str, language: Language, index: int) -> tuple[Any, Drawing]:
    made = generators[name]()
    spec = made.sample(Streams(key_of(name, index)), Knobs(language=language))
    return spec, made.draw(spec, Canvas())


def contents(drawing: Drawing) -> tuple[DocumentTree, Grid]:
    document, grid = drawing.scene.contents
    assert isinstance(document, DocumentTree)
    assert isinstance(grid, Grid)
    return document, grid


def style(size: float = 10.0, family: str = "liberation-serif") -> Style:
    return Style(font=font(family), size=size, leading=size * 1.3, colour=(0, 0, 0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_invoices_add_up_on_the_printed_figures(language: Language) -> None:
    for index in range(100):
        invoice = sample_invoice(Draw(key_of("documents/invoice", index).stream("data")), language)
        rows = [invoice.items.cells[start : start + 5] for start in range(5, len(invoice.items.cells), 5)]
        printed = [[Decimal(row[col].text.replace(",", "")) for col in (1, 3, 4)] for row in rows]
        assert all(quantity * price == amount for quantity, price, amount in printed)
        figure = {node.id: node for node in invoice.document.nodes if node.value is not None}
        value = {name: node.value or Decimal(0) for name, node in figure.items()}
        net = value["subtotal"] + value.get("discount", Decimal(0)) + value.get("shipping", Decimal(0))
        assert value["subtotal"] == sum(amount for *_, amount in printed)
        assert value["tax"] == (net * value["rate"] / 100).quantize(CENT, rounding=ROUND_HALF_UP)
        assert value["total"] == net + value["tax"]
        for name, node in figure.items():
            assert Decimal(re.sub(r"[^\d.-]", "", node.text)) == value[name]


def test_many_invoices_need_a_second_page_and_carry_their_sum() -> None:
    drawings = [drawn("documents/invoice", "en", index)[1] for index in range(8)]
    longer = [drawing for drawing in drawings if len(drawing.pages) > 1]
    assert len(longer) * 4 >= len(drawings)
    for drawing in longer:
        document, grid = contents(drawing)
        by_id = {node.id: node for node in document.nodes}
        assert by_id["carried0"].value == by_id["brought1"].value
        heads = drawing.scene.regions.find(1, "cell/0")
        assert len({int(drawing.scene.regions.page[row]) for row in heads}) == len(drawing.pages)
        first = [row for row in range(1, grid.rows) if _page_of_row(drawing, row) == 0]
        amounts = [cell.value or Decimal(0) for cell in grid.cells if cell.col == 4 and cell.row in first]
        assert by_id["carried0"].value == sum(amounts)


def _page_of_row(drawing: Drawing, row: int) -> int:
    return int(drawing.scene.regions.page[drawing.scene.regions.find(1, f"row/{row}")[0]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_have_two_pages_and_read_the_left_column_first(language: Language) -> None:
    for index in range(3):
        spec, drawing = drawn("documents/report", language, index)
        assert len(drawing.pages) >= 2
        regions, middle = drawing.scene.regions, spec.width / 2
        boxes = regions.boxes() / UNIT
        body = regions.having("paragraph", "heading", "list_item", "table", "caption").tolist()
        for page in range(len(drawing.pages)):
            sides = [boxes[row, 0] > middle for row in body if regions.page[row] == page]
            assert sides == sorted(sides)
            assert any(sides)


@every_case
def test_lines_do_not_overlap_and_orders_are_permutations(name: str, language: Language) -> None:
    for index in range(3):
        regions = drawn(name, language, index)[1].scene.regions
        boxes, rows = regions.boxes(), regions.having("word").tolist()
        for page in set(regions.page.tolist()):
            here = sorted((tuple(boxes[row].tolist()) for row in rows if regions.page[row] == page), key=lambda b: b[1])
            for place, (left, top, right, bottom) in enumerate(here):
                for other in here[place + 1 :]:
                    if other[1] >= bottom:
                        break
                    depth = min(bottom, other[3]) - max(top, other[1])
                    width = min(right, other[2]) - max(left, other[0])
                    assert width <= 12 or depth <= 2 * UNIT
        for parent in range(len(regions)):
            orders = sorted(regions.order[regions.parent == parent].tolist()) if parent < 60 else []
            assert orders == list(range(len(orders)))


@every_case
def test_every_text_of_the_document_stands_on_its_page(name: str, language: Language) -> None:
    drawing = drawn(name, language, 1)[1]
    document, grid = contents(drawing)
    pages = [re.sub(r"\s", "", page.text) for page in drawing.scene.pages]
    assert document.page_count == len(pages)
    for node in document.nodes[1:]:
        opening = re.sub(r"\s", "", node.text)[:12]
        assert opening in pages[node.page]
    assert all(re.sub(r"\s", "", cell.text) in "".join(pages) for cell in grid.cells)
    assert len(to_markdown(document, [grid])) > 400


@every_case
def test_refs_name_nodes_and_cells(name: str, language: Language) -> None:
    drawing = drawn(name, language, 1)[1]
    document, grid = contents(drawing)
    ids = {node.id for node in document.nodes}
    for region in drawing.scene.regions:
        if region.content == 0 and region.ref:
            assert region.ref.split("/")[1] in ids
        if region.content == 1 and region.ref:
            kind, place = region.ref.split("/")
            assert int(place) < (grid.rows if kind == "row" else len(grid.cells))


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_in_the_text_stand_in_the_table_or_follow_from_it(language: Language) -> None:
    for index in range(30):
        report = sample_report(Draw(key_of("documents/report", index).stream("data")), language)
        table = report.table
        columns = [[c.value or Decimal(0) for c in table.cells if c.col == col and c.row] for col in (1, 2, 3)]
        sums = [sum(column, Decimal(0)) for column in columns[:2]]
        means = [(total / (table.rows - 1)).quantize(columns[0][0], ROUND_HALF_UP) for total in sums]
        change = (abs(sums[1] - sums[0]) / sums[0] * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        known = {f"{value:,}" for value in (*columns[0], *columns[1], *columns[2], *sums, *means, change)}
        text = next(node.text for node in report.document.nodes if node.id == "abstract")
        figures = re.findall(r"\d[\d,]*\.\d+", text)
        assert figures
        assert set(figures) <= known
        assert all(after != before for before, after in zip(columns[0], columns[1], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_eight_subjects_with_sections(language: Language) -> None:
    assert len(subjects(language)) >= 8
    assert all(len(subject["sections"]) >= 5 for subject in subjects(language))


def test_pdf_bytes_are_the_same_every_time() -> None:
    made = []
    for _ in range(2):
        pages = PdfPages(300, 200, 1.5, Canvas())
        pages.text(line("Proof of “two” copies", style()), 20, 40, "t")
        made.append(pages.finish())
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")
    (page,) = raster(made[0], (300, 200))
    assert page.shape == (200, 300, 3)


def test_a_hidden_letter_moves_no_other() -> None:
    pictures = []
    for hide in (frozenset[str](), frozenset({"t#1"})):
        pages = PdfPages(300, 100, 1.5, Canvas(hide))
        clusters = pages.text(line("AVAST", style(30)), 20, 50, "t")
        pictures.append(raster(pages.finish(), pages.size)[0])
    changed = (pictures[0] != pictures[1]).any(axis=2).nonzero()
    box = clusters[1].extent
    assert box is not None
    assert changed[1].min() >= float(box[0]) - 1  # type: ignore[arg-type]
    assert changed[1].max() <= float(box[2]) + 1  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [90.0, 140.0, 233.0])
def test_lines_hold_all_words_within_the_width(width: float) -> None:
    text = "Upland reservoirs collect winter rain and release it through the dry months of the year"
    lines = break_lines(atoms(text, style()), width, justify=True)
    assert " ".join(item.text for item in lines) == text
    assert all(item.width <= width + 1e-6 for item in lines)
    assert all(item.width == pytest.approx(width) for item in lines[:-1])
    assert len(compact(text, style(), width)) == len(break_lines(atoms(text, style()), width, justify=False))


@pytest.mark.parametrize("width", [55.0, 81.0, 120.0])
def test_no_chinese_line_starts_with_a_stop(width: float) -> None:
    text = "水位每天读取一次，再换算为蓄水量；这样，失去的库容（约2.5%）不会被误算为水量。"
    lines = break_lines(atoms(text, style(family="wqy-microhei")), width, justify=True)
    assert "".join(item.text for item in lines) == text
    assert all(item.text[0] not in NO_START and item.text[-1] != "（" for item in lines)


def test_columns_leave_no_line_alone_and_no_heading_below() -> None:
    def text(node: str, count: int, *, keep: bool = False) -> Block:
        lines = (line("word", style()),) * count
        return Block(node=node, role="paragraph", leading=10.0, lines=lines, indents=(0.0,) * count, keep=keep)

    blocks = [text("a", 8), text("h", 1, keep=True), text("b", 5)]
    pieces = pour(blocks, lambda number: Column(page=number, left=0.0, top=0.0, bottom=100.0))
    assert [(p.block.node, p.start, p.end, p.column) for p in pieces] == [
        ("a", 0, 8, 0),
        ("h", 0, 1, 1),
        ("b", 0, 5, 1),
    ]
    pieces = pour([text("a", 7), text("b", 4)], lambda number: Column(page=number, left=0.0, top=0.0, bottom=100.0))
    assert [(p.start, p.end) for p in pieces] == [(0, 7), (0, 2), (2, 4)]


def test_money_is_written_with_its_sign() -> None:
    assert money(Decimal("1234.50"), "$") == "$1,234.50"
    assert money(Decimal("-3.00"), "€") == "-€3.00"


def stacked(node: str, count: int) -> Block:
    lines = tuple(line(f"{node} {number}", style()) for number in range(count))
    return Block(node=node, role="paragraph", leading=10.0, lines=lines, indents=(0.0,) * count)


def test_an_address_says_what_its_page_shows() -> None:
    seen = set()
    for index in range(10):
        for language in LANGUAGES:
            spec, drawing = drawn("documents/invoice", language, index)
            document, _ = contents(drawing)
            node = next(node for node in document.nodes if node.id == "address")
            regions = drawing.scene.regions
            lines = [regions[row] for row in range(len(regions)) if regions[row].ref == "node/address"]
            shown = [drawing.scene.text_of(line) for line in lines if line.role == "line"]
            assert "".join("".join(shown).split()) == "".join(node.text.split())
            seen.add(spec.layout.head)
    assert {"split", "strip"} <= seen


def test_a_table_lets_the_next_paragraph_fill_the_column() -> None:
    shapes = (("caption", 1), ("table", 5))
    caption, table = (dataclasses.replace(stacked(role, count), role=role, keep=True) for role, count in shapes)
    first, after = stacked("first", 4), stacked("p", 2)
    columns = [Column(page=number, left=0, top=0, bottom=84) for number in range(3)]
    pieces = pour([first, caption, table, after], columns.__getitem__)
    assert [(piece.block.node, piece.column) for piece in pieces] == [
        ("first", 0), ("p", 0), ("caption", 1), ("table", 1),
    ]  # fmt: skip


def test_no_list_item_stands_alone_in_a_column() -> None:
    for index in range(8):
        for language in LANGUAGES:
            _, drawing = drawn("documents/report", language, index)
            regions = drawing.scene.regions
            items = [regions[row] for row in range(len(regions)) if regions[row].role == "list_item"]
            half = drawing.pages[0].shape[1] * UNIT / 2
            columns = Counter((item.page, item.points[0][0] > half) for item in items)
            assert all(count > 1 for count in columns.values()), (index, language, columns)


@pytest.mark.parametrize(("left", "right"), [("8.3", "per"), ("(57.7", "million"), ("per", "cent."), ("7", "MWh")])
def test_figures_stay_with_their_units(left: str, right: str) -> None:
    face = style()
    start = "A long first line of many short words is set so wide that it could end with the figure"
    words = f"{start} {left} {right} and the second line would then go on with others up to the end of it all"
    wide = [item.width for item in atoms(words, face)]
    place = words.split().index(left) + 1
    width = sum(wide[:place]) + (place - 1) * (line("a a", face).width - 2 * line("a", face).width)
    assert all(not row.text.endswith(f" {left}") for row in break_lines(atoms(words, face), width, justify=True))
