"""The same words with other numbers: contents drawn anew, to find questions whose words give the answer away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from proofpress_core.content import Cell, ChartData, Column, Content, Grid, NumberColumn
from proofpress_core.rng import Draw, Streams


def resampler(contents: tuple[Content, ...], streams: Streams) -> Callable[[int], tuple[Content, ...]]:
    """A function that gives the k-th anew drawing: every number of a chart or table changes places within its column.

    Names, order, missing values and totals stay. The draws come from streams named after k, so they move nothing else.
    """

    def resample(k: int) -> tuple[Content, ...]:
        draw = streams(f"anew/{k}")
        return tuple(_anew(content, draw) for content in contents)

    return resample


def _anew(content: Content, draw: Draw) -> Content:
    if isinstance(content, ChartData):
        first, *others = content.relations
        columns = tuple(_shuffled_column(column, draw) for column in first.columns)
        return replace(content, relations=(replace(first, columns=columns), *others))
    return _shuffled_grid(content, draw) if isinstance(content, Grid) else content


def _shuffled_column(column: Column, draw: Draw) -> Column:
    if not isinstance(column, NumberColumn):
        return column
    numbers: list[Decimal | None] = draw.shuffled([value for value in column.values if value is not None])
    values = tuple(None if value is None else numbers.pop() for value in column.values)
    return replace(column, values=values)


def _shuffled_grid(grid: Grid, draw: Draw) -> Grid:
    """Number cells of one column change places with their texts; headers and totals stay."""
    moved: dict[int, Cell] = {}
    for col in range(grid.cols):
        places = [place for place, cell in enumerate(grid.cells) if _is_free(cell, grid) and cell.col == col]
        for place, source in zip(places, draw.shuffled(places), strict=True):
            held = grid.cells[source]
            moved[place] = replace(grid.cells[place], text=held.text, value=held.value, unit=held.unit)
    return replace(grid, cells=tuple(moved.get(place, cell) for place, cell in enumerate(grid.cells)))


def _is_free(cell: Cell, grid: Grid) -> bool:
    return cell.row >= grid.header_rows and cell.header == "none" and cell.value is not None
