"""Banded tables: rows on alternating grounds under a coloured header, as on web pages and in office reports."""

from __future__ import annotations

from proofpress_core.content import Cell
from renderers.base import generators
from renderers.tables._layout import Layout
from renderers.tables._marks import Mark, group_rules, horizontal, open_rows, owners, tone_fills, vertical
from renderers.tables._spec import TableSpec
from renderers.tables._table import TableGenerator
from templates.table_themes import Colour


@generators.register("tables/banded")
class BandedTable(TableGenerator):
    """Zebra rows. Variants: bands alone (`bands`), a strong rule above and below (`bounded`), paper-coloured gaps
    between columns (`gaps`), bands two rows deep (`pairs`)."""

    id = "tables/banded"
    look = "banded"
    variants = ("bands", "bounded", "gaps", "pairs")

    def fills(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Tones first, then the bands; a cell that spans rows stays on the paper."""
        depth = 2 if spec.style.variant == "pairs" else 1

        def band(cell: Cell) -> Colour | None:
            """The band of a body cell."""
            odd = (cell.row - spec.grid.header_rows) // depth % 2 == 1
            return spec.style.theme.band if odd and cell.rowspan == 1 else None

        return tone_fills(spec, layout, band)

    def rules(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """A rule under the groups of headers and under the header; more as the variant says."""
        style, grid = spec.style, spec.grid
        strong, under, thin = style.theme.widths
        every = (0, grid.cols)
        line = style.theme.rule if style.theme.header.fill is None else style.theme.header.ink
        marks = group_rules(spec, layout, thin, line, min(style.pad_x // 2, 8))
        marks.append(horizontal(layout, grid.header_rows, under, style.theme.rule, every))
        if style.variant == "bounded":
            marks += [horizontal(layout, edge, strong, style.theme.rule, every) for edge in (0, grid.rows)]
        if style.variant == "gaps":
            marks += _gaps(spec, layout)
        return marks


def _gaps(spec: TableSpec, layout: Layout) -> list[Mark]:
    owner = owners(spec.grid)
    paper = spec.style.theme.paper
    return [
        vertical(layout, edge, 2, paper, run) for edge in range(1, spec.grid.cols) for run in open_rows(owner, edge)
    ]
