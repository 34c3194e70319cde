"""Charts of the bar family: marks stand where their values say, and each kind keeps the law that makes it its own."""

from __future__ import annotations

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
from renderers.charts.pareto import ParetoSpec

FAMILY = (
    "bar_percent", "bar_diverging", "bar_likert", "waterfall", "lollipop", "dumbbell", "range_bar", "gantt",
    "pictorial", "pareto", "bullet", "pyramid", "histogram_overlaid", "bar_3d", "bar_error",
)  # fmt: skip
WITHOUT_AXIS = ("bar_likert", "pictorial")
LANGUAGES: tuple[Language, ...] = ("en", "zh")
every_kind = pytest.mark.parametrize("kind", FAMILY)
few = pytest.mark.parametrize("index", range(2))


def made(kind: str, index: int, **settings: str) -> tuple[Any, Drawing]:
    """The first picture of a kind from `index` on that is not rejected."""
    name = f"charts/{kind}"
    generator, knobs = generators[name](), Knobs(language=LANGUAGES[index % 2], settings=settings)
    for attempt in range(6):
        streams = Streams(Key(seed=4, split="train", generator=name, version=1, index=index, attempt=attempt))
        try:
            spec = generator.sample(streams, knobs)
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{name} {index}: six rejects in a row")


def marks(drawing: Drawing) -> dict[str, Any]:
    regions = drawing.scene.regions
    return {regions[int(row)].ref: regions[int(row)] for row in regions.having("mark")}


def box_of(region: Any) -> tuple[float, float, float, float]:
    points = region.points / UNIT
    return (*points.min(axis=0), *points.max(axis=0))


def numbers(data: ChartData, name: str = "value") -> list[float]:
    return [float(value) for value in data.relations[0].column(name).values]


def value_axis(spec: Any, drawing: Drawing, row: int) -> tuple[Axis, str]:
    """The axis that a row is read on, and the column it shows."""
    encodings = [e for e in spec.data.encodings if e.channel in ("x", "y")]
    columns = {e.channel: spec.data.relations[0].column(e.column) for e in encodings}
    channel = next(channel for channel, column in columns.items() if hasattr(column, "unit"))
    axes = {axis.name: axis for axis in drawing.scene.axes}
    rows = spec.data.relations[0].height
    return axes.get(channel) or axes[f"{channel}/{row // (rows // 2)}"], columns[channel].name


@every_kind
def test_every_row_has_one_mark_in_either_engine(kind: str) -> None:
    for index, engine in enumerate(("skia", "matplotlib")):
        spec, drawing = made(kind, index, engine=engine)
        assert set(marks(drawing)) == {f"row/{row}" for row in range(spec.data.relations[0].height)}
        assert len(drawing.scene.regions.having("mark")) == spec.data.relations[0].height


@pytest.mark.parametrize("kind", [kind for kind in FAMILY if kind not in WITHOUT_AXIS])
@few
def test_anchors_stand_at_their_values(kind: str, index: int) -> None:
    spec, drawing = made(kind, index)
    ends = numbers(spec.data, value_axis(spec, drawing, 0)[1])
    if kind == "bar_percent":
        wholes = np.array(ends).reshape(-1, len(set(spec.data.relations[0].column("category").values)))
        ends = np.cumsum(wholes, axis=0).ravel().tolist()
    for row, value in enumerate(ends):
        axis, _ = value_axis(spec, drawing, row)
        x, y = np.array(marks(drawing)[f"row/{row}"].anchor) / UNIT
        assert abs(axis.value(x, y) - value) <= 0.2 * axis.per_pixel


@pytest.mark.parametrize("kind", ["bar_percent", "bar_diverging", "range_bar", "waterfall", "gantt", "pyramid"])
@few
def test_edges_of_bars_stand_at_their_values(kind: str, index: int) -> None:
    spec, drawing = made(kind, index)
    for row in range(spec.data.relations[0].height):
        region = marks(drawing)[f"row/{row}"]
        axis, _ = value_axis(spec, drawing, row)
        along = 0 if axis.name.startswith("x") else 1
        ends = np.array(box_of(region)).reshape(2, 2)[:, along]
        assert np.abs(ends - region.anchor[along] / UNIT).min() <= 0.55


@few
def test_parts_of_a_whole_fill_a_hundred_per_cent(index: int) -> None:
    spec, drawing = made("bar_percent", index, orientation="horizontal")
    names = spec.data.relations[0].column("category").values
    axis, _ = value_axis(spec, drawing, 0)
    for name in dict.fromkeys(names):
        rows = [row for row, other in enumerate(names) if other == name]
        assert sum(numbers(spec.data)[row] for row in rows) == 100
        boxes = [box_of(marks(drawing)[f"row/{row}"]) for row in rows]
        assert all(one[2] == two[0] for one, two in itertools.pairwise(boxes))
        assert abs((boxes[-1][2] - boxes[0][0]) * axis.per_pixel - 100) <= axis.per_pixel


@few
def test_answers_are_as_wide_as_their_shares(index: int) -> None:
    spec, drawing = made("bar_likert", index)
    boxes = [box_of(marks(drawing)[f"row/{row}"]) for row in range(spec.data.relations[0].height)]
    width = np.array([box[2] - box[0] for box in boxes])
    per_cent = np.array(numbers(spec.data))
    assert np.abs(width - per_cent * width.sum() / per_cent.sum()).max() <= 1.1


@few
def test_a_waterfall_goes_on_where_it_stopped(index: int) -> None:
    spec, drawing = made("waterfall", index)
    values, levels = numbers(spec.data), numbers(spec.data, "level")
    assert np.allclose(np.cumsum(values[:-1]), levels[:-1])
    assert values[-1] == levels[-1] == levels[-2]
    boxes = [box_of(marks(drawing)[f"row/{row}"]) for row in range(len(values))]
    for row in range(1, len(values) - 1):
        before = drawing.scene.axes[1].place(levels[row - 1])[1]
        assert min(abs(edge - before) for edge in (boxes[row][1], boxes[row][3])) <= 0.55


@few
def test_a_range_has_one_bar_for_both_ends(index: int) -> None:
    spec, drawing = made("range_bar", index)
    values = numbers(spec.data)
    half = len(values) // 2
    for j in range(half):
        low, high = marks(drawing)[f"row/{j}"], marks(drawing)[f"row/{half + j}"]
        assert values[j] < values[half + j]
        assert np.array_equal(low.points, high.points)
        assert tuple(low.anchor) != tuple(high.anchor)


@few
def test_both_sides_of_a_pyramid_have_one_scale(index: int) -> None:
    spec, drawing = made("pyramid", index)
    left, right = drawing.scene.axes[:2]
    assert left.start == right.start
    assert abs(left.per_pixel - right.per_pixel) < 0.01 * right.per_pixel
    middle, half = left.start[0] / UNIT, spec.data.relations[0].height // 2
    for row in range(2 * half):
        x0, _, x1, _ = box_of(marks(drawing)[f"row/{row}"])
        assert (x1 <= middle + 1) if row < half else (x0 >= middle - 1)


@few
def test_symbols_grow_with_their_counts(index: int) -> None:
    spec, drawing = made("pictorial", index)
    values = numbers(spec.data)
    width = [box_of(marks(drawing)[f"row/{row}"])[2] for row in range(len(values))]
    assert sorted(range(len(values)), key=values.__getitem__) == sorted(range(len(values)), key=width.__getitem__)
    assert all((2 * value) % spec.each == 0 for value in values)


@few
def test_cumulated_shares_of_a_pareto_chart_follow_from_its_bars(index: int) -> None:
    spec, drawing = made("pareto", index)
    assert isinstance(spec, ParetoSpec)
    values, shares = numbers(spec.data), numbers(spec.data, "cumulative")
    assert values == sorted(values, reverse=True)
    assert np.abs(100 * np.cumsum(values) / sum(values) - shares).max() <= 0.5
    counts, percents = drawing.scene.axes[1], drawing.scene.axes[2]
    assert percents.name == "y/1"
    assert abs(counts.place(sum(values))[1] - percents.place(100)[1]) < 0.5


@few
def test_whiskers_reach_as_far_down_as_up(index: int) -> None:
    spec, _ = made("bar_error", index)
    means, lower, upper = np.array(numbers(spec.data)).reshape(3, -1)
    assert np.allclose(means - lower, upper - means)
    assert np.all(upper > means)


@few
def test_pairs_of_dots_stay_apart(index: int) -> None:
    spec, drawing = made("dumbbell", index)
    half = spec.data.relations[0].height // 2
    for j in range(half):
        one, two = (box_of(marks(drawing)[f"row/{row}"]) for row in (j, half + j))
        assert one[2] <= two[0] or two[2] <= one[0]


@few
def test_a_block_shows_its_front_below_its_anchor(index: int) -> None:
    spec, drawing = made("bar_3d", index)
    for row in range(spec.data.relations[0].height):
        region = marks(drawing)[f"row/{row}"]
        (x0, y0, x1, _), (x, y) = box_of(region), np.array(region.anchor) / UNIT
        assert abs(y - y0 - spec.up) <= 0.55
        assert abs(x - (x0 + x1 - spec.across) / 2) <= 1.1


@few
def test_bars_of_two_groups_share_their_bins(index: int) -> None:
    spec, drawing = made("histogram_overlaid", index, mode="overlaid")
    half = spec.data.relations[0].height // 2
    for row in range(half):
        one, two = (box_of(marks(drawing)[f"row/{k}"]) for k in (row, half + row))
        assert (one[0], one[2]) == (two[0], two[2])


@every_kind
def test_few_draws_are_rejected(kind: str) -> None:
    name, rejected = f"charts/{kind}", []
    generator = generators[name]()
    for index in range(10):
        streams = Streams(Key(seed=9, split="train", generator=name, version=1, index=index, attempt=0))
        try:
            generator.draw(generator.sample(streams, Knobs(language=LANGUAGES[index % 2])), Canvas())
        except Reject as reject:
            rejected.append(reject.reason)
    assert len(rejected) <= 1, rejected
