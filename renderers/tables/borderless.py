"""Borderless tables: columns held together by white space, as in product sheets, magazines and slides."""

from __future__ import annotations

from renderers.base import generators
from renderers.tables._layout import Layout
from renderers.tables._marks import Mark, group_rules, horizontal, tone_fills
from renderers.tables._spec import TableSpec
from renderers.tables._table import TableGenerator


@generators.register("tables/borderless")
class BorderlessTable(TableGenerator):
    """Neither frame nor vertical rules. Variants: nothing but text (`bare`), tinted header and total rows
    (`tinted`), hairlines between rows (`hairline`)."""

    id = "tables/borderless"
    look = "borderless"
    variants = ("bare", "tinted", "hairline")

    def fills(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Tones in `tinted` only."""
        return tone_fills(spec, layout) if spec.style.variant == "tinted" else []

    def rules(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Hairlines under full rows in `hairline`; a thin line under groups of headers, without which nobody could
        tell how far a group reaches."""
        style, grid = spec.style, spec.grid
        marks = group_rules(spec, layout, 1, style.theme.thin, min(style.pad_x // 2, 8))
        if style.variant == "hairline":
            marks += [horizontal(layout, edge, 1, style.theme.thin, (0, grid.cols)) for edge in _full_edges(spec)]
        return marks


def _full_edges(spec: TableSpec) -> list[int]:
    """Row edges under the header that no spanning cell crosses."""
    crossed = {edge for cell in spec.grid.cells for edge in range(cell.row + 1, cell.row + cell.rowspan)}
    return [edge for edge in range(spec.grid.header_rows, spec.grid.rows) if edge not in crossed]
