"""LaTeX of formulas: hand-written expectations for every kind, and laws over random trees."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core.content import FORMULA_KINDS, FormulaNode, FormulaTree
from proofpress_core.latex import COMMANDS, latex
from proofpress_core.math_symbols import ACCENTS, FENCE_PAIRS, FENCES, FUNCTIONS, INTEGRALS, OPERATORS, SYMBOLS

Nested = tuple  # (kind, value, child, child, ...)


def tree_of(nested: Nested) -> FormulaTree:
    """A tree from nested tuples."""
    nodes: list[FormulaNode] = []

    def add(part: Nested) -> int:
        kind, value, *children = part
        places = tuple(add(child) for child in children)
        nodes.append(FormulaNode(kind=kind, value=value, children=places))
        return len(nodes) - 1

    root = add(nested)
    return FormulaTree(id="f", language="en", root=root, nodes=tuple(nodes))


def row(*children: Nested) -> Nested:
    return ("row", "", *children)


X, Y, A, D, N = (("symbol", char) for char in "xyadn")
ONE, TWO = ("number", "1"), ("number", "2")
PLUS, EQUALS, MINUS, COMMA = (("operator", char) for char in "+=−,")
NONE = ("row", "")
HALF = ("frac", "", ONE, TWO)

EXPECTED = [
    (("number", "12.5"), "12.5"),
    (("symbol", "x"), "x"),
    (("symbol", "α"), r"\alpha"),
    (("symbol", "ℝ"), r"\mathbb{R}"),
    (("operator", "≤"), r"\leq"),
    (("text", "50% of_it"), r"\text{50\% of\_it}"),
    (row(X, PLUS, TWO, Y, EQUALS, ONE), "x + 2y = 1"),
    (row(MINUS, X, EQUALS, MINUS, Y), "-x = -y"),
    (row(("symbol", "α"), X), r"\alpha x"),
    (row(("symbol", "α"), TWO), r"\alpha2"),
    (row(X, COMMA, Y), "x, y"),
    (row(N, ("operator", "!"), PLUS, ONE), "n! + 1"),
    (row(("text", "if"), X, ("text", "holds")), r"\text{if }x\text{ holds}"),
    (("frac", "", row(X, PLUS, ONE), TWO), r"\frac{x + 1}{2}"),
    (("root", "", X), r"\sqrt{x}"),
    (("root", "", X, ("number", "3")), r"\sqrt[3]{x}"),
    (("sup", "", X, TWO), "x^{2}"),
    (("sup", "", X, ("symbol", "′")), "x'"),
    (("sup", "", ("sup", "", X, TWO), N), "{x^{2}}^{n}"),
    (("sup", "", row(X, Y), TWO), "{xy}^{2}"),
    (("sup", "", HALF, TWO), r"{\frac{1}{2}}^{2}"),
    (("sup", "", ("fenced", "()", row(X, PLUS, Y)), TWO), "(x + y)^{2}"),
    (("sub", "", A, N), "a_{n}"),
    (("subsup", "", X, ONE, TWO), "x_{1}^{2}"),
    (("fenced", "()", X), "(x)"),
    (("fenced", "()", HALF), r"\left( \frac{1}{2} \right)"),
    (("fenced", "||", X), "|x|"),
    (("fenced", "⌊⌋", X), r"\lfloor x\rfloor"),
    (("fenced", "{}", X), r"\{x\}"),
    (("fenced", ".|", X), r"\left. x \right|"),
    (("fenced", "[]", ("matrix", "1x2", X, Y)), r"\begin{bmatrix} x & y \end{bmatrix}"),
    (("function", "sin", X), r"\sin x"),
    (("function", "sin", ("fenced", "()", X)), r"\sin(x)"),
    (("function", "Var", ("fenced", "()", X)), r"\operatorname{Var}(x)"),
    (row(("sub", "", ("function", "log"), TWO), X), r"\log_{2}x"),
    (("sum", "", row(N, EQUALS, ONE), ("symbol", "∞"), A), r"\sum_{n = 1}^{\infty} a"),
    (("sum", "", N, NONE, A), r"\sum_{n} a"),
    (("product", "", N, X, A), r"\prod_{n}^{x} a"),
    (("integral", "", ONE, TWO, row(A, row(D, X))), r"\int_{1}^{2} a \, dx"),
    (("integral", "∮", NONE, NONE, row(D, X)), r"\oint dx"),
    (("limit", "", row(X, ("operator", "→"), ONE), Y), r"\lim_{x \to 1} y"),
    (("limit", "max", X, Y), r"\max_{x} y"),
    (("matrix", "2x2", ONE, TWO, X, Y), r"\begin{matrix} 1 & 2 \\ x & y \end{matrix}"),
    (("cases", "", X, ("text", "if"), Y, NONE), r"\begin{cases} x & \text{if} \\ y \end{cases}"),
    (("accent", "hat", X), r"\hat{x}"),
    (("accent", "overline", row(X, Y)), r"\overline{xy}"),
]


@pytest.mark.parametrize(("nested", "expected"), EXPECTED)
def test_prints_as_written_by_hand(nested: Nested, expected: str) -> None:
    assert latex(tree_of(nested)) == expected


def test_every_kind_has_an_expectation() -> None:
    def kinds(nested: Nested) -> set[str]:
        return {nested[0]}.union(*(kinds(child) for child in nested[2:]))

    assert set().union(*(kinds(nested) for nested, _ in EXPECTED)) == set(FORMULA_KINDS)


@pytest.mark.parametrize(
    "nested",
    [("symbol", "#"), ("symbol", "xy"), ("operator", "#"), ("fenced", "<>", X), ("accent", "wig", X),
     ("matrix", "2x2", X), ("cases", "", X)],
)  # fmt: skip
def test_refuses_what_is_in_no_table(nested: Nested) -> None:
    with pytest.raises(ValueError, match=r"no |matrix|shorter|longer"):
        latex(tree_of(nested))


def _nest(inner: st.SearchStrategy[Nested]) -> st.SearchStrategy[Nested]:
    def node(kind: str, values: list[str], arity: int) -> st.SearchStrategy[Nested]:
        children = st.tuples(*([inner] * arity))
        return st.tuples(st.sampled_from(values), children).map(lambda made: (kind, made[0], *made[1]))

    rows = st.lists(inner, min_size=2, max_size=4).map(lambda made: row(*made))
    plain = [("frac", 2), ("root", 1), ("root", 2), ("sup", 2), ("sub", 2), ("subsup", 3), ("sum", 3), ("product", 3),
             ("limit", 2), ("cases", 4)]  # fmt: skip
    kinds = [node(kind, [""], arity) for kind, arity in plain]
    return st.one_of(
        rows, *kinds, node("fenced", list(FENCE_PAIRS), 1), node("function", sorted(FUNCTIONS), 1),
        node("integral", ["", *INTEGRALS], 3), node("matrix", ["2x2", "1x4", "4x1"], 4),
        node("accent", list(ACCENTS), 1),
    )  # fmt: skip


def random_trees() -> st.SearchStrategy[FormulaTree]:
    """Trees of all kinds over single signs."""
    numbers = st.sampled_from("0123456789").map(lambda char: ("number", char))
    letters = st.sampled_from([*"abxyzABN", *sorted(set(SYMBOLS) - set("′″"))]).map(lambda char: ("symbol", char))
    operators = st.sampled_from(sorted(OPERATORS)).map(lambda char: ("operator", char))
    return st.recursive(st.one_of(numbers, letters, operators), _nest, max_leaves=12).map(tree_of)


_ALLOWED = COMMANDS | {f"\\{name}" for name in FUNCTIONS}
_ALLOWED |= {command for table in (SYMBOLS, OPERATORS, FENCES) for command in table.values()}
_ALLOWED |= {command for _, command in ACCENTS.values()} | set(INTEGRALS.values())
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)")


@given(random_trees())
def test_braces_balance_and_commands_are_known(tree: FormulaTree) -> None:
    text = latex(tree)
    depth = 0
    for char in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    known = {command for allowed in _ALLOWED for command in _COMMAND.findall(allowed)}
    assert set(_COMMAND.findall(text)) <= known
    assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right") - text.count(r"\rightleftharpoons")
    assert text.count(r"\begin") == text.count(r"\end")


@given(random_trees())
def test_no_digit_or_letter_is_lost(tree: FormulaTree) -> None:
    bare = re.sub(r"\\(?:begin|end)\{[a-zA-Z]+\}", " ", latex(tree))
    bare = re.sub(r"\\mathbb\{[A-Z]\}", " ", bare)
    shown = Counter(char for char in _COMMAND.sub(" ", bare) if char.isalnum())
    leaves = [node.value for node in tree.nodes if node.kind in ("number", "symbol")]
    assert shown == Counter(value for value in leaves if value.isascii())


@given(random_trees())
def test_a_command_never_runs_into_a_letter(tree: FormulaTree) -> None:
    known = {command for allowed in _ALLOWED for command in _COMMAND.findall(allowed)}
    assert all(command in known for command in _COMMAND.findall(latex(tree)))
