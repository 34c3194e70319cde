"""What all table generators share: sampling, painting and the regions. A look adds its fills and its rules."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from proofpress_core.rng import Streams
from proofpress_core.scene_builder import SceneBuilder
from renderers._backends.skia_canvas import Surface
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs
from renderers.tables._layout import Box, Layout, Placed
from renderers.tables._marks import Mark
from renderers.tables._spec import TableSpec, sample_spec
from templates.table_data import STRUCTURES
from templates.table_topics import all_topics


class TableGenerator(GeneratorBase[TableSpec]):
    """A table in one look. Regions: table > row (`row/2`) > cell (`cell/7`, the box between the rules; a spanning cell
    hangs below the row of its top left corner) > line > word > char; a caption block and a footnote block."""

    domain = "tables"
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {"structure": STRUCTURES, "topic": tuple(all_topics())}
    look: ClassVar[str]
    variants: ClassVar[tuple[str, ...]]

    @abstractmethod
    def fills(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Fills of cells, painted first."""

    @abstractmethod
    def rules(self, spec: TableSpec, layout: Layout) -> list[Mark]:
        """Rules, painted over the fills."""

    def sample(self, streams: Streams, knobs: Knobs) -> TableSpec:
        """Draw a table and its look; see `renderers.base.Generator`."""
        return sample_spec(streams, knobs, self.look, self.variants)

    def draw(self, spec: TableSpec, canvas: Canvas) -> Drawing:
        """Paint fills, rules and text, and say where they are."""
        layout = spec.layout()
        surface = Surface(layout.width, layout.height, canvas, spec.style.theme.paper)
        for mark in (*self.fills(spec, layout), *self.rules(spec, layout)):
            surface.rect(mark.box, mark.colour)
        for placed in _all_text(layout):
            surface.text(placed.line, placed.x, placed.baseline, placed.ink, placed.paint)
        fonts = dict.fromkeys(placed.line.font.path.name for placed in _all_text(layout))
        return Drawing.of((surface.pixels(),), _regions(spec, layout).build([spec.grid]), tuple(fonts))


def _all_text(layout: Layout) -> list[Placed]:
    return [*layout.caption, *(placed for cell in layout.cells for placed in cell), *layout.note]


def _regions(spec: TableSpec, layout: Layout) -> SceneBuilder:
    builder = SceneBuilder([(layout.width, layout.height)])
    above = spec.style.caption_place == "above"
    if above:
        _text_block(builder, spec, "caption", layout.caption_box, layout.caption, "caption")
    _table(builder, spec, layout)
    if not above:
        _text_block(builder, spec, "caption", layout.caption_box, layout.caption, "caption")
    _text_block(builder, spec, "footnote", layout.note_box, layout.note, "")
    return builder


def _text_block(builder: SceneBuilder, spec: TableSpec, role: str, box: Box, lines: Sequence[Placed], ref: str) -> None:
    if lines:
        block = builder.add(role, builder.page(), box, content=spec.grid.id, ref=ref)
        _lines(builder, block, lines, spec.grid.id)


def _table(builder: SceneBuilder, spec: TableSpec, layout: Layout) -> None:
    grid, xs, ys = spec.grid, layout.xs, layout.ys
    table = builder.add("table", builder.page(), (xs[0], ys[0], xs[-1], ys[-1]), content=grid.id)
    rows = [
        builder.add("row", table, (xs[0], ys[row], xs[-1], ys[row + 1]), content=grid.id, ref=f"row/{row}")
        for row in range(grid.rows)
    ]
    for number, (cell, lines) in enumerate(zip(grid.cells, layout.cells, strict=True)):
        handle = builder.add("cell", rows[cell.row], layout.box(cell), content=grid.id, ref=f"cell/{number}")
        _lines(builder, handle, lines, grid.id)


def _lines(builder: SceneBuilder, parent: int, lines: Sequence[Placed], content: str) -> None:
    for placed in lines:
        builder.add_line(parent, placed.line.clusters(placed.x, placed.baseline, placed.paint), content=content)
