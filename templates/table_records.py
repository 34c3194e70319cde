"""Fills the table topics of kind `records`: one row per thing, one column per property.

Columns are computed in file order, so a column may build on earlier ones: `of` (a multiple), `near` (parts of others
beside what is drawn), `minus`, `times`, `quotient`, `percent` (a as per cent of b), `share` (of the column's sum),
`weights` (a linear form), `grades` (names of ranges). What is derived is derived from the rounded numbers that the
table shows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from templates.table_numbers import fixed, shares
from templates.table_topics import Frame, Head, Line, Structure, Topic, Value

Column = dict[str, Any]
Made = dict[str, list[Any]]
"""Values of every column by its id."""

_MOST_HEADS = 8


def build(topic: Topic, structure: Structure) -> Frame:
    """A filled frame; groups of rows only where the structure has them (or now and then as a plain column)."""
    wanted = structure in ("groups", "both")
    keys, groups = draw_keys(topic, grouped=wanted)
    made: Made = {}
    for column in topic.raw["columns"]:
        made[column["id"]] = _values(topic, column, keys, made)
    columns = _chosen(topic, levels=structure in ("levels", "both"))
    _drop_some(topic, columns, made)
    columns, means = _add_up(topic, columns, made)
    order = _order(topic, made, len(keys), grouped=wanted)
    lines = [
        Line(key=topic.text(keys[r]), group=topic.text(groups[r]), values=tuple(made[c["id"]][r] for c in columns))
        for r in order
    ]
    lines += _last_line(topic, columns, made, means)
    return Frame(
        caption=topic.written("caption"), key=topic.text(topic.raw["key"]["label"]),
        heads=tuple(_head(topic, column) for column in columns), lines=tuple(lines),
        group_key=topic.text(topic.raw.get("group_label", "")), note=topic.written("note"),
        finance=bool(topic.raw.get("finance")),
    )  # fmt: skip


def draw_keys(topic: Topic, *, grouped: bool) -> tuple[list[str], list[str]]:
    """Raw keys and the raw group of each, group by group; a few of the topic's pool."""
    spec, draw = topic.raw["key"], topic.draw
    if "groups" not in spec:
        return _some(topic, spec["pool"]), [""] * 99
    groups = spec["groups"]
    kept = sorted(draw.sample(range(len(groups)), draw.integer(2, len(groups))))
    keys: list[tuple[str, str]] = []
    for group in (groups[place] for place in kept):
        count = draw.integer(2, min(4 if len(kept) == 2 else 3, len(group["pool"])))
        keys += [(key, group["label"]) for key in _in_order(topic, group["pool"], count)]
    if not grouped and not spec.get("ordered"):
        keys = draw.shuffled(keys)
    return [key for key, _ in keys], [group for _, group in keys]


def _some(topic: Topic, pool: Sequence[str]) -> list[str]:
    spec, draw = topic.raw["key"], topic.draw
    if spec.get("all"):
        return list(pool)
    count = draw.integer(4, min(11, len(pool)))
    if spec.get("run"):
        start = draw.integer(0, len(pool) - count)
        return list(pool[start : start + count])
    return _in_order(topic, pool, count) if spec.get("ordered") else draw.sample(pool, count)


def _in_order(topic: Topic, pool: Sequence[str], count: int) -> list[str]:
    return [pool[place] for place in sorted(topic.draw.sample(range(len(pool)), count))]


def _chosen(topic: Topic, *, levels: bool) -> list[Column]:
    columns = topic.raw["columns"]
    keep = 0.85 if levels else 0.5
    chosen = [c for c in columns if c.get("keep") or topic.draw.chance(keep)]
    needed = {name for c in chosen for name in c.get("needs", ())}
    chosen = [c for c in columns if c in chosen or c["id"] in needed][:_MOST_HEADS]
    if len(chosen) < 2:
        chosen = columns[:3]
    return chosen


def _drop_some(topic: Topic, columns: Sequence[Column], made: Made) -> None:
    """Turn a few values of optional columns into missing ones."""
    if not topic.draw.chance(0.35):
        return
    for column in columns:
        if column.get("optional"):
            made[column["id"]] = [None if topic.draw.chance(0.1) else value for value in made[column["id"]]]


def _add_up(topic: Topic, columns: list[Column], made: Made) -> tuple[list[Column], dict[str, Decimal]]:
    """Append the column of row sums that some topics have, and give each column's mean for the last row."""
    if "add_up" not in topic.raw:
        return columns, {}
    spec = topic.raw["add_up"]
    rows = zip(*(made[c["id"]] for c in columns), strict=True)
    made[spec["id"]] = [sum((v for v in row if isinstance(v, Decimal)), Decimal(0)) for row in rows]
    columns = [*columns, {"id": spec["id"], "label": spec["label"]}]
    numbers = {c["id"]: [v for v in made[c["id"]] if isinstance(v, Decimal)] for c in columns}
    return columns, {name: fixed(sum(found) / len(found), 1) for name, found in numbers.items() if found}


def _order(topic: Topic, made: Made, count: int, *, grouped: bool) -> list[int]:
    by = topic.raw.get("sort")
    if not by or grouped:
        return list(range(count))
    return sorted(range(count), key=lambda row: -made[by][row])


def _last_line(topic: Topic, columns: Sequence[Column], made: Made, means: dict[str, Decimal]) -> list[Line]:
    if means and topic.draw.chance(0.7):
        values = tuple(means.get(c["id"], "") for c in columns)
        return [Line(key=topic.text(topic.raw["add_up"]["mean"]), values=values, role="total")]
    if "total" not in topic.raw or not topic.draw.chance(0.7):
        return []
    sums = {c["id"]: sum(made[c["id"]]) for c in topic.raw["columns"] if c.get("total")}
    return [Line(key=topic.text(topic.raw["total"]), values=tuple(_total(c, sums) for c in columns), role="total")]


def _total(column: Column, sums: dict[str, Decimal]) -> Value:
    """The entry of a total row: a sum, a rate of the sums, or nothing."""
    if column["id"] in sums:
        return sums[column["id"]]
    rate = column.get("percent") or column.get("quotient")
    if rate and all(name in sums for name in rate):
        return _rate(sums[rate[0]], sums[rate[1]], column)
    return ""


def _head(topic: Topic, column: Column) -> Head:
    text = column.get("kind") in ("text", "code")
    kind = "centre" if column.get("centre") or column.get("short") else "text" if text else "number"
    return Head(
        label=topic.text(column["label"]), unit=topic.text(column.get("unit", "")),
        shows_unit=not topic.raw.get("finance") or column.get("unit") == "%",
        group=topic.text(column.get("group", "")), kind=kind,
    )  # fmt: skip


def _values(topic: Topic, column: Column, keys: Sequence[str], made: Made) -> list[Value]:
    if "grades" in column:
        steps = column["grades"]
        return [topic.text(next(name for low, name in steps if mark >= low)) for mark in made[column["of"]]]
    if column.get("kind") in ("text", "code"):
        return _texts(topic, column, keys)
    if "share" in column:
        return list(shares(made[column["share"]], column.get("places", 0)))
    names = [key.split(" | ")[0] for key in keys]
    numbers = [_number(topic, column, names, row, made) for row in range(len(keys))]
    return list(sorted(numbers) if column.get("rising") else numbers)


def _texts(topic: Topic, column: Column, keys: Sequence[str]) -> list[Value]:
    draw = topic.draw
    if "text_by_key" in column:
        return [topic.text(column["text_by_key"][key.split(" | ")[0]]) for key in keys]
    if column["kind"] == "text":
        return [topic.text(draw.choice(column["pool"])) for _ in keys]
    low, high = (1, 48) if column.get("short") else (1004, 8996)
    numbers = draw.sample(range(low, high), len(keys))
    return [f"{column['prefix']}{number:02d}" if low == 1 else f"{column['prefix']}-{number}" for number in numbers]


def _number(topic: Topic, column: Column, names: Sequence[str], row: int, made: Made) -> Decimal:
    places = column.get("places", 0)
    at = {name: values[row] for name, values in made.items()}
    if "minus" in column:
        return at[column["minus"][0]] - at[column["minus"][1]]
    if "times" in column:
        return fixed(at[column["times"][0]] * at[column["times"][1]], places)
    if "weights" in column:
        return fixed(sum(at[n] * Decimal(str(w)) for n, w in column["weights"].items()), places)
    if "percent" in column or "quotient" in column:
        top, bottom = column.get("percent") or column["quotient"]
        return _rate(at[top], at[bottom], column)
    if "near_key" in column:
        low, high, places = column["near_key"][names[row]]
        return fixed(topic.draw.uniform(low, high), places)
    return fixed(_drawn(topic, column, names, row, at), places)


def _rate(top: Decimal, bottom: Decimal, column: Column) -> Decimal:
    whole = Decimal(100) if "percent" in column else Decimal(1)
    return fixed(top * whole / bottom if bottom else Decimal(0), column.get("places", 0))


def _drawn(topic: Topic, column: Column, names: Sequence[str], row: int, at: dict[str, Any]) -> float | Decimal:
    """A drawn number before rounding."""
    draw = topic.draw
    if "pick" in column:
        return Decimal(str(draw.choice(column["pick"])))
    if "by_key" in column:
        base = column["by_key"][names[row]] * (1 + draw.uniform(-1, 1) * column.get("spread", 0.0))
        return _tidy(column, base * topic.money_scale(column.get("unit", "")))
    scale = topic.money_scale(column.get("unit", ""))
    number = between(topic, column["low"] * scale, column["high"] * scale, log=column.get("scale") == "log")
    number += sum(weight * float(at[name]) for name, weight in column.get("near", {}).items())
    if "of" in column:
        number = max(1.0, float(at[column["of"]] or 0) * number)
    if "season" in column:
        low, high = column["season"]
        place = [key.split(" | ")[0] for key in topic.raw["key"]["pool"]].index(names[row])
        number += (low + high) / 2 - (high - low) / 2 * math.cos((place - 0.3) * math.pi / 6)
    return _tidy(column, number)


def _tidy(column: Column, number: float) -> float:
    """A number moved to the steps or the price endings of its column."""
    if "step" in column:
        number = round(number / column["step"]) * column["step"]
    if "end" in column:
        whole = 1 if column["end"] < 1 else 10
        number = math.floor(number / whole) * whole + column["end"]
    return number


def between(topic: Topic, low: float, high: float, *, log: bool) -> float:
    """A number in [low, high], even in its logarithm if `log`."""
    if log:
        return math.exp(topic.draw.uniform(math.log(low), math.log(high)))
    return topic.draw.uniform(low, high)
