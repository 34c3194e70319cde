"""Measures with ranges: estimates with a confidence interval, records that open into a forecast fan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.chart_spans import LAST_YEAR, run_of, span_of
from templates.series import Heading, Measure, Names

_QUARTILE = 0.526
"""Half width of the middle half of a normal distribution over that of its middle 80 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandFacts:
    """Curves over categories: `curves` as (name, place of the first category, values), the middle one first, then
    lower and upper ends of the ranges in pairs, the widest first; `ranges` names the pairs. A fan has the recorded
    curve before all others, and its ranges have no width at the last recorded year, where they are left out."""

    topic: str
    heading: Heading
    measure: Measure
    categories: Names
    label: str
    curves: tuple[tuple[str, int, tuple[Decimal, ...]], ...]
    ranges: tuple[str, ...]


def sample_estimates(draw: Draw, language: Language) -> BandFacts:
    """Estimates with their confidence interval at every place."""
    subject, year = draw.choice(sheet("forecasts")["estimates"]), draw.integer(2014, LAST_YEAR)
    categories = _categories(draw, subject, language, year)
    middle = _walk(draw, subject, len(categories.items))
    half = draw.uniform(*subject["half"])
    widths = [half * draw.uniform(0.8, 1.25) * value for value in middle]
    rows = [middle, [m - w for m, w in zip(middle, widths, strict=True)],
            [m + w for m, w in zip(middle, widths, strict=True)]]  # fmt: skip
    words = {key: said([pair], language)[0] for key, pair in sheet("forecasts")["names"].items()}
    names = (words["estimate"], words["lower"], words["upper"])
    return BandFacts(
        topic=subject["id"], measure=_measure(subject, language), categories=categories, label=words["line"],
        heading=heading(draw, subject[language], year=str(year), span=span_of(categories)),
        curves=tuple((name, 0, _rounded(row, subject)) for name, row in zip(names, rows, strict=True)),
        ranges=(words["interval"].format(level=draw.choice((95, 95, 90))),),
    )  # fmt: skip


def sample_forecast(draw: Draw, language: Language) -> BandFacts:
    """Recorded years, then a central forecast with an outer and now and then an inner range that grow with time."""
    subject, now = draw.choice(sheet("forecasts")["forecasts"]), draw.integer(2021, LAST_YEAR)
    past, ahead = draw.integer(4, 7), draw.integer(3, 5)
    path = _walk(draw, subject, past + ahead)
    categories = run_of(draw, "years", language, past + ahead, now + ahead)
    opening = draw.uniform(*subject["open"]) * path[past - 1]
    widths = [opening * (k + 1) ** draw.uniform(0.55, 0.75) for k in range(ahead)]
    words = {key: said([pair], language)[0] for key, pair in sheet("forecasts")["names"].items()}
    curves = [(words["recorded"], 0, _rounded(path[:past], subject)),
              (words["central"], past, _rounded(path[past:], subject))]  # fmt: skip
    for kind, share in (("outer", 1.0), ("inner", _QUARTILE))[: 2 if draw.chance(0.6) else 1]:
        for end, side in (("low", -1), ("high", 1)):
            row = [m + side * share * w for m, w in zip(path[past:], widths, strict=True)]
            curves.append((words[f"{kind}_{end}"], past, _rounded(row, subject)))
    return BandFacts(
        topic=subject["id"], measure=_measure(subject, language), categories=categories, label=words["fan"],
        heading=heading(draw, subject[language], last=categories.items[-1]), curves=tuple(curves),
        ranges=(words["outer"], words["inner"])[: (len(curves) - 2) // 2],
    )  # fmt: skip


def _categories(draw: Draw, subject: Mapping[str, Any], language: Language, year: int) -> Names:
    if subject["over"] == "items":
        return Names(label=said([subject["label"]], language)[0], ordered=True, items=said(subject["items"], language))
    return run_of(draw, subject["over"], language, draw.integer(*subject["count"]), year)


def _walk(draw: Draw, subject: Mapping[str, Any], count: int) -> list[float]:
    """A path with a steady drift and a wobble inside the subject's range, all values different as rounded; an even rise
    or fall through the range if sixty draws find none."""
    low, high = subject["low"], subject["high"]
    for _ in range(60):
        drift, start = draw.uniform(*subject["drift"]), draw.uniform(low, high)
        path = [start * (1 + drift) ** j * (1 + draw.uniform(-1, 1) * subject["wander"]) for j in range(count)]
        shown = _rounded(path, subject)
        if min(path) >= low and max(path) <= high and len(set(shown)) == len(shown):
            return path
    steps = [(j + draw.uniform(0.2, 0.8)) / count for j in range(count)]
    return [low + (high - low) * (step if sum(subject["drift"]) > 0 else 1 - step) for step in steps]


def _rounded(values: list[float], subject: Mapping[str, Any]) -> tuple[Decimal, ...]:
    step = Decimal(1).scaleb(-subject["places"])
    shown = ((Decimal(repr(value)) / step).quantize(Decimal(1)) * step for value in values)
    return tuple(Decimal(f"{value:f}") for value in shown)


def _measure(subject: Mapping[str, Any], language: Language) -> Measure:
    label, unit = said([subject["measure"], subject["unit"]], language)
    return Measure(label=label, unit=unit)
