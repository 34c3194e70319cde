"""Fields, headings and parts of documents."""

from __future__ import annotations

from collections import Counter

from proofpress_core.content import DocumentTree
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView, unevaluated
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined
from templates.siblings import field_siblings


class Pages(MenuView):
    """Fields, headings and parts of a document."""

    def __init__(self, session: Session, document: DocumentTree) -> None:
        super().__init__(session)
        self.source = source = session.expr("document", document.id)
        fields = [node for node in document.nodes if node.role == "field"]
        amounts = [(node.key, node.unit) for node in fields if node.value is not None]
        headings = [node.text for node in document.nodes if node.role == "heading"]
        roles = Counter(node.role for node in document.nodes)
        number, text = self.menu["number"], self.menu["text"]
        if amounts:
            self._amounts = amounts
            number += [(1.5, self._amount), (3.0, self._two_amounts), (2.0, self._percent), (1.0, self._three_amounts)]
        plain = [
            node.key for node in fields if node.value is None and 0 < len(node.text) <= 40 and "\n" not in node.text
        ]
        if plain:
            text += [(2.0, lambda d: session.expr("field_text", source, d.choice(plain)))]
        if document.page_count > 1:
            number += [(0.8, lambda d: session.expr("page_count", source))]
        if headings:
            text += [(2.0, lambda d: session.expr("heading_after", source, d.choice(headings)))]
            text += [(2.0, lambda d: session.expr("heading_parent", source, d.choice(headings)))]
            number += [(1.0, lambda d: session.expr("heading_page", source, d.choice(headings)))]
            number += [
                (1.0, lambda d: session.expr("count_texts", session.expr("headings", source, d.choice(("1", "2")))))
            ]
        if len({node.level for node in document.nodes if node.role == "heading"}) > 1:
            number += [(0.8, lambda d: session.expr("heading_level", source, d.choice(headings)))]
        self._absent = field_siblings([node.key for node in fields], document.language)
        if self._absent:
            self.missing_menu += [self._absent_field]
        counted = [role for role in ("table", "item", "footnote") if roles[role]]
        if counted:
            number += [(0.7, lambda d: session.expr("node_count", source, d.choice(counted)))]

    def _absent_field(self, draw: Draw) -> tuple[Expr, Expr]:
        """A field that other documents of this kind have."""
        key = draw.choice(self._absent)
        check = self.session.expr("has_text", self.session.expr("fields", self.source), key)
        return unevaluated("field_text", self.source, key), check

    def _amount(self, draw: Draw) -> Expr:
        return self.session.expr("field_number", self.source, draw.choice(self._amounts)[0])

    def _pair(self, draw: Draw) -> list[Expr]:
        unit = draw.choice(sorted({unit for _, unit in self._amounts}))
        keys = [key for key, held in self._amounts if held == unit]
        if len(keys) < 2 or unit == "%":
            raise Undefined("no two amounts of one unit")
        return [self.session.expr("field_number", self.source, key) for key in draw.sample(keys, 2)]

    def _two_amounts(self, draw: Draw) -> Expr:
        return self.session.expr(draw.choice(("gap", "add")), *self._pair(draw))

    def _percent(self, draw: Draw) -> Expr:
        return self.session.expr("percent_of", *self._pair(draw))

    def _three_amounts(self, draw: Draw) -> Expr:
        first, pair = self._amount(draw), self._two_amounts(draw)
        if first in pair.inputs:
            raise Undefined("an amount with itself")
        return self.session.expr(draw.choice(("gap", "difference")), first, pair)


def _fits(text: str) -> bool:
    """Whether a field's text is short enough to be an answer: one line of at most 40 characters."""
    return 0 < len(text) <= 40 and "\n" not in text
