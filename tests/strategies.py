"""Hypothesis strategies for every type of the data model."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from proofpress_core.answer import Answer
from proofpress_core.content import (
    DOCUMENT_ROLES,
    FORMULA_KINDS,
    Cell,
    ChartData,
    DocumentNode,
    DocumentTree,
    Encoding,
    FormulaNode,
    FormulaTree,
    Given,
    Grid,
    Label,
    MathProblem,
    NumberColumn,
    Relation,
    SceneText,
    Step,
    TextColumn,
)
from proofpress_core.program import Node, Program
from proofpress_core.question import Factor, Question
from proofpress_core.rng import Key
from proofpress_core.sample import Provenance, Record, Rejected, Verdict
from proofpress_core.scene import Axis, Scene
from proofpress_core.scene_builder import Cluster, SceneBuilder
from proofpress_core.warp import Warp

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
decimals = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False).map(lambda d: +d)
languages = st.sampled_from(["en", "zh"])
small = st.integers(0, 40)


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    height = draw(st.integers(1, 5))
    labels = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    columns = []
    for name in labels:
        if draw(st.booleans()):
            values = draw(st.tuples(*[texts] * height))
            columns.append(TextColumn(name=name, label=draw(texts), values=values, ordered=draw(st.booleans())))
        else:
            numbers = draw(st.tuples(*[st.none() | decimals] * height))
            columns.append(NumberColumn(name=name, label=draw(texts), unit=draw(texts), values=numbers))
    return Relation(name=draw(names), columns=tuple(columns))


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    relation = draw(relations())
    encodings = tuple(Encoding(channel="x", column=column.name) for column in relation.columns)
    labels = draw(st.lists(st.builds(Label, ref=names, text=texts), max_size=3))
    return ChartData(
        id=draw(names), language=draw(languages), chart_type=draw(names), labels=tuple(labels),
        relations=(relation, *draw(st.lists(relations(), max_size=1))), encodings=encodings,
        printed=draw(st.sampled_from([(), ("value",)])),
    )  # fmt: skip


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables of up to 4 x 4 in which some cells span two columns."""
    rows, cols = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cells = []
    for row in range(rows):
        col = 0
        while col < cols:
            span = 2 if col + 1 < cols and draw(st.booleans()) else 1
            value = draw(st.none() | decimals)
            header = draw(st.sampled_from(["none", "column", "row", "corner", "total"]))
            cells.append(
                Cell(
                    row=row,
                    col=col,
                    rowspan=1,
                    colspan=span,
                    text=draw(texts),
                    header=header,
                    value=value,
                    unit=draw(texts),
                )
            )
            col += span
    return Grid(
        id=draw(names), language=draw(languages), caption=draw(texts), rows=rows, cols=cols,
        header_rows=draw(st.integers(0, 1)), header_cols=draw(st.integers(0, 1)), cells=tuple(cells),
    )  # fmt: skip


@st.composite
def formulas(draw: st.DrawFn) -> FormulaTree:
    """Random trees: node i > 0 hangs below an earlier node."""
    count = draw(st.integers(1, 8))
    parents = [draw(st.integers(0, place - 1)) for place in range(1, count)]
    nodes = []
    for place in range(count):
        children = tuple(child for child, parent in enumerate(parents, 1) if parent == place)
        nodes.append(FormulaNode(kind=draw(st.sampled_from(FORMULA_KINDS)), value=draw(texts), children=children))
    return FormulaTree(id=draw(names), language=draw(languages), root=0, nodes=tuple(nodes))


@st.composite
def documents(draw: st.DrawFn) -> DocumentTree:
    count = draw(st.integers(1, 7))
    parents = [draw(st.integers(0, place - 1)) for place in range(1, count)]
    nodes = []
    for place in range(count):
        children = tuple(f"n{child}" for child, parent in enumerate(parents, 1) if parent == place)
        nodes.append(
            DocumentNode(
                id=f"n{place}", role=draw(st.sampled_from(DOCUMENT_ROLES)), page=draw(st.integers(0, 2)),
                text=draw(texts), level=draw(st.integers(0, 3)), key=draw(texts), value=draw(st.none() | decimals),
                unit=draw(texts), content=draw(texts), children=children,
            )
        )  # fmt: skip
    return DocumentTree(id=draw(names), language=draw(languages), genre="report", page_count=3, nodes=tuple(nodes))


scene_texts = st.builds(
    SceneText, id=names, language=languages, surface=texts, lines=st.lists(texts, max_size=4).map(tuple)
)
problems = st.builds(
    MathProblem, id=names, language=languages, family=names, statement=texts,
    givens=st.lists(st.builds(Given, name=names, value=decimals, unit=texts), max_size=3).map(tuple),
    steps=st.lists(st.builds(Step, action=texts, result=texts), max_size=3).map(tuple), target=names,
    answers=st.lists(st.fractions(-50, 50, max_denominator=9).map(str), max_size=3).map(tuple), unit=texts,
)  # fmt: skip
contents = st.one_of(charts(), grids(), formulas(), documents(), scene_texts, problems)

angles = st.floats(-30, 30, allow_nan=False)
warps = st.one_of(
    st.just(Warp.identity()),
    st.builds(lambda angle, x, y: Warp.rotation(angle, (x, y)), angles, st.floats(0, 400), st.floats(0, 400)),
    st.builds(
        lambda dx, dy, p: Warp.of([[1 + dx, dy, 5], [-dy, 1 - dx, 3], [p, -p, 1]]),
        st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(-2e-4, 2e-4),
    ),
)  # fmt: skip

answers = st.builds(
    Answer, kind=st.sampled_from(["integer", "number", "text", "bool", "choice", "list", "refusal"]), value=texts,
    unit=texts, tolerance=st.sampled_from(["0", "0.5", "0.013"]), aliases=st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Chains with an occasional second input."""
    count = draw(st.integers(1, 5))
    nodes = [Node(op=draw(names), params=draw(st.lists(texts, max_size=2).map(tuple)))]
    for place in range(1, count):
        inputs = (place - 1, draw(st.integers(0, place - 1))) if draw(st.booleans()) else (place - 1,)
        nodes.append(Node(op=draw(names), inputs=inputs, params=draw(st.lists(texts, max_size=2).map(tuple))))
    return Program(nodes=tuple(nodes))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Pages of a few lines, with contents, axes, and sometimes a warp."""
    found = draw(st.lists(contents, min_size=1, max_size=2, unique_by=lambda content: content.id))
    builder = SceneBuilder([(300, 200)] * draw(st.integers(1, 2)))
    for number in range(draw(st.integers(0, 3))):
        top = 10.0 + 40 * number
        block = builder.add(
            "paragraph", builder.page(), (5, top, 250, top + 30), content=found[0].id, ref=f"node/{number}"
        )
        text = draw(st.text("ab 中x", min_size=1, max_size=8))
        builder.add_line(block, line_clusters(text, 10.0, top))
    axis = Axis(
        content=found[0].id, name="y", scale="linear", low=Decimal(0), high=draw(st.decimals(1, 99, places=1)),
        start=(160, 3000), end=(160, 400),
    )  # fmt: skip
    scene = builder.build(found, [axis]).scene
    return scene.warped(tuple(draw(warps) for _ in scene.pages))


def line_clusters(text: str, x: float, top: float) -> list[Cluster]:
    """One cluster a character, 8 px wide and 12 px high."""
    return [
        Cluster(ch, None if ch == " " else (x + 10 * place, top, x + 10 * place + 8, top + 12), f"t#{place}")
        for place, ch in enumerate(text)
    ]


keys = st.builds(
    Key, seed=st.integers(0, 2**40), split=st.sampled_from(["train", "val", "test"]),
    generator=st.sampled_from(["charts/bar", "scene_text/sign"]), version=st.integers(1, 9), index=small, attempt=small,
)  # fmt: skip
factors = st.builds(
    Factor, node=small, category=st.sampled_from(["lookup", "compare", "math"]), sub_question=texts, answer=answers,
    evidence=st.lists(small, max_size=3).map(tuple),
)  # fmt: skip
questions = st.builds(
    Question, text=texts, language=languages, form=st.sampled_from(["short", "choice", "yesno"]), program=programs(),
    answer=answers, choices=st.lists(texts, max_size=4).map(tuple), factors=st.lists(factors, max_size=2).map(tuple),
)  # fmt: skip
verdicts = st.builds(
    Verdict, check=names, status=st.sampled_from(["pass", "fail", "unsure"]), reason=texts,
    measured=st.lists(st.tuples(names, small), max_size=2).map(tuple),
)  # fmt: skip
provenances = st.builds(
    Provenance, plan=names, spec=names, fonts=st.lists(names, max_size=2).map(tuple),
    effects=st.lists(names, max_size=2).map(tuple),
)  # fmt: skip
records = st.builds(
    Record, key=keys, domain=names, scene=scenes(), questions=st.lists(questions, max_size=2).map(tuple),
    verdicts=st.lists(verdicts, max_size=2).map(tuple), provenance=provenances,
)  # fmt: skip
rejections = st.builds(Rejected, key=keys, stage=names, reason=names, detail=texts)
