"""Ranks of a few names over time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import name_set
from templates.chart_sheets import heading, said, sheet
from templates.chart_spans import LAST_YEAR, run_of, span_of
from templates.series import Measure, Names, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RankFacts:
    """Ranks as a table of facts (1 is best, every rank once in every category), and what their axis is called."""

    table: TableFacts
    axis: str


def sample_ranks(draw: Draw, language: Language, series: tuple[int, int], categories: tuple[int, int]) -> RankFacts:
    """Ranks that change by swaps of neighbours, at least one from each category to the next."""
    subject, year = draw.choice(sheet("ranks")["ranks"]), draw.integer(2014, LAST_YEAR)
    source = name_set(subject["names"], language)
    count = min(draw.integer(*series), len(source.items))
    run = run_of(draw, subject["over"], language, draw.integer(*categories), year)
    order, columns = list(range(count)), []
    for _ in run.items:
        columns.append([order.index(k) + 1 for k in range(count)])
        order = _shaken(draw, order)
    value, axis = said([sheet("ranks")["value"], sheet("ranks")["axis"]], language)
    table = TableFacts(
        topic=subject["id"], measure=Measure(label=value, unit=""), categories=run,
        heading=heading(draw, subject[language], year=str(year), span=span_of(run)),
        series=Names(label=source.label, ordered=False, items=tuple(draw.sample(source.items, count))),
        values=tuple(tuple(Decimal(column[k]) for column in columns) for k in range(count)),
    )  # fmt: skip
    return RankFacts(table=table, axis=axis)


def _shaken(draw: Draw, order: list[int]) -> list[int]:
    """An order in which one to three pairs of neighbours have changed places, each name by one place at most."""
    shaken, swapped = list(order), draw.integer(1, 3)
    free = -1
    for place in sorted(draw.sample(range(len(order) - 1), min(swapped, len(order) - 1))):
        if place > free:
            shaken[place], shaken[place + 1] = shaken[place + 1], shaken[place]
            free = place + 1
    return shaken
