"""Both evaluators on the same contents: the generating side's and the second opinion must never differ.

They share the table of meanings and nothing else, so this is the one place that sees both. A difference is a bug in one
of them or a gap in the table.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from op_cases import CASES, CONTENTS, program

from proofpress_core import jsonio
from proofpress_core.content import ChartData, Content, NumberColumn, Relation, TextColumn
from proofpress_core.operations import OPERATIONS
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Scene
from proofpress_core.scene_builder import SceneBuilder
from qa_gen.operations import OPS
from qa_gen.session import Session
from qa_gen.values import Num
from qa_gen.values import Row as TheirRow
from qa_gen.values import Undefined as TheirUndefined
from templates.formula_grammar import formula
from verify.operations.values import Row, Rows
from verify.replay import evaluate

UNDEFINED = "undefined"
FLAT = [(name, number) for name, cases in CASES.items() for number in range(len(cases))]


def scene_of(*contents: Content) -> Scene:
    return SceneBuilder([(10, 10)]).build(contents).scene


CANNED = tuple(jsonio.decode(Content, value) for value in CONTENTS.values())


def plain(value: Any) -> Any:
    """A value of either evaluator as texts, fractions and tuples."""
    if isinstance(value, Num):
        return value.value
    if isinstance(value, TheirRow):
        return value.cells
    if isinstance(value, Row):
        return tuple(value.cells.values())
    if isinstance(value, Rows):
        return tuple(plain(row) for row in value.rows)
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    return getattr(value, "id", value["id"] if isinstance(value, dict) else value)


def theirs(session: Session, nodes: list[dict[str, Any]]) -> Any:
    """What the generating side computes."""
    made: list[Any] = []
    for node in nodes:
        try:
            made.append(session.expr(node["op"], *(made[place] for place in node["inputs"]), *node["params"]))
        except TheirUndefined:
            return UNDEFINED
    return plain(made[-1].value)


def ours(contents: dict[str, Any], nodes: list[dict[str, Any]]) -> Any:
    """What the second opinion computes."""
    values, undefined = evaluate(nodes, contents)
    return UNDEFINED if undefined is not None else plain(values[-1])


def test_both_know_the_same_operations() -> None:
    assert set(OPS) == set(OPERATIONS)


@pytest.mark.parametrize(("name", "number"), FLAT)
def test_both_agree_on_the_canned_cases(name: str, number: int) -> None:
    nodes = program(CASES[name][number][0])["nodes"]
    assert theirs(Session(scene_of(*CANNED)), nodes) == ours(CONTENTS, nodes)


@pytest.mark.parametrize("area", ["algebra", "calculus", "linear_algebra", "piecewise", "science"])
def test_both_agree_on_the_arithmetic_of_printed_formulas(area: str) -> None:
    """All sides of many formulas at some points: what is no expression for one is none for the other."""
    defined = 0
    for index in range(60):
        key = Key(seed=3, split="test", generator="f", version=1, index=index, attempt=0)
        tree = formula(area, Streams(key)("data"), "en")
        session, written = Session(scene_of(tree)), {tree.id: jsonio.encode_as(Content, tree)}
        symbols = sorted({node.value for node in tree.nodes if node.kind == "symbol"})
        point = ", ".join(f"{symbol} = {2 + place % 5}" for place, symbol in enumerate(symbols)) or "x = 1"
        for op, *params in (("formula_value", "1", point), ("formula_value", "2", point), ("holds_at", point),
                            ("slope", "2", symbols[0] if symbols else "x", point),
                            ("derivative", "2", symbols[0] if symbols else "x"),
                            ("expanded", "1", symbols[0] if symbols else "x")):  # fmt: skip
            nodes = [{"op": "formula", "inputs": [], "params": [tree.id]}, {"op": op, "inputs": [0], "params": params}]
            said = theirs(session, nodes)
            assert said == ours(written, nodes), (index, op, params)
            defined += said != UNDEFINED
    assert defined or area == "calculus"


NUMBER = st.one_of(st.none(), st.integers(-3, 6).map(Decimal), st.sampled_from([Decimal("0.5"), Decimal("2.25")]))
NAME = st.sampled_from(["A", "B", "C", "D"])


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    height = draw(st.integers(0, 7))
    columns = (
        TextColumn(name="series", label="", values=tuple(draw(NAME) for _ in range(height))),
        TextColumn(name="category", label="", values=tuple(draw(NAME) for _ in range(height))),
        NumberColumn(name="value", label="", unit="", values=tuple(draw(NUMBER) for _ in range(height))),
        NumberColumn(name="weight", label="", unit="", values=tuple(draw(NUMBER) for _ in range(height))),
    )
    return ChartData(
        id="c", language="en", chart_type="bar", labels=(), relations=(Relation(name="data", columns=columns),),
        encodings=(), printed=("value", "weight"),
    )  # fmt: skip


PARAMS: dict[str, st.SearchStrategy[str]] = {
    "text": NAME,
    "number": st.sampled_from(["-1", "0", "2", "2.25", "50"]),
    "index": st.sampled_from(["1", "2", "3"]),
}
NUMBERS, NAMES = st.sampled_from(["value", "weight"]), st.sampled_from(["category", "series"])
ON_TEXT = {"where_text", "where_not", "where_like", "from_to", "strictly_between", "next_after", "next_before", "texts",
           "text_at"}  # fmt: skip
"""Operations whose column holds texts; `grown_where` has one of each."""
ON_ROWS = [
    op for op in OPERATIONS.values()
    if {"Rows", "Row"} & set(op.inputs) and not {"Number", "Numbers", "Text", "Texts", "Bool"} & set(op.inputs)
]  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """An operation on rows and single rows of the chart, some of them filtered before."""
    nodes: list[dict[str, Any]] = [{"op": "chart", "inputs": [], "params": ["c"]}]
    nodes.append({"op": "rows", "inputs": [0], "params": []})
    op = draw(st.sampled_from(ON_ROWS))
    inputs = []
    for kind in op.inputs:
        place = 1
        if draw(st.booleans()):
            nodes.append({"op": "where_text", "inputs": [1], "params": ["series", draw(NAME)]})
            place = len(nodes) - 1
        if kind == "Row":
            nodes.append({"op": "nth", "inputs": [place], "params": [draw(PARAMS["index"])]})
            place = len(nodes) - 1
        inputs.append(place)
    params = []
    for kind in op.params:
        names = op.name in ON_TEXT or (op.name == "grown_where" and not params)
        params.append(draw((NAMES if names else NUMBERS) if kind == "column" else PARAMS[kind]))
    return [*nodes, {"op": op.name, "inputs": inputs, "params": params}]


@given(charts(), programs())
def test_both_agree_on_random_relations(chart: ChartData, nodes: list[dict[str, Any]]) -> None:
    written = jsonio.encode_as(Content, chart)
    assert theirs(Session(scene_of(chart)), nodes) == ours({"c": written}, nodes)


@given(st.lists(st.fractions(-9, 9, max_denominator=8), max_size=6))
def test_both_agree_on_random_numbers(numbers: list[Fraction]) -> None:
    contents: dict[str, Any] = {}
    session = Session(scene_of())
    for op in OPERATIONS.values():
        if op.inputs == ("Number", "Number"):
            for first, second in zip(numbers[::2], numbers[1::2], strict=False):
                texts = [str(Decimal(n.numerator) / Decimal(n.denominator)) for n in (first, second)]
                nodes = [{"op": "number", "inputs": [], "params": [text]} for text in texts]
                nodes.append({"op": op.name, "inputs": [0, 1], "params": []})
                assert theirs(session, nodes) == ours(contents, nodes)
