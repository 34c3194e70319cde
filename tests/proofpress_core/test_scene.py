"""Scenes: builder, text spans, levels, cutting, warping, axes."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import SceneText
from proofpress_core.regions import UNIT, Regions
from proofpress_core.roles import Level
from proofpress_core.scene import Axis, Scene
from proofpress_core.scene_builder import Cluster, SceneBuilder
from proofpress_core.warp import Warp

TEXT = SceneText(id="s", language="en", surface="paper", lines=("Hi you", "two"))


def two_lines() -> Scene:
    builder = SceneBuilder([(200, 100)])
    block = builder.add("text_block", builder.page(), (0, 0, 120, 60), content="s")
    for number, text in enumerate(TEXT.lines):
        clusters = model.line_clusters(text, 5, 5 + 25 * number)
        builder.add_line(block, clusters, content="s", ref=f"line/{number}")
    return builder.build([TEXT]).scene


def test_page_text_is_the_lines_in_reading_order() -> None:
    scene = two_lines()
    assert scene.pages[0].text == "Hi you\ntwo"
    said = {
        role: [scene.text_of(scene.regions[int(r)]) for r in scene.regions.having(role)] for role in ("line", "word")
    }
    assert said == {"line": ["Hi you", "two"], "word": ["Hi", "you", "two"]}
    assert "".join(scene.text_of(scene.regions[int(r)]) for r in scene.regions.having("char")) == "Hiyoutwo"
    assert scene.text_of(scene.regions[1]) == "Hi you\ntwo"


@given(model.scenes())
def test_rows_stand_level_by_level_and_children_within_their_parents_text(scene: Scene) -> None:
    regions = scene.regions
    assert np.all(np.diff(regions.levels) >= 0)
    for region in regions:
        if region.parent >= 0 and region.text != (0, 0):
            parent = regions[region.parent].text
            assert parent[0] <= region.text[0] <= region.text[1] <= parent[1]


@given(model.scenes(), st.sampled_from(list(Level)))
def test_cutting_deeper_levels_renumbers_nothing(scene: Scene, deepest: Level) -> None:
    cut = scene.cut(deepest).regions
    assert all(cut[row] == scene.regions[row] for row in range(len(cut)))
    assert len(cut) == int(np.sum(scene.regions.levels <= deepest))


def test_a_region_is_found_by_content_and_ref() -> None:
    scene = two_lines()
    (row,) = scene.regions.find(0, "line/1")
    assert scene.text_of(scene.regions[int(row)]) == "two"
    assert len(scene.regions.find(0, "line/9")) == 0


def test_a_rotated_box_becomes_a_quad_with_the_right_corners() -> None:
    scene = two_lines().warped((Warp.rotation(90, (0, 0)),))
    char = scene.regions[int(scene.regions.having("char")[0])]
    assert char.shape == "quad"
    assert (char.points / UNIT).tolist() == [[-5, 5], [-5, 13], [-17, 13], [-17, 5]]


def test_scaling_keeps_boxes() -> None:
    scene = two_lines().warped((Warp.of([[2, 0, 0], [0, 2, 0], [0, 0, 1]]),))
    assert {region.shape for region in scene.regions} == {"box"}


def test_words_of_slanted_clusters_are_slanted_quads() -> None:
    quads = [((0, 0), (10, 10), (5, 15), (-5, 5)), ((12, 12), (22, 22), (17, 27), (7, 17))]
    builder = SceneBuilder([(50, 50)])
    block = builder.add("text_block", builder.page(), (0, 0, 50, 50))
    builder.add_line(block, [Cluster("a", quads[0], "t#0"), Cluster("b", quads[1], "t#1")])
    scene = builder.build([TEXT]).scene
    word = scene.regions[int(scene.regions.having("word")[0])]
    assert np.allclose(word.points / UNIT, [[0, 0], [22, 22], [17, 27], [-5, 5]], atol=0.1)


def test_a_word_over_two_lines_is_joined_both_ways() -> None:
    builder = SceneBuilder([(200, 100)])
    block = builder.add("paragraph", builder.page(), (0, 0, 100, 100))
    first = builder.add_line(block, model.line_clusters("a to-", 0, 0))
    second = builder.add_line(block, model.line_clusters("day b", 0, 20))
    builder.join(first, second)
    scene = builder.build([TEXT]).scene
    words = {scene.text_of(scene.regions[int(r)]): scene.regions[int(r)] for r in scene.regions.having("word")}
    assert words["to-"].joins == words["day"].row
    assert words["day"].joins == words["to-"].row


def test_a_child_on_its_parents_level_is_refused() -> None:
    builder = SceneBuilder([(10, 10)])
    block = builder.add("paragraph", builder.page(), (0, 0, 5, 5))
    with pytest.raises(ValueError, match="cannot stand inside"):
        builder.add("heading", block, (0, 0, 5, 5))


def test_contents_that_nobody_gave_are_refused() -> None:
    builder = SceneBuilder([(10, 10)])
    builder.add("paragraph", builder.page(), (0, 0, 5, 5), content="ghost")
    with pytest.raises(ValueError, match="ghost"):
        builder.build([TEXT])


def test_columns_are_read_only_and_tables_unhashable() -> None:
    regions = two_lines().regions
    with pytest.raises(ValueError, match="read-only"):
        regions.points[0, 0] = 1
    with pytest.raises(TypeError):
        hash(regions)


def test_a_table_whose_columns_differ_in_length_is_refused() -> None:
    value = two_lines().regions.to_json()
    value["page"] = value["page"][:-1]
    with pytest.raises(ValueError, match="page"):
        Regions.from_json(value)


@given(st.floats(0.5, 900), st.sampled_from(["linear", "log"]))
def test_axes_read_back_what_they_place(value: float, scale: str) -> None:
    axis = Axis(
        content="s", name="y", scale=scale, low=Decimal("0.5"), high=Decimal(900), start=(0, 8000), end=(0, 160)
    )  # fmt: skip
    assert axis.value(*axis.place(value)) == pytest.approx(value, rel=1e-9)


def test_values_per_pixel() -> None:
    axis = Axis(content="s", name="x", scale="linear", low=Decimal(0), high=Decimal(50), start=(0, 0), end=(1600, 0))
    assert axis.per_pixel == pytest.approx(0.5)


def test_only_boxes_grow_and_their_anchor_moves_to_the_centre() -> None:
    builder = SceneBuilder([(200, 100)])
    box = builder.add("plot", 0, (10, 10, 20, 20), anchor=(11, 11))
    line = builder.add("plot", 0, [(0, 0), (5, 5)])
    builder.grow(box, (10, 10, 50, 30))
    with pytest.raises(ValueError, match="no box"):
        builder.grow(line, (0, 0, 9, 9))
    grown = builder.build(()).scene.regions[1]
    assert grown.points.tolist() == [[160, 160], [800, 480]]
    assert grown.anchor == (480, 320)
