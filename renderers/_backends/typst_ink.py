"""Ink of a typst page: glyph outlines and rules with their fill colours, placed from the page's top left corner,
y down. typst lays out and writes SVG, which is read back; painting is left to skia, which gives exact extents.
"""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import skia
import typst

from proofpress_core.errors import BackendError
from proofpress_core.scene_builder import Box

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PATH_PIECE = re.compile(r"[MmLlHhVvCcQqZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
_TRANSFORM = re.compile(r"(matrix|translate)\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Ink:
    """A glyph (or, if `rule`, a straight bar): its outline as a placed skia path, the extent of that, and the colour
    typst gave it."""

    path: Any
    box: Box
    colour: str
    rule: bool


def typeset(source: str, folders: tuple[str, ...], scale: float = 1.0) -> list[Ink]:
    """Compile a document of one page with the fonts below `folders` (and those that typst carries) and return its
    inked marks in drawing order, `scale` pixels for a point. BackendError when typst refuses the source."""
    try:
        svg = _compiler(folders).compile(input=source.encode(), format="svg")
    except typst.TypstError as error:
        raise BackendError("typst", str(error), f"the source was: {source}") from error
    root = ElementTree.fromstring(svg)
    outlines = {symbol.get("id", ""): symbol[0].get("d", "") for symbol in root.iter(f"{_SVG}symbol") if len(symbol)}
    return [ink for ink in _inks(root, skia.Matrix.Scale(scale, scale), outlines) if ink.box[0] < ink.box[2]]


def require(families: tuple[str, ...], folders: tuple[str, ...]) -> None:
    """BackendError if typst does not find a font family, in whose place it would draw empty boxes without a word."""
    missing = [name for name in families if name not in _families(folders)]
    if missing:
        raise BackendError("typst", f"no font named {missing}", f"there are {sorted(_families(folders))}")


@functools.cache
def _families(folders: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_fonts(folders).families())


@functools.cache
def _fonts(folders: tuple[str, ...]) -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))


@functools.cache
def _compiler(folders: tuple[str, ...]) -> Any:
    return typst.Compiler(b"", font_paths=_fonts(folders), ignore_system_fonts=True)


def _inks(element: ElementTree.Element, above: Any, outlines: dict[str, str]) -> Iterator[Ink]:
    for child in element:
        if child.tag == f"{_SVG}g":
            yield from _inks(child, _placed(child, above), outlines)
        elif child.tag == f"{_SVG}use":
            outline = _outline(outlines[child.get(_HREF, "")[1:]])
            here = skia.Matrix.Concat(above, skia.Matrix.Translate(float(child.get("x", 0)), float(child.get("y", 0))))
            yield _ink(outline, here, child.get("fill", ""), rule=False)
        elif child.tag == f"{_SVG}path":
            yield _rule(child, _placed(child, above))


def _rule(element: ElementTree.Element, here: Any) -> Ink:
    """A stroked line as the bar that it paints."""
    line = _outline(element.get("d", "")).getBounds()
    half = float(element.get("stroke-width", 0)) / 2
    across = (0.0, half) if line.width() >= line.height() else (half, 0.0)
    path = skia.Path()
    path.addRect(line.makeOutset(*across))
    return _ink(path, here, element.get("stroke", ""), rule=True)


def _ink(outline: Any, here: Any, colour: str, *, rule: bool) -> Ink:
    path = skia.Path(outline)
    path.transform(here)
    bounds = path.computeTightBounds()
    return Ink(path, (bounds.left(), bounds.top(), bounds.right(), bounds.bottom()), colour, rule)


def _placed(element: ElementTree.Element, above: Any) -> Any:
    found = _TRANSFORM.search(element.get("transform", ""))
    if found is None:
        return above
    numbers = [float(number) for number in found[2].replace(",", " ").split()]
    if found[1] == "translate":
        numbers = [1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1] if len(numbers) > 1 else 0.0]
    a, b, c, d, e, f = numbers
    return skia.Matrix.Concat(above, skia.Matrix.MakeAll(a, c, e, b, d, f, 0, 0, 1))


@functools.lru_cache(maxsize=1024)
def _outline(data: str) -> Any:
    """A skia path from SVG path data of lines and curves; the path must not be changed."""
    pieces = _PATH_PIECE.findall(data)
    path, place = skia.Path(), 0
    pen = start = (0.0, 0.0)
    while place < len(pieces):
        command = pieces[place]
        count = _ARITY[command.upper()]
        numbers = _absolute(command, [float(piece) for piece in pieces[place + 1 : place + 1 + count]], pen)
        _extend(path, command.upper(), numbers)
        pen = (numbers[-2], numbers[-1]) if numbers else start
        start = pen if command in "Mm" else start
        place += 1 + count
    return path


def _absolute(command: str, numbers: list[float], pen: tuple[float, float]) -> list[float]:
    """The points of a command as absolute pairs; `h` and `v` get their other coordinate."""
    if command in "HhVv":
        kept = (0.0, 0.0) if command.islower() else pen
        numbers = [numbers[0], kept[1]] if command in "Hh" else [kept[0], numbers[0]]
    return [number + pen[i % 2] for i, number in enumerate(numbers)] if command.islower() else numbers


def _extend(path: Any, command: str, numbers: list[float]) -> None:
    step = {"M": path.moveTo, "C": path.cubicTo, "Q": path.quadTo, "Z": path.close}.get(command, path.lineTo)
    step(*numbers)
