"""Samplers of chart data: a topic, the names it runs over and numbers that behave as the topic says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import NameSet, Topic, other_name, topics
from templates.patterns import bin_counts, missing_places, named_parts, table_values, trend_point, with_tie

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
        held = self.unit in self.label if language == "zh" else self.unit.lower() in self.label.lower().split()
        if held:
            return self.label
        return f"{self.label}（{self.unit}）" if language == "zh" else f"{self.label} ({self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The words around a chart; `unit_said` tells that the subtitle states the measure and its unit."""

    title: str
    subtitle: str
    source: str
    unit_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """A measure over categories and series: `values[k][j]` is series k at category j. One unnamed series has
    `series` None. The values at the places (k, j) of `missing` must not be shown: `known` has None for them."""

    topic: str
    heading: Heading
    measure: Measure
    categories: Names
    series: Names | None
    values: tuple[tuple[Decimal, ...], ...]
    missing: tuple[tuple[int, int], ...] = ()

    @property
    def known(self) -> tuple[tuple[Decimal | None, ...], ...]:
        """The values with None where one is missing."""
        return tuple(
            tuple(None if (k, j) in self.missing else value for j, value in enumerate(row))
            for k, row in enumerate(self.values)
        )

    def measure_label(self, language: Language) -> str:
        """The measure with its unit as its axis says it; nothing where the subtitle has said so."""
        return "" if self.heading.unit_said else self.measure.titled(language)


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
    narrow the topics (None: any), so do `signed` (values on both sides of zero; they must be asked for) and `percent`
    (per cent, 0 to 100). `stated` wants the measure said below the title, `ties` two equal values now and then, `gaps`
    one to three missing values."""

    categories: tuple[int, int]
    series: tuple[int, int] = (1, 1)
    time: bool | None = None
    additive: bool | None = None
    stated: bool = False
    signed: bool | None = False
    percent: bool | None = None
    ties: bool = False
    gaps: bool = False


def sample_table(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    """A table topic that fits `extent`, with names and values. All values differ from one another unless `extent` lets
    some tie."""
    facts = _whole_table(draw, language, extent)
    if extent.ties and facts.topic in _rankings(language) and draw.chance(0.5):
        facts = replace(facts, values=with_tie(draw, facts.values))
    if extent.gaps:
        missing = missing_places(draw, len(facts.values), len(facts.categories.items))
        facts = replace(facts, missing=missing)
    return facts


def _rankings(language: Language) -> list[str]:
    """Topics with whole numbers in no order, which may well be equal."""
    return [t.id for t in topics(language, "table") if t.rows["pattern"] == "rank" and t.rows["places"] <= 0]


def _whole_table(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    topic = draw.choice([t for t in topics(language, "table") if _fits(t, extent)])
    category_set, series_set = topic.named("categories"), topic.named("series")
    assert category_set is not None
    year = draw.integer(2014, _LAST_YEAR)
    places = _places(draw, category_set, _count(draw, category_set, extent.categories))
    categories = _names(category_set, places, year)
    count = 1 if series_set is None else _count(draw, series_set, extent.series)
    if series_set is None or count == 1:
        return _single(draw, topic, extent, categories, places, year)
    shown = _places(draw, series_set, count)
    series = _names(series_set, shown, year)
    return TableFacts(
        topic=topic.id, measure=_measure(topic), categories=categories, series=series,
        heading=_heading(draw, topic, categories, year, dated=series_set.id != "years", stated=extent.stated),
        values=table_values(draw, topic, places, shown),
    )  # fmt: skip


def _single(
    draw: Draw, topic: Topic, extent: Extent, categories: Names, places: Sequence[int], year: int
) -> TableFacts:  # fmt: skip
    """Facts with one unnamed series: the sum over all of them where they can be summed up, else one that the heading
    names."""
    series = topic.named("series")
    named = series is not None and bool(series.items) and not topic.rows.get("additive")
    place = draw.integer(0, len(series.items) - 1) if series is not None and series.items else 0
    of = series.items[place] if named and series is not None else ""
    return TableFacts(
        topic=topic.id, heading=_heading(draw, topic, categories, year, of, stated=extent.stated),
        measure=_measure(topic), categories=categories, series=None, values=table_values(draw, topic, places, (place,)),
    )  # fmt: skip


def sample_share(draw: Draw, language: Language, parts: tuple[int, int]) -> TableFacts:
    """Parts of a whole: distinct whole percents of at least 4 that sum to 100. Named parts stand in falling order (in
    their own, where they have one); what is left of the whole comes last."""
    topic = draw.choice([t for t in topics(language, "share") if _divides(t, parts)])
    names = topic.named("categories")
    assert names is not None
    year = draw.integer(2014, _LAST_YEAR)
    whole = len(names.items)
    count = whole if names.kind == "ordered" else draw.integer(parts[0], min(parts[1], whole))
    places, percents = named_parts(draw, topic.rows["weights"], count)
    if names.kind == "ordered":
        places, percents = zip(*sorted(zip(places, percents, strict=True)), strict=True)
    items = tuple(names.items[place] for place in places)
    items += (other_name(language),) if len(items) < len(percents) else ()
    categories = Names(label=names.label, ordered=names.kind != "nominal", items=items)
    return TableFacts(
        topic=topic.id, heading=_heading(draw, topic, categories, year), measure=_measure(topic),
        categories=categories, series=None, values=(percents,),
    )  # fmt: skip


def sample_bins(draw: Draw, language: Language, count: tuple[int, int]) -> BinFacts:
    """A distribution topic with counts of its shape."""
    topic = draw.choice(topics(language, "distribution"))
    rows, wanted, year = topic.rows, draw.integer(*count), draw.integer(2014, _LAST_YEAR)
    edges, counts = bin_counts(draw, topic, wanted)
    value, counted = (Measure(label=rows[k][language], unit=rows[k]["unit"][language]) for k in ("value", "count"))
    names = Names(label="", ordered=True, items=())
    return BinFacts(
        topic=topic.id, heading=_heading(draw, topic, names, year), value=value, count=counted, edges=edges,
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
        topic=topic.id, heading=_heading(draw, topic, names, year), x=x, y=y, points=points,
        groups=None if groups is None else Names(label=groups.label, ordered=False, items=groups.items),
    )  # fmt: skip


def _fits(topic: Topic, extent: Extent) -> bool:
    categories, series = topic.named("categories"), topic.named("series")
    assert categories is not None
    return (
        (extent.time is None or (categories.kind == "time") == extent.time)
        and (extent.additive is None or bool(topic.rows.get("additive")) == extent.additive)
        and (extent.signed is None or topic.signed == extent.signed)
        and (extent.percent is None or (topic.unit == "%" and not topic.signed) == extent.percent)
        and _suits(categories, extent.categories)
        and (extent.series[0] < 2 or (series is not None and _suits(series, extent.series)))
    )


def _suits(names: NameSet, wanted: tuple[int, int]) -> bool:
    """Whether a set has names enough, or if it is to be shown whole, not too many."""
    count = len(names.items) or wanted[1]
    return count >= wanted[0] and (not names.whole or count <= wanted[1])


def _divides(topic: Topic, parts: tuple[int, int]) -> bool:
    """Whether a whole can be shown in so many parts; ordered ones are shown all."""
    names = topic.named("categories")
    return (
        names is not None and parts[0] <= len(names.items) and (names.kind != "ordered" or len(names.items) <= parts[1])
    )


def _count(draw: Draw, names: NameSet, wanted: tuple[int, int]) -> int:
    """How many names of a set to show; 1 where a whole set does not suit."""
    if names.whole:
        return len(names.items) if _suits(names, wanted) else 1
    count = draw.integer(*wanted)
    return min(count, len(names.items)) if names.items else count


def _places(draw: Draw, source: NameSet, count: int) -> tuple[int, ...]:
    """`count` places of a set: a run of ordered names, a draw of nominal ones; those of years count from 0."""
    if not source.items:
        return tuple(range(count))
    if source.kind == "nominal":
        drawn = draw.sample(range(len(source.items)), count)
        return tuple(sorted(drawn) if source.in_order else drawn)
    first = draw.integer(0, len(source.items) - count)
    return tuple(range(first, first + count))


def _names(source: NameSet, places: Sequence[int], year: int) -> Names:
    """The names at some places of a set; years end with `year`."""
    ordered = source.kind != "nominal"
    if not source.items:
        return Names(label=source.label, ordered=ordered, items=tuple(str(year - places[-1] + j) for j in places))
    return Names(label=source.label, ordered=ordered, items=tuple(source.items[place] for place in places))


def _measure(topic: Topic) -> Measure:
    return Measure(label=topic.texts["measure"], unit=topic.unit)


def _heading(
    draw: Draw, topic: Topic, categories: Names, year: int, of: str = "", *, dated: bool = True, stated: bool = False
) -> Heading:  # fmt: skip
    """Words for a topic. `of` names the one series shown; `dated` says whether a year that the title lacks is to be
    added. The line below says the measure and its unit if `stated`, and now and then otherwise."""
    span = f"{categories.items[0]}–{categories.items[-1]}" if categories.items else ""
    plain = draw.choice(topic.texts["titles"])
    title = plain.format(span=span, year=year)
    if dated and title == plain and topic.kind != "distribution":
        title = f"{year}年{title}" if topic.language == "zh" else f"{title}, {year}"
    source = draw.choice(topic.texts["sources"])
    says = topic.kind == "table" and (stated or draw.chance(0.4))
    measure = _measure(topic).titled(topic.language) if says else ""
    measure = "" if measure.lower() in title.lower() else measure
    told = len(categories.items) >= 4 or topic.kind != "table"
    if "headlines" in topic.texts and told and draw.chance(0.55):
        when = (f"{span}年" if topic.language == "zh" else span) if says else title
        return Heading(title=draw.choice(topic.texts["headlines"]), subtitle=_joined(topic, measure, of, when),
                       source=source, unit_said=says)  # fmt: skip
    return Heading(title=title, subtitle=_joined(topic, measure, of), source=source, unit_said=says)


def _joined(topic: Topic, *parts: str) -> str:
    return ("，" if topic.language == "zh" else ", ").join(part for part in parts if part)
