"""Subjects of special charts: the entries of one YAML file, and the heading that one of them gives."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.series import Heading, Measure, Names

Subject = Mapping[str, Any]
_PLACE: dict[Language, int] = {"en": 0, "zh": 1}


@functools.cache
def subjects(name: str) -> tuple[Subject, ...]:
    """The subjects of `templates/chart_NAME.yaml` in file order."""
    text = files("templates").joinpath(f"chart_{name}.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)["subjects"])


def heading(draw: Draw, subject: Subject, language: Language) -> Heading:
    """A title of a subject, in a recent year, with its source."""
    texts = subject[language]
    title = draw.choice(texts["titles"]).format(year=draw.integer(2014, 2025))
    return Heading(title=title, subtitle="", source=draw.choice(texts["sources"]))


def measure(subject: Subject, language: Language) -> Measure:
    """What a subject counts or measures."""
    return Measure(label=subject[language]["measure"], unit=subject["unit"][language])


def names(subject: Subject, language: Language, key: str, items: list[str], *, ordered: bool = False) -> Names:
    """Names of one kind, called as the subject's text `key` says."""
    return Names(label=subject[language][key], ordered=ordered, items=tuple(items))


def said(pair: list[Any], language: Language) -> str:
    """The name in one language of an entry that begins with an English and a Chinese one."""
    return str(pair[_PLACE[language]])
