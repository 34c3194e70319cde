"""Donut charts: parts of a whole as a ring, with the measure or the total in the hole."""

from __future__ import annotations

from collections.abc import Sequence

from proofpress_core.content import Language
from proofpress_core.rng import Draw, Streams
from renderers.base import Knobs, generators
from renderers.charts._content import table_content
from renderers.charts._look import Look, sample_look
from renderers.charts._wedges import Wedges, WedgeSpec
from renderers.charts.bar import by_size
from templates.chart_words import word
from templates.series import Extent, TableFacts, sample_share, sample_table

_THIN = 0.045
"""The least share of a total whose value still stands in its part of a ring."""


class _Rings(Wedges):
    """A ring: per cents around the name of the measure, or amounts around their total."""

    chart_type: str
    sweep: int
    begins: Sequence[int]
    holes: tuple[float, float]
    aspects: Sequence[float]

    def sample(self, streams: Streams, knobs: Knobs) -> WedgeSpec:
        """Draw shares or amounts, then a look."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        amounts = _amounts(data, knobs.language) if data.chance(0.45) else None
        facts = amounts or sample_share(data, knobs.language, (4, 6))
        named = style.chance(0.45)
        look = sample_look(streams("layout"), knobs, colours=len(facts.categories.items), legend=not named,
                           aspects=self.aspects)  # fmt: skip
        printed = amounts is not None or (min(facts.values[0]) >= 6 and style.chance(0.85))
        title = facts.categories.label if look.legend == "right" else ""
        unit = facts.measure.titled(knobs.language)
        content = table_content(
            facts, look, knobs.language, self.chart_type, channels=("colour", "theta"), printed=printed,
            styled="category", labels=[("legend/title", title), *_hole(style, facts, look, knobs.language)],
            subtitle=unit if amounts or not printed else "",
        )  # fmt: skip
        return WedgeSpec(data=content, look=look, hole=style.uniform(*self.holes), begin=style.choice(self.begins),
                         sweep=self.sweep, named=named)  # fmt: skip


@generators.register("charts/donut")
class DonutChart(_Rings):
    """A whole ring."""

    id = "charts/donut"
    chart_type = "donut"
    sweep, begins, holes, aspects = 360, (0, 0, 0, 30, 90), (0.52, 0.62), (1.2, 1.33, 1.5)


@generators.register("charts/half_donut")
class HalfDonutChart(_Rings):
    """The upper half of a ring, read from the left to the right."""

    id = "charts/half_donut"
    chart_type = "half donut"
    sweep, begins, holes, aspects = 180, (270,), (0.5, 0.62), (1.5, 1.6, 1.78)


def _amounts(draw: Draw, language: Language) -> TableFacts | None:
    """Amounts of things that add up, in falling order; None where six draws find none whose least part is thick."""
    for _ in range(6):
        extent = Extent(categories=(3, 5), additive=True, time=False, percent=False)
        facts = sample_table(draw, language, extent)
        values = facts.values[0]
        summed = not any(mark in facts.measure.unit for mark in ("/", "per ", "每"))
        if summed and min(values) > _THIN * float(sum(values)):
            return facts if facts.categories.ordered else by_size(facts)
    return None


def _hole(draw: Draw, facts: TableFacts, look: Look, language: Language) -> list[tuple[str, str]]:
    """The words in the hole, as (ref, text)."""
    total = sum(facts.values[0])
    if facts.measure.unit == "%" and total == 100:
        return [("note/0", facts.measure.label if draw.chance(0.7) else "")]
    return [("note/0", word("total", language)), ("note/1", look.number(total))]
