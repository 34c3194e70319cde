"""What kinds of charts are called: names by chart type and language, the canonical name first.

The table is data (`chart_names.json`); a chart type that it does not list has no name, and is never asked for. A type's
`like` lists types that a reader may hold it for with some right: none of them is called wrong beside it.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files

from proofpress_core.content import Language


def names_of(chart_type: str, language: Language) -> tuple[str, ...]:
    """Names of a kind of chart, the one to answer with first; none for an unknown type."""
    return tuple(_table().get(chart_type, {}).get(language, ()))


def other_names(chart_type: str, language: Language) -> tuple[str, ...]:
    """Canonical names that are wrong for a chart of that type, each once, in the order of the table."""
    table, own = _table(), names_of(chart_type, language)
    alike = {chart_type, *table.get(chart_type, {}).get("like", ())}
    others = [kind for kind, row in table.items() if kind not in alike and chart_type not in row["like"]]
    return tuple(dict.fromkeys(name for kind in others if (name := table[kind][language][0]) not in own))


@functools.cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("proofpress_core").joinpath("chart_names.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = json.loads(text)
    return table
