"""Every registered kind of chart can be asked about in many ways, and is called something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from typing import Any

import pytest

from proofpress_core.chart_names import names_of
from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from qa_gen.compose import Options, compose
from renderers.base import Canvas, Knobs, generators

KINDS = [name for name, made in generators.items() if made.domain == "charts"]
FAMILIES = 8
MOST_DRAWS = 12
ASKED = Options(count=8)


def specs(name: str, language: Language) -> Iterator[tuple[Any, Any, Streams]]:
    """(generator, spec, streams) of draws that are not rejected as they are sampled."""
    made = generators[name]()
    knobs = Knobs(language=language, settings={} if made.needs else {"engine": "skia"})
    for index in range(MOST_DRAWS):
        key = Key(seed=23, split="test", generator=name, version=made.version, index=index, attempt=0)
        with suppress(Reject):
            yield made, made.sample(Streams(key), knobs), Streams(key)


def families(name: str, language: Language) -> set[str]:
    """Last operations of questions about a kind, picture by picture, until there are enough."""
    found: set[str] = set()
    for made, spec, streams in specs(name, language):
        with suppress(Reject):
            scene = made.draw(spec, Canvas()).scene
            found |= {question.program.nodes[-1].op for question in compose(scene, streams("question"), ASKED)}
        if len(found) >= FAMILIES:
            break
    return found


@pytest.mark.parametrize("name", [name for name in KINDS if not generators[name].needs])
def test_at_least_eight_families_of_questions_apply(name: str) -> None:
    language: Language = "en" if len(name) % 2 else "zh"
    assert len(families(name, language)) >= FAMILIES


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_is_called_is_known(name: str) -> None:
    _, spec, _ = next(specs(name, "en"))
    kinds = {value.chart_type for value in _parts(spec) if isinstance(value, ChartData)}
    assert kinds
    for kind in kinds:
        assert names_of(kind, "en"), kind
        assert names_of(kind, "zh"), kind


def _parts(spec: Any) -> list[Any]:
    """The fields of a spec, and of the specs in it."""
    values = [getattr(spec, field.name) for field in fields(spec)]
    inner = [item for value in values if isinstance(value, tuple) for item in value]
    return [*values, *inner, *(part for item in (*values, *inner) if hasattr(item, "data") for part in _parts(item))]
