"""Fully ruled tables: every cell in a frame, as in forms, office reports and timetables."""

from __future__ import annotations

from renderers.base import generators
from renderers.tables._layout import Layout
from renderers.tables._marks import (
    Mark,
    block_edges,
    dotted,
    frame,
    horizontal,
    open_columns,
    open_rows,
    owners,
    tone_fills,
    vertical,
)
from renderers.tables._spec import TableSpec
from renderers.tables._table import TableGenerator


@generators.register("tables/ruled")
class RuledTable(TableGenerator):
    """Rules on every edge that parts two cells. Variants: one weight all over (`even`), a strong frame and header
    rule (`framed`), dotted inner rules (`dotted`), or no rule at the left and right ends (`open`)."""

    id = "tables/ruled"
    look = "ruled"
    variants = ("even", "framed", "dotted", "open")

    def fills(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """The tones of headers, keys, sections and totals."""
        return tone_fills(spec, layout)

    def rules(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Inner rules, then the header's rule, then the frame."""
        return [*_inner(spec, layout), *_header(spec, layout), *_outer(spec, layout)]


def _inner(spec: TableSpec, layout: Layout) -> list[Mark]:
    style, owner = spec.style, owners(spec.grid)
    weight = style.theme.widths[2]
    colour = style.theme.rule if style.variant == "even" else style.theme.thin
    across = [
        horizontal(layout, edge, weight, colour, run)
        for edge in range(1, spec.grid.rows)
        for run in open_columns(owner, edge)
    ]
    down = [
        vertical(layout, edge, weight, colour, run)
        for edge in range(1, spec.grid.cols)
        for run in open_rows(owner, edge)
    ]
    if style.variant != "dotted":
        return across + down
    return [dash for mark in across + down for dash in dotted(mark, 3, 2)]


def _header(spec: TableSpec, layout: Layout) -> list[Mark]:
    """Stronger rules under the header and above blocks of rows, in the variants that tell them apart."""
    style, owner = spec.style, owners(spec.grid)
    if style.variant == "even":
        return []
    weight = style.theme.widths[1] if style.variant == "dotted" else style.theme.widths[0]
    edges = [spec.grid.header_rows, *(block_edges(spec) if style.variant == "framed" else [])]
    return [
        horizontal(layout, edge, weight, style.theme.rule, run) for edge in edges for run in open_columns(owner, edge)
    ]


def _outer(spec: TableSpec, layout: Layout) -> list[Mark]:
    style = spec.style
    strong, colour = style.theme.widths[0], style.theme.rule
    if style.variant == "open":
        ends = (0, spec.grid.cols)
        return [horizontal(layout, 0, strong, colour, ends), horizontal(layout, spec.grid.rows, strong, colour, ends)]
    weight = style.theme.widths[2] if style.variant == "even" else strong
    return frame(layout, weight, colour)
