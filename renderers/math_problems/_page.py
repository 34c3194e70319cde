"""Composes a math page: running head, label, statement, figure, worked steps, answer, from the top down."""

from __future__ import annotations

from typing import Any

from proofpress_core.content import MathProblem
from proofpress_core.errors import Reject
from renderers._backends.skia_canvas import Colour
from renderers.base import Canvas, Drawing
from renderers.math_problems._inline import Set, flow, set_text
from renderers.math_problems._sheet import Sheet, ink_of, panel
from renderers.math_problems._style import FigureBox, PageStyle, Texts, faces
from templates import math_words
from templates.fonts import font

MAX_HEIGHT = 1700


def compose(style: PageStyle, texts: Texts, figure: FigureBox | None, content: MathProblem, canvas: Canvas) -> Drawing:
    """Lay out and paint a problem. Reject (`overflow`, `too_tall`) when it does not fit the page."""
    page = _Composer(style, texts)
    page.opening()
    page.statement(figure)
    if style.shown:
        page.solution()
    elif style.lines:
        page.writing_lines()
    return page.finish(canvas, content)


class _Composer:
    """One page while it is filled from the top; `y` is the lowest place that is taken."""

    def __init__(self, style: PageStyle, texts: Texts) -> None:
        self.style, self.texts = style, texts
        self.look: dict[str, Any] = math_words.theme(style.theme)
        self.faces = faces(style)
        self.sheet = Sheet(style.width, self.colour("background"))
        self.margin = round(style.width * 0.06) + 8
        self.size = float(style.size)
        self.y = float(self.margin)
        self.left = float(self.margin)
        self.right = float(style.width - self.margin)

    def colour(self, name: str) -> Colour:
        red, green, blue = self.look[name]
        return red, green, blue

    def bold(self, text: str, size: float) -> Set:
        return set_text(text, font(self.faces.text.family, "bold"), size)

    def opening(self) -> None:
        """Running head and label, by layout; sets where the statement begins."""
        {"exam": self._exam, "example": self._example, "workbook": self._workbook, "card": self._card}[
            self.look["layout"]
        ]()

    def _exam(self) -> None:
        style = self.style
        if style.head:
            box = self.bold(style.head, 1.05 * self.size)
            header = self.sheet.area("header")
            self.sheet.line(header, box, self.left, self.y + 0.8 * self.size, self.colour("ink"))
            self.y = round(self.y + 1.35 * self.size)
            self.sheet.rule(header, (self.left, self.y, self.right, self.y + 2.0), self.colour("line"))
            self.y += self.size
        label = self.bold(style.label, self.size)
        self._heading(label, self.left, self.y + 0.8 * self.size, "ink")
        self.left += label.width + 0.6 * self.size

    def _example(self) -> None:
        label = self.bold(self.style.label, 1.08 * self.size)
        self._heading(label, self.left, self.y + 0.8 * self.size, "accent")
        self.y += 1.75 * self.size

    def _workbook(self) -> None:
        label = self.bold(self.style.label, 0.95 * self.size)
        side = max(1.75 * self.size, label.width + 0.9 * self.size)
        top = self.y - 0.35 * self.size
        self.sheet.under(panel((self.left, top, self.left + side, top + 1.75 * self.size), self.colour("accent"),
                               0.5 * self.size))  # fmt: skip
        ink = ink_of(label)
        self._heading(label, self.left + (side - ink[2] - ink[0]) / 2, top + (1.75 * self.size - ink[1] - ink[3]) / 2,
                      "background")  # fmt: skip
        self.left += side + 0.7 * self.size

    def _card(self) -> None:
        height = 2.3 * self.size
        self.sheet.under(panel((0.0, 0.0, float(self.style.width), round(height)), self.colour("accent")))
        head = self.bold(self.style.head, 1.05 * self.size)
        header = self.sheet.area("header")
        self.sheet.line(header, head, self.left, 0.5 * height + 0.36 * self.size, self.colour("background"))
        number = set_text(self.style.label, self.faces.text, 0.9 * self.size)
        self._heading(number, self.right - number.width, 0.5 * height + 0.34 * self.size, "background")
        self.y = height + 0.9 * self.size

    def _heading(self, box: Set, x: float, baseline: float, colour: str) -> None:
        self.sheet.line(self.sheet.area("heading"), box, x, baseline, self.colour(colour))

    def statement(self, figure: FigureBox | None) -> None:
        """The prompt, the displayed equation, and the figure beside or below them."""
        top = self.y
        beside = figure is not None and figure.beside and self.right - self.left > figure.width + 13 * self.size
        right = self.right - (figure.width + 1.6 * self.size if figure and beside else 0.0)
        area = self.sheet.area("statement", ref="statement")
        marks = self._marks(right)
        self.paragraph(area, self.texts.prompt, self.left, right - marks, "ink")
        if self.texts.display:
            self.y += 0.35 * self.size
            box = flow(self.texts.display, self.faces, 1.12 * self.size, right - self.left, display=True)[0]
            indent = (right - self.left - box.width) / 2 if self.style.centred else 1.6 * self.size
            self.put(area, box, self.left + indent, "ink")
        if figure is not None:
            self._figure(figure, top, right, beside=beside)
        if self.look["layout"] == "example":
            box = (
                0.5 * self.margin,
                0.55 * self.margin,
                self.style.width - 0.5 * self.margin,
                self.y + 0.7 * self.size,
            )
            self.sheet.under(panel(box, self.colour("tint"), 6.0))
            self.y += 0.7 * self.size

    def _marks(self, right: float) -> float:
        """Marks at the right of an exam question; the width that they take."""
        if not self.style.marks:
            return 0.0
        box = set_text(self.style.marks, self.faces.text, 0.9 * self.size)
        area = self.sheet.area("text_block")
        self.sheet.line(area, box, self.right - box.width, self.y + 0.8 * self.size, self.colour("soft"))
        return max(0.0, box.width + self.size - (self.right - right))

    def _figure(self, figure: FigureBox, top: float, right: float, *, beside: bool) -> None:
        if beside:
            shift = 1.6 * self.size if self.style.marks else 0.0
            figure.place(self.sheet, right + 1.6 * self.size, top + shift)
            self.y = max(self.y, top + shift + figure.height)
        else:
            self.y += 1.0 * self.size
            figure.place(self.sheet, (self.left + self.right - figure.width) / 2, self.y)
            self.y += figure.height

    def solution(self) -> None:
        """Heading, steps, answer."""
        self.y += 1.1 * self.size
        area = self.sheet.area("solution")
        heading = self.bold(self.style.solution_word, self.size)
        self.sheet.line(area, heading, self.left, self.y + 0.8 * self.size, self.colour("accent"))
        self.y += 1.7 * self.size
        column = self._reason_column()
        for number, (action, result) in enumerate(self.texts.steps):
            step = self.sheet.area("step", area, ref=f"step/{number}")
            if column:
                self._beside(step, action, result, column)
            else:
                self._over(step, action, result)
        self.y += 0.35 * self.size
        answer = self.sheet.area("answer", area, ref="answer")
        self.paragraph(answer, self.texts.answer, self.left, self.right, "ink", display=True)

    def _reason_column(self) -> tuple[float, float] | None:
        """Places of the equations' signs and of the reasons, or None where reasons stand over the equations."""
        if not self.style.reasons:
            return None
        boxes = [flow(result, self.faces, self.size, 1e9, display=True)[0] for _, result in self.texts.steps]
        before = max(_sign(box) for box in boxes)
        sign = self.left + 0.8 * self.size + before
        reason = sign + max(box.width - _sign(box) for box in boxes) + 1.8 * self.size
        return (sign, reason) if self.right - reason > 11 * self.size else None

    def _beside(self, step: int, action: str, result: str, column: tuple[float, float]) -> None:
        box = flow(result, self.faces, self.size, 1e9, display=True)[0]
        top = self.y
        baseline = self.put(step, box, column[0] - _sign(box), "ink")
        after = self.y
        lines = flow(action, self.faces, 0.86 * self.size, self.right - column[1])
        place = baseline
        for line in lines:
            self.sheet.line(step, line, column[1], place, self.colour("soft"))
            place += 1.25 * self.size
        self.y = max(after, place - 0.3 * self.size, top)

    def _over(self, step: int, action: str, result: str) -> None:
        self.paragraph(step, action, self.left, self.right, "soft", scale=0.9)
        box = flow(result, self.faces, self.size, 1e9, display=True)[0]
        self.put(step, box, self.left + 1.8 * self.size, "ink")
        self.y += 0.32 * self.size

    def paragraph(
        self,
        area: int,
        markup: str,
        left: float,
        right: float,
        colour: str,
        *,
        scale: float = 1.0,
        display: bool = False,
    ) -> None:
        """Text broken to the width, from `y` down."""
        for box in flow(markup, self.faces, scale * self.size, right - left, display=display):
            self.put(area, box, left, colour)

    def put(self, area: int, box: Set, x: float, colour: str) -> float:
        """One line below what is taken, with the leading that its height asks for; its baseline."""
        lead = 0.34 * self.size
        baseline = round(self.y + max(box.height, 0.74 * self.size) + lead / 2)
        if x + box.width > self.style.width - 6:
            raise Reject("overflow", f"a line of {box.width:.0f} px does not fit")
        self.sheet.line(area, box, x, baseline, self.colour(colour))
        self.y = baseline + max(box.depth, 0.22 * self.size) + lead / 2
        return float(baseline)

    def writing_lines(self) -> None:
        """Ruled lines to write on."""
        self.y += 0.8 * self.size
        area = self.sheet.area("form")
        for _ in range(self.style.lines):
            self.y = round(self.y + 1.7 * self.size)
            self.sheet.rule(area, (self.left, self.y, self.right, self.y + 1.0), self.colour("line"))

    def finish(self, canvas: Canvas, content: MathProblem) -> Drawing:
        height = round(self.y + self.margin)
        if height > MAX_HEIGHT:
            raise Reject("too_tall", f"{height} px")
        return self.sheet.finish(height, canvas, content)


def _sign(box: Set) -> float:
    """Where the relation sign of an equation stands in its box."""
    return next((ink.x for ink in box.inks if ink.texts in (("=",), ("≈",))), 0.0)
