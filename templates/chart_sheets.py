"""Subjects of chart data that are written down in full: `templates/chart_*.yaml`, one list of subjects a section."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.series import Heading

_LAST_YEAR = 2025
_PLACE: dict[Language, int] = {"en": 0, "zh": 1}


@functools.cache
def sheet(name: str) -> dict[str, Any]:
    """The sheet `templates/chart_NAME.yaml` as it is written."""
    text = files("templates").joinpath(f"chart_{name}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def said(pairs: Sequence[Sequence[str]], language: Language) -> tuple[str, ...]:
    """The names of [English, Chinese] pairs in one language."""
    return tuple(str(pair[_PLACE[language]]) for pair in pairs)


def heading(draw: Draw, words: dict[str, Any], **slots: str) -> Heading:
    """A title, a subtitle where the subject has one and a source note, with a year where they name one."""
    filled = {"year": draw.integer(2016, _LAST_YEAR), **slots}
    title = str(draw.choice(words["titles"])).format(**filled)
    subtitle = str(words.get("subtitle", "")).format(**filled)
    return Heading(title=title, subtitle=subtitle, source=str(draw.choice(words["sources"])).format(**filled))
