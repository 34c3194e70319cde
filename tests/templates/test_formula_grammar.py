"""Formulas from patterns and families: the notation is read as meant, and worked numbers are right."""

from __future__ import annotations

from collections.abc import Callable
from math import prod, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core.content import FormulaNode, FormulaTree
from proofpress_core.latex import latex
from proofpress_core.rng import Draw, Key
from templates.formula_families import (
    FAMILIES,
    binomial_square,
    completed_square,
    determinant,
    factoring,
    partial_fractions,
    polynomial,
    radical,
)
from templates.formula_grammar import areas, fill, formula, in_language, patterns
from templates.formula_notation import parse

IDENTITIES = (factoring, binomial_square, completed_square, partial_fractions, radical)


def stream(index: int, name: str = "data") -> Draw:
    return Draw(Key(seed=2, split="test", generator="formulas/x", version=1, index=index, attempt=0).stream(name))


def value(tree: FormulaTree, place: int, letter: float) -> float:
    """The number that a part without unknown functions stands for, every letter being `letter`."""
    node = tree.nodes[place]
    parts = [value(tree, child, letter) for child in node.children if node.kind not in ("row", "fenced")]
    simple: dict[str, Callable[[], float]] = {
        "number": lambda: float(node.value),
        "symbol": lambda: letter,
        "frac": lambda: parts[0] / parts[1],
        "root": lambda: sqrt(parts[0]),
        "sup": lambda: parts[0] ** parts[1],
        "fenced": lambda: _fenced(tree, node, letter),
        "row": lambda: side(tree, node.children, letter),
    }
    return simple[node.kind]()


def _fenced(tree: FormulaTree, node: FormulaNode, letter: float) -> float:
    body = tree.nodes[node.children[0]]
    if body.kind != "matrix":
        return value(tree, node.children[0], letter)
    a, b, c, d = (value(tree, child, letter) for child in body.children)
    return a * d - b * c


def side(tree: FormulaTree, places: tuple[int, ...], letter: float) -> float:
    """A sum of signed products."""
    total, sign, factors = 0.0, 1, []
    for place in (*places, None):
        operator = tree.nodes[place].value if place is not None and tree.nodes[place].kind == "operator" else ""
        if place is None or operator in ("+", "−"):
            total += sign * prod(factors) if factors else 0.0
            sign, factors = (-1 if operator == "−" else 1), []
        elif operator != "·":
            factors.append(value(tree, place, letter))
    return total


def sides(tree: FormulaTree, letter: float) -> list[float]:
    """The values of what stands between the equals signs."""
    found: list[list[int]] = [[]]
    for child in tree.nodes[tree.root].children:
        if tree.nodes[child].value == "=":
            found.append([])
        else:
            found[-1].append(child)
    return [side(tree, tuple(places), letter) for places in found]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([*IDENTITIES, determinant]))
def test_worked_identities_hold(index: int, family: Callable[[Draw], str]) -> None:
    tree = parse(family(stream(index)), "f", "en")
    for letter in (0.37, 11.5):
        values = sides(tree, letter)
        assert len(values) >= 2
        assert values == pytest.approx([values[0]] * len(values)), latex(tree)


@pytest.mark.parametrize(
    ("coefficients", "expected"),
    [((1, 0, -1), "x^2 - 1"), ((-1, 1), "-x + 1"), ((0, 0), "0"), ((3, -1, 0), "3 x^2 - x")],
)
def test_polynomials_are_written_without_ones_and_zeros(coefficients: tuple[int, ...], expected: str) -> None:
    assert polynomial(coefficients, "x") == expected


@pytest.mark.parametrize("area", areas())
def test_areas_give_formulas_in_both_languages(area: str) -> None:
    for index in range(20):
        for language in ("en", "zh"):
            tree = formula(area, stream(index), language)
            assert tree.language == language
            texts = [node.value for node in tree.nodes if node.kind == "text"]
            assert all(text.isascii() == (language == "en") for text in texts)


def test_slots_of_one_pool_differ_and_repeat() -> None:
    for index in range(30):
        first, second, again = fill("$n1 $n2 $n1", stream(index)).split()
        assert first == again != second


def test_words_follow_the_language() -> None:
    assert in_language('"@if"', "en") == '"if"'
    assert in_language('"@otherwise"', "zh") == '"其他"'


def test_patterns_are_many_and_differ() -> None:
    for area in areas():
        assert len(set(patterns(area))) == len(patterns(area)) >= 25
    assert all(family.__doc__ for families in FAMILIES.values() for family in families)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x_i^2", "x_{i}^{2}"),
        ("f''(x)", "f''(x)"),
        ("sin^2 x", r"\sin^{2}x"),
        ("sin x", r"\sin x"),
        ("a * b - c", r"a \cdot b - c"),
        ("sum(x)", r"\sum x"),
        ("angle(x, y)", r"\langle x, y\rangle"),
        ("mat(1, 2; 3, 4)", r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"),
    ],
)
def test_notation_reads_as_meant(text: str, expected: str) -> None:
    assert latex(parse(text, "f", "en")) == expected


@pytest.mark.parametrize("text", ["(a", "a)", "frac(a, b", "wiggle(x)", "x^", "a § b", "x^2_i"])
def test_notation_refuses_what_it_does_not_know(text: str) -> None:
    with pytest.raises(ValueError, match=r"ends too early|expected|closes nothing|no sign"):
        parse(text, "f", "en")
