"""Lines of text and what can be counted in them."""

from __future__ import annotations

from proofpress_core.content import SceneText
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView, unevaluated
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined


class Lines(MenuView):
    """Lines of text and what can be counted in them."""

    def __init__(self, session: Session, scene: SceneText) -> None:
        super().__init__(session)
        self.scene = scene
        self.source = source = session.expr("scene_text", scene.id)
        number, text = self.menu["number"], self.menu["text"]
        number += [
            (1.5, lambda d: session.expr("characters", self._line(d))),
            (1.0, self._counted),
            (0.8, self._digits),
        ]
        text += [(2.0, self._line)]
        if scene.language == "en":
            number += [(1.0, lambda d: session.expr("words", self._line(d)))]
        if len(scene.lines) > 1:
            lines = session.expr("lines", source)
            number += [(0.7, lambda d: session.expr("count_texts", lines)), (2.5, self._two_lines)]
            number += [(1.5, lambda d: session.expr("characters", self._extreme(d, lines)))]
            text += [(1.5, lambda d: self._extreme(d, lines))]
            self.truth_menu += [(0.8, self._contained)]
        if len(scene.lines) > 1:
            self.missing_menu += [self._line_beyond]

    def _line(self, draw: Draw) -> Expr:
        count = len(self.scene.lines)
        place = draw.integer(1, count)
        if place == count and count > 1:
            return self.session.expr("line_last", self.source)
        return self.session.expr("line", self.source, str(place))

    def _contained(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """Whether a word or number stands in a line, or in another one only."""
        places = list(range(1, len(self.scene.lines) + 1))
        here, there = draw.sample(places, 2)
        parts = [part for part in self.scene.lines[(here if wanted else there) - 1].split() if len(part) > 1]
        word = draw.choice(parts).strip(",.:;!?，。：；！？")
        return self.session.expr("contains", self.session.expr("line", self.source, str(here)), word)

    def _line_beyond(self, draw: Draw) -> tuple[Expr, Expr]:
        """A line after the last."""
        count = len(self.scene.lines)
        lines = self.session.expr("count_texts", self.session.expr("lines", self.source))
        asked = unevaluated("line", self.source, str(count + draw.integer(1, 2)))
        return asked, self.session.expr("above", lines, str(int(asked.params[0]) - 1))

    def _extreme(self, draw: Draw, lines: Expr) -> Expr:
        return self.session.expr(draw.choice(("longest", "shortest")), lines)

    def _counted(self, draw: Draw) -> Expr:
        line = self._line(draw)
        letters = [ch for ch in str(line.value) if ch.isalnum()]
        if not letters:
            raise Undefined("nothing to count")
        return self.session.expr("count_in", line, draw.choice(letters))

    def _digits(self, draw: Draw) -> Expr:
        line = self._line(draw)
        if not any(ch.isdigit() for ch in str(line.value)):
            raise Undefined("no digits")
        return self.session.expr("digits", line)

    def _two_lines(self, draw: Draw) -> Expr:
        first, second = (self.session.expr("characters", self._line(draw)) for _ in range(2))
        if first is second:
            raise Undefined("a line with itself")
        return self.session.expr(draw.choice(("gap", "add")), first, second)
