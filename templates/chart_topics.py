"""What the catalogue says of the topic that facts were drawn from."""

from __future__ import annotations

from proofpress_core.content import Language
from templates.catalogue import Topic, topics
from templates.series import TableFacts


def pattern_of(facts: TableFacts, language: Language) -> str:
    """How the values of the topic behave: growth, season, shock ..."""
    return str(_topic(facts, language).rows["pattern"])


def headlined(facts: TableFacts, language: Language) -> bool:
    """Whether the title is a headline, which says how the values behave."""
    return facts.heading.title in _topic(facts, language).texts.get("headlines", ())


def _topic(facts: TableFacts, language: Language) -> Topic:
    return next(topic for topic in topics(language, "table") if topic.id == facts.topic)
