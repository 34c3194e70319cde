"""A small turn, as of a sheet laid askew on a scanner."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.rng import Streams
from proofpress_core.warp import Warp
from renderers.effects.base import Colour, effects


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationParams:
    """Degrees clockwise on the screen."""

    degrees: float


@effects.register("rotation")
class Rotation:
    """Turns around the middle of the page, at most three degrees."""

    params = RotationParams

    def sample(self, streams: Streams, strength: float) -> RotationParams:
        draw = streams("effect")
        size = 0.3 + 2.7 * strength * draw.uniform(0.2, 1.0)
        return RotationParams(degrees=size if draw.chance(0.5) else -size)

    def warp(self, size: tuple[int, int], params: RotationParams) -> Warp:
        return Warp.rotation(params.degrees, (size[0] / 2, size[1] / 2))

    def backdrop(self, params: RotationParams) -> Colour | None:
        return None
