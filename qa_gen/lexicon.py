"""The nouns of a content: what its rows and numbers are called, in singular and plural, with units and prepositions."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from fractions import Fraction

from proofpress_core.content import Cell, ChartData, Content, Grid, NumberColumn, TextColumn
from qa_gen.operations.sources import header_paths
from qa_gen.spelling import decimals, lowered, plain, pluralise, with_unit
from templates.phrasing import Phrasing

_HEADER_UNIT = re.compile(r"(.+?)(?: ?[(（]([^()（）]{1,14})[)）]|, ([%°]\w?))")
_PREPOSITION = re.compile(r" (?:of|per|in|from|on|for|by|to|at|with) ")
_PARTICIPLE = re.compile(r" (?:\w+ed|sold|built|made|lent|given|taken|drawn|shown|lost|won|spent|caught|born|grown)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """How a text column is spoken of: `one` and `many`, and the preposition ("in", "on", "for") of its values; `facets`
    says that these are facets of one thing (`TextColumn.facets`)."""

    one: str
    many: str
    preposition: str
    ordered: bool
    facets: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How a number column is spoken of; `additive` says that its values may be summed, `averaged` that they are means
    already; `place` says that they only say where on a scale something stands (coordinates, ranks, correlations), so
    that nothing is a multiple of another; `places` counts the decimals of its values; `plural` says that the name takes
    a plural verb."""

    name: str
    unit: str
    additive: bool
    averaged: bool
    place: bool
    places: int
    plural: bool


class Lexicon:
    """Nouns and measures of all columns of one content."""

    def __init__(self, content: Content, phrasing: Phrasing) -> None:
        self.phrasing = phrasing
        self.nouns: dict[str, Noun] = {}
        self.measures: dict[str, Measure] = {}
        self.spoken_facets = ""
        """The text column whose facets are told with the measure ("median wage") rather than as places of rows."""
        self.parallel_axes = False
        """Whether the facets are measures of different units."""
        self._faceted: dict[tuple[str, str], Measure] = {}
        if isinstance(content, ChartData):
            self._read_chart(content)
        elif isinstance(content, Grid):
            self._read_grid(content)

    def quantity(self, value: Fraction, unit: str, places: int = 4) -> str:
        """A number with its unit as it is written in running text."""
        return with_unit(plain(value, places), unit)

    def of_facet(self, column: str, facet: str) -> Measure:
        """The measure of a column as one facet of it: "median wage"; "Temperature (°C)" is a measure by itself."""
        key = (column, facet)
        if key not in self._faceted:
            self._faceted[key] = self._read_facet(self.measures[column], facet)
        return self._faceted[key]

    def _read_facet(self, measure: Measure, facet: str) -> Measure:
        own = _own_unit(facet)
        if self.parallel_axes and not measure.unit:
            name, unit = lowered(facet.partition(own)[0].rstrip(" (（,") if own else facet), own
        else:
            forms: dict[str, str] = self.phrasing.words("facets")
            form = forms.get(facet.casefold(), self.phrasing.say_fixed("noun", "facet"))
            said = facet if self._preposition((facet,)) == "in" else lowered(facet)
            form = "<x>" if measure.name in said else form
            name, unit = form.replace("<m>", measure.name).replace("<x>", said), measure.unit
        return replace(measure, name=name, unit=unit, plural=self._takes_plural(name))

    def _read_chart(self, chart: ChartData) -> None:
        for column in chart.relations[0].columns:
            if isinstance(column, TextColumn):
                self.nouns[column.name] = self._read_names(column)
            else:
                self.measures[column.name] = self._measure(column)
        self._limit(chart)
        prepositions: dict[str, str] = self.phrasing.words("prepositions").get(chart.chart_type, {})
        for name in prepositions if prepositions.keys() <= self.nouns.keys() else ():
            self.nouns[name] = replace(self.nouns[name], preposition=prepositions[name])

    def _read_names(self, column: TextColumn) -> Noun:
        label = self._range_of(column.label) if column.name == "bin" else column.label
        noun = self._noun(label, column.values, ordered=column.ordered)
        if not column.facets:
            return noun
        if column.ordered and column.name == "category":
            return replace(noun, preposition="at", facets=True)
        self.spoken_facets = column.name
        self.parallel_axes = len({_own_unit(facet) for facet in column.values}) > 1
        return replace(noun, facets=True)

    def _limit(self, chart: ChartData) -> None:
        """Facets, stages of a flow that narrows, and bins are neither summed up nor averaged; counts in bins may be
        summed."""
        facets = any(noun.facets for noun in self.nouns.values())
        stages = any(encoding.channel == "stage" for encoding in chart.encodings)
        if facets or stages or "bin" in self.nouns:
            for name, measure in self.measures.items():
                additive = measure.additive and not (facets or stages)
                self.measures[name] = replace(measure, additive=additive, averaged=True)

    def _range_of(self, label: str) -> str:
        """What the bins of a histogram are called: "repair time range"."""
        return self.phrasing.say_fixed("noun", "range").replace("<x>", lowered(label))

    def _read_grid(self, grid: Grid) -> None:
        body = [cell for cell in grid.cells if cell.row >= grid.header_rows and cell.header != "total"]
        # with several totals, such as assets and liabilities, the rows are no things of one kind
        mixed = len({cell.row for cell in grid.cells if cell.header == "total"}) > 1
        paths = header_paths(grid)
        parallel = self._parallel(paths, body)
        for place, name in enumerate(paths):
            cells = [cell for cell in body if cell.col == place]
            numbers = [cell.value for cell in cells if cell.value is not None]
            texts = tuple(cell.text for cell in cells)
            label, unit = self._spoken_header(name, next((cell.unit for cell in cells if cell.unit), ""))
            self.nouns[name] = self._noun(label, texts, ordered=False)
            if place in parallel and not self._is_measure(label):
                label = self.phrasing.say_fixed("noun", "column").replace("<x>", name.rsplit(" / ", 1)[-1])
            column = NumberColumn(name=name, label=label, unit=unit, values=tuple(numbers))
            measure = self._measure(column)
            self.measures[name] = replace(measure, additive=False, averaged=True) if mixed else measure

    def _parallel(self, paths: list[str], body: list[Cell]) -> set[int]:
        """Columns that show one quantity for many things rather than many quantities: three or more of one unit, or
        all."""
        units: dict[int, str] = {}
        for cell in body:
            if cell.value is not None:
                found = _HEADER_UNIT.fullmatch(paths[cell.col].rsplit(" / ", 1)[-1])
                units[cell.col] = cell.unit or ((found[2] or found[3]) if found else "")
        held = list(units.values())
        return {col for col, unit in units.items() if held.count(unit) > 2 or 1 < held.count(unit) == len(held)}

    def _is_measure(self, label: str) -> bool:
        """Whether a header says by itself what its numbers are: "return", "2019 value"."""
        if self._preposition((label,)) != "for":
            return False  # a quarter or a month
        ends: list[str] = self.phrasing.words("measure_ends")
        if self.phrasing.language == "zh":
            return label.endswith((*ends, self.phrasing.say_fixed("noun", "value")))
        return label.casefold().rsplit(" ", 1)[-1] in ends

    def _spoken_header(self, header: str, unit: str) -> tuple[str, str]:
        """A header as a noun, and the unit that stands in it if the cells have none: "Power (kW)", "Stock / Price",
        and a bare year, which becomes the value for that year."""
        *groups, last = header.split(" / ")
        if found := _HEADER_UNIT.fullmatch(last):
            last, unit = found[1], unit or (found[2] or found[3])
        if re.fullmatch(r"(?:19|20)\d\d", last):
            last = self.phrasing.say_fixed("noun", "value_for").replace("<x>", last)
        group = groups[0] if groups else ""
        return (f"{last} ({group})" if group and group not in last else last), unit

    def _noun(self, label: str, values: tuple[str, ...], *, ordered: bool) -> Noun:
        one = lowered(label) or self.phrasing.say_fixed("noun", "item")
        one = self.phrasing.words("things").get(one, one)
        return Noun(one, self._plural(one), self._preposition(values), ordered)

    def _preposition(self, values: tuple[str, ...]) -> str:
        for name, preposition in (("in_columns", "in"), ("on_columns", "on")):
            patterns = self.phrasing.words(name)
            if values and all(any(_matcher(p).match(value) for p in patterns) for value in values):
                return preposition
        return "for"

    def _plural(self, noun: str) -> str:
        if self.phrasing.language == "zh":
            return noun
        return pluralise(noun, self.phrasing.words("plurals"))

    def _measure(self, column: NumberColumn) -> Measure:
        name = lowered(column.label) or self.phrasing.say_fixed("noun", "value")
        text = f"{name} {column.unit}".casefold()
        additive = not any(_is_word(mark, text) for mark in self.phrasing.words("not_additive"))
        averaged = any(_is_word(mark, text) for mark in self.phrasing.words("averaged"))
        place = any(_is_word(mark, text) for mark in self.phrasing.words("places"))
        places = max((decimals(value) for value in column.values if value is not None), default=0)
        additive, averaged = additive and not place, averaged or place
        return Measure(name, column.unit, additive, averaged, place, places, self._takes_plural(name))

    def _takes_plural(self, name: str) -> bool:
        """Whether the head of an English measure is a plural: "units sold", "visits per resident"."""
        head = _PARTICIPLE.sub("", _PREPOSITION.split(name.casefold())[0])
        return self.phrasing.language == "en" and bool(re.search(r"[^siu]s$", head))


def _own_unit(facet: str) -> str:
    """The unit in a name such as "Temperature (°C)", or the empty string."""
    found = _HEADER_UNIT.fullmatch(facet)
    return (found[2] or found[3]) if found else ""


def _is_word(mark: str, text: str) -> bool:
    if mark in "/%°":
        return mark in text  # of "t/ha" as of "%"
    return bool(re.search(rf"(?<![a-z]){re.escape(mark.strip())}(?![a-z])", text))


@functools.cache
def _matcher(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
