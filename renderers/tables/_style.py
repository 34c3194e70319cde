"""The look of one table: theme, type, spacing and alignment, and how each cell is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from proofpress_core.content import Cell
from templates.fonts import Font, font
from templates.table_grid import Align
from templates.table_themes import Theme, Tone
from templates.table_topics import Role

Side = Literal["left", "right", "centre", "decimal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """Pixels unless said otherwise. `variant` is one of the look's own; `leading` is line pitch per type size; `wrap`
    is the widest a text column may be (em); `least_width` widens the table; `numbers` and `heads` align number
    columns and their headers; `upright` sets cells of rows that are taller than they need."""

    theme: Theme
    family: str
    size: int
    variant: str
    leading: float
    pad_x: int
    pad_y: int
    margin: int
    least_width: int
    wrap: float
    numbers: Literal["right", "decimal", "centre"]
    heads: Literal["column", "centre"]
    upright: Literal["middle", "top"]
    caption_place: Literal["above", "below"]
    caption_align: Literal["left", "centre"]

    @property
    def pitch(self) -> int:
        """Distance of baselines."""
        return round(self.size * self.leading)

    def face(self, tone: Tone) -> Font:
        """The font of a part."""
        return font(self.family, tone.weight)


def tone(style: TableStyle, cell: Cell, roles: Sequence[Role]) -> Tone:
    """How a cell is set, by its place: header, section, total, key or plain body."""
    theme = style.theme
    if cell.header in ("column", "corner"):
        return theme.header
    if roles[cell.row] == "section":
        return theme.section
    if roles[cell.row] == "total":
        return theme.total
    if cell.header == "row":
        return theme.key
    return Tone(fill=None, ink=theme.ink, weight="regular")


def side(style: TableStyle, cell: Cell, roles: Sequence[Role], aligns: Sequence[Align]) -> Side:
    """How a cell's lines are aligned."""
    align = aligns[cell.col]
    if cell.header in ("corner", "row") or cell.col == 0:
        return "left"
    if cell.colspan > 1 or align == "centre":
        return "centre"
    if align == "text":
        return "left"
    if cell.header == "column":
        return "centre" if style.heads == "centre" or style.numbers == "centre" else "right"
    if style.numbers == "decimal" and cell.value is None:
        return "right" if style.heads == "column" else "centre"
    return style.numbers
