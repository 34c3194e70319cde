"""A picture with its regions drawn over it, for the eye."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from proofpress import png
from proofpress.pipeline import ATTEMPTS
from proofpress_core.content import Language
from proofpress_core.errors import ConfigError, Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from proofpress_core.roles import Level
from proofpress_core.scene import Scene

LAST = 10**12
"""Indices have at most twelve digits in names of samples."""
SCALE = 2
"""Pictures are shown twice as large, so that outlines do not hide what they surround."""
_COLOURS: dict[Level, tuple[int, int, int]] = {
    Level.BLOCK: (31, 119, 180), Level.PART: (148, 103, 189), Level.ITEM: (214, 39, 40),
    Level.LINE: (255, 127, 14), Level.WORD: (44, 160, 44), Level.CHAR: (23, 190, 207),
}  # fmt: skip


def show(generator: str, index: int, *, language: Language | None = None, seed: int = 0) -> tuple[Any, Key]:
    """The drawing of one item of a generator, and the key of the attempt that gave it. ConfigError for an unknown
    generator or language, Reject if every attempt fails."""
    from renderers.base import Canvas, Knobs, generators

    if not 0 <= index < LAST:
        raise ConfigError("--index", index, f"from 0 to {LAST - 1}")
    if not 0 <= seed < 2**63:
        raise ConfigError("--seed", seed, "from 0 to 2^63-1")
    kind = generators[generator]
    knobs = Knobs(language=language or kind.languages[0])
    kind.check(knobs)
    key = Key(seed=seed, split="train", generator=generator, version=kind.version, index=index, attempt=0)
    for _ in range(ATTEMPTS):
        try:
            return kind().draw(kind().sample(Streams(key), knobs), Canvas()), key
        except Reject as reject:
            last, key = reject, key.retry()
    raise last


def outlined(drawing: Any) -> list[NDArray[np.uint8]]:
    """Every page of a drawing with the outlines of its regions, twice as large; deeper levels are thinner."""
    return [_outline(pixels, drawing.scene, number) for number, pixels in enumerate(drawing.pages)]


def _outline(pixels: NDArray[np.uint8], scene: Scene, page: int) -> NDArray[np.uint8]:
    large = cv2.resize(pixels, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_NEAREST)
    regions = scene.regions
    for row in np.flatnonzero((regions.page == page) & (regions.levels > Level.PAGE))[::-1]:
        region = regions[int(row)]
        points = _corners(region.points) if region.shape == "box" else region.points
        # a stored unit is 1/16 px of the picture; OpenCV counts from the centre of the first pixel
        places = (points * SCALE - UNIT // 2).astype(np.int32).reshape(-1, 1, 2)
        level = Level(int(regions.levels[row]))
        thick = 2 if level <= Level.PART else 1
        closed = region.shape != "polyline"
        cv2.polylines(large, [places], closed, _COLOURS[level], thick, cv2.LINE_AA, shift=4)
    return np.asarray(large, dtype=np.uint8)


def _corners(box: Any) -> Any:
    (x0, y0), (x1, y1) = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def save(pages: list[NDArray[np.uint8]], out: Path) -> list[Path]:
    """Write pages as PNG files: `out` for one, `out` with a number for each of several."""
    paths = [out] if len(pages) == 1 else [out.with_stem(f"{out.stem}-page{n}") for n in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        try:
            path.write_bytes(png.encode(page))
        except OSError as error:
            raise ConfigError("--out", str(path), f"a file that can be written ({error.strerror})") from error
    return paths


def tally(scene: Scene) -> dict[str, int]:
    """Regions by role, most frequent first."""
    return dict(Counter(region.role for region in scene.regions).most_common())
