"""Chart data that span powers of ten: counts that grow, prices that fall, traces that fade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.chart_spans import LAST_YEAR, run_of, span_of
from templates.series import Measure, Names, TableFacts


def sample_decades(draw: Draw, language: Language) -> TableFacts:
    """Facts of one or two series whose values span about two powers of ten or more, all positive."""
    subject = draw.choice(sheet("decades")["decades"])
    year = draw.integer(2012, LAST_YEAR)
    categories = _categories(draw, subject, language, year)
    rows = [_row(draw, subject, len(categories.items))]
    two = "series" in subject and draw.chance(0.5)
    if two:
        rows.append(_below(draw, subject, rows[0]))
    label, unit = (said([subject[key]], language)[0] for key in ("measure", "unit"))
    return TableFacts(
        topic=subject["id"], measure=Measure(label=label, unit=unit), categories=categories,
        heading=heading(draw, subject[language], year=str(year), span=span_of(categories)),
        series=_series(subject["series"], language) if two else None,
        values=tuple(tuple(_rounded(value, subject["digits"]) for value in row) for row in rows),
    )  # fmt: skip


def _categories(draw: Draw, subject: Mapping[str, Any], language: Language, year: int) -> Names:
    if subject["over"] == "items":
        label, *_ = said([subject["label"]], language)
        return Names(label=label, ordered=True, items=said(subject["items"], language))
    return run_of(draw, subject["over"], language, draw.integer(*subject["count"]), year)


def _series(words: Mapping[str, Any], language: Language) -> Names:
    return Names(label=said([words["label"]], language)[0], ordered=False, items=said(words["items"], language))


def _row(draw: Draw, subject: Mapping[str, Any], count: int) -> list[float]:
    """A row from a drawn first value to a drawn multiple of it, even in the logarithm but for the wobble."""
    first, factor = (math.exp(draw.uniform(*map(math.log, subject[key]))) for key in ("first", "factor"))
    shares = [j / (count - 1) for j in range(count)]
    return [first * factor**share * math.exp(draw.normal(0.0, subject["wobble"])) for share in shares]


def _below(draw: Draw, subject: Mapping[str, Any], row: Sequence[float]) -> list[float]:
    """A row that stays below another one by about the same factor."""
    apart = draw.uniform(*subject["series"]["apart"])
    return [value / apart * math.exp(draw.uniform(-0.1, 0.1)) for value in row]


def _rounded(value: float, digits: int) -> Decimal:
    """A value with so many significant digits."""
    power = math.floor(math.log10(value)) - digits + 1
    return Decimal(f"{round(Decimal(repr(value)).scaleb(-power)) * Decimal(1).scaleb(power):f}")
