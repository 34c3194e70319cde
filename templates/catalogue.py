"""The catalogue of chart topics: what `templates/topics/*.yaml` hold, read once and typed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError

TopicKind = Literal["table", "share", "distribution", "relation", "twin"]
SetKind = Literal["time", "ordered", "nominal"]
_PLACE: dict[Language, int] = {"en": 0, "zh": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSet:
    """A set of names that a chart can run over, in file order; `years` has no items, they are drawn. A `whole` set is
    shown complete or not at all, the names of one `in_order` keep their order."""

    id: str
    kind: SetKind
    label: str
    items: tuple[str, ...]
    whole: bool = False
    in_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Data with meaning. `rows` are the settings of the kind (ranges, pattern, sets), `texts` those of one language
    (titles, headlines, measure, sources)."""

    id: str
    field: str
    kind: TopicKind
    language: Language
    rows: Mapping[str, Any]
    texts: Mapping[str, Any]

    @property
    def unit(self) -> str:
        """Unit of the measure; percent for shares."""
        return str(self.rows["unit"][self.language]) if "unit" in self.rows else "%"

    @property
    def signed(self) -> bool:
        """Whether values lie on both sides of zero."""
        return self.kind == "table" and self.rows["low"] < 0

    def named(self, key: str) -> NameSet | None:
        """The set of names that the setting `key` (categories, series, groups) points to."""
        return name_set(self.rows[key], self.language) if self.rows.get(key) else None


@functools.cache
def topics(language: Language, kind: TopicKind) -> tuple[Topic, ...]:
    """All topics of one kind, ordered by file and place in it."""
    return tuple(
        Topic(id=row["id"], field=sheet["field"], kind=kind, language=language, rows=row, texts=row[language])
        for sheet in _sheets()
        for row in sheet["topics"]
        if row["kind"] == kind
    )


@functools.cache
def name_set(name: str, language: Language) -> NameSet:
    """A set of names in one language. ConfigError for a name that the file does not know."""
    table = _read("entities.yaml")["sets"]
    if name not in table:
        raise ConfigError("topics.set", name, "a set of names in entities.yaml", valid=table)
    row, place = table[name], _PLACE[language]
    items = tuple(str(item[place]) for item in row.get("items", []))
    return NameSet(
        id=name, kind=row["kind"], label=row["label"][place], items=items, whole=row.get("whole", False),
        in_order=row.get("in_order", False),
    )  # fmt: skip


def other_name(language: Language) -> str:
    """What a chart of parts calls those that it does not name."""
    return str(_read("entities.yaml")["other"][_PLACE[language]])


@functools.cache
def _sheets() -> tuple[dict[str, Any], ...]:
    names = sorted(entry.name for entry in files("templates.topics").iterdir() if entry.name.endswith(".yaml"))
    return tuple(_read(name) for name in names if name != "entities.yaml")


@functools.cache
def _read(name: str) -> dict[str, Any]:
    text = files("templates.topics").joinpath(name).read_text(encoding="utf-8")
    sheet: dict[str, Any] = yaml.safe_load(text)
    return sheet
