"""Looks of charts: themes, sizes, number formats, legends, remarks and misleading axes."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from decimal import Decimal
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Draw, Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, minor_ticks, value_scale
from renderers.charts._strokes import outlined
from templates.chart_notes import KINDS, Note, mean_of, sample_note
from templates.locales import locale, parsed, suited
from templates.themes import channels, colour_name, dressed, luminance, theme, theme_names
from verify.colours import ciede2000, lab

LOOKS = 600
every_theme = pytest.mark.parametrize("name", theme_names())
numbers = st.lists(st.decimals(1, 9000, places=1), min_size=4, max_size=10, unique=True)


def draws(index: int = 0) -> Draw:
    return Streams(Key(seed=4, split="test", generator="charts/look", version=1, index=index, attempt=0))("layout")


@functools.cache
def looks(language: Language) -> list[Look]:
    return [sample_look(draws(k), Knobs(language=language), colours=3, legend=True) for k in range(LOOKS)]


def spec_of(name: str, index: int = 0, **changes: Any) -> Any:
    """The first spec from `index` on that draws, its look changed."""
    for attempt in range(20):
        key = Key(seed=6, split="test", generator=name, version=1, index=index, attempt=attempt)
        try:
            spec = generators[name]().sample(Streams(key), Knobs())
            spec = dataclasses.replace(spec, look=dataclasses.replace(spec.look, **changes))
            generators[name]().draw(spec, Canvas())
        except Reject:
            continue
        return spec
    raise AssertionError(f"{name} {index}: twenty rejects in a row")


def drawn(spec: Any, name: str) -> Drawing:
    return generators[name]().draw(spec, Canvas())


def boxes(drawing: Drawing, role: str) -> np.ndarray:
    return drawing.scene.regions.boxes()[list(drawing.scene.regions.having(role))] / UNIT


def texts(drawing: Drawing, role: str, start: str = "") -> list[str]:
    regions = drawing.scene.regions
    rows = [int(row) for row in regions.having(role) if regions[int(row)].ref.startswith(start)]
    return [drawing.scene.text_of(regions[row]) for row in rows]


def test_there_are_themes_for_every_purpose() -> None:
    styles = [theme(name) for name in theme_names()]
    assert len(styles) >= 16
    assert sum(luminance(style.background) < 0.1 for style in styles) >= 2
    assert any(style.hatched for style in styles)
    assert any(style.inward for style in styles)
    assert {kind for style in styles for kind in style.fonts} >= {"sans", "serif", "condensed", "mono"}


@every_theme
def test_colours_of_a_theme_are_told_apart_and_named(name: str) -> None:
    style = theme(name)
    labs = [lab(channels(colour.code)) for colour in style.palette]
    assert len(labs) >= 6
    assert min(ciede2000(one, other) for one, other in itertools.combinations(labs, 2)) >= 12
    for ground in (style.background, style.panel):
        assert min(ciede2000(one, lab(channels(ground))) for one in labs) >= 10
    for language in ("en", "zh"):
        assert len({colour_name(colour.name, language) for colour in style.palette}) == len(labs)


@every_theme
def test_words_of_a_theme_stand_out(name: str) -> None:
    style = theme(name)
    for ink, least in ((style.ink, 7.0), (style.muted, 4.5)):
        dark, light = sorted((luminance(ink), luminance(style.background)))
        assert (light + 0.05) / (dark + 0.05) >= least


@every_theme
def test_grid_lines_are_far_paler_than_marks(name: str) -> None:
    """A grid line that touches a mark must not pass for a part of it."""
    panel, grid, *marks = (
        np.array(channels(code), dtype=float)
        for code in (theme(name).panel, theme(name).grid, *(colour.code for colour in theme(name).palette))
    )
    assert max((grid - panel) @ (mark - panel) / ((mark - panel) @ (mark - panel)) for mark in marks) < 0.28


def test_sizes_reach_from_thumbnails_to_posters() -> None:
    sides = [max(look.width, look.height) for look in looks("en")]
    aspects = [look.width / look.height for look in looks("en")]
    assert min(sides) <= 400
    assert max(sides) == 2000
    assert min(aspects) < 0.76
    assert max(aspects) > 2.3
    assert all(look.size >= 12 for look in looks("en"))


@pytest.mark.parametrize("size", [12, 14, 21, 28, 42])
def test_strokes_grow_with_the_text(size: int) -> None:
    look = Look(theme="journal", width=800, height=600, family="dejavu-sans", size=size, legend="none", colours=(0,))
    plain = dressed("journal", 1.0)
    assert look.style.line_width == pytest.approx(plain.line_width * max(size / 14, 0.86) ** 0.8, abs=0.02)
    assert look.style.ticks == pytest.approx(plain.ticks * size / 14, abs=0.8)
    assert look.hair == max(1, round(0.75 * size / 14))


def test_numbers_of_a_chart_follow_one_of_many_formats() -> None:
    assert len({look.locale for look in looks("en")}) >= 7
    assert len({look.locale for look in looks("zh")}) >= 3
    plain = sum(look.locale == "" for look in looks("en")) / LOOKS
    assert 0.65 < plain < 0.85


@pytest.mark.parametrize("form", [name for name in suited("en") if not locale(name).scales])
def test_ticks_read_back_in_the_format_of_the_chart(form: str) -> None:
    spec = spec_of("charts/bar", locale=form, family="dejavu-sans", percents=False)
    drawing = drawn(spec, "charts/bar")
    axis = next(axis for axis in drawing.scene.axes if axis.scale == "linear")
    found = [parsed(text, locale(form)) for text in texts(drawing, "tick_label", f"axis/{axis.name}/")]
    assert found == list(axis.ticks)
    values = spec.data.relations[0].column("value").values
    printed = texts(drawing, "value_label")
    assert [parsed(text, locale(form)) for text in printed] == (list(values) if spec.data.printed else [])


@given(numbers, st.sampled_from(["en", "zh"]), st.sampled_from(KINDS), st.integers(0, 50))
@settings(max_examples=150, deadline=None)
def test_remarks_are_true(values: list[Decimal], language: Language, kind: str, index: int) -> None:
    names = [f"N{k}" for k in range(len(values))]
    note = sample_note(draws(index), language, kind, values, names, lambda value: f"{value:f}")
    if note is None:
        return
    if kind == "mean":
        assert f"{note.low:f}" in note.text
        assert abs(note.low - sum(values) / len(values)) <= Decimal("0.5")
    elif kind in ("target", "band"):
        assert min(values) <= note.low <= note.high <= max(values)
        assert f"{note.low:f}" in note.text
        assert f"{note.high:f}" in note.text
    elif kind == "run":
        run = range(int(note.low), int(note.high) + 1)
        assert len(run) >= 2
        assert all((values[k] > sum(values) / len(values)) for k in run)
    else:
        found = max(values) if kind == "highest" else min(values)
        assert values[int(note.low)] == found
        assert names[int(note.low)] in note.text


@given(numbers)
def test_a_mean_has_at_most_one_place_more(values: list[Decimal]) -> None:
    assert int(mean_of(values).as_tuple().exponent) >= -2


@pytest.mark.parametrize("index", range(3))
def test_a_line_at_a_value_stands_at_its_place(index: int) -> None:
    spec = spec_of("charts/scatter", index, mirrored=False)
    values = spec.data.relations[0].column("y").values
    note = Note(kind="target", text="target 1", low=(min(values) + max(values)) / 2, high=Decimal(0))
    drawing = drawn(dataclasses.replace(spec, notes=(note,)), "charts/scatter")
    found = {region.ref: region for row in drawing.scene.regions.having("annotation")
             if (region := drawing.scene.regions[int(row)])}  # fmt: skip
    assert set(found) in (set(), {"note/0", "note/0/line"})
    if found:
        assert drawing.scene.text_of(found["note/0"]) == "target 1"
        (_, top), (_, bottom) = found["note/0/line"].points / UNIT
        assert abs((top + bottom) / 2 - drawing.scene.axes[1].place(float(note.low))[1]) <= 1.0


@pytest.mark.parametrize("name", ["charts/line", "charts/bar_grouped", "charts/area_stacked"])
@pytest.mark.parametrize("index", range(3))
def test_a_legend_inside_covers_no_mark(name: str, index: int) -> None:
    drawing = drawn(spec_of(name, index, legend="inside"), name)
    legend, marks = boxes(drawing, "legend"), boxes(drawing, "mark")
    if name != "charts/area_stacked":
        for x0, y0, x1, y1 in legend:
            apart = (marks[:, 0] >= x1) | (marks[:, 2] <= x0) | (marks[:, 1] >= y1) | (marks[:, 3] <= y0)
            assert apart.all()
    assert len(legend) == (len(boxes(drawing, "legend_entry")) > 0)


@pytest.mark.parametrize("index", range(3))
def test_names_at_line_ends_stand_right_of_all_points(index: int) -> None:
    drawing = drawn(spec_of("charts/line", index, legend="ends"), "charts/line")
    if not len(boxes(drawing, "legend")):
        names, points = boxes(drawing, "legend_entry"), boxes(drawing, "mark")
        assert names[:, 0].min(initial=np.inf) > points[:, 2].max()


@pytest.mark.parametrize("flag", ["truncated", "inverted"])
def test_misleading_bars_still_end_at_their_values(flag: str) -> None:
    spec = next(spec for k in range(9) if not (spec := spec_of("charts/bar", k)).lying and not spec.data.printed)
    spec = dataclasses.replace(spec, data=dataclasses.replace(spec.data, flags=(flag,)), notes=())
    drawing = drawn(spec, "charts/bar")
    axis = drawing.scene.axes[1]
    values = spec.data.relations[0].column("value").values
    for row, value in zip(drawing.scene.regions.having("mark"), values, strict=True):
        (_, top), (_, bottom) = drawing.scene.regions[int(row)].points / UNIT
        assert abs((bottom if flag == "inverted" else top) - axis.place(float(value))[1]) <= 1.0
    assert (axis.low > 0) == (flag == "truncated")


def test_a_mirrored_axis_has_its_labels_at_the_right() -> None:
    spec = dataclasses.replace(spec_of("charts/histogram", mirrored=True, engine="skia"), notes=())
    drawing = drawn(spec, "charts/histogram")
    regions = drawing.scene.regions
    rows = [int(row) for row in regions.having("tick_label") if regions[int(row)].ref.startswith("axis/y/")]
    assert (regions.boxes()[rows][:, 0] / UNIT).min() > boxes(drawing, "mark")[:, 2].max()


@given(st.lists(st.decimals(0, 5000, places=1), min_size=3, max_size=9, unique=True))
def test_minor_ticks_part_every_step_evenly(values: list[Decimal]) -> None:
    look = Look(theme="journal", width=800, height=600, family="dejavu-sans", size=14, legend="none", colours=(0,))
    scale = value_scale(values, look, zero=True)
    places = sorted([*minor_ticks(scale), *(value for value, _ in scale.ticks)])
    assert len({later - earlier for earlier, later in itertools.pairwise(places)}) == 1
    assert not minor_ticks(Scale(kind="category", low=Decimal(0), high=Decimal(1), ticks=scale.ticks))


@given(st.lists(st.integers(20, 180), min_size=2, max_size=9), st.floats(1.6, 6.0))
@settings(deadline=None)
def test_the_outline_of_a_stroke_holds_its_ink(heights: list[int], width: float) -> None:
    points = [(20.0 + 30 * k, float(y)) for k, y in enumerate(heights)]
    outline = outlined(points, width).astype(np.float32).reshape(-1, 1, 2)
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        long = float(np.hypot(bx - ax, by - ay))
        for share in (0.02, 0.5, 0.98):
            for side in (-0.48, 0.48):
                x = ax + share * (bx - ax) - side * width * (by - ay) / long
                y = ay + share * (by - ay) + side * width * (bx - ax) / long
                assert cv2.pointPolygonTest(outline, (x, y), measureDist=True) >= -1.0
