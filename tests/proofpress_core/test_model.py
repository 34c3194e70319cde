"""Programs, operations, the registry, errors and contents."""

from __future__ import annotations

import pytest
import strategies as model
from hypothesis import given

from proofpress_core.content import DocumentNode, DocumentTree, FormulaNode, FormulaTree, NumberColumn, Relation
from proofpress_core.errors import BackendError, ConfigError, Reject
from proofpress_core.operations import OPERATIONS
from proofpress_core.plugin import Registry
from proofpress_core.program import Node, Program, type_check


def lookup() -> Program:
    return Program(
        nodes=(
            Node(op="chart", params=("c",)),
            Node(op="rows", inputs=(0,)),
            Node(op="highest", inputs=(1,), params=("value",)),
            Node(op="number_at", inputs=(2,), params=("value",)),
        )
    )


def test_types_follow_the_signatures() -> None:
    assert type_check(lookup(), OPERATIONS) == ("Chart", "Rows", "Row", "Number")


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((Node(op="conjure"),), "no operation 'conjure'"),
        ((Node(op="chart", params=("c",)), Node(op="count", inputs=(0,))), r"inputs are \('Chart',\)"),
        ((Node(op="chart"),), "0 parameters, expected 1"),
    ],
)
def test_ill_typed_programs_are_refused(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        type_check(Program(nodes=nodes), OPERATIONS)


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((), "at least one"),
        ((Node(op="a", inputs=(0,)),), "only earlier"),
        ((Node(op="a"), Node(op="b"), Node(op="c", inputs=(1,))), "feed nothing"),
    ],
)
def test_programs_are_connected_and_acyclic(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Program(nodes=nodes)


@given(model.programs())
def test_equal_programs_have_equal_digests(program: Program) -> None:
    assert program.digest == Program(nodes=program.nodes).digest


def test_every_operation_has_a_meaning_and_a_category() -> None:
    assert len(OPERATIONS) >= 45
    assert all(op.meaning and op.category for op in OPERATIONS.values())


def test_a_registry_refuses_two_things_of_one_name() -> None:
    registry: Registry[object] = Registry("toy")
    registry.register("a")(int)
    with pytest.raises(ValueError, match="registered twice"):
        registry.register("a")(str)


def test_an_unknown_name_proposes_the_nearest() -> None:
    registry: Registry[object] = Registry("toy")
    registry.register("charts/bar")(int)
    with pytest.raises(ConfigError, match=r"did you mean 'charts/bar'"):
        registry["chart/bar"]


def test_errors_survive_the_way_between_processes() -> None:
    import pickle  # noqa: TID251 - what multiprocessing does with an exception

    for error in (Reject("glyph_missing", "x"), BackendError("browser", "gone", "install it")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_relations_refuse_columns_of_different_lengths() -> None:
    columns = (
        NumberColumn(name="a", label="", unit="", values=(None,)),
        NumberColumn(name="b", label="", unit="", values=()),
    )
    with pytest.raises(ValueError, match="length"):
        Relation(name="data", columns=columns)


def test_a_missing_column_names_the_ones_there_are() -> None:
    relation = Relation(name="data", columns=(NumberColumn(name="a", label="", unit="", values=(None,)),))
    with pytest.raises(KeyError, match="'a'"):
        relation.column("b")


def test_formulas_and_documents_must_be_trees() -> None:
    nodes = (FormulaNode(kind="row", children=(1, 1)), FormulaNode(kind="symbol"))
    with pytest.raises(ValueError, match="one tree"):
        FormulaTree(id="f", language="en", root=0, nodes=nodes)
    stray = (DocumentNode(id="a", role="document", page=0), DocumentNode(id="b", role="heading", page=0))
    with pytest.raises(ValueError, match="one tree"):
        DocumentTree(id="d", language="en", genre="report", page_count=1, nodes=stray)
