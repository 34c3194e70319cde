"""Matrices, flows, networks and panels: what a reader measures in the picture is what the content says."""

from __future__ import annotations

import functools
import itertools
from typing import Any

import numpy as np
import pytest

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from templates.chart_fields import bounds, field_value

KINDS = (
    "confusion", "correlation", "heatmap", "contour", "sankey", "chord", "network", "dendrogram", "tree", "arc_diagram",
    "small_multiples", "inset", "panels", "table_chart",
)  # fmt: skip
PRINTED = ("confusion", "correlation", "contour", "sankey", "chord", "tree", "arc_diagram", "table_chart")
LANGUAGES: tuple[Language, ...] = ("en", "zh")
pictures = pytest.mark.parametrize("index", range(3))


@functools.cache
def made(kind: str, index: int, **settings: str) -> tuple[Any, Drawing]:
    """The first picture from `index` on that is not rejected."""
    name = f"charts/{kind}"
    for attempt in range(8):
        key = Key(seed=4, split="train", generator=name, version=1, index=index, attempt=attempt)
        try:
            knobs = Knobs(language=LANGUAGES[index % 2], settings={"engine": "skia", **settings})
            spec = generators[name]().sample(Streams(key), knobs)
            return spec, generators[name]().draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{name} {index}: eight rejects in a row")


def by_ref(drawing: Drawing, role: str = "mark", content: int = 0) -> dict[str, Any]:
    """Regions of a role and content by their ref."""
    rows = (int(row) for row in drawing.scene.regions.having(role))
    found = (drawing.scene.regions[row] for row in rows)
    return {region.ref: region for region in found if region.content == content}


def at(region: Any) -> np.ndarray:
    return np.array(region.anchor) / UNIT


def values(data: ChartData, column: str = "value") -> list[float]:
    return [float(value) for value in data.relations[0].column(column).values]


def axis_of(drawing: Drawing, name: str, content: str = "chart") -> Axis:
    return next(axis for axis in drawing.scene.axes if axis.name == name and axis.content == content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("index", range(2))
def test_every_row_has_one_mark_and_printed_ones_a_label(kind: str, index: int) -> None:
    spec, drawing = made(kind, index)
    rows = {f"row/{row}" for row in range(spec.data.relations[0].height)}
    assert {ref for ref in by_ref(drawing) if ref.count("/") == 1} == rows
    if kind in PRINTED:
        assert spec.data.printed == ("value",)
    labels = {ref.removesuffix("/label") for ref in by_ref(drawing, "value_label")}
    assert labels == (rows if spec.data.printed else set())


@pytest.mark.parametrize("kind", KINDS)
def test_few_draws_are_rejected(kind: str) -> None:
    generator, rejects = generators[f"charts/{kind}"](), 0
    for index in range(16):
        key = Key(seed=6, split="train", generator=generator.id, version=1, index=index, attempt=0)
        try:
            spec = generator.sample(Streams(key), Knobs(language=LANGUAGES[index % 2], settings={"engine": "skia"}))
            generator.draw(spec, Canvas())
        except Reject:
            rejects += 1
    assert rejects <= 2


@pytest.mark.parametrize("index", range(6))
@pytest.mark.parametrize("kind", ["correlation", "heatmap"])
def test_cells_have_the_shade_of_the_colour_bar(kind: str, index: int) -> None:
    spec, drawing = made(kind, index)
    bars = [axis for axis in drawing.scene.axes if axis.name == "colour"]
    assert len(bars) == int(kind == "correlation" or spec.bar)
    for axis, (ref, mark) in itertools.product(bars, by_ref(drawing).items()):
        x, y = axis.place(values(spec.data)[int(ref.split("/")[1])])
        left, top = mark.points[0] // UNIT
        cell = drawing.pages[0][top + 2, left + 2].astype(int)
        assert min(np.abs(drawing.pages[0][int(y) + dy, int(x)] - cell).max() for dy in (-1, 0)) <= 4


@pytest.mark.parametrize("mode", ["sides", "hub"])
@pictures
def test_ribbons_are_as_broad_as_their_values(mode: str, index: int) -> None:
    spec, drawing = made("sankey", index, mode=mode)
    found = by_ref(drawing)
    broad = []
    for row in range(len(values(spec.data))):
        points = found[f"row/{row}"].points / UNIT
        broad.append(float(points[-1, 1] - points[0, 1]) + 1.4)
    per_unit = np.array(broad) / np.array(values(spec.data))
    assert np.ptp(per_unit) < 0.02 * per_unit.mean()


@pictures
def test_both_sides_of_a_hub_have_one_sum(index: int) -> None:
    spec, _ = made("sankey", index, mode="hub")
    sides = spec.data.relations[0].column("series").values
    sums = [sum(v for v, s in zip(values(spec.data), sides, strict=True) if s == side) for side in dict.fromkeys(sides)]
    assert sums[0] == sums[1]


@pictures
def test_chords_are_as_broad_at_both_ends(index: int) -> None:
    spec, drawing = made("chord", index)
    found = by_ref(drawing)
    per_unit = []
    for row, value in enumerate(values(spec.data)):
        points = found[f"row/{row}"].points / UNIT
        ends = [float(np.hypot(*np.diff(points[k : k + 9], axis=0).T).sum()) + 1.6 for k in (0, 32)]
        assert abs(ends[0] - ends[1]) < 1.0
        per_unit.append(ends[0] / value)
    assert np.ptp(per_unit) < 0.04 * np.mean(per_unit)


@pictures
def test_nodes_count_their_links_and_no_two_links_cross(index: int) -> None:
    spec, _ = made("network", index)
    edges = spec.data.relations[1]
    ends = [*edges.column("first").values, *edges.column("second").values]
    names = spec.data.relations[0].column("category").values
    assert values(spec.data) == [ends.count(name) for name in names]
    places = np.array(spec.places)
    for (a, b), (c, d) in itertools.combinations(spec.edges, 2):
        if not {a, b} & {c, d}:
            system = np.column_stack([places[b] - places[a], places[c] - places[d]])
            first, second = np.linalg.solve(system, places[c] - places[a])
            assert not (0 < first < 1 and 0 < second < 1)


@pytest.mark.parametrize("orientation", ["vertical", "horizontal"])
@pictures
def test_leaves_are_joined_at_their_distance(orientation: str, index: int) -> None:
    spec, drawing = made("dendrogram", index, orientation=orientation)
    axis = axis_of(drawing, "x" if spec.lying else "y")
    leaves, found = len(values(spec.data)), by_ref(drawing)
    for row, value in enumerate(values(spec.data)):
        assert abs(axis.value(*at(found[f"row/{row}"])) - value) <= axis.per_pixel
    for k, pair in enumerate(spec.merges):
        assert all(side < leaves or spec.heights[side - leaves] < spec.heights[k] for side in pair)


@pytest.mark.parametrize("mode", ["bars", "lines"])
@pictures
def test_panels_have_axes_of_their_own_on_one_scale(mode: str, index: int) -> None:
    spec, drawing = made("small_multiples", index, mode=mode)
    names = spec.data.relations[0].column("series").values
    order = list(dict.fromkeys(names))
    assert len({axis.ticks for axis in drawing.scene.axes if axis.name.startswith("y/")}) == 1
    for row, value in enumerate(values(spec.data)):
        axis = axis_of(drawing, f"y/{order.index(names[row])}")
        assert abs(axis.value(*at(by_ref(drawing)[f"row/{row}"])) - value) <= axis.per_pixel


@pictures
def test_inset_shows_the_same_values_on_a_finer_axis(index: int) -> None:
    spec, drawing = made("inset", index)
    whole, part, found = axis_of(drawing, "y"), axis_of(drawing, "y/1"), by_ref(drawing)
    assert part.per_pixel < whole.per_pixel
    for row in range(spec.first, spec.last + 1):
        value = values(spec.data)[row]
        assert abs(whole.value(*at(found[f"row/{row}"])) - value) <= whole.per_pixel
        assert abs(part.value(*at(found[f"row/{row}/zoom"])) - value) <= part.per_pixel


@pictures
def test_a_figure_has_two_contents_that_agree(index: int) -> None:
    spec, drawing = made("panels", index)
    assert drawing.scene.contents == (spec.data, spec.parts)
    assert values(spec.data)[-1] == pytest.approx(sum(values(spec.parts)))
    measures = [content.relations[0].column("value").label for content in drawing.scene.contents]
    assert len(set(measures)) == 2
    for number, (content, name) in enumerate(zip(drawing.scene.contents, "yx", strict=True)):
        axis, found = axis_of(drawing, name, content.id), by_ref(drawing, content=number)
        for row, value in enumerate(values(content)):
            assert abs(axis.value(*at(found[f"row/{row}"])) - value) <= axis.per_pixel


@pictures
def test_values_of_a_data_table_stand_below_their_bars(index: int) -> None:
    spec, drawing = made("table_chart", index)
    bars, labels = by_ref(drawing), by_ref(drawing, "value_label")
    count = len(set(spec.data.relations[0].column("category").values))
    for row in range(len(values(spec.data))):
        label = labels[f"row/{row}/label"].points / UNIT
        assert label[:, 1].min() > (bars[f"row/{row}"].points / UNIT)[:, 1].max()
        above = labels.get(f"row/{row - count}/label")
        assert above is None or (above.points / UNIT)[:, 1].max() < label[:, 1].min()


@pictures
def test_boxes_of_leaves_hold_their_name_and_value(index: int) -> None:
    spec, drawing = made("tree", index)
    for row in range(len(values(spec.data))):
        (left, top), (right, bottom) = by_ref(drawing)[f"row/{row}"].points / UNIT
        for ref, role in ((f"row/{row}/name", "mark_label"), (f"row/{row}/label", "value_label")):
            (x0, y0), (x1, y1) = by_ref(drawing, role)[ref].points / UNIT
            assert left < x0 < x1 < right
            assert top < y0 < y1 < bottom


@pictures
def test_greater_values_have_broader_arcs(index: int) -> None:
    spec, drawing = made("arc_diagram", index)
    found = by_ref(drawing)
    points = [found[f"row/{row}"].points / UNIT for row in range(len(values(spec.data)))]
    broad = np.array([line[-1, 0] - line[0, 0] for line in points])
    assert np.allclose(broad / broad.max(), np.array(values(spec.data)) / max(values(spec.data)), atol=0.03)


@pictures
def test_spots_have_the_value_of_the_field(index: int) -> None:
    spec, drawing = made("contour", index)
    across, up, found = axis_of(drawing, "x"), axis_of(drawing, "y"), by_ref(drawing)
    low, high = bounds(spec.hills)
    first, last = float(spec.levels[0]), float(spec.levels[-1])
    step = float(spec.levels[1]) - first
    for row, (x, y, value) in enumerate(zip(*(values(spec.data, name) for name in ("x", "y", "value")), strict=True)):
        mark = at(found[f"row/{row}"])
        assert abs(across.value(*mark) - x) <= across.per_pixel
        assert abs(up.value(*mark) - y) <= up.per_pixel
        share = (field_value(spec.hills, x / spec.side, y / spec.side) - low) / (high - low)
        assert abs(first - step / 2 + share * (last - first + step) - value) < 0.45 * step
