"""Where rows stand, in words: what fixes them, by which preposition, in which order."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from qa_gen.session import Expr
from qa_gen.spelling import lowered
from qa_gen.words import Words

_FILTERS = ("where_text", "where_not", "where_like", "from_to", "strictly_between", "where_above", "where_below",
            "where_between", "where_over", "where_under", "where_higher", "top", "bottom", "without_highest",
            "without_lowest", "grown", "grown_where")  # fmt: skip


class PlaceSpeaker(Words, ABC):
    """Puts the columns that rows are fixed to into words. A fixed column is (rows, column, text)."""

    @abstractmethod
    def row(self, expr: Expr) -> str:
        """A row by name; rows that are fixed to the place of another need it."""

    def _placed(self, fixed: list[tuple[Expr, str, str]], *, earlier: bool = False) -> str:
        """Fixed columns after a measure, or after a name that is one of those (`earlier`) that take "for"; the later
        ones of these stand in brackets."""
        parts = []
        for rows, column, text in fixed:
            plain = self._takes_for(rows, column)
            beside = plain and earlier and rows.op == "where_text"
            parts.append(self._beside(rows, column, text) if beside else self._where(rows, column, text))
            earlier = earlier or plain
        return "".join(parts)

    def _takes_for(self, rows: Expr, column: str) -> bool:
        noun = self._noun(rows, column)
        return (
            noun is not None
            and noun.preposition == "for"
            and not self._tells_facet(rows, column)
            and self._voice.is_name(rows, column)
        )

    def _beside(self, rows: Expr, column: str, text: str) -> str:
        noun = self._noun(rows, column)
        return self._say("scope", "beside", noun=noun.one if noun else column, x=self._told(text))

    def _where(self, rows: Expr, column: str, text: str) -> str:
        """Where a fixed column puts rows; nothing where it is told with the measure."""
        if self._tells_facet(rows, column):
            return ""
        noun = self._noun(rows, column)
        if noun and not self._voice.is_name(rows, column):
            return self._say("scope", "attribute", x=text, noun=noun.one)
        return self._say("scope", noun.preposition if noun else "for", x=self._told(text))

    def _told(self, text: str) -> str:
        """A name as it is read out within a sentence: a bare year gets its word in Chinese, a comma its quotes."""
        if self._phrasing.language == "zh" and re.fullmatch(r"(?:19|20)\d\d", text):
            return f"{text}年"
        return f"“{text}”" if "," in text else text

    def _of(self, name: str) -> str:
        return name if self._phrasing.language == "zh" else f" of {name}"

    def _chain(self, rows: Expr) -> list[Expr]:
        """The filters of a rows expression from the first to the last; two lines side by side are one filter."""
        chain: list[Expr] = []
        while rows.op in _FILTERS:
            chain.append(rows)
            if rows.op == "where_higher":
                break
            rows = rows.inputs[0]
        return chain[::-1]

    def _is_fixed(self, step: Expr) -> bool:
        return step.op == "where_text" and step.params[0] != self._voice.key_of(step)

    def _fixed(self, rows: Expr) -> list[tuple[Expr, str, str]]:
        """(rows, column, text) of every column that a chain of filters fixes to one text."""
        found = []
        for step in self._chain(rows):
            if step.op == "where_text":
                found.append((step, step.params[0], step.params[1]))
            if step.op == "where_like":
                found.append((step, step.params[0], self.row(step.inputs[1])))
        return found

    def _ordered(self, fixed: list[tuple[Expr, str, str]]) -> list[tuple[Expr, str, str]]:
        """Fixed columns: plain names before described ones, things before times (Chinese: the other way round); what
        leads to a second thing ("to", "with") after the first."""
        turned = 1 if self._phrasing.language == "en" else -1
        ranked = [(row.op == "where_like", self._is_time(row, column), turned * self._follows(row, column), place)
                  for place, (row, column, _) in enumerate(fixed)]  # fmt: skip
        return [fixed[place] for *_, place in sorted(ranked)][::turned]

    def _follows(self, rows: Expr, column: str) -> int:
        noun = self._noun(rows, column)
        return int(noun is not None and noun.preposition in ("to", "with"))

    def _is_time(self, rows: Expr, column: str) -> bool:
        noun = self._noun(rows, column)
        return noun is not None and noun.preposition in ("in", "on")

    def _joined(self, fixed: list[tuple[Expr, str, str]]) -> str:
        """Fixed columns as a name; facets that the measure tells are left out beside other names."""
        fixed = [item for item in fixed if not self._tells_facet(item[0], item[1])] or fixed
        first, *others = self._ordered(fixed)
        if self._tells_facet(first[0], first[1]):
            return lowered(first[2])
        return self._told(first[2]) + self._placed(others, earlier=self._takes_for(first[0], first[1]))
