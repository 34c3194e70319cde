"""Numbers that behave as a topic says: growth, decline, seasons, ranks, shares, distributions, trends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.rng import Draw
from templates.catalogue import Topic


def table_values(
    draw: Draw, topic: Topic, places: Sequence[int], series: Sequence[int]
) -> tuple[tuple[Decimal, ...], ...]:
    """A row of values for each of `series` at the categories `places`, both as places in their sets; a row is drawn
    again until all values drawn so far differ."""
    rows: list[tuple[Decimal, ...]] = []
    bases = _bases(draw, topic, series)
    profile = topic.rows.get("profile")
    shared = [draw.uniform() if profile is None else profile[place] for place in places]
    for base in bases:
        for _ in range(40):
            row = tuple(_rounded(v, topic.rows) for v in _pattern(draw, topic, base, shared, places[0]))
            if len(set(row)) == len(row) and not set(row) & set(sum(rows, ())):
                break
        rows.append(row)
    return tuple(rows)


def _bases(draw: Draw, topic: Topic, series: Sequence[int]) -> list[float]:
    """A level in (0, 1) for every series: its typical one, or levels spread so that lines stay apart."""
    if "levels" in topic.rows:
        return [topic.rows["levels"][place] * draw.uniform(0.92, 1.05) for place in series]
    slots = [(k + draw.uniform(0.25, 0.75)) / len(series) for k in range(len(series))]
    return slots if topic.rows.get("rising") else draw.shuffled(slots)


def _pattern(draw: Draw, topic: Topic, base: float, shared: list[float], first: int) -> list[float]:
    """Values along the categories between the topic's `low` and `high`; `first` is the place in the year of the first
    month, `shared` what the categories have in common over all series, 0 to 1."""
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
    if pattern == "profile":
        least = 0.2 if "levels" in topic.rows else 0.82
        return [(low + (high - low) * place * (least + (1 - least) * base)) * draw.uniform(0.95, 1.0)
                for place in shared]  # fmt: skip
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
    least = max(weights) * draw.uniform(0.02, 0.04)
    heights = [max(weight * draw.uniform(0.88, 1.12), least * draw.uniform(1.0, 1.6)) for weight in weights]
    return edges, tuple(max(1, round(height * scale)) for height in heights)


def named_parts(draw: Draw, weights: Sequence[float], count: int) -> tuple[tuple[int, ...], tuple[Decimal, ...]]:
    """Parts of a whole about the typical `weights`: the places of those that are named, and whole percents, all
    different and at least 4, with the sum 100. Where `count` is less than the number of weights, the greatest are named
    and one percentage more stands for all others."""
    for _ in range(200):
        drawn = [weight * math.exp(draw.normal(0.0, 0.28)) for weight in weights]
        order = sorted(range(len(drawn)), key=lambda place: -drawn[place])
        named = order[: count - 1] if count < len(weights) else order
        parts = [round(100 * drawn[place] / sum(drawn)) for place in named]
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


def _rounded(value: float, row: object) -> Decimal:
    """A float rounded to the row's `places` (negative: tens, ...), written without exponent."""
    places = int(row["places"])  # type: ignore[index]
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    return rounded if places >= 0 else Decimal(int(rounded))
