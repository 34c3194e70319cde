"""Runs written programs anew with the operations of this package and compares every answer that was written down.

What a result must look like as an answer:

* a Number is written exactly (kind `integer`, fractions a/b) or rounded: the written decimal is at most half a unit of
  its last place from the exact result (kind `number`; to whole numbers only where they are large);
* a Text is written as it is, a Bool as yes or no, Texts and Numbers as items joined by "; " in the program's order;
* a Row is named by one or more of its texts; Rows by the texts of one column, or by how many there are;
* with choices, the letter is that of the one choice that equals the result, and that choice's text is an alias;
* kind `refusal` belongs to programs that find what is asked for not to be there: their result is no;
* every earlier turn of a conversation states the value of its node.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofpress_core.answer import Answer
from proofpress_core.operations import OPERATIONS
from verify.operations import operations
from verify.operations.values import Json, Row, Rows, Undefined, Value, exact

MOST_NODES = 64
"""Nodes of a program: composition stops far below, so more is no question a person could follow."""
COARSEST = Fraction(1, 200)
"""What rounding to a whole number may take of the value: half a per cent, so that 12.5 is never written as 12."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")


class Disagreement(Exception):
    """A question that says something else than its program; the text says where and what."""


def replay(question: Json, contents: Mapping[str, Json]) -> tuple[Value, ...]:
    """Results of all nodes of a question's program, after comparing them with every written answer. Disagreement
    naming the factor or the question."""
    nodes = question["program"]["nodes"]
    check_program(nodes)
    values, undefined = evaluate(nodes, contents)
    if undefined is not None:
        raise Disagreement(f"node {len(values)} ({nodes[len(values)]['op']}) is undefined: {undefined}")
    for number, factor in enumerate(question["factors"]):
        _check_factor(number, factor, nodes, values)
    for number, turn in enumerate(question["turns"]):
        _check_turn(number, turn, values)
    _check_last(question, len(nodes) - 1)
    _check_answer(question, values[-1])
    return tuple(values)


def evaluate(nodes: Sequence[Json], contents: Mapping[str, Json]) -> tuple[list[Value], Undefined | None]:
    """Values of the nodes in order; those before the first undefined one, and why that one is."""
    table = operations(contents)
    values: list[Value] = []
    for node in nodes:
        try:
            values.append(table[node["op"]](*(values[place] for place in node["inputs"]), *node["params"]))
        except Undefined as why:
            return values, why
    return values, None


def check_program(nodes: Sequence[Json]) -> None:
    """Disagreement unless the nodes are a typed graph: known operations, earlier inputs of the right types, every
    node but the last read by a later one."""
    if not 1 <= len(nodes) <= MOST_NODES:
        raise Disagreement(f"a program of {len(nodes)} nodes")
    read: set[int] = set()
    for place, node in enumerate(nodes):
        op = OPERATIONS.get(node["op"])
        if op is None:
            raise Disagreement(f"node {place}: there is no operation {node['op']!r}")
        if any(not 0 <= source < place for source in node["inputs"]):
            raise Disagreement(f"node {place} ({op.name}) reads {node['inputs']}")
        if tuple(OPERATIONS[nodes[source]["op"]].output for source in node["inputs"]) != op.inputs:
            raise Disagreement(f"node {place} ({op.name}) reads values of other types than {op.inputs}")
        if len(node["params"]) != len(op.params):
            raise Disagreement(f"node {place} ({op.name}) has {len(node['params'])} parameters, not {len(op.params)}")
        read.update(node["inputs"])
    if read != set(range(len(nodes) - 1)):
        raise Disagreement(f"nodes {sorted(set(range(len(nodes) - 1)) - read)} feed nothing")


def states(answer: Json, value: Value) -> bool:
    """Whether a written answer (without choices) states a program's value."""
    text, kind = answer["value"], answer["kind"]
    if isinstance(value, bool):
        return (kind, text) == ("bool", "yes" if value else "no")
    if isinstance(value, Fraction):
        return kind in ("integer", "number") and states_number(text, value, whole=kind == "integer")
    if isinstance(value, str):
        return (kind, text) == ("text", value)
    if isinstance(value, tuple):
        return kind == "list" and _states_items(text, value)
    if isinstance(value, Row):
        return kind == "text" and _names_row(text, value)
    if isinstance(value, Rows):
        return _states_rows(kind, text, value)
    return kind == "text" and text in (value["id"], value.get("chart_type"), value["type"])


def states_number(text: str, value: Fraction, *, whole: bool = False) -> bool:
    """Whether a written number is the value, exactly or rounded to the places it has."""
    try:
        written = exact(text)
    except Undefined:
        return False
    if whole or "/" in text or "e" in text.casefold():
        return written == value and ("." not in text or not whole)
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    coarse = half == Fraction(1, 2) and half > COARSEST * abs(value)
    return written == value if coarse else abs(written - value) <= half


def _states_items(text: str, items: tuple[Any, ...]) -> bool:
    written = text.split("; ") if text else []
    if len(written) != len(items):
        return "; ".join(map(str, items)) == text
    pairs = zip(written, items, strict=True)
    return all(states_number(a, b) if isinstance(b, Fraction) else a == b for a, b in pairs)


def _texts(row: Row) -> list[str]:
    return [cell for cell in row.cells.values() if isinstance(cell, str)]


def _names_row(text: str, row: Row) -> bool:
    """A text of the row, or several of them side by side."""
    names = _texts(row)
    return text in names or (bool(names) and text in {sign.join(names) for sign in (", ", " / ", " ", "，", "; ")})


def _states_rows(kind: str, text: str, rows: Rows) -> bool:
    if kind == "integer":
        return text == str(len(rows.rows))
    columns = (tuple(str(row.cells[name]) for row in rows.rows) for name in rows.textual)
    return kind == "list" and any(_states_items(text, column) for column in columns)


def _check_factor(number: int, factor: Json, nodes: Sequence[Json], values: Sequence[Value]) -> None:
    node = factor["node"]
    if not 0 <= node < len(nodes):
        raise Disagreement(f"factor {number} names node {node} of {len(nodes)}")
    op = OPERATIONS[nodes[node]["op"]]
    if factor["category"] != op.category:
        raise Disagreement(f"factor {number} has the category {factor['category']!r}, {op.name} is {op.category}")
    if not states(factor["answer"], values[node]):
        raise Disagreement(
            f"factor {number} ({op.name}) says {factor['answer']['value']!r}, its node gives {shown(values[node])}"
        )
    _check_accepts_itself(factor["answer"], f"factor {number}")


def _check_turn(number: int, turn: Json, values: Sequence[Value]) -> None:
    if not 0 <= turn["node"] < len(values) - 1:
        raise Disagreement(f"turn {number} names node {turn['node']} of {len(values)}")
    if not states(turn["answer"], values[turn["node"]]):
        raise Disagreement(f"turn {number} says {turn['answer']['value']!r}, it is {shown(values[turn['node']])}")
    _check_accepts_itself(turn["answer"], f"turn {number}")


def _check_last(question: Json, last: int) -> None:
    factors = question["factors"]
    if not question["text"].strip() or any(not factor["sub_question"].strip() for factor in factors):
        raise Disagreement("a question or sub-question has no text")
    if not factors or factors[-1]["node"] != last:
        raise Disagreement(f"the last factor does not belong to the program's last node {last}")


def _check_answer(question: Json, value: Value) -> None:
    answer = question["answer"]
    if (answer["kind"] == "refusal") != (question["form"] == "refusal"):
        raise Disagreement(f"a question of the form {question['form']} with an answer of kind {answer['kind']}")
    if (answer["kind"] == "choice") != bool(question["choices"]):
        raise Disagreement(f"{len(question['choices'])} choices with an answer of kind {answer['kind']}")
    if question["form"] in ("yesno", "factcheck") and not isinstance(value, bool):
        raise Disagreement(f"a question of the form {question['form']} must have a truth as its result")
    if answer["kind"] == "choice":
        _check_choice(question["choices"], answer, value)
    elif answer["kind"] == "refusal":
        if value is not False:
            raise Disagreement(f"the answer refuses, but the program gives {shown(value)}")
    elif not states(answer, value):
        raise Disagreement(f"the answer says {answer['value']!r}, the program gives {shown(value)}")
    _check_accepts_itself(answer, "the answer")


def _check_choice(choices: Sequence[str], answer: Json, value: Value) -> None:
    letters = "ABCDEFGHIJ"[: len(choices)]
    equal = [
        letter for letter, choice in zip(letters, choices, strict=True) if _choice_states(choice, answer["unit"], value)
    ]
    if len(set(choices)) != len(choices):
        raise Disagreement("two choices are the same")
    if equal != [answer["value"]]:
        raise Disagreement(f"the letter is {answer['value']!r}, but {equal} equal {shown(value)}")
    if choices[letters.index(answer["value"])] not in answer["aliases"]:
        raise Disagreement("the chosen text is not among the aliases")


def _choice_states(choice: str, unit: str, value: Value) -> bool:
    if isinstance(value, Fraction):
        return states_number(_bare_number(choice.removesuffix(unit) if unit else choice), value)
    if isinstance(value, bool):
        return choice.casefold() in (("yes", "true", "是", "对") if value else ("no", "false", "否", "不是", "错"))
    if isinstance(value, tuple):
        return choice in (", ".join(map(str, value)), "; ".join(map(str, value)), "、".join(map(str, value)))
    return states({"kind": "text", "value": choice}, value)


def _bare_number(choice: str) -> str:
    """The number that a choice such as `$1,250`, `45.2%`, `18 km` or `60 kt CO2e` begins with."""
    found = _NUMBER.match("".join(ch for ch in choice.replace("−", "-") if ch not in ", $€£¥"))
    return found[0] if found else ""


def _check_accepts_itself(answer: Json, name: str) -> None:
    fields = {key: answer[key] for key in ("kind", "value", "unit", "tolerance")}
    held = Answer(aliases=tuple(answer["aliases"]), **fields)
    if not held.matches(answer["value"]) or exact(answer["tolerance"]) < 0:
        raise Disagreement(f"{name} would not be accepted as its own answer")


def shown(value: Value) -> str:
    """A value for a message."""
    if isinstance(value, Row):
        return repr(" / ".join(_texts(value)))
    if isinstance(value, Rows):
        return f"{len(value.rows)} rows"
    if isinstance(value, tuple):
        return repr("; ".join(map(str, value))[:80])
    return str(value["id"]) if isinstance(value, dict) else str(value)
