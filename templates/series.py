"""Samplers of chart data: a topic, the names it runs over and numbers that behave as the topic says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import NameSet, Topic, other_name, topics
from templates.facts import BinFacts, CloudFacts, Extent, Heading, Measure, Names, TableFacts, TwinFacts
from templates.headings import measure_of, sample_heading
from templates.patterns import (
    bin_counts,
    different_values,
    missing_places,
    named_parts,
    table_values,
    trend_point,
    twin_values,
    with_tie,
)

__all__ = [
    "BinFacts", "CloudFacts", "Extent", "Heading", "Measure", "Names", "TableFacts", "TwinFacts", "sample_bins",
    "sample_cloud", "sample_share", "sample_table", "sample_twin",
]  # fmt: skip

_LAST_YEAR = 2025


def sample_table(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    """A table topic that fits `extent`, with names and values. All values differ from one another unless `extent` lets
    some tie."""
    facts = _whole_table(draw, language, extent)
    if extent.ties and facts.topic in _untold(language) and draw.chance(0.5):
        facts = replace(facts, values=with_tie(draw, facts.values))
    if extent.gaps:
        facts = replace(facts, missing=missing_places(draw, facts.values))
    return facts


def _untold(language: Language) -> list[str]:
    """Topics whose values may well be equal: those of a course that nothing is said about."""
    return [t.id for t in topics(language, "table") if t.rows["pattern"] in ("rank", "steady", "profile", "cycle")]


def _whole_table(draw: Draw, language: Language, extent: Extent) -> TableFacts:
    topic = draw.choice([t for t in topics(language, "table") if _fits(t, extent)])
    category_set, series_set = topic.named("categories"), topic.named("series")
    assert category_set is not None
    year = draw.integer(2014, _LAST_YEAR)
    places = _places(draw, category_set, _count(draw, category_set, extent.categories))
    year = min(_LAST_YEAR, max(year, topic.rows.get("since", 0) + len(places) - 1))
    categories = _names(category_set, places, year)
    count = 1 if series_set is None else _count(draw, series_set, extent.series)
    if series_set is None or count == 1:
        return _single(draw, topic, extent, categories, places, year)
    shown = _places(draw, series_set, count)
    series = _names(series_set, shown, year)
    return TableFacts(
        topic=topic.id, measure=measure_of(topic), categories=categories, series=series,
        heading=sample_heading(draw, topic, categories, year, dated=series_set.id != "years", stated=extent.stated),
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
        topic=topic.id, heading=sample_heading(draw, topic, categories, year, of, stated=extent.stated),
        measure=measure_of(topic), categories=categories, series=None,
        values=table_values(draw, topic, places, (place,)),
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
        topic=topic.id, heading=sample_heading(draw, topic, categories, year), measure=measure_of(topic),
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
        topic=topic.id, heading=sample_heading(draw, topic, names, year), value=value, count=counted, edges=edges,
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
        topic=topic.id, heading=sample_heading(draw, topic, names, year), x=x, y=y, points=points,
        groups=None if groups is None else Names(label=groups.label, ordered=False, items=groups.items),
    )  # fmt: skip


def sample_twin(draw: Draw, language: Language, count: tuple[int, int]) -> TwinFacts:
    """A twin topic over as many categories, fewer where its set has not enough."""
    topic = draw.choice(topics(language, "twin"))
    rows, year, source = topic.rows, draw.integer(2014, _LAST_YEAR), topic.named("categories")
    assert source is not None
    places = _places(draw, source, _count(draw, source, count))
    categories = _names(source, places, year)
    left, right = (Measure(label=rows[k][language], unit=rows[k]["unit"][language]) for k in ("left", "right"))
    return TwinFacts(
        topic=topic.id, heading=sample_heading(draw, topic, categories, year), categories=categories, left=left,
        right=right, values=twin_values(draw, topic, places), against=bool(rows.get("against")),
    )  # fmt: skip


def _fits(topic: Topic, extent: Extent) -> bool:
    categories, series = topic.named("categories"), topic.named("series")
    assert categories is not None
    return (
        (extent.time is None or (categories.kind == "time") == extent.time)
        and (extent.additive is None or bool(topic.rows.get("additive")) == extent.additive)
        and (extent.signed is None or topic.signed == extent.signed)
        and (extent.percent is None or (topic.unit == "%" and not topic.signed) == extent.percent)
        and different_values(topic) >= 1.5 * extent.categories[1] * extent.series[1]
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
