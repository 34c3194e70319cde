"""Sides of formulas as terms, by the rules for expressions of `proofpress_core.operations`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from proofpress_core.content import FormulaNode, FormulaTree
from proofpress_core.math_symbols import CALLED, CONDITION_WORDS, REST_WORDS, VARIABLES
from qa_gen.values import Undefined

Op = Literal["number", "variable", "sum", "minus", "product", "quotient", "power", "root", "bars", "cases", "compare",
             "unknown"]  # fmt: skip
_RELATIONS = "<≤>≥=≠"


@dataclass(frozen=True, slots=True)
class Term:
    """A node: numbers hold a `value`, variables and comparisons a `name`, the others `args`. `cases` holds value and
    condition in turn; a condition is a comparison (names of relations between args) or, for the rest, without args.
    A case that is no expression is `unknown`: it harms only where it is needed."""

    op: Op
    args: tuple[Term, ...] = ()
    value: Fraction = Fraction(0)
    name: str = ""

    def variables(self) -> frozenset[str]:
        """Names of all variables in it."""
        own = frozenset({self.name}) if self.op == "variable" else frozenset[str]()
        return own.union(*(arg.variables() for arg in self.args))


def sides_of(tree: FormulaTree, node: int | None = None) -> list[Sequence[int]]:
    """What stands between the signs = of a formula's top row, each as places of nodes."""
    top = tree.root if node is None else node
    items = tree.nodes[top].children if tree.nodes[top].kind == "row" else (top,)
    sides: list[list[int]] = [[]]
    for item in items:
        if tree.nodes[item].kind == "operator" and tree.nodes[item].value == "=":
            sides.append([])
        else:
            sides[-1].append(item)
    return list(sides)


def side(tree: FormulaTree, index: str) -> Term:
    """The side with that number as a term. Undefined where it is no expression."""
    sides = sides_of(tree)
    if not 1 <= int(index) <= len(sides):
        raise Undefined(f"no side {index}")
    return _Reader(tree).row(sides[int(index) - 1])


def equations(tree: FormulaTree) -> list[tuple[Term, Term]]:
    """The equations of a system, or the one equation of a formula with two sides."""
    top = tree.nodes[tree.root]
    rows = [tree.root] if top.kind != "cases" else list(top.children[::2])
    if top.kind == "cases" and any(tree.nodes[c].kind != "row" or tree.nodes[c].children for c in top.children[1::2]):
        raise Undefined("a function by cases is no equation")
    found = []
    for row in rows:
        sides = [_Reader(tree).row(items) for items in sides_of(tree, row)]
        if len(sides) != 2:
            raise Undefined(f"{len(sides)} sides where two are needed")
        found.append((sides[0], sides[1]))
    return found


def point_of(text: str) -> dict[str, Fraction]:
    """Variables and their numbers from a text such as `x = 2, y = -1/2`."""
    pairs = [part.split(" = ") for part in text.split(", ")]
    if any(len(pair) != 2 for pair in pairs):
        raise Undefined(f"{text!r} is no point")
    return {name: Fraction(value) for name, value in pairs}


class _Reader:
    """Reads nodes of one tree into terms."""

    def __init__(self, tree: FormulaTree) -> None:
        self._tree = tree

    def row(self, items: Sequence[int]) -> Term:
        """Factors side by side, joined by signs of addition and multiplication."""
        nodes = [self._tree.nodes[item] for item in items]
        sums: list[tuple[bool, list[Term]]] = []
        expects, before = True, None
        for place, (node, item) in enumerate(zip(nodes, items, strict=True)):
            if node.kind == "operator":
                if node.value in "+−-" and node.value and (not expects or place == 0):
                    sums.append((node.value != "+", []))
                elif not (node.value in ("·", "×") and not expects):
                    raise Undefined(f"{node.value!r} is no arithmetic here")
                expects, before = True, None
                continue
            self._check_neighbours(before, node)
            if not sums:
                sums.append((False, []))
            sums[-1][1].append(self.node(item))
            expects, before = False, node
        if expects:
            raise Undefined("an operand is missing")
        terms = [_signed(minus, _product(factors)) for minus, factors in sums]
        return terms[0] if len(terms) == 1 else Term("sum", tuple(terms))

    def _check_neighbours(self, before: FormulaNode | None, node: FormulaNode) -> None:
        """Undefined for a number that follows a factor without a sign, and for a function with its argument."""
        base = node
        while base.kind in ("sup", "sub", "subsup"):
            base = self._tree.nodes[base.children[0]]
        if before is None:
            return
        if base.kind == "number":
            raise Undefined("a number follows a factor")
        if before.kind in ("symbol", "sub") and base.kind == "fenced":
            body = self._tree.nodes[base.children[0]]
            if body.kind in ("symbol", "number", "sub") or before.value in CALLED:
                raise Undefined("a function of an argument")

    def node(self, place: int) -> Term:
        node = self._tree.nodes[place]
        if node.kind == "number":
            return Term("number", value=Fraction(node.value))
        if node.kind in ("symbol", "sub"):
            return Term("variable", name=self._variable(node))
        if node.kind == "row":
            return self.row(node.children)
        if node.kind == "fenced" and node.value in ("()", "||"):
            inner = self.node(node.children[0])
            return inner if node.value == "()" else Term("bars", (inner,))
        if node.kind == "frac":
            return Term("quotient", tuple(self.node(child) for child in node.children))
        if node.kind in ("sup", "root"):
            op: Op = "power" if node.kind == "sup" else "root"
            return Term(op, tuple(self.node(child) for child in node.children))
        if node.kind == "subsup":
            base = FormulaNode(kind="sub", children=node.children[:2])
            return Term("power", (Term("variable", name=self._variable(base)), self.node(node.children[2])))
        if node.kind == "cases":
            return Term("cases", tuple(self._case(child, k % 2) for k, child in enumerate(node.children)))
        raise Undefined(f"{node.kind} is no arithmetic")

    def _variable(self, node: FormulaNode) -> str:
        if node.kind == "symbol" and node.value in VARIABLES:
            return node.value
        parts = [self._tree.nodes[child] for child in node.children]
        if node.kind != "sub" or [parts[0].kind, parts[1].kind] not in (["symbol", "symbol"], ["symbol", "number"]):
            raise Undefined(f"{node.value!r} is no variable")
        if parts[0].value not in VARIABLES:
            raise Undefined(f"{parts[0].value!r} is no variable")
        return f"{parts[0].value}_{parts[1].value}"

    def _case(self, place: int, is_condition: int) -> Term:
        try:
            return self._condition(place) if is_condition else self.node(place)
        except Undefined:
            return Term("unknown")

    def _condition(self, place: int) -> Term:
        node = self._tree.nodes[place]
        items = list(node.children) if node.kind == "row" else [place]
        first = self._tree.nodes[items[0]] if items else node
        if first.kind == "text":
            word = first.value.strip()
            if len(items) == 1 and word in REST_WORDS:
                return Term("compare")
            if word not in CONDITION_WORDS:
                raise Undefined(f"{word!r} opens no condition")
            items = items[1:]
        return self._comparison(items)

    def _comparison(self, items: Sequence[int]) -> Term:
        """A chain such as a ≤ x < b."""
        parts: list[list[int]] = [[]]
        signs = ""
        for item in items:
            node = self._tree.nodes[item]
            if node.kind == "operator" and node.value in _RELATIONS:
                signs += node.value
                parts.append([])
            else:
                parts[-1].append(item)
        if not signs:
            raise Undefined("a condition without a comparison")
        return Term("compare", tuple(self.row(part) for part in parts), name=signs)


def _signed(minus: bool, term: Term) -> Term:  # noqa: FBT001 - a sign
    return Term("minus", (term,)) if minus else term


def _product(factors: list[Term]) -> Term:
    if not factors:
        raise Undefined("an operand is missing")
    return factors[0] if len(factors) == 1 else Term("product", tuple(factors))
