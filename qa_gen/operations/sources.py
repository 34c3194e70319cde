"""From a content to what programs compute with."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from proofpress_core.chart_names import names_of
from proofpress_core.content import (
    Cell,
    ChartData,
    Content,
    DocumentTree,
    FormulaTree,
    Grid,
    MathProblem,
    NumberColumn,
    Relation,
    SceneText,
)  # fmt: skip
from qa_gen.operations import means
from qa_gen.values import Env, Num, Row, Rows, Table, Texts, Undefined


def _content(env: Env, content_id: str, kind: type[Content]) -> Content:
    found = env.contents.get(content_id)
    if not isinstance(found, kind):
        raise Undefined(f"no {kind.__name__} {content_id!r}")
    return found


for _op, _kind in (
    ("chart", ChartData), ("grid", Grid), ("formula", FormulaTree), ("document", DocumentTree),
    ("scene_text", SceneText), ("math", MathProblem),
):  # fmt: skip
    means(_op)(lambda env, content_id, kind=_kind: _content(env, content_id, kind))


@means("number")
def number(env: Env, value: str) -> Num:
    return Num(Fraction(value))


@means("rows")
def rows(env: Env, chart: ChartData) -> Rows:
    relation = chart.relations[0]
    errors = tuple(env.errors.get((chart.id, column.name), ()) for column in relation.columns)
    numeric = tuple(isinstance(column, NumberColumn) for column in relation.columns)
    table = Table(chart.id, {c.name: i for i, c in enumerate(relation.columns)}, numeric, errors)
    columns = [[_cell(value) for value in column.values] for column in relation.columns]
    return tuple(Row(table, cells, f"row/{i}", i) for i, cells in enumerate(zip(*columns, strict=True)))


@means("table_rows")
def table_rows(env: Env, grid: Grid) -> Rows:
    body = [cell for cell in grid.cells if cell.row >= grid.header_rows]
    totals = {cell.row for cell in body if cell.header == "total"}
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in body):
        raise Undefined("the table's body has spans")
    names = header_paths(grid)
    if len(set(names)) != len(names):
        raise Undefined("two columns have one name")
    kept = [cell for cell in body if cell.row not in totals]
    numeric = tuple(_is_numeric([cell for cell in kept if cell.col == col]) for col in range(grid.cols))
    table = Table(grid.id, {name: i for i, name in enumerate(names)}, numeric, ((),) * grid.cols)
    by_row: dict[int, list[Cell]] = {}
    for cell in kept:
        by_row.setdefault(cell.row, []).append(cell)
    return tuple(Row(table, _cells(cells, numeric), f"row/{row}", row) for row, cells in sorted(by_row.items()))


def header_paths(grid: Grid) -> list[str]:
    """The name of every column: header texts from top to bottom joined by " / ", a spanning cell named once."""
    above: list[list[Cell]] = [[] for _ in range(grid.cols)]
    for cell in grid.cells:
        if cell.row < grid.header_rows:
            for col in range(cell.col, cell.col + cell.colspan):
                above[col].append(cell)
    return [" / ".join(cell.text for cell in cells if cell.text) for cells in above]


@means("label")
def label(env: Env, chart: ChartData, ref: str) -> str:
    text = chart.label(ref)
    if not text:
        raise Undefined(f"the chart has no {ref}")
    return text


@means("chart_type")
def chart_type(env: Env, chart: ChartData) -> str:
    names = names_of(chart.chart_type, chart.language)
    if not names:
        raise Undefined(f"no one name for {chart.chart_type!r}")
    return names[0]


@means("colours")
def colours(env: Env, chart: ChartData) -> Texts:
    return tuple(colour for _, colour in _style(chart))


@means("has_label")
def has_label(env: Env, chart: ChartData, ref: str) -> bool:
    return bool(chart.label(ref))


@means("colour_of")
def colour_of(env: Env, chart: ChartData, name: str) -> str:
    return _one([colour for key, colour in _style(chart) if key == name])


@means("named_by_colour")
def named_by_colour(env: Env, chart: ChartData, colour: str) -> str:
    return _one([key for key, held in _style(chart) if held == colour])


def _style(chart: ChartData) -> list[tuple[str, str]]:
    relation: Relation | None = next((r for r in chart.relations if r.name == "style"), None)
    if relation is None:
        raise Undefined("the chart names no colours")
    keys, colours = relation.columns[0].values, relation.column("colour").values
    return [(str(key), str(colour)) for key, colour in zip(keys, colours, strict=True)]


def _one(found: list[str]) -> str:
    if len(found) != 1:
        raise Undefined(f"{len(found)} match where one is needed")
    return found[0]


def _cell(value: str | Decimal | None) -> str | Fraction | None:
    return Fraction(*value.as_integer_ratio()) if isinstance(value, Decimal) else value


def _is_numeric(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(cell.value is not None for cell in filled)


def _cells(cells: list[Cell], numeric: tuple[bool, ...]) -> tuple[str | Fraction | None, ...]:
    ordered = sorted(cells, key=lambda cell: cell.col)
    return tuple(_cell(cell.value) if numeric[cell.col] else cell.text for cell in ordered)
