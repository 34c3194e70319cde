"""Transcriptions of a chart: its data as a grid (and so as CSV, Markdown, OTSL, HTML), and as a dictionary.

Numbers are written plainly, a point for the decimals and no marks between thousands, whatever the picture prints.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from proofpress_core.content import (
    Cell,
    ChartData,
    Column,
    Grid,
    HeaderKind,
    NumberColumn,
    Relation,
    TextColumn,
)


def data_grid(chart: ChartData) -> Grid:
    """The chart's data as people would put it into a table: categories down and series across where every pair has one
    value, else a row for every row. The table has no spans; a missing value is an empty cell."""
    relation = chart.relations[0]
    names = tuple(column.name for column in relation.columns)
    pivoted = names == ("series", "category", "value") and _pairs_once(relation)
    header, body = _crossed(relation) if pivoted else _listed(relation)
    cells = [Cell(row=0, col=col, rowspan=1, colspan=1, text=text, header="column") for col, text in enumerate(header)]
    for row, line in enumerate(body, 1):
        cells += [_cell(row, col, value) for col, value in enumerate(line)]
    return Grid(
        id=chart.id, language=chart.language, caption=chart.label("title"), rows=len(body) + 1, cols=len(header),
        header_rows=1, header_cols=1 if isinstance(body[0][0], str) else 0, cells=tuple(cells),
    )  # fmt: skip


def to_dictionary(chart: ChartData) -> dict[str, Any]:
    """The chart as nested plain values: type, words, axis labels, units, and its data: `{series: {category: value}}`
    where series and categories name every value, `{category: value}` for one series, else a list of rows. Values are
    strings of decimals, None where one is missing."""
    relation = chart.relations[0]
    words = {ref: chart.label(ref) for ref in ("title", "subtitle", "source") if chart.label(ref)}
    axes = {label.ref.split("/")[1]: label.text for label in chart.labels if label.ref.startswith("axis/")}
    units = {c.label: c.unit for c in relation.columns if isinstance(c, NumberColumn) and c.unit}
    found: dict[str, Any] = {"type": chart.chart_type, **words, "axes": axes, "units": units, "data": _nested(relation)}
    if chart.flags:
        found["flags"] = list(chart.flags)
    return {key: value for key, value in found.items() if value}


def to_json(chart: ChartData) -> str:
    """`to_dictionary` as JSON on one line, keys in the order in which people read them."""
    return json.dumps(to_dictionary(chart), ensure_ascii=False)


def headed(column: Column) -> str:
    """The name of a column as a table heads it, with its unit."""
    if isinstance(column, TextColumn) or not column.unit or column.unit in column.label:
        return column.label or column.name
    return f"{column.label} ({column.unit})" if column.label else column.unit


def _pairs_once(relation: Relation) -> bool:
    series, category = (relation.column(name).values for name in ("series", "category"))
    pairs = list(zip(series, category, strict=True))
    return len(set(pairs)) == len(pairs) == len(set(series)) * len(set(category))


def _crossed(relation: Relation) -> tuple[list[str], list[list[str | Decimal | None]]]:
    """Header and rows with series across."""
    series, category, value = (relation.column(name) for name in ("series", "category", "value"))
    at = dict(zip(zip(series.values, category.values, strict=True), value.values, strict=True))
    across, down = list(dict.fromkeys(series.values)), list(dict.fromkeys(category.values))
    body: list[list[str | Decimal | None]] = [[str(name), *(at[key, name] for key in across)] for name in down]
    return [headed(category), *map(str, across)], body


def _listed(relation: Relation) -> tuple[list[str], list[list[str | Decimal | None]]]:
    """Header and rows as they stand; a column without words is left out."""
    columns = [c for c in relation.columns if isinstance(c, NumberColumn) or any(c.values)]
    lines = zip(*(column.values for column in columns), strict=True)
    return [headed(column) for column in columns], [list(line) for line in lines]


def _cell(row: int, col: int, value: str | Decimal | None) -> Cell:
    number = value if isinstance(value, Decimal) else None
    text = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value
    header: HeaderKind = "row" if col == 0 and isinstance(value, str) else "none"
    return Cell(row=row, col=col, rowspan=1, colspan=1, text=text, header=header, value=number)


def _nested(relation: Relation) -> Any:
    names = tuple(column.name for column in relation.columns)
    if names == ("series", "category", "value") and _pairs_once(relation):
        return _by_key(relation, "series")
    category = relation.columns[0].values
    if names == ("category", "value") and len(set(category)) == len(category):
        return dict(zip(category, map(_plain, relation.column("value").values), strict=True))
    labels = [headed(column) for column in relation.columns]
    lines = zip(*(column.values for column in relation.columns), strict=True)
    return [dict(zip(labels, map(_plain, line), strict=True)) for line in lines]


def _by_key(relation: Relation, key: str) -> dict[str, dict[str, str | None]]:
    nested: dict[str, dict[str, str | None]] = {}
    columns = (relation.column(name).values for name in (key, "category", "value"))
    for first, second, value in zip(*columns, strict=True):
        nested.setdefault(str(first), {})[str(second)] = _plain(value)
    return nested


def _plain(value: str | Decimal | None) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
