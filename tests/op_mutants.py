"""One wrong reading of every operation: the slips that a second implementation is there to catch.

Each mutant takes what the operation takes. It stands on the generating side: a program is run with it, its result is
written down as the answer, and the replay must disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from op_cases import CONTENTS

from verify.operations import FETCHING, PLAIN
from verify.operations.charts import fetch
from verify.operations.values import Row, Rows, Undefined

P: dict[str, Callable[..., Any]] = dict(PLAIN)


def _numbers(rows: Rows, column: str) -> list[tuple[Row, Fraction]]:
    return [(row, row.cells[column]) for row in rows.rows if isinstance(row.cells[column], Fraction)]  # type: ignore[misc]


def _keep(rows: Rows, column: str, wanted: Callable[[Fraction], bool]) -> Rows:
    return rows.only(row for row, number in _numbers(rows, column) if wanted(number))


def _values(rows: Rows, column: str) -> list[Fraction]:
    return [number for _, number in _numbers(rows, column)]


def _grown(rows: Rows, column: str, percent: str) -> Rows:
    """Adds the per cent as a number."""
    return rows.only(Row(r.place, {**r.cells, column: n + Fraction(percent)}) for r, n in _numbers(rows, column))


def _body(grid: dict[str, Any]) -> Rows:
    """Keeps the row of totals."""
    plain = [{**cell, "header": "none"} if cell["header"] == "total" else cell for cell in grid["cells"]]
    return P["table_rows"]({**grid, "cells": plain})


def _nearest(items: Sequence[Any], index: str, shift: int) -> Any:
    return items[min(max(int(index) - 1 + shift, 0), len(items) - 1)]


def _fetch_first(name: str) -> Callable[[str], Any]:
    """Takes any content of the right type, whatever its id."""

    def mutant(content_id: str) -> Any:
        kind = {"chart": "c", "grid": "s", "formula": "f", "document": "d", "scene_text": "t", "math": "m"}[name]
        return fetch(name, CONTENTS, kind)

    return mutant


def _steps(rows: Rows, column: str) -> list[Fraction]:
    found = _values(rows, column)
    return [after - before for before, after in pairwise(found)]


def _spread_row(first: Rows, second: Rows, column: str, pick: Callable[..., Any]) -> Row:
    pairs = zip(_numbers(first, column), _numbers(second, column), strict=False)
    return pick(pairs, key=lambda pair: abs(pair[0][1] - pair[1][1]))[0][0]


def _cells(grid: dict[str, Any], text: str) -> dict[str, Any]:
    found = [cell for cell in grid["cells"] if cell["text"] == text]
    if not found:
        raise Undefined(text)
    return found[0]


def _at(grid: dict[str, Any], row: int, col: int) -> str:
    found = [c["text"] for c in grid["cells"] if (c["row"], c["col"]) == (row, col)]
    return found[0] if found else ""


def _headings(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in document["nodes"] if node["role"] == "heading"]


def _heading(document: dict[str, Any], text: str) -> int:
    return [node["text"] for node in _headings(document)].index(text)


def _first_equation(formula: dict[str, Any]) -> dict[str, Any]:
    """Looks at the first equation of a system only."""
    top = formula["nodes"][formula["root"]]
    return {**formula, "root": top["children"][0]} if top["kind"] == "cases" else formula


MUTANTS: dict[str, Callable[..., Any]] = {
    **{name: _fetch_first(name) for name in FETCHING},
    "number": lambda constant: abs(Fraction(constant)) + (constant == "2.50"),
    "rows": lambda chart: P["rows"](chart).only(P["rows"](chart).rows[1:]),
    "table_rows": _body,
    "label": lambda chart, ref: chart["labels"][-1]["text"],
    "chart_type": lambda chart: chart["chart_type"],
    "colour_of": lambda chart, name: "blue",
    "named_by_colour": lambda chart, colour: "South",
    "colours": lambda chart: tuple(dict.fromkeys(P["colours"](chart))),
    "has_label": lambda chart, ref: bool(chart["labels"]),
    "only": lambda rows: rows.rows[0],
    "number_at": lambda row, column: row.cells["weight"],
    "text_at": lambda row, column: row.cells["series"],
    "numbers": lambda rows, column: tuple(sorted(_values(rows, column))),
    "texts": lambda rows, column: tuple(reversed(P["texts"](rows, column))),
    "cell_number": lambda grid, row, column: P["cell_number"](grid, "Gamma", column),
    "cell_text": lambda grid, row, column: row,
    "nth": lambda rows, index: _nearest(rows.rows, index, 1),
    "nth_last": lambda rows, index: _nearest(rows.rows[::-1], index, 1),
    "where_text": lambda rows, column, text: P["where_not"](rows, column, text),
    "where_not": lambda rows, column, text: P["where_text"](rows, column, text),
    "where_like": lambda rows, row, column: rows.only([row]),
    "where_above": lambda rows, column, bound: _keep(rows, column, lambda n: n >= Fraction(bound)),
    "where_below": lambda rows, column, bound: _keep(rows, column, lambda n: n <= Fraction(bound)),
    "where_between": lambda rows, column, low, high: _keep(rows, column, lambda n: Fraction(low) < n < Fraction(high)),
    "where_over": lambda rows, bound, column: _keep(rows, column, lambda n: n >= bound),
    "where_under": lambda rows, bound, column: _keep(rows, column, lambda n: n <= bound),
    "where_higher": lambda first, second, column: first.only(
        a for a, b in zip(first.rows, second.rows, strict=True) if (a.cells[column] or 0) >= (b.cells[column] or 0)
    ),
    "top": lambda rows, column, k: rows.only(
        row for row, _ in sorted(_numbers(rows, column), key=lambda pair: -pair[1])[: int(k)]
    ),
    "bottom": lambda rows, column, k: P["top"](rows, column, k),
    "from_to": lambda rows, column, first, last: P["strictly_between"](rows, column, first, last),
    "strictly_between": lambda rows, column, first, last: P["from_to"](rows, column, first, last),
    "count": lambda rows: Fraction(len(rows.rows) + 1),
    "count_texts": lambda texts: Fraction(len(set(texts))),
    "distinct": lambda texts: Fraction(len(texts)),
    "count_numbers": lambda numbers: Fraction(len(set(numbers)) + 1),
    "highest": lambda rows, column: min(_numbers(rows, column), key=lambda pair: pair[1])[0],
    "lowest": lambda rows, column: max(_numbers(rows, column), key=lambda pair: pair[1])[0],
    "ranked": lambda rows, column, k: sorted(_numbers(rows, column), key=lambda pair: pair[1])[int(k) - 1][0],
    "rank": lambda rows, row, column: Fraction(sum(n > row.cells[column] for n in _values(rows, column))),
    "nearest": lambda rows, column, bound: max(
        (pair for pair in _numbers(rows, column) if pair[1] <= Fraction(bound)), key=lambda pair: pair[1]
    )[0],
    "nearest_to": lambda rows, row, column: rows.rows[-1],
    "nearest_point": lambda rows, first, second, number, other: min(
        _numbers(rows, second), key=lambda pair: abs(pair[1] - Fraction(other))
    )[0],
    "maximum": lambda numbers: numbers[0],
    "minimum": lambda numbers: numbers[-1],
    "higher": lambda first, second, column: min((first, second), key=lambda row: row.cells[column]),
    "lower": lambda first, second, column: max((first, second), key=lambda row: row.cells[column]),
    "sum": lambda numbers: sum(numbers[:-1], Fraction(0)),
    "mean": lambda numbers: sum(numbers) / Fraction(len(numbers) + 1),
    "median": lambda numbers: sorted(numbers)[len(numbers) // 2],
    "spread": lambda numbers: max(numbers),
    "share": lambda row, rows, column: 100 * row.cells[column] / (sum(_values(rows, column)) - row.cells[column]),
    "weighted_mean": lambda rows, column, by: P["mean"](P["numbers"](rows, column)),
    "difference": lambda first, second: abs(first - second),
    "gap": lambda first, second: first - second,
    "add": lambda first, second: first + abs(second),
    "multiply": lambda first, second: first + second,
    "ratio": lambda first, second: second / first,
    "percent_change": lambda first, second: 100 * (second - first) / second,
    "percent_of": lambda first, second: 100 * second / first,
    "scaled": lambda number, factor: number + Fraction(factor),
    "greater": lambda first, second: first >= second,
    "less": lambda first, second: first <= second,
    "above": lambda number, bound: number >= Fraction(bound),
    "below": lambda number, bound: number <= Fraction(bound),
    "same_number": lambda first, second: first <= second,
    "same_text": lambda first, second: first[0] != second[0],
    "reads": lambda first, text: first.startswith(text),
    "increasing": lambda rows, column: _values(rows, column)[-1] > _values(rows, column)[0],
    "decreasing": lambda rows, column: _values(rows, column) != sorted(_values(rows, column)),
    "largest_rise": lambda rows, column: rows.rows[-1],
    "largest_drop": lambda rows, column: P["lowest"](rows, column),
    "rises": lambda rows, column: Fraction(sum(n >= 0 for n in _steps(rows, column)) + 1),
    "changes": lambda rows, column: tuple(-n for n in _steps(rows, column)),
    "turning_points": lambda rows, column: Fraction(len(_steps(rows, column))),
    "widest_gap": lambda first, second, column: _spread_row(first, second, column, min),
    "narrowest_gap": lambda first, second, column: _spread_row(first, second, column, max),
    "crossing": lambda first, second, column: first.rows[0],
    "extend": lambda rows, column: 2 * _values(rows, column)[-1] - _values(rows, column)[-2],
    "halfway": lambda first, second: first + second,
    "grown": _grown,
    "grown_where": lambda rows, key, text, column, percent: P["grown"](rows, column, percent),
    "without_highest": lambda rows, column: P["without_lowest"](rows, column),
    "without_lowest": lambda rows, column: P["without_highest"](rows, column),
    "common": lambda first, second: tuple(text for text in first if text in second),
    "only_first": lambda first, second: tuple(text for text in first if text not in second),
    "united": lambda first, second: first + second,
    "both": lambda first, second: first or second,
    "either": lambda first, second: first and second,
    "negate": lambda truth: truth,
    "all_above": lambda rows, column, bound: all(n >= Fraction(bound) for n in _values(rows, column)),
    "any_above": lambda rows, column, bound: any(n >= Fraction(bound) for n in _values(rows, column)),
    "exactly": lambda rows, k: len(rows.rows) >= int(k),
    "has_text": lambda texts, text: any(text in item for item in texts),
    "next_after": lambda rows, column, text: P["next_before"](rows, column, text),
    "next_before": lambda rows, column, text: P["next_after"](rows, column, text),
    "field_number": lambda document, key: Fraction(round(P["field_number"](document, key))),
    "field_text": lambda document, key: key,
    "fields": lambda document: tuple(dict.fromkeys(P["fields"](document))),
    "node_count": lambda document, role: Fraction(len(document["nodes"])),
    "headings": lambda document, level: tuple(node["text"] for node in _headings(document)),
    "heading_after": lambda document, text: _headings(document)[max(_heading(document, text) - 1, 0)]["text"],
    "heading_level": lambda document, text: Fraction(1),
    "heading_parent": lambda document, text: _headings(document)[_heading(document, text) - 1]["text"],
    "heading_page": lambda document, text: Fraction(_headings(document)[_heading(document, text)]["page"]),
    "page_count": lambda document: Fraction(max(node["page"] for node in document["nodes"])),
    "row_count": lambda grid: Fraction(grid["rows"]),
    "column_count": lambda grid: Fraction(grid["cols"] - grid["header_cols"]),
    "header_span": lambda grid, text: Fraction(_cells(grid, text)["rowspan"]),
    "header_above": lambda grid, text: _at(grid, _cells(grid, text)["row"] - 1, _cells(grid, text)["col"]),
    "empty_cells": lambda grid: Fraction(sum(not cell["text"] for cell in grid["cells"])),
    "right_of": lambda grid, text: _at(grid, _cells(grid, text)["row"], _cells(grid, text)["col"] + 1),
    "below_cell": lambda grid, text: _at(grid, _cells(grid, text)["row"] + 1, _cells(grid, text)["col"]),
    "symbol_count": lambda formula, symbol: Fraction(len(formula["nodes"])),
    "kind_count": lambda formula, kind: Fraction(len({node["kind"] for node in formula["nodes"]})),
    "formula_numbers": lambda formula: tuple(sorted(P["formula_numbers"](formula))),
    "symbols": lambda formula: tuple(dict.fromkeys(P["symbols"](formula))),
    "matrix_rows": lambda formula: P["matrix_rows"](formula) * P["matrix_columns"](formula),
    "matrix_columns": lambda formula: P["matrix_rows"](formula) + 1,
    "matrix_entry": lambda formula, row, column: P["matrix_entry"](formula, column, row),
    "formula_value": lambda formula, k, point: abs(P["formula_value"](formula, k, point)),
    "slope": lambda formula, k, symbol, point: P["formula_value"](formula, k, point),
    "derivative": lambda formula, k, symbol: P["derivative"](formula, k, symbol).replace("^2", ""),
    "holds_at": lambda formula, point: P["holds_at"](_first_equation(formula), point),
    "expanded": lambda formula, k, symbol: P["expanded"](formula, k, symbol).replace("- ", "+ "),
    "wrong_step": lambda problem, listed: Fraction(len(listed.split(" ; "))),
    "answer": lambda problem, k: P["answers"](problem)[-int(k)],
    "answers": lambda problem: tuple(reversed(P["answers"](problem))),
    "given": lambda problem, name: Fraction(problem["givens"][-1]["value"]),
    "step_count": lambda problem: Fraction(len(problem["steps"]) - 1),
    "step_result": lambda problem, k: problem["steps"][int(k) - 1]["action"],
    "lines": lambda scene: tuple(reversed(scene["lines"])),
    "line": lambda scene, k: _nearest(scene["lines"], k, 1),
    "line_last": lambda scene: scene["lines"][0] if scene["lines"] else "",
    "characters": lambda text: Fraction(len(text)),
    "words": lambda text: Fraction(text.count(" ")),
    "count_in": lambda text, part: Fraction(sum(text.startswith(part, place) for place in range(len(text)))),
    "longest": lambda texts: max(texts, key=len),
    "shortest": lambda texts: max(texts, key=len) if texts else "",
    "contains": lambda text, part: part.casefold() in text.casefold(),
    "digits": lambda text: Fraction(sum(word.isdigit() for word in text.split())),
}
