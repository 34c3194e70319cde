"""The words around a chart: a title or a headline, a line below it, a source note."""

from __future__ import annotations

from proofpress_core.rng import Draw
from templates.catalogue import Topic
from templates.facts import Heading, Measure, Names


def measure_of(topic: Topic) -> Measure:
    """What a topic measures."""
    return Measure(label=topic.texts["measure"], unit=topic.unit)


def sample_heading(
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
    told = len(categories.items) >= 4 or topic.kind != "table"
    if "headlines" in topic.texts and told and draw.chance(0.55):
        headline = draw.choice(topic.texts["headlines"])
        parts = (measure_of(topic).titled(topic.language), of, _when(topic, span, year)) if says else (title, of)
        return Heading(title=headline, subtitle=_joined(topic, *parts), source=source, unit_said=says)
    return Heading(title=title, subtitle=_joined(topic, _stated(topic, title) if says else "", of), source=source,
                   unit_said=says)  # fmt: skip


def _stated(topic: Topic, title: str) -> str:
    """The measure with its unit below a title; what the title has said of it is left out."""
    measure = measure_of(topic)
    if measure.titled(topic.language).lower() in title.lower():
        return ""
    if topic.language == "zh" and measure.label in title:
        return f"单位：{measure.unit}"
    return measure.titled(topic.language)


def _when(topic: Topic, span: str, year: int) -> str:
    """The time that a table is about: its years, or the year of its categories."""
    time = span if topic.rows["categories"] == "years" else str(year)
    return f"{time}年" if topic.language == "zh" else time


def _joined(topic: Topic, *parts: str) -> str:
    return ("，" if topic.language == "zh" else ", ").join(part for part in parts if part)
