"""The spec of a table picture: what it says, and every choice of its look. Sampled once, drawn purely."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofpress_core.content import Grid
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Knobs
from renderers.tables._layout import Layout, lay_out
from renderers.tables._style import TableStyle
from templates.table_data import TableContent, sample_table
from templates.table_grid import Align
from templates.table_themes import ranges, theme, theme_fonts, theme_ids
from templates.table_topics import Role

LEAST_WIDTH, MOST_WIDTH = 420, 1600
_LEAST_SIZE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table and its look. `roles` per grid row, `aligns` per column, `note` under the table ("" for none)."""

    grid: Grid
    roles: tuple[Role, ...]
    aligns: tuple[Align, ...]
    note: str
    style: TableStyle

    def layout(self) -> Layout:
        """Where everything stands; pure."""
        return lay_out(self.grid, self.roles, self.aligns, self.note, self.style)


def sample_spec(streams: Streams, knobs: Knobs, look: str, variants: tuple[str, ...]) -> TableSpec:
    """Draw a table for a look, and fit it to a page 420 to 1600 pixels wide. Reject (`too_wide`) where it cannot be."""
    structure, topic = str(knobs.settings.get("structure", "")), str(knobs.settings.get("topic", ""))
    content = sample_table(streams("data"), streams("style"), knobs.language, structure, topic)
    style = _style(streams("style"), streams("layout"), content, look, variants)
    spec = TableSpec(
        grid=content.grid, roles=content.roles, aligns=content.aligns, note=content.note, style=style
    )  # fmt: skip
    return _fitted(spec, streams("layout"))


def _style(style: Draw, layout: Draw, content: TableContent, look: str, variants: tuple[str, ...]) -> TableStyle:
    grid = content.grid
    text = "".join(cell.text for cell in grid.cells) + grid.caption + content.note
    theme_id = style.choice(theme_ids(look))
    fonts = theme_fonts(theme_id, grid.language, text)
    if not fonts:
        raise Reject("glyph_missing", f"no font for table {content.topic}")
    open_ranges = ranges(theme_id)
    size = style.integer(*open_ranges.size)
    return TableStyle(
        theme=theme(theme_id), family=style.choice(fonts, [2.0] + [1.0] * (len(fonts) - 1)), size=size,
        variant=style.choice(variants), leading=style.uniform(1.25, 1.42),
        pad_x=round(size * style.uniform(*open_ranges.across)), pad_y=round(size * style.uniform(*open_ranges.down)),
        margin=layout.integer(18, 52), least_width=0, wrap=layout.uniform(11.0, 18.0),
        numbers=style.choice(("right", "decimal", "centre"), (6, 4, 1.5)),
        heads=style.choice(("column", "centre"), (3, 2)), upright=style.choice(("middle", "top"), (3, 1)),
        caption_place=layout.choice(("above", "below"), (4, 1)),
        caption_align=layout.choice(("left", "centre"), (1, 1)),
    )  # fmt: skip


def _fitted(spec: TableSpec, draw: Draw) -> TableSpec:
    """The spec with smaller type or narrower text columns until it fits, then widened a little at random (but not
    where text was broken for want of room)."""
    widen = draw.choice((1.0, draw.uniform(1.05, 1.35)))
    if spec.layout().has_wrapped_body(spec.grid):
        widen = 1.0
    room = MOST_WIDTH - 2 * spec.style.margin
    while (width := spec.layout().table_width) > room:
        spec = _smaller(spec)
    target = min(max(width * widen, LEAST_WIDTH - 2 * spec.style.margin), room)
    return replace(spec, style=replace(spec.style, least_width=round(target)))


def _smaller(spec: TableSpec) -> TableSpec:
    style = spec.style
    if style.size <= _LEAST_SIZE:
        raise Reject("too_wide", f"{spec.grid.cols} columns at {style.size} px")
    size = max(_LEAST_SIZE, style.size - 2)
    shrink = size / style.size
    pads = {"pad_x": max(5, round(style.pad_x * shrink)), "pad_y": round(style.pad_y * shrink)}
    return replace(spec, style=replace(style, size=size, wrap=max(7.0, style.wrap - 2), **pads))
