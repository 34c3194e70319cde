"""Samplers of chart data: a topic, the names it runs over and numbers that behave as the topic says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import NameSet, Topic, topics
from templates.patterns import bin_counts, distinct_percents, table_values, trend_point

_LAST_YEAR = 2025


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names along one dimension of a chart, with its own name; `ordered` as in `TextColumn`."""

    label: str
    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quantity: its name and unit."""

    label: str
    unit: str

    def titled(self, language: Language) -> str:
        """The name with its unit, as an axis says it; a name that holds the unit's word stands alone."""
        if self.unit.lower() in self.label.lower():
            return self.label
        return f"{self.label}（{self.unit}）" if language == "zh" else f"{self.label} ({self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The words around a chart; `unit_said` tells that the subtitle states the measure's unit."""

    title: str
    subtitle: str
    source: str
    unit_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """A measure over categories and series: `values[k][j]` is series k at category j. One unnamed series has
    `series` None."""

    topic: str
    heading: Heading
    measure: Measure
    categories: Names
    series: Names | None
    values: tuple[tuple[Decimal, ...], ...]

    def measure_label(self, language: Language) -> str:
        """The measure as its axis says it, with the unit unless the subtitle has it."""
        return self.measure.label if self.heading.unit_said else self.measure.titled(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class BinFacts:
    """Counts of things in bins: bin j is [edges[j], edges[j + 1])."""

    topic: str
    heading: Heading
    value: Measure
    count: Measure
    edges: tuple[Decimal, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudFacts:
    """Two measures of many things, `points` as (x, y, group); all of group 0 when `groups` is None."""

    topic: str
    heading: Heading
    x: Measure
    y: Measure
    groups: Names | None
    points: tuple[tuple[Decimal, Decimal, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How large a table is wanted: least and greatest number of categories and of series; `time` and `additive`
    narrow the topics (None: any)."""

    categories: tuple[int, int]
    series: tuple[int, int] = (1, 1)
    time: bool | None = None
    additive: bool | None = None


def sample_table(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    """A table topic that fits `extent`, with names and values. The values of a series differ from one another."""
    topic = draw.choice([t for t in topics(language, "table") if _fits(t, extent)])
    category_set, series_set = topic.named("categories"), topic.named("series")
    assert category_set is not None
    year = draw.integer(2014, _LAST_YEAR)
    categories = _names(draw, category_set, draw.integer(*extent.categories), year)
    first = category_set.items.index(categories.items[0]) if category_set.items else 0
    count = draw.integer(*extent.series)
    if series_set is None or count == 1:
        drawn = draw.choice(series_set.items) if series_set is not None and series_set.items else ""
        of = "" if topic.rows.get("additive") else drawn
        return TableFacts(
            topic=topic.id, heading=_heading(draw, topic, categories, year, of), measure=_measure(topic),
            categories=categories, series=None, values=table_values(draw, topic, len(categories.items), 1, first),
        )  # fmt: skip
    series = _names(draw, series_set, min(count, len(series_set.items) or count), year)
    return TableFacts(
        topic=topic.id, heading=_heading(draw, topic, categories, year, "", of_years=series_set.id != "years"),
        measure=_measure(topic), categories=categories, series=series,
        values=table_values(draw, topic, len(categories.items), len(series.items), first),
    )  # fmt: skip


def sample_share(draw: Draw, language: Language, parts: tuple[int, int]) -> TableFacts:
    """Parts of a whole: distinct whole percents of at least 4 that sum to 100."""
    topic = draw.choice(topics(language, "share"))
    names = topic.named("categories")
    assert names is not None
    year = draw.integer(2014, _LAST_YEAR)
    categories = _names(draw, names, draw.integer(parts[0], min(parts[1], len(names.items))), year)
    measure = Measure(label=topic.texts["measure"], unit="%")
    return TableFacts(
        topic=topic.id, heading=_heading(draw, topic, categories, year, ""), measure=measure, categories=categories,
        series=None, values=(distinct_percents(draw, len(categories.items)),),
    )  # fmt: skip


def sample_bins(draw: Draw, language: Language, count: tuple[int, int]) -> BinFacts:
    """A distribution topic with counts of its shape."""
    topic = draw.choice(topics(language, "distribution"))
    rows, wanted, year = topic.rows, draw.integer(*count), draw.integer(2014, _LAST_YEAR)
    edges, counts = bin_counts(draw, topic, wanted)
    value, counted = (Measure(label=rows[k][language], unit=rows[k]["unit"][language]) for k in ("value", "count"))
    names = Names(label="", ordered=True, items=())
    return BinFacts(
        topic=topic.id, heading=_heading(draw, topic, names, year, ""), value=value, count=counted, edges=edges,
        counts=counts,
    )  # fmt: skip


def sample_cloud(draw: Draw, language: Language, count: tuple[int, int]) -> CloudFacts:
    """A relation topic with points about its trend."""
    topic = draw.choice(topics(language, "relation"))
    rows, year = topic.rows, draw.integer(2014, _LAST_YEAR)
    groups = topic.named("groups") if draw.chance(0.7) else None
    noise = draw.uniform(0.06, 0.13)
    points = tuple(trend_point(draw, topic, noise, 0 if groups is None else n % len(groups.items))
                   for n in range(draw.integer(*count)))  # fmt: skip
    x, y = (Measure(label=rows[k][language], unit=rows[k]["unit"][language]) for k in ("x", "y"))
    names = Names(label="", ordered=True, items=())
    return CloudFacts(
        topic=topic.id, heading=_heading(draw, topic, names, year, ""), x=x, y=y, points=points,
        groups=None if groups is None else Names(label=groups.label, ordered=False, items=groups.items),
    )  # fmt: skip


def _fits(topic: Topic, extent: Extent) -> bool:
    categories, series = topic.named("categories"), topic.named("series")
    assert categories is not None
    return (
        (extent.time is None or (categories.kind == "time") == extent.time)
        and (extent.additive is None or bool(topic.rows.get("additive")) == extent.additive)
        and (not categories.items or len(categories.items) >= extent.categories[0])
        and (
            extent.series[0] < 2 or (series is not None and (not series.items or len(series.items) >= extent.series[0]))
        )
    )


def _names(draw: Draw, source: NameSet, count: int, year: int) -> Names:
    """`count` names of a set: years up to `year`, a run of ordered names, a draw of nominal ones."""
    if source.id == "years":
        return Names(label=source.label, ordered=True, items=tuple(str(year - count + 1 + j) for j in range(count)))
    count = min(count, len(source.items))
    if source.kind == "nominal":
        return Names(label=source.label, ordered=False, items=tuple(draw.sample(source.items, count)))
    first = draw.integer(0, len(source.items) - count) if source.id not in ("quarters", "weekdays") else 0
    return Names(label=source.label, ordered=True, items=source.items[first : first + count])


def _measure(topic: Topic) -> Measure:
    return Measure(label=topic.texts["measure"], unit=topic.unit)


def _heading(draw: Draw, topic: Topic, categories: Names, year: int, of: str, *, of_years: bool = True) -> Heading:
    """Words for a topic. `of` names the one thing shown where the title does not; `of_years` says whether a year that
    the title lacks is to be added."""
    span = f"{categories.items[0]}–{categories.items[-1]}" if categories.items else ""
    plain = draw.choice(topic.texts["titles"])
    title = plain.format(span=span, year=year)
    if of_years and title == plain and topic.kind != "distribution":
        title = f"{year}年{title}" if topic.language == "zh" else f"{title}, {year}"
    comma = "，" if topic.language == "zh" else ", "
    source = draw.choice(topic.texts["sources"])
    if "headlines" in topic.texts and draw.chance(0.55):
        below = f"{title}{comma}{of}" if of else title
        return Heading(title=draw.choice(topic.texts["headlines"]), subtitle=below, source=source)
    if of or topic.kind != "table" or draw.chance(0.6):
        return Heading(title=title, subtitle=of, source=source)
    return Heading(title=title, subtitle=_unit_words(topic), source=source, unit_said=True)


def _unit_words(topic: Topic) -> str:
    """The unit as a line below a title says it; a unit that is a word gets a capital."""
    if topic.language == "zh":
        return f"单位：{topic.unit}"
    if topic.unit == "%":
        return "Per cent"
    first = topic.unit.split(" ")[0]
    return (
        topic.unit[0].upper() + topic.unit[1:] if first.isalpha() and first.islower() and len(first) > 3 else topic.unit
    )
