"""Sets markup: math rows become boxes with exact ink places; text and math flow into lines of a given width.

A box's origin is its pen start on the baseline, y down. Its inks stand in the order of the linear text
(`_markup.plain`), so that the clusters of a line spell exactly that text: a fraction is numerator, bar (`/`),
denominator; brackets that only linear text needs are inks without extent.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from proofpress_core.scene_builder import Box
from renderers._backends.shaping import Shaped, shape
from renderers.math_problems._markup import Node, fenced, lowered, parse, raised, wraps
from templates.fonts import Font

_SCRIPT = 0.7
_AXIS = 0.26
"""Height of the fraction bar over the baseline, in em."""
_SMALLER = {"△": 0.84, "∽": 0.9}
"""Signs that fonts draw larger than a capital letter."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a page: `text` for words, `upright` and `italic` for math, `symbols` for what those lack. Math is
    set `scale` times as large as text, so that their lower-case letters agree."""

    text: Font
    upright: Font
    italic: Font
    symbols: Font
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Ink:
    """Something painted at a place of a box: a shaped run (its pieces spell `texts`), or a filled bar, or nothing
    (text that only the linear reading has). A bar without text is a rule of its own (the roof of a root)."""

    texts: tuple[str, ...]
    run: Shaped | None = None
    x: float = 0.0
    y: float = 0.0
    bar: Box | None = None

    def at(self, x: float, y: float) -> Ink:
        """The ink moved."""
        bar = (self.bar[0] + x, self.bar[1] + y, self.bar[2] + x, self.bar[3] + y) if self.bar else None
        return replace(self, x=self.x + x, y=self.y + y, bar=bar)


@dataclass(frozen=True, slots=True)
class Set:
    """A set box: advance width, height over and depth under the baseline, inks. `stacked` says that it holds more
    than characters on one baseline."""

    width: float
    height: float
    depth: float
    inks: tuple[Ink, ...]
    stacked: bool = False

    @property
    def text(self) -> str:
        """Its linear text."""
        return "".join("".join(ink.texts) for ink in self.inks)


def chain(boxes: list[Set]) -> Set:
    """Boxes side by side on one baseline."""
    x, inks = 0.0, []
    for box in boxes:
        inks += [ink.at(x, 0.0) for ink in box.inks]
        x += box.width
    return Set(x, max([box.height for box in boxes], default=0.0), max([box.depth for box in boxes], default=0.0),
               tuple(inks), any(box.stacked for box in boxes))  # fmt: skip


@functools.lru_cache(maxsize=2048)
def set_text(text: str, font: Font, size: float) -> Set:
    """A run of plain text in one font."""
    run = shape(text, font, size)
    return Set(run.width, 0.74 * size, 0.22 * size, (Ink(tuple(piece.text for piece in run.pieces), run),))


def set_math(row: tuple[Node, ...], faces: Faces, size: float, *, display: bool) -> Set:
    """A math row; in display size the rows of a fraction keep the full size."""
    boxes: list[Set] = []
    for place, node in enumerate(row):
        fence = fenced(row, place)
        if fence:
            boxes.append(_unseen("("))
        box = _node(node, faces, size, display=display)
        if node.kind in ("sup", "sub") and boxes:
            box = _script(boxes[-1], box, node, size)
        boxes.append(box)
        if fence:
            boxes.append(_unseen(")"))
    return chain(boxes)


def _node(node: Node, faces: Faces, size: float, *, display: bool) -> Set:
    if node.kind == "space":
        return Set(0.24 * size, 0.0, 0.0, (Ink((" ",)),))
    if node.kind == "letter":
        return _leaf(node.value, faces.italic, faces, size)
    if node.kind == "upright":
        return _leaf(node.value, faces.upright, faces, size)
    if node.kind == "frac":
        return _fraction(node, faces, size, display=display)
    if node.kind == "sqrt":
        return _root(node, faces, size, display=display)
    return set_math(node.parts[0], faces, _SCRIPT * size, display=False)


def _leaf(text: str, font: Font, faces: Faces, size: float) -> Set:
    chosen = next((f for f in (font, faces.upright, faces.symbols) if f.covers(text)), faces.symbols)
    box = set_text(text, chosen, size * _SMALLER.get(text, 1.0))
    ink = box.inks[0].run.ink() if box.inks[0].run else None
    over = max(0.0, ink[2] - box.width) if ink and chosen is faces.italic else 0.0
    return replace(box, width=box.width + over)


def _fraction(node: Node, faces: Faces, size: float, *, display: bool) -> Set:
    inner = size if display else 0.78 * size
    top, under = (set_math(part, faces, inner, display=False) for part in node.parts)
    side, gap, thick = 0.08 * size, 0.13 * size, max(1.0, round(0.055 * size))
    width = max(top.width, under.width) + 2 * side
    axis = -_AXIS * size
    up, down = axis - thick / 2 - gap - top.depth, axis + thick / 2 + gap + under.height
    bar = (0.03 * size + side / 2, axis - thick / 2, width - 0.03 * size + side / 2, axis + thick / 2)
    above = _guarded(_centred(top, width + side, up), brackets=wraps(node.parts[0], below=False))
    below = _guarded(_centred(under, width + side, down), brackets=wraps(node.parts[1], below=True))
    inks = [*above, Ink(("/",), bar=bar), *below]
    return Set(width + side, top.height - up, down + under.depth, tuple(inks), stacked=True)


def _root(node: Node, faces: Faces, size: float, *, display: bool) -> Set:
    body = set_math(node.parts[0], faces, size, display=display)
    thick, gap = max(1.0, round(0.05 * size)), 0.12 * size
    roof = -(body.height + gap + thick)
    run = _surd(faces.symbols, size, body.depth * 0.6 - roof)
    ink = run.ink() or (0.0, 0.0, 0.0, 0.0)
    start = ink[2]
    surd = Ink(("√",), run, 0.0, roof - ink[1])
    bar = (start - 0.6, roof, start + body.width + 0.1 * size, roof + thick)
    under = [ink.at(start + 0.03 * size, 0.0) for ink in body.inks]
    inks = [surd, *_guarded(under, brackets=wraps(node.parts[0], below=True))]
    return Set(start + body.width + 0.18 * size, -roof, max(body.depth, 0.1 * size),
               (*inks, Ink((), bar=bar)), stacked=True)  # fmt: skip


def _surd(font: Font, size: float, wanted: float) -> Shaped:
    """The root sign in the size in which its ink is `wanted` pixels high."""
    ink = shape("√", font, size).ink() or (0.0, 0.0, 1.0, size)
    return shape("√", font, round(size * wanted / (ink[3] - ink[1]), 2))


def _script(base: Set, script: Set, node: Node, size: float) -> Set:
    up = node.kind == "sup"
    lift = -max(0.38 * size, base.height - 0.36 * size) if up else 0.18 * size
    inks: list[Ink] = [ink.at(0.04 * size, lift) for ink in script.inks]
    small = raised(node.parts[0]) if up else lowered(node.parts[0])
    if small is not None:
        inks = _respelled(inks, small)
    else:
        inks = [Ink(("^" if up else "_",)), *_guarded(inks, brackets=wraps(node.parts[0], below=True))]
    return Set(script.width + 0.07 * size, script.height - lift, script.depth + lift, tuple(inks), stacked=True)


def _respelled(inks: list[Ink], small: tuple[str, ...]) -> list[Ink]:
    """The same inks, spelling the raised or lowered characters instead of the full-size ones."""
    letters = iter(small)
    return [replace(ink, texts=tuple("".join(next(letters) for _ in text) for text in ink.texts)) for ink in inks]


def _centred(box: Set, width: float, y: float) -> list[Ink]:
    return [ink.at((width - box.width) / 2, y) for ink in box.inks]


def _guarded(inks: list[Ink], *, brackets: bool) -> list[Ink]:
    """Inks parted from their neighbours, so that numerator and bar do not fall into one token."""
    left, right = ("(", ")") if brackets else ("", "")
    return [Ink((left,)), *inks, Ink((right,))]


def _unseen(text: str) -> Set:
    return Set(0.0, 0.0, 0.0, (Ink((text,)),))


def flow(markup: str, faces: Faces, size: float, width: float, *, display: bool = False) -> list[Set]:
    """The markup broken into lines no wider than `width` (a single atom may be). Latin text breaks at spaces, Chinese
    between any two characters but before closing and after opening punctuation; math is not broken."""
    lines: list[list[Set]] = [[]]
    used = 0.0
    for atom, blank in _atoms(markup, faces, size, display=display):
        if lines[-1] and not blank and used + atom.width > width:
            lines.append([])
            used = 0.0
        if blank and not lines[-1]:
            continue
        lines[-1].append(atom)
        used += atom.width
    return [chain(line) for line in lines if line]


def _atoms(markup: str, faces: Faces, size: float, *, display: bool) -> list[tuple[Set, bool]]:
    """Unbreakable boxes, each with whether it is a blank."""
    atoms: list[tuple[Set, bool]] = []
    glue = False
    for word, joined in _words(markup):
        if word.kind == "math":
            box = set_math(word.parts[0], faces, faces.scale * size, display=display)
        else:
            box = set_text(word.value, faces.text, size)
        if (joined or glue) and atoms and not atoms[-1][1]:
            atoms[-1] = (chain([atoms[-1][0], box]), False)
        else:
            atoms.append((box, word.kind == "text" and word.value.isspace()))
        glue = word.value.endswith(("（", "“", "(", "《"))
    return atoms


def _words(markup: str) -> list[tuple[Node, bool]]:
    """Words, blanks, Chinese characters and math in order, each with whether it clings to the one before."""
    found: list[tuple[Node, bool]] = []
    for node in parse(markup):
        if node.kind == "math":
            clings = bool(found) and found[-1][0].kind == "text" and found[-1][0].value.isascii() and (
                not found[-1][0].value.isspace())  # fmt: skip
            found.append((node, clings))
            continue
        after_math = bool(found)
        for place, piece in enumerate(_split(node.value)):
            clings = piece[0] in "，。；：？！）”、》" or (place == 0 and after_math and not _breaks(piece[0]))
            found.append((Node("text", piece), clings))
    return found


def _split(text: str) -> list[str]:
    pieces: list[str] = []
    for ch in text:
        apart = ch.isspace() or _wide(ch)
        if pieces and not apart and not pieces[-1][-1].isspace() and not _wide(pieces[-1][-1]):
            pieces[-1] += ch
        else:
            pieces.append(ch)
    return pieces


def _breaks(ch: str) -> bool:
    return ch.isspace() or _wide(ch)


def _wide(ch: str) -> bool:
    return "⺀" <= ch <= "鿿" or "　" <= ch <= "〿" or "＀" <= ch <= "￯" or ch in "“”"
