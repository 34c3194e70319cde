"""Facets of one thing: told with their measure, never added or ranked together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from proofpress_core.content import ChartData, Language
from proofpress_core.program import Program
from proofpress_core.question import Question
from proofpress_core.rng import Key, Streams
from qa_gen.captions import captions
from qa_gen.compose import Options, compose
from qa_gen.lexicon import Lexicon
from renderers.base import Canvas, Knobs, generators
from templates.phrasing import Phrasing

TOGETHER = {"sum", "median", "share", "halfway", "weighted_mean"}
READING = {"number_at", "numbers", "highest", "lowest", "ranked", "where_above", "where_below", "rank"}


def asked(name: str, language: Language, pictures: int = 4) -> Iterator[tuple[ChartData, Question]]:
    """Questions about some pictures of a kind, with the chart that they ask about."""
    made = generators[name]()
    for index in range(pictures):
        streams = Streams(Key(seed=7, split="test", generator=name, version=made.version, index=index, attempt=0))
        spec = made.sample(streams, Knobs(language=language, settings={"engine": "skia"}))
        scene = made.draw(spec, Canvas()).scene
        for question in compose(scene, streams("question"), Options(count=8)):
            yield scene.contents[0], question


def fixed(program: Program, column: str) -> set[str]:
    """The texts that a program fixes a column to."""
    return {node.params[1] for node in program.nodes if node.op == "where_text" and node.params[0] == column}


@pytest.mark.parametrize("name", ["charts/box", "charts/candlestick", "charts/bullet", "charts/error_bars"])
def test_facets_are_never_taken_together(name: str) -> None:
    for _, question in asked(name, "en"):
        ops = {node.op for node in question.program.nodes}
        assert not ops & TOGETHER
        assert "mean" not in ops or "changes" in ops
        if ops & READING:
            assert fixed(question.program, "series")


def test_a_statistic_is_told_with_its_measure() -> None:
    found = [(q.text, fixed(q.program, "series")) for _, q in asked("charts/box", "en", 8)]
    told = [text for text, facets in found if facets == {"Lower quartile"}]
    assert told
    assert all("lower quartile of " in text for text in told)
    assert not any("for Lower quartile" in text for text, _ in found)


def test_the_two_axes_of_a_chart_have_units_of_their_own() -> None:
    for chart, question in asked("charts/dual_axis", "en"):
        facets = fixed(question.program, "series")
        assert len(facets) < 2 or question.program.nodes[-1].op != "gap"
        if question.program.nodes[-1].op == "number_at" and question.answer.kind == "number" and len(facets) == 1:
            (facet,) = facets
            measure = Lexicon(chart, Phrasing("en")).of_facet("value", facet)
            assert question.answer.unit == measure.unit
            assert measure.unit in facet


def test_a_caption_names_no_highest_facet() -> None:
    chart, _ = next(asked("charts/box", "en", 1))
    draw = Streams(Key(seed=1, split="test", generator="charts/box", version=1, index=0, attempt=0))("question")
    assert "highest" not in captions(chart, draw).medium
