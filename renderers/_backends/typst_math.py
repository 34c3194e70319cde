"""A formula as input for typst. Every node is wrapped in a fill colour that is its number, so that each drawn glyph and
rule tells which node it belongs to; the wrapper is transparent to typst's spacing (a test compares both layouts).
"""

from __future__ import annotations

from collections.abc import Callable

from proofpress_core.content import FormulaNode, FormulaTree
from proofpress_core.latex import is_empty, is_tall, matrix_size, stands_off
from proofpress_core.math_symbols import INTEGRALS

EM = 100
"""Points per em at which formulas are laid out: always the same, so that outlines are read once; painting scales."""

_FENCES = {
    "(": "paren.l", ")": "paren.r", "[": "bracket.l", "]": "bracket.r", "{": "brace.l", "}": "brace.r", "|": "bar.v",
}  # fmt: skip
_ACCENTS = {"hat": "hat", "bar": "macron", "vec": "arrow", "dot": "dot", "ddot": "dot.double", "tilde": "tilde"}
_ESCAPED = {"/": "\\/", "·": "⋅"}
_AROUND_TEXT = "#h(0.28em)"
_BEFORE_CONDITION = "#h(0.9em)"


def source(tree: FormulaTree, fonts: tuple[str, ...], number: str = "", gap: float = 0.0) -> str:
    """A typst document whose one page holds the formula in display style at EM points per em, set in the first of
    `fonts` that has a sign, and, where `number` is given, the equation number `gap` em to the right (to the left if
    negative). Node i is filled with colour i; the number with the colour after the last node's."""
    families = "".join(f'"{name}",' for name in fonts)
    label = f'#t("{_colour(len(tree.nodes))}",[{number}])' if number else ""
    space = f"#h({abs(gap):.4f}em)" if number else ""
    before, after = (label + space, "") if gap < 0 else ("", space + label)
    return "\n".join(
        (
            "#set page(width: auto, height: auto, margin: 0pt, fill: none)",
            f"#set text(size: {EM}pt, font: ({families}), ligatures: false, fallback: false)",
            f"#show math.equation: set text(font: ({families}))",
            "#set math.mat(column-gap: 0.8em, row-gap: 0.45em)",
            "#set math.cases(gap: 0.5em)",
            "#let t(colour, body) = text(fill: rgb(colour), body)",
            f"{before}#box($display({_typst(tree, tree.root)})$){after}",
        )
    )


def _colour(place: int) -> str:
    return f"#{place + 1:06x}"


def drawn_characters(tree: FormulaTree) -> str:
    """The characters that a font must have to draw a formula, its texts aside; letters as typst's math italics."""
    signs = {"sum": "∑", "product": "∏", "integral": next(iter(INTEGRALS)), "root": "√"}
    drawn = [_ESCAPED.get(node.value, node.value)[-1] for node in tree.nodes if node.kind == "operator"]
    drawn += [node.value.strip(".") for node in tree.nodes if node.kind in ("number", "function", "limit", "fenced")]
    drawn += [node.value or signs[node.kind] for node in tree.nodes if node.kind in signs]
    return "".join(drawn + [_slanted(node.value) for node in tree.nodes if node.kind == "symbol"])


def _slanted(char: str) -> str:
    if char == "h":
        return "ℎ"
    for first, last, italic in (("a", "z", "𝑎"), ("A", "Z", "𝐴"), ("α", "ω", "𝛼")):
        if first <= char <= last:
            return chr(ord(italic) + ord(char) - ord(first))
    return char


def node_of(colour: str) -> int:
    """The node that a fill colour `#rrggbb` of the drawing stands for."""
    return int(colour[1:], 16) - 1


def _typst(tree: FormulaTree, place: int) -> str:
    node = tree.nodes[place]
    return _PRINTERS[node.kind](tree, place, node)


def _filled(place: int, body: str) -> str:
    return f'#t("{_colour(place)}",${body}$)'


def _sign(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    return _filled(place, _ESCAPED.get(node.value, node.value))


def _text(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    escaped = node.value.replace("\\", "\\\\").replace('"', '\\"')
    return _filled(place, f'"{escaped}"')


def _row(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    pieces: list[str] = []
    for number, child in enumerate(node.children):
        is_text = tree.nodes[child].kind == "text"
        pieces += [_AROUND_TEXT] if is_text and number else []
        pieces += ["thin"] if stands_off(tree, node.children, number) else []
        pieces.append(_typst(tree, child))
        pieces += [_AROUND_TEXT] if is_text and number < len(node.children) - 1 else []
    return " ".join(pieces)


def _frac(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    above, below = (_typst(tree, child) for child in node.children)
    return _filled(place, f"frac({above}, {below})")


def _root(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    radicand, *degree = (_typst(tree, child) for child in node.children)
    return _filled(place, f"root({degree[0]}, {radicand})" if degree else f"sqrt({radicand})")


def _script(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    base, *scripts = (_typst(tree, child) for child in node.children)
    sides = {"sup": "t", "sub": "b", "subsup": "bt"}[node.kind]
    return f"attach({base}, " + ", ".join(f"{s}: {body}" for s, body in zip(sides, scripts, strict=True)) + ")"


def _fenced(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    (body,) = node.children
    if tree.nodes[body].kind == "matrix":
        sides = ", ".join("none" if side == "." else f'"{side}"' for side in node.value)
        return _filled(place, f"mat(delim: #({sides}), {_entries(tree, tree.nodes[body])})")
    left, right = ("" if side == "." else _filled(place, _FENCES.get(side, side)) for side in node.value)
    return f"lr({left} {_typst(tree, body)} {right})"


def _function(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    arguments = "".join(f" {_typst(tree, child)}" for child in node.children)
    return _filled(place, f'op("{node.value}")') + arguments


def _large(sign: str) -> Callable[[FormulaTree, int, FormulaNode], str]:
    def write(tree: FormulaTree, place: int, node: FormulaNode) -> str:
        lower, upper, body = node.children
        char = sign or node.value or next(iter(INTEGRALS))
        scripts = "" if is_empty(tree, lower) else f", b: {_typst(tree, lower)}"
        scripts += "" if is_empty(tree, upper) else f", t: {_typst(tree, upper)}"
        return f"attach({_filled(place, char)}{scripts}) {_typst(tree, body)}"

    return write


def _limit(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    under, body = (_typst(tree, child) for child in node.children)
    operator = _filled(place, f'op("{node.value or "lim"}", limits: #true)')
    return f"attach({operator}, b: {under}) {body}"


def _matrix(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    return f"mat(delim: #none, {_entries(tree, node)})"


def _entries(tree: FormulaTree, node: FormulaNode) -> str:
    rows, cols = matrix_size(node)
    cells = [_cell(tree, child) for child in node.children]
    return " ; ".join(", ".join(cells[row * cols : (row + 1) * cols]) for row in range(rows))


def _cases(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    rows = []
    for value, condition in zip(node.children[::2], node.children[1::2], strict=True):
        tail = "" if is_empty(tree, condition) else f" & {_BEFORE_CONDITION} {_typst(tree, condition)}"
        rows.append(_cell(tree, value) + tail)
    return _filled(place, f"cases({', '.join(rows)})")


def _cell(tree: FormulaTree, place: int) -> str:
    """A cell of a matrix or of cases; what is tall keeps its full size."""
    body = _typst(tree, place)
    return f"display({body})" if is_tall(tree, place) else body


def _accent(tree: FormulaTree, place: int, node: FormulaNode) -> str:
    body = _typst(tree, node.children[0])
    if node.value == "overline":
        return _filled(place, f"overline({body})")
    return _filled(place, f"accent({body}, {_ACCENTS[node.value]})")


_PRINTERS: dict[str, Callable[[FormulaTree, int, FormulaNode], str]] = {
    "number": _sign, "symbol": _sign, "operator": _sign, "text": _text, "row": _row, "frac": _frac, "root": _root,
    "sup": _script, "sub": _script, "subsup": _script, "fenced": _fenced, "function": _function, "sum": _large("∑"),
    "product": _large("∏"), "integral": _large(""), "limit": _limit, "matrix": _matrix, "cases": _cases,
    "accent": _accent,
}  # fmt: skip
