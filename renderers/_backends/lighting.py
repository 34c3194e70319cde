"""Light on a picture: a gradient, a vignette and cast shadows. Light multiplies every pixel alone, so that what ink
changes stays where the ink is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from renderers._backends.material import cloud
from renderers.base import Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """`angle` is the direction on the screen that the light comes from (degrees, 0 right, 90 below); `slope` how much
    darker the far side is (0 to 0.5); `warmth` how much red gains over blue (-0.1 to 0.1); `shadow` what casts a
    shadow over the picture, of `depth` (0 to 0.5); `grain` is the deviation of sensor noise in grey levels."""

    angle: float
    slope: float
    warmth: float
    shadow: Literal["none", "edge", "leaves"]
    depth: float
    grain: float
    seed: int


def lit(pixels: Pixels, light: Light) -> Pixels:
    """The picture under the light."""
    height, width = pixels.shape[:2]
    generator = np.random.Generator(np.random.Philox(key=light.seed))
    factor = _gradient(width, height, light)
    if light.shadow != "none":
        factor *= 1.0 - np.float32(light.depth) * _shadow(generator, width, height, light)
    tint = np.array([1.0 + light.warmth, 1.0, 1.0 - light.warmth], dtype=np.float32)
    shown = pixels * factor[:, :, None] * tint
    shown += light.grain * generator.standard_normal((height, width, 1), dtype=np.float32)
    return np.clip(np.rint(shown), 0, 255).astype(np.uint8)


def _gradient(width: int, height: int, light: Light) -> NDArray[np.float32]:
    """1.04 on the light's side, falling by `slope` across the picture, and a little darker in the corners."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - np.float32(0.5), y / height - np.float32(0.5)
    angle = np.deg2rad(light.angle)
    along = np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y
    return 1.04 - np.float32(light.slope) * (0.5 - along) - 0.12 * (x * x + y * y)


def _shadow(generator: np.random.Generator, width: int, height: int, light: Light) -> NDArray[np.float32]:
    """How deep in shadow each pixel lies, 0 to 1, with soft edges."""
    soft = max(width, height) / 160
    if light.shadow == "leaves":
        blobs = cloud(generator, width, height, max(width, height) / 7, 3)
        mask = 0.5 + 0.5 * np.tanh(3.0 * (blobs - 0.5))
        return cv2.GaussianBlur(mask.astype(np.float32), (0, 0), soft)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = np.deg2rad(light.angle + 25.0 + 30.0 * float(generator.random()))
    reach = np.float32(np.cos(angle)) * (x - width / 2) + np.float32(np.sin(angle)) * (y - height / 2)
    limit = (float(generator.random()) - 0.5) * 0.5 * min(width, height)
    return (0.5 - 0.5 * np.tanh((reach - np.float32(limit)) / np.float32(2.0 * soft))).astype(np.float32)
