"""JPEG compression and back, as a picture that was saved and saved again."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from proofpress_core.errors import BackendError
from proofpress_core.rng import Streams
from renderers.base import Pixels
from renderers.effects.base import effects


@dataclass(frozen=True, slots=True, kw_only=True)
class JpegParams:
    """Quality on libjpeg's scale, 1 to 100."""

    quality: int


@effects.register("jpeg")
class Jpeg:
    """Encodes as baseline JPEG with 4:2:0 chroma and decodes again."""

    params = JpegParams

    def sample(self, streams: Streams, strength: float) -> JpegParams:
        return JpegParams(quality=round(95 - 55 * strength * streams("effect").uniform(0.3, 1.0)))

    def apply(self, pixels: Pixels, params: JpegParams) -> Pixels:
        swapped = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
        done, data = cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, params.quality])
        if not done:
            raise BackendError("opencv", "cannot encode JPEG", "install the pinned opencv wheels")
        return cv2.cvtColor(cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
