"""Equations in one variable with worked steps: twenty families from one step to logarithms, and word problems.

What is shown is solved by sympy while it is sampled, step by step (`_solving.prove`); `draw` only sets it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import Given, Language, MathProblem, Step
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.math_problems._algebra import Term, symbol
from renderers.math_problems._linear import LINEAR
from renderers.math_problems._markup import plain
from renderers.math_problems._page import compose
from renderers.math_problems._quadratic import QUADRATIC
from renderers.math_problems._solving import Claim, Worked, prove, worded
from renderers.math_problems._special import SPECIAL
from renderers.math_problems._style import PageStyle, Texts, sample_style
from renderers.math_problems._word_problems import SHAPES
from templates import math_words

PLAIN: dict[str, Callable[[Draw, Term], Worked]] = {**LINEAR, **QUADRATIC, **SPECIAL}
FAMILIES = (*PLAIN, "word_problem")
_ONE_ROOT = tuple(name for name in LINEAR if name != "absolute_value")
_STORY_WEIGHT = 4.0
"""Word problems have thirteen stories, so they come more often than any one family of bare equations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationSpec:
    """A problem and its page. `texts` is the content in markup: its plain reading is the content."""

    content: MathProblem
    texts: Texts
    page: PageStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How one page words a problem."""

    language: Language
    voice: int
    slots: dict[str, str]
    story: dict[str, str] | None = None

    def action(self, key: str, own: dict[str, str]) -> str:
        """A step's words."""
        if key == "model" and self.story:
            lead = {"en": "Let `{x}` be {let} and write an equation", "zh": "{let}，列方程"}[self.language]
            return math_words.fill(lead, {"let": self.story["let"], **self.slots}).replace("{x}", self.slots["x"])
        return math_words.action("equations", key, self.language, self.voice, {**self.slots, **own})

    def result(self, claim: Claim) -> str:
        """A claim in words."""
        return worded(claim, self.language, math_words.table("equations")["joins"][self.language])

    def answer(self, claim: Claim) -> str:
        """The closing sentence."""
        if self.story:
            return math_words.fill(self.story["answer"], self.slots)
        lead = math_words.variant(math_words.table("equations")["answers"][self.language], self.voice)
        return lead + self.result(claim) + {"en": ".", "zh": "。"}[self.language]


@generators.register("math_problems/equations")
class Equations(GeneratorBase[EquationSpec]):
    """One-variable equations, set like a question of an exam, a workbook, a card or a worked textbook example."""

    id = "math_problems/equations"
    domain = "math_problems"
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {"solution": ("hidden", "shown"), "family": FAMILIES}

    def sample(self, streams: Streams, knobs: Knobs) -> EquationSpec:
        """Draw a family, its numbers and a page; ArithmeticError if a step does not follow (a bug)."""
        self.check(knobs)
        data = streams("data")
        weights = [*(1.0 for _ in PLAIN), _STORY_WEIGHT]
        family = str(knobs.settings.get("family", "")) or data.choice(FAMILIES, weights)
        topic = math_words.table("equations")["families"][family][knobs.language]
        page = sample_style(streams("style"), knobs.language, str(knobs.settings.get("solution", "")), topic)
        if family == "word_problem":
            return _story_spec(data, page, knobs.language)
        name = data.choice(math_words.table("equations")["variables"][knobs.language])
        worked = PLAIN[family](data, symbol(name))
        wording = _Wording(language=knobs.language, voice=page.voice, slots={"x": name})
        key = "solve_all" if worked.prompt == "solve" and family not in _ONE_ROOT else worked.prompt
        prompts = math_words.table("equations")["prompts"][key][knobs.language]
        prompt = math_words.fill(data.choice(prompts), {"x": name})
        texts = _texts(worked, wording, prompt, wording.result(worked.claim))
        givens = tuple(Given(name=key, value=Decimal(value)) for key, value in worked.givens)
        return _spec(worked, texts, page, family, givens, "")

    def draw(self, spec: EquationSpec, canvas: Canvas) -> Drawing:
        """Set the page. Reject when a line or the page does not fit."""
        return compose(spec.page, spec.texts, None, spec.content, canvas)


def _story_spec(data: Draw, page: PageStyle, language: Language) -> EquationSpec:
    stories = math_words.table("word_problems")
    name = data.choice(tuple(stories))
    row = stories[name]
    variable = data.choice(row["variables"] if language == "en" else ["x"])
    story = SHAPES[row["shape"]](data, symbol(variable), row["ranges"])
    slots = {"x": variable, **{key: str(value) for key, value in story.slots}}
    wording = _Wording(language=language, voice=page.voice, slots=slots, story=row[language])
    texts = _texts(story.worked, wording, math_words.fill(row[language]["text"], slots), "")
    shown = [(key, value) for key, value in story.slots if "{" + key + "}" in row[language]["text"]]
    givens = tuple(Given(name=key, value=Decimal(value)) for key, value in shown)
    return _spec(story.worked, texts, page, f"word_problem/{name}", givens, row[language]["unit"])


def _texts(worked: Worked, wording: _Wording, prompt: str, display: str) -> Texts:
    steps = tuple((wording.action(step.action, dict(step.slots)), wording.result(step.claim)) for step in worked.moves)
    return Texts(prompt=prompt, display=display, steps=steps, answer=wording.answer(worked.moves[-1].claim))


def _spec(
    worked: Worked, texts: Texts, page: PageStyle, family: str, givens: tuple[Given, ...], unit: str
) -> EquationSpec:
    statement = "\n".join(plain(part) for part in (texts.prompt, texts.display) if part)
    steps = tuple(Step(action=plain(action), result=plain(result)) for action, result in texts.steps)
    content = MathProblem(
        id="problem", language=page.language, family=family, statement=statement, givens=givens, steps=steps,
        target=worked.variable, answers=prove(worked), unit=unit,
    )  # fmt: skip
    return EquationSpec(content=content, texts=texts, page=page)
