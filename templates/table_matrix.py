"""Fills the table topics of kind `matrix`: one measure (or a few) over two or three dimensions.

Values follow a multiplicative model, row level x column level x noise, so that a table is coherent. Three-level
topics cross an `upper` dimension (years, services) with the columns, or the columns with `lower` parts or `measures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from templates.table_numbers import fixed, shares
from templates.table_records import between, draw_keys
from templates.table_topics import Frame, Head, Line, Structure, Topic, Value

_MOST_COLUMNS = 8


class _Plan(NamedTuple):
    """One data column: its group, label, the measure it shows, and the number of its upper column."""

    group: str
    label: str
    measure: dict[str, Any]
    block: int


def build(topic: Topic, structure: Structure) -> Frame:
    """A filled frame; two header levels and groups of rows as the structure says."""
    grouped, wide = structure in ("groups", "both"), structure in ("levels", "both")
    keys, groups = draw_keys(topic, grouped=grouped)
    plans = _wide_plans(topic) if wide else _flat_plans(topic)
    columns = _fill(topic, plans, len(keys))
    measure = topic.text(plans[0].measure["label"])
    heads = [Head(label=plan.label, group=plan.group, unit=topic.text(plan.measure.get("unit", ""))) for plan in plans]
    if "total_col" in topic.raw and not wide:
        columns.append([sum(row, Decimal(0)) for row in zip(*columns, strict=True)])
        heads.append(Head(label=topic.text(topic.raw["total_col"]), unit=heads[0].unit))
    lines = [
        Line(key=topic.text(key), group=topic.text(group), values=tuple(column[row] for column in columns))
        for row, (key, group) in enumerate(zip(keys, groups, strict=False))
    ]
    if "total_row" in topic.raw and topic.draw.chance(0.75):
        sums: tuple[Value, ...] = tuple(sum(column, Decimal(0)) for column in columns)
        lines.append(Line(key=topic.text(topic.raw["total_row"]), values=sums, role="total"))
    caption = "caption_wide" if wide and "caption_wide" in topic.raw else "caption"
    return Frame(
        caption=topic.written(caption, measure=measure), key=topic.text(topic.raw["key"]["label"]),
        heads=tuple(heads), lines=tuple(lines), group_key=topic.text(topic.raw.get("group_label", "")),
        note=topic.written("note"), finance=bool(topic.raw.get("finance")),
    )  # fmt: skip


def _flat_plans(topic: Topic) -> list[_Plan]:
    apart = ("harmonic", "share_of_size", "wide_only")
    measures = [m for m in topic.raw["measures"] if not any(m.get(name) for name in apart)]
    measure = topic.draw.choice(measures)
    return [_Plan("", label, measure, 0) for label in _across(topic, _MOST_COLUMNS)]


def _wide_plans(topic: Topic) -> list[_Plan]:
    raw, measure = topic.raw, topic.raw["measures"][0]
    if "upper" in raw:
        uppers = _years(topic, raw["upper"]["years"]) if "years" in raw["upper"] else topic.texts(raw["upper"]["pool"])
        labels = _across(topic, raw["upper"].get("columns", _MOST_COLUMNS // len(uppers)))
        return [_Plan(upper, label, measure, u) for u, upper in enumerate(uppers) for label in labels]
    parts = [(topic.text(part), measure) for part in raw.get("lower", ())]
    parts = parts or [(topic.text(m["label"]), m) for m in raw["measures"]]
    labels = _across(topic, _MOST_COLUMNS // len(parts))
    return [_Plan(label, part, m, block) for block, label in enumerate(labels) for part, m in parts]


def _across(topic: Topic, most: int) -> list[str]:
    """Labels of the column dimension, at most `most`."""
    spec, draw = topic.raw["across"], topic.draw
    low, high = spec.get("count", (len(spec.get("pool", ())),) * 2)
    count = min(draw.integer(low, high), most)
    if "years" in spec:
        return _years(topic, count)
    if spec.get("all") or spec.get("run"):
        return topic.texts(spec["pool"][:count])
    places = draw.sample(range(len(spec["pool"])), count)
    return topic.texts([spec["pool"][place] for place in (sorted(places) if spec.get("ordered") else places)])


def _years(topic: Topic, count: int) -> list[str]:
    return [str(topic.year - count + 1 + step) for step in range(count)]


def _fill(topic: Topic, plans: Sequence[_Plan], rows: int) -> list[list[Decimal]]:
    if plans[0].measure.get("split"):
        return [_split(topic, plan, rows) for plan in plans]
    levels = {id(plan.measure): _row_levels(topic, plan.measure, rows) for plan in plans if "low" in plan.measure}
    sizes = topic.raw.get("sizes", [1, 1])
    size = topic.draw.integer(*sizes)
    columns: list[list[Decimal]] = []
    for number, plan in enumerate(plans):
        same = [columns[p] for p in range(number) if plans[p].group == plan.group]
        columns.append(_column(topic, plan, number, levels.get(id(plan.measure), []), same, size))
    return columns


def _row_levels(topic: Topic, measure: dict[str, Any], rows: int) -> list[float]:
    scale = topic.money_scale(measure["unit"])
    low, high = measure["low"] * scale, measure["high"] * scale
    if "rising" not in measure:
        return [between(topic, low, high, log=measure.get("scale") == "log") for _ in range(rows)]
    level = topic.draw.uniform(low, high)
    found = []
    for _ in range(rows):
        found.append(level)
        level *= 1 + topic.draw.uniform(*measure["rising"])
    return found


def _column(
    topic: Topic, plan: _Plan, number: int, levels: Sequence[float], same: Sequence[list[Decimal]], size: int
) -> list[Decimal]:
    """One column; `same` holds the earlier columns of its group, from which some measures are derived."""
    measure, places = plan.measure, plan.measure.get("places", 0)
    if measure.get("harmonic"):
        return [fixed(2 * p * r / (p + r), places) for p, r in zip(same[0], same[1], strict=True)]
    if measure.get("share_of_size"):
        return [fixed(n * 100 / size, places) for n in same[0]]
    if "rising" in measure:
        factor = (1 + topic.draw.uniform(0.16, 0.24)) ** number
        return [fixed(level * factor, places) for level in levels]
    noise = measure["noise"]
    factor = 1 + topic.draw.uniform(-noise, noise) / 2
    values = [level * factor * (1 + topic.draw.uniform(-noise, noise)) for level in levels]
    if measure.get("counted"):
        values = [value * size / 100 for value in values]
    most = 99.0 if measure.get("unit") == "%" else float("inf")
    return [fixed(min(value, most), places) for value in values]


def _split(topic: Topic, plan: _Plan, rows: int) -> list[Decimal]:
    """Shares of 100 that fall off towards the last row, as answers of a survey do."""
    weights = [topic.draw.uniform(0.5, 1.5) * (1.0, 1.6, 1.1, 0.7, 0.4, 0.15)[min(row, 5)] for row in range(rows)]
    return list(shares(weights, plan.measure["places"]))
