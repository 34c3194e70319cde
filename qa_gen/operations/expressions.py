"""Formulas and math problems."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.content import FormulaNode, FormulaTree, MathProblem
from qa_gen.operations import means
from qa_gen.values import Env, Num, Numbers, Texts, Undefined, exact


@means("symbol_count")
def symbol_count(env: Env, formula: FormulaTree, symbol: str) -> Num:
    return exact(sum(node.kind == "symbol" and node.value == symbol for node in formula.nodes))


@means("kind_count")
def kind_count(env: Env, formula: FormulaTree, kind: str) -> Num:
    return exact(sum(node.kind == kind for node in formula.nodes))


@means("formula_numbers")
def formula_numbers(env: Env, formula: FormulaTree) -> Numbers:
    return tuple(Num(Fraction(node.value)) for node in formula.nodes if node.kind == "number")


@means("symbols")
def symbols(env: Env, formula: FormulaTree) -> Texts:
    return tuple(node.value for node in formula.nodes if node.kind == "symbol")


@means("matrix_rows")
def matrix_rows(env: Env, formula: FormulaTree) -> Num:
    return exact(_size(_matrix(formula))[0])


@means("matrix_columns")
def matrix_columns(env: Env, formula: FormulaTree) -> Num:
    return exact(_size(_matrix(formula))[1])


@means("matrix_entry")
def matrix_entry(env: Env, formula: FormulaTree, row: str, column: str) -> Num:
    matrix = _matrix(formula)
    rows, columns = _size(matrix)
    r, c = int(row), int(column)
    if not (1 <= r <= rows and 1 <= c <= columns):
        raise Undefined(f"the matrix has no entry {r}, {c}")
    return _entry(formula, formula.nodes[matrix.children[(r - 1) * columns + c - 1]])


def _matrix(formula: FormulaTree) -> FormulaNode:
    found = [node for node in formula.nodes if node.kind == "matrix"]
    if len(found) != 1:
        raise Undefined(f"{len(found)} matrices where one is needed")
    return found[0]


def _size(matrix: FormulaNode) -> tuple[int, int]:
    rows, columns = matrix.value.split("x")
    return int(rows), int(columns)


def _entry(formula: FormulaTree, node: FormulaNode) -> Num:
    if node.kind == "number":
        return Num(Fraction(node.value))
    parts = [formula.nodes[child] for child in node.children]
    if node.kind == "row" and [part.kind for part in parts] == ["operator", "number"] and parts[0].value in ("-", "−"):
        return Num(-Fraction(parts[1].value))
    raise Undefined("the entry is no number")


@means("answer")
def answer(env: Env, problem: MathProblem, index: str) -> Num:
    return _picked(answers(env, problem), index)


@means("answers")
def answers(env: Env, problem: MathProblem) -> Numbers:
    return tuple(Num(Fraction(value)) for value in problem.answers)


@means("given")
def given(env: Env, problem: MathProblem, name: str) -> Num:
    found = [item.value for item in problem.givens if item.name == name]
    if len(found) != 1:
        raise Undefined(f"{len(found)} givens named {name!r}")
    return Num(Fraction(found[0]))


@means("step_count")
def step_count(env: Env, problem: MathProblem) -> Num:
    return exact(len(problem.steps))


@means("step_result")
def step_result(env: Env, problem: MathProblem, index: str) -> str:
    place = int(index)
    if not 1 <= place <= len(problem.steps):
        raise Undefined(f"no step {place}")
    return problem.steps[place - 1].result


@means("wrong_step")
def wrong_step(env: Env, problem: MathProblem, listed: str) -> Num:
    said = listed.split(" ; ")
    if len(said) != len(problem.steps):
        raise Undefined(f"{len(said)} results for {len(problem.steps)} steps")
    wrong = [place for place, step in enumerate(problem.steps) if step.result != said[place]]
    if len(wrong) != 1:
        raise Undefined(f"{len(wrong)} wrong steps")
    return exact(wrong[0] + 1)


def _picked(numbers: Numbers, index: str) -> Num:
    place = int(index)
    if not 1 <= place <= len(numbers):
        raise Undefined(f"no answer {place}")
    return numbers[place - 1]
