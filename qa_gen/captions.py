"""Captions of charts at three lengths, every statement computed from the content.

`short` says what kind of chart of what it is; `medium` adds its title, what it runs over and its extremes; `long` adds
every value (of up to `LISTED` rows) and the note below. Values that the picture does not print are called approximate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from proofpress_core.chart_names import names_of
from proofpress_core.content import ChartData, NumberColumn, TextColumn
from proofpress_core.rng import Draw
from qa_gen.lexicon import Lexicon
from qa_gen.spelling import decimals, rounded, with_unit
from templates.phrasing import Phrasing

LISTED = 30
"""Values that a caption spells out; more than these nobody would read."""


@dataclass(frozen=True, slots=True)
class Captions:
    """Three captions of one chart; each longer one begins with the shorter."""

    short: str
    medium: str
    long: str


def captions(chart: ChartData, draw: Draw) -> Captions:
    """Captions of a chart in its language, worded by `draw`."""
    return _Caption(chart, draw).captions()


class _Caption:
    """The sentences of one chart's captions."""

    def __init__(self, chart: ChartData, draw: Draw) -> None:
        self.chart, self.draw = chart, draw
        self.phrasing = Phrasing(chart.language)
        self.lexicon = Lexicon(chart, self.phrasing)
        columns = chart.relations[0].columns
        self.keys = [column for column in columns if isinstance(column, TextColumn) and any(column.values)]
        self.measures = [column for column in columns if isinstance(column, NumberColumn)]
        self.words = {name: str(form) for name, form in self.phrasing.fixed("caption", "words").items()}
        self.gap = " " if chart.language == "en" else ""

    def captions(self) -> Captions:
        """All three lengths."""
        short = self.kind()
        medium = [short, self.title(), *(self.run(key) for key in self.keys), self.extremes()]
        long = [*medium, *self.values(), self.source()]
        return Captions(short, self.gap.join(filter(None, medium)), self.gap.join(filter(None, long)))

    def kind(self) -> str:
        """What is shown by what."""
        names = names_of(self.chart.chart_type, self.chart.language)
        kind = names[0] if names else {"en": "chart", "zh": "图表"}[self.chart.language]
        a_kind = f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}" if self.chart.language == "en" else kind
        measures = [self.lexicon.measures[column.name].name for column in self.measures]
        if len(measures) > 1 and {"x", "y"} <= {column.name for column in self.measures}:
            return self._say("kind_points", a_kind=a_kind, m=measures[1], keys=measures[0])
        keys = [self.lexicon.nouns[column.name].one for column in reversed(self.keys)]
        if not keys:
            return self._say("kind_plain", a_kind=a_kind, m=measures[0])
        return self._say("kind", a_kind=a_kind, m=measures[-1], keys=self._joined(keys))

    def title(self) -> str:
        """What the title says, if there is one."""
        title = self.chart.label("title")
        return self._say("title", title=title) if title else ""

    def run(self, key: TextColumn) -> str:
        """From which name to which an ordered key runs, or which names there are; nothing of names beyond a dozen."""
        names = list(dict.fromkeys(key.values))
        noun = self.lexicon.nouns[key.name]
        if len(names) < 2:
            return ""
        if key.ordered and len(names) > 3:
            return self._say("span", n=str(len(names)), many=noun.many, first=names[0], last=names[-1])
        listed = self._joined(names) if len(names) <= 12 else ""
        return self._say("members", n=str(len(names)), many=noun.many, list=listed) if listed else ""

    def extremes(self) -> str:
        """The one highest and the one lowest value, but not of facets; how many rows there are where rows have no
        names."""
        if any(key.facets for key in self.keys):
            return ""
        column = self.measures[-1]
        known = [(value, row) for row, value in enumerate(column.values) if value is not None]
        if not self.keys or len(self._names()) != len(set(self._names())):
            return self._say("count", n=str(len(known)))
        ordered = sorted(known)
        if len(ordered) < 3 or ordered[0][0] == ordered[1][0] or ordered[-1][0] == ordered[-2][0]:
            return ""
        (low, low_row), (top, top_row) = ordered[0], ordered[-1]
        names = self._names()
        return self._say("extremes", top=names[top_row], topvalue=self._value(top, column), low=names[low_row],
                         lowvalue=self._value(low, column))  # fmt: skip

    def values(self) -> list[str]:
        """Every value, series by series."""
        if not self.keys or len(self.measures) != 1 or len(self.measures[0].values) > LISTED:
            return []
        column, key = self.measures[0], self.keys[-1]
        groups: dict[str, list[str]] = {}
        for row, value in enumerate(column.values):
            if value is not None:
                group = self.keys[0].values[row] if len(self.keys) > 1 else ""
                entry = self._filled("entry", name=key.values[row], value=self._value(value, column))
                groups.setdefault(group, []).append(entry)
        semicolon = self.words["semicolon"]
        return [self._say("values_of" if name else "values", name=name, list=semicolon.join(entries))
                for name, entries in groups.items()]  # fmt: skip

    def source(self) -> str:
        """The note below the chart."""
        source = self.chart.label("source")
        return self._say("source", source=source) if source else ""

    def _names(self) -> list[str]:
        """What each row is called."""
        if len(self.keys) == 1:
            return list(self.keys[0].values)
        series, category = self.keys[0].values, self.keys[-1].values
        return [self._filled("pair", series=s, category=c) for s, c in zip(series, category, strict=True)]

    def _value(self, value: Decimal, column: NumberColumn) -> str:
        text = with_unit(rounded(Fraction(value), decimals(value)), column.unit)
        return text if column.name in self.chart.printed else self._filled("about", value=text)

    def _joined(self, names: Sequence[str]) -> str:
        head = self.words["comma"].join(names[:-1])
        return f"{head}{self.words['and']}{names[-1]}" if head else names[-1]

    def _filled(self, name: str, /, **slots: str) -> str:
        text = self.words[name]
        for slot, value in slots.items():
            text = text.replace(f"<{slot}>", value)
        return text

    def _say(self, name: str, /, **slots: str) -> str:
        return self.phrasing.say(self.draw, "caption", name, agree=False, **slots)
