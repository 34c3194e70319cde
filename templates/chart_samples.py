"""Samples of measurements in groups, and what is computed from them: quartiles, means, their limits, densities.

Quartiles are those of linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996); limits of a mean
are those of its 95 % confidence interval by the normal approximation; densities are Gaussian kernel estimates with
Silverman's bandwidth.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np
import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.series import Heading, Measure, Names

Sample = tuple[Decimal, ...]
FIVE = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
QUARTILES = ("lower_quartile", "median", "upper_quartile")
LIMITS = ("lower_limit", "mean", "upper_limit")
_PLACE: dict[Language, int] = {"en": 0, "zh": 1}
_NEAREST = 0.034
"""Least share of the whole range between two neighbouring statistics of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFacts:
    """Measurements of single things in groups, `samples[j]` those of group j in ascending order with `places` decimals.
    `one` and `many` are what was measured."""

    topic: str
    heading: Heading
    measure: Measure
    groups: Names
    samples: tuple[Sample, ...]
    places: int
    one: str
    many: str
    counter: str


def sample_groups(
    draw: Draw, language: Language, groups: tuple[int, int], size: tuple[int, int], note: str = "",
    statistics: Sequence[str] = (),
) -> SampleFacts:  # fmt: skip
    """A subject with `groups` groups of `size` measurements each (all of one size); `note` names the remark below the
    title. The `statistics` of every group keep apart from one another."""
    row, place = draw.choice(_table()["subjects"]), _PLACE[language]
    count, number = min(draw.integer(*groups), len(row["groups"])), draw.integer(*size)
    chosen = sorted(draw.sample(range(len(row["groups"])), count))
    kinds = [row["groups"][k] for k in (chosen if row.get("ordered") or draw.chance(0.5) else draw.shuffled(chosen))]
    samples = tuple(_apart(draw, row, kind, number, statistics) for kind in kinds)
    words = {
        "one": row["one"][place],
        "many": row["many"][place],
        "counter": row["counter"],
        "count": number,
        "group": kinds[0][place],
    }
    subtitle = _table()["notes"][note][place].format(**words) if note else ""
    heading = Heading(title=draw.choice(row["titles"][place]), subtitle=subtitle, source=row["sources"][place])
    return SampleFacts(
        topic=row["id"], heading=heading, measure=Measure(label=row["measure"][place], unit=row["unit"][place]),
        groups=Names(label=row["label"][place], ordered=bool(row.get("ordered")), items=tuple(k[place] for k in kinds)),
        samples=samples, places=row["places"], one=row["one"][place], many=row["many"][place], counter=row["counter"],
    )  # fmt: skip


def statistic_names(names: Sequence[str], language: Language) -> Names:
    """What statistics are called."""
    table, place = _table()["statistics"], _PLACE[language]
    return Names(label=table["label"][place], ordered=True, items=tuple(table[name][place] for name in names))


def word(name: str, language: Language, **slots: str) -> str:
    """A word of distributions, such as `density`, with its slots filled."""
    return str(_table()["words"][name][_PLACE[language]]).format(**slots)


def statistic(name: str, sample: Sample, places: int) -> Decimal:
    """A statistic of a sample, rounded to `places` decimals; means and their limits have one decimal more."""
    values = np.array([float(value) for value in sample])
    if name in LIMITS:
        reach = NormalDist().inv_cdf(0.975) * float(values.std(ddof=1)) / math.sqrt(len(values))
        return rounded(float(values.mean()) + reach * (LIMITS.index(name) - 1), places + 1)
    return rounded(float(np.quantile(values, FIVE.index(name) / 4)), places)


def summary(facts: SampleFacts, names: Sequence[str]) -> tuple[tuple[Decimal, ...], ...]:
    """Statistics of all groups, a row for each statistic."""
    return tuple(tuple(statistic(name, sample, facts.places) for sample in facts.samples) for name in names)


def density(sample: Sequence[Decimal], at: Sequence[float]) -> list[float]:
    """The kernel estimate of a sample's density at some values."""
    values, spots = np.array([float(value) for value in sample]), np.array(at, dtype=np.float64)
    width = bandwidth(sample)
    steps = (spots[:, None] - values[None, :]) / width
    found: list[float] = (np.exp(-0.5 * steps**2).sum(axis=1) / (len(values) * width * math.sqrt(2 * math.pi))).tolist()
    return found


def bandwidth(sample: Sequence[Decimal]) -> float:
    """Silverman's bandwidth of a sample."""
    values = np.array([float(value) for value in sample])
    low, high = np.quantile(values, (0.25, 0.75))
    scale = min(float(values.std(ddof=1)), float(high - low) / 1.349) or float(values.std(ddof=1)) or 1.0
    return 0.9 * scale * float(len(values)) ** -0.2


def rounded(value: float, places: int) -> Decimal:
    """A float with exactly `places` decimals, never a negative zero."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)) + 0


def _apart(draw: Draw, row: dict[str, Any], kind: Sequence[Any], count: int, names: Sequence[str]) -> Sample:
    """A sample whose statistics keep apart: the best of sixteen draws at most."""
    reach = max(k[2] + 2 * k[3] for k in row["groups"]) - min(k[2] - 2 * k[3] for k in row["groups"])
    best: tuple[float, Sample] = (-1.0, ())
    for _ in range(16):
        sample = _drawn(draw, row, kind, count)
        found = [float(statistic(name, sample, row["places"])) for name in names]
        gap = min((b - a for a, b in itertools.pairwise(found)), default=reach)
        best = max(best, (gap, sample))
        if gap >= _NEAREST * reach:
            break
    return best[1]


def _drawn(draw: Draw, row: dict[str, Any], kind: Sequence[Any], count: int) -> Sample:
    """Measurements of one group, ascending."""
    (low, high), spread = row["bounds"], float(kind[3]) * draw.uniform(0.85, 1.2)
    centre = float(kind[2]) + draw.uniform(-0.35, 0.35) * float(kind[3])
    values = []
    while len(values) < count:
        step = max(-2.6, min(2.6, draw.normal()))
        value = centre + spread * step if row["shape"] == "bell" else centre * math.exp(spread / centre * step)
        if low <= value <= high:
            values.append(rounded(value, row["places"]))
    return tuple(sorted(values))


@functools.cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(
        files("templates").joinpath("chart_samples.yaml").read_text(encoding="utf-8")
    )
    return table
