"""Composed questions over hand-made scenes: typed, necessary, balanced, worded, shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from chart_scenes import VALUES, asked, chart, scene

from proofpress_core.content import (
    ChartData,
    Language,
    Relation,
    TextColumn,
)
from proofpress_core.errors import Reject
from proofpress_core.operations import OPERATIONS
from proofpress_core.program import type_check
from proofpress_core.question import Question
from proofpress_core.rng import Key, Streams
from proofpress_core.scene_builder import SceneBuilder
from qa_gen.compose import Options, compose
from qa_gen.reject import MARGIN, guessable
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined


@pytest.fixture(scope="module", params=["en", "zh"])
def questions(request: pytest.FixtureRequest) -> list[Question]:
    return asked(request.param, count=400)


def test_every_program_is_well_typed(questions: list[Question]) -> None:
    for question in questions:
        type_check(question.program, OPERATIONS)


def test_most_questions_take_several_operations(questions: list[Question]) -> None:
    sources = {"chart", "rows", "number"}
    steps = [sum(node.op not in sources for node in question.program.nodes) for question in questions]
    assert sum(count >= 3 for count in steps) >= 0.4 * len(steps)


def test_the_last_factor_belongs_to_the_last_node_and_all_evidence_exists(questions: list[Question]) -> None:
    rows = len(scene(chart()).regions)
    for question in questions:
        assert question.factors[-1].node == len(question.program.nodes) - 1
        for factor in question.factors:
            assert factor.sub_question
            assert factor.evidence
            assert all(0 <= row < rows for row in factor.evidence)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_truths_are_balanced(language: Language) -> None:
    said = Counter(q.answer.value for q in asked(language, count=1600) if q.answer.kind == "bool")
    assert max(said.values()) <= 0.55 * sum(said.values())


def test_choices_offer_the_right_answer_once_at_every_letter(questions: list[Question]) -> None:
    choices = [question for question in questions if question.form == "choice"]
    assert {question.answer.value for question in choices} == set("ABCD")
    for question in choices:
        right = question.choices["ABCD".index(question.answer.value)]
        assert question.choices.count(right) == 1
        assert len(set(question.choices)) == 4
        assert question.answer.matches(right)


def test_no_slot_is_left_open_and_no_blank_doubled(questions: list[Question]) -> None:
    for text in [q.text for q in questions] + [f.sub_question for q in questions for f in q.factors]:
        assert not set(text) & set("<>{}|")
        assert "  " not in text
        assert text == text.strip()


def test_no_question_says_its_answer(questions: list[Question]) -> None:
    for question in questions:
        if question.answer.kind in ("text", "list"):
            assert question.answer.value.casefold() not in question.text.split("\n")[0].casefold()


def test_a_picture_is_asked_the_same_in_every_run() -> None:
    assert asked(count=20) == asked(count=20)


def test_a_picture_is_not_asked_the_same_twice() -> None:
    for index in range(10):
        key = Key(seed=2, split="train", generator="charts/line", version=1, index=index, attempt=0)
        made = compose(scene(chart()), Streams(key)("question"), Options(count=6))
        assert len({question.program.digest for question in made}) == len(made)


def test_every_operation_of_a_program_is_necessary() -> None:
    """Dropping any step that could be dropped by type changes the answer."""
    session = Session(scene(chart()))
    for question in asked(count=80):
        if question.answer.kind == "bool":
            continue
        made: list[Expr] = []
        for node in question.program.nodes:
            made.append(session.expr(node.op, *(made[i] for i in node.inputs), *node.params))
        whole = made[-1]
        for part in made:
            for source in part.inputs:
                if OPERATIONS[source.op].output == OPERATIONS[part.op].output != "Bool":
                    assert value_without(session, whole, part, source) != whole.value


def value_without(session: Session, whole: Expr, part: Expr, source: Expr) -> object:
    """What the program gives when `source` takes the place of `part`; None where it then has no value."""
    try:
        return session.redo(whole, {id(part): source}).value
    except Undefined:
        return None


def test_what_the_picture_cannot_show_is_not_asked() -> None:
    """On an axis of 20 pixels two values that differ by one unit cannot be told apart."""
    small = scene(chart(), pixels=20)
    session = Session(small)
    rows = session.expr("rows", session.expr("chart", "c"))
    peru = session.expr("where_text", rows, "series", "Peru")
    assert session.expr("ranked", peru, "value", "4").margin < MARGIN
    for question in asked(count=40, picture=small):
        if question.form == "short" and question.answer.kind == "number":
            assert float(question.answer.tolerance) <= 0.07 * abs(float(question.answer.value)) + 0.05


def test_a_conversation_refers_back_to_its_earlier_turns(questions: list[Question]) -> None:
    talks = [question for question in questions if question.form == "conversation"]
    assert talks
    back = ("that ", "you just gave", "该", "这个", "刚才")
    for question in talks:
        assert any(word in question.text for word in back)
        for turn in question.turns:
            assert turn.node < len(question.program.nodes) - 1
            assert turn.answer in [factor.answer for factor in question.factors]


def test_what_is_not_there_is_refused(questions: list[Question]) -> None:
    years = set(map(str, range(2015, 2021)))
    refusals = [question for question in questions if question.form == "refusal"]
    assert refusals
    for question in refusals:
        assert question.answer.kind == "refusal"
        last = question.program.nodes[-1]
        assert last.params[0] not in years
        assert last.op == "has_label" or last.params[0] in question.text


def test_words_that_give_the_answer_away_are_refused() -> None:
    """Whatever the numbers are, the lowest of them is at most any other."""
    session = Session(scene(chart()))
    rows = session.expr("where_text", session.expr("rows", session.expr("chart", "c")), "series", "Peru")
    numbers = session.expr("numbers", rows, "value")
    always = session.expr("less", session.expr("minimum", numbers), session.expr("maximum", numbers))
    telling = session.expr("above", session.expr("minimum", numbers), "24")
    anew = [Session(scene(chart()), [chart(values=" ".join(VALUES.split()[k:] + VALUES.split()[:k]))]) for k in (3, 6)]
    assert guessable(always, anew)
    assert not guessable(telling, anew)


def test_what_is_out_of_sight_is_no_evidence() -> None:
    whole = scene(chart())
    hidden = np.where(np.arange(len(whole.regions)) % 2 == 0, 1000, 300)
    half = replace(whole, regions=whole.regions.with_columns(visible=hidden))
    for question in asked(count=20, picture=half):
        for factor in question.factors:
            assert all(hidden[row] == 1000 for row in factor.evidence)


def test_a_scene_with_nothing_to_ask_is_rejected() -> None:
    builder = SceneBuilder([(10, 10)])
    data = ChartData(
        id="c", language="en", chart_type="bar", labels=(), encodings=(),
        relations=(Relation(name="data", columns=(TextColumn(name="category", label="", values=("a",)),)),),
    )  # fmt: skip
    key = Key(seed=2, split="train", generator="x", version=1, index=0, attempt=0)
    with pytest.raises(Reject, match="no_question"):
        compose(builder.build([data]).scene, Streams(key)("question"), Options())
