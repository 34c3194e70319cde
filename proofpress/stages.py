"""The rooms below, as the pipeline sees them: one function a stage. The only module that knows their entry points.

They are imported on first use, so that what needs only some of them (a dry run, a listing) does not load the rest.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from proofpress.factors import combinations
from proofpress.plan import Item
from proofpress.recipe import Recipe
from proofpress.resampling import resampler
from proofpress_core.errors import BackendError
from proofpress_core.question import Question
from proofpress_core.rng import Streams
from proofpress_core.sample import Verdict
from proofpress_core.scene import Scene


def sample(item: Item, streams: Streams) -> tuple[Any, Any]:
    """The item's generator and the spec that it draws. Raises Reject."""
    from renderers.base import Knobs, generators

    generator = generators[item.key.generator]()
    return generator, generator.sample(streams, Knobs(language=item.language, settings=item.settings))


def draw(generator: Any, spec: Any) -> Any:
    """The spec's drawing, with nothing held back. Raises Reject."""
    from renderers.base import Canvas

    return generator.draw(spec, Canvas())


def bend(drawing: Any, recipe: Recipe, domain: str, streams: Streams) -> tuple[Any, tuple[str, ...]]:
    """The drawing after the recipe's effects that this item gets, and the description of each."""
    from renderers.effects.base import apply_effects

    chances = streams("chain")
    drawn = [(effect, chances.chance(float(effect.chance))) for effect in recipe.effects]
    chain = [
        (effect.name, float(effect.strength))
        for effect, taken in drawn
        if taken and (not effect.domains or domain in effect.domains)
    ]
    return apply_effects(drawing, chain, streams)


def measure(drawing: Any) -> Scene:
    """The drawing's scene with what its pixels show: visible shares, contrast, heights, legibility."""
    from renderers.measure import measure as measured

    return measured(drawing)


def compose(scene: Scene, item: Item, recipe: Recipe, streams: Streams) -> tuple[Question, ...]:
    """The questions about a scene. Raises Reject when none can be asked."""
    from qa_gen.compose import Options
    from qa_gen.compose import compose as composed

    usual = Options()
    forms = {form: float(weight) for form, weight in recipe.questions.forms.items()} or usual.forms
    options = Options(
        count=item.questions, forms=forms, steps=usual.steps[: recipe.questions.steps],
        combinations=combinations(recipe.factors),
    )  # fmt: skip
    return composed(scene, streams("question"), options, resample=resampler(scene.contents, streams))


def check(members: Mapping[str, bytes], slug: str, ocr_rate: float) -> tuple[Verdict, ...]:
    """What the second opinion says about the written sample; a share `ocr_rate` of all samples is read by OCR."""
    from verify.checks import verify_sample
    from verify.reading import selected

    return verify_sample(members, ocr=ocr_reader() if selected(slug, ocr_rate) else None)


@functools.cache
def ocr_reader() -> Any:
    """The reading engines of this process. BackendError where they are missing."""
    from verify.errors import OcrUnavailable
    from verify.reading import OcrReader

    try:
        return OcrReader.open()
    except OcrUnavailable as error:
        raise BackendError("ocr", str(error), "see `proofpress doctor`, or set checks.ocr_rate: 0") from error
