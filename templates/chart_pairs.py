"""Two measures over the same time: a quantity with its plan, and two quantities with units of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.chart_spans import LAST_YEAR, run_of, span_of
from templates.series import Measure, Names, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFacts:
    """Two series: bars and a line. `units` are the measures of both where they have units of their own; the table then
    speaks of levels, and its series are called by measure and unit."""

    table: TableFacts
    units: tuple[Measure, ...] = ()


def sample_plan(draw: Draw, language: Language) -> PairFacts:
    """A quantity and what it is held against; the two differ everywhere."""
    subject, year = draw.choice(sheet("pairs")["plans"]), draw.integer(2014, LAST_YEAR)
    run = run_of(draw, subject["over"], language, draw.integer(*subject["count"]), year)
    shares = _shares(draw, subject, len(run.items), run.items, language)
    bars = [subject["low"] + (subject["high"] - subject["low"]) * share for share in shares]
    line = [bar * (1 + draw.uniform(*subject["apart"]) * draw.choice((1, -1))) for bar in bars]
    label, unit = said([subject["measure"], subject["unit"]], language)
    values = [_rounded(row, subject["places"]) for row in (bars, line)]
    names, measure = said(subject["names"], language), Measure(label=label, unit=unit)
    table = _table(draw, subject, language, run, year, measure, names, values)
    return PairFacts(table=table)


def sample_pair(draw: Draw, language: Language) -> PairFacts:
    """Two quantities, of which the second follows the first, runs against it, or goes its own way."""
    subject, year = draw.choice(sheet("pairs")["pairs"]), draw.integer(2014, LAST_YEAR)
    run = run_of(draw, subject["over"], language, draw.integer(*subject["count"]), year)
    shares = _shares(draw, subject, len(run.items), run.items, language)
    tied = {1: lambda s: s, -1: lambda s: 1 - s, 0: lambda _: draw.uniform(0.2, 0.8)}[subject["tie"]]
    other = [min(1.0, max(0.0, 0.9 * tied(share) + 0.05 + draw.uniform(-0.08, 0.08))) for share in shares]
    values, units = [], []
    for side, places in (("first", shares), ("second", other)):
        row = subject[side]
        values.append(_rounded([row["low"] + (row["high"] - row["low"]) * place for place in places], row["places"]))
        label, unit = said([row["measure"], row["unit"]], language)
        units.append(Measure(label=label, unit=unit))
    level = Measure(label=said([sheet("pairs")["level"]], language)[0], unit="")
    names = [measure.titled(language) for measure in units]
    return PairFacts(table=_table(draw, subject, language, run, year, level, names, values), units=tuple(units))


def _table(
    draw: Draw, subject: Mapping[str, Any], language: Language, run: Names, year: int, measure: Measure,
    names: Sequence[str], values: Sequence[tuple[Decimal, ...]],
) -> TableFacts:  # fmt: skip
    return TableFacts(
        topic=subject["id"], measure=measure, categories=run, values=tuple(values),
        heading=heading(draw, subject[language], year=str(year), span=span_of(run)),
        series=Names(label=said([sheet("pairs")["series"]], language)[0], ordered=False, items=tuple(names)),
    )  # fmt: skip


def _shares(
    draw: Draw, subject: Mapping[str, Any], count: int, names: Sequence[str], language: Language
) -> list[float]:  # fmt: skip
    """Places in (0, 1) between the lowest and the greatest value, by the subject's shape."""
    if subject["shape"] == "growth":
        return [0.12 + 0.72 * j / (count - 1) + draw.uniform(-0.08, 0.08) for j in range(count)]
    if subject["shape"] == "steady":
        return [draw.uniform(0.12, 0.88) for _ in range(count)]
    months = run_of(draw, "months", language, 12, LAST_YEAR).items
    turns = [(months.index(name) + 1 - subject["peak"]) / 12 for name in names]
    return [0.5 + 0.38 * math.cos(2 * math.pi * turn) + draw.uniform(-0.07, 0.07) for turn in turns]


def _rounded(values: Sequence[float], places: int) -> tuple[Decimal, ...]:
    step = Decimal(1).scaleb(-places)
    return tuple(Decimal(f"{(Decimal(repr(v)) / step).quantize(Decimal(1)) * step:f}") for v in values)
