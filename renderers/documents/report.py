"""Two-column reports of two and more pages: title, abstract, headings, paragraphs, a list, a table, notes, numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from proofpress_core.content import DocumentNode, DocumentTree, Grid
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import SceneBuilder
from renderers._backends.report_page import PdfPages, raster
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.documents import report_front as front
from renderers.documents.flow import Column, Piece, balanced
from renderers.documents.invoice_head import Desk
from renderers.documents.paging import paged
from renderers.documents.report_blocks import Setter, note_lines
from renderers.documents.scribe import Scribe
from renderers.documents.styles import Stylist
from templates.document_report import lexicon, sample_report
from templates.document_theme import Theme, choose_theme

_MOST_PAGES = 5
_HEAD, _FOOT = 16.0, 50.0
"""Points that the running head and the foot take from the margins' inside."""
_LEAST_PAGES = 2
_TRIES = 2
"""How often the text is set larger so that the last page is filled."""
_FILLED = 0.34
"""Share of the last page's height that its columns must reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLayout:
    """Arrangement of a report; see templates/report.yaml. Lengths in points, `leading` in ems."""

    name: str
    margin: float
    gutter: float
    title: str
    abstract: str
    head: str
    foot: str
    paragraph: str
    justify: bool
    column_rule: bool
    table: str
    size: float
    leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """All that decides the pixels. `document` has every node on page 0; drawing sets the pages and adds running heads
    and page numbers. `page_form` is the page number's wording; `scale` is pixels per point."""

    document: DocumentTree
    table: Grid
    running: str
    page_form: str
    layout: ReportLayout
    theme: Theme
    width: int
    height: int
    scale: float


@generators.register("documents/report")
class Report(GeneratorBase[ReportSpec]):
    """Reports in six layouts and six themes, English and Chinese."""

    id: ClassVar[str] = "documents/report"
    domain: ClassVar[str] = "documents"

    def sample(self, streams: Streams, knobs: Knobs) -> ReportSpec:
        """Draw a report, a layout, a theme and the resolution."""
        book = lexicon()
        report = sample_report(streams("data"), knobs.language)
        row: Mapping[str, Any] = streams("layout").choice(book["layouts"])
        points = book["pages"][row["page"]]
        width = streams("layout").integer(450, 530) * 2
        names = [field.name for field in dataclasses.fields(ReportLayout)]
        return ReportSpec(
            document=report.document, table=report.table, running=report.running,
            page_form=streams("layout").choice(book["words"][knobs.language]["page"]),
            layout=ReportLayout(**{name: row[name] for name in names}), width=width,
            height=round(width * points[1] / points[0]), scale=width / points[0],
            theme=choose_theme(streams("style"), book["themes"], knobs.language),
        )  # fmt: skip

    def draw(self, spec: ReportSpec, canvas: Canvas) -> Drawing:
        """Lay out and paint. Reject: `too_short` for less than two pages, `too_long` for more than five, `overfull`."""
        sheet = _lay(spec, canvas, spec.layout.size)
        for _ in range(_TRIES):
            if not sheet.filled:
                sheet = _lay(spec, canvas, sheet.setter.size * sheet.growth)
        if sheet.pages < _LEAST_PAGES:
            raise Reject("too_short", spec.layout.name)
        return sheet.paint(spec)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A report whose front is painted and whose blocks have their places."""

    desk: Desk
    setter: Setter
    columns: _Columns
    pieces: list[Piece]
    head: list[DocumentNode]

    @property
    def pages(self) -> int:
        """Number of pages."""
        return self.pieces[-1].column // 2 + 1

    @property
    def filled(self) -> bool:
        """Whether there is a second page, and the last one is filled well."""
        last = self.pages - 1
        lower = max(_lower(piece) for piece in self.pieces if piece.column // 2 == last)
        column = self.columns(2 * last)
        return last > 0 and lower - column.top > _FILLED * (column.bottom - column.top)

    @property
    def growth(self) -> float:
        """Factor of the text size that should fill the last page, for a length that goes with the size squared."""
        used = sum(_lower(piece) - piece.top for piece in self.pieces)
        rooms = [self.columns(number).bottom - self.columns(number).top for number in range(2 * max(self.pages, 2))]
        wanted = sum(rooms[:-2]) + (_FILLED + 0.06) * sum(rooms[-2:])
        return float(min(max((wanted / used) ** 0.5, 1.03), 1.25))

    def paint(self, spec: ReportSpec) -> Drawing:
        """Paint the pieces and build the scene."""
        scribe = self.desk.scribe
        added = self.head + _paint(self.desk, spec, self.setter, self.columns, self.pieces)
        document = paged(spec.document, self.desk.drawn, added, self.pages)
        scribe.builder.keep_pages(self.pages)
        built = scribe.builder.build([document, spec.table])
        return Drawing.of(raster(scribe.pages.finish(), scribe.pages.size), built, scribe.pages.fonts)


def _lay(spec: ReportSpec, canvas: Canvas, size: float) -> _Sheet:
    """Paint the front and place the blocks at a text size in points."""
    pages = PdfPages(spec.width, spec.height, spec.scale, canvas)
    builder = SceneBuilder([(spec.width, spec.height)] * _MOST_PAGES)
    desk = _desk(spec, Scribe(pages, builder, spec.document.id))
    setter = Setter(desk, spec.layout, spec.table, size)
    head = front.running_head(desk, size, spec.running, _first_head(spec.layout))
    columns = _Columns(desk, spec.layout, _front(desk, spec.layout, setter), setter)
    pieces = balanced(setter.blocks(), columns, 2)
    return _Sheet(desk=desk, setter=setter, columns=columns, pieces=pieces, head=head)


class _Columns:
    """Columns by number, two to a page; the first is shortened by its footnote."""

    def __init__(self, desk: Desk, layout: ReportLayout, top: float, setter: Setter) -> None:
        self.desk, self.layout, self.first_top = desk, layout, top
        self.width = (desk.right - desk.left - layout.gutter) / 2
        self.note = note_lines(desk, setter.size, self.width)
        self.note_height = len(self.note) * self.note[0].atoms[0].style.leading + 12

    def __call__(self, number: int) -> Column:
        page, side = divmod(number, 2)
        if page >= _MOST_PAGES:
            raise Reject("too_long", f"more than {_MOST_PAGES} pages")
        top = self.first_top if page == 0 else self.desk.top
        bottom = self.desk.bottom - (self.note_height if number == 0 else 0.0)
        left = self.desk.left + side * (self.width + self.layout.gutter)
        return Column(page=page, left=left, top=top, bottom=bottom)


def _desk(spec: ReportSpec, scribe: Scribe) -> Desk:
    margin = spec.layout.margin
    return Desk(
        scribe=scribe, styles=Stylist(spec.theme, spec.document.language), document=spec.document, left=margin,
        right=scribe.pages.width - margin, top=margin + _HEAD, bottom=scribe.pages.height - max(margin, _FOOT) - 8,
        mark="bars", drawn=[],
    )  # fmt: skip


def _first_head(layout: ReportLayout) -> str:
    """A banner leaves no room for a running head on the first page, and a ruled title has a rule of its own."""
    if layout.title == "ruled" and layout.head == "rule":
        return "plain"
    return "none" if layout.title == "banner" else layout.head


def _front(desk: Desk, layout: ReportLayout, setter: Setter) -> float:
    """Draw the title block; returns where the columns begin."""
    y = front.TITLES[layout.title](desk, setter.size)
    if layout.abstract == "column":
        return y
    return front.abstract(desk, setter.size, y, layout.abstract, justify=setter.justify)


def _paint(
    desk: Desk, spec: ReportSpec, setter: Setter, columns: _Columns, pieces: Sequence[Piece]
) -> list[DocumentNode]:  # fmt: skip
    """Paint the pieces column by column with what surrounds them; returns the nodes that came about."""
    added: list[DocumentNode] = []
    pages = pieces[-1].column // 2 + 1
    for page in range(pages):
        if page:
            desk.scribe.pages.new_page()
            added += front.running_head(desk, setter.size, spec.running, spec.layout.head)
        _rule_between(desk, spec.layout, columns, [piece for piece in pieces if piece.column // 2 == page])
        for number in (2 * page, 2 * page + 1):
            for piece in pieces:
                if piece.column == number:
                    setter.paint(piece, columns(number))
            if number == 0:
                setter.paint_note(columns.note, columns(0).left, desk.bottom - columns.note_height, columns.width)
        added += front.foot(desk, setter.size, spec.page_form, pages, spec.layout.foot)
    return added


def _rule_between(desk: Desk, layout: ReportLayout, columns: _Columns, pieces: Sequence[Piece]) -> None:
    if not layout.column_rule or not any(piece.column % 2 for piece in pieces):
        return
    ends = [_lower(piece) for piece in pieces]
    x = (desk.left + desk.right) / 2
    top = columns(pieces[0].column).top
    desk.scribe.pages.rule((x, top), (x, max(ends)), desk.styles.colour("rule"), 0.5)


def _lower(piece: Piece) -> float:
    """Lower edge of a piece."""
    return piece.top + piece.block.height(piece.end - piece.start)
