"""What the truth costs: our chart (draw, regions, PNG) against the same matplotlib figure drawn once and encoded.

Prints JSON: per generator the median milliseconds of both and their ratio, measured in turns (A B A B) on the same
specs. `python bench/charts.py [PICTURES]`.
"""

from __future__ import annotations

import json
import statistics
import struct
import sys
import time
import zlib
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import cv2
import matplotlib as mpl
import numpy as np
from isal import isal_zlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from renderers._backends import agg
from renderers.base import Canvas, Knobs, generators
from renderers.charts import _scene

TARGET = 1.3
NAMES = ("charts/bar", "charts/line", "charts/scatter", "charts/pie", "charts/histogram", "charts/heatmap")


class _Drawn(Exception):
    """Carries the finished figure out of a generator, before anything is recorded."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure


def png(pixels: np.ndarray) -> bytes:
    """A lossless PNG by the Up filter and a fast deflate; the same encoder for both sides."""
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    filtered = np.empty((height, width * 3 + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", isal_zlib.compress(filtered, 1)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def ours(generator: Any, spec: Any) -> bytes:
    """Pixels and scene as the press makes them, encoded."""
    return png(generator.draw(spec, Canvas()).pages[0])


def plain(generator: Any, spec: Any) -> bytes:
    """The same artists, drawn once by matplotlib's own canvas, encoded: no boxes, no regions."""

    def leave(figure: Figure, canvas: Canvas) -> None:
        raise _Drawn(figure)

    with patch.object(_scene, "paint", leave):
        try:
            generator.draw(spec, Canvas())
        except _Drawn as drawn:
            figure = drawn.figure
    with mpl.rc_context(agg._HOUSE):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    return png(cv2.cvtColor(np.asarray(canvas.buffer_rgba()), cv2.COLOR_RGBA2RGB))


def specs(name: str, count: int) -> list[Any]:
    """The first `count` specs that are not rejected."""
    found: list[Any] = []
    index = 0
    while len(found) < count:
        key = Key(seed=2, split="train", generator=name, version=1, index=index, attempt=0)
        index += 1
        try:
            spec = generators[name]().sample(Streams(key), Knobs(language=("en", "zh")[index % 2]))
            generators[name]().draw(spec, Canvas())
            found.append(spec)
        except Reject:
            continue
    return found


def timed(work: Callable[[Any, Any], bytes], generator: Any, spec: Any) -> float:
    begin = time.process_time()
    work(generator, spec)
    return (time.process_time() - begin) * 1000


def measure(name: str, pictures: int) -> dict[str, float]:
    """Median milliseconds of both ways, and the median ratio of a turn of one to the next turn of the other."""
    generator = generators[name]()
    turns: dict[str, list[float]] = {"ours": [], "plain": []}
    for spec in specs(name, pictures):
        if ours(generator, spec) != plain(generator, spec):
            raise SystemExit(f"{name}: the two ways do not paint the same picture")
        for _ in range(3):
            turns["ours"].append(timed(ours, generator, spec))
            turns["plain"].append(timed(plain, generator, spec))
    medians = {key: statistics.median(times) for key, times in turns.items()}
    ratio = statistics.median(a / b for a, b in zip(turns["ours"], turns["plain"], strict=True))
    return {"ours_ms": round(medians["ours"], 2), "plain_ms": round(medians["plain"], 2), "ratio": round(ratio, 3)}


def main(arguments: list[str]) -> None:
    pictures = int(arguments[0]) if arguments else 8
    result = {name: measure(name, pictures) for name in NAMES}
    worst = max(row["ratio"] for row in result.values())
    sys.stdout.write(json.dumps({"target_ratio": TARGET, "worst_ratio": worst, "charts": result}, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
