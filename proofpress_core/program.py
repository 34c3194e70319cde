"""Programs: typed DAGs of operations whose result answers a question.

An operation has a signature over value types; a node applies one operation to earlier nodes. Parameters are strings
and name contents, columns, categories or numbers, never region rows. What an operation *means* is defined twice, in
`qa_gen` and again in `verify`; this file only fixes how a program is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from proofpress_core import jsonio

ValueType = Literal[
    "Chart", "Grid", "Formula", "Document", "SceneText", "Math",  # contents
    "Rows", "Row", "Numbers", "Texts", "Number", "Text", "Bool",
]  # fmt: skip
ParamType = Literal["content", "column", "text", "number", "index", "name"]
"""content: an id; column: a column's name; text: a text as shown; number: a decimal; index: digits, counted from 1;
name: a word of the model, such as a role, a node kind or a label's ref."""
Category = Literal[
    "perception", "lookup", "count", "compare", "extremum", "filter", "aggregate", "calculation", "trend",
    "extrapolation", "hypothetical", "set", "logic", "spatial", "document", "structure", "formula", "math",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """Name, typed signature and meaning of an operation (see `operations.py`)."""

    name: str
    category: Category
    inputs: tuple[ValueType, ...]
    output: ValueType
    params: tuple[ParamType, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One application: places of earlier nodes, and parameter values in the order of the signature."""

    op: str
    inputs: tuple[int, ...] = ()
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Nodes in an order in which inputs come first; the last node is the result, every other feeds a later one."""

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        if not self.nodes:
            raise ValueError("a program has at least one node")
        for place, node in enumerate(self.nodes):
            if any(not 0 <= source < place for source in node.inputs):
                raise ValueError(f"node {place} ({node.op}) reads {node.inputs}, only earlier nodes may be read")
        read = {source for node in self.nodes for source in node.inputs}
        idle = sorted(set(range(len(self.nodes) - 1)) - read)
        if idle:
            raise ValueError(f"nodes {idle} feed nothing")

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that name the program."""
        return jsonio.digest(self)


def type_check(program: Program, signatures: dict[str, Op]) -> tuple[ValueType, ...]:
    """The type of every node. Raises ValueError naming the node, what it got and what its operation takes."""
    types: list[ValueType] = []
    for place, node in enumerate(program.nodes):
        op = signatures.get(node.op)
        if op is None:
            raise ValueError(f"node {place}: there is no operation {node.op!r}")
        got = tuple(types[source] for source in node.inputs)
        if got != op.inputs:
            raise ValueError(f"node {place} ({node.op}): inputs are {got}, expected {op.inputs}")
        if len(node.params) != len(op.params):
            raise ValueError(f"node {place} ({node.op}): {len(node.params)} parameters, expected {len(op.params)}")
        types.append(op.output)
    return tuple(types)
