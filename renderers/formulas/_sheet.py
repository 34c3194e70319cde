"""What all formula generators share: a formula of their area on a sheet of paper.

typst lays the formula out, skia paints its outlines, so every extent is the outline's own. Regions: `formula` (block) >
`line` > `token` > `char`, beside the line `formula_node` for every composite node and `rule` for every bar; the
equation number is a `text_block` of its own. Refs are `node/<place>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, ClassVar

import skia

from proofpress_core.content import FormulaTree
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box, Cluster, SceneBuilder, Token
from renderers._backends import typst_ink, typst_math
from renderers._backends.shaping import union
from renderers._backends.skia_canvas import Surface
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs
from renderers.formulas._signs import Glyph, Layout, sort_ink
from templates.formula_grammar import formula
from templates.formula_looks import FormulaLook, folders, font_of, look

_CARRIED = "NewCMMath-Book.otf"
"""File name of New Computer Modern Math, which typst carries in its binary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaSpec:
    """A formula and how it is set."""

    formula: FormulaTree
    look: FormulaLook


class FormulaGenerator(GeneratorBase[FormulaSpec]):
    """A generator of formulas of one `area` of `templates.formula_grammar`."""

    domain = "formulas"
    area: ClassVar[str]

    def sample(self, streams: Streams, knobs: Knobs) -> FormulaSpec:
        """Draw a formula and a look."""
        self.check(knobs)
        tree = formula(self.area, streams("data"), knobs.language)
        words = "".join(node.value for node in tree.nodes if node.kind == "text")
        return FormulaSpec(formula=tree, look=look(streams, knobs.language, typst_math.drawn_characters(tree), words))

    def draw(self, spec: FormulaSpec, canvas: Canvas) -> Drawing:
        """Typeset, sort the ink by node, paint and label."""
        layout = _typeset(spec)
        boxes = [layout.extents[spec.formula.root], *(glyph.box for glyph in layout.number)]
        left, top, right, bottom = union(boxes)
        margin_x, margin_y = spec.look.margin
        shift = (margin_x - floor(left), margin_y - floor(top))
        width, height = ceil(right) + shift[0] + margin_x, ceil(bottom) + shift[1] + margin_y
        surface = Surface(width, height, canvas, spec.look.paper)
        _paint_paper(surface, spec.look)
        _paint_ink(surface, layout, shift, spec.look)
        builder = SceneBuilder([(width, height)])
        _label_formula(builder, spec.formula, layout, shift)
        _label_number(builder, layout.number, shift)
        return Drawing.of((surface.pixels(),), builder.build([spec.formula]), _font_names(spec.look))


def _typeset(spec: FormulaSpec) -> Layout:
    style = spec.look
    fonts = tuple(name for name in (style.face, style.partner) if name)
    typst_ink.require(fonts, folders())
    gap = style.gap / style.size * (-1 if style.number_side == "left" else 1)
    source = typst_math.source(spec.formula, fonts, style.number, gap)
    inks = typst_ink.typeset(source, folders(), style.size / typst_math.EM)
    return sort_ink(spec.formula, inks, style.number)


def _font_names(style: FormulaLook) -> tuple[str, ...]:
    found = [font_of(name) for name in (style.face, style.partner) if name]
    return tuple(held.path.name if held else _CARRIED for held in found)


def _paint_paper(surface: Surface, style: FormulaLook) -> None:
    """Squared or ruled paper, its lines on whole pixels."""
    across = range(style.pitch, surface.height, style.pitch) if style.pattern != "plain" else ()
    down = range(style.pitch, surface.width, style.pitch) if style.pattern == "grid" else ()
    for y in across:
        surface.rect((0, y, surface.width, y + 1), style.line)
    for x in down:
        surface.rect((x, 0, x + 1, surface.height), style.line)


def _paint_ink(surface: Surface, layout: Layout, shift: tuple[int, int], style: FormulaLook) -> None:
    pen = skia.Paint(AntiAlias=True, Color=skia.Color(*style.ink))
    surface.skia.save()
    surface.skia.translate(*shift)
    for name, paths in _painted(layout):
        if surface.canvas.paints(name) and surface.canvas.paints(name[0]):
            for path in paths:
                surface.skia.drawPath(path, pen)
    surface.skia.restore()


def _painted(layout: Layout) -> list[tuple[str, Sequence[Any]]]:
    """Paint names and outlines. A token's name is `f/<its number>`, its characters' `f/<number>#<k>`; `f` hides all
    tokens, `n` the equation number, `r/<node>` a rule."""
    painted: list[tuple[str, Sequence[Any]]] = []
    for number, sign in enumerate(layout.signs):
        painted += [(f"f/{number}#{k}", glyph.paths) for k, glyph in enumerate(sign.glyphs)]
    painted += [(f"r/{node}", (ink.path,)) for node, ink in layout.rules.items()]
    return painted + [(f"n#{k}", glyph.paths) for k, glyph in enumerate(layout.number)]


def _label_formula(builder: SceneBuilder, tree: FormulaTree, layout: Layout, shift: tuple[int, int]) -> None:
    whole = _moved(layout.extents[tree.root], shift)
    block = builder.add("formula", builder.page(), whole, content=tree.id, ref=f"node/{tree.root}")
    for place, node in enumerate(tree.nodes):
        if node.children and place != tree.root and place in layout.extents:
            box = _moved(layout.extents[place], shift)
            builder.add("formula_node", block, box, content=tree.id, ref=f"node/{place}")
    for place, ink in layout.rules.items():
        box = _moved(ink.box, shift)
        builder.add("rule", block, box, content=tree.id, ref=f"node/{place}", paint=f"r/{place}")
    tokens = [
        Token(_clusters(sign.glyphs, shift, f"f/{number}"), f"node/{sign.node}", f"f/{number}")
        for number, sign in enumerate(layout.signs)
    ]
    builder.add_tokens(block, tokens, content=tree.id, ref=f"node/{tree.root}", paint="f")


def _label_number(builder: SceneBuilder, glyphs: Sequence[Glyph], shift: tuple[int, int]) -> None:
    if glyphs:
        extent = _moved(union([glyph.box for glyph in glyphs]), shift)
        builder.add_line(builder.add("text_block", builder.page(), extent), _clusters(glyphs, shift, "n"))


def _clusters(glyphs: Sequence[Glyph], shift: tuple[int, int], paint: str) -> list[Cluster]:
    return [Cluster(glyph.text, _moved(glyph.box, shift), f"{paint}#{k}") for k, glyph in enumerate(glyphs)]


def _moved(box: Box, shift: tuple[int, int]) -> Box:
    return box[0] + shift[0], box[1] + shift[1], box[2] + shift[0], box[3] + shift[1]
