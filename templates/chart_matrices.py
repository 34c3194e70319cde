"""Samplers of square tables: confusion matrices and correlations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import heading, said, sheet
from templates.series import Heading, Measure, Names, TableFacts

_MOST = 97
"""Hundredths: no two different variables correlate more strongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFacts:
    """Correlations of every two of some variables: `values[i]` is that of the pair `pairs[i]`, (later, earlier) places
    of `variables`, row by row of the lower triangle. `names` says what the pairs are called."""

    topic: str
    heading: Heading
    measure: Measure
    variables: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    names: Names
    values: tuple[Decimal, ...]


def sample_confusion(draw: Draw, language: Language, count: tuple[int, int]) -> TableFacts:
    """How many things of each actual class (series) were taken for each class (categories). Most are right; classes
    beside one another are mixed up more often than distant ones; no two counts of a row are equal."""
    table = sheet("matrices")
    subject = draw.choice(table["confusion"])
    classes = said(subject["classes"], language)
    kept = sorted(draw.sample(range(len(classes)), min(len(classes), draw.integer(*count))))
    words, total = subject[language], draw.choice((80, 120, 200, 300))
    values = tuple(_taken_for(draw, actual, len(kept), total) for actual in range(len(kept)))
    sides = [
        Names(label=table[side][language], ordered=False,
              items=tuple(table[side]["item"][language].format(classes[k]) for k in kept))
        for side in ("actual", "predicted")
    ]  # fmt: skip
    return TableFacts(
        topic=subject["id"], heading=heading(draw, words), measure=Measure(label=words["measure"], unit=words["unit"]),
        categories=sides[1], series=sides[0], values=values,
    )  # fmt: skip


def _taken_for(draw: Draw, actual: int, count: int, total: int) -> tuple[Decimal, ...]:
    """One row of counts, all different."""
    size = round(total * draw.uniform(0.75, 1.25))
    lost = size * draw.uniform(0.1, 0.34)
    weights = [0.0 if k == actual else draw.uniform(0.4, 1.0) / abs(k - actual) for k in range(count)]
    row = [round(lost * weight / sum(weights)) for weight in weights]
    taken: set[int] = set()
    for k in range(count):
        while k != actual and row[k] in taken:
            row[k] += 1
        taken |= {row[k]} if k != actual else set()
    row[actual] = max(size - sum(row), max(row) + 5)
    return tuple(Decimal(value) for value in row)


def sample_pairs(draw: Draw, language: Language, count: tuple[int, int]) -> PairFacts:
    """Correlations among some variables of one subject; the coefficients all differ."""
    table, subject, order = _variables(draw, count)
    variables = said([subject["variables"][k] for k in order], language)
    pairs = tuple((i, j) for i in range(len(order)) for j in range(i))
    values = _coefficients(draw, subject["loads"], [(order[i], order[j]) for i, j in pairs])
    joined = table["correlated"]["joined"][language]
    items = tuple(joined.format(a=variables[i], b=variables[j]) for i, j in pairs)
    return PairFacts(
        topic=subject["id"], heading=heading(draw, subject[language]), variables=variables, pairs=pairs, values=values,
        measure=Measure(label=table["correlated"]["measure"][language], unit=""),
        names=Names(label=table["correlated"]["pair"][language], ordered=False, items=items),
    )  # fmt: skip


def sample_cross(draw: Draw, language: Language) -> TableFacts:
    """Correlations of some variables (series) with the others (categories) of one subject."""
    table, subject, order = _variables(draw, (7, 7))
    cut = draw.integer(3, 4)
    pairs = [(i, j) for i in order[:cut] for j in order[cut:]]
    values, width = _coefficients(draw, subject["loads"], pairs), len(order) - cut
    words, names = table["correlated"], said(subject["variables"], language)
    return TableFacts(
        topic=subject["id"], heading=heading(draw, subject[language]),
        measure=Measure(label=words["measure"][language], unit=""),
        categories=Names(label=words["second"][language], ordered=False, items=tuple(names[k] for k in order[cut:])),
        series=Names(label=words["first"][language], ordered=False, items=tuple(names[k] for k in order[:cut])),
        values=tuple(values[k * width : (k + 1) * width] for k in range(cut)),
    )  # fmt: skip


def diverging_ramps(dark: bool) -> tuple[tuple[str, str, str], ...]:  # noqa: FBT001 - a kind of theme
    """Colours for -1, 0 and 1, on a dark or a light panel."""
    low_zero_high = sheet("matrices")["diverging"]["dark" if dark else "light"]
    return tuple((str(a), str(b), str(c)) for a, b, c in low_zero_high)


def _variables(draw: Draw, count: tuple[int, int]) -> tuple[dict[str, Any], dict[str, Any], list[int]]:
    """The sheet, a subject, and the places of some of its variables in drawn order."""
    table = sheet("matrices")
    subject = draw.choice(table["correlation"])
    return table, subject, draw.sample(range(len(subject["variables"])), draw.integer(*count))


def _coefficients(
    draw: Draw, loads: Sequence[Sequence[float]], pairs: Sequence[tuple[int, int]]
) -> tuple[Decimal, ...]:  # fmt: skip
    """Coefficients in hundredths from the loadings, with some noise; each differs from the ones before."""
    found: list[int] = []
    for one, other in pairs:
        exact = sum(a * b for a, b in zip(loads[one], loads[other], strict=True)) + draw.normal(0, 0.05)
        value = max(-_MOST, min(_MOST, round(100 * exact)))
        step = 1 if value < 0 else -1
        while value in found:
            value += step
        found.append(value)
    return tuple(Decimal(value).scaleb(-2) for value in found)
