"""The contract of an effect, the registry, and the one function that runs a chain of them over a drawing.

There are two kinds. A *pixel effect* has `apply(pixels, params)` and leaves every point where it was. A *geometric
effect* has `warp(size, params)` and leaves the pixels alone: all warps of a chain are composed into one, the page is
resampled once, and the scene's points go the same way. What has neither, or both, cannot be registered, because
nobody could say where its points went.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import cv2
import numpy as np

from proofpress_core import jsonio
from proofpress_core.plugin import Registry
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.roles import ROLE_CODE
from proofpress_core.scene import Scene
from proofpress_core.warp import FloatArray, Warp
from renderers.base import Drawing, Pixels

# One picture, one core: worker processes are the unit of parallel work.
cv2.setNumThreads(1)

EffectT = TypeVar("EffectT")
Colour = tuple[int, int, int]
MARGIN = 2.0
"""Pixels that a warp leaves between ink and the edge of the frame."""


class PixelEffect(Protocol):
    """Changes pixels and keeps geometry. `params` is the frozen dataclass that `sample` returns; `strength` is in
    (0, 1]. `apply` is pure and returns a new contiguous RGB page of the same size."""

    params: ClassVar[type[Any]]

    def sample(self, streams: Streams, strength: float) -> Any: ...

    def apply(self, pixels: Pixels, params: Any) -> Pixels: ...


class GeometricEffect(Protocol):
    """Says where the points of a page of `size` (width, height) go. `backdrop` is the colour of what comes into view
    beside the page, None for more of the page itself."""

    params: ClassVar[type[Any]]

    def sample(self, streams: Streams, strength: float) -> Any: ...

    def warp(self, size: tuple[int, int], params: Any) -> Warp: ...

    def backdrop(self, params: Any) -> Colour | None: ...


class EffectRegistry(Registry[type[Any]]):
    """Effects by name; TypeError for a class that is not exactly one of the two kinds."""

    def register(self, name: str) -> Callable[[EffectT], EffectT]:
        file = super().register(name)

        def check(item: EffectT) -> EffectT:
            if hasattr(item, "apply") == hasattr(item, "warp"):
                raise TypeError(f"effect {name!r} must either `apply` to pixels or give a `warp`, and not both")
            if not dataclasses.is_dataclass(getattr(item, "params", None)):
                raise TypeError(f"effect {name!r} must name the dataclass of its `params`")
            file(item)  # type: ignore[arg-type]
            return item

        return check


effects = EffectRegistry("effect", "renderers.effects")


@dataclass(frozen=True, slots=True)
class Step:
    """One effect with its drawn parameters, on one page."""

    name: str
    page: int
    params: Any

    def describe(self) -> str:
        """Canonical JSON from which `Step.parse` rebuilds the step exactly."""
        value = {"effect": self.name, "page": self.page, "params": jsonio.encode(self.params)}
        return jsonio.dumps(value).decode()

    @classmethod
    def parse(cls, text: str) -> Step:
        """Inverse of `describe`. ConfigError for an unknown effect, ValueError for parameters that do not fit."""
        value = jsonio.loads(text)
        params = jsonio.decode(effects[value["effect"]].params, value["params"])
        return cls(value["effect"], value["page"], params)


def apply_effects(
    drawing: Drawing, chain: Sequence[tuple[str, float]], streams: Streams
) -> tuple[Drawing, tuple[str, ...]]:
    """Draw parameters for a chain of (effect name, strength in (0, 1]) from the stream `effect`, page by page, and run
    it. Returns the changed drawing and the description of every step, in order. ConfigError for an unknown name,
    ValueError for a strength outside (0, 1]."""
    outside = [entry for entry in chain if not 0.0 < entry[1] <= 1.0]
    if outside:
        raise ValueError(f"an effect's strength lies in (0, 1], got {outside}")
    steps = [
        Step(name, page, effects[name]().sample(streams, strength))
        for page in range(len(drawing.pages))
        for name, strength in chain
    ]
    return run_steps(drawing, steps), tuple(step.describe() for step in steps)


def replay_effects(drawing: Drawing, described: Sequence[str]) -> Drawing:
    """Run the steps that an earlier `apply_effects` described, byte for byte."""
    return run_steps(drawing, [Step.parse(text) for text in described])


def run_steps(drawing: Drawing, steps: Sequence[Step]) -> Drawing:
    """Warp every page once by the composed warps of its steps, then run its pixel effects in order. Pure."""
    made = [(step, effects[step.name]()) for step in steps]
    pages, warps = [], []
    for number, pixels in enumerate(drawing.pages):
        mine = [(step, effect) for step, effect in made if step.page == number]
        warp, backdrop = _compose(drawing.scene, number, mine)
        mirror = backdrop is None and not warp.is_identity and _may_mirror(warp, drawing.scene, number)
        shown = resample(pixels, warp, backdrop, mirror=mirror)
        for step, effect in mine:
            shown = effect.apply(shown, step.params) if hasattr(effect, "apply") else shown
        pages.append(shown)
        warps.append(warp)
    moved = any(not warp.is_identity for warp in warps)
    scene = drawing.scene.warped(tuple(warps)) if moved else drawing.scene
    return dataclasses.replace(drawing, pages=tuple(pages), scene=scene)


def resample(pixels: Pixels, warp: Warp, backdrop: Colour | None = None, *, mirror: bool = False) -> Pixels:
    """The page seen through a warp, bilinear, same size; the identity returns the very array. Beside the page lies its
    mirror image, the backdrop, or the median colour of its edge. Effects shrink a page by a third at most, where two by
    two samples still see every pixel, so no area filter is needed."""
    if warp.is_identity:
        return pixels
    height, width = pixels.shape[:2]
    border = cv2.BORDER_REFLECT if mirror else cv2.BORDER_CONSTANT
    fill = backdrop or _edge_colour(pixels)
    matrix = warp.centre_matrix()
    return cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=fill
    )


def _edge_colour(pixels: Pixels) -> Colour:
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    red, green, blue = np.median(edge, axis=0).astype(int).tolist()
    return red, green, blue


def _may_mirror(warp: Warp, scene: Scene, number: int) -> bool:
    """Whether the strips beside the page that come into view are narrower than the page's blank margins, so that no
    mirrored ink can be seen."""
    page, points = scene.pages[number], _ink_points(scene, number)
    size = np.array([page.width, page.height])
    frame = warp.inverse().points([(0, 0), (size[0], 0), tuple(size), (0, size[1])])
    reach = max(float(-frame.min()), float((frame.max(axis=0) - size).max()))
    margin = min(float(points.min()), float((size - points.max(axis=0)).min())) if len(points) else float(size.min())
    return reach + MARGIN < margin


def _compose(scene: Scene, number: int, mine: Sequence[tuple[Step, Any]]) -> tuple[Warp, Colour | None]:
    """One warp for all geometric steps of a page, shrunk where ink would leave the frame, and the backdrop."""
    page = scene.pages[number]
    warp, backdrop = Warp.identity(), None
    for step, effect in mine:
        if hasattr(effect, "warp"):
            warp = warp.then(effect.warp((page.width, page.height), step.params))
            backdrop = effect.backdrop(step.params) or backdrop
    return (warp if warp.is_identity else _fit(warp, scene, number)), backdrop


def _fit(warp: Warp, scene: Scene, number: int) -> Warp:
    """The warp followed by the least shrinking about the centre of the frame that keeps all regions inside it."""
    page, points = scene.pages[number], _ink_points(scene, number)
    if not len(points):
        return warp
    centre = np.array([page.width, page.height]) / 2
    reach = np.abs(warp.points(points) - centre).max(axis=0)
    before = np.maximum(np.abs(points - centre).max(axis=0), centre - MARGIN)
    share = float(np.min(before / np.maximum(reach, 1e-9)))
    if share >= 1.0:
        return warp
    x, y = centre * (1.0 - share)
    return warp.then(Warp.of([[share, 0, x], [0, share, y], [0, 0, 1]]))


def _ink_points(scene: Scene, number: int) -> FloatArray:
    """Points in pixels of all regions of a page but the page itself."""
    regions = scene.regions
    mine = (regions.page == number) & (regions.role != ROLE_CODE["page"])
    return np.asarray(regions.points[np.repeat(mine, np.diff(regions.start))] / UNIT, dtype=np.float64)
