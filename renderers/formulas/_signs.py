"""Sorts the ink of a typeset formula by the nodes of its tree: signs with their characters, and rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofpress_core.content import FormulaTree
from proofpress_core.math_symbols import ACCENTS, INTEGRALS
from proofpress_core.scene_builder import Box
from renderers._backends.shaping import union
from renderers._backends.typst_ink import Ink
from renderers._backends.typst_math import node_of

_LARGE = {"sum": "∑", "product": "∏", "integral": next(iter(INTEGRALS)), "limit": "lim"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and the outlines that draw it (several where a tall sign is put together from parts)."""

    text: str
    paths: tuple[Any, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn token of a node: its glyphs in reading order."""

    node: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A formula's ink: signs in reading order, rules by node (fraction bars, overlines of roots), the glyphs of the
    equation number, and the extent of every node that has ink."""

    signs: tuple[Sign, ...]
    rules: dict[int, Ink]
    number: tuple[Glyph, ...]
    extents: dict[int, Box]


def sort_ink(tree: FormulaTree, inks: Sequence[Ink], number: str) -> Layout:
    """Sort a drawing made from `typst_math.source`. ValueError when glyphs and characters do not match, which would
    mean that the drawing does not show the tree."""
    glyphs: dict[int, list[Ink]] = defaultdict(list)
    rules: dict[int, Ink] = {}
    for ink in inks:
        if ink.rule:
            rules[node_of(ink.colour)] = ink
        else:
            glyphs[node_of(ink.colour)].append(ink)
    extents = _extents(tree, glyphs, rules)
    signs = tuple(
        Sign(place, _characters(text, _side(glyphs[place], side, _middle(tree, place, extents))))
        for place, text, side in _reading(tree, tree.root)
    )
    return Layout(signs, rules, _characters(number, glyphs[len(tree.nodes)]) if number else (), extents)


def _reading(tree: FormulaTree, place: int) -> Iterator[tuple[int, str, str]]:
    """(node, text, side) of every token below a node in reading order; `side` tells apart what one colour paints."""
    node = tree.nodes[place]
    children = list(node.children)
    closing = ""
    if node.kind in ("number", "symbol", "operator", "text", "function"):
        yield place, node.value, ""
    elif node.kind == "fenced":
        closing = node.value[1].strip(".")
        if node.value[0] != ".":
            yield place, node.value[0], "left" if closing else ""
    elif node.kind == "cases":
        yield place, "{", ""
    elif node.kind == "root":
        yield place, "√", ""
        children.reverse()
    elif node.kind in _LARGE:
        yield place, node.value or _LARGE[node.kind], ""
    elif node.kind == "accent" and ACCENTS[node.value][0]:
        yield place, ACCENTS[node.value][0], ""
    for child in children:
        yield from _reading(tree, child)
    if closing:
        yield place, closing, "right" if node.value[0] != "." else ""


def _side(glyphs: Sequence[Ink], side: str, middle: float) -> list[Ink]:
    if not side:
        return list(glyphs)
    return [ink for ink in glyphs if ((ink.box[0] + ink.box[2]) / 2 < middle) == (side == "left")]


def _middle(tree: FormulaTree, place: int, extents: dict[int, Box]) -> float:
    """The x between the two fences of a node: the middle of its body."""
    boxes = [extents[child] for child in tree.nodes[place].children if child in extents]
    left, _, right, _ = union(boxes) if boxes else extents[place]
    return (left + right) / 2


def _characters(text: str, glyphs: Sequence[Ink]) -> tuple[Glyph, ...]:
    """One glyph per character that is no blank; a single character may be made of several parts."""
    chars = [char for char in text if not char.isspace()]
    if len(chars) == 1 and glyphs:
        return (Glyph(chars[0], tuple(ink.path for ink in glyphs), union([ink.box for ink in glyphs])),)
    if len(chars) != len(glyphs):
        raise ValueError(f"{text!r} was drawn with {len(glyphs)} glyphs")
    return tuple(Glyph(char, (ink.path,), ink.box) for char, ink in zip(chars, glyphs, strict=True))


def _extents(tree: FormulaTree, glyphs: dict[int, list[Ink]], rules: dict[int, Ink]) -> dict[int, Box]:
    """Extent of the ink of every node together with what stands below it."""
    extents: dict[int, Box] = {}

    def visit(place: int) -> None:
        boxes = [ink.box for ink in glyphs.get(place, [])]
        boxes += [rules[place].box] if place in rules else []
        for child in tree.nodes[place].children:
            visit(child)
            boxes += [extents[child]] if child in extents else []
        if boxes:
            extents[place] = union(boxes)

    visit(tree.root)
    return extents
