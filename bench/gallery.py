"""Contact sheets of all chart kinds in each engine, for docs/gallery: `python -m bench.gallery [FOLDER]`.

Each kind is shown once per engine, the languages taking turns, each engine with other draws. Sheets are WebP files of
four columns; an index names the kinds in their order. The same code and fonts give the same sheets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from proofpress_core.errors import BackendError, Reject
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Knobs, Pixels, generators

OUT = Path(__file__).resolve().parent.parent / "docs" / "gallery"
COLUMNS, ROWS, TILE, GAP, PAPER = 4, 5, (480, 360), 16, (226, 224, 219)
"""Tiles across and down a sheet, their size in pixels, and the room and colour between them."""
QUALITY = 80
LIMIT = 3_000_000
"""Bytes that all sheets may have together."""
SEEDS = {"skia": 11, "matplotlib": 23, "plotly": 31}


def main(arguments: Sequence[str]) -> None:
    """Write all sheets and the index; an engine that this machine lacks is left out with a line that says so."""
    target = Path(arguments[0]) if arguments else OUT
    target.mkdir(parents=True, exist_ok=True)
    index, total = [], 0
    for engine, seed in SEEDS.items():
        kinds = list(kinds_of(engine))
        for number, first in enumerate(range(0, len(kinds), COLUMNS * ROWS), 1):
            chosen = kinds[first : first + COLUMNS * ROWS]
            try:
                sheet = assembled([picture(kind, place, engine, seed) for place, kind in enumerate(chosen)])
            except BackendError as error:
                sys.stderr.write(f"{engine} is left out: {error}\n")
                break
            path = target / f"{engine}-{number}.webp"
            sheet.save(path, quality=QUALITY, method=6)
            total += path.stat().st_size
            index.append(f"![{engine}, sheet {number}]({path.name})\n\n{', '.join(f'`{kind}`' for kind in chosen)}\n")
    head = (
        f"# Chart kinds\n\n{len(list(kinds_of('skia')))} kinds that both of our engines draw, and those of plotly.\n\n"
    )
    (target / "README.md").write_text(head + "\n".join(index), encoding="utf-8")
    sys.stdout.write(f"{total} bytes in {len(index)} sheets\n")
    if total > LIMIT:
        raise SystemExit(f"the sheets have {total} bytes, more than {LIMIT}")


def kinds_of(engine: str) -> Iterator[str]:
    """Chart kinds that an engine draws, by name."""
    for name, made in generators.items():
        if made.domain == "charts" and (engine in made.options.get("engine", ("plotly",))):
            yield name


def picture(kind: str, place: int, engine: str, seed: int) -> Pixels:
    """The first picture of a kind that is not rejected."""
    generator = generators[kind]()
    settings: dict[str, Any] = {"engine": engine} if "engine" in generator.options else {}
    knobs = Knobs(language="zh" if place % 3 == 2 and "zh" in generator.languages else "en", settings=settings)
    key = Key(seed=seed, split="test", generator=kind, version=generator.version, index=place, attempt=0)
    for _ in range(20):
        try:
            drawn: Pixels = generator.draw(generator.sample(Streams(key), knobs), Canvas()).pages[0]
        except Reject:
            key = key.retry()
            continue
        return drawn
    raise SystemExit(f"{kind}: twenty draws were rejected")


def assembled(pictures: Sequence[Pixels]) -> Image.Image:
    """A sheet of pictures, each fitted into its tile and set in its middle."""
    width, height = TILE
    rows = -(-len(pictures) // COLUMNS)
    size = (rows * (height + GAP) + GAP, COLUMNS * (width + GAP) + GAP)
    sheet = np.full((*size, 3), PAPER, dtype=np.uint8)
    for number, drawn in enumerate(pictures):
        scale = min(width / drawn.shape[1], height / drawn.shape[0])
        small = cv2.resize(drawn, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        top = GAP + (number // COLUMNS) * (height + GAP) + (height - small.shape[0]) // 2
        left = GAP + (number % COLUMNS) * (width + GAP) + (width - small.shape[1]) // 2
        sheet[top : top + small.shape[0], left : left + small.shape[1]] = small
    return Image.fromarray(sheet)


if __name__ == "__main__":
    main(sys.argv[1:])
