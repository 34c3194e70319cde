"""A plug-in as an outsider would write it: a generator whose letters are black boxes, drawn in no time.

Its settings make it do what a test wants: pages at random, rejects at a rate, a bug at an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from proofpress_core.content import Language, SceneText
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Cluster, SceneBuilder
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, Pixels, generators

WIDTH, HEIGHT, SIDE, GAP = 96, 64, 10, 4
LETTERS = "acemnorsuvwxz"


@dataclass(frozen=True, slots=True, kw_only=True)
class TinySpec:
    content: SceneText
    shade: int
    pages: int


@generators.register("charts/tiny")
class Tiny(GeneratorBase[TinySpec]):
    """Boxes for letters, two lines a page."""

    id = "charts/tiny"
    domain = "charts"
    options: ClassVar[dict[str, tuple[str, ...]]] = {"reject_percent": (), "bug_at": (), "most_pages": ()}

    def sample(self, streams: Streams, knobs: Knobs) -> TinySpec:
        data, settings = streams("data"), knobs.settings
        if data.integer(0, 99) < int(settings.get("reject_percent", 0)):
            raise Reject("unlucky", f"attempt {streams.key.attempt}")
        if streams.key.index == settings.get("bug_at", -1):
            raise ZeroDivisionError("a bug on purpose")
        pages = data.integer(1, int(settings.get("most_pages", 1)))
        lines = tuple("".join(data.sample(LETTERS, data.integer(3, 5))) for _ in range(2 * pages))
        content = SceneText(id="text", language=knobs.language, surface="paper", lines=lines)
        return TinySpec(content=content, shade=streams("style").integer(0, 40), pages=pages)

    def draw(self, spec: TinySpec, canvas: Canvas) -> Drawing:
        builder = SceneBuilder([(WIDTH, HEIGHT)] * spec.pages)
        pages = tuple(np.full((HEIGHT, WIDTH, 3), 255, dtype=np.uint8) for _ in range(spec.pages))
        for number, line in enumerate(spec.content.lines):
            page, top = number // 2, 12 + 24 * (number % 2)
            block = builder.add("text_block", builder.page(page), (6, top - 4, 90, top + SIDE + 4), content="text")
            clusters = [_letter(pages[page], spec, canvas, number, k, ch, top) for k, ch in enumerate(line)]
            builder.add_line(block, clusters, content="text", ref=f"line/{number}")
        return Drawing.of(pages, builder.build([spec.content]))


@generators.register("charts/tiny_english")
class TinyEnglish(Tiny):
    """The same, in English only, on a machine that can fly."""

    id = "charts/tiny_english"
    languages: ClassVar[tuple[Language, ...]] = ("en",)
    needs = ("wings",)


def _letter(pixels: Pixels, spec: TinySpec, canvas: Canvas, line: int, k: int, ch: str, top: int) -> Cluster:
    left = 10 + k * (SIDE + GAP)
    name = f"line{line}#{k}"
    if canvas.paints(name):
        pixels[top : top + SIDE, left : left + SIDE] = spec.shade
    return Cluster(ch, (left, top, left + SIDE, top + SIDE), name)
