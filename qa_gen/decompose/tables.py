"""A published wide table as the chart it came from: one relation row per mark (series, category, value).

Series are the columns and categories the rows, unless the columns run over time: then every row is a series. A blank,
a dash or `nan` is a missing value, and so is a 0 that repeats in a column whose other numbers stay far from 0, which is
how such tables write what was not printed in the picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from qa_gen.decompose.seeds import RawTable

Axis = Literal["series", "category"]
CONTENT = "seed"
"""Id of the chart that a seed's table becomes."""
_NUMBER = re.compile(r"([-+]?)[$€£¥]?\s?(\d{1,3}(?:,\d{3})+|\d{1,15})?(\.\d{1,12})?\s?%?")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_TIME = re.compile(
    r"(?:q[1-4]|h[12])?[\s.'’-]*(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)?[a-z]*[\s.,'’-]*"
    r"(?:(?:1[5-9]|20|21)\d\d|'?\d\d)(?:[-–/]\d{2,4})?\*?",
    re.IGNORECASE,
)
_REPEATED_HEADER = re.compile(r"(.+)\.\d")
_SHARE = re.compile(r"%|\b(?:percent|percentage|share|proportion)\b", re.IGNORECASE)
_WHOLE = (94, 103)
_FAR = 3
_MEASURES = ("value", "values")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedChart:
    """The chart of a seed with what the parser asks about it: names per axis in order, the header of the label column,
    the words that name the measure, whether categories run over time, and whether the numbers are percentages."""

    chart: ChartData
    series: tuple[str, ...]
    categories: tuple[str, ...]
    key: str
    measure: str
    timed: bool
    percents: bool = False

    @property
    def single(self) -> bool:
        """Whether there is one series only."""
        return len(self.series) == 1

    def names(self, axis: Axis) -> tuple[str, ...]:
        """The names on an axis."""
        return self.series if axis == "series" else self.categories

    def cells(self) -> list[tuple[str, str, Decimal | None]]:
        """Series, category and number of every mark."""
        series, category, value = self.chart.relations[0].columns
        assert isinstance(series, TextColumn)
        assert isinstance(category, TextColumn)
        assert isinstance(value, NumberColumn)
        return list(zip(series.values, category.values, value.values, strict=True))


def number_of(cell: str) -> Decimal | None:
    """The number that a cell shows, or None: signs of money and percent, commas and blanks are allowed."""
    text = cell.strip().replace("−", "-").replace("–", "-")
    found = _NUMBER.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return None
    return Decimal(f"{found[1]}{(found[2] or '0').replace(',', '')}{found[3] or ''}")


def chart_of(table: RawTable) -> SeedChart:
    """The chart of a table; names are made unique, numbers parsed."""
    labels = _unique([_label(row[0]) for row in table.rows])
    heads = _unique([_head(name) for name in table.columns[1:]])
    columns = [_blanked([number_of(row[k + 1]) for row in table.rows]) for k in range(len(heads))]
    percents = _are_percents(table, columns)
    if len(heads) > 1 and all(is_time(head) for head in heads):
        body = [[column[k] for column in columns] for k in range(len(labels))]
        return _built(labels, heads, body, table.columns[0], "", timed=True, percents=percents)
    timed = len(labels) > 1 and sum(is_time(label) for label in labels) * 3 >= len(labels) * 2
    measure = heads[0] if len(heads) == 1 else ""
    return _built(heads, labels, columns, table.columns[0], measure, timed=timed, percents=percents)


def _are_percents(table: RawTable, columns: list[list[Decimal | None]]) -> bool:
    """Whether cells or headers say so, or no number exceeds 100 and rows (or the one column) add up to about that."""
    said = [*table.columns, *table.rows[0]]
    if any(_SHARE.search(text) for text in said):
        return True
    rows = list(zip(*columns, strict=True)) if len(columns) > 1 else []
    bounded = all(value is None or 0 <= value <= 100 for column in columns for value in column)
    return bounded and (_are_wholes(rows) or _are_wholes(columns))


def _are_wholes(groups: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether most groups add up to about a hundred."""
    sums = [sum(value or 0 for value in group) for group in groups]
    return 2 * sum(_WHOLE[0] <= total <= _WHOLE[1] for total in sums) > len(sums)


def is_time(name: str) -> bool:
    """Whether a name is a year, a month with a year or the like."""
    return len(name) <= 24 and bool(_TIME.fullmatch(name))


def is_year(name: str) -> bool:
    """Whether a name is a year of four digits."""
    return bool(_YEAR.fullmatch(name))


def _built(
    series: list[str],
    categories: list[str],
    body: list[list[Decimal | None]],
    key: str,
    measure: str,
    *,
    timed: bool,
    percents: bool,
) -> SeedChart:
    """`body[s][c]` is the number of series s at category c."""
    pairs = [(s, c) for s in range(len(series)) for c in range(len(categories))]
    columns = (
        TextColumn(name="series", label="series", values=tuple(series[s] for s, _ in pairs)),
        TextColumn(name="category", label=key, values=tuple(categories[c] for _, c in pairs), ordered=timed),
        NumberColumn(name="value", label=measure, unit="", values=tuple(body[s][c] for s, c in pairs)),
    )
    chart = ChartData(
        id=CONTENT, language="en", chart_type="", labels=(), relations=(Relation(name="marks", columns=columns),),
        encodings=(Encoding(channel="y", column="value"),), printed=("value",),
    )  # fmt: skip
    spoken = "" if measure.casefold() in _MEASURES else measure
    return SeedChart(
        chart=chart,
        series=tuple(series),
        categories=tuple(categories),
        key=key,
        measure=spoken,
        timed=timed,
        percents=percents,
    )


def _blanked(column: list[Decimal | None]) -> list[Decimal | None]:
    """The column with repeated zeros as missing values, where its other numbers stay far from zero."""
    zeros = [value for value in column if value == 0]
    others = [abs(value) for value in column if value]
    if len(zeros) >= 2 and others and min(others) >= _FAR:
        return [value or None for value in column]
    return column


def _label(cell: str) -> str:
    return re.sub(r"(\d)\.0$", r"\1", cell)


def _head(name: str) -> str:
    repeated = _REPEATED_HEADER.fullmatch(name)
    return _label(repeated[1] if repeated and not number_of(name) else name)


def _unique(names: list[str]) -> list[str]:
    """Names with repeats told apart by their number."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out
