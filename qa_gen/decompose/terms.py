"""Programs as nested applications: made, evaluated with the reference semantics, and written as `Program`."""

from __future__ import annotations

from proofpress_core.operations import OPERATIONS
from proofpress_core.program import Node, Program, type_check
from qa_gen.decompose.tables import SeedChart
from qa_gen.operations import OPS
from qa_gen.values import Env, Margin, Row, Rows, Undefined, Value

LONGEST_PROGRAM = 120
"""Most nodes that a program of a seed may have."""


class NoOperation(Exception):
    """No operation says what a meaning asks for."""


class Term(tuple[object, ...]):
    """An operation's name, then its arguments: terms are inputs, texts are parameters."""

    __slots__ = ()

    @property
    def op(self) -> str:
        """Name of the operation."""
        return str(self[0])

    @property
    def inputs(self) -> tuple[Term, ...]:
        """The arguments that are terms."""
        return tuple(arg for arg in self[1:] if isinstance(arg, Term))

    @property
    def params(self) -> tuple[str, ...]:
        """The arguments that are texts."""
        return tuple(arg for arg in self[1:] if isinstance(arg, str))


def term(op: str, *args: Term | str) -> Term:
    """An application, inputs first."""
    return Term((op, *args))


class Evaluator:
    """Values of terms over one chart; each term once."""

    def __init__(self, table: SeedChart) -> None:
        self._env = Env({table.chart.id: table.chart}, {}, Margin(), {})
        self._known: dict[Term, Value] = {}

    def value(self, made: Term) -> Value:
        """The value. Raises Undefined where there is none."""
        if made not in self._known:
            inputs = [self.value(part) for part in made.inputs]
            self._known[made] = OPS[made.op](self._env, *inputs, *made.params)
        return self._known[made]

    def rows(self, made: Term) -> Rows:
        """The rows that a term is worth."""
        value = self.value(made)
        if not isinstance(value, tuple):
            raise Undefined("not rows")
        return tuple(row for row in value if isinstance(row, Row))


def program_of(made: Term) -> Program:
    """The program of a term, equal parts once, type-checked. Undefined when it is too long."""
    nodes: list[Node] = []
    places: dict[Term, int] = {}

    def visit(part: Term) -> int:
        if part not in places:
            inputs = tuple(visit(source) for source in part.inputs)
            if len(nodes) >= LONGEST_PROGRAM:
                raise Undefined("the program is too long")
            places[part] = len(nodes)
            nodes.append(Node(op=part.op, inputs=inputs, params=part.params))
        return places[part]

    visit(made)
    program = Program(nodes=tuple(nodes))
    type_check(program, OPERATIONS)
    return program


def run(program: Program, table: SeedChart) -> Value:
    """The value of a program over a seed's chart. Raises Undefined."""
    env = Env({table.chart.id: table.chart}, {}, Margin(), {})
    values: list[Value] = []
    for node in program.nodes:
        values.append(OPS[node.op](env, *(values[place] for place in node.inputs), *node.params))
    return values[-1]
