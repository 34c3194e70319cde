"""Charts of points and distributions: what stands where, how large, in what order."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import Language, NumberColumn
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts.qq import normal_quantiles
from renderers.charts.quiver import arrow
from renderers.charts.strip import packed

GROUPED = ("charts/box", "charts/violin", "charts/error_bars", "charts/ridge")
READ = (
    *GROUPED, "charts/strip", "charts/swarm", "charts/stem", "charts/density", "charts/ecdf", "charts/qq",
    "charts/bubble", "charts/connected_scatter", "charts/quiver",
)  # fmt: skip
FAMILY = (*READ, "charts/parallel")
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def made(name: str, index: int, **settings: str) -> tuple[Any, Drawing]:
    """The first picture from `index` on that is not rejected."""
    generator, knobs = generators[name](), Knobs(language=LANGUAGES[index % 2], settings=settings)
    for attempt in range(8):
        key = Key(seed=11, split="train", generator=name, version=1, index=index, attempt=attempt)
        try:
            spec = generator.sample(Streams(key), knobs)
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{name} {index}: eight rejects in a row")


def marks(drawing: Drawing) -> dict[str, Any]:
    regions = drawing.scene.regions
    return {regions[int(row)].ref: regions[int(row)] for row in regions.having("mark")}


def column(spec: Any, name: str) -> list[Any]:
    return list(spec.data.relations[0].column(name).values)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("index", [0, 1])
def test_numbers_are_read_back_from_the_anchors(name: str, index: int) -> None:
    spec, drawing = made(name, index)
    axes, found, read = {axis.name: axis for axis in drawing.scene.axes}, marks(drawing), 0
    for encoding in spec.data.encodings:
        shown = spec.data.relations[0].column(encoding.column)
        if isinstance(shown, NumberColumn) and encoding.channel in axes:
            axis = axes[encoding.channel]
            for row, value in enumerate(shown.values):
                assert abs(axis.value(*np.array(found[f"row/{row}"].anchor) / UNIT) - float(value)) <= axis.per_pixel
                read += 1
    assert read >= len(found)


@pytest.mark.parametrize("name", FAMILY)
def test_every_row_has_a_mark_and_nothing_else_has(name: str) -> None:
    spec, drawing = made(name, 2)
    rows = range(spec.data.relations[0].height)
    assert set(marks(drawing)) == {f"row/{row}" for row in rows}


@pytest.mark.parametrize("name", GROUPED)
@pytest.mark.parametrize("index", range(3))
def test_statistics_of_a_group_ascend(name: str, index: int) -> None:
    spec, _ = made(name, index)
    values, groups = column(spec, "value"), len(set(column(spec, "category")))
    for j in range(groups):
        of_group = values[j::groups]
        assert of_group == sorted(of_group)
        assert len(set(of_group)) == len(of_group)


@pytest.mark.parametrize("name", ["charts/box", "charts/violin"])
def test_medians_are_those_of_the_samples(name: str) -> None:
    spec, _ = made(name, 1)
    values, series, groups = column(spec, "value"), column(spec, "series"), len(spec.samples)
    middle = list(dict.fromkeys(series))[len(set(series)) // 2]
    shown = [value for value, statistic in zip(values, series, strict=True) if statistic == middle]
    assert len(shown) == groups
    for median, sample in zip(shown, spec.samples, strict=True):
        assert (
            abs(float(median) - float(np.median([float(v) for v in sample])))
            <= 0.51 * 10.0 ** median.as_tuple().exponent
        )


@pytest.mark.parametrize("index", range(3))
def test_boxes_reach_from_quartile_to_quartile(index: int) -> None:
    spec, drawing = made("charts/box", index)
    way = 0 if spec.lying else 1
    found, groups = marks(drawing), len(spec.samples)
    for j in range(groups):
        low, median, high = (found[f"row/{j + groups * k}"].points[:, way] / UNIT for k in (1, 2, 3))
        assert max(low.min(), high.min()) <= median.max() + 1e-9
        assert {float(v) % 1 for v in (*low, *high)} == {0.0}


@pytest.mark.parametrize("index", range(3))
def test_areas_of_bubbles_are_their_sizes(index: int) -> None:
    spec, drawing = made("charts/bubble", index)
    sizes, found = np.array([float(v) for v in column(spec, "size")]), marks(drawing)
    across = np.array([np.ptp(found[f"row/{row}"].points[:, 0]) / UNIT for row in range(len(sizes))])
    assert np.abs(across / across.max() - np.sqrt(sizes / sizes.max())).max() < 0.01


@pytest.mark.parametrize("name", ["charts/strip", "charts/swarm", "charts/bubble", "charts/connected_scatter"])
@pytest.mark.parametrize("index", range(2))
def test_marks_keep_apart(name: str, index: int) -> None:
    _, drawing = made(name, index)
    boxes = [mark.points / UNIT for mark in marks(drawing).values()]
    for one, other in itertools.combinations(boxes, 2):
        away = float(np.hypot(*(one.mean(axis=0) - other.mean(axis=0))))
        assert away > (np.ptp(one[:, 0]) + np.ptp(other[:, 0])) / 2 - 0.5


@given(spots=st.lists(st.floats(0, 300), min_size=1, max_size=30), apart=st.floats(4, 14))
def test_packed_dots_never_touch_and_the_first_stays(spots: list[float], apart: float) -> None:
    along = dict(enumerate(spots))
    shifts = packed(along, apart)
    assert shifts[min(along, key=lambda row: along[row])] == 0.0
    for one, other in itertools.combinations(along, 2):
        away = math.hypot(along[one] - along[other], shifts[one] - shifts[other])
        assert away >= apart - 1e-3


@given(towards=st.floats(0, 359), length=st.floats(20, 120))
def test_arrows_point_where_they_should(towards: float, length: float) -> None:
    outline = arrow((50.0, 60.0), towards, length, 3.0)
    tip = np.array(outline[3]) - (50.0, 60.0)
    assert abs(float(np.hypot(*tip)) - length) < 1e-6
    assert abs((math.degrees(math.atan2(tip[0], -tip[1])) - towards + 180) % 360 - 180) < 1e-6


@pytest.mark.parametrize("index", range(2))
def test_arrows_are_as_long_as_the_flow_is_fast(index: int) -> None:
    spec, drawing = made("charts/quiver", index)
    regions, found = drawing.scene.regions, marks(drawing)
    speeds = np.array([float(v) for v in column(spec, "value")])
    for row in np.flatnonzero(speeds > 0.5 * speeds.max()):
        arrow_row = next(
            regions[int(r)] for r in regions.having("series_line") if regions[int(r)].ref == f"arrow/{row}"
        )
        reach = np.hypot(*(np.array(arrow_row.anchor) - np.array(found[f"row/{row}"].anchor)) / UNIT)
        assert abs(reach - spec.dot / 2 - 1 - spec.reach * speeds[row] / speeds.max()) < 0.3


@pytest.mark.parametrize("index", range(3))
def test_parallel_axes_have_ranges_of_their_own(index: int) -> None:
    spec, drawing = made("charts/parallel", index)
    found, criteria = marks(drawing), list(dict.fromkeys(column(spec, "series")))
    axes = {axis.name: axis for axis in drawing.scene.axes}
    assert list(axes) == [f"y/{k}" for k in range(len(criteria))]
    for row, (criterion, value) in enumerate(zip(column(spec, "series"), column(spec, "value"), strict=True)):
        axis = axes[f"y/{criteria.index(criterion)}"]
        x, y = np.array(found[f"row/{row}"].anchor) / UNIT
        assert abs(axis.value(x, y) - float(value)) <= axis.per_pixel
        assert abs(x - axis.start[0] / UNIT) < 1


@pytest.mark.parametrize("index", range(3))
def test_shares_never_fall(index: int) -> None:
    spec, _ = made("charts/ecdf", index)
    rows = list(zip(column(spec, "series"), spec.at, column(spec, "value"), strict=True))
    for one, other in itertools.combinations(rows, 2):
        if one[0] == other[0]:
            assert (one[1] < other[1]) <= (one[2] <= other[2])
    assert all(Decimal(0) < value < Decimal(100) for _, _, value in rows)


@given(count=st.integers(2, 60))
def test_normal_quantiles_are_even_and_ascend(count: int) -> None:
    found = normal_quantiles(count)
    assert list(found) == sorted(found)
    assert all(low == -high for low, high in zip(found, reversed(found), strict=True))


@pytest.mark.parametrize("name", FAMILY)
def test_few_draws_are_rejected(name: str) -> None:
    generator, rejected = generators[name](), []
    for index in range(10):
        key = Key(seed=4, split="train", generator=name, version=1, index=index, attempt=0)
        try:
            generator.draw(generator.sample(Streams(key), Knobs(language=LANGUAGES[index % 2])), Canvas())
        except Reject as reject:
            rejected.append(str(reject))
    assert len(rejected) <= 1, rejected
