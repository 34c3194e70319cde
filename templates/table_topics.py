"""What tables are about: the topics of table_topics*.yaml in one language, and the frame that a topic is filled into.

A topic has an `id`, a `kind` (records, matrix, statement, league, train, lessons, roster: one builder each), captions
with {fillers}, and what its builder needs. Every text is `English | 中文`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, Literal

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw

Value = Decimal | str | None
"""A number with exactly the decimals that are shown, a text ("" for an empty place), or None for a missing value."""

Structure = Literal["flat", "levels", "groups", "both"]
"""flat: one header row, no span; levels: two header levels; groups: spans in the body; both."""

Role = Literal["header", "body", "section", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A data column: its label, its group on the upper header level, unit, whether the unit stands in the header,
    and how its cells are set."""

    label: str
    unit: str = ""
    shows_unit: bool = False
    group: str = ""
    kind: Literal["number", "text", "centre"] = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row under the header: its key, the group of rows it belongs to, and its values (none in a section row)."""

    key: str
    values: tuple[Value, ...]
    group: str = ""
    role: Role = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Values that stand in one cell: top left place among lines and heads, and how many of each it covers."""

    line: int
    head: int
    lines: int
    heads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A filled topic before it is printed into a grid. `key` and `group_key` head the columns of keys and groups;
    `missing` says what the {mark} of a missing value means, where that is special."""

    caption: str
    key: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    group_key: str = ""
    note: str = ""
    missing: str = ""
    finance: bool = False
    merges: tuple[Merge, ...] = ()


class Topic:
    """One topic in one language, with the draw that fills it."""

    def __init__(self, raw: Mapping[str, Any], language: Language, draw: Draw) -> None:
        self.raw, self.language, self.draw = raw, language, draw
        self.year = draw.integer(2017, 2025)
        self._fillers = {name: self.text(draw.choice(shared()[name])) for name in ("org", "month", "city", "ward")}
        self._fillers |= {"year": str(self.year), "week": str(draw.integer(2, 50))}
        self._fillers["season"] = f"{self.year}/{(self.year + 1) % 100:02d}"
        if "themes" in raw:
            self._fillers["theme"] = self.text(draw.choice(raw["themes"]))

    def text(self, entry: str) -> str:
        """The half of `English | 中文` in this language."""
        return pick(entry, self.language)

    def texts(self, entries: Sequence[str]) -> list[str]:
        """`text` of each."""
        return [self.text(entry) for entry in entries]

    def written(self, name: str, **fillers: str) -> str:
        """One of the texts listed under `name` with its fillers put in; "" where the topic has none."""
        entries = self.raw.get(name) or [""]
        return self.text(self.draw.choice(entries)).format(**self._fillers, **fillers)

    def money_scale(self, unit: str) -> float:
        """What amounts of a unit are multiplied by, so that everyday prices fit the language's currency."""
        return 6.0 if self.language == "zh" and unit in ("$ | 元", "dollars | 元") else 1.0


def pick(entry: str, language: Language) -> str:
    """The half of `English | 中文` in a language; an entry without a bar serves every language."""
    halves = str(entry).split(" | ")
    return halves[-1 if language == "zh" else 0]


def supports(raw: Mapping[str, Any]) -> frozenset[Structure]:
    """The structures that a topic can be given."""
    kind = raw["kind"]
    groups = _has_groups(raw)
    levels = {
        "records": len({c.get("group") for c in raw.get("columns", ())} - {None}) > 1,
        "matrix": "upper" in raw or "lower" in raw or len(raw.get("measures", ())) > 1,
    }.get(kind, kind in ("statement", "league", "train"))
    found: set[Structure] = {"flat"}
    found |= {"levels"} if levels else set()
    found |= {"groups"} if groups else set()
    found |= {"both"} if groups and levels and kind != "statement" else set()
    return frozenset(found)


def topics(structure: Structure) -> tuple[str, ...]:
    """Ids, in file order, of the topics that support a structure."""
    return tuple(name for name, raw in all_topics().items() if structure in supports(raw))


@functools.cache
def all_topics() -> dict[str, dict[str, Any]]:
    """Every topic by id, in the order of the files' names."""
    folder = files("templates")
    names = sorted(item.name for item in folder.iterdir() if item.name.startswith("table_topics_"))
    loaded = [yaml.safe_load(folder.joinpath(n).read_text(encoding="utf-8")) for n in names if n.endswith(".yaml")]
    return {raw["id"]: raw for page in loaded for raw in page["topics"]}


@functools.cache
def shared() -> dict[str, Any]:
    """Fillers and words that all topics share."""
    data: dict[str, Any] = yaml.safe_load(files("templates").joinpath("table_topics.yaml").read_text(encoding="utf-8"))
    return data


def _has_groups(raw: Mapping[str, Any]) -> bool:
    if raw["kind"] in ("records", "matrix"):
        return "groups" in raw["key"]
    if raw["kind"] == "statement":
        return any("section" in line for line in raw["lines"])
    return raw["kind"] in ("lessons", "roster")
