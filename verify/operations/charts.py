"""Operations that look a content up and read the labels, rows and colours of a chart."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from proofpress_core.chart_names import names_of
from verify.operations.values import Group, Json, Row, Rows, Undefined, exact, one

CHARTS = Group()
_TYPES = {
    "chart": "ChartData", "grid": "Grid", "formula": "FormulaTree", "document": "DocumentTree",
    "scene_text": "SceneText", "math": "MathProblem",
}  # fmt: skip


def fetch(op: str, contents: Mapping[str, Json], content_id: str) -> Json:
    """The content that one of the six fetching operations names; Undefined when it is missing or of another type."""
    content = contents.get(content_id)
    if content is None or content["type"] != _TYPES[op]:
        raise Undefined(f"no {_TYPES[op]} with the id {content_id!r}")
    return content


@CHARTS.add
def number(constant: str) -> Fraction:
    return exact(constant)


@CHARTS.add
def rows(chart: Json) -> Rows:
    columns = chart["relations"][0]["columns"] if chart["relations"] else []
    if not columns:
        raise Undefined("the chart has no relation")
    numeric = frozenset(column["name"] for column in columns if column["type"] == "NumberColumn")
    textual = frozenset(column["name"] for column in columns if column["type"] == "TextColumn")
    made = []
    for place in range(len(columns[0]["values"])):
        cells: dict[str, str | Fraction | None] = {}
        for column in columns:
            raw = column["values"][place]
            cells[column["name"]] = exact(raw) if column["type"] == "NumberColumn" and raw is not None else raw
        made.append(Row(place, cells))
    return Rows(tuple(made), numeric, textual)


@CHARTS.add
def label(chart: Json, ref: str) -> str:
    return str(one([label["text"] for label in chart["labels"] if label["ref"] == ref], f"the label {ref!r}"))


@CHARTS.add
def chart_type(chart: Json) -> str:
    names = names_of(chart["chart_type"], chart["language"])
    if not names:
        raise Undefined(f"charts of type {chart['chart_type']!r} have no name")
    return names[0]


@CHARTS.add
def colours(chart: Json) -> tuple[str, ...]:
    return tuple(shown for _, shown in _style(chart))


@CHARTS.add
def has_label(chart: Json, ref: str) -> bool:
    return any(label["ref"] == ref and label["text"] for label in chart["labels"])


@CHARTS.add
def colour_of(chart: Json, name: str) -> str:
    found = [colour for named, colour in _style(chart) if named == name]
    return one(found, f"a colour for {name!r}")


@CHARTS.add
def named_by_colour(chart: Json, colour: str) -> str:
    return one([named for named, shown in _style(chart) if shown == colour], f"the colour {colour!r}")


def _style(chart: Json) -> list[tuple[str, str]]:
    relation = one([relation for relation in chart["relations"] if relation["name"] == "style"], "the relation style")
    names = relation["columns"][0]["values"]
    colours = one([column["values"] for column in relation["columns"] if column["name"] == "colour"], "colour")
    return [(str(name), str(colour)) for name, colour in zip(names, colours, strict=True)]
