"""Invoices of one or more pages: key-value facts, a table of items, sums that hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from proofpress_core.content import DocumentNode, DocumentTree, Grid
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import SceneBuilder
from renderers._backends.report_page import PdfPages, raster
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.documents import invoice_body as body
from renderers.documents.invoice_head import HEADS, Desk
from renderers.documents.paging import paged
from renderers.documents.scribe import Scribe
from renderers.documents.styles import Stylist
from renderers.documents.table_block import TableLook
from templates.document_invoice import lexicon, sample_invoice
from templates.document_theme import Theme, choose_theme

_FOOT = 54.0
"""Points kept free at the foot of a page."""
_MOST_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLayout:
    """Arrangement of the parts; lengths in points, see templates/invoice.yaml."""

    name: str
    head: str
    meta: str
    table: str
    totals: str
    margin: float
    row_pad: float
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSpec:
    """All that decides the pixels. `document` is the form with every node on page 0; drawing sets the pages and adds
    carried sums and footers. `width` and `height` are the page in pixels, `scale` pixels per point."""

    document: DocumentTree
    items: Grid
    layout: InvoiceLayout
    theme: Theme
    width: int
    height: int
    scale: float


@generators.register("documents/invoice")
class Invoice(GeneratorBase[InvoiceSpec]):
    """Invoices in six layouts and six themes, English and Chinese."""

    id: ClassVar[str] = "documents/invoice"
    domain: ClassVar[str] = "documents"

    def sample(self, streams: Streams, knobs: Knobs) -> InvoiceSpec:
        """Draw an invoice, a layout, a theme and the resolution."""
        book = lexicon()
        invoice = sample_invoice(streams("data"), knobs.language)
        row: Mapping[str, Any] = streams("layout").choice(book["layouts"])
        width = streams("layout").integer(440, 520) * 2
        points = book["pages"][row["page"]]
        names = [field.name for field in dataclasses.fields(InvoiceLayout)]
        return InvoiceSpec(
            document=invoice.document, items=invoice.items, width=width, height=round(width * points[1] / points[0]),
            layout=InvoiceLayout(**{name: row[name] for name in names}), scale=width / points[0],
            theme=choose_theme(streams("style"), book["themes"], knobs.language),
        )  # fmt: skip

    def draw(self, spec: InvoiceSpec, canvas: Canvas) -> Drawing:
        """Lay out and paint; Reject (`too_long`) beyond three pages."""
        pages = PdfPages(spec.width, spec.height, spec.scale, canvas)
        builder = SceneBuilder([(spec.width, spec.height)] * _MOST_PAGES)
        desk = _desk(spec, Scribe(pages, builder, spec.document.id))
        below_facts = (body.facts_beside if spec.layout.meta == "beside" else body.facts_boxed)(
            desk, HEADS[spec.layout.head](desk)
        )
        added = _draw_items(desk, spec, below_facts)
        document = paged(spec.document, desk.drawn, added, pages.count, desk.worded)
        builder.keep_pages(pages.count)
        built = builder.build([document, spec.items])
        return Drawing.of(raster(pages.finish(), pages.size), built, pages.fonts)


def _desk(spec: InvoiceSpec, scribe: Scribe) -> Desk:
    margin = spec.layout.margin
    return Desk(
        scribe=scribe, styles=Stylist(spec.theme, spec.document.language), document=spec.document, left=margin,
        right=scribe.pages.width - margin, top=margin * 0.95, bottom=scribe.pages.height - _FOOT,
        mark=spec.layout.mark, drawn=[],
    )  # fmt: skip


def _draw_items(desk: Desk, spec: InvoiceSpec, top: float) -> list[DocumentNode]:
    """The table over its pages, sums, terms and footers; returns the nodes that came about while drawing."""
    table = body.item_table(desk, spec.items, _look(desk.styles, spec.layout))
    tail = max(body.sums_height(desk), 0.0) + body.terms_height(desk)
    cuts = body.cut_rows(table, desk.bottom - top, desk.bottom - desk.top, tail)
    if len(cuts) > _MOST_PAGES:
        raise Reject("too_long", f"{len(cuts)} pages")
    added: list[DocumentNode] = []
    for number, rows in enumerate(cuts):
        y = top if number == 0 else desk.top
        if number:
            added.append(body.carry(desk, "brought", number, rows.start, spec.items, y + 4))
            y += 16
        y = table.draw(desk.scribe, "table", desk.left, y, rows)
        desk.note("table")
        if number < len(cuts) - 1:
            added.append(body.carry(desk, "carried", number, rows.stop, spec.items, y + 15))
        else:
            lower = body.draw_sums(desk, y, spec.layout.totals)
            body.draw_terms(desk, lower, desk.bottom)
        added += body.draw_footer(desk, len(cuts))
        if number < len(cuts) - 1:
            desk.scribe.pages.new_page()
    return added


def _look(styles: Stylist, layout: InvoiceLayout) -> TableLook:
    dark = layout.table == "filled_head"
    return TableLook(
        look=layout.table, head=styles.body(8.8, weight="bold", colour="#ffffff" if dark else "ink"),
        body=styles.body(9.2), rule=styles.colour("rule"), strong=styles.colour("ink"), band=styles.colour("band"),
        head_fill=styles.colour("accent" if dark else "tint"), pad=layout.row_pad,
    )  # fmt: skip
