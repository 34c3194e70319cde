"""Runs of time along an axis: years, months, quarters, hours and numbered days or weeks, as names in order."""

from __future__ import annotations

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Draw
from templates.catalogue import name_set
from templates.chart_sheets import said, sheet
from templates.series import Names

LAST_YEAR = 2025


def run_of(draw: Draw, over: str, language: Language, count: int, last: int) -> Names:
    """`count` names in a row (fewer where the set is shorter): years that end with `last`, a run of months or hours, or
    days and weeks counted from 1. ConfigError for a kind of run that `chart_spans.yaml` does not know."""
    if over == "years":
        years = tuple(str(last - count + 1 + j) for j in range(count))
        return Names(label=name_set("years", language).label, ordered=True, items=years)
    if over in ("months", "quarters", "hours"):
        source = name_set(over, language)
        count = min(count, len(source.items))
        first = draw.integer(0, len(source.items) - count)
        return Names(label=source.label, ordered=True, items=source.items[first : first + count])
    known = sheet("spans")["counted"]
    if over not in known:
        raise ConfigError("span", over, "a kind of run", valid=("years", "months", "quarters", "hours", *known))
    label, name = said(known[over], language)
    return Names(label=label, ordered=True, items=tuple(name.format(n=j + 1) for j in range(count)))


def span_of(names: Names) -> str:
    """The first and the last name of a run, as a title says it."""
    return f"{names.items[0]}–{names.items[-1]}"
