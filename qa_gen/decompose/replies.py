"""Programs that a language model proposes: read strictly, bounded, type-checked and run before they count.

Nothing in a reply is ever evaluated as code: a reply is JSON of one shape, names operations of the table, and may only
read the chart of its seed.
"""

from __future__ import annotations

import json
import re

from proofpress_core.operations import OPERATIONS
from proofpress_core.program import Node, Program, type_check
from qa_gen.decompose.decomposer import Decomposition, recheck
from qa_gen.decompose.seeds import Seed
from qa_gen.decompose.tables import CONTENT
from qa_gen.values import Undefined

NOT_JSON = "reply_not_json"
REFUSED = "reply_refused"
TOO_LARGE = "reply_too_large"
MALFORMED = "reply_malformed"
ILL_TYPED = "reply_ill_typed"
LOOPS = "reply_loops"
NO_VALUE = "reply_has_no_value"
DISAGREES = "reply_disagrees_with_gold"

LONGEST_REPLY = 20_000
MOST_NODES = 40
_MOST_PRODUCTS = 12
"""Most calculations in a program: every one may double the digits of a number."""
_LONGEST_TEXT = 400
_PARAM = {
    "number": re.compile(r"-?\d{1,15}(?:\.\d{1,12})?"), "index": re.compile(r"[1-9]\d{0,4}"),
    "column": re.compile(r"series|category|value"), "content": re.compile(CONTENT),
}  # fmt: skip


class BadReply(Exception):
    """A reply that does not count; its text is one of the reasons."""


def accepted(reply: str, seed: Seed) -> Decomposition:
    """The decomposition that a reply proposes. Raises BadReply."""
    program = _checked(_program(reply))
    try:
        found = recheck(program, seed)
    except (Undefined, ArithmeticError, LookupError, ValueError) as error:
        raise BadReply(NO_VALUE) from error
    if found.agrees is False:
        raise BadReply(DISAGREES)
    return found


def _program(reply: str) -> Program:
    if len(reply) > LONGEST_REPLY:
        raise BadReply(TOO_LARGE)
    try:
        given = json.loads(reply)
    except (ValueError, RecursionError) as error:
        raise BadReply(NOT_JSON) from error
    if isinstance(given, dict) and set(given) == {"refusal"}:
        raise BadReply(REFUSED)
    nodes = given.get("nodes") if isinstance(given, dict) and set(given) == {"nodes"} else None
    if not isinstance(nodes, list) or not nodes:
        raise BadReply(MALFORMED)
    if len(nodes) > MOST_NODES:
        raise BadReply(TOO_LARGE)
    read = tuple(_node(node) for node in nodes)
    if any(source >= place for place, node in enumerate(read) for source in node.inputs):
        raise BadReply(LOOPS)
    try:
        return Program(nodes=read)
    except ValueError as error:
        raise BadReply(MALFORMED) from error


def _node(given: object) -> Node:
    if not isinstance(given, dict) or set(given) != {"op", "inputs", "params"}:
        raise BadReply(MALFORMED)
    op, inputs, params = given["op"], given["inputs"], given["params"]
    if not isinstance(op, str) or not isinstance(inputs, list) or not isinstance(params, list):
        raise BadReply(MALFORMED)
    if not all(type(place) is int and place >= 0 for place in inputs):
        raise BadReply(MALFORMED)
    if not all(isinstance(text, str) and len(text) <= _LONGEST_TEXT for text in params):
        raise BadReply(MALFORMED)
    return Node(op=op, inputs=tuple(inputs), params=tuple(params))


def _checked(program: Program) -> Program:
    try:
        type_check(program, OPERATIONS)
    except ValueError as error:
        raise BadReply(ILL_TYPED) from error
    for node in program.nodes:
        for kind, text in zip(OPERATIONS[node.op].params, node.params, strict=True):
            if kind in _PARAM and not _PARAM[kind].fullmatch(text):
                raise BadReply(ILL_TYPED)
    if sum(OPERATIONS[node.op].category == "calculation" for node in program.nodes) > _MOST_PRODUCTS:
        raise BadReply(TOO_LARGE)
    return program
