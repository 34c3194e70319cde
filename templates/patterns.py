"""Numbers that behave as a topic says: rows of a table, shares, distributions, trends."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from proofpress_core.rng import Draw
from templates.catalogue import Topic
from templates.curves import curve, ground

_OTHERS = 0.27
"""Greatest share of a whole that parts without a name make up together."""


def table_values(
    draw: Draw, topic: Topic, places: Sequence[int], series: Sequence[int]
) -> tuple[tuple[Decimal, ...], ...]:
    """A row of values for each of `series` at the categories `places`, both as places in their sets. All values of the
    table differ; those of a signed topic are never zero and lie on both sides of it in every row of two or more."""
    common = ground(draw, topic.rows, tuple(places))
    rows: list[tuple[Decimal, ...]] = []
    for base in _bases(draw, topic, series):
        taken = set(sum(rows, ()))
        for _ in range(12):
            row = tuple(_rounded(value, topic.rows) for value in curve(draw, base, common))
            if len(set(row)) == len(row) and not set(row) & taken and all(row):
                break
        rows.append(_apart(row, taken, topic.rows))
    return tuple(rows)


def _bases(draw: Draw, topic: Topic, series: Sequence[int]) -> list[float]:
    """A level in (0, 1) for every series: its typical one, or levels spread so that lines stay apart."""
    if "levels" in topic.rows:
        return [topic.rows["levels"][place] * draw.uniform(0.92, 1.05) for place in series]
    slots = [(k + draw.uniform(0.25, 0.75)) / len(series) for k in range(len(series))]
    return slots if topic.rows.get("rising") else draw.shuffled(slots)


def _apart(row: Sequence[Decimal], taken: set[Decimal], rows: Mapping[str, Any]) -> tuple[Decimal, ...]:
    """A row whose values differ from one another, from those `taken` and from zero: each is moved to the nearest free
    one in the topic's range."""
    step, free = _unit(rows), set(taken) | {Decimal(0)}
    low, high = (Decimal(str(rows[key])) for key in ("low", "high"))
    apart = []
    for value in row:
        around = (value + side * step * away for away in range(1000) for side in (1, -1))
        apart.append(next(v for v in around if v not in free and low <= v <= high))
        free.add(apart[-1])
    return tuple(apart)


def different_values(topic: Topic) -> int:
    """How many values a table topic can have."""
    return int(Decimal(str(topic.rows["high"] - topic.rows["low"])) / _unit(topic.rows))


def with_tie(draw: Draw, values: tuple[tuple[Decimal, ...], ...]) -> tuple[tuple[Decimal, ...], ...]:
    """The values with the two that are closest in one of the rows made equal."""
    k = draw.integer(0, len(values) - 1)
    order = sorted(range(len(values[k])), key=values[k].__getitem__)
    one, other = min(itertools.pairwise(order), key=lambda pair: values[k][pair[1]] - values[k][pair[0]])
    row = tuple(values[k][one] if j == other else value for j, value in enumerate(values[k]))
    return (*values[:k], row, *values[k + 1 :])


def missing_places(draw: Draw, values: tuple[tuple[Decimal, ...], ...]) -> tuple[tuple[int, int], ...]:
    """Places (row, column) of up to three missing values, of one at least in a table of five columns or more: never in
    the first or last column, never side by side in a row, at most one in a row of less than six. The least and the
    greatest value of a row stay, which a headline may speak of."""
    inner = [(k, j) for k, row in enumerate(values) for j in range(1, len(row) - 1) if min(row) < row[j] < max(row)]
    most = 1 if len(values[0]) < 6 else 2
    chosen: list[tuple[int, int]] = []
    for k, j in draw.shuffled(inner):
        near = [place for row, place in chosen if row == k]
        if all(abs(place - j) > 1 for place in near) and len(near) < most:
            chosen.append((k, j))
    return tuple(sorted(chosen[: draw.integer(1, 3)]))


def bin_counts(draw: Draw, topic: Topic, wanted: int) -> tuple[tuple[Decimal, ...], tuple[int, ...]]:
    """Edges of at most `wanted` bins and a count of at least 1 in each, in the topic's shape. Fewer bins than fit up to
    the topic's `last` edge lie where its values are: in the middle, at the start or at the end."""
    rows = topic.rows
    start, width = (Decimal(str(rows["bins"][key])) for key in ("start", "width"))
    if "last" in rows:
        room = int((Decimal(str(rows["last"])) - start) / width)
        wanted = min(wanted, room)
        start += width * {"bell": (room - wanted) // 2, "right": 0, "left": room - wanted}[rows["shape"]]
    edges = tuple(start + width * j for j in range(wanted + 1))
    peak = {"bell": 0.5, "right": 0.28, "left": 0.7}[rows["shape"]] + draw.uniform(-0.06, 0.06)
    spread = draw.uniform(0.17, 0.24)
    weights = [math.exp(-0.5 * (((j + 0.5) / wanted - peak) / spread) ** 2) for j in range(wanted)]
    scale = rows["total"] * draw.uniform(0.7, 1.4) / sum(weights)
    least = max(weights) * draw.uniform(0.02, 0.04)
    heights = [max(weight * draw.uniform(0.88, 1.12), least * draw.uniform(1.0, 1.6)) for weight in weights]
    return edges, tuple(max(1, round(height * scale)) for height in heights)


def named_parts(draw: Draw, weights: Sequence[float], count: int) -> tuple[tuple[int, ...], tuple[Decimal, ...]]:
    """Parts of a whole about the typical `weights`: the places of those that are named, and whole percents, all
    different and at least 4, with the sum 100. Where `count` is less than the number of weights, the greatest are named
    and one percentage more, of about a quarter at most, stands for all others."""
    for _ in range(200):
        drawn = [weight * math.exp(draw.normal(0.0, 0.28)) for weight in weights]
        order = sorted(range(len(drawn)), key=lambda place: -drawn[place])
        named = order[: count - 1] if count < len(weights) else order
        known = sum(drawn[place] for place in named)
        whole = min(sum(drawn), known / (1 - _OTHERS))
        parts = [round(100 * drawn[place] / whole) for place in named]
        parts += [100 - sum(parts)] if len(named) < len(weights) else []
        parts[0] += 100 - sum(parts)
        if min(parts) >= 4 and len(set(parts)) == len(parts) and parts[0] == max(parts):
            return tuple(named), tuple(Decimal(part) for part in parts)
    named = list(range(count - 1 if count < len(weights) else count))
    return tuple(named), tuple(Decimal(part) for part in _ladder(count))


def _ladder(count: int) -> list[int]:
    """Distinct percents for the case that drawing found none."""
    parts = [4 + 2 * j for j in range(count - 1)]
    return [100 - sum(parts), *reversed(parts)]


def trend_point(draw: Draw, topic: Topic, noise: float, group: int) -> tuple[Decimal, Decimal, int]:
    """A point (x, y, group) near the topic's trend; `noise` is the deviation as a share of the range of y."""
    x, y = topic.rows["x"], topic.rows["y"]
    along = draw.uniform(0.03, 0.97)
    rise = along if topic.rows["trend"] == "up" else 1 - along
    height = min(1.0, max(0.0, 0.08 + 0.84 * rise + draw.normal(0.0, noise)))
    return (
        _rounded(x["low"] + (x["high"] - x["low"]) * along, x),
        _rounded(y["low"] + (y["high"] - y["low"]) * height, y),
        group,
    )


def twin_values(draw: Draw, topic: Topic, places: Sequence[int]) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Values of both measures of a twin topic: the second lies between its bounds as the first does between its own
    least and greatest value (or the other way round), with a little noise."""
    left, right = ({**topic.rows, **topic.rows[key]} for key in ("left", "right"))
    first = curve(draw, draw.uniform(), ground(draw, left, tuple(places)))
    least, reach = min(first), max(first) - min(first)
    rises = [(value - least) / reach for value in first]
    shares = [1 - rise for rise in rises] if topic.rows.get("against") else rises
    second = [right["low"] + (right["high"] - right["low"]) * (0.12 + 0.76 * share + draw.uniform(-0.07, 0.07))
              for share in shares]  # fmt: skip
    one, other = (tuple(_rounded(v, row) for v in values) for values, row in ((first, left), (second, right)))
    return _apart(one, set(), left), _apart(other, set(), right)


def _unit(row: Mapping[str, Any]) -> Decimal:
    """One unit of the row's last place, written without exponent."""
    places = int(row["places"])
    return Decimal(1).scaleb(-places) if places >= 0 else Decimal(10**-places)


def _rounded(value: float, row: Mapping[str, Any]) -> Decimal:
    """A float rounded to the row's `places` (negative: tens, ...), written without exponent; never a negative zero."""
    places = int(row["places"])
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    return rounded + 0 if places >= 0 else Decimal(int(rounded))
