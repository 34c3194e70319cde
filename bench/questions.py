"""Questions over ready scenes, as JSON: how fast they come, how they spread, and what words alone give away.

    python -m bench.questions --pictures 500 --each 20

Rates are per second and core of `compose` alone (CPU time, no verification), without and with data drawn anew. The
rest is what `proofpress stats` says of a corpus.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Iterator

from proofpress.resampling import resampler
from proofpress.stats import Asked, describe, subject_of
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Scene
from qa_gen.compose import Options, compose
from renderers.base import Canvas, Knobs, generators

CHARTS = ("charts/bar", "charts/line", "charts/pie", "charts/heatmap")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--generators", nargs="*", default=list(CHARTS))
    arguments = parser.parse_args()
    pictures = list(scenes(arguments.generators, arguments.pictures))
    gc.collect()
    gc.freeze()  # as a worker sets aside what lasts (`proofpress.memory`)
    _, plain_rate = timed(pictures, arguments.each, anew=False)
    asked, full_rate = timed(pictures, arguments.each, anew=True)
    rates = {"questions_per_second": round(plain_rate), "with_data_drawn_anew": round(full_rate)}
    json.dump({**rates, **describe(asked)}, sys.stdout, indent=1, ensure_ascii=False)


def scenes(names: list[str], count: int) -> Iterator[tuple[Key, Scene]]:
    """Drawn scenes of the generators in turn, half of them in each language."""
    index = 0
    while count:
        generator = generators[names[index % len(names)]]()
        key = Key(seed=17, split="test", generator=generator.id, version=generator.version, index=index, attempt=0)
        index += 1
        language = "zh" if index // len(names) % 2 else "en"
        try:
            spec = generator.sample(Streams(key), Knobs(language=language))
            yield key, generator.draw(spec, Canvas()).scene
        except Reject:
            continue
        count -= 1


def timed(pictures: list[tuple[Key, Scene]], each: int, *, anew: bool) -> tuple[list[Asked], float]:
    """All questions with their picture, and how many came per second of CPU time."""
    asked: list[Asked] = []
    begin = time.process_time()
    for place, (key, scene) in enumerate(pictures):
        streams = Streams(key)
        again = resampler(scene.contents, streams) if anew else None
        made = compose(scene, streams("question"), Options(count=each), resample=again)
        subject = subject_of(scene.contents, scene.pages[0].text)
        asked += [Asked(place, subject, scene.contents, question) for question in made]
    return asked, len(asked) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
