"""A formula as LaTeX: a pure function of its tree.

Scripts and arguments are always braced (`x^{2}`), so that the text has one form; blanks stand where LaTeX needs them
and around operators that have a left operand. Fences grow (`\\left`, `\\right`) only around tall bodies. The commands
come from `math_symbols` and COMMANDS. Math of amsmath is used: `\\text`, `matrix` and `cases` environments,
`\\operatorname`, `\\iint`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from proofpress_core.content import FormulaNode, FormulaTree
from proofpress_core.math_symbols import ACCENTS, FENCES, FUNCTIONS, INTEGRALS, OPERATORS, PRIMES, SPACED, symbol_latex

_WORDS = r"\frac \sqrt \text \operatorname \sum \prod \left \right \begin \end \, \\ \mathbb \% \{ \} \| \_ \& \# \$"
COMMANDS = frozenset(_WORDS.split())
"""Commands that are written besides those of `math_symbols`."""

TALL = frozenset({"frac", "sum", "product", "integral", "limit", "matrix", "cases"})
"""Kinds that need fences taller than a letter."""

_ENVIRONMENTS = {"()": "pmatrix", "[]": "bmatrix", "||": "vmatrix", "‖‖": "Vmatrix", "{}": "Bmatrix"}
_DIFFERENTIAL_SIGN = FormulaNode(kind="symbol", value="d")
_ENDS_IN_WORD = re.compile(r"\\[A-Za-z]+$")


def latex(tree: FormulaTree, node: int | None = None) -> str:
    """LaTeX of a tree, or of the part of it below `node`, without math delimiters. ValueError for a sign, fence or
    accent that is not in the tables."""
    place = tree.root if node is None else node
    return _PRINTERS[tree.nodes[place].kind](tree, tree.nodes[place])


def is_empty(tree: FormulaTree, node: int) -> bool:
    """Whether a node is an empty row, which stands for a bound or a condition that is not there."""
    return tree.nodes[node].kind == "row" and not tree.nodes[node].children


def is_tall(tree: FormulaTree, node: int) -> bool:
    """Whether a part holds anything of a TALL kind."""
    held = tree.nodes[node]
    return held.kind in TALL or any(is_tall(tree, child) for child in held.children)


def stands_off(tree: FormulaTree, children: Sequence[int], number: int) -> bool:
    """Whether child `number` of a row is a differential such as dx (a row that begins with the letter d) after an
    operand, so that a thin space sets it off."""
    held = tree.nodes[children[number]]
    differential = held.kind == "row" and len(held.children) > 1 and tree.nodes[held.children[0]] == _DIFFERENTIAL_SIGN
    return differential and number > 0 and tree.nodes[children[number - 1]].kind != "operator"


def matrix_size(node: FormulaNode) -> tuple[int, int]:
    """Rows and columns of a matrix node. ValueError if they do not fit its entries."""
    rows, _, cols = node.value.partition("x")
    if not (rows.isdigit() and cols.isdigit()) or int(rows) * int(cols) != len(node.children):
        raise ValueError(f"matrix {node.value!r} with {len(node.children)} entries")
    return int(rows), int(cols)


def grown_fences(tree: FormulaTree, node: FormulaNode) -> bool:
    """Whether a fenced node's fences must grow: around tall bodies, and where one side is not drawn."""
    return "." in node.value or is_tall(tree, node.children[0])


def _join(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        apart = _ENDS_IN_WORD.search(text) and piece[:1].isalpha()
        text += f" {piece}" if apart else piece
    return text


def _braced(tree: FormulaTree, node: int) -> str:
    return f"{{{latex(tree, node)}}}"


def _base(tree: FormulaTree, node: int) -> str:
    """A base that scripts are hung on, braced where it is more than one sign or fence."""
    kind = tree.nodes[node].kind
    return latex(tree, node) if kind in ("symbol", "number", "fenced", "function", "accent") else _braced(tree, node)


def _leaf(tree: FormulaTree, node: FormulaNode) -> str:
    return node.value if node.kind == "number" else symbol_latex(node.value)


def _operator(tree: FormulaTree, node: FormulaNode) -> str:
    if node.value not in OPERATORS:
        raise ValueError(f"no operator {node.value!r}")
    return OPERATORS[node.value]


def _text(tree: FormulaTree, node: FormulaNode) -> str:
    escaped = re.sub(r"([#$%&_{}])", r"\\\1", node.value)
    return rf"\text{{{escaped}}}"


def _row(tree: FormulaTree, node: FormulaNode) -> str:
    return _join(_spaced(tree, node.children))


def _spaced(tree: FormulaTree, children: Sequence[int]) -> list[str]:
    """The pieces of a row; operators with a left operand and texts with neighbours carry their blanks."""
    pieces: list[str] = []
    operand_before = False
    for number, child in enumerate(children):
        held = tree.nodes[child]
        piece = latex(tree, child)
        last = number == len(children) - 1
        if held.kind == "text":
            piece = rf"\text{{{' ' if number else ''}{piece[6:-1]}{'' if last else ' '}}}"
        elif held.kind == "operator":
            piece = _operator_in_row(piece, held.value, first=not operand_before, last=last)
        elif stands_off(tree, children, number):
            piece = rf" \, {piece}"
        operand_before = held.kind != "operator" or held.value in "!%"
        pieces.append(piece)
    return pieces


def _operator_in_row(piece: str, value: str, *, first: bool, last: bool) -> str:
    if value in SPACED and not first and not last:
        return f" {piece} "
    return f"{piece} " if value in ",;:" and not last else piece


def _frac(tree: FormulaTree, node: FormulaNode) -> str:
    return r"\frac" + _braced(tree, node.children[0]) + _braced(tree, node.children[1])


def _root(tree: FormulaTree, node: FormulaNode) -> str:
    degree = f"[{latex(tree, node.children[1])}]" if len(node.children) > 1 else ""
    return rf"\sqrt{degree}{_braced(tree, node.children[0])}"


def _sup(tree: FormulaTree, node: FormulaNode) -> str:
    base, exponent = node.children
    if tree.nodes[exponent].value in PRIMES:
        return _base(tree, base) + PRIMES[tree.nodes[exponent].value]
    return f"{_base(tree, base)}^{_braced(tree, exponent)}"


def _sub(tree: FormulaTree, node: FormulaNode) -> str:
    return f"{_base(tree, node.children[0])}_{_braced(tree, node.children[1])}"


def _subsup(tree: FormulaTree, node: FormulaNode) -> str:
    base, index, exponent = node.children
    return f"{_base(tree, base)}_{_braced(tree, index)}^{_braced(tree, exponent)}"


def _fenced(tree: FormulaTree, node: FormulaNode) -> str:
    (body,) = node.children
    if tree.nodes[body].kind == "matrix" and node.value in _ENVIRONMENTS:
        return _environment(_ENVIRONMENTS[node.value], _matrix_rows(tree, tree.nodes[body]))
    if len(node.value) != 2 or any(side not in FENCES for side in node.value):
        raise ValueError(f"no fences {node.value!r}")
    left, right = (FENCES[side] for side in node.value)
    if grown_fences(tree, node):
        return _join([rf"\left{left}", " ", latex(tree, body), rf" \right{right}"])
    return _join([left, latex(tree, body), right])


def _function(tree: FormulaTree, node: FormulaNode) -> str:
    name = rf"\{node.value}" if node.value in FUNCTIONS else rf"\operatorname{{{node.value}}}"
    if not node.children:
        return name
    argument = latex(tree, node.children[0])
    fenced = tree.nodes[node.children[0]].kind == "fenced"
    return name + (argument if fenced else f" {argument}")


def _large(sign: str) -> Callable[[FormulaTree, FormulaNode], str]:
    def write(tree: FormulaTree, node: FormulaNode) -> str:
        lower, upper, body = node.children
        command = INTEGRALS[node.value or "∫"] if sign == "integral" else sign
        scripts = "" if is_empty(tree, lower) else f"_{_braced(tree, lower)}"
        scripts += "" if is_empty(tree, upper) else f"^{_braced(tree, upper)}"
        return f"{command}{scripts} {latex(tree, body)}"

    return write


def _limit(tree: FormulaTree, node: FormulaNode) -> str:
    return rf"\{node.value or 'lim'}_{_braced(tree, node.children[0])} {latex(tree, node.children[1])}"


def _environment(name: str, rows: Sequence[Sequence[str]]) -> str:
    body = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{{name}}} {body} \end{{{name}}}"


def _matrix_rows(tree: FormulaTree, node: FormulaNode) -> list[list[str]]:
    rows, cols = matrix_size(node)
    entries = [latex(tree, child) for child in node.children]
    return [entries[row * cols : (row + 1) * cols] for row in range(rows)]


def _matrix(tree: FormulaTree, node: FormulaNode) -> str:
    return _environment("matrix", _matrix_rows(tree, node))


def _cases(tree: FormulaTree, node: FormulaNode) -> str:
    pairs = zip(node.children[::2], node.children[1::2], strict=True)
    return _environment("cases", [[latex(tree, part) for part in pair if not is_empty(tree, part)] for pair in pairs])


def _accent(tree: FormulaTree, node: FormulaNode) -> str:
    if node.value not in ACCENTS:
        raise ValueError(f"no accent {node.value!r}")
    return ACCENTS[node.value][1] + _braced(tree, node.children[0])


_PRINTERS: dict[str, Callable[[FormulaTree, FormulaNode], str]] = {
    "number": _leaf, "symbol": _leaf, "operator": _operator, "text": _text, "row": _row, "frac": _frac, "root": _root,
    "sup": _sup, "sub": _sub, "subsup": _subsup, "fenced": _fenced, "function": _function, "sum": _large(r"\sum"),
    "product": _large(r"\prod"), "integral": _large("integral"), "limit": _limit, "matrix": _matrix, "cases": _cases,
    "accent": _accent,
}  # fmt: skip
