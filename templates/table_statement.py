"""Fills the table topics of kind `statement`: line items over periods, with subtotals that add up.

A line has a `base` range, or is a `share` of another line, or a `total` of lines, or a linear form (`weights`) of them.
Amounts are whole numbers; totals are computed from the rounded amounts that the table shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from templates.table_numbers import fixed
from templates.table_topics import Frame, Head, Line, Structure, Topic, Value, shared

Amounts = dict[str, Decimal]


def build(topic: Topic, structure: Structure) -> Frame:
    """A filled frame: years (or quarters and their year) across; group and company above the years at two levels;
    section rows where the structure has groups."""
    columns, heads = _periods(topic, structure)
    lines: list[Line] = []
    for line in topic.raw["lines"]:
        if "section" in line:
            if structure in ("groups", "both"):
                lines.append(Line(key=topic.text(line["section"]), values=(), role="section"))
            continue
        total = "total" in line
        values = tuple(column[line["id"]] for column in columns)
        lines.append(Line(key=topic.text(line["label"]), values=values, role="total" if total else "body"))
    if structure == "flat" and "%" not in {h.unit for h in heads} and len(heads) in (2, 3) and topic.draw.chance(0.4):
        heads, lines = _with_change(topic, heads, lines)
    return Frame(
        caption=topic.written("caption"), key=topic.text(topic.raw["key"]), heads=tuple(heads), lines=tuple(lines),
        note=topic.written("note"), finance=True,
    )  # fmt: skip


def _periods(topic: Topic, structure: Structure) -> tuple[list[Amounts], list[Head]]:
    draw, unit = topic.draw, topic.text(topic.raw["unit"])
    if structure in ("levels", "both"):
        years = draw.integer(2, 3)
        entities = topic.texts(topic.raw["entities"])
        columns = [column for share in (1.0, draw.uniform(0.3, 0.7)) for column in _years(topic, years, share)]
        heads = [Head(label=str(topic.year - y), unit=unit, group=name) for name in entities for y in range(years)]
        return columns, heads
    if not topic.raw.get("stock") and draw.chance(0.35):
        columns = _years(topic, 4, 0.25)[::-1]
        columns.append({name: sum((c[name] for c in columns), Decimal(0)) for name in columns[0]})
        labels = [*topic.texts(shared()["quarters"]), topic.text(shared()["year_total"])]
        return columns, [Head(label=label, unit=unit) for label in labels]
    years = draw.integer(2, 5)
    return _years(topic, years, 1.0), [Head(label=str(topic.year - y), unit=unit) for y in range(years)]


def _years(topic: Topic, count: int, size: float) -> list[Amounts]:
    """Amounts of `count` periods, the latest first."""
    draw = topic.draw
    drawn = {line["id"]: _first(topic, line) for line in topic.raw["lines"] if "base" in line or "share" in line}
    steady = {line["id"] for line in topic.raw["lines"] if line.get("steady")}
    growth = draw.uniform(0.9, 0.99)
    bases = {line["id"]: drawn[line["id"]] * size for line in topic.raw["lines"] if "base" in line}
    found = []
    for period in range(count):
        noise = {name: 1.0 if name in steady else 1 + draw.uniform(-0.09, 0.09) for name in drawn}
        level = {name: value * growth**period for name, value in bases.items()}
        found.append(_amounts(topic, drawn, level, noise, bases))
    return found


def _first(topic: Topic, line: Mapping[str, Any]) -> float:
    return topic.draw.uniform(*(line["base"] if "base" in line else line["share"]))


def _amounts(
    topic: Topic, drawn: Mapping[str, float], level: Mapping[str, float], noise: Mapping[str, float],
    steady_base: Mapping[str, float],
) -> Amounts:  # fmt: skip
    amounts: Amounts = {}
    forms: dict[str, dict[str, int]] = {}
    for line in topic.raw["lines"]:
        if "section" in line:
            continue
        name = line["id"]
        if "base" in line:
            amounts[name] = fixed(level[name] * noise[name], 0)
        elif "share" in line:
            base = steady_base[line["of"]] if line.get("steady") else level[line["of"]]
            amounts[name] = fixed(base * drawn[name] * noise[name], 0)
        else:
            forms[name] = line.get("weights") or dict.fromkeys(line["total"], 1)
    while forms:
        ready = [name for name, form in forms.items() if all(part in amounts for part in form)]
        for name in ready:
            amounts[name] = sum((amounts[part] * weight for part, weight in forms.pop(name).items()), Decimal(0))
    return amounts


def _with_change(topic: Topic, heads: list[Head], lines: list[Line]) -> tuple[list[Head], list[Line]]:
    """Append the change of the latest year on the one before, in per cent."""
    label = topic.text(shared()["change"])
    heads = [*heads, Head(label=label, unit="%", shows_unit=True)]
    return heads, [
        Line(key=line.key, group=line.group, role=line.role, values=(*line.values, _change(line.values)))
        for line in lines
    ]


def _change(values: tuple[Value, ...]) -> Value:
    new, old = values[0], values[1]
    if not isinstance(new, Decimal) or not isinstance(old, Decimal) or not old:
        return None
    change = (new - old) * 100 / abs(old)
    return fixed(change, 1) if abs(change) < 400 else None
