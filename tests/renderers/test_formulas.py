"""Formulas: what typst draws is the tree, laid out as it would be without our colours, and as pdfium sees it too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pdf_ink
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core import jsonio
from proofpress_core.content import FormulaNode, FormulaTree
from proofpress_core.errors import BackendError
from proofpress_core.latex import latex
from proofpress_core.math_symbols import ACCENTS, FENCES, INTEGRALS, OPERATORS, SYMBOLS
from proofpress_core.rng import Draw, Key, Streams
from renderers._backends import typst_ink, typst_math
from renderers.base import Canvas, Knobs, Pixels
from renderers.formulas._sheet import FormulaGenerator, FormulaSpec
from renderers.formulas._signs import sort_ink
from renderers.formulas.algebra import Algebra
from renderers.formulas.calculus import Calculus
from renderers.formulas.linear_algebra import LinearAlgebra
from renderers.formulas.piecewise import Piecewise
from renderers.formulas.science import Science
from templates.formula_grammar import areas, fill, in_language, patterns
from templates.formula_looks import folders, present
from templates.formula_notation import parse

FONT = ("New Computer Modern Math",)
GENERATORS: tuple[FormulaGenerator, ...] = (Algebra(), Calculus(), LinearAlgebra(), Piecewise(), Science())
EXAMPLES = (
    "x = frac(-b ± root(b^2 - 4 a c), 2 a)",
    "sum(k=1, n, frac(1, k (k + 1))) = frac(n, n + 1)",
    "int(a, b, f'(x) diff(x)) = at(f(x), a, b)",
    "lim(x → 0, frac(sin x, x)) = 1",
    "mat(a, b; c, d)^{-1} vec(v) ≠ 0",
    'f(x) = cases(x^2, "if" x ≥ 0; -x, "otherwise")',
    "norm(x + y) ≤ norm(x) + norm(y) = floor(frac(z, 2))",
    "hat(β) = overline(x) / tilde(y) ∈ ℝ",
)


def key(generator: FormulaGenerator, index: int) -> Key:
    return Key(seed=5, split="test", generator=generator.id, version=generator.version, index=index, attempt=0)


def sampled(generator: FormulaGenerator, index: int, language: str = "en") -> FormulaSpec:
    return generator.sample(Streams(key(generator, index)), Knobs(language=language))


def drawn_signs(tree: FormulaTree) -> Counter[str]:
    inks = typst_ink.typeset(typst_math.source(tree, FONT), ())
    return Counter("".join(glyph.text for glyph in sign.glyphs) for sign in sort_ink(tree, inks, "").signs)


def test_every_area_has_a_generator() -> None:
    assert sorted(generator.area for generator in GENERATORS) == sorted(areas())


@pytest.mark.parametrize("area", areas())
def test_every_pattern_is_drawn_in_both_languages(area: str) -> None:
    faces = (*FONT, "Noto Serif CJK SC", "WenQuanYi Micro Hei")
    for number, pattern in enumerate(patterns(area)):
        draw = Draw(Key(seed=1, split="test", generator=area, version=1, index=number, attempt=0).stream("data"))
        language = "zh" if number % 2 else "en"
        tree = parse(in_language(fill(pattern, draw), language), "f", language)
        layout = sort_ink(tree, typst_ink.typeset(typst_math.source(tree, faces), folders()), "")
        assert len(layout.signs) >= 3
        assert latex(tree).count("{") == latex(tree).count("}")


@pytest.mark.parametrize("text", EXAMPLES)
def test_colours_do_not_move_anything(text: str) -> None:
    tree = parse(text, "f", "en")
    source = bare = typst_math.source(tree, FONT)
    wrapper = re.compile(r'#t\("#[0-9a-f]{6}",\$([^$]*)\$\)')
    while wrapper.search(bare):
        bare = wrapper.sub(r" \1 ", bare)
    coloured, plain = (typst_ink.typeset(made, ()) for made in (source, bare))
    assert len({ink.colour for ink in plain}) == 1 < len({ink.colour for ink in coloured})
    ours, theirs = (np.array(sorted(ink.box for ink in inks)) for inks in (coloured, plain))
    assert np.abs(ours - theirs).max() < 0.02


@pytest.mark.parametrize("text", EXAMPLES)
def test_pdfium_sees_the_same_ink(text: str) -> None:
    tree = parse(text, "f", "en")
    source = typst_math.source(tree, FONT)
    compiler = typst.Compiler(b"", font_paths=[], ignore_system_fonts=True)
    data = compiler.compile(input=source.replace("margin: 0pt", "margin: 50pt").encode(), format="pdf")
    seen = sorted((char.fill, char.box) for char in pdf_ink.chars(data, 0, 72))
    inks = [ink for ink in typst_ink.typeset(source, ()) if not ink.rule]
    ours = sorted((tuple(bytes.fromhex(ink.colour[1:])), tuple(edge + 50 for edge in ink.box)) for ink in inks)
    assert [fill for fill, _ in seen] == [fill for fill, _ in ours]
    apart = np.abs(np.array([box for _, box in seen]) - np.array([box for _, box in ours])).max(axis=0)
    assert (apart < (0.3, 3.0, 0.3, 0.3)).all()  # pdfium rounds heights up, by some hundredths of an em
    ys, xs = np.nonzero((pdf_ink.raster(data, 0, 72) < 250).any(axis=2))
    whole = np.array([tuple(edge + 50 for edge in ink.box) for ink in typst_ink.typeset(source, ())])
    inked = (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
    assert np.abs(np.concatenate([whole[:, :2].min(axis=0), whole[:, 2:].max(axis=0)]) - inked).max() <= 2


@pytest.mark.parametrize("table", [SYMBOLS, OPERATORS, FENCES])
def test_the_carried_font_has_every_sign(table: dict[str, str]) -> None:
    missing = outline("\ue000", "symbol")
    for char in table:
        if char != ".":
            assert outline(char, "symbol" if table is SYMBOLS else "operator") != missing, char


def outline(char: str, kind: str) -> tuple[float, ...]:
    """Extent of the first glyph of a sign, from its left edge."""
    node = FormulaNode(kind="text" if char in FENCES or kind == "text" else kind, value=char)
    tree = FormulaTree(id="f", language="en", root=0, nodes=(node,))
    left, top, right, bottom = typst_ink.typeset(typst_math.source(tree, FONT), ())[0].box
    return tuple(round(number, 1) for number in (right - left, bottom - top))


def test_every_font_of_the_looks_is_found_and_draws() -> None:
    for kind, text in (("faces", "x"), ("partners", "若")):
        for row in present(kind):
            typst_ink.require((row["name"],), folders())
            node = FormulaNode(kind="text", value=text)
            tree = FormulaTree(id="f", language="zh", root=0, nodes=(node,))
            missing = FormulaTree(id="f", language="zh", root=0, nodes=(replace(node, value="\ue0f0"),))
            drawn, tofu = (typst_ink.typeset(typst_math.source(t, (row["name"],)), folders()) for t in (tree, missing))
            assert drawn, row
            assert [ink.box for ink in drawn] != [ink.box for ink in tofu], row
    with pytest.raises(BackendError, match="No Such Font"):
        typst_ink.require(("No Such Font",), folders())


def test_signs_come_in_reading_order() -> None:
    tree = parse("int(0, 1, root(x, 3) diff(x)) = (vec(a))", "f", "en")
    signs = sort_ink(tree, typst_ink.typeset(typst_math.source(tree, FONT), ()), "").signs
    assert ["".join(glyph.text for glyph in sign.glyphs) for sign in signs] == list("∫01√3xdx=(→a)")
    assert [tree.nodes[sign.node].kind for sign in signs[:4]] == ["integral", "number", "number", "root"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(GENERATORS))
def test_picture_and_latex_show_the_same_signs(index: int, generator: FormulaGenerator) -> None:
    """Signs read back from the ink and from the LaTeX text, structure aside, are the same multiset."""
    tree = sampled(generator, index).formula
    assert written_signs(latex(tree)) == sum((alone(sign) for sign in drawn_signs(tree).elements()), Counter())


def alone(sign: str) -> Counter[str]:
    return Counter(re.findall(r"\d|[A-Za-z]|[^\w\s.]|_", sign))


def written_signs(text: str) -> Counter[str]:
    """Signs that LaTeX text stands for, letter by letter."""
    fences = {"bmatrix": "[]", "pmatrix": "()", "vmatrix": "||", "cases": "{", "matrix": ""}
    for name, pair in fences.items():
        text = text.replace(rf"\begin{{{name}}}", f" {pair} ").replace(rf"\end{{{name}}}", " ")
    text = re.sub(r"\\(?:left|right|text|operatorname)(?![a-z])", " ", text).replace(r"\sqrt", "√ ")
    text = re.sub(r"√ \[([^][]*)\]", r"√ \1", text).replace("''", " ″ ").replace("'", " ′ ")
    written = {command: char for table in (SYMBOLS, OPERATORS, FENCES) for char, command in table.items()}
    written |= {command: char for char, command in ACCENTS.values()} | {c: char for char, c in INTEGRALS.items()}
    written |= {r"\sum": "∑", r"\prod": "∏", r"\frac": "", r"\,": "", r"\\": "", "-": "−"}
    pieces = re.findall(r"\\[A-Za-z]+|\\.|[^\s{}&^_.]", re.sub(r"(?<!\\)[{](?! )|(?<![\\ ])[}]", " ", text))
    found: Counter[str] = Counter()
    for piece in pieces:
        found += alone(written.get(piece, piece[1:] if piece[0] == "\\" else piece))
    return found + Counter("{" * text.count(" { "))


def test_a_source_that_typst_refuses_is_named() -> None:
    with pytest.raises(BackendError, match="the source was"):
        typst_ink.typeset("#nonsense(", ())


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.area)
def test_spec_round_trips_and_draws_the_same(generator: FormulaGenerator) -> None:
    spec = sampled(generator, 3, "zh")
    again = jsonio.decode(FormulaSpec, jsonio.loads(jsonio.dumps(jsonio.encode(spec))))
    assert again == spec
    first, second = (generator.draw(made, Canvas()) for made in (spec, again))
    assert np.array_equal(first.pages[0], second.pages[0])
    assert first.scene == second.scene


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.area)
def test_hidden_ink_is_where_the_label_says(generator: FormulaGenerator) -> None:
    for index, language in ((0, "en"), (1, "zh")):
        spec = sampled(generator, index, language)
        drawing = generator.draw(spec, Canvas())
        for row, name in list(enumerate(drawing.paints))[::4]:
            if name:
                hidden = generator.draw(spec, Canvas(frozenset({name}))).pages[0]
                box = drawing.scene.regions.boxes()[row] / 16
                assert np.abs(changed(drawing.pages[0], hidden) - box).max() <= 2, (spec.formula, name)


def changed(first: Pixels, second: Pixels) -> np.ndarray:
    """Bounding box of the pixels in which two pictures differ."""
    ys, xs = np.nonzero((first != second).any(axis=2))
    return np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1])


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.area)
def test_regions_name_nodes_and_their_signs(generator: FormulaGenerator) -> None:
    spec = sampled(generator, 6)
    scene = generator.draw(spec, Canvas()).scene
    regions = scene.regions
    for region in (regions[int(row)] for row in regions.having("token")):
        node = spec.formula.nodes[int(region.ref.removeprefix("node/"))]
        if node.kind in ("number", "symbol", "operator", "function"):
            assert scene.text_of(region) == node.value
    boxes = regions.boxes()
    (block,) = regions.having("formula")
    for row in regions.having("formula_node", "rule"):
        assert regions.parent[row] == block
        assert (boxes[row][:2] >= boxes[block][:2] - 1).all()
        assert (boxes[row][2:] <= boxes[block][2:] + 1).all()


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.id)
def test_every_drawing_names_its_fonts(generator: FormulaGenerator) -> None:
    for index in range(6):
        key = Key(seed=41, split="test", generator=generator.id, version=1, index=index, attempt=0)
        spec = generator.sample(Streams(key), Knobs(language="en"))
        assert len(generator.draw(spec, Canvas()).fonts) == 1
