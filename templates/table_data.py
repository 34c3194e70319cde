"""Tables with meaning: draws a topic, fills it, and prints it into a grid with its caption and note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from proofpress_core.content import Grid, Language
from proofpress_core.rng import Draw
from templates import table_matrix, table_records, table_schedules, table_statement
from templates.table_grid import Align, GroupPlace, print_frame
from templates.table_numbers import NumberStyle, sample_style
from templates.table_topics import Frame, Role, Structure, Topic, all_topics, pick, shared, topics

STRUCTURES: tuple[Structure, ...] = ("flat", "levels", "groups", "both")
_STRUCTURE_WEIGHTS = (68, 14, 11, 7)
_MAX_COLS = 9

_BUILDERS: dict[str, Callable[[Topic, Structure], Frame]] = {
    "records": table_records.build,
    "matrix": table_matrix.build,
    "statement": table_statement.build,
    "league": table_schedules.league,
    "train": table_schedules.train,
    "lessons": table_schedules.lessons,
    "roster": table_schedules.roster,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """A drawn table: its grid (id `table`), the role of each grid row, the setting of each column, and the note
    under it ("" for none)."""

    topic: str
    grid: Grid
    roles: tuple[Role, ...]
    aligns: tuple[Align, ...]
    note: str


def sample_table(draw: Draw, style: Draw, language: Language, structure: str = "", topic: str = "") -> TableContent:
    """Draw a table. `draw` decides what it says and `style` how numbers are printed; `structure` and `topic` fix what
    is otherwise drawn (a topic that lacks the structure is filled flat). At most 15 rows and 9 columns."""
    wanted = _structure(structure) if structure else draw.choice(STRUCTURES, _STRUCTURE_WEIGHTS)
    name = topic or draw.choice(topics(wanted))
    if name not in topics(wanted):
        wanted = "flat"
    raw = all_topics()[name]
    filled = Topic(raw, language, draw)
    frame = _BUILDERS[raw["kind"]](filled, wanted)
    numbers = sample_style(style, language, finance=frame.finance)
    groups = _group_place(draw, frame, wanted)
    frame = replace(frame, caption=_numbered(draw, language, frame.caption), note=_note(draw, frame, numbers, language))
    printed = print_frame(frame, numbers, language, wanted, groups)
    return TableContent(topic=name, grid=printed.grid, roles=printed.roles, aligns=printed.aligns, note=frame.note)


def is_flat(grid: Grid) -> bool:
    """Whether a grid reads as a relation: at most one header row, and every cell on its own place."""
    return grid.header_rows <= 1 and all(cell.rowspan == cell.colspan == 1 for cell in grid.cells)


def _structure(name: str) -> Structure:
    return next(known for known in STRUCTURES if known == name)


def _group_place(draw: Draw, frame: Frame, structure: Structure) -> GroupPlace:
    """Where groups of rows go; a flat table now and then has them as a plain column."""
    if not any(line.group for line in frame.lines):
        return "none"
    if structure in ("groups", "both"):
        return draw.choice(("span", "section"), (6, 4)) if len(frame.heads) <= _MAX_COLS - 2 else "section"
    return "column" if len(frame.heads) <= _MAX_COLS - 2 and draw.chance(0.3) else "none"


def _numbered(draw: Draw, language: Language, caption: str) -> str:
    numbering = draw.choice(shared()["numbering"][language])
    return numbering.format(n=draw.integer(1, 12)) + caption


def _note(draw: Draw, frame: Frame, style: NumberStyle, language: Language) -> str:
    """The frame's own note, else what the missing mark means, else now and then the source of numbers."""
    if frame.note:
        return frame.note
    if any(value is None for line in frame.lines for value in line.values):
        return (frame.missing or pick(shared()["missing"], language)).format(mark=style.missing)
    if all(head.kind != "number" for head in frame.heads):
        return ""
    source: list[str] = shared()["source"]
    return pick(draw.choice(source), language)
