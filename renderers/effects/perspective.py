"""Perspective, as of a page or a screen photographed from the side."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.rng import Streams
from proofpress_core.warp import Warp
from renderers.effects.base import Colour, effects


@dataclass(frozen=True, slots=True, kw_only=True)
class PerspectiveParams:
    """How far each corner (left top, right top, right bottom, left bottom) moves inwards, in permille of the page's
    width and height, eight numbers x, y, x, y, ...; `desk` is the colour beside the page, empty for none."""

    inwards: tuple[int, ...]
    desk: tuple[int, ...]


@effects.register("perspective")
class Perspective:
    """Moves the corners inwards by at most an eighth: the whole page stays inside the frame."""

    params = PerspectiveParams

    def sample(self, streams: Streams, strength: float) -> PerspectiveParams:
        draw = streams("effect")
        most = round(10 + 110 * strength)
        inwards = tuple(draw.integer(0, most) for _ in range(8))
        tone, warmth = draw.integer(50, 190), draw.integer(0, 24)
        desk = (tone + warmth, tone + warmth // 2, tone) if draw.chance(0.4) else ()
        return PerspectiveParams(inwards=inwards, desk=desk)

    def warp(self, size: tuple[int, int], params: PerspectiveParams) -> Warp:
        width, height = size
        corners = ((0, 0), (width, 0), (width, height), (0, height))
        signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
        shares = zip(params.inwards[::2], params.inwards[1::2], strict=True)
        moved = [
            (x + sx * u * width / 1000, y + sy * v * height / 1000)
            for (x, y), (sx, sy), (u, v) in zip(corners, signs, shares, strict=True)
        ]
        return Warp.between(corners, moved)

    def backdrop(self, params: PerspectiveParams) -> Colour | None:
        return (params.desk[0], params.desk[1], params.desk[2]) if params.desk else None
