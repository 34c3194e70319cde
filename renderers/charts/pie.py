"""Pie charts: parts of a whole, with a legend or names beside the wedges."""

from __future__ import annotations

from proofpress_core.rng import Streams
from renderers.base import Knobs, generators
from renderers.charts._content import table_content
from renderers.charts._look import sample_look
from renderers.charts._wedges import Wedges, WedgeSpec
from templates.series import sample_share


@generators.register("charts/pie")
class PieChart(Wedges):
    """Wedges run clockwise; percentages may be printed inside."""

    id = "charts/pie"

    def sample(self, streams: Streams, knobs: Knobs) -> WedgeSpec:
        """Draw shares, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_share(streams("data"), knobs.language, (4, 6))
        named = style.chance(0.5)
        look = sample_look(streams("layout"), knobs, colours=len(facts.categories.items), legend=not named,
                           aspects=(1.2, 1.33, 1.5))  # fmt: skip
        printed = min(facts.values[0]) >= 7 and style.chance(0.85)
        content = table_content(
            facts, look, knobs.language, "pie", channels=("colour", "theta"), printed=printed, styled="category",
            labels=[("legend/title", facts.categories.label if look.legend == "right" else "")],
            subtitle=facts.measure.label if printed else facts.measure.titled(knobs.language),
        )  # fmt: skip
        return WedgeSpec(data=content, look=look, hole=0.0, begin=style.choice((0, 0, 0, 30, 60, 90)), sweep=360,
                         named=named)  # fmt: skip
