"""Expressions over one scene: built once, evaluated as they are built, shared by all questions of the picture."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from proofpress_core.content import Content
from proofpress_core.operations import OPERATIONS
from proofpress_core.program import Category, Node, Program
from proofpress_core.scene import Scene
from qa_gen.evidence import refs_of
from qa_gen.operations import OPS
from qa_gen.reading import Errors, reading_errors
from qa_gen.values import CONTENT_TYPES, Env, Evidence, Margin, Num, Row, Rows, Undefined, Value

_ARITY = {name: len(op.inputs) for name, op in OPERATIONS.items()}
_SOURCES = frozenset({"chart", "grid", "formula", "document", "scene_text", "math", "number", "rows", "table_rows"})


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """An operation applied to expressions, with its value, the narrowest comparison it rests on (in reading errors)
    and how many operations it takes (sources are free)."""

    op: str
    inputs: tuple[Expr, ...]
    params: tuple[str, ...]
    value: Value
    margin: float
    steps: int

    @property
    def category(self) -> Category:
        return OPERATIONS[self.op].category

    @property
    def is_source(self) -> bool:
        return self.op in _SOURCES


class Session:
    """All that is computed about one scene. Expressions with the same operation, inputs and parameters are one.

    `contents` stand in for the scene's own, so that a question can be asked of data drawn anew.
    """

    def __init__(self, scene: Scene, contents: Sequence[Content] | None = None, errors: Errors | None = None) -> None:
        self.scene = scene
        held = scene.contents if contents is None else contents
        self.contents: dict[str, Content] = {content.id: content for content in held}
        self.errors = reading_errors(scene) if errors is None else errors
        self._made: dict[tuple[str, tuple[Expr | str, ...]], Expr] = {}
        self._undefined: dict[tuple[str, tuple[Expr | str, ...]], tuple[object, ...]] = {}
        self._carried: dict[Expr, Expr] = {}
        self._env = Env(self.contents, self.errors, Margin(), {})

    def expr(self, op: str, *args: Expr | str) -> Expr:
        """Apply an operation; inputs come first, then parameters. Raises Undefined where there is no value."""
        key = (op, args)
        made = self._made.get(key)
        if made is None:
            if key in self._undefined:
                raise Undefined(*self._undefined[key])
            arity = _ARITY[op]
            inputs, params = cast(tuple[Expr, ...], args[:arity]), cast(tuple[str, ...], args[arity:])
            try:
                made = self._made[key] = self._evaluate(op, inputs, params)
            except Undefined as reason:
                # the exception itself would hold on to every frame that it went through
                self._undefined[key] = reason.args
                raise
        return made

    def rows_of(self, expr: Expr) -> Rows:
        """The rows that an expression is worth; Undefined if it is worth something else."""
        if OPERATIONS[expr.op].output != "Rows":
            raise Undefined("not rows")
        return cast(Rows, expr.value)

    def row_of(self, expr: Expr) -> Row:
        """The row that an expression is worth; Undefined if it is worth something else."""
        if not isinstance(expr.value, Row):
            raise Undefined("not a row")
        return expr.value

    def number_of(self, expr: Expr) -> Fraction:
        """The number that an expression is worth; Undefined if it is worth something else."""
        if not isinstance(expr.value, Num):
            raise Undefined("not a number")
        return expr.value.value

    def over(self, contents: Sequence[Content]) -> Session:
        """A session over other contents of the same scene."""
        return Session(self.scene, contents, self.errors)

    def carry(self, expr: Expr) -> Expr:
        """An expression of another session, evaluated over this one's contents."""
        made = self._carried.get(expr)
        if made is None:
            parts = [self.carry(part) for part in expr.inputs]
            made = self._carried[expr] = self.expr(expr.op, *parts, *expr.params)
        return made

    def redo(self, expr: Expr, swap: dict[int, Expr]) -> Expr:
        """The same expression with some parts (by id) replaced."""
        if id(expr) in swap:
            return swap[id(expr)]
        inputs = [self.redo(part, swap) for part in expr.inputs]
        if all(map(operator.is_, inputs, expr.inputs)):
            return expr
        return self.expr(expr.op, *inputs, *expr.params)

    def _evaluate(self, op: str, inputs: tuple[Expr, ...], params: tuple[str, ...]) -> Expr:
        margin = self._env.margin
        margin.narrowest = Margin.FREE
        value = OPS[op](self._env, *[part.value for part in inputs], *params)
        narrowest, steps = margin.narrowest, 0 if op in _SOURCES else 1
        for part in inputs:
            steps += part.steps
            if part.margin < narrowest:
                narrowest = part.margin
        return Expr(op, inputs, params, value, narrowest, steps)


def program_of(expr: Expr) -> tuple[Program, list[Expr]]:
    """The program whose last node is this expression, and the expression of every node; shared parts once."""
    order = order_of(expr)
    places = {id(part): place for place, part in enumerate(order)}
    nodes = tuple([Node(op=e.op, inputs=tuple([places[id(i)] for i in e.inputs]), params=e.params) for e in order])
    return Program(nodes=nodes), order


def order_of(expr: Expr) -> list[Expr]:
    """The expressions of a program's nodes: inputs before what uses them, shared parts once."""
    order: dict[int, Expr] = {}
    _visit(expr, order)
    return list(order.values())


def _visit(part: Expr, order: dict[int, Expr]) -> None:
    for source in part.inputs:
        if id(source) not in order:
            _visit(source, order)
    order[id(part)] = part


_SHADE = 0.03
"""How well a shade can be told from the ones beside it on a colour bar, as a share of the bar."""


def evidence_of(expr: Expr) -> Evidence:
    """What shows the value of an expression: the rows it names or is; a label by its ref; else all that shows its
    inputs."""
    value = expr.value
    if isinstance(value, Row):
        return ((value.table.content, value.ref),)
    if isinstance(value, tuple) and value and isinstance(value[0], Row):
        return tuple((row.table.content, row.ref) for row in value if isinstance(row, Row))
    seen = [pair for part in expr.inputs for pair in evidence_of(part)]
    return tuple(dict.fromkeys([*_own_evidence(expr), *seen]))


def _own_evidence(expr: Expr) -> list[tuple[str, str]]:
    content = expr.inputs[0].value if expr.inputs else None
    if not isinstance(content, CONTENT_TYPES):
        return []
    return [(content.id, ref) for ref in refs_of(expr.op, content, expr.params)]
