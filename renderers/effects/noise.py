"""Gaussian sensor noise."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from proofpress_core.rng import Streams
from renderers.base import Pixels
from renderers.effects.base import effects


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseParams:
    """`sigma` in grey levels of 255; `coloured` noise differs between channels (a camera), else it is grey (a
    scanner); `seed` keys the Philox generator."""

    sigma: float
    coloured: bool
    seed: int


@effects.register("noise")
class Noise:
    """Adds rounded normal deviates, saturating at black and white. Same parameters, same bytes."""

    params = NoiseParams

    def sample(self, streams: Streams, strength: float) -> NoiseParams:
        draw = streams("effect")
        sigma = 1.0 + 9.0 * strength * draw.uniform(0.5, 1.0)
        return NoiseParams(sigma=sigma, coloured=draw.chance(0.5), seed=draw.integer(0, 2**62))

    def apply(self, pixels: Pixels, params: NoiseParams) -> Pixels:
        height, width, channels = pixels.shape
        generator = np.random.Generator(np.random.Philox(key=params.seed))
        shape = (height, width, channels if params.coloured else 1)
        field = generator.standard_normal(shape, dtype=np.float32)
        field *= np.float32(params.sigma)
        deviates = np.rint(field, out=field).astype(np.int16)
        if not params.coloured:
            deviates = cv2.merge([deviates] * channels)
        return cv2.add(pixels, deviates, dtype=cv2.CV_8U)
