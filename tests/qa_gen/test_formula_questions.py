"""Questions that compute with formulas, and claims about worked steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from proofpress_core.content import Content, FormulaTree, Language, MathProblem, Step
from proofpress_core.errors import Reject
from proofpress_core.question import Question
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Scene
from proofpress_core.scene_builder import SceneBuilder
from qa_gen.algebra import side
from qa_gen.compose import Options, compose
from qa_gen.factors.algebra import Arithmetic, slips_of
from qa_gen.session import Session
from qa_gen.term_values import coefficients, dual_at, polynomial_text, value_at
from qa_gen.values import Undefined
from templates.formula_notation import parse


def scene_of(content: Content, refs: list[str]) -> Scene:
    """A page that shows these refs, one under the other."""
    builder = SceneBuilder([(600, 900)])
    for place, ref in enumerate(refs):
        box = (20, 20 + 30 * place, 400, 40 + 30 * place)
        builder.add("text_block", builder.page(), box, content=content.id, ref=ref)
    return builder.build([content]).scene


def formula(text: str, language: Language = "en") -> FormulaTree:
    return parse(text, "f", language)


def asked_of(content: Content, refs: list[str], *, count: int = 40) -> list[Question]:
    scene, found = scene_of(content, refs), []
    for index in range(count):
        key = Key(seed=4, split="test", generator="x", version=1, index=index, attempt=0)
        try:
            found += compose(scene, Streams(key)("question"), Options(count=2))
        except Reject:
            continue
    return found


CUBIC = formula("f(x) = 2 x^3 - 4 x + 5")


def test_a_cubic_is_evaluated_and_differentiated() -> None:
    term = side(CUBIC, "2")
    assert value_at(term, {"x": Fraction(2)}) == 13
    assert dual_at(term, {"x": Fraction(2)}, "x") == (13, 20)
    assert polynomial_text(coefficients(term, "x"), "x") == "2x^3 - 4x + 5"


@pytest.mark.parametrize("text", ["f(x) = sin x", "y = e^x", "y = frac(d y, d x)", "y = x!", "y = f(x + 1)", "y = ± x"])
def test_what_is_no_arithmetic_is_undefined(text: str) -> None:
    with pytest.raises(Undefined):
        side(formula(text), "2")


@pytest.mark.parametrize("text", ["Q = P D P^{-1}", "A = B A^T", "lim(x → 0, x) = 2 x"])
def test_matrices_and_limits_are_not_put_numbers_into(text: str) -> None:
    tree = formula(text)
    assert not Arithmetic(Session(scene_of(tree, [f"node/{tree.root}"])), tree)


def test_questions_about_a_function_call_it_by_its_name() -> None:
    questions = asked_of(CUBIC, [f"node/{place}" for place in range(len(CUBIC.nodes))])
    values = [q for q in questions if q.program.nodes[-1].op == "formula_value" and q.form == "short"]
    assert values
    assert all("f(" in question.text for question in values)
    kinds = {node.op for question in questions for node in question.program.nodes}
    assert {"formula_value", "slope", "derivative", "reads"} <= kinds


def test_slips_of_a_derivative_are_wrong_and_different() -> None:
    session = Session(scene_of(CUBIC, [f"node/{CUBIC.root}"]))
    made = session.expr("derivative", session.expr("formula", "f"), "2", "x")
    slips = slips_of(made)
    assert len(set(slips)) == len(slips) >= 4
    assert made.value not in slips


def test_points_that_satisfy_an_equation_are_asked_both_ways() -> None:
    tree = formula("x^2 - 5 x + 6 = 0")
    questions = asked_of(tree, [f"node/{place}" for place in range(len(tree.nodes))], count=120)
    said = [q.answer.value for q in questions if q.program.nodes[-1].op == "holds_at"]
    assert set(said) == {"yes", "no"}


STEPS = tuple(
    Step(action=a, result=r) for a, r in (("Add 11", "12y = −48"), ("Divide by 12", "y = −4"), ("Check", "12 × 4 = 48"))
)
PROBLEM = MathProblem(
    id="m", language="en", family="x", statement="Solve for y: 12y − 11 = −59", givens=(), steps=STEPS, target="y",
    answers=(str(Decimal(-4)),),
)  # fmt: skip


@pytest.mark.parametrize("shown", [True, False])
def test_one_step_of_a_list_is_wrong_and_claims_are_balanced(*, shown: bool) -> None:
    refs = ["statement", *(f"step/{place}" for place in range(3) if shown)]
    questions = asked_of(PROBLEM, refs, count=150)
    wrong = [q for q in questions if q.program.nodes[-1].op == "wrong_step"]
    assert {q.answer.value for q in wrong if not q.choices} == {"1", "2", "3"}
    claims = [q for q in questions if q.program.nodes[-1].op == "reads"]
    assert {q.answer.value for q in claims} == {"yes", "no"}
    if not shown:
        assert all("Add 11" in q.text for q in claims)
