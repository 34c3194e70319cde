"""From the parts that the parser found to whole meanings: what each part means as an answer to what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from qa_gen.decompose.asking import Asking
from qa_gen.decompose.claims import Compare, HasColour, IsNamed, Meaning, Trend
from qa_gen.decompose.lexicon import Lexicon
from qa_gen.decompose.meanings import (
    Best,
    Beyond,
    Change,
    Chosen,
    Coloured,
    ColourOf,
    Constant,
    Ends,
    Fold,
    FoldKind,
    Group,
    Higher,
    Like,
    Marks,
    Moved,
    Named,
    NameOf,
    Next,
    Pick,
    Placed,
    Scaled,
    Steepest,
    Tally,
    ValueOf,
    Widest,
    Within,
)  # fmt: skip
from qa_gen.decompose.parser import Item
from qa_gen.decompose.tables import Axis, SeedChart, is_year

_GROUPS = Marks | Best | Ends
_PICKED = Pick | Placed | Chosen | Steepest | Widest | Next
Read = tuple[float, Meaning]


def readings(items: Sequence[Item], asking: Asking, table: SeedChart, words: Lexicon) -> list[Read]:
    """Meanings of the whole question with their scores, best first."""
    reader = _Reader(asking, table, words)
    found: dict[Meaning, float] = {}
    if asking.asked == "tally":
        found[Tally(reader.unit(Marks()), Marks())] = 0.0
    for item in items:
        for cost, meaning in reader.read(item):
            found[meaning] = max(found.get(meaning, -1e9), item.score - cost)
    return sorted(((score, meaning) for meaning, score in found.items()), key=lambda pair: -pair[0])


class _Reader:
    def __init__(self, asking: Asking, table: SeedChart, words: Lexicon) -> None:
        self.asking, self.table, self.words = asking, table, words

    def read(self, item: Item) -> Iterator[Read]:
        """Costs and meanings of one part."""
        by = {"truth": self._truth, "tally": self._tally, "colour": self._colour}
        yield from by.get(self.asking.asked, self._answer)(item)

    def _truth(self, item: Item) -> Iterator[Read]:
        value = item.value
        if item.type == "Truth":
            yield 0.0, value
        elif item.type == "Marks" and isinstance(value, Marks):
            yield from _truth_of_marks(value)
        elif item.type == "Row" and isinstance(value, Chosen) and len(value.of) == 2:
            yield 0.5, Compare("greater" if value.sign > 0 else "less", *value.of)
        elif item.type == "Row" and isinstance(value, Pick) and value.of.filters:
            yield 1.0, IsNamed(Pick(value.sign, value.rank, Marks()), value.of.filters)

    def _tally(self, item: Item) -> Iterator[Read]:
        value = item.value
        if item.type in ("MarkNoun", "ValueNoun"):
            yield 0.6, Tally(self.unit(Marks()), Marks())
        elif item.type == "Truth" and isinstance(value, Compare):
            yield from self._apart(value)
            if not self.asking.apart:
                yield from ((0.0, Tally("mark", group)) for group in _higher(value))
        elif item.type == "Number":
            yield (0.2 if self.asking.noun in ("percent", "much") or not isinstance(value, ValueOf) else 0.8), value
        elif item.type == "Marks":
            yield from self._tally_of(value)
        elif item.type == "Row":
            yield 1.0, ValueOf(value)

    def _tally_of(self, group: Group) -> Iterator[Read]:
        bounded = isinstance(group, Marks) and any(isinstance(f, Beyond | Within) for f in group.filters)
        counted = self.words.is_in("mark", self.asking.noun) or self.words.is_in("line", self.asking.noun)
        named = isinstance(group, Marks) and any(isinstance(f, Named | Like) for f in group.filters)
        if named and not bounded and not counted and not self.words.is_in("time_noun", self.asking.noun):
            yield 0.0, ValueOf(group)
        yield (0.0 if bounded or not named else 0.6), Tally(self.unit(group), group)

    def unit(self, group: Group) -> Literal["mark", "series", "category", "colour"]:
        """What is counted."""
        noun = self.asking.noun
        if self.words.is_in("colour_word", noun):
            return "colour"
        if isinstance(group, Marks) and any(isinstance(f, Beyond | Within) for f in group.filters):
            return "mark"
        if self.words.is_in("name_noun", noun):
            return "series" if self.table.timed and not self.table.single else "category"
        if self.words.is_in("line", noun) or (self._shared(noun, "series") and not self.table.single):
            return "series"
        if self.words.is_in("time_noun", noun) or self._shared(noun, "category") or not self.words.is_in("mark", noun):
            return "series" if self.table.timed and not self._is_time(noun) and not self.table.single else "category"
        return "mark" if noun not in ("category", "option", "entity") else "category"

    def _is_time(self, noun: str) -> bool:
        return self.words.is_in("time_noun", noun) or self.words.is_in("mark", noun)

    def _shared(self, noun: str, axis: Axis) -> bool:
        """Whether at least two names of an axis hold the noun."""
        return len(noun) > 3 and sum(noun in name.casefold() for name in self.table.names(axis)) >= 2

    def _apart(self, truth: Compare) -> Iterator[Read]:
        """How much, or how many times, more: the two sides of a comparison as a difference or ratio."""
        kind: FoldKind = "ratio" if self.asking.times else "difference"
        if self.asking.relative and not self.table.percents:
            kind = "percent"
        if isinstance(truth.right, Constant):
            return
        right = truth.right.of if isinstance(truth.right, Scaled) else truth.right
        yield 0.0, Fold(kind, (truth.left, right))

    def _colour(self, item: Item) -> Iterator[Read]:
        value = item.value
        if isinstance(value, _GROUPS | _PICKED):
            yield 0.0, ColourOf(value)
            if isinstance(value, Marks) and any(isinstance(f, Coloured) for f in value.filters):
                yield -0.5, NameOf(value, "")
        elif isinstance(value, ValueOf):
            yield 0.2, ColourOf(value.of)

    def _answer(self, item: Item) -> Iterator[Read]:
        """For questions after a name, a moment, a value, or any of them."""
        value, asked = item.value, self.asking.asked
        if item.type == "Truth" and isinstance(value, Compare):
            yield from self._apart_or_names(value)
        elif item.type == "Truth" and isinstance(value, Trend) and asked == "moment":
            yield 0.2, NameOf(Steepest(value.sign, value.of), self._axis())
        elif item.type == "Num" and self._asks_name() and not is_year(str(value)):
            yield 0.6, NameOf(Marks((Beyond("equal", Constant(value)),)), self._axis())
        elif item.type == "Row" and isinstance(value, Steepest) and self._moves(value):
            yield 0.0, NameOf(Moved(value.sign, value.of), "series")
        elif item.type == "List" and asked in ("value", "open") and all(isinstance(part, Marks) for part in value):
            yield 1.0, Fold("sum", value)
        elif item.type == "Number":
            if self.asking.relative and isinstance(value, Change) and not self.table.percents:
                value = Change(value.of, relative=True)
            yield (0.0 if asked in ("value", "open") else 2.2), value
            if isinstance(value, ValueOf) and isinstance(value.of, _PICKED) and asked in ("name", "moment"):
                yield 0.1, NameOf(value.of, self._axis())
        elif isinstance(value, Chosen):
            yield (0.6 if asked == "value" else 0.0), NameOf(value, self._axis())
            yield (0.0 if asked == "value" else 1.2), ValueOf(value)
        elif item.type == "Row":
            yield (0.6 if asked == "value" else 0.0 if self._asks_name() else 0.5), NameOf(value, self._axis())
            yield (0.1 if asked == "value" else 0.9 if self._asks_name() else 0.2), ValueOf(value)
        elif item.type == "Marks":
            yield from self._of_marks(value)

    def _apart_or_names(self, truth: Compare) -> Iterator[Read]:
        if self.asking.times:
            yield from ((0.0, Tally("mark", group)) for group in _higher(truth))
        if self.asking.asked == "value" or self.asking.apart:
            yield from self._apart(truth)
        elif self.asking.asked in ("name", "moment"):
            yield from ((0.0, NameOf(group, self._axis(), first=self._wants_first())) for group in _higher(truth))
            yield from self._difference(truth)

    def _moves(self, steepest: Steepest) -> bool:
        """Whether the line that changes most is asked for, rather than the step."""
        named = any(isinstance(f, Named) for f in steepest.of.filters)
        return self.asking.asked == "name" and self._axis() == "series" and not named

    def _difference(self, truth: Compare) -> Iterator[Read]:
        if truth.relation != "equal" and isinstance(truth.left, Marks):
            yield 0.8, Fold("difference", (truth.left, truth.right))

    def _wants_first(self) -> bool:
        """Whether one moment is asked for: of several that fit, the first."""
        return self.asking.asked == "moment" and not self.asking.plural

    def _of_marks(self, group: Group) -> Iterator[Read]:
        filters = group.filters if isinstance(group, Marks) else ()
        if any(isinstance(f, Beyond | Within) for f in filters) or (
            isinstance(group, Best | Ends) and self.asking.asked == "name"
        ):
            if self.asking.times:
                yield 0.0, Tally("mark", group)
            first = self._wants_first() and not any(isinstance(f, Beyond) and f.relation == "equal" for f in filters)
            cost = 0.0 if self.asking.asked in ("name", "moment", "open") else 0.6
            yield cost, NameOf(group, self._axis(), first=first)
        elif self.asking.shows and self.words.is_in("mark", self.asking.noun) and filters:
            yield 0.0, ColourOf(group)
        elif any(isinstance(f, Coloured) for f in filters) and (self._asks_name() or self.asking.asked == "name"):
            yield 0.0, NameOf(group, "")
        elif filters:
            yield (0.0 if self.asking.asked in ("value", "open") else 0.8), ValueOf(group)

    def _asks_name(self) -> bool:
        return self.asking.asked in ("name", "moment") or self.asking.shows

    def _axis(self) -> Axis | Literal[""]:
        """The axis whose names are asked for, where the noun settles it."""
        noun = self.asking.noun
        if self.asking.asked == "moment" or self.words.is_in("time_noun", noun):
            return "category"
        if self.words.is_in("line", noun) and not self.table.single:
            return "series"
        if noun and noun in self.table.key.casefold() and not self.table.timed:
            return "category"
        return "series" if self.asking.asked == "name" and self.table.timed and not self.table.single else ""


def _higher(truth: Compare) -> Iterator[Higher]:
    """The places where one side of a comparison lies above the other, as far as both may be lines."""
    sides = [side.of if isinstance(side, ValueOf) else side for side in (truth.left, truth.right)]
    first, second = sides if truth.relation == "greater" else sides[::-1]
    if truth.relation != "equal" and isinstance(first, Marks) and isinstance(second, Marks):
        yield Higher(first, second)


def _truth_of_marks(marks: Marks) -> Iterator[Read]:
    """As in "is A above 20", "is the A bar blue"."""
    last = marks.filters[-1] if marks.filters else None
    rest: Any = Marks(marks.filters[:-1])
    if isinstance(last, Beyond) and rest.filters:
        yield 0.1, Compare(last.relation, ValueOf(rest), last.bound)
    colours = [f for f in marks.filters if isinstance(f, Coloured)]
    others = tuple(f for f in marks.filters if not isinstance(f, Coloured))
    if colours and others:
        yield 0.2, HasColour(Marks(others), colours[-1].colour)
