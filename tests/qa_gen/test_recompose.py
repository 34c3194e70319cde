"""Recomposition: combinations of factors follow the pool as far as pictures allow."""

from __future__ import annotations

from collections import Counter

from chart_scenes import asked

from qa_gen.pool import divergence, factors_of

POOL = {
    ("lookup/number_at",): 2.0,
    ("extremum/highest",): 3.0,
    ("filter/where_above", "count/count"): 4.0,
    ("lookup/number_at", "lookup/number_at", "calculation/gap"): 1.0,
}


def test_questions_follow_the_pool() -> None:
    questions = asked("en", count=240, combinations=POOL)
    found = Counter(tuple(use.name for use in factors_of(question.program)) for question in questions)
    assert found.total() >= 200
    assert sum(found[names] for names in POOL) >= 0.9 * found.total()
    assert divergence(POOL, found) < 0.2


def test_without_a_pool_the_mix_is_another() -> None:
    found = Counter(tuple(use.name for use in factors_of(q.program)) for q in asked("en", count=120))
    assert divergence(POOL, found) > 0.3


def test_a_pool_that_a_picture_cannot_serve_leaves_the_usual_questions() -> None:
    questions = asked("en", count=20, combinations={("math/answer",): 1.0})
    assert len(questions) == 20
