"""Charts of parts, circles and sets: areas, angles and widths are those of the values, sums hold, outlines tile."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._overlaps import middle_of, outlines
from renderers.charts._polar import TURN, arc, at, divided, sector
from renderers.charts.treemap import squarified
from templates.chart_sets import part_name

KINDS = (
    "pie", "donut", "half_donut", "sunburst", "rose", "gauge", "treemap", "icicle", "waffle", "mosaic", "radar",
    "radial_bar", "funnel", "venn", "upset",
)  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def made(kind: str, index: int, **settings: str) -> tuple[Any, Drawing]:
    """The first picture of `index` that is not rejected."""
    generator = generators[f"charts/{kind}"]()
    for attempt in range(8):
        key = Key(seed=21, split="train", generator=generator.id, version=1, index=index, attempt=attempt)
        try:
            spec = generator.sample(Streams(key), Knobs(language=LANGUAGES[index % 2], settings=settings))
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError(f"{kind} {index}: eight rejects in a row")


def outline_of(region: Any) -> np.ndarray:
    points = region.points / UNIT
    if region.shape == "box":
        (x0, y0), (x1, y1) = points
        points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    return np.asarray(points)


def area(points: Any) -> float:
    x, y = np.asarray(points).T
    return 0.5 * abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1)))


def marks(drawing: Drawing, role: str = "mark") -> list[Any]:
    """Regions of one role in the order of their rows."""
    regions = drawing.scene.regions
    found = [regions[int(row)] for row in regions.having(role)]
    return sorted(found, key=lambda region: int(region.ref.split("/")[1]))


def values(spec: Any) -> np.ndarray:
    return np.array([float(value) for value in spec.data.relations[0].column("value").values])


def said(drawing: Drawing, ref: str) -> str:
    regions = drawing.scene.regions
    rows = regions.find(0, ref)
    return drawing.scene.text_of(regions[int(rows[0])]) if len(rows) else ""


def written(spec: Any, value: Decimal) -> str:
    """A value as the chart prints it, without spaces, which differ from font to font."""
    return "".join(spec.look.number(value).split())


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize(
    ("kind", "settings"),
    [("pie", {}), ("donut", {}), ("half_donut", {}), ("sunburst", {}), ("treemap", {}), ("icicle", {}), ("waffle", {}),
     ("mosaic", {}), ("rose", {"by": "area"})],
)  # fmt: skip
def test_areas_are_shares_of_the_whole(kind: str, settings: dict[str, str], index: int) -> None:
    spec, drawing = made(kind, index, **settings)
    areas = np.array([area(outline_of(region)) for region in marks(drawing)])
    assert np.abs(areas / areas.sum() - values(spec) / values(spec).sum()).max() < 0.003


@pytest.mark.parametrize("kind", KINDS)
def test_printed_values_are_those_of_all_rows_or_of_none(kind: str) -> None:
    for index in range(3):
        spec, drawing = made(kind, index)
        column = spec.data.relations[0].column("value").values
        printed = ["".join(said(drawing, f"row/{row}/label").split()).rstrip("%") for row in range(len(column))]
        assert printed == [written(spec, value) if spec.data.printed else "" for value in column]
        assert len(marks(drawing)) == len(column)


@pytest.mark.parametrize(("kind", "settings"), [("radar", {}), ("rose", {"by": "radius"})])
@pytest.mark.parametrize("index", range(3))
def test_radii_are_read_back_on_their_spokes(kind: str, settings: dict[str, str], index: int) -> None:
    spec, drawing = made(kind, index, **settings)
    axes = {axis.name: axis for axis in drawing.scene.axes}
    names = list(dict.fromkeys(spec.data.relations[0].column("category").values))
    for row, (region, value) in enumerate(zip(marks(drawing), values(spec), strict=True)):
        axis = axes[f"r/{row % len(names)}"]
        assert math.dist(axis.place(value), np.array(region.anchor) / UNIT) <= 0.6
        assert abs(axis.value(*np.array(region.anchor) / UNIT) - value) <= axis.per_pixel


@pytest.mark.parametrize("index", range(3))
def test_lines_of_a_radar_pass_through_their_points(index: int) -> None:
    spec, drawing = made("radar", index)
    count = len(values(spec)) // len(marks(drawing, "series_line"))
    dots = np.array([region.anchor for region in marks(drawing)]) / UNIT
    for k, region in enumerate(marks(drawing, "series_line")):
        corners = outline_of(region)
        assert np.hypot(*(corners - dots[k * count : (k + 1) * count]).T).max() < 2.5


@pytest.mark.parametrize("shape", ["bars", "sloped"])
def test_stages_of_a_funnel_are_as_wide_as_their_values(shape: str) -> None:
    spec, drawing = made("funnel", 0, shape=shape)
    widths = np.array([np.ptp(outline_of(region)[:, 0]) for region in marks(drawing)])
    assert np.abs(widths - widths[0] * values(spec) / values(spec)[0]).max() <= 1.0
    tops = [outline_of(region)[:, 1].min() for region in marks(drawing)]
    assert tops == sorted(tops)


@pytest.mark.parametrize("index", range(3))
def test_radial_bars_sweep_angles_in_the_ratio_of_their_values(index: int) -> None:
    spec, drawing = made("radial_bar", index)
    angles = []
    for region in marks(drawing):
        points = outline_of(region)
        outer = points[: len(points) // 2]
        design = np.column_stack([2 * outer, np.ones(len(outer))])
        x, y, rest = np.linalg.lstsq(design, (outer**2).sum(axis=1), rcond=None)[0]
        radius, inner = math.sqrt(rest + x * x + y * y), math.dist(points[-1], (x, y))
        angles.append(2 * area(points) / (radius**2 - inner**2))
    assert np.allclose(np.array(angles) / angles[0], values(spec) / values(spec)[0], rtol=0.01)


@pytest.mark.parametrize("index", range(4))
def test_needles_turn_from_zero_in_the_ratio_of_their_values(index: int) -> None:
    spec, drawing = made("gauge", index, pointer="needle")
    turned = []
    for row, region in enumerate(marks(drawing)):
        first, tip, second = outline_of(region)
        hub = (first + second) / 2
        turned.append(spec.half + math.degrees(math.atan2(tip[0] - hub[0], hub[1] - tip[1])))
        assert "".join(said(drawing, f"note/{2 * row}").split()) == written(spec, Decimal(0))
    assert np.abs(np.array(turned) / values(spec) * values(spec).max() - max(turned)).max() < 2.5
    assert max(turned) <= 2 * spec.half + 0.5


def test_a_total_in_a_hole_is_the_sum_of_the_ring() -> None:
    totals = 0
    for kind, index in itertools.product(("donut", "half_donut"), range(6)):
        spec, drawing = made(kind, index)
        if shown := said(drawing, "note/1"):
            totals += 1
            total = sum(spec.data.relations[0].column("value").values, Decimal(0))
            assert "".join(shown.split()) == written(spec, total)
    assert totals > 0


def test_half_a_donut_is_half_a_ring() -> None:
    _, drawing = made("half_donut", 1)
    points = np.concatenate([outline_of(region) for region in marks(drawing)])
    wide, high = np.ptp(points, axis=0)
    assert abs(wide - 2 * high) < 1.0


@pytest.mark.parametrize("kind", ["sunburst", "icicle"])
@pytest.mark.parametrize("index", range(2))
def test_groups_are_as_large_as_their_leaves_together(kind: str, index: int) -> None:
    spec, drawing = made(kind, index)
    groups = spec.data.relations[0].column("series").values
    sums = [sum(v for g, v in zip(groups, values(spec), strict=True) if g == name) for name in dict.fromkeys(groups)]
    areas = np.array([area(outline_of(region)) for region in marks(drawing, "swatch")])
    assert np.abs(areas / areas.sum() - np.array(sums) / sum(sums)).max() < 0.01
    assert spec.data.relations[1].column("parent").values == groups


@pytest.mark.parametrize("index", range(3))
def test_squares_of_a_waffle_can_be_counted(index: int) -> None:
    spec, drawing = made("waffle", index)
    areas = np.array([area(outline_of(region)) for region in marks(drawing)])
    assert (areas * 100 / areas.sum()).round(6).tolist() == values(spec).tolist()


@pytest.mark.parametrize("count", ["2", "3"])
def test_parts_of_a_venn_diagram_make_up_equal_circles(count: str) -> None:
    spec, drawing = made("venn", 0, sets=count)
    names = spec.data.relations[0].column("category").values
    whole = tuple(m for size in range(1, 4) for m in itertools.combinations(range(int(count)), size))
    assert [part_name(spec.sets, m, "en") for m in whole] == list(names)
    areas = [area(outline_of(region)) for region in marks(drawing)]
    circles = [sum(a for m, a in zip(whole, areas, strict=True) if k in m) for k in range(int(count))]
    assert max(circles) / min(circles) < 1.002


@given(apart=st.floats(0.95, 1.6), radius=st.floats(40, 300), three=st.booleans())
@settings(deadline=None, max_examples=40)
def test_parts_of_circles_are_apart_and_cover_them(apart: float, radius: float, three: bool) -> None:  # noqa: FBT001
    centres = [(0.0, 0.0), (apart * radius, 0.0), (apart * radius / 2, apart * radius * math.sqrt(0.75))][: 2 + three]
    parts = outlines(centres, radius)
    assert len(parts) == (7 if three else 3)
    for k in range(len(centres)):
        whole = sum(area(points) for members, points in parts.items() if k in members)
        assert whole == pytest.approx(math.pi * radius**2, rel=0.005)
    for members in parts:
        spot = middle_of(centres, radius, members)
        assert {k for k, centre in enumerate(centres) if math.dist(spot, centre) < radius} == members


@pytest.mark.parametrize("index", range(3))
def test_dots_of_an_upset_plot_name_its_rows_and_bars_fall(index: int) -> None:
    spec, drawing = made("upset", index)
    column = spec.data.relations[0].column("category").values
    assert [part_name(spec.sets, m, LANGUAGES[index % 2]) for m in spec.members] == list(column)
    assert (np.diff(values(spec)) < 0).all()
    axis = next(axis for axis in drawing.scene.axes if axis.name == "y")
    for region, value in zip(marks(drawing), values(spec), strict=True):
        assert abs(outline_of(region)[:, 1].min() - axis.place(value)[1]) <= 0.6


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(60, 900), st.integers(60, 900))
@settings(deadline=None, max_examples=60)
def test_squarified_boxes_tile_the_plot_by_value(weights: list[int], width: int, height: int) -> None:
    ordered = sorted(weights, reverse=True)
    boxes = np.array(squarified([float(w) for w in ordered], (10, 20, 10 + width, 20 + height)))
    sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    assert np.allclose(sizes, np.array(ordered) * width * height / sum(ordered))
    assert np.allclose([*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)], [10, 20, 10 + width, 20 + height])
    for one, other in itertools.combinations(boxes, 2):
        across, down = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
        assert min(across, down) < 1e-6


@given(radius=st.floats(5, 600), start=st.floats(-6, 6), sweep=st.floats(0.01, TURN), error=st.floats(0.02, 0.2))
@settings(deadline=None, max_examples=60)
def test_chords_stay_close_to_their_arc(radius: float, start: float, sweep: float, error: float) -> None:
    points = np.array(arc((3.0, 4.0), radius, start, start + sweep, error))
    middles = (points[1:] + points[:-1]) / 2 - (3.0, 4.0)
    assert (radius - np.hypot(*middles.T)).max() <= error + 1e-9
    assert np.allclose([points[0], points[-1]], [at((3.0, 4.0), radius, start), at((3.0, 4.0), radius, start + sweep)])


def test_shares_of_a_sweep_follow_one_another() -> None:
    bounds = divided([Decimal(1), Decimal(3)], 1.0, 2.0)
    assert bounds == [(1.0, 1.5), (1.5, 3.0)]
    assert area(sector((0.0, 0.0), 50, 100, *bounds[1])) == pytest.approx(0.75 * (100**2 - 50**2), rel=0.002)


@pytest.mark.parametrize("kind", KINDS)
def test_few_draws_are_rejected(kind: str) -> None:
    generator, rejected = generators[f"charts/{kind}"](), []
    for index in range(16):
        key = Key(seed=77, split="train", generator=generator.id, version=1, index=index, attempt=0)
        try:
            spec = generator.sample(Streams(key), Knobs(language=LANGUAGES[index % 2], settings={"engine": "skia"}))
            generator.draw(spec, Canvas())
        except Reject as reject:
            rejected.append(str(reject))
    assert len(rejected) <= 2, rejected
