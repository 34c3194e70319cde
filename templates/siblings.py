"""Names of the same kind as given ones: what could plausibly stand beside them in a picture and does not.

The names come from the sheets that the pictures are made from: sets of entities, pools of table topics, the words of
invoices. Nothing is invented.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language

_CJK = re.compile(r"[\u4e00-\u9fff]")
_SHEETS = ("topics/entities.yaml", "table_topics_commerce.yaml", "table_topics_finance.yaml",
           "table_topics_life.yaml", "table_topics_science.yaml")  # fmt: skip
_FIELDS = ("order", "contact", "ship", "shipping", "due")
"""Parts of an invoice that not every invoice has."""
_AT_LEAST = 2


def siblings(names: Sequence[str], language: Language) -> tuple[str, ...]:
    """Names of the pool that holds at least two, and most, of `names`, without these; none if no pool fits."""
    wanted = set(names)
    best: tuple[str, ...] = ()
    shared = max(_AT_LEAST, (len(wanted) + 1) // 2)
    for pool in _pools(language):
        common = len(wanted.intersection(pool))
        if common >= shared and len(pool) > common:
            best, shared = tuple(name for name in pool if name not in wanted), common + 1
    return best


def field_siblings(keys: Sequence[str], language: Language) -> tuple[str, ...]:
    """Labels of fields that an invoice may have, of kinds that these fields have none of; none if these are no
    invoice's."""
    words = _sheet("invoice.yaml")["words"][language]
    if not set(keys) & {*words["number"], *words["total"]}:
        return ()
    return tuple(words[kind][0] for kind in _FIELDS if not set(keys) & set(words[kind]))


@functools.cache
def _pools(language: Language) -> tuple[tuple[str, ...], ...]:
    found = [pool for name in _SHEETS for pool in _lists(_sheet(name))]
    return tuple(dict.fromkeys(tuple(pair[language == "zh"] for pair in pool) for pool in found if len(pool) > 2))


def _lists(part: Any) -> Iterator[list[tuple[str, str]]]:
    """All lists of bilingual names below a part of a sheet: `English | 中文`, or pairs of both."""
    if isinstance(part, dict):
        for value in part.values():
            yield from _lists(value)
    if isinstance(part, list):
        pairs = [pair for item in part if (pair := _pair(item))]
        if len(pairs) == len(part):
            yield pairs
            return
        for value in part:
            yield from _lists(value)


def _pair(item: Any) -> tuple[str, str] | None:
    if isinstance(item, str) and item.count(" | ") == 1:
        first, second = item.split(" | ")
        return first, second
    if (
        isinstance(item, list)
        and len(item) == 2
        and all(isinstance(text, str) for text in item)
        and _CJK.search(item[1])
    ):
        return item[0], item[1]
    return None


@functools.cache
def _sheet(name: str) -> dict[str, Any]:
    text = files("templates").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)  # trusted: our own file
    return loaded
