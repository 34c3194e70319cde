"""Pours blocks of lines into columns: no heading at a column's foot, no single line of a paragraph left alone.

A table that does not fit below its text goes to the next column, and the paragraph after it fills the room it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proofpress_core.errors import Reject
from renderers._backends.typesetting import SetLine
from renderers.documents.table_block import TableBlock

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one node, or a table. `indents` are the lines' shifts to the right; `before` and `after` the air around
    (the larger of two meeting ones counts); `keep` binds it to the next block. All in points."""

    node: str
    role: str
    leading: float
    lines: tuple[SetLine, ...] = ()
    indents: tuple[float, ...] = ()
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    bullet: bool = False
    table: TableBlock | None = None

    @property
    def count(self) -> int:
        """Parts that a column break may separate."""
        return 1 if self.table else len(self.lines)

    def height(self, count: int) -> float:
        """Height of `count` parts."""
        return sum(self.table.heights) if self.table else count * self.leading

    def fit(self, start: int, room: float) -> int:
        """How many parts from `start` on stand in `room` without leaving one line alone on either side; 0 if none."""
        left = self.count - start
        fitting = min(left, int((room + _EPSILON) / (self.height(1) if self.table else self.leading)))
        if left - fitting == 1 and self.count > 1:
            fitting -= 1
        return 0 if fitting < min(left, 2) else fitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a page, in points."""

    page: int
    left: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Parts [start, end) of a block set at the height `top` of a column."""

    block: Block
    start: int
    end: int
    column: int
    top: float


def pour(blocks: Sequence[Block], column_at: Callable[[int], Column]) -> list[Piece]:
    """Place all blocks. Reject (`overfull`) when a block does not fit into an empty column."""
    queue, pieces = list(blocks), []
    number, place, start = 0, 0, 0
    y, after = column_at(0).top, 0.0
    while place < len(queue):
        block, column = queue[place], column_at(number)
        fresh = y <= column.top + _EPSILON
        top = y if fresh or start else y + max(after, block.before)
        taken = _taken(queue, place, start, column.bottom - top)
        if not taken and fresh:
            raise Reject("overfull", f"{block.role} {block.node}")
        if not taken and _floated(queue, place, column.bottom - y - after):
            continue
        if taken:
            pieces.append(Piece(block=block, start=start, end=start + taken, column=number, top=top))
            y = top + block.height(taken)
            start += taken
        if start < block.count:
            number += 1
            y = column_at(number).top
        else:
            place, start, after = place + 1, 0, block.after
    return pieces


def balanced(blocks: Sequence[Block], column_at: Callable[[int], Column], columns: int) -> list[Piece]:
    """Like `pour`, but the columns of the last page end at about one height."""
    pieces = pour(blocks, column_at)
    last = max(piece.column for piece in pieces) // columns
    low, high = column_at(last * columns).top, column_at(last * columns).bottom
    for _ in range(7):
        middle = (low + high) / 2

        def cut(number: int, limit: float = middle) -> Column:
            column = column_at(number)
            if number // columns != last:
                return column
            return Column(page=column.page, left=column.left, top=column.top, bottom=min(limit, column.bottom))

        try:
            tried = pour(blocks, cut)
        except Reject:
            low = middle
            continue
        if max(piece.column for piece in tried) // columns == last:
            pieces, high = tried, middle
        else:
            low = middle
    return pieces


def _taken(blocks: Sequence[Block], place: int, start: int, room: float) -> int:
    block = blocks[place]
    if block.keep and start == 0 and _bound_height(blocks, place) > room + _EPSILON:
        return 0
    return block.fit(start, room)


def _floated(queue: list[Block], place: int, room: float) -> bool:
    """Whether a captioned table let the paragraph after it go first, which finds room where the table does not."""
    end = place + 1
    while end < len(queue) and queue[end].role in ("table", "footnote"):
        end += 1
    if queue[place].role != "caption" or end == len(queue):
        return False
    block = queue[end]
    if block.role != "paragraph" or block.keep or not block.fit(0, room - block.before):
        return False
    queue.insert(place, queue.pop(end))
    return True


def _bound_height(blocks: Sequence[Block], place: int) -> float:
    """Height of a block with what must stand below it in the same column."""
    block = blocks[place]
    if not block.keep or place + 1 == len(blocks):
        return block.height(block.count if block.keep else min(block.count, 2))
    return block.height(block.count) + max(block.after, blocks[place + 1].before) + _bound_height(blocks, place + 1)
