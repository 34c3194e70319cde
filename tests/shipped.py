"""Samples as they ship, made small and straight from the registry: for tests of what reads them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from proof import specimen

from proofpress import members, png
from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from proofpress_core.sample import Provenance, Record, Sample
from qa_gen.compose import Options, compose
from renderers.base import Knobs, generators
from renderers.effects.base import apply_effects
from renderers.measure import measure

Effects = tuple[tuple[str, float], ...]


@functools.cache
def shipped(name: str, language: Language = "en", index: int = 0, effects: Effects = ()) -> Mapping[str, bytes]:
    """Members of one sample by name: drawn, bent, measured, asked about, written."""
    generator = generators[name]()
    start = Key(seed=3, split="test", generator=name, version=generator.version, index=index, attempt=0)
    while True:
        key, _, drawing = specimen(generator, start, Knobs(language=language))
        try:
            drawing, told = apply_effects(drawing, list(effects), Streams(key))
            scene = measure(drawing)
            questions = compose(scene, Streams(key)("question"), Options(count=6))
            break
        except Reject:
            start = key.retry()
    origin = Provenance(plan="plan", spec="spec", fonts=drawing.fonts, effects=told)
    record = Record(key=key, domain=generator.domain, scene=scene, questions=questions, verdicts=(), provenance=origin)
    return members.write(Sample(record=record, pages=tuple(png.encode(page) for page in drawing.pages)))
