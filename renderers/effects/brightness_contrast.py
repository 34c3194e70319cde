"""Exposure: brightness and contrast of the whole picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from proofpress_core.rng import Streams
from renderers.base import Pixels
from renderers.effects.base import effects


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureParams:
    """out = (in - 128) * gain + 128 + lift, in grey levels, saturating."""

    gain: float
    lift: float


@effects.register("brightness_contrast")
class BrightnessContrast:
    """Maps every level alone, around a fixed middle, so that one mark's ink cannot change the rest of the page."""

    params = ExposureParams

    def sample(self, streams: Streams, strength: float) -> ExposureParams:
        draw = streams("effect")
        gain = 1.0 + strength * draw.uniform(-0.35, 0.2)
        return ExposureParams(gain=gain, lift=strength * draw.uniform(-30.0, 24.0))

    def apply(self, pixels: Pixels, params: ExposureParams) -> Pixels:
        levels = (np.arange(256) - 128.0) * params.gain + 128.0 + params.lift
        return cv2.LUT(pixels, np.clip(np.rint(levels), 0, 255).astype(np.uint8))
