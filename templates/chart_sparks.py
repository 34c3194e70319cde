"""What is printed beside small lines: their first, lowest, highest and last values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_sheets import said, sheet
from templates.series import Extent, Names, TableFacts, sample_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkFacts:
    """`lines` are whole series over time, `figures` what is printed of each: its values at the `places` of its first,
    lowest, highest and last value."""

    lines: TableFacts
    figures: TableFacts
    places: tuple[tuple[int, ...], ...]


def sample_sparks(draw: Draw, language: Language, extent: Extent) -> SparkFacts:
    """Several series of one measure with the figures that are printed of them."""
    facts = sample_table(draw, language, extent)
    while facts.series is None:
        facts = sample_table(draw, language, extent)
    last = len(facts.categories.items) - 1
    places = tuple((0, row.index(min(row)), row.index(max(row)), last) for row in facts.values)
    label, lowest, highest = said([sheet("sparks")[key] for key in ("figure", "lowest", "highest")], language)
    items = (facts.categories.items[0], lowest, highest, facts.categories.items[-1])
    figures = replace(
        facts, categories=Names(label=label, ordered=False, items=items),
        values=tuple(tuple(row[place] for place in found) for row, found in zip(facts.values, places, strict=True)),
    )  # fmt: skip
    return SparkFacts(lines=facts, figures=figures, places=places)
