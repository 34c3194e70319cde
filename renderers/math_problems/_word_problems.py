"""Word problems that lead to linear equations: numbers for the shapes of `templates/math_word_problems.yaml`.

A shape draws whole numbers a, b, c, d with the solution it started from, and states the equation with its moves.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from proofpress_core.rng import Draw
from renderers.math_problems._algebra import Term, group, polynomial, product, term
from renderers.math_problems._linear import linear_tail
from renderers.math_problems._solving import Claim, Move, Worked, equal, move

Ranges = Mapping[str, list[int]]


@dataclass(frozen=True, slots=True)
class Story:
    """An equation with its solution, and the numbers that the story tells, by slot."""

    worked: Worked
    slots: tuple[tuple[str, int], ...]


def _drawn(draw: Draw, ranges: Ranges) -> dict[str, int]:
    return {name: draw.integer(*ranges[name]) for name in sorted(ranges)}


def _story(x: Term, claim: Claim, moves: list[Move], value: int, **slots: int) -> Story:
    first = move("model", claim)
    worked = Worked(variable=str(x.value), claim=claim, moves=(first, *moves), prompt="story")
    return Story(worked, tuple({**slots, "v": value}.items()))


def two_step(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """a x + b = c."""
    n = _drawn(draw, ranges)
    c = n["a"] * n["value"] + n["b"]
    return _story(x, equal(polynomial(x, n["a"], n["b"]), c), linear_tail(x, n["a"], n["b"], c), n["value"],
                  a=n["a"], b=n["b"], c=c)  # fmt: skip


def draining(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """b - a x = c."""
    n = _drawn(draw, ranges)
    b = n["a"] * n["value"] + n["c"]
    claim = equal(term(b) + polynomial(x, -n["a"], 0), n["c"])
    return _story(x, claim, linear_tail(x, -n["a"], b, n["c"]), n["value"], a=n["a"], b=b, c=n["c"])


def both_sides(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """a x + b = c x + d with a = c + gap."""
    n = _drawn(draw, ranges)
    a, d = n["c"] + n["gap"], n["gap"] * n["value"] + n["b"]
    claim = equal(polynomial(x, a, n["b"]), polynomial(x, n["c"], d))
    moves = [move("subtract", equal(polynomial(x, n["gap"], n["b"]), d), n=product(n["c"], x)),
             *linear_tail(x, n["gap"], n["b"], d)]  # fmt: skip
    return _story(x, claim, moves, n["value"], a=a, b=n["b"], c=n["c"], d=d)


def brackets(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """a (x + b) = c, divided by a first."""
    n = _drawn(draw, ranges)
    total = n["value"] + n["b"]
    claim = equal(product(n["a"], x + n["b"]), n["a"] * total)
    moves = [move("divide", equal(x + n["b"], total), n=n["a"]), *linear_tail(x, 1, n["b"], total)]
    return _story(x, claim, moves, n["value"], a=n["a"], b=n["b"], c=n["a"] * total)


def ages(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """a (x + b) = x + d, where d is a parent's age and b a child's."""
    names = sorted(ranges)
    every = itertools.product(*(range(ranges[name][0], ranges[name][1] + 1) for name in names))
    fitting = [n for n in (dict(zip(names, row, strict=True)) for row in every) if 22 <= _parent(n) - n["b"] <= 36]
    n = draw.choice(fitting)
    a, b, d = n["a"], n["b"], _parent(n)
    claim = equal(product(a, x + b), x + d)
    moves = [move("expand", equal(polynomial(x, a, a * b), x + d)),
             move("subtract", equal(polynomial(x, a - 1, a * b), d), n=x)]  # fmt: skip
    moves += linear_tail(x, a - 1, a * b, d)
    return _story(x, claim, moves, n["value"], a=a, b=b, d=d)


def _parent(n: Mapping[str, int]) -> int:
    return n["a"] * (n["value"] + n["b"]) - n["value"]


def consecutive(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """x + (x + 1) + (x + 2) = c."""
    value = _drawn(draw, ranges)["value"]
    c = 3 * value + 3
    claim = equal(x + group(x + 1) + group(x + 2), c)
    moves = [move("collect", equal(polynomial(x, 3, 3), c)), *linear_tail(x, 3, 3, c)]
    return _story(x, claim, moves, value, c=c)


def perimeter(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """2 (x + x + b) = c."""
    n = _drawn(draw, ranges)
    half = 2 * n["value"] + n["b"]
    moves = [move("divide", equal(x + x + n["b"], half), n=2),
             move("collect", equal(polynomial(x, 2, n["b"]), half)), *linear_tail(x, 2, n["b"], half)]  # fmt: skip
    return _story(x, equal(product(2, x + x + n["b"]), 2 * half), moves, n["value"], b=n["b"], c=2 * half)


def split(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """x + x + b = c."""
    n = _drawn(draw, ranges)
    c = 2 * n["value"] + n["b"]
    moves = [move("collect", equal(polynomial(x, 2, n["b"]), c)), *linear_tail(x, 2, n["b"], c)]
    return _story(x, equal(x + group(x + n["b"]), c), moves, n["value"], b=n["b"], c=c)


def multiple(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """x + a x = c."""
    n = _drawn(draw, ranges)
    c = (n["a"] + 1) * n["value"]
    moves = [move("collect", equal(polynomial(x, n["a"] + 1, 0), c)), *linear_tail(x, n["a"] + 1, 0, c)]
    return _story(x, equal(x + polynomial(x, n["a"], 0), c), moves, n["value"], a=n["a"], c=c)


def mixture(draw: Draw, x: Term, ranges: Ranges) -> Story:
    """a x + b (d - x) = c."""
    n = _drawn(draw, ranges)
    a, b, d = n["b"] + n["gap"], n["b"], n["value"] + n["rest"]
    c = a * n["value"] + b * n["rest"]
    left = polynomial(x, a, 0)
    moves = [move("expand", equal(left + b * d + polynomial(x, -b, 0), c)),
             move("collect", equal(polynomial(x, a - b, b * d), c)), *linear_tail(x, a - b, b * d, c)]  # fmt: skip
    return _story(x, equal(left + product(b, term(d) - x), c), moves, n["value"], a=a, b=b, c=c, d=d)


SHAPES = {
    "two_step": two_step, "draining": draining, "both_sides": both_sides, "brackets": brackets, "ages": ages,
    "consecutive": consecutive, "perimeter": perimeter, "split": split, "multiple": multiple, "mixture": mixture,
}  # fmt: skip
