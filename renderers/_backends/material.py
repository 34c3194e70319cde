"""Procedural textures of what signs are made of and hang on. Every function is pure: same arguments, same bytes.

A texture is an RGB page of a material in a given colour; `seed` keys a Philox generator, from which all noise comes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from renderers.base import Pixels

Colour = tuple[int, int, int]
Field = NDArray[np.float32]
Painter = Callable[[np.random.Generator, int, int, Colour], Field]


def texture(material: str, width: int, height: int, colour: Colour, seed: int) -> Pixels:
    """A `width` x `height` piece of a material from MATERIALS, KeyError for another name."""
    generator = np.random.Generator(np.random.Philox(key=seed))
    shown = MATERIALS[material](generator, width, height, colour)
    return np.clip(np.rint(shown), 0, 255).astype(np.uint8)


def cloud(
    generator: np.random.Generator,
    width: int,
    height: int,
    scale: float,
    octaves: int = 4,
    stretch: tuple[float, float] = (1.0, 1.0),
) -> Field:
    """Smooth noise of mean 0 and deviation 1: octaves of cubic upsampled white noise, each half as coarse and half as
    strong as the one before. `scale` is the coarsest blob in pixels, times `stretch` in x and y."""
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(octaves):
        step = max(scale / 2**octave, 1.0)
        across = max(2, round(width / (step * stretch[0])) + 2)
        down = max(2, round(height / (step * stretch[1])) + 2)
        small = generator.standard_normal((min(down, height + 2), min(across, width + 2)), dtype=np.float32)
        total += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * np.float32(0.5**octave)
    deviation = float(total.std())
    return (total - total.mean()) / np.float32(max(deviation, 1e-6))


def _toned(colour: Colour, factor: Any) -> Field:
    """The colour times a field of brightness."""
    return np.asarray(factor, dtype=np.float32)[:, :, None] * np.array(colour, dtype=np.float32)


def _relief(height: Field, depth: float) -> Field:
    """Brightness of a surface lit from the upper left: one plus the slope of its height towards the light."""
    slope = cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3) + cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3)
    return 1.0 + np.float32(depth) * np.clip(slope, -3.0, 3.0)


def _flat(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Paint or acrylic: hardly any structure."""
    return _toned(colour, 1.0 + 0.008 * cloud(generator, width, height, width / 3, 3))


def _enamel(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Glazed steel: a soft reflection across the plate and faint orange peel."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    band = (columns / width + 0.6 * rows / height) * 1.6 - np.float32(generator.random() * 1.2 + 0.2)
    gloss = np.exp(-(band**2) / 0.05)
    base = _toned(colour, 1.0 + 0.012 * cloud(generator, width, height, 14, 2))
    return base + (255.0 - base) * (0.07 * gloss)[:, :, None]


def _plaster(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    bumps = cloud(generator, width, height, 9, 3)
    stains = cloud(generator, width, height, width / 2, 4)
    return _toned(colour, _relief(bumps, 0.012) * (1.0 + 0.035 * stains))


def _concrete(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    tone = 1.0 + 0.05 * cloud(generator, width, height, width / 3, 6) + 0.015 * cloud(generator, width, height, 3, 2)
    pits = cloud(generator, width, height, 5, 1) > 2.75
    tone = np.where(cv2.dilate(pits.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0, tone * 0.8, tone)
    seam = np.abs(np.arange(height) - round(height * 0.62)) < 2
    return _toned(colour, np.where(seam[:, None], tone * 0.82, tone))


def _brushed(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Metal brushed along x, with a broad reflection."""
    streaks = cloud(generator, width, height, 2, 1, (90.0, 0.6))
    bands = cloud(generator, width, height, height / 2, 2, (8.0, 1.0))
    return _toned(colour, 1.0 + 0.028 * streaks + 0.04 * bands)


def _wood(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Boards along x with long grain and a dark joint between them."""
    board = max(60, round(height / (2 + 2 * float(generator.random()))))
    place = np.arange(height) // board
    shift = generator.random(int(place[-1]) + 1)
    rings = cloud(generator, width, height, 46, 3, (12.0, 1.0)) * 1.4 + np.arange(height, dtype=np.float32)[:, None] / 9
    grain = np.sin(2.6 * rings + 9.0 * shift[place][:, None])
    fibre = cloud(generator, width, height, 2, 1, (40.0, 0.7))
    tone = 1.0 + 0.045 * grain + 0.03 * fibre + (0.14 * (shift[place] - 0.5))[:, None]
    joint = np.arange(height) % board
    edge = np.where(joint < 2, 0.55, np.where(joint == 2, 1.06, 1.0))
    return _toned(colour, tone * edge[:, None])


def _brick(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Running bond: every course is shifted by half a brick; bricks differ in tone, joints are pale."""
    course = max(22, round(min(width, height) / (7 + 4 * float(generator.random()))))
    length, joint = round(course * 3.1), max(2, round(course * 0.13))
    rows, columns = np.arange(height), np.arange(width)
    row_of = rows // course
    x = columns[None, :] + (row_of[:, None] % 2) * (length // 2)
    tones = generator.normal(1.0, 0.09, (int(row_of[-1]) + 1, int(width // length) + 3))
    tone = tones[row_of[:, None], x // length].astype(np.float32)
    solid = ((rows % course >= joint)[:, None] & (x % length >= joint)).astype(np.float32)
    rough = cloud(generator, width, height, 5, 2)
    solid = cv2.GaussianBlur(solid, (0, 0), 0.7)
    brick = _toned(colour, tone * (1.0 + 0.05 * rough + 0.04 * cloud(generator, width, height, 60, 3)))
    mortar = _toned((186, 180, 170), 1.0 + 0.05 * rough)
    wall = mortar + (brick - mortar) * solid[:, :, None]
    return wall * np.clip(_relief(solid, 0.11), 0.7, 1.25)[:, :, None]


def _tile(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Glazed square tiles with grey joints."""
    side = max(40, round(min(width, height) / (4 + 3 * float(generator.random()))))
    rows, columns = np.arange(height) % side, np.arange(width) % side
    solid = ((rows >= 3)[:, None] & (columns >= 3)[None, :]).astype(np.float32)
    gloss = 0.05 * (1.0 - (rows[:, None] + columns[None, :]) / (2.0 * side))
    solid = cv2.GaussianBlur(solid, (0, 0), 0.8)
    glaze = _toned(colour, 1.0 + gloss + 0.01 * cloud(generator, width, height, side * 2, 3))
    joint = _toned((150, 148, 144), np.ones((height, width)))
    return joint + (glaze - joint) * solid[:, :, None]


def _paper(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Uncoated paper: fibres, and a slow unevenness of the sheet."""
    fibres = cloud(generator, width, height, 3, 2)
    return _toned(colour, 1.0 + 0.008 * fibres + 0.014 * cloud(generator, width, height, width / 2, 2))


def _chalkboard(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """Slate with wiped chalk: pale smears along the strokes of the sponge."""
    smear = np.clip(cloud(generator, width, height, 70, 5, (3.0, 1.0)), 0.0, 3.0)
    return _toned(colour, 1.0 + 0.02 * cloud(generator, width, height, 4, 2)) + (7.0 * smear)[:, :, None]


def _screen(generator: np.random.Generator, width: int, height: int, colour: Colour) -> Field:
    """A display: fine rows of pixels and a faint glow in the middle."""
    rows = 1.0 - 0.05 * (np.arange(height) % 3 == 0)
    glow = cloud(generator, width, height, width, 1)
    return _toned(colour, rows[:, None] * (1.0 + 0.02 * glow))


MATERIALS: dict[str, Painter] = {
    "flat": _flat, "enamel": _enamel, "plaster": _plaster, "concrete": _concrete, "brushed": _brushed, "wood": _wood,
    "brick": _brick, "tile": _tile, "paper": _paper, "chalkboard": _chalkboard, "screen": _screen,
}  # fmt: skip
