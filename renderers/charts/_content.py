"""Chart contents from sampled facts: relations, labels and encodings by the conventions of `ChartData`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from proofpress_core.content import (
    ChartData,
    Encoding,
    Label,
    Language,
    NumberColumn,
    Relation,
    TextColumn,
)
from renderers.charts._look import Look
from templates.series import Heading, TableFacts
from templates.themes import colour_name

CONTENT_ID = "chart"
_MOST = {"%": Decimal(100), "stars": Decimal(5), "星": Decimal(5)}
"""The greatest value that there can be, by unit."""


def table_content(
    facts: TableFacts, look: Look, language: Language, chart_type: str, *, channels: tuple[str, str] = ("x", "y"),
    printed: bool = False, subtitle: str = "", labels: Sequence[tuple[str, str]] = (), styled: str = "series",
    flags: Sequence[str] = (), facets: bool = False,
) -> ChartData:  # fmt: skip
    """A content with one row per (series, category), series by series. `channels` say where category and value
    stand; `styled` is the column that colours tell apart; `facets` says that the series are facets of one thing;
    `subtitle` is taken where the heading has none."""
    names, series = facts.categories, facts.series
    rows = [(k, j) for k in range(len(facts.values)) for j in range(len(names.items))]
    columns: list[TextColumn | NumberColumn] = []
    if series is not None:
        items = tuple(series.items[k] for k, _ in rows)
        columns.append(
            TextColumn(name="series", label=series.label, values=items, ordered=series.ordered, facets=facets)
        )
    categories = tuple(names.items[j] for _, j in rows)
    columns.append(TextColumn(name="category", label=names.label, values=categories, ordered=names.ordered))
    values = tuple(facts.values[k][j] for k, j in rows)
    columns.append(NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=values))
    encodings = [Encoding(channel=channels[0], column="category"), Encoding(channel=channels[1], column="value")]
    if series is not None:
        encodings.append(Encoding(channel="y" if styled == "none" else "colour", column="series"))
    relations = [Relation(name="data", columns=tuple(columns))]
    if styled != "none":
        keys = names.items if styled == "category" else series.items if series is not None else ("",)
        relations.append(style_relation(keys, look, language, styled))
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, relations=tuple(relations),
        labels=words(facts.heading, labels, subtitle), encodings=tuple(encodings),
        printed=("value",) if printed else (), flags=tuple(flags),
    )  # fmt: skip


def style_relation(keys: Sequence[str], look: Look, language: Language, column: str = "series") -> Relation:
    """Which colour stands for which series (or category), by name."""
    colours = tuple(colour_name(look.colour(k).name, language) for k in range(len(keys)))
    codes = tuple(look.colour(k).code for k in range(len(keys)))
    return Relation(
        name="style",
        columns=(
            TextColumn(name=column, label="", values=tuple(keys)), TextColumn(name="colour", label="", values=colours),
            TextColumn(name="code", label="", values=codes),
        ),
    )  # fmt: skip


def words(heading: Heading, more: Sequence[tuple[str, str]], subtitle: str = "") -> tuple[Label, ...]:
    """Labels of a heading and further (ref, text) pairs, empty ones left out; `subtitle` where the heading has none."""
    pairs = [("title", heading.title), ("subtitle", heading.subtitle or subtitle), ("source", heading.source), *more]
    return tuple(Label(ref=ref, text=text) for ref, text in pairs if text)


def series_names(data: ChartData) -> tuple[str, ...]:
    """Names of the series in drawing order; one empty name where there is a single unnamed one."""
    columns = {column.name: column for column in data.relations[0].columns}
    return tuple(dict.fromkeys(columns["series"].values)) if "series" in columns else ("",)  # type: ignore[arg-type]


def texts(data: ChartData, column: str) -> tuple[str, ...]:
    """Different texts of a column of the data, in order."""
    return tuple(dict.fromkeys(data.relations[0].column(column).values))  # type: ignore[arg-type]


def numbers(data: ChartData, column: str = "value") -> tuple[Decimal, ...]:
    """Values of a number column of the data. Charts here show no missing ones."""
    return tuple(Decimal(value) for value in data.relations[0].column(column).values if value is not None)


def most(data: ChartData, column: str = "value") -> Decimal | None:
    """The greatest value that a number column can have: a hundred for per cent, five for stars."""
    return _MOST.get(str(getattr(data.relations[0].column(column), "unit", "")))
