"""Numbers that behave as a topic says: growth, decline, seasons, ranks, shares, distributions, trends."""

from __future__ import annotations

import math
from decimal import Decimal

from proofpress_core.rng import Draw
from templates.catalogue import Topic


def table_values(draw: Draw, topic: Topic, places: int, count: int, first: int = 0) -> tuple[tuple[Decimal, ...], ...]:
    """`count` rows of values at `places` categories; a row is drawn again until all values drawn so far differ.
    `first` is the place in the year of the first month."""
    rows = []
    bases = _bases(draw, topic, count)
    shared = [draw.uniform() for _ in range(places)]
    for base in bases:
        for _ in range(40):
            row = tuple(_rounded(v, topic.rows) for v in _pattern(draw, topic, base, shared, first))
            if len(set(row)) == len(row) and not set(row) & set(sum(rows, ())):
                break
        rows.append(row)
    return tuple(rows)


def _bases(draw: Draw, topic: Topic, count: int) -> list[float]:
    """A level in (0, 1) for every series, spread so that lines stay apart."""
    slots = [(k + draw.uniform(0.25, 0.75)) / count for k in range(count)]
    return draw.shuffled(slots)


def _pattern(draw: Draw, topic: Topic, base: float, shared: list[float], first: int) -> list[float]:
    """Values along the categories between the topic's `low` and `high`."""
    low, high, count = topic.rows["low"], topic.rows["high"], len(shared)
    pattern = topic.rows["pattern"]
    level = low + (high - low) * (0.2 + 0.6 * base)
    if pattern in ("growth", "decline"):
        gain = draw.uniform(1.5, 2.3)
        steps = [1 + (gain - 1) * (j / max(1, count - 1)) + draw.uniform(-0.05, 0.05) for j in range(count)]
        values = [level / gain * step for step in steps]
        return values if pattern == "growth" else values[::-1]
    if pattern == "season":
        swing = draw.uniform(0.35, 0.55)
        month = [math.cos(2 * math.pi * (first + j + 1 - topic.rows["peak"]) / 12) for j in range(count)]
        return [level * (1 + swing * wave + draw.uniform(-0.06, 0.06)) for wave in month]
    if pattern == "steady":
        return [level * (1 + draw.uniform(-0.16, 0.16)) for _ in range(count)]
    factor = 0.72 + 0.28 * base
    return [(low + (high - low) * share) * factor * draw.uniform(0.84, 1.0) for share in shared]


def bin_counts(draw: Draw, topic: Topic, wanted: int) -> tuple[tuple[Decimal, ...], tuple[int, ...]]:
    """Edges of at most `wanted` bins and a count of at least 1 in each, in the topic's shape."""
    rows = topic.rows
    start, width = rows["bins"]["start"], rows["bins"]["width"]
    if "last" in rows:
        wanted = min(wanted, (rows["last"] - start) // width)
    edges = tuple(Decimal(start + width * j) for j in range(wanted + 1))
    peak = {"bell": 0.5, "right": 0.28, "left": 0.7}[rows["shape"]] + draw.uniform(-0.06, 0.06)
    spread = draw.uniform(0.17, 0.24)
    weights = [math.exp(-0.5 * (((j + 0.5) / wanted - peak) / spread) ** 2) for j in range(wanted)]
    scale = rows["total"] * draw.uniform(0.7, 1.4) / sum(weights)
    return edges, tuple(max(1, round(weight * scale * draw.uniform(0.88, 1.12))) for weight in weights)


def distinct_percents(draw: Draw, count: int) -> tuple[Decimal, ...]:
    """Whole percents in falling order, all different and at least 4, with the sum 100."""
    for _ in range(200):
        weights = [draw.uniform(0.25, 1.0) ** 1.6 for _ in range(count)]
        parts = [max(4, round(100 * weight / sum(weights))) for weight in weights[:-1]]
        parts.append(100 - sum(parts))
        if parts[-1] >= 4 and len(set(parts)) == count:
            return tuple(Decimal(part) for part in sorted(parts, reverse=True))
    return tuple(Decimal(part) for part in _ladder(count))


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


def _rounded(value: float, row: object) -> Decimal:
    """A float rounded to the row's `places` (negative: tens, ...), written without exponent."""
    places = int(row["places"])  # type: ignore[index]
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    return rounded if places >= 0 else Decimal(int(rounded))
