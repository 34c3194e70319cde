"""Reports: hand-written passages about a subject, with figures that agree with the report's own table.

A passage is a list of sentences. `? ` before a sentence makes it optional, `[[a|b]]` is a choice of wording, and
`{slot}` is a name or figure that follows from the table (see `slots`), so that text and table cannot disagree.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Cell, DocumentNode, DocumentTree, Grid, Language
from proofpress_core.rng import Draw
from templates.entities import institute, people

DOCUMENT_ID, GRID_ID = "document", "table1"
_CHOICE = re.compile(r"\[\[(.+?)\]\]")
_NUMBERS = {"en": ("two", "three", "four", "five", "six", "seven"), "zh": ("两", "三", "四", "五", "六", "七")}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_HAN = "一二三四五六七八"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The contents of a report, pages not yet known, and its running title and date line."""

    document: DocumentTree
    table: Grid
    running: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Rows of the report's table: names with an earlier and a later figure, as printed."""

    names: tuple[str, ...]
    before: tuple[Decimal, ...]
    after: tuple[Decimal, ...]
    changes: tuple[Decimal, ...]


@functools.cache
def lexicon() -> dict[str, Any]:
    """The report file: words, themes, layouts."""
    loaded: dict[str, Any] = yaml.safe_load(files("templates").joinpath("report.yaml").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def subjects(language: Language) -> tuple[dict[str, Any], ...]:
    """What reports of a language are about."""
    text = files("templates").joinpath(f"prose_{language}.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)["subjects"])


def sample_report(draw: Draw, language: Language) -> Report:
    """Draw a subject, its figures, and a wording."""
    subject = draw.choice(subjects(language))
    series = _series(draw, subject["table"])
    facts = slots(draw, subject, series, language)
    writer = _Writer(draw, facts, language)
    nodes = writer.write(subject)
    tops = tuple(node.id for node in nodes if "." not in node.id)
    root = DocumentNode(id="root", role="document", page=0, children=tops)
    document = DocumentTree(
        id=DOCUMENT_ID, language=language, genre="report", page_count=1, nodes=(root, *nodes)
    )  # fmt: skip
    caption = next(node.text for node in nodes if node.role == "caption")
    return Report(document=document, table=_grid(subject["table"], series, facts, caption, language),
                  running=f"{subject['journal']} · {facts['year']}")  # fmt: skip


def slots(draw: Draw, subject: Mapping[str, Any], series: Series, language: Language) -> dict[str, str]:
    """Names and figures that sentences may use.

    `n` rows in words; `year` and `before`; `names`; `most`, `least` (by the later figure), `steep`, `mild` (by the
    change), each with `_a` (earlier), `_b` (later) and `_c` (change in percent); `sum` and `mean` likewise.
    """
    year = draw.integer(2016, 2024)
    gap = draw.integer(*subject["table"]["gap"])
    order = range(len(series.names))
    rows, changes = series.after, series.changes
    picks = {
        "most": max(order, key=rows.__getitem__), "least": min(order, key=rows.__getitem__),
        "steep": max(order, key=changes.__getitem__), "mild": min(order, key=changes.__getitem__),
    }  # fmt: skip
    joined = "、".join(series.names) if language == "zh" else _listed(series.names)
    facts = {"n": _NUMBERS[language][len(order) - 2], "year": str(year), "before": str(year - gap), "names": joined,
             "gap": str(gap)}  # fmt: skip
    for name, row in picks.items():
        facts[name] = series.names[row]
        facts |= {f"{name}_a": _shown(series.before[row]), f"{name}_b": _shown(series.after[row])}
        facts[f"{name}_c"] = str(series.changes[row])
    totals = sum(series.before, Decimal(0)), sum(series.after, Decimal(0))
    facts |= {"sum_a": _shown(totals[0]), "sum_b": _shown(totals[1]), "sum_c": str(_change(*totals))}
    means = [(total / len(order)).quantize(series.before[0], rounding=ROUND_HALF_UP) for total in totals]
    return facts | {"mean_a": _shown(means[0]), "mean_b": _shown(means[1])}


def _series(draw: Draw, table: Mapping[str, Any]) -> Series:
    """Figures with different later values and changes, so that every superlative has one answer."""
    count = draw.integer(4, 6)
    names = tuple(draw.sample(table["rows"], count))
    while True:
        before = [draw.decimal(table["low"], table["high"], table["places"]) for _ in names]
        factors = [draw.uniform(*table["factor"]) for _ in names]
        after = [
            (value * Decimal(repr(round(factor, 3)))).quantize(value, rounding=ROUND_HALF_UP)
            for value, factor in zip(before, factors, strict=True)
        ]
        changes = [_change(*pair) for pair in zip(before, after, strict=True)]
        if len(set(after)) == len(set(changes)) == len(set(before)) == count and min(changes) > 0:
            return Series(names=names, before=tuple(before), after=tuple(after), changes=tuple(changes))


def _change(before: Decimal, after: Decimal) -> Decimal:
    return (abs(after - before) / before * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _shown(value: Decimal) -> str:
    return f"{value:,}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _grid(
    table: Mapping[str, Any], series: Series, facts: Mapping[str, str], caption: str, language: Language
) -> Grid:  # fmt: skip
    heads = (table["name"], facts["before"], facts["year"], table["change"])
    cells = [Cell(row=0, col=col, rowspan=1, colspan=1, text=text, header="column") for col, text in enumerate(heads)]
    columns = (series.before, series.after, series.changes)
    for row, name in enumerate(series.names):
        cells.append(Cell(row=row + 1, col=0, rowspan=1, colspan=1, text=name, header="row"))
        units = (table["unit"], table["unit"], "%")
        for col, (column, unit) in enumerate(zip(columns, units, strict=True), start=1):
            value = column[row]
            cells.append(
                Cell(row=row + 1, col=col, rowspan=1, colspan=1, text=_shown(value), header="none", value=value,
                     unit=unit)
            )  # fmt: skip
    return Grid(
        id=GRID_ID, language=language, caption=caption, rows=len(series.names) + 1, cols=4, header_rows=1,
        header_cols=1, cells=tuple(cells),
    )  # fmt: skip


class _Writer:
    """Writes the nodes of one report."""

    def __init__(self, draw: Draw, facts: Mapping[str, str], language: Language) -> None:
        self.draw, self.facts, self.language = draw, facts, language
        self.words = lexicon()["words"][language]
        self.numbering = draw.choice(self.words["numbering"])
        self.nodes: list[DocumentNode] = []
        self.counts = [0, 0]
        self.paragraphs = 0

    def write(self, subject: Mapping[str, Any]) -> list[DocumentNode]:
        """All nodes in reading order; a list's items follow it and carry ids with a dot."""
        self._front(subject)
        for section in subject["sections"]:
            self._section(section, subject, level=1)
        return self.nodes

    def _front(self, subject: Mapping[str, Any]) -> None:
        home = institute(self.draw, self.language, subject["field"])
        comma = "，" if self.language == "zh" else ", "
        self._add("title", "title", self._phrase(self.draw.choice(subject["titles"])))
        names = people(self.draw, self.language, self.draw.integer(1, 3))
        self._add("authors", "author", comma.join(names) + "*")
        self._add("institute", "author", home)
        colon = "：" if self.language == "zh" else " "
        self._add("abstract", "paragraph", f"{self.words['abstract']}{colon}{self._passage(subject['abstract'])}")
        stop = "；" if self.language == "zh" else ", "
        colon = "：" if self.language == "zh" else ": "
        self._add("keywords", "paragraph", f"{self.words['keywords']}{colon}{stop.join(subject['keywords'])}")
        self._add("note", "footnote", self.words["note"].format(institute=home))

    def _section(self, section: Mapping[str, Any], subject: Mapping[str, Any], level: int) -> None:
        self._heading(section["heading"], level)
        for passage in section.get("paragraphs", ()):
            self.paragraphs += 1
            self._add(f"p{self.paragraphs}", "paragraph", self._passage(passage))
        if "items" in section:
            self._list(section["items"])
        if section.get("table"):
            self._table(subject["table"])
        for passage in section.get("after", ()):
            self.paragraphs += 1
            self._add(f"p{self.paragraphs}", "paragraph", self._passage(passage))
        for child in section.get("sections", ()):
            self._section(child, subject, level + 1)

    def _heading(self, text: str, level: int) -> None:
        self.counts[level - 1] += 1
        if level == 1:
            self.counts[1] = 0
        name = f"h{self.counts[0]}" if level == 1 else f"h{self.counts[0]}-{self.counts[1]}"
        self.nodes.append(
            DocumentNode(id=name, role="heading", page=0, level=level, text=f"{self._number(level)}{text}")
        )

    def _number(self, level: int) -> str:
        first, second = self.counts
        if self.numbering == "none":
            return ""
        if self.numbering == "han":
            return f"{_HAN[first - 1]}、" if level == 1 else f"（{_HAN[second - 1]}）"
        if self.numbering == "roman":
            return f"{_ROMAN[first - 1]}. " if level == 1 else f"{'ABCDEFG'[second - 1]}. "
        return f"{self.numbering.format(n=first)} " if level == 1 else f"{first}.{second} "

    def _list(self, items: Sequence[str]) -> None:
        children = tuple(f"list.{number}" for number in range(1, len(items) + 1))
        self.nodes.append(DocumentNode(id="list", role="list", page=0, children=children))
        for name, item in zip(children, items, strict=True):
            self._add(name, "item", self._phrase(item))

    def _table(self, table: Mapping[str, Any]) -> None:
        stop = " " if self.language == "zh" else ". "
        self._add("caption", "caption", f"{self.words['table']}{stop}{self._phrase(table['caption'])}")
        self.nodes.append(DocumentNode(id="table", role="table", page=0, content=GRID_ID))
        self._add("source", "footnote", self._phrase(table["note"]))

    def _passage(self, sentences: Sequence[str]) -> str:
        kept = [text for text in sentences if not text.startswith("? ") or self.draw.chance(0.75)]
        blank = "" if self.language == "zh" else " "
        return blank.join(self._phrase(text.removeprefix("? ")) for text in kept)

    def _phrase(self, text: str) -> str:
        chosen = _CHOICE.sub(lambda found: self.draw.choice(found[1].split("|")), text)
        return chosen.format_map(self.facts)

    def _add(self, name: str, role: str, text: str) -> None:
        self.nodes.append(DocumentNode(id=name, role=role, page=0, text=text))
