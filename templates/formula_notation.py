"""A plain notation for formulas, read into `FormulaTree`. Pattern files are written in it.

Letters, digits and the signs of `math_symbols` stand for themselves (`-` for −, `*` for ·); `_` and `^` hang scripts on
what stands before (braces group: `x^{n+1}`), `'` is a prime, round and square brackets are fences, `"if"` is text. A
function name takes the next item as its argument, unless a script follows the name. Names of COMMANDS take arguments in
round brackets, parted by commas; matrix and cases rows by semicolons: `frac(a, b)`, `sum(i=1, n, i^2)`,
`mat(a, b; c, d)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from proofpress_core.content import FormulaNode, FormulaTree, Language
from proofpress_core.math_symbols import ACCENTS, FUNCTIONS, OPERATORS, SYMBOLS

_LEXEME = re.compile(r'\s*("[^"]*"|\d+(?:\.\d+)?|[A-Za-z]{2,}|\S)')
_ALIASES = {"-": "−", "*": "·"}
_OTHER_FUNCTIONS = frozenset({"Var", "Cov", "rank", "tr", "sgn", "erf", "adj", "grad", "div", "curl"})
_FENCE_COMMANDS = {
    "abs": "||", "norm": "‖‖", "angle": "⟨⟩", "floor": "⌊⌋", "ceil": "⌈⌉", "set": "{}", "ico": "[)", "ioc": "(]",
}  # fmt: skip
_LARGE = {"sum": ("sum", ""), "prod": ("product", ""), "int": ("integral", ""), "iint": ("integral", "∬"),
          "oint": ("integral", "∮")}  # fmt: skip
_MATRIX_FENCES = {"mat": "[]", "pmat": "()", "dmat": "||"}
_LIMITS = {"lim": "lim", "maxover": "max", "minover": "min"}


def parse(text: str, formula_id: str, language: Language) -> FormulaTree:
    """Read a formula. ValueError naming the place for anything that is not in the notation."""
    reader = _Reader(text)
    root = reader.row("")
    if not reader.done:
        raise ValueError(f"{text!r}: {reader.peek!r} at place {reader.place} closes nothing")
    return FormulaTree(id=formula_id, language=language, root=root, nodes=tuple(reader.nodes))


class _Reader:
    """Recursive descent over the lexemes; every method returns the place of the node it made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes: list[str] = _LEXEME.findall(text)
        self.place = 0
        self.nodes: list[FormulaNode] = []

    @property
    def done(self) -> bool:
        return self.place >= len(self.lexemes)

    @property
    def peek(self) -> str:
        return "" if self.done else self.lexemes[self.place]

    def take(self) -> str:
        if self.done:
            raise ValueError(f"{self.text!r}: ends too early")
        self.place += 1
        return self.lexemes[self.place - 1]

    def expect(self, lexeme: str) -> None:
        if self.take() != lexeme:
            raise ValueError(f"{self.text!r}: expected {lexeme!r} at place {self.place - 1}")

    def add(self, kind: str, value: str = "", *children: int) -> int:
        self.nodes.append(FormulaNode(kind=kind, value=value, children=children))
        return len(self.nodes) - 1

    def row(self, stops: str) -> int:
        """Items up to a lexeme of `stops` (left in place); one item stands for itself."""
        items: list[int] = []
        while not self.done and (self.peek not in stops or not stops) and self.peek not in (")", "]", "}"):
            items.append(self.scripted())
        return items[0] if len(items) == 1 else self.add("row", "", *items)

    def scripted(self) -> int:
        base = self.atom()
        if self.peek == "'":
            base = self._primed(base)
        index = self._script("_")
        exponent = self._script("^")
        if index is not None and exponent is not None:
            return self.add("subsup", "", base, index, exponent)
        if index is not None:
            return self.add("sub", "", base, index)
        return base if exponent is None else self.add("sup", "", base, exponent)

    def _primed(self, base: int) -> int:
        count = 0
        while self.peek == "'":
            self.take()
            count += 1
        return self.add("sup", "", base, self.add("symbol", "′" if count == 1 else "″"))

    def _script(self, mark: str) -> int | None:
        if self.peek != mark:
            return None
        self.take()
        return self.atom()

    def atom(self) -> int:
        lexeme = self.take()
        lexeme = _ALIASES.get(lexeme, lexeme)
        if lexeme[0].isdigit():
            return self.add("number", lexeme)
        if lexeme[0] == '"':
            return self.add("text", lexeme[1:-1])
        if lexeme in ("(", "[", "{"):
            return self._group(lexeme)
        if lexeme in OPERATORS:
            return self.add("operator", lexeme)
        if lexeme in SYMBOLS or (len(lexeme) == 1 and lexeme.isascii() and lexeme.isalpha()):
            return self.add("symbol", lexeme)
        return self._named(lexeme)

    def _group(self, opening: str) -> int:
        closing = {"(": ")", "[": "]", "{": "}"}[opening]
        body = self.row(closing)
        self.expect(closing)
        return body if opening == "{" else self.add("fenced", opening + closing, body)

    def _named(self, name: str) -> int:
        if name in COMMANDS and self.peek == "(":
            return COMMANDS[name](self, name, self._arguments())
        if name in FUNCTIONS or name in _OTHER_FUNCTIONS:
            bare = self.done or self.peek in ("^", "_", ")", ",", "=")
            return self.add("function", name) if bare else self.add("function", name, self.scripted())
        raise ValueError(f"{self.text!r}: no sign, function or command {name!r}")

    def _arguments(self) -> list[list[int]]:
        """The arguments after a command: rows of a matrix or cases, each a list of arguments."""
        self.expect("(")
        rows = [[self.row(",;)")]]
        while self.peek != ")":
            if self.take() == ";":
                rows.append([self.row(",;)")])
            else:
                rows[-1].append(self.row(",;)"))
        self.expect(")")
        return rows

    def empty(self) -> int:
        """A bound or condition that is not there."""
        return self.add("row")


_Rows = list[list[int]]


def _fraction(reader: _Reader, name: str, rows: _Rows) -> int:
    above, below = rows[0]
    return reader.add("frac", "", above, below)


def _root(reader: _Reader, name: str, rows: _Rows) -> int:
    return reader.add("root", "", *rows[0])


def _fence(reader: _Reader, name: str, rows: _Rows) -> int:
    """Fences; several arguments are parted by commas."""
    first, *others = rows[0]
    items = [first]
    for other in others:
        items += [reader.add("operator", ","), other]
    body = first if not others else reader.add("row", "", *items)
    return reader.add("fenced", _FENCE_COMMANDS[name], body)


def _large(reader: _Reader, name: str, rows: _Rows) -> int:
    """`(body)`, `(lower, body)` or `(lower, upper, body)`."""
    kind, value = _LARGE[name]
    *bounds, body = rows[0]
    while len(bounds) < 2:
        bounds.append(reader.empty())
    return reader.add(kind, value, *bounds, body)


def _limit(reader: _Reader, name: str, rows: _Rows) -> int:
    under, body = rows[0]
    return reader.add("limit", _LIMITS[name], under, body)


def _matrix(reader: _Reader, name: str, rows: _Rows) -> int:
    entries = [entry for row in rows for entry in row]
    return reader.add("fenced", _MATRIX_FENCES[name],
                      reader.add("matrix", f"{len(rows)}x{len(rows[0])}", *entries))  # fmt: skip


def _cases(reader: _Reader, name: str, rows: _Rows) -> int:
    """Rows of value and condition; a row without condition is an equation of a system."""
    parts: list[int] = []
    for row in rows:
        parts += row if len(row) == 2 else [row[0], reader.empty()]
    return reader.add("cases", "", *parts)


def _accent(reader: _Reader, name: str, rows: _Rows) -> int:
    return reader.add("accent", name, rows[0][0])


def _differential(reader: _Reader, name: str, rows: _Rows) -> int:
    return reader.add("row", "", reader.add("symbol", "d"), rows[0][0])


def _evaluated(reader: _Reader, name: str, rows: _Rows) -> int:
    """`at(f, a, b)`: f in square brackets with its bounds."""
    body, lower, upper = rows[0]
    return reader.add("subsup", "", reader.add("fenced", "[]", body), lower, upper)


COMMANDS: dict[str, Callable[[_Reader, str, _Rows], int]] = {
    "frac": _fraction, "root": _root, "cases": _cases, "diff": _differential, "at": _evaluated,
    **dict.fromkeys(_FENCE_COMMANDS, _fence), **dict.fromkeys(_LARGE, _large), **dict.fromkeys(_LIMITS, _limit),
    **dict.fromkeys(_MATRIX_FENCES, _matrix), **dict.fromkeys(ACCENTS, _accent),
}  # fmt: skip
"""Names that take arguments in round brackets."""
