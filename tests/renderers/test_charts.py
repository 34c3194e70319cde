"""Charts: marks stand where their values say, contents follow the conventions, layouts rarely fail."""

from __future__ import annotations

import dataclasses
import itertools
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import ChartData, Language, NumberColumn
from proofpress_core.errors import ConfigError, Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._look import Look
from renderers.charts._scale import value_scale

MATPLOTLIB = ("charts/bar", "charts/bar_grouped", "charts/bar_stacked", "charts/line", "charts/scatter", "charts/pie",
              "charts/histogram", "charts/heatmap")  # fmt: skip
LOOK = Look(theme="journal", width=800, height=600, family="dejavu-sans", size=14, legend="none", colours=(0,))
LANGUAGES: tuple[Language, ...] = ("en", "zh")
every_chart = pytest.mark.parametrize("name", MATPLOTLIB)


def streams(name: str, index: int, attempt: int = 0) -> Streams:
    return Streams(Key(seed=3, split="train", generator=name, version=1, index=index, attempt=attempt))


def made(name: str, index: int, **settings: str) -> tuple[Any, Drawing]:
    """The first picture from `index` on that is not rejected."""
    generator = generators[name]()
    for attempt in range(8):
        try:
            knobs = Knobs(language=LANGUAGES[index % 2], settings=settings)
            spec = generator.sample(streams(name, index, attempt), knobs)
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{name} {index}: eight rejects in a row")


def marks(drawing: Drawing) -> dict[str, Any]:
    regions = drawing.scene.regions
    return {regions[int(row)].ref: regions[int(row)] for row in regions.having("mark")}


def column(data: ChartData, name: str) -> list[float]:
    return [float(value) for value in data.relations[0].column(name).values]


@pytest.mark.parametrize("name", ["charts/bar", "charts/bar_grouped", "charts/line", "charts/histogram"])
@pytest.mark.parametrize("index", range(4))
def test_value_is_read_back_from_the_anchor_within_a_pixel(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    lying = getattr(spec, "lying", False)
    axis = next(axis for axis in drawing.scene.axes if axis.name == ("x" if lying else "y"))
    found = marks(drawing)
    for row, value in enumerate(column(spec.data, "value")):
        mark = found[f"row/{row}"]
        x, y = np.array(mark.anchor) / UNIT
        assert abs(axis.value(x, y) - value) <= axis.per_pixel
        if name != "charts/line":
            (left, top), (right, bottom) = mark.points / UNIT
            ends = {left, right} if lying else {top, bottom}
            assert min(abs(end - axis.place(value)[0 if lying else 1]) for end in ends) <= 1.0


@pytest.mark.parametrize("index", range(4))
def test_points_are_read_back_on_both_axes(index: int) -> None:
    spec, drawing = made("charts/scatter", index)
    found = marks(drawing)
    across, up = drawing.scene.axes
    for row, (x, y) in enumerate(zip(column(spec.data, "x"), column(spec.data, "y"), strict=True)):
        anchor = np.array(found[f"row/{row}"].anchor) / UNIT
        assert abs(across.value(*anchor) - x) <= across.per_pixel
        assert abs(up.value(*anchor) - y) <= up.per_pixel
        (left, top), (right, bottom) = found[f"row/{row}"].points / UNIT
        assert np.abs(np.array([left + right, top + bottom]) / 2 - anchor).max() <= 1.5


@pytest.mark.parametrize("index", range(3))
def test_segments_of_stacked_bars_add_up(index: int) -> None:
    spec, drawing = made("charts/bar_stacked", index, orientation="vertical")
    axis = drawing.scene.axes[1]
    for row, value in enumerate(column(spec.data, "value")):
        (_, top), (_, bottom) = marks(drawing)[f"row/{row}"].points / UNIT
        assert abs((bottom - top) * axis.per_pixel - value) <= axis.per_pixel


@pytest.mark.parametrize("index", range(3))
def test_wedges_fill_the_circle_by_their_shares(index: int) -> None:
    spec, drawing = made("charts/pie", index)
    areas = []
    for row in range(spec.data.relations[0].height):
        x, y = (marks(drawing)[f"row/{row}"].points / UNIT).T
        areas.append(0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))))
    shares = np.array(areas) / sum(areas) * 100
    assert np.abs(shares - column(spec.data, "value")).max() < 0.5


@every_chart
@pytest.mark.parametrize("index", range(2))
def test_contents_follow_the_conventions(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    data = spec.data
    assert drawing.scene.contents == (data,)
    assert data.relations[0].name == "data"
    assert {f"row/{row}" for row in range(data.relations[0].height)} == set(marks(drawing))
    for relation in data.relations[1:]:
        colours = relation.column("colour").values
        assert relation.name == "style"
        assert len(set(colours)) == len(colours)
    regions, page = drawing.scene.regions, drawing.scene.pages[0]
    title = regions.find(0, "title")
    words = page.text[slice(*regions.text[title[0]])] if len(title) else ""
    assert words.replace("\n", "").replace(" ", "") == data.label("title").replace(" ", "")


@every_chart
def test_printed_values_are_the_values(name: str) -> None:
    for index in range(5):
        spec, drawing = made(name, index)
        regions = drawing.scene.regions
        labels = {regions[int(r)].ref: drawing.scene.text_of(regions[int(r)]) for r in regions.having("value_label")}
        assert bool(labels) == bool(spec.data.printed)
        for ref, text in labels.items():
            value = spec.data.relations[0].column("value").values[int(ref.split("/")[1])]
            assert Decimal(text.replace(",", "").rstrip("%")) == value


def test_another_value_moves_its_bar_and_no_other_label() -> None:
    spec, drawing = made("charts/bar_grouped", 0, orientation="vertical")
    relation = spec.data.relations[0]
    values = relation.column("value")
    assert isinstance(values, NumberColumn)
    least = min(range(relation.height), key=lambda row: values.values[row] or 0)
    changed = tuple(v * 2 if row == least else v for row, v in enumerate(values.values) if v is not None)
    columns = tuple(dataclasses.replace(c, values=changed) if c.name == "value" else c for c in relation.columns)
    relations = (dataclasses.replace(relation, columns=columns), *spec.data.relations[1:])
    other = dataclasses.replace(spec, data=dataclasses.replace(spec.data, relations=relations, printed=()))
    moved = marks(generators["charts/bar_grouped"]().draw(other, Canvas()))
    before, after = marks(drawing)[f"row/{least}"], moved[f"row/{least}"]
    assert after.points[0, 1] < before.points[0, 1]


@every_chart
def test_few_draws_are_rejected(name: str) -> None:
    generator, rejected = generators[name](), []
    for index in range(14):
        try:
            generator.draw(generator.sample(streams(name, index), Knobs(language=LANGUAGES[index % 2])), Canvas())
        except Reject as reject:
            rejected.append(str(reject))
    assert len(rejected) <= 1, rejected


def test_unknown_settings_are_named() -> None:
    with pytest.raises(ConfigError, match="orientation"):
        generators["charts/bar"]().sample(streams("charts/bar", 0), Knobs(settings={"orientatoin": "vertical"}))


@given(
    values=st.lists(st.decimals(min_value=-9999, max_value=9999, places=2), min_size=2, max_size=8, unique=True),
    zero=st.booleans(),
)
def test_scales_hold_their_values_between_round_ticks(values: list[Decimal], zero: bool) -> None:  # noqa: FBT001
    values = [abs(value) + 1 for value in values] if zero else values
    scale = value_scale(values, LOOK, zero=zero)
    places = [tick for tick, _ in scale.ticks]
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert len({b - a for a, b in itertools.pairwise(places)}) == 1
    assert 3 <= len(places) <= 9
    assert len({text for _, text in scale.ticks}) == len(places)
