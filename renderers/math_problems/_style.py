"""The look of a math page: what decides its pixels besides the problem, and how a look is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from renderers._backends.shaping import x_height
from renderers.math_problems._inline import Faces
from renderers.math_problems._sheet import Sheet
from templates import math_words
from templates.fonts import font


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStyle:
    """All that decides a page's look. `theme` names a look of templates/math_themes.yaml; `label` stands before the
    statement, `head` and `marks` may be empty; `reasons` sets a step's words beside its equation, else over it."""

    theme: str
    language: Language
    width: int
    size: int
    label: str
    head: str
    marks: str
    solution_word: str
    shown: bool
    reasons: bool
    centred: bool
    lines: int
    voice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The markup of a problem: prompt, displayed equation ("" for none), (action, result) of the steps, answer."""

    prompt: str
    display: str
    steps: tuple[tuple[str, str], ...]
    answer: str


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A figure to be placed: its size, and how to put it on a sheet (sheet, left, top)."""

    width: float
    height: float
    place: Callable[[Sheet, float, float], None]
    beside: bool


def sample_style(draw: Draw, language: Language, solution: str, topic: str) -> PageStyle:
    """Draw a look. `solution` is `shown`, `hidden`, or "" to toss a coin; `topic` may stand in a card's bar."""
    theme = draw.choice(math_words.theme_names())
    words = math_words.table("themes")
    layout = math_words.theme(theme)["layout"]
    shown = solution == "shown" if solution else draw.chance(0.5)
    slots = {"n": str(draw.integer(1, 28)), "u": str(draw.integer(2, 9)), "m": str(draw.integer(3, 8))}
    kind = "exercise" if layout == "example" and not shown else layout
    label = math_words.fill(draw.choice(words["labels"][kind][language]), slots)
    head = math_words.fill(draw.choice(words["heads"][language]), slots)
    return PageStyle(
        theme=theme, language=language, width=draw.integer(34, 46) * 20, size=draw.integer(20, 26), label=label,
        head=topic if layout == "card" else head if layout == "exam" and draw.chance(0.5) else "",
        marks=math_words.fill(draw.choice(words["marks"][language]), slots) if layout == "exam" else "",
        solution_word=draw.choice(words["solution"][language]), shown=shown, reasons=draw.chance(0.5),
        centred=draw.chance(0.4), lines=draw.integer(3, 6) if layout == "workbook" and draw.chance(0.7) else 0,
        voice=draw.integer(0, 11),
    )  # fmt: skip


def faces(style: PageStyle) -> Faces:
    """The fonts of a look on this machine."""
    text = font(math_words.text_family(style.theme, style.language))
    name = math_words.math_family(style.theme, style.language)
    symbols = font(math_words.math_family("exam_sans", style.language))
    upright = font(name)
    scale = min(1.16, max(1.0, 0.98 * x_height(text, 100.0) / x_height(upright, 100.0))) if text.covers("x") else 1.0
    return Faces(text, upright, font(name, "italic"), symbols, scale)
