"""Three-line tables (booktabs): a strong rule above, a thin one under the header, a strong one below; papers' look."""

from __future__ import annotations

from renderers.base import generators
from renderers.tables._layout import Layout
from renderers.tables._marks import Mark, block_edges, group_rules, horizontal, tone_fills
from renderers.tables._spec import TableSpec
from renderers.tables._table import TableGenerator


@generators.register("tables/three_line")
class ThreeLineTable(TableGenerator):
    """No vertical rule. Variants: `plain` rules a total row only; `blocks` also parts groups of rows by thin rules;
    `heavy` draws the outer rules one pixel stronger."""

    id = "tables/three_line"
    look = "three_line"
    variants = ("plain", "blocks", "heavy")

    def fills(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Tones of total and section rows (none in `heavy`); headers stay on the paper."""
        if spec.style.variant == "heavy":
            return []
        return [mark for mark in tone_fills(spec, layout) if mark.box[1] >= layout.ys[spec.grid.header_rows]]

    def rules(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Top, header, groups of the upper header level, blocks and totals, bottom."""
        style, grid = spec.style, spec.grid
        strong, under, thin = style.theme.widths
        strong += style.variant == "heavy"
        every, rule = (0, grid.cols), style.theme.rule
        trim = min(style.pad_x // 2, 6)
        return [
            *group_rules(spec, layout, thin, rule, trim),
            *(horizontal(layout, edge, thin, style.theme.thin, every) for edge in _block_edges(spec)),
            horizontal(layout, 0, strong, rule, every),
            horizontal(layout, grid.header_rows, under, rule, every),
            horizontal(layout, grid.rows, strong, rule, every),
        ]


def _block_edges(spec: TableSpec) -> list[int]:
    """Edges above totals; in `blocks` above groups and sections too."""
    if spec.style.variant == "blocks":
        return block_edges(spec)
    return [row for row, role in enumerate(spec.roles) if role == "total" and row > spec.grid.header_rows]
