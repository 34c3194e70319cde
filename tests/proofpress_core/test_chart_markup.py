"""Transcriptions of charts: every value stands in them once, under the names of its row."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from strategies import charts

from proofpress_core.chart_markup import data_grid, headed, to_dictionary, to_json
from proofpress_core.content import ChartData, Encoding, Label, NumberColumn, Relation, TextColumn
from proofpress_core.markup import to_csv, to_markdown, to_otsl


def chart(*columns: TextColumn | NumberColumn) -> ChartData:
    labels = (Label(ref="title", text="Ore and coal"), Label(ref="axis/y/label", text="Output (kt)"))
    return ChartData(
        id="chart", language="en", chart_type="grouped bar", labels=labels, flags=("truncated",),
        relations=(Relation(name="data", columns=columns),), encodings=(Encoding(channel="y", column="value"),),
    )  # fmt: skip


VALUES = NumberColumn(name="value", label="Output", unit="kt", values=tuple(map(Decimal, ("3.50", "12000", "-4", "5"))))
SERIES = TextColumn(name="series", label="Product", values=("ore", "ore", "coal", "coal"))
YEARS = TextColumn(name="category", label="Year", values=("2021", "2022", "2021", "2022"), ordered=True)
CROSSED = chart(SERIES, YEARS, VALUES)


def test_series_stand_across_and_categories_down() -> None:
    assert to_csv(data_grid(CROSSED)).splitlines() == ["Year,ore,coal", "2021,3.50,-4", "2022,12000,5"]
    assert to_markdown(data_grid(CROSSED)).splitlines()[0] == "| Year | ore | coal |"
    assert to_otsl(data_grid(CROSSED)).count("12000") == 1


def test_the_dictionary_nests_series_and_categories() -> None:
    found = to_dictionary(CROSSED)
    assert found["data"] == {"ore": {"2021": "3.50", "2022": "12000"}, "coal": {"2021": "-4", "2022": "5"}}
    assert found["units"] == {"Output": "kt"}
    assert found["axes"] == {"y": "Output (kt)"}
    assert found["flags"] == ["truncated"]
    assert json.loads(to_json(CROSSED)) == found


def test_pairs_that_repeat_are_listed_row_by_row() -> None:
    twice = TextColumn(name="category", label="Year", values=("2021",) * 4)
    assert to_csv(data_grid(chart(SERIES, twice, VALUES))).splitlines()[:2] == [
        "Product,Year,Output (kt)", "ore,2021,3.50",
    ]  # fmt: skip
    assert to_dictionary(chart(SERIES, twice, VALUES))["data"][2] == {
        "Product": "coal", "Year": "2021", "Output (kt)": "-4",
    }  # fmt: skip


def test_one_series_is_a_flat_dictionary() -> None:
    names = TextColumn(name="category", label="Mine", values=tuple("abcd"))
    assert to_dictionary(chart(names, VALUES))["data"] == {"a": "3.50", "b": "12000", "c": "-4", "d": "5"}


def test_a_missing_value_is_an_empty_cell() -> None:
    gaps = NumberColumn(name="value", label="Output", unit="kt", values=(None, *VALUES.values[1:]))
    assert to_csv(data_grid(chart(SERIES, YEARS, gaps))).splitlines()[1] == "2021,,-4"
    assert to_dictionary(chart(SERIES, YEARS, gaps))["data"]["ore"]["2021"] is None


def test_a_unit_that_the_name_holds_is_not_said_twice() -> None:
    assert headed(NumberColumn(name="value", label="Share in %", unit="%", values=())) == "Share in %"


@given(charts())
def test_every_value_of_any_chart_stands_in_its_table(data: ChartData) -> None:
    grid = data_grid(data)
    cells = [cell.text for cell in grid.cells if cell.row]
    for column in data.relations[0].columns:
        if isinstance(column, NumberColumn):
            for value in column.values:
                assert value is None or f"{value:f}" in cells
    json.loads(to_json(data))
