"""The names of regions, and the level on which each stands. Codes are places in ROLES: append, never reorder."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """Depth of a region; a parent always stands on a smaller level than its children."""

    PAGE = 0
    BLOCK = 1
    PART = 2
    ITEM = 3
    LINE = 4
    WORD = 5
    CHAR = 6


_BY_LEVEL: tuple[tuple[Level, str], ...] = (
    (Level.PAGE, "page"),
    (
        Level.BLOCK,
        "title subtitle caption paragraph heading list_item table figure plot axis legend formula text_block",
    ),
    (Level.BLOCK, "sign header footer footnote author field statement solution form source_note page_number"),
    (Level.PART, "row legend_entry axis_label tick field_key field_value legend_title step answer grid_line"),
    (Level.ITEM, "cell mark legend_key tick_label value_label series_line formula_node vertex side angle rule swatch"),
    (Level.LINE, "line"),
    (Level.WORD, "word token"),
    (Level.CHAR, "char"),
    (Level.ITEM, "mark_label annotation colour_bar"),
)

ROLES: tuple[str, ...] = tuple(name for _, names in _BY_LEVEL for name in names.split())
ROLE_CODE: dict[str, int] = {name: code for code, name in enumerate(ROLES)}
ROLE_LEVEL: dict[str, Level] = {name: level for level, names in _BY_LEVEL for name in names.split()}

INK_TIGHT = frozenset(
    {"line", "word", "token", "char", "mark", "legend_key", "series_line", "vertex", "swatch", "rule"}
)
"""Roles whose shape is the extent of the ink itself; the others are layout areas that contain their ink."""

SHAPES: tuple[str, ...] = ("box", "quad", "polygon", "polyline")
"""Shape codes: a box is two corners (left top, right bottom), a quad is four points clockwise in reading direction
from the start of the text's upper edge, a polygon is closed, a polyline is open."""
