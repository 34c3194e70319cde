"""Operations that compute with formulas: sides are walked once, with quotients of polynomials for what is met."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from operator import eq, ge, gt, le, lt, ne

from proofpress_core.math_symbols import CALLED, CONDITION_WORDS, REST_WORDS, VARIABLES
from verify.operations.polynomials import Polynomial, Quotient, derived, typed
from verify.operations.values import Group, Json, Undefined, exact, kth

FORMULAS = Group()
_GREATEST_POWER = 12
_RELATIONS: dict[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "≤": le, ">": gt, "≥": ge, "=": eq, "≠": ne}
_MINUS = ("-", "−")
_PARTS = {"sub": 2, "frac": 2, "sup": 2, "subsup": 3, "fenced": 1, "root": 1}
"""How many children a node has at least."""
Items = list[int]


class _Walk:
    """Computes parts of one formula. `point` gives numbers to variables; the one named `free` stays a variable."""

    def __init__(self, formula: Json, point: dict[str, Fraction], free: str = "") -> None:
        self.nodes, self.point, self.free = formula["nodes"], point, free
        self.kinds: set[str] = set()

    def row(self, items: Items) -> Quotient:
        """A sum of products."""
        total: Quotient | None = None
        for sign, product in self._summands(items):
            value = self._product(product)
            value = -value if sign in _MINUS else value
            total = value if total is None else total + value
        if total is None:
            raise Undefined("an empty expression")
        return total

    def _summands(self, items: Items) -> list[tuple[str, Items]]:
        found: list[tuple[str, Items]] = []
        for item in items:
            node = self.nodes[item]
            if node["kind"] == "operator" and node["value"] in ("+", *_MINUS):
                found.append((node["value"], []))
            else:
                if not found:
                    found.append(("+", []))
                found[-1][1].append(item)
        return found

    def _product(self, items: Items) -> Quotient:
        """Factors with signs of multiplication between some of them."""
        factors: list[list[int]] = [[]]
        for item in items:
            node = self.nodes[item]
            if node["kind"] == "operator":
                if node["value"] not in ("·", "×"):
                    raise Undefined(f"{node['value']!r} is no arithmetic")
                factors.append([])
            else:
                factors[-1].append(item)
        value = Quotient.of(Fraction(1))
        for beside in factors:
            if not beside:
                raise Undefined("a factor is missing")
            for before, item in zip([None, *beside], beside, strict=False):
                self._refuse_neighbour(before, item)
                value = value * self.part(item)
        return value

    def _refuse_neighbour(self, before: int | None, item: int) -> None:
        if before is None:
            return
        base = self.nodes[item]
        while base["kind"] in ("sup", "sub", "subsup"):
            base = self.nodes[base["children"][0]]
        if base["kind"] == "number":
            raise Undefined("a number stands behind a factor")
        letter = self.nodes[before]
        if base["kind"] == "fenced" and letter["kind"] in ("symbol", "sub"):
            alone = self.nodes[base["children"][0]]["kind"] in ("symbol", "number", "sub")
            if alone or (letter["kind"] == "symbol" and letter["value"] in CALLED):
                raise Undefined("a function of an argument")

    def part(self, place: int) -> Quotient:
        node = self.nodes[place]
        kind, children = node["kind"], node["children"]
        self.kinds.add(node["value"] if kind == "fenced" else kind)
        if len(children) < _PARTS.get(kind, 0):
            raise Undefined(f"{kind} lacks a part")
        if kind == "number":
            return Quotient.of(exact(node["value"]))
        if kind in ("symbol", "sub"):
            return self._variable(node)
        if kind == "row":
            return self.row(children)
        if kind == "frac":
            return self.part(children[0]) / self.part(children[1])
        if kind == "sup":
            return self._power(self.part(children[0]), children[1])
        if kind == "subsup":
            return self._power(self._variable({"kind": "sub", "children": children[:2], "value": ""}), children[2])
        if kind == "fenced" and node["value"] == "()":
            return self.part(children[0])
        if kind == "fenced" and node["value"] == "||":
            return Quotient.of(abs(self.part(children[0]).number()))
        if kind == "root":
            return Quotient.of(self._root(children))
        if kind == "cases":
            return self._first_case(children)
        raise Undefined(f"{kind} {node['value']} is no arithmetic")

    def _variable(self, node: Json) -> Quotient:
        name = self._name(node)
        if name in self.point:
            return Quotient.of(self.point[name])
        if name != self.free:
            raise Undefined(f"{name} has no number")
        return Quotient({((name, 1),): Fraction(1)}, Quotient.of(Fraction(1)).below)

    def _name(self, node: Json) -> str:
        if node["kind"] == "symbol":
            letter, index = str(node["value"]), ""
        else:
            base, below = (self.nodes[child] for child in node["children"])
            if base["kind"] != "symbol" or below["kind"] not in ("symbol", "number"):
                raise Undefined("an index that is no letter or number")
            letter, index = str(base["value"]), f"_{below['value']}"
        if letter not in VARIABLES:
            raise Undefined(f"{letter!r} is no variable")
        return letter + index

    def _power(self, base: Quotient, exponent: int) -> Quotient:
        power = self.part(exponent).number()
        if power.denominator != 1 or abs(power) > _GREATEST_POWER:
            raise Undefined(f"the exponent {power}")
        return base.power(int(power))

    def _root(self, children: Items) -> Fraction:
        radicand = self.part(children[0]).number()
        degree = self.part(children[1]).number() if len(children) > 1 else Fraction(2)
        if radicand < 0 or degree not in (2, 3, 4):
            raise Undefined("a root that is not rational")
        return Fraction(*(_whole_root(size, int(degree)) for size in (radicand.numerator, radicand.denominator)))

    def _first_case(self, children: Items) -> Quotient:
        for value, condition in zip(children[::2], children[1::2], strict=True):
            if self._applies(condition):
                return Quotient.of(self.part(value).number())
        raise Undefined("no case applies")

    def _applies(self, place: int) -> bool:
        node = self.nodes[place]
        items = node["children"] if node["kind"] == "row" else [place]
        if items and self.nodes[items[0]]["kind"] == "text":
            word = self.nodes[items[0]]["value"].strip()
            if word in REST_WORDS and len(items) == 1:
                return True
            if word not in CONDITION_WORDS:
                raise Undefined(f"the condition {word!r}")
            items = items[1:]
        signs = [item for item in items if self._relation(item)]
        if not signs:
            raise Undefined("a condition without a comparison")
        bounds = [-1, *(items.index(sign) for sign in signs), len(items)]
        values = [self.row(items[a + 1 : b]).number() for a, b in pairwise(bounds)]
        tests = [_RELATIONS[self.nodes[sign]["value"]] for sign in signs]
        return all(test(a, b) for test, a, b in zip(tests, values, values[1:], strict=False))

    def _relation(self, item: int) -> bool:
        return self.nodes[item]["kind"] == "operator" and self.nodes[item]["value"] in _RELATIONS


def _whole_root(size: int, degree: int) -> int:
    found = 0
    while found**degree < size:
        found += 1
        if found > 100_000:
            raise Undefined("too great a root")
    if found**degree != size:
        raise Undefined("a root that is not rational")
    return found


def _sides(formula: Json, top: int) -> list[Items]:
    node = formula["nodes"][top]
    sides: list[Items] = [[]]
    for item in node["children"] if node["kind"] == "row" else [top]:
        held = formula["nodes"][item]
        if (held["kind"], held["value"]) == ("operator", "="):
            sides.append([])
        else:
            sides[-1].append(item)
    return sides


def _equations(formula: Json) -> list[list[Items]]:
    top = formula["nodes"][formula["root"]]
    rows = [formula["root"]]
    if top["kind"] == "cases":
        conditions = [formula["nodes"][place] for place in top["children"][1::2]]
        if any(node["kind"] != "row" or node["children"] for node in conditions):
            raise Undefined("a function by cases")
        rows = top["children"][::2]
    pairs = [_sides(formula, row) for row in rows]
    if any(len(pair) != 2 for pair in pairs):
        raise Undefined("not two sides")
    return pairs


def _point(text: str) -> dict[str, Fraction]:
    found = {}
    for part in text.split(", "):
        name, sign, number = part.partition(" = ")
        if not sign:
            raise Undefined(f"{part!r} gives no number")
        found[name] = exact(number)
    return found


@FORMULAS.add
def formula_value(formula: Json, index: str, point: str) -> Fraction:
    return _Walk(formula, _point(point)).row(kth(_sides(formula, formula["root"]), index, "side")).number()


@FORMULAS.add
def slope(formula: Json, index: str, symbol: str, point: str) -> Fraction:
    others = _point(point)
    if symbol not in others:
        raise Undefined(f"{symbol} has no number")
    at = others.pop(symbol)
    items = kth(_sides(formula, formula["root"]), index, "side")
    walk = _Walk(formula, others, symbol)
    quotient = walk.row(items)
    if walk.kinds & {"||", "root", "cases"}:
        raise Undefined("no slope of bars, roots and cases")
    derivative = quotient.derivative(symbol)
    return _worth(derivative.above, at) / _not_zero(_worth(derivative.below, at))


def _worth(polynomial: Polynomial, at: Fraction) -> Fraction:
    return sum((c * at ** (m[0][1] if m else 0) for m, c in polynomial.items()), Fraction(0))


def _not_zero(number: Fraction) -> Fraction:
    if not number:
        raise Undefined("division by 0")
    return number


@FORMULAS.add
def derivative(formula: Json, index: str, symbol: str) -> str:
    items = kth(_sides(formula, formula["root"]), index, "side")
    return typed(derived(_Walk(formula, {}, symbol).row(items).polynomial(), symbol), symbol)


@FORMULAS.add
def expanded(formula: Json, index: str, symbol: str) -> str:
    items = kth(_sides(formula, formula["root"]), index, "side")
    return typed(_Walk(formula, {}, symbol).row(items).polynomial(), symbol)


@FORMULAS.add
def holds_at(formula: Json, point: str) -> bool:
    walk = _Walk(formula, _point(point))
    return all(walk.row(left).number() == walk.row(right).number() for left, right in _equations(formula))
