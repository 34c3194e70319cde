"""Triangle geometry with a labelled figure drawn to scale: angles, Pythagoras, area, similarity, sines, cosines.

Every question is solved by sympy while it is sampled, and every number is measured in the figure's own coordinates
(`_triangle.check`); `draw` only sets the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import Given, Language, MathProblem, Step
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.math_problems._figure import figure_box
from renderers.math_problems._labels import FigureStyle
from renderers.math_problems._markup import plain
from renderers.math_problems._page import compose
from renderers.math_problems._solving import Claim, prove, worded
from renderers.math_problems._style import PageStyle, Texts, faces, sample_style
from renderers.math_problems._triangle import Figure, Question, check
from renderers.math_problems._triangle_angles import ANGLES
from renderers.math_problems._triangle_oblique import OBLIQUE
from renderers.math_problems._triangle_right import RIGHT
from templates import math_words

QUESTIONS: dict[str, Callable[[Draw, tuple[str, ...]], Question]] = {**ANGLES, **RIGHT, **OBLIQUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriangleSpec:
    """A problem, its figure and its page. The plain reading of `texts` is the content."""

    content: MathProblem
    texts: Texts
    figure: Figure
    pose: FigureStyle
    page: PageStyle


@generators.register("math_problems/triangle")
class Triangle(GeneratorBase[TriangleSpec]):
    """A triangle question with its figure, set like a question of an exam, a workbook, a card or a textbook."""

    id = "math_problems/triangle"
    domain = "math_problems"
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {"solution": ("hidden", "shown"), "family": tuple(QUESTIONS)}

    def sample(self, streams: Streams, knobs: Knobs) -> TriangleSpec:
        """Draw a family, its numbers, a pose and a page; ArithmeticError if solution or figure is wrong (a bug)."""
        self.check(knobs)
        data, style, language = streams("data"), streams("style"), knobs.language
        words = math_words.table("triangles")
        family = str(knobs.settings.get("family", "")) or data.choice(tuple(QUESTIONS))
        names = tuple(data.choice(words["letters_zh" if language == "zh" else "letters"]))
        question = QUESTIONS[family](data, names)
        answers = prove(question.worked)
        check(question, answers[0])
        topic = words["families"][family]["topic"][language]
        page = sample_style(style, language, str(knobs.settings.get("solution", "")), topic)
        texts = _texts(question, family, names, answers[0], page, data)
        content = _content(question, family, texts, answers, language)
        return TriangleSpec(content=content, texts=texts, figure=question.figure, page=page,
                            pose=_pose(streams("layout"), page))  # fmt: skip

    def draw(self, spec: TriangleSpec, canvas: Canvas) -> Drawing:
        """Set the page. Reject when a label finds no place or the page is too small."""
        look = math_words.theme(spec.page.theme)
        figure = figure_box(spec.figure, spec.pose, faces(spec.page), tuple(look["figure"]), tuple(look["ink"]))
        return compose(spec.page, spec.texts, figure, spec.content, canvas)


def _pose(draw: Draw, page: PageStyle) -> FigureStyle:
    upright = draw.chance(0.55)
    return FigureStyle(
        turn=0.0 if upright else round(draw.uniform(-40.0, 40.0), 1), mirrored=draw.chance(0.3),
        extent=draw.integer(250, 340), stroke=draw.choice((1.6, 2.0, 2.4)), label_size=max(17, page.size - 2),
        beside=draw.chance(0.55),
    )  # fmt: skip


def _texts(
    question: Question, family: str, names: tuple[str, ...], answer: str, page: PageStyle, data: Draw
) -> Texts:  # fmt: skip
    words = math_words.table("triangles")
    row, language = words["families"][family], page.language
    slots = _slots(question, names, answer, language)
    steps = tuple(
        (_action(move.action, language, page.voice, {**slots, **dict(move.slots)}), _result(move.claim, language))
        for move in question.worked.moves
    )
    prompt = math_words.fill(data.choice(row[language]), slots)
    return Texts(prompt=prompt, display="", steps=steps, answer=math_words.fill(row["answer"][language], slots))


def _slots(question: Question, names: tuple[str, ...], answer: str, language: Language) -> dict[str, str]:
    """What fills the wording: letters, given quantities with units, the answer and how it is rounded."""
    rounded = question.worked.places >= 0
    rounding = math_words.table("triangles")["rounding"]
    given = {f"g{n}": f"{value}{_with_unit(unit)}" for n, (_, value, unit) in enumerate(question.givens)}
    return {**dict(zip("ABCDE", names, strict=False)), **given, **dict(question.slots), "v": answer,
            "u": _with_unit(question.unit), "s": "≈" if rounded else "=",
            "round": rounding["length"][language] if rounded else "",
            "about": rounding["about" if rounded else "exactly"][language]}  # fmt: skip


def _with_unit(unit: str) -> str:
    if unit in ("", "°"):
        return unit
    base = unit.rstrip("²")
    return f"\\text{{ {base}}}" + ("^{2}" if base != unit else "")


def _action(key: str, language: Language, voice: int, slots: dict[str, str]) -> str:
    own = math_words.table("triangles")["actions"]
    name = "triangles" if key in own else "equations"
    return math_words.action(name, key, language, voice, slots)


def _result(claim: Claim, language: Language) -> str:
    return worded(claim, language, math_words.table("triangles")["joins"][language])


def _content(
    question: Question, family: str, texts: Texts, answers: tuple[str, ...], language: Language
) -> MathProblem:  # fmt: skip
    givens = tuple(Given(name=name, value=Decimal(value), unit=unit) for name, value, unit in question.givens)
    return MathProblem(
        id="problem", language=language, family=family, statement=plain(texts.prompt), givens=givens,
        steps=tuple(Step(action=plain(action), result=plain(result)) for action, result in texts.steps),
        target=question.worked.variable, answers=answers, unit=question.unit,
    )  # fmt: skip
