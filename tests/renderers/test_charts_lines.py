"""Charts with lines, areas and time: marks stand where their values say, paths keep to their points."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _bands, _lines
from renderers.charts._content import numbers, texts

ON_Y = ("charts/step", "charts/spline", "charts/line_log", "charts/area", "charts/band", "charts/fan", "charts/slope",
        "charts/bump", "charts/candlestick", "charts/ohlc", "charts/combo")  # fmt: skip
STACKED = ("charts/area_stacked", "charts/area_percent")
OTHERS = ("charts/stream", "charts/calendar", "charts/dual_axis", "charts/sparkline")
heights = st.lists(st.floats(0, 1000), min_size=3, max_size=12)


def made(name: str, index: int) -> tuple[Any, Drawing]:
    """The first picture from `index` on that is not rejected."""
    generator = generators[name]()
    for attempt in range(8):
        key = Key(seed=3, split="train", generator=name, version=1, index=index, attempt=attempt)
        try:
            spec = generator.sample(Streams(key), Knobs(language="zh" if index % 2 else "en"))
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{name} {index}: eight rejects in a row")


def marks(drawing: Drawing) -> dict[int, Any]:
    """Marks by the row that they stand for."""
    regions = drawing.scene.regions
    found = [regions[int(row)] for row in regions.having("mark")]
    return {int(mark.ref.removeprefix("row/")): mark for mark in found}


def axis(drawing: Drawing, name: str) -> Any:
    return next(axis for axis in drawing.scene.axes if axis.name == name)


def off(axis: Any, mark: Any, value: float) -> float:
    """Pixels between a mark's anchor and the place of a value, along an upright axis."""
    return abs(float(mark.anchor[1]) / UNIT - float(axis.place(float(value))[1]))


@pytest.mark.parametrize("name", [*ON_Y, *STACKED, *OTHERS])
@pytest.mark.parametrize("index", range(2))
def test_every_row_has_one_mark(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    assert sorted(marks(drawing)) == list(range(spec.data.relations[0].height))


@pytest.mark.parametrize("name", ON_Y)
@pytest.mark.parametrize("index", range(2))
def test_anchors_stand_at_their_values(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    found, upright = marks(drawing), axis(drawing, "y")
    assert max(off(upright, found[row], value) for row, value in enumerate(numbers(spec.data))) <= 0.2


@pytest.mark.parametrize("name", STACKED)
@pytest.mark.parametrize("index", range(3))
def test_layers_end_at_their_sums(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    count = len(texts(spec.data, "category"))
    sums = np.cumsum(np.array(numbers(spec.data), dtype=np.float64).reshape(-1, count), axis=0)
    found, upright = marks(drawing), axis(drawing, "y")
    assert max(off(upright, found[row], value) for row, value in enumerate(sums.ravel())) <= 0.2
    if name == "charts/area_percent":
        assert set(sums[-1].tolist()) == {100.0}


@pytest.mark.parametrize("index", range(3))
def test_layers_of_a_stream_are_as_thick_as_their_values(index: int) -> None:
    spec, drawing = made("charts/stream", index)
    thick = []
    for row, value in enumerate(numbers(spec.data)):
        mark = marks(drawing)[row]
        at = mark.points[np.abs(mark.points[:, 0] - mark.anchor[0]) <= 1]
        thick.append(float(np.ptp(at[:, 1])) / UNIT / float(value))
    assert max(thick) / min(thick) < 1.03


@pytest.mark.parametrize("name", ["charts/dual_axis", "charts/sparkline"])
@pytest.mark.parametrize("index", range(3))
def test_rows_stand_on_the_axis_of_their_series(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    found, count = marks(drawing), len(texts(spec.data, "category"))
    for row, value in enumerate(numbers(spec.data)):
        assert off(axis(drawing, f"y/{row // count}"), found[row], value) <= 0.2


@pytest.mark.parametrize("index", range(3))
def test_bodies_reach_from_open_to_close_and_stems_to_high_and_low(index: int) -> None:
    spec, drawing = made("charts/candlestick", index)
    found, upright, values = marks(drawing), axis(drawing, "y"), numbers(spec.data)
    count = len(values) // 4
    for j in range(count):
        opened, high, low, close = (float(values[k * count + j]) for k in range(4))
        body, upper, lower = (found[k * count + j].points / UNIT for k in (0, 1, 2))
        assert low < min(opened, close) < max(opened, close) < high
        assert body[0, 1] == pytest.approx(upright.place(max(opened, close))[1], abs=0.6)
        assert body[1, 1] == pytest.approx(upright.place(min(opened, close))[1], abs=0.6)
        assert (upper[1, 1], lower[0, 1]) == (body[0, 1], body[1, 1])


@pytest.mark.parametrize("index", range(3))
def test_days_stand_in_weeks_and_greater_values_are_further_along_the_ramp(index: int) -> None:
    spec, drawing = made("charts/calendar", index)
    found = marks(drawing)
    for row in range(1, len(found)):
        one, other = found[row - 1], found[row]
        assert (other.anchor[1] > one.anchor[1]) == ((spec.first + row) % 7 == 0)
        assert (other.anchor[0] > one.anchor[0]) == ((spec.first + row) % 7 != 0)
    assert len(texts(spec.data, "category")) == len(found)


@pytest.mark.parametrize("index", range(3))
def test_every_rank_is_taken_once_and_the_first_stands_highest(index: int) -> None:
    spec, drawing = made("charts/bump", index)
    count = len(texts(spec.data, "category"))
    ranks = np.array(numbers(spec.data), dtype=np.int64).reshape(-1, count)
    assert (np.sort(ranks, axis=0) == np.arange(1, len(ranks) + 1)[:, None]).all()
    found = marks(drawing)
    ys = np.array([found[row].anchor[1] for row in range(ranks.size)]).reshape(ranks.shape)
    assert (np.argsort(ys, axis=0) == np.argsort(ranks, axis=0)).all()
    assert "inverted" in spec.data.flags


@pytest.mark.parametrize("index", range(3))
def test_ranges_hold_their_lines(index: int) -> None:
    for name, middle in (("charts/band", 0), ("charts/fan", 1)):
        spec, _ = made(name, index)
        values = numbers(spec.data)
        rows = [values[c.row : c.row + c.count] for c in spec.curves]
        for low, high in zip(rows[spec.lines :: 2], rows[spec.lines + 1 :: 2], strict=True):
            assert all(a < m < b for a, m, b in zip(low, rows[middle], high, strict=True))


def test_log_charts_say_so() -> None:
    spec, drawing = made("charts/line_log", 0)
    assert axis(drawing, "y").scale == "log"
    assert spec.data.flags == ("log",)


@given(heights)
def test_smooth_paths_pass_through_their_points_and_never_overshoot(ys: list[float]) -> None:
    places = [(40.0 * j, y) for j, y in enumerate(ys)]
    path = dict(_lines.smooth(places))
    assert all(path[x] == pytest.approx(y, abs=1e-6) for x, y in places)
    for x, y in path.items():
        j = min(int(x // 40), len(ys) - 2)
        assert min(ys[j : j + 2]) - 1e-6 <= y <= max(ys[j : j + 2]) + 1e-6


@given(heights, st.floats(5, 40))
def test_dodged_heights_keep_their_order_and_gap(ys: list[float], gap: float) -> None:
    try:
        moved = _lines.dodged(ys, gap)
    except Reject:
        return
    order = np.argsort(ys, kind="stable")
    assert np.all(np.diff(np.array(moved)[order]) >= gap - 1e-6)


@given(heights)
def test_slices_tile_their_band(ys: list[float]) -> None:
    xs = [37.0 * j + 5 for j in range(len(ys))]
    edges = _bands.cuts(xs)
    top, bottom = _bands.straight(xs, ys), _bands.straight(xs, [1200.0] * len(ys))
    outlines = _bands.slices(xs, edges, top, bottom)
    spans = [(min(x for x, _ in outline), max(x for x, _ in outline)) for outline in outlines]
    assert [span[0] for span in spans] == edges[:-1]
    assert [span[1] for span in spans] == edges[1:]
