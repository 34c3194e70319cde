"""What kinds of charts are called: names by chart type and language, the canonical name first.

The table is data (`chart_names.json`); a chart type that it does not list has no name, and is never asked for.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files

from proofpress_core.content import Language


def names_of(chart_type: str, language: Language) -> tuple[str, ...]:
    """Names of a kind of chart, the one to answer with first; none for an unknown type."""
    return tuple(_table().get(chart_type, {}).get(language, ()))


def known_types() -> tuple[str, ...]:
    """All chart types that have names, in the order of the table."""
    return tuple(_table())


@functools.cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("proofpress_core").joinpath("chart_names.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = json.loads(text)
    return table
