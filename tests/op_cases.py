"""Hand-computed cases of every operation, as nested applications over a handful of small contents.

An application is a tuple (operation, arguments...): tuples are inputs, texts are parameters. What a case expects is the
answer's text, or U where the program has no value.
"""

from __future__ import annotations

from typing import Any

from proofpress_core import jsonio
from proofpress_core.content import Content
from proofpress_core.operations import OPERATIONS
from templates.formula_notation import parse

U = None
"""No value."""
Case = tuple[Any, ...]

_CATEGORIES = ["2019", "2020", "2021", "2022"] * 2
_VALUES = ["10", "30", "20", "25", "12", "18", "24", None]
_WEIGHTS = ["1", "2", "1", "4", "2", "2", "1", "3"]


def _text(name: str, values: list[str]) -> dict[str, Any]:
    return {"type": "TextColumn", "name": name, "label": name, "values": values, "ordered": False, "facets": False}


def _number(name: str, values: list[str | None]) -> dict[str, Any]:
    return {"type": "NumberColumn", "name": name, "label": name, "unit": "", "values": values}


def _cell(row: int, col: int, text: str, header: str = "none", value: str | None = None, *, rows: int = 1,
          cols: int = 1) -> dict[str, Any]:  # fmt: skip
    return {"row": row, "col": col, "rowspan": rows, "colspan": cols, "text": text, "header": header, "value": value,
            "unit": ""}  # fmt: skip


CHART = {
    "type": "ChartData", "id": "c", "language": "en", "chart_type": "line",
    "labels": [{"ref": "title", "text": "Visits"}, {"ref": "axis/x/label", "text": "Year"}],
    "relations": [
        {"name": "data", "columns": [_text("series", ["North"] * 4 + ["South"] * 4), _text("category", _CATEGORIES),
                                     _number("value", _VALUES), _number("weight", [*_WEIGHTS])]},
        {"name": "style", "columns": [_text("series", ["North", "South", "East"]),
                                      _text("colour", ["blue", "red", "red"])]},
    ],
    "encodings": [], "printed": ["value"], "flags": [],
}  # fmt: skip

# Region | Sales (2)      | Rating
#        | 2020  | 2021   |
GRID = {
    "type": "Grid", "id": "g", "language": "en", "caption": "", "rows": 6, "cols": 4, "header_rows": 2,
    "header_cols": 1,
    "cells": [
        _cell(0, 0, "Region", "corner", rows=2), _cell(0, 1, "Sales", "column", cols=2),
        _cell(0, 3, "Rating", "column", rows=2),
        _cell(1, 1, "2020", "column"), _cell(1, 2, "2021", "column"),
        _cell(2, 0, "Alpha", "row"), _cell(2, 1, "5", value="5"), _cell(2, 2, "7.5", value="7.5"), _cell(2, 3, "good"),
        _cell(3, 0, "Beta", "row"), _cell(3, 1, "–"), _cell(3, 2, "9", value="9"), _cell(3, 3, "good"),
        _cell(4, 0, "Gamma", "row"), _cell(4, 1, "6", value="6"), _cell(4, 2, "3", value="3"), _cell(4, 3, ""),
        _cell(5, 0, "All", "total"), _cell(5, 1, "11", "total", "11"), _cell(5, 2, "19.5", "total", "19.5"),
        _cell(5, 3, "", "total"),
    ],
}  # fmt: skip

SPANS = {
    "type": "Grid", "id": "s", "language": "en", "caption": "", "rows": 3, "cols": 2, "header_rows": 1,
    "header_cols": 1,
    "cells": [
        _cell(0, 0, "Name", "column"), _cell(0, 1, "Count", "column"), _cell(1, 0, "Pair", "row", rows=2),
        _cell(1, 1, "1", value="1"), _cell(2, 1, "2", value="2"),
    ],
}  # fmt: skip


def _node(kind: str, value: str = "", *children: int) -> dict[str, Any]:
    return {"kind": kind, "value": value, "children": list(children)}


# A x + 2.5 with A = [[1, -2], [x, 4]]
FORMULA = {
    "type": "FormulaTree", "id": "f", "language": "en", "root": 10,
    "nodes": [_node("number", "1"), _node("operator", "-"), _node("number", "2"), _node("row", "", 1, 2),
              _node("symbol", "x"), _node("number", "4"), _node("matrix", "2x2", 0, 3, 4, 5), _node("symbol", "x"),
              _node("operator", "+"), _node("number", "2.5"), _node("row", "", 6, 7, 8, 9)],
}  # fmt: skip
BARE = {"type": "FormulaTree", "id": "b", "language": "en", "root": 0, "nodes": [_node("symbol", "α")]}


def _part(name: str, role: str, text: str = "", level: int = 0, page: int = 0, key: str = "",
          value: str | None = None) -> dict[str, Any]:  # fmt: skip
    return {"id": name, "role": role, "page": page, "text": text, "level": level, "key": key, "value": value,
            "unit": "", "content": "", "children": []}  # fmt: skip


DOCUMENT: dict[str, Any] = {
    "type": "DocumentTree", "id": "d", "language": "en", "genre": "report", "page_count": 3,
    "nodes": [_part("root", "document"), _part("a", "heading", "Scope", 1), _part("p", "paragraph", "Text."),
              _part("b", "heading", "Method", 1, 1), _part("c", "heading", "Sample", 2, 1),
              _part("e", "heading", "Limits", 2, 2), _part("q", "paragraph", "More."),
              _part("k", "field", "EUR 12.50", key="Total", value="12.50"), _part("l", "field", "net", key="Terms"),
              _part("m", "field", "1", key="Twice", value="1"), _part("n", "field", "2", key="Twice", value="2")],
}  # fmt: skip

DOCUMENT["nodes"][0]["children"] = [node["id"] for node in DOCUMENT["nodes"][1:]]

SIGN = {"type": "SceneText", "id": "t", "language": "en", "surface": "shop sign",
        "lines": ["Open 24 hours", "Banana bar", "Call 555 0142"]}  # fmt: skip
EMPTY = {"type": "SceneText", "id": "e", "language": "en", "surface": "paper", "lines": []}

PROBLEM = {
    "type": "MathProblem", "id": "m", "language": "en", "family": "quadratic", "statement": "Solve x² = 4.",
    "givens": [{"name": "a", "value": "3.5", "unit": "cm"}, {"name": "b", "value": "4", "unit": "cm"}],
    "steps": [{"action": "Take roots", "result": "x = ±2"}, {"action": "Write", "result": "x = 2"}], "target": "x",
    "answers": ["-2", "1/2", "3"], "unit": "",
}  # fmt: skip

FORMULAS = {
    "p": "f(x) = 2 x^3 - 4 x (x - 3) + frac(x, 2) - 5",
    "q": "frac(a_1 + 2 b, a_1 - b) = k^2",
    "r": "x^2 - 5 x + 6 = 0",
    "i": "(x - 1)^2 = x^2 - 2 x + 1",
    "w": 'g(t) = cases(t^2 - 3, "if" t < 2; root(t + 2), "otherwise")',
    "y": "cases(x + 2 y = 8; 3 x - y = 3)",
    "u": "f(a + b) = e^x sin x",
}
UNKNOWN = {**CHART, "id": "o", "chart_type": "spirograph"}
WRITTEN = [jsonio.encode_as(Content, parse(text, name, "en")) for name, text in FORMULAS.items()]
CONTENTS: dict[str, dict[str, Any]] = {
    item["id"]: item
    for item in (CHART, GRID, SPANS, FORMULA, BARE, DOCUMENT, SIGN, EMPTY, PROBLEM, UNKNOWN, *WRITTEN)  # type: ignore[misc]
}

CHART_, GRID_, FORMULA_, DOCUMENT_ = ("chart", "c"), ("grid", "g"), ("formula", "f"), ("document", "d")
SPANS_, BARE_, SIGN_, EMPTY_, MATH_ = (
    ("grid", "s"),
    ("formula", "b"),
    ("scene_text", "t"),
    ("scene_text", "e"),
    ("math", "m"),
)
ALL = ("rows", CHART_)
N, S = ("where_text", ALL, "series", "North"), ("where_text", ALL, "series", "South")
NONE = ("where_text", ALL, "series", "West")
BODY = ("table_rows", GRID_)
ONE, TWO = ("number", "1"), ("number", "2")
SALES = "Sales / 2021"
HOLDS, FAILS = ("greater", TWO, ONE), ("greater", ONE, TWO)


def nums(rows: Any) -> Case:
    return ("numbers", rows, "value")


def years(rows: Any) -> Case:
    return ("texts", rows, "category")


def year(row: Any) -> Case:
    return ("text_at", row, "category")


def at(rows: Any, index: str) -> Case:
    return ("nth", rows, index)


def value_at(rows: Any, index: str) -> Case:
    return ("number_at", at(rows, index), "value")


CASES: dict[str, list[tuple[Case, str | None]]] = {
    "chart": [(("chart_type", CHART_), "line chart"), (("chart_type", ("chart", "g")), U), (("count", ALL), "8")],
    "grid": [(("row_count", GRID_), "4"), (("row_count", ("grid", "zz")), U), (("row_count", SPANS_), "2")],
    "formula": [(("matrix_rows", FORMULA_), "2"), (("matrix_rows", ("formula", "c")), U)],
    "document": [(("page_count", DOCUMENT_), "3"), (("page_count", ("document", "c")), U)],
    "scene_text": [(("line", SIGN_, "1"), "Open 24 hours"), (("line", ("scene_text", "c"), "1"), U)],
    "math": [(("step_count", MATH_), "2"), (("step_count", ("math", "c")), U)],
    "number": [(("number", "2.50"), "2.5"), (("number", "-3"), "-3")],
    "rows": [(nums(ALL), "10; 30; 20; 25; 12; 18; 24"), (("count", ALL), "8")],
    "table_rows": [(("texts", BODY, "Region"), "Alpha; Beta; Gamma"),
                   (("numbers", BODY, "Sales / 2020"), U), (("numbers", BODY, SALES), "7.5; 9; 3"),
                   (("texts", BODY, "Rating"), "good; good; "), (("count", ("table_rows", SPANS_)), U)],
    "label": [(("label", CHART_, "title"), "Visits"), (("label", CHART_, "axis/y/label"), U)],
    "chart_type": [(("chart_type", CHART_), "line chart"), (("chart_type", ("chart", "o")), U),
                   (("same_text", ("chart_type", CHART_), ("chart_type", CHART_)), "yes")],
    "colour_of": [(("colour_of", CHART_, "South"), "red"), (("colour_of", CHART_, "West"), U)],
    "named_by_colour": [(("named_by_colour", CHART_, "blue"), "North"), (("named_by_colour", CHART_, "red"), U)],
    "colours": [(("colours", CHART_), "blue; red; red"), (("count_texts", ("colours", CHART_)), "3")],
    "has_label": [(("has_label", CHART_, "title"), "yes"), (("has_label", CHART_, "axis/y/label"), "no")],
    "only": [(year(("only", ("top", N, "value", "1"))), "2020"), (year(("only", N)), U), (year(("only", NONE)), U)],
    "number_at": [(value_at(N, "2"), "30"), (value_at(S, "4"), U), (("number_at", at(N, "1"), "category"), U)],
    "text_at": [(year(at(N, "3")), "2021"), (("text_at", at(N, "1"), "value"), U)],
    "numbers": [(nums(S), "12; 18; 24"), (("numbers", N, "category"), U), (("numbers", N, "weight"), "1; 2; 1; 4")],
    "texts": [(years(N), "2019; 2020; 2021; 2022"), (("texts", N, "value"), U)],
    "cell_number": [(("cell_number", GRID_, "Beta", SALES), "9"), (("cell_number", GRID_, "Beta", "Sales / 2020"), U),
                    (("cell_number", GRID_, "Delta", SALES), U)],
    "cell_text": [(("cell_text", GRID_, "Alpha", "Rating"), "good"), (("cell_text", GRID_, "Alpha", "Sales"), U)],
    "nth": [(year(at(N, "1")), "2019"), (year(at(N, "4")), "2022"), (year(at(N, "5")), U)],
    "nth_last": [(year(("nth_last", N, "1")), "2022"), (year(("nth_last", N, "4")), "2019"),
                 (year(("nth_last", N, "5")), U)],
    "where_text": [(("count", N), "4"), (("count", NONE), "0"), (("count", ("where_text", ALL, "value", "10")), U)],
    "where_not": [(years(("where_not", N, "category", "2020")), "2019; 2021; 2022"),
                  (("count", ("where_not", ALL, "series", "North")), "4")],
    "where_like": [(nums(("where_like", ALL, at(S, "2"), "category")), "30; 18"),
                   (("count", ("where_like", ALL, at(S, "2"), "value")), U)],
    "where_above": [(years(("where_above", N, "value", "20")), "2020; 2022"),
                    (("count", ("where_above", S, "value", "0")), "3")],
    "where_below": [(years(("where_below", N, "value", "20")), "2019"),
                    (("count", ("where_below", S, "value", "99")), "3")],
    "where_between": [(years(("where_between", N, "value", "20", "25")), "2021; 2022"),
                      (years(("where_between", N, "value", "10", "20")), "2019; 2021")],
    "where_over": [(years(("where_over", N, value_at(N, "3"), "value")), "2020; 2022"),
                   (("count", ("where_over", S, TWO, "value")), "3")],
    "where_under": [(years(("where_under", N, value_at(N, "3"), "value")), "2019"),
                    (("count", ("where_under", S, ("number", "18"), "value")), "1")],
    "where_higher": [(years(("where_higher", N, S, "value")), "2020"),
                     (years(("where_higher", S, N, "value")), "2019; 2021"),
                     (("count", ("where_higher", N, N, "value")), "0"),
                     (("count", ("where_higher", ("from_to", N, "category", "2019", "2021"), S, "value")), U)],
    "top": [(years(("top", N, "value", "2")), "2020; 2022"), (years(("top", N, "weight", "2")), "2020; 2022"),
            (years(("top", N, "weight", "3")), U), (years(("top", N, "value", "5")), U)],
    "bottom": [(years(("bottom", N, "value", "2")), "2019; 2021"), (years(("bottom", N, "weight", "1")), U)],
    "from_to": [(years(("from_to", N, "category", "2020", "2021")), "2020; 2021"),
                (years(("from_to", N, "category", "2021", "2020")), U),
                (years(("from_to", ALL, "category", "2020", "2021")), U)],
    "strictly_between": [(years(("strictly_between", N, "category", "2019", "2022")), "2020; 2021"),
                         (years(("strictly_between", N, "category", "2022", "2019")), U)],
    "count": [(("count", ALL), "8"), (("count", ("where_above", N, "value", "20")), "2")],
    "count_texts": [(("count_texts", years(ALL)), "8"), (("count_texts", years(NONE)), "0")],
    "distinct": [(("distinct", years(ALL)), "4"), (("distinct", ("texts", ALL, "series")), "2")],
    "count_numbers": [(("count_numbers", nums(ALL)), "7"), (("count_numbers", nums(NONE)), "0")],
    "highest": [(year(("highest", N, "value")), "2020"), (year(("highest", S, "weight")), "2022"),
                (year(("highest", ALL, "weight")), "2022"),
                (year(("highest", ("from_to", S, "category", "2019", "2020"), "weight")), U)],
    "lowest": [(year(("lowest", N, "value")), "2019"), (year(("lowest", N, "weight")), U)],
    "ranked": [(year(("ranked", N, "value", "2")), "2022"), (year(("ranked", N, "weight", "3")), U),
               (year(("ranked", N, "value", "5")), U)],
    "nearest": [(year(("nearest", N, "value", "22")), "2021"), (year(("nearest", N, "value", "24")), "2022"),
                (year(("nearest", N, "value", "22.5")), U),
                (year(("nearest", NONE, "value", "1")), U)],
    "nearest_to": [(year(("nearest_to", N, at(N, "2"), "value")), "2022"),
                   (year(("nearest_to", S, at(S, "2"), "value")), U),
                   (year(("nearest_to", S, at(S, "4"), "value")), U)],
    "nearest_point": [(year(("nearest_point", N, "value", "weight", "24", "3.5")), "2022"),
                      (year(("nearest_point", N, "value", "weight", "28", "2.2")), "2020"),
                      (year(("nearest_point", N, "value", "weight", "29", "3.5")), U)],
    "rank": [(("rank", N, at(N, "3"), "value"), "3"), (("rank", N, at(N, "2"), "value"), "1"),
             (("rank", N, at(N, "1"), "weight"), U)],
    "maximum": [(("maximum", nums(N)), "30"), (("maximum", nums(NONE)), U)],
    "minimum": [(("minimum", nums(N)), "10"), (("minimum", nums(NONE)), U)],
    "higher": [(year(("higher", at(N, "1"), at(N, "3"), "value")), "2021"),
               (year(("higher", at(N, "1"), at(N, "3"), "weight")), U)],
    "lower": [(year(("lower", at(N, "1"), at(N, "3"), "value")), "2019"),
              (year(("lower", at(N, "1"), at(N, "3"), "weight")), U)],
    "sum": [(("sum", nums(N)), "85"), (("sum", nums(NONE)), U)],
    "mean": [(("mean", nums(N)), "21.25"), (("mean", nums(NONE)), U)],
    "median": [(("median", nums(N)), "22.5"), (("median", nums(S)), "18"), (("median", nums(NONE)), U)],
    "spread": [(("spread", nums(N)), "20"), (("spread", nums(NONE)), U)],
    "share": [(("share", at(N, "2"), N, "value"), "35.29"), (("share", at(N, "1"), N, "weight"), "12.5"),
              (("share", at(N, "1"), NONE, "value"), U)],
    "weighted_mean": [(("weighted_mean", N, "value", "weight"), "23.75"),
                      (("weighted_mean", S, "value", "weight"), "16.8"),
                      (("weighted_mean", NONE, "value", "weight"), U)],
    "difference": [(("difference", ONE, TWO), "-1"), (("difference", TWO, ONE), "1")],
    "gap": [(("gap", ONE, TWO), "1"), (("gap", TWO, ONE), "1")],
    "add": [(("add", ONE, TWO), "3"), (("add", TWO, ("number", "-5")), "-3")],
    "multiply": [(("multiply", TWO, ("number", "1.5")), "3"), (("multiply", TWO, ("number", "-2")), "-4")],
    "ratio": [(("ratio", ONE, TWO), "0.5"), (("ratio", ONE, ("number", "3")), "0.333"),
              (("ratio", ONE, ("number", "0")), U)],
    "percent_change": [(("percent_change", TWO, ONE), "-50"), (("percent_change", ONE, TWO), "100"),
                       (("percent_change", ("number", "0"), TWO), U), (("percent_change", ("number", "-1"), TWO), U)],
    "percent_of": [(("percent_of", ONE, TWO), "50"), (("percent_of", TWO, ONE), "200"),
                   (("percent_of", ONE, ("number", "0")), U)],
    "scaled": [(("scaled", TWO, "1.5"), "3"), (("scaled", TWO, "-1"), "-2")],
    "greater": [(("greater", TWO, ONE), "yes"), (("greater", ONE, ONE), "no")],
    "less": [(("less", ONE, TWO), "yes"), (("less", ONE, ONE), "no")],
    "above": [(("above", TWO, "1.9"), "yes"), (("above", TWO, "2"), "no")],
    "below": [(("below", TWO, "2.1"), "yes"), (("below", TWO, "2"), "no")],
    "same_number": [(("same_number", ONE, ("number", "1.0")), "yes"), (("same_number", ONE, TWO), "no")],
    "same_text": [(("same_text", ("line", SIGN_, "1"), ("line", SIGN_, "1")), "yes"),
                  (("same_text", ("line", SIGN_, "1"), ("line", SIGN_, "2")), "no")],
    "reads": [(("reads", ("line", SIGN_, "1"), "Open 24 hours"), "yes"),
              (("reads", ("line", SIGN_, "1"), "Open 24"), "no")],
    "increasing": [(("increasing", S, "value"), "yes"), (("increasing", N, "value"), "no"),
                   (("increasing", ("from_to", S, "category", "2019", "2020"), "value"), U),
                   (("increasing", S, "weight"), "no")],
    "decreasing": [(("decreasing", N, "value"), "no"),
                   (("decreasing", ("from_to", N, "category", "2020", "2022"), "value"), "no"),
                   (("decreasing", NONE, "value"), U),
                   (("decreasing", ("from_to", S, "category", "2019", "2021"), "weight"), "no")],
    "largest_rise": [(year(("largest_rise", N, "value")), "2020"), (year(("largest_rise", S, "value")), U)],
    "largest_drop": [(year(("largest_drop", N, "value")), "2021"), (year(("largest_drop", S, "value")), U)],
    "rises": [(("rises", N, "value"), "2"), (("rises", S, "value"), "2"), (("rises", S, "weight"), "1")],
    "changes": [(("changes", N, "value"), "20; -10; 5"), (("changes", S, "value"), "6; 6")],
    "turning_points": [(("turning_points", N, "value"), "2"), (("turning_points", S, "value"), "0"),
                       (("turning_points", S, "weight"), "1")],
    "widest_gap": [(year(("widest_gap", N, S, "value")), "2020"), (year(("widest_gap", N, N, "value")), U),
                   (year(("widest_gap", ("from_to", N, "category", "2019", "2021"), S, "value")), U)],
    "narrowest_gap": [(year(("narrowest_gap", N, S, "value")), "2019"), (year(("narrowest_gap", N, N, "value")), U),
                      (year(("narrowest_gap", ("from_to", N, "category", "2019", "2021"), S, "value")), U)],
    "crossing": [(year(("crossing", N, S, "value")), "2020"), (year(("crossing", N, N, "value")), U),
                 (year(("crossing", ("from_to", N, "category", "2019", "2021"), S, "value")), U)],
    "extend": [(("extend", N, "weight"), "5"), (("extend", N, "value"), "30"), (("extend", S, "value"), "30"),
               (("extend", NONE, "value"), U)],
    "halfway": [(("halfway", ONE, TWO), "1.5"), (("halfway", TWO, ("number", "-2")), "0")],
    "grown": [(nums(("grown", N, "value", "10")), "11; 33; 22; 27.5"),
              (nums(("grown", S, "value", "-50")), "6; 9; 12")],
    "grown_where": [(nums(("grown_where", N, "category", "2020", "value", "50")), "10; 45; 20; 25"),
                    (nums(("grown_where", N, "category", "1999", "value", "50")), "10; 30; 20; 25")],
    "without_highest": [(years(("without_highest", N, "value")), "2019; 2021; 2022"),
                        (years(("without_highest", ("bottom", N, "weight", "2"), "weight")), U)],
    "without_lowest": [(years(("without_lowest", N, "value")), "2020; 2021; 2022"),
                       (years(("without_lowest", N, "weight")), U)],
    "common": [(("common", years(("top", N, "value", "2")), years(("from_to", S, "category", "2020", "2021"))), "2020"),
               (("common", years(ALL), years(N)), "2019; 2020; 2021; 2022")],
    "only_first": [(("only_first", years(N), years(("top", N, "value", "2"))), "2019; 2021"),
                   (("only_first", years(ALL), years(("top", N, "value", "1"))), "2019; 2021; 2022")],
    "united": [(("united", years(("top", N, "value", "1")), years(("bottom", N, "value", "2"))), "2020; 2019; 2021"),
               (("united", years(ALL), years(N)), "2019; 2020; 2021; 2022")],
    "both": [(("both", HOLDS, HOLDS), "yes"), (("both", HOLDS, FAILS), "no")],
    "either": [(("either", FAILS, HOLDS), "yes"), (("either", FAILS, FAILS), "no"), (("either", HOLDS, HOLDS), "yes")],
    "negate": [(("negate", HOLDS), "no"), (("negate", FAILS), "yes")],
    "all_above": [(("all_above", N, "value", "9.5"), "yes"), (("all_above", N, "value", "10"), "no"),
                  (("all_above", NONE, "value", "1"), U)],
    "any_above": [(("any_above", N, "value", "29"), "yes"), (("any_above", N, "value", "30"), "no"),
                  (("any_above", NONE, "value", "1"), U)],
    "exactly": [(("exactly", N, "4"), "yes"), (("exactly", N, "3"), "no")],
    "has_text": [(("has_text", years(N), "2019"), "yes"), (("has_text", years(N), "201"), "no")],
    "next_after": [(year(("next_after", N, "category", "2020")), "2021"),
                   (year(("next_after", N, "category", "2022")), U),
                   (year(("next_after", ALL, "category", "2020")), U)],
    "next_before": [(year(("next_before", N, "category", "2020")), "2019"),
                    (year(("next_before", N, "category", "2019")), U)],
    "field_number": [(("field_number", DOCUMENT_, "Total"), "12.5"), (("field_number", DOCUMENT_, "Terms"), U),
                     (("field_number", DOCUMENT_, "Twice"), U)],
    "field_text": [(("field_text", DOCUMENT_, "Total"), "EUR 12.50"), (("field_text", DOCUMENT_, "Twice"), U)],
    "fields": [(("fields", DOCUMENT_), "Total; Terms; Twice; Twice"), (("count_texts", ("fields", DOCUMENT_)), "4")],
    "node_count": [(("node_count", DOCUMENT_, "heading"), "4"), (("node_count", DOCUMENT_, "figure"), "0")],
    "headings": [(("headings", DOCUMENT_, "1"), "Scope; Method"), (("headings", DOCUMENT_, "2"), "Sample; Limits")],
    "heading_after": [(("heading_after", DOCUMENT_, "Method"), "Sample"), (("heading_after", DOCUMENT_, "Limits"), U)],
    "heading_level": [(("heading_level", DOCUMENT_, "Sample"), "2"), (("heading_level", DOCUMENT_, "Nothing"), U)],
    "heading_parent": [(("heading_parent", DOCUMENT_, "Limits"), "Method"),
                       (("heading_parent", DOCUMENT_, "Method"), U)],
    "heading_page": [(("heading_page", DOCUMENT_, "Limits"), "3"), (("heading_page", DOCUMENT_, "Scope"), "1"),
                     (("heading_page", DOCUMENT_, "Text."), U)],
    "page_count": [(("page_count", DOCUMENT_), "3"), (("add", ("page_count", DOCUMENT_), ONE), "4")],
    "row_count": [(("row_count", GRID_), "4"), (("row_count", SPANS_), "2")],
    "column_count": [(("column_count", GRID_), "4"), (("column_count", SPANS_), "2")],
    "header_span": [(("header_span", GRID_, "Sales"), "2"), (("header_span", GRID_, "Rating"), "1"),
                    (("header_span", GRID_, "Region"), "1"),
                    (("header_span", GRID_, "Alpha"), U)],
    "header_above": [(("header_above", GRID_, "2021"), "Sales"), (("header_above", GRID_, "Sales"), U)],
    "empty_cells": [(("empty_cells", GRID_), "3"), (("empty_cells", SPANS_), "0")],
    "right_of": [(("right_of", GRID_, "Alpha"), "5"), (("right_of", GRID_, "Sales"), "Rating"),
                 (("right_of", GRID_, "Rating"), U), (("right_of", GRID_, "good"), U)],
    "below_cell": [(("below_cell", GRID_, "Sales"), "2020"), (("below_cell", GRID_, "Region"), "Alpha"),
                   (("below_cell", GRID_, "All"), U)],
    "symbol_count": [(("symbol_count", FORMULA_, "x"), "2"), (("symbol_count", FORMULA_, "y"), "0")],
    "kind_count": [(("kind_count", FORMULA_, "number"), "4"), (("kind_count", FORMULA_, "frac"), "0"),
                   (("kind_count", BARE_, "symbol"), "1")],
    "formula_numbers": [(("formula_numbers", FORMULA_), "1; 2; 4; 2.5"), (("sum", ("formula_numbers", BARE_)), U)],
    "symbols": [(("symbols", FORMULA_), "x; x"), (("symbols", BARE_), "α")],
    "matrix_rows": [(("matrix_rows", FORMULA_), "2"), (("matrix_rows", BARE_), U)],
    "matrix_columns": [(("matrix_columns", FORMULA_), "2"), (("matrix_columns", BARE_), U)],
    "matrix_entry": [(("matrix_entry", FORMULA_, "1", "2"), "-2"), (("matrix_entry", FORMULA_, "2", "2"), "4"),
                     (("matrix_entry", FORMULA_, "2", "1"), U), (("matrix_entry", FORMULA_, "3", "1"), U)],
    "formula_value": [(("formula_value", ("formula", "p"), "2", "x = 2"), "20"),
                      (("formula_value", ("formula", "q"), "1", "a_1 = 4, b = 1/2"), "10/7"),
                      (("formula_value", ("formula", "w"), "2", "t = -1"), "-2"),
                      (("formula_value", ("formula", "w"), "2", "t = 2"), "2"),
                      (("formula_value", ("formula", "w"), "2", "t = 3"), U),
                      (("formula_value", ("formula", "p"), "1", "x = 2"), U),
                      (("formula_value", ("formula", "p"), "2", "y = 2"), U),
                      (("formula_value", ("formula", "q"), "1", "a_1 = 1, b = 1"), U),
                      (("formula_value", ("formula", "u"), "2", "x = 1"), U),
                      (("formula_value", ("formula", "f"), "1", "x = 1"), U)],
    "slope": [(("slope", ("formula", "p"), "2", "x", "x = 1"), "10.5"),
              (("slope", ("formula", "q"), "1", "b", "a_1 = 4, b = 1"), "4/3"),
              (("slope", ("formula", "w"), "2", "t", "t = 1"), U), (("slope", ("formula", "p"), "2", "y", "x = 1"), U)],
    "derivative": [(("derivative", ("formula", "p"), "2", "x"), "6x^2 - 8x + 25/2"),
                   (("derivative", ("formula", "r"), "1", "x"), "2x - 5"),
                   (("derivative", ("formula", "r"), "2", "x"), "0"), (("derivative", ("formula", "q"), "1", "b"), U)],
    "holds_at": [(("holds_at", ("formula", "r"), "x = 3"), "yes"), (("holds_at", ("formula", "r"), "x = 1"), "no"),
                 (("holds_at", ("formula", "y"), "x = 2, y = 3"), "yes"),
                 (("holds_at", ("formula", "y"), "x = 4, y = 2"), "no"),
                 (("holds_at", ("formula", "w"), "t = 1"), U), (("holds_at", ("formula", "r"), "y = 1"), U)],
    "expanded": [(("expanded", ("formula", "i"), "1", "x"), "x^2 - 2x + 1"),
                 (("expanded", ("formula", "r"), "2", "x"), "0"),
                 (("same_text", ("expanded", ("formula", "i"), "1", "x"),
                   ("expanded", ("formula", "i"), "2", "x")), "yes"),
                 (("expanded", ("formula", "q"), "2", "x"), U), (("expanded", ("formula", "y"), "1", "x"), U)],
    "wrong_step": [(("wrong_step", MATH_, "x = ±2 ; x = 4"), "2"), (("wrong_step", MATH_, "x = ±4 ; x = 2"), "1"),
                   (("wrong_step", MATH_, "x = ±2 ; x = 2"), U), (("wrong_step", MATH_, "x = 3"), U)],
    "answer": [(("answer", MATH_, "2"), "1/2"), (("answer", MATH_, "1"), "-2"), (("answer", MATH_, "4"), U)],
    "answers": [(("answers", MATH_), "-2; 1/2; 3"), (("sum", ("answers", MATH_)), "1.5")],
    "given": [(("given", MATH_, "a"), "3.5"), (("given", MATH_, "c"), U)],
    "step_count": [(("step_count", MATH_), "2"), (("scaled", ("step_count", MATH_), "2"), "4")],
    "step_result": [(("step_result", MATH_, "2"), "x = 2"), (("step_result", MATH_, "3"), U)],
    "lines": [(("lines", SIGN_), "Open 24 hours; Banana bar; Call 555 0142"),
              (("count_texts", ("lines", EMPTY_)), "0")],
    "line": [(("line", SIGN_, "2"), "Banana bar"), (("line", SIGN_, "4"), U)],
    "line_last": [(("line_last", SIGN_), "Call 555 0142"), (("line_last", EMPTY_), U)],
    "characters": [(("characters", ("line", SIGN_, "1")), "11"), (("characters", ("line", SIGN_, "2")), "9")],
    "words": [(("words", ("line", SIGN_, "1")), "3"), (("words", ("line", SIGN_, "2")), "2")],
    "count_in": [(("count_in", ("line", SIGN_, "2"), "an"), "2"), (("count_in", ("line", SIGN_, "2"), "ana"), "1"),
                 (("count_in", ("line", SIGN_, "2"), "B"), "1")],
    "longest": [(("longest", ("texts", ("from_to", N, "category", "2019", "2019"), "series")), "North"),
                (("longest", ("lines", SIGN_)), U),
                (("longest", ("only_first", ("lines", SIGN_), ("lines", EMPTY_))), U),
                (("longest", ("united", ("texts", BODY, "Region"), ("headings", DOCUMENT_, "2"))), U),
                (("longest", ("texts", ("from_to", BODY, "Region", "Beta", "Gamma"), "Region")), "Gamma")],
    "shortest": [(("shortest", ("lines", SIGN_)), "Banana bar"), (("shortest", ("texts", BODY, "Region")), "Beta"),
                 (("shortest", ("lines", EMPTY_)), U)],
    "contains": [(("contains", ("line", SIGN_, "2"), "bar"), "yes"),
                 (("contains", ("line", SIGN_, "2"), "Bar"), "no")],
    "digits": [(("digits", ("line", SIGN_, "3")), "7"), (("digits", ("line", SIGN_, "1")), "2")],
}  # fmt: skip


def program(case: Case) -> dict[str, Any]:
    """A case as a written program; equal parts become one node."""
    nodes: list[dict[str, Any]] = []
    places: dict[Case, int] = {}

    def place(part: Case) -> int:
        if part not in places:
            inputs = [place(item) for item in part[1:] if isinstance(item, tuple)]
            params = [item for item in part[1:] if isinstance(item, str)]
            nodes.append({"op": part[0], "inputs": inputs, "params": params})
            places[part] = len(nodes) - 1
        return places[part]

    place(case)
    return {"nodes": nodes}


def question(case: Case, text: str) -> dict[str, Any]:
    """A written question whose program is the case and whose answer is `text`."""
    made = program(case)
    last = made["nodes"][-1]["op"]
    kind = {"Number": "number", "Text": "text", "Bool": "bool"}.get(OPERATIONS[last].output, "list")
    answer = {"kind": kind, "value": text, "unit": "", "tolerance": "0", "aliases": []}
    factor = {"node": len(made["nodes"]) - 1, "category": OPERATIONS[last].category, "sub_question": "What is it?",
              "answer": answer, "evidence": []}  # fmt: skip
    form = "yesno" if kind == "bool" else "short"
    return {"text": "What is it?", "language": "en", "form": form, "program": made, "answer": answer, "choices": [],
            "factors": [factor], "turns": []}  # fmt: skip
