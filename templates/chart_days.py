"""Daily data: prices of trading days, and one value for every day of a month."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.series import Measure, Names, TableFacts

_YEARS = (2018, 2025)
_BODY, _WICK = (0.35, 1.3), (0.15, 0.75)
"""Length of a day's body and wicks over the usual change of a day: long enough to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFacts:
    """Open, high, low and close (the series, in this order) of trading days, and what a rising and a falling day are
    called. High and low always lie outside open and close."""

    table: TableFacts
    moves: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """One value for every day of a month; the first day falls on weekday `first` (Monday is 0)."""

    table: TableFacts
    first: int
    weekdays: tuple[str, ...]


def sample_prices(draw: Draw, language: Language, days: tuple[int, int]) -> PriceFacts:
    """Prices of some weekdays in a row within one month."""
    subject = draw.choice(sheet("days")["prices"])
    year, month = draw.integer(*_YEARS), draw.integer(1, 12)
    open_days = [
        d for d in range(1, calendar.monthrange(year, month)[1] + 1) if datetime.date(year, month, d).weekday() < 5
    ]
    count = draw.integer(*days)
    first = draw.integer(0, len(open_days) - count)
    dates = tuple(_date(month, day, language) for day in open_days[first : first + count])
    words = sheet("days")
    table = TableFacts(
        topic=subject["id"], measure=_measure(subject, language),
        heading=heading(draw, subject[language], month=_month(year, month, language)),
        categories=Names(label=said([words["day"]], language)[0], ordered=True, items=dates),
        series=Names(label=said([words["quote"]], language)[0], ordered=False, items=said(words["quotes"], language)),
        values=_candles(draw, subject, count),
    )  # fmt: skip
    rise, fall = said(words["moves"], language)
    return PriceFacts(table=table, moves=(rise, fall))


def sample_month(draw: Draw, language: Language) -> MonthFacts:
    """A month of daily values that follow the week and drift a little."""
    subject, year = draw.choice(sheet("days")["days"]), draw.integer(*_YEARS)
    month = draw.choice(subject.get("months", tuple(range(1, 13))))
    first, count = calendar.monthrange(year, month)
    dates = tuple(_date(month, day, language) for day in range(1, count + 1))
    table = TableFacts(
        topic=subject["id"], measure=_measure(subject, language), series=None,
        heading=heading(draw, subject[language], month=_month(year, month, language)),
        categories=Names(label=said([sheet("days")["day"]], language)[0], ordered=True, items=dates),
        values=(_daily(draw, subject, first, count),),
    )  # fmt: skip
    return MonthFacts(table=table, first=first, weekdays=said(sheet("days")["weekdays"], language))


def _candles(draw: Draw, subject: Mapping[str, Any], count: int) -> tuple[tuple[Decimal, ...], ...]:
    """Rows of open, high, low and close along a random walk; the open stands near the last close."""
    close = draw.uniform(*subject["start"])
    usual = close * subject["step"]
    rows: list[tuple[float, ...]] = []
    for _ in range(count):
        start = close + usual * draw.uniform(-0.2, 0.2)
        close = start + usual * draw.uniform(*_BODY) * draw.choice((1, -1))
        high = max(start, close) + usual * draw.uniform(*_WICK)
        rows.append((start, high, min(start, close) - usual * draw.uniform(*_WICK), close))
    return tuple(_rounded(column, subject["places"]) for column in zip(*rows, strict=True))


def _daily(draw: Draw, subject: Mapping[str, Any], first: int, count: int) -> tuple[Decimal, ...]:
    """Values about the subject's range that drift from day to day; those of weekends are greater or less by its
    factor."""
    low, high, mood, values = subject["low"], subject["high"], draw.uniform(0.3, 0.7), []
    for day in range(count):
        mood += draw.uniform(-0.3, 0.3)
        mood = 0.02 + abs(mood) if mood < 0 else 1.98 - mood if mood > 1 else mood
        weekend = subject["weekend"] if (first + day) % 7 > 4 else 1.0
        values.append((low + (high - low) * (0.04 + 0.92 * mood)) * weekend / max(1.0, subject["weekend"]))
    return _rounded(values, subject["places"])


def _rounded(values: Sequence[float], places: int) -> tuple[Decimal, ...]:
    step = Decimal(1).scaleb(-places)
    return tuple(Decimal(f"{(Decimal(repr(v)) / step).quantize(Decimal(1)) * step:f}") for v in values)


def _date(month: int, day: int, language: Language) -> str:
    name = said([sheet("days")["months"][month - 1]], language)[0]
    return said([sheet("days")["date"]], language)[0].format(day=day, month=name[:3])


def _month(year: int, month: int, language: Language) -> str:
    name = said([sheet("days")["months"][month - 1]], language)[0]
    return said([sheet("days")["month"]], language)[0].format(year=year, month=name)


def _measure(subject: Mapping[str, Any], language: Language) -> Measure:
    label, unit = said([subject["measure"], subject["unit"]], language)
    return Measure(label=label, unit=unit)
