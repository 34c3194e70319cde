"""Contents and colours of charts of a whole in two levels: leaves are the rows, groups the series."""

from __future__ import annotations

from collections.abc import Sequence

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from renderers.charts._content import CONTENT_ID, style_relation, words
from renderers.charts._look import Look
from templates.chart_hierarchies import HierarchyFacts
from templates.themes import mixed


def tree_content(
    facts: HierarchyFacts, look: Look, language: Language, chart_type: str, channel: str,
    labels: Sequence[tuple[str, str]] = (),
) -> ChartData:  # fmt: skip
    """One row for each leaf with its group, all values printed; `channel` says what of a mark shows the value."""
    groups = tuple(facts.groups.items[k] for k in facts.parents)
    leaf = TextColumn(name="category", label=facts.leaves.label, values=facts.leaves.items)
    data = Relation(name="data", columns=(
        TextColumn(name="series", label=facts.groups.label, values=groups), leaf,
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=facts.values),
    ))  # fmt: skip
    parents = Relation(
        name="parents", columns=(leaf, TextColumn(name="parent", label=facts.groups.label, values=groups))
    )
    pairs = [("colour", "series"), (channel, "value")]
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, printed=("value",),
        relations=(data, parents, style_relation(facts.groups.items, look, language)),
        labels=words(facts.heading, labels, facts.measure.titled(language)),
        encodings=tuple(Encoding(channel=name, column=column) for name, column in pairs),
    )  # fmt: skip


def members(data: ChartData) -> list[list[int]]:
    """Rows of each group, in order."""
    groups = data.relations[0].column("series").values
    return [[row for row, name in enumerate(groups) if name == group] for group in dict.fromkeys(groups)]


def tint(look: Look, group: int, place: int, count: int) -> str:
    """Colour of a leaf: that of its group, paler from leaf to leaf."""
    return mixed(look.colour(group).code, look.style.background, 0.12 + 0.4 * place / max(1, count - 1))
