r"""The house's markup of school mathematics: text with math between backticks, parsed to nodes and to plain text.

Math knows ``\frac{a}{b}``, ``\sqrt{a}``, ``x^{2}``, ``\log_{2}``, the upright names ``\sin \cos \tan \log``,
``\text{cm}``, and single characters: letters are variables, a space is a math space. Plain text is linear:
``(3x + 4)/5``, ``x²``, ``2^(x + 1)``, ``√(2x + 3)``; what it adds (brackets, carets) has no ink in the picture.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "math", "letter", "upright", "space", "frac", "sqrt", "sup", "sub"]
_RAISED = dict(zip("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True))
_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))
_NAMES = ("sin", "cos", "tan", "log")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece: `value` is the text of a leaf, `parts` the rows of a structure (numerator and denominator, ...)."""

    kind: Kind
    value: str = ""
    parts: tuple[tuple[Node, ...], ...] = ()


@functools.lru_cache(maxsize=1024)
def parse(markup: str) -> tuple[Node, ...]:
    """Text and math nodes in order. ValueError for unbalanced backticks or braces."""
    pieces = markup.split("`")
    if len(pieces) % 2 == 0:
        raise ValueError(f"odd number of backticks in {markup!r}")
    nodes = []
    for number, piece in enumerate(pieces):
        if piece:
            nodes.append(Node("math", parts=(_row(piece),)) if number % 2 else Node("text", piece))
    return tuple(nodes)


@functools.lru_cache(maxsize=1024)
def plain(markup: str) -> str:
    """The linear text of a markup, which is also the text of its lines in the scene."""
    return "".join(node.value if node.kind == "text" else linear(node.parts[0]) for node in parse(markup))


def linear(row: tuple[Node, ...]) -> str:
    """The linear text of a math row."""
    return "".join(_linear_node(node, fence=fenced(row, place)) for place, node in enumerate(row))


def fenced(row: tuple[Node, ...], place: int) -> bool:
    """Whether a fraction at this place needs brackets around it in linear text: something stands right behind it."""
    behind = row[place + 1] if place + 1 < len(row) else None
    return row[place].kind == "frac" and behind is not None and behind.kind != "space" and behind.value not in ")|,，°"


def wraps(row: tuple[Node, ...], *, below: bool) -> bool:
    """Whether a numerator (or, `below`, a denominator, radicand or exponent) needs brackets in linear text."""
    simple = all(node.kind == "upright" for node in row) or len(row) == 1
    return not simple if below else any(node.kind in ("space", "frac") for node in row)


def raised(row: tuple[Node, ...]) -> tuple[str, ...] | None:
    """Superscript characters for an exponent of digits, None for any other."""
    return _mapped(row, _RAISED)


def lowered(row: tuple[Node, ...]) -> tuple[str, ...] | None:
    """Subscript characters for an index of digits, None for any other."""
    return _mapped(row, _LOWERED)


def _mapped(row: tuple[Node, ...], table: dict[str, str]) -> tuple[str, ...] | None:
    text = "".join(node.value for node in row)
    plain_leaves = all(node.kind == "upright" for node in row)
    return tuple(table[ch] for ch in text) if plain_leaves and set(text) <= set(table) else None


def _linear_node(node: Node, *, fence: bool) -> str:
    if not node.parts:
        return node.value
    first = linear(node.parts[0])
    if node.kind == "frac":
        top = f"({first})" if wraps(node.parts[0], below=False) else first
        under = linear(node.parts[1])
        text = f"{top}/({under})" if wraps(node.parts[1], below=True) else f"{top}/{under}"
        return f"({text})" if fence else text
    if node.kind == "sqrt":
        return f"√({first})" if wraps(node.parts[0], below=True) else f"√{first}"
    small = raised(node.parts[0]) if node.kind == "sup" else lowered(node.parts[0])
    if small is not None:
        return "".join(small)
    mark = "^" if node.kind == "sup" else "_"
    return f"{mark}({first})" if wraps(node.parts[0], below=True) else f"{mark}{first}"


def _row(text: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    place = 0
    while place < len(text):
        node, place = _next(text, place)
        if node.kind == "upright" and nodes and nodes[-1].kind == "upright" and _joins(nodes[-1].value, node.value):
            nodes[-1] = Node("upright", nodes[-1].value + node.value)
        else:
            nodes.append(node)
    return tuple(nodes)


def _joins(left: str, right: str) -> bool:
    return left[-1] in "0123456789." and right in "0123456789."


def _next(text: str, place: int) -> tuple[Node, int]:
    ch = text[place]
    if ch == "\\":
        return _command(text, place + 1)
    if ch in "^_":
        body, end = _group(text, place + 1)
        return Node("sup" if ch == "^" else "sub", parts=(_row(body),)), end
    if ch == " ":
        return Node("space", " "), place + 1
    return Node("letter" if ch.isascii() and ch.isalpha() else "upright", ch), place + 1


def _command(text: str, place: int) -> tuple[Node, int]:
    name = next((n for n in ("frac", "sqrt", "text", *_NAMES) if text.startswith(n, place)), None)
    if name is None:
        raise ValueError(f"unknown command in {text!r}")
    place += len(name)
    if name in _NAMES:
        return Node("upright", name), place
    body, place = _group(text, place)
    if name == "text":
        return Node("upright", body), place
    if name == "sqrt":
        return Node("sqrt", parts=(_row(body),)), place
    under, place = _group(text, place)
    return Node("frac", parts=(_row(body), _row(under))), place


def _group(text: str, place: int) -> tuple[str, int]:
    if place >= len(text) or text[place] != "{":
        raise ValueError(f"expected a group at {place} of {text!r}")
    depth = 0
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[place + 1 : end], end + 1
    raise ValueError(f"open group in {text!r}")
