"""Gaussian blur, as of a lens slightly out of focus."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2

from proofpress_core.rng import Streams
from renderers.base import Pixels
from renderers.effects.base import effects


@dataclass(frozen=True, slots=True, kw_only=True)
class BlurParams:
    """Standard deviation in pixels."""

    sigma: float


@effects.register("blur")
class Blur:
    """Convolves with a Gaussian cut at three sigma (rounded up): no ink spreads further than that."""

    params = BlurParams

    def sample(self, streams: Streams, strength: float) -> BlurParams:
        return BlurParams(sigma=0.3 + 1.2 * strength * streams("effect").uniform(0.4, 1.0))

    def apply(self, pixels: Pixels, params: BlurParams) -> Pixels:
        side = 2 * math.ceil(3 * params.sigma) + 1
        return cv2.GaussianBlur(pixels, (side, side), params.sigma, borderType=cv2.BORDER_REPLICATE)
