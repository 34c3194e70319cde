"""For every operation: an answer that a wrong reading of it computed is refused by the replay."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from op_cases import CASES, CONTENTS, U, program, question
from op_mutants import MUTANTS

from proofpress_core.operations import OPERATIONS
from verify.operations import operations
from verify.operations.values import Undefined
from verify.replay import Disagreement, replay


def written(value: Any) -> str:
    """A result as an answer's text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(map(written, value))
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return str(value)


def run(nodes: list[dict[str, Any]], name: str) -> str | None:
    """The answer of a program in which one operation is the mutant; None where it breaks down."""
    table = operations(CONTENTS) | {name: MUTANTS[name]}
    values: list[Any] = []
    try:
        for node in nodes:
            values.append(table[node["op"]](*(values[place] for place in node["inputs"]), *node["params"]))
    except (Undefined, LookupError, ValueError, TypeError, ZeroDivisionError):
        return None
    return written(values[-1])


def wrong_answers(name: str) -> Iterator[tuple[Any, str]]:
    for case, expected in CASES[name]:
        said = run(program(case)["nodes"], name)
        exact = None if expected is U else run_right(case)
        if said is not None and said not in (expected, exact):
            yield case, said


def run_right(case: Any) -> str:
    table = operations(CONTENTS)
    values: list[Any] = []
    for node in program(case)["nodes"]:
        values.append(table[node["op"]](*(values[place] for place in node["inputs"]), *node["params"]))
    return written(values[-1])


def test_there_is_a_mutant_of_every_operation() -> None:
    assert set(MUTANTS) == set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_mutant_is_caught(name: str) -> None:
    wrong = list(wrong_answers(name))
    assert wrong, f"the cases of {name} do not tell its mutant from it"
    for case, said in wrong:
        with pytest.raises(Disagreement):
            replay(question(case, said), CONTENTS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_wrong_step_under_a_right_answer_is_caught(name: str) -> None:
    """The intermediate answer of the factor is compared as well as the final one."""
    case, said = next(iter(wrong_answers(name)))
    expected = next(text for held, text in CASES[name] if held == case)
    asked = question(case, expected if expected is not U else said)
    asked["factors"] = [{**asked["factors"][0], "answer": {**asked["answer"], "value": said}}]
    with pytest.raises(Disagreement):
        replay(asked, CONTENTS)
