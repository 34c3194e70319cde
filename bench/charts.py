"""How fast charts are drawn, as JSON: each engine on the same specs, and matplotlib as people use it.

    python -m bench.charts [--pictures 12] [--generators charts/bar ...]

Per kind, milliseconds of CPU time for draw, all regions and PNG at 960 x 720, each spec once per turn (A B A B), text
caches emptied before every turn so that strings are new: `skia` and `matplotlib` are our engines; `bare` paints the
artists of our matplotlib engine by matplotlib's own canvas, without boxes and regions; `native` draws the same data
with axes, ticks and legend of matplotlib's own and its usual text, for the kinds that take few lines.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import cv2
import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bench.native import NATIVE, native
from proofpress.png import encode
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from renderers._backends import agg, agg_display, shaping
from renderers._backends.display import Display, Recording
from renderers.base import Canvas, Knobs, generators
from renderers.charts import _scene

cv2.setNumThreads(1)  # as the press has it
SIZE = (960, 720, 16)
BULK = ("charts/bar", "charts/bar_grouped", "charts/bar_stacked", "charts/line", "charts/area", "charts/scatter",
        "charts/bubble", "charts/pie", "charts/donut", "charts/histogram", "charts/box", "charts/heatmap")  # fmt: skip


class _Listed(Exception):
    """Carries the finished display list out of a generator."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self.display = display


def ours(generator: Any, spec: Any, engine: str) -> bytes:
    """Pixels and scene as the press makes them, encoded."""
    return encode(generator.draw(replace(spec, look=replace(spec.look, engine=engine)), Canvas()).pages[0])


def bare(generator: Any, spec: Any) -> bytes:
    """The same artists, drawn once by matplotlib's own canvas."""

    def leave(display: Display, canvas: Canvas) -> Recording:
        raise _Listed(display)

    try:
        with patch.dict(_scene.ENGINES, {"matplotlib": leave}):
            generator.draw(replace(spec, look=replace(spec.look, engine="matplotlib")), Canvas())
    except _Listed as listed:
        display = listed.display
    with mpl.rc_context(agg.HOUSE):
        figure = agg_display.figure_of(display)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    return encode(cv2.cvtColor(np.asarray(canvas.buffer_rgba()), cv2.COLOR_RGBA2RGB))


def specs(name: str, count: int) -> list[Any]:
    """The first `count` specs that can be drawn at the size of the comparison."""
    return list(_drawable(name, count))


def _drawable(name: str, count: int) -> Iterator[Any]:
    generator, index = generators[name](), 0
    width, height, size = SIZE
    while count:
        key = Key(seed=2, split="train", generator=name, version=1, index=index, attempt=0)
        index += 1
        try:
            spec = generator.sample(Streams(key), Knobs(language=("en", "zh")[index % 2]))
            spec = replace(spec, look=replace(spec.look, width=width, height=height, size=size))
            generator.draw(spec, Canvas())
        except Reject:
            continue
        yield spec
        count -= 1


def turn(work: Callable[[Any], bytes], made: Sequence[Any]) -> list[float]:
    """Milliseconds of each spec, strings being new."""
    shaping.shape.cache_clear()
    gc.collect()
    times = []
    for spec in made:
        begin = time.process_time()
        work(spec)
        times.append((time.process_time() - begin) * 1000)
    return times


def measure(name: str, pictures: int, turns: int) -> dict[str, float]:
    """Medians of all ways on one kind, and their ratios."""
    generator, made = generators[name](), specs(name, pictures)
    ways: dict[str, Callable[[Any], bytes]] = {
        "skia": lambda spec: ours(generator, spec, "skia"),
        "matplotlib": lambda spec: ours(generator, spec, "matplotlib"),
        "bare": lambda spec: bare(generator, spec),
    }
    if name in NATIVE:
        ways["native"] = lambda spec: encode(native(name, spec.data, spec.look))
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(turns):
        for way, work in ways.items():
            times[way] += turn(work, made)
    found = {f"{way}_ms": round(statistics.median(spent), 2) for way, spent in times.items()}
    found["matplotlib_over_bare"] = round(found["matplotlib_ms"] / found["bare_ms"], 3)
    found["matplotlib_over_skia"] = round(found["matplotlib_ms"] / found["skia_ms"], 2)
    if "native_ms" in found:
        found["native_over_skia"] = round(found["native_ms"] / found["skia_ms"], 2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=12)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--generators", nargs="*", default=list(BULK))
    arguments = parser.parse_args()
    rows = {name: measure(name, arguments.pictures, arguments.turns) for name in arguments.generators}
    summary = {
        ratio: round(statistics.geometric_mean(row[ratio] for row in rows.values() if ratio in row), 2)
        for ratio in ("matplotlib_over_bare", "matplotlib_over_skia", "native_over_skia")
    }
    least = min(row["matplotlib_over_skia"] for row in rows.values())
    json.dump({"geometric_means": summary, "least_matplotlib_over_skia": least, "kinds": rows}, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
