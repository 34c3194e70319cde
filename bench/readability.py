"""How much of the writing on clean charts a reader reads, as JSON.

    python -m bench.readability [--pictures 200] [--kinds charts/bar ...] [--lines FILE] [--seed 7]

Charts of all kinds that our engines paint, engines and languages taking turns. Every line of text is cut out by its
quad (turned ones set upright) and read by the project's PP-OCR; label and reading are compared after
`verify.reading.fold`. The *target* are lines of titles, ticks and legends of two or more glyphs, set at 12 pixels per
em or more, turned ones among them; the rest is counted apart. `--lines` writes one JSON object a line of text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from proofpress_core.roles import ROLES
from renderers._backends.display import Display, Recording, Words
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _scene
from renderers.charts._look import ENGINES
from renderers.measure import measure
from verify.ocr import PaddleReader
from verify.reading import crop_of, fold, script_of
from verify.record import PageView, View
from verify.table import read_table

TARGET = ("title", "tick_label", "legend_entry")
LEAST_GLYPHS, LEAST_SIZE = 2, 12.0
WORST = 40
ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and what was read; `size` in pixels per em, `contrast` as `renderers.measure` has it."""

    kind: str
    picture: int
    engine: str
    language: str
    theme: str
    role: str
    family: str
    weight: str
    size: float
    turned: bool
    contrast: float
    truth: str
    read: str

    @property
    def right(self) -> bool:
        """Whether label and reading are one."""
        return fold(self.truth) == fold(self.read)

    @property
    def group(self) -> str:
        """`target`, or why the line is not in it."""
        if self.role not in TARGET:
            return "other_role"
        if len(fold(self.truth)) < LEAST_GLYPHS:
            return "one_glyph"
        return "target" if self.size >= LEAST_SIZE else "small"


def lines(kinds: Sequence[str], pictures: int, seed: int) -> Iterator[Line]:
    """The lines of all pictures, in order. OcrUnavailable where there is no reader."""
    reader = PaddleReader()
    for number in range(pictures):
        kind, turn = kinds[number % len(kinds)], number // len(kinds)
        made, step = generators[kind], number % len(kinds) + turn
        language = made.languages[step // 2 % len(made.languages)]
        knobs = Knobs(language=language, settings={"engine": ENGINES[step % 2]})
        key = Key(seed=seed, split="test", generator=kind, version=made.version, index=turn, attempt=0)
        yield from _read(kind, number, knobs, key, reader)


def _read(kind: str, number: int, knobs: Knobs, key: Key, reader: PaddleReader) -> Iterator[Line]:
    """Draw one picture, read it and compare."""
    spec, drawing, words = _drawn(kind, knobs, key)
    view = _viewed(drawing, key, knobs.language)
    rows = [row for row in view.table.rows("line").tolist() if drawing.paints[row] in words]
    crops, labels = [crop_of(view, row) for row in rows], [view.text(row) for row in rows]
    for row, truth, read in zip(rows, labels, reader.read(crops, [script_of(text) for text in labels]), strict=True):
        word, table = words[drawing.paints[row]], view.table
        yield Line(
            kind=kind, picture=number, engine=str(knobs.settings["engine"]), language=knobs.language,
            theme=spec.look.theme, role=ROLES[table.role[table.parent[row]]], family=word.line.font.family,
            weight=word.line.font.weight, size=round(word.line.size, 1), turned=bool(word.turn),
            contrast=table.contrast[row] / 100, truth=truth, read=read or "",
        )  # fmt: skip


def _drawn(kind: str, knobs: Knobs, key: Key) -> tuple[Any, Drawing, dict[str, Words]]:
    """The first draw that is not rejected: spec, drawing, and what was written, by paint name."""
    generator = generators[kind]()
    shown: list[Display] = []
    for _ in range(ATTEMPTS):
        shown.clear()
        try:
            with patch.dict(_scene.ENGINES, {name: _noted(paint, shown) for name, paint in _scene.ENGINES.items()}):
                spec = generator.sample(Streams(key), knobs)
                drawing = generator.draw(spec, Canvas())
        except Reject:
            key = key.retry()
            continue
        return spec, drawing, {item.name: item for item in shown[-1].items if isinstance(item, Words)}
    raise SystemExit(f"{kind}: {ATTEMPTS} draws were rejected")


def _noted(
    paint: Callable[[Display, Canvas], Recording], shown: list[Display]
) -> Callable[[Display, Canvas], Recording]:
    """An engine that keeps what it was given to paint."""

    def painted(display: Display, canvas: Canvas) -> Recording:
        shown.append(display)
        return paint(display, canvas)

    return painted


def _viewed(drawing: Drawing, key: Key, language: str) -> View:
    """A drawing as a reader of the written record sees it."""
    scene = measure(drawing)
    pages = tuple(
        PageView(width=page.width, height=page.height, text=page.text, warp=np.eye(3), pixels=pixels)
        for page, pixels in zip(scene.pages, drawing.pages, strict=True)
    )
    return View(
        slug=key.slug, domain="charts", generator=key.generator, language=language, pages=pages,
        table=read_table(scene.regions.to_json()), contents=(), axes=(), questions=(), effects=(),
    )  # fmt: skip


def share(found: Sequence[Line]) -> dict[str, Any]:
    """How many lines there are, how many were read right, and the share."""
    right = sum(line.right for line in found)
    return {"lines": len(found), "right": right, "share": round(right / len(found), 4) if found else None}


def parted(found: Sequence[Line], part: Callable[[Line], str]) -> dict[str, dict[str, Any]]:
    """`share` of each part, the worst first."""
    parts: dict[str, list[Line]] = {}
    for line in found:
        parts.setdefault(part(line), []).append(line)
    return dict(sorted(((name, share(held)) for name, held in parts.items()), key=lambda row: row[1]["share"]))


def worst(found: Sequence[Line]) -> list[dict[str, Any]]:
    """The commonest misreadings, one of each: what stands there, what was read, and how it was set."""
    counts = Counter((fold(line.truth), fold(line.read)) for line in found if not line.right)
    first = {(fold(line.truth), fold(line.read)): line for line in reversed(found) if not line.right}
    shown = ("truth", "read", "role", "family", "weight", "size", "turned", "contrast", "kind", "engine", "theme")
    return [
        {"times": times, **{name: getattr(first[pair], name) for name in shown}}
        for pair, times in counts.most_common(WORST)
    ]


def report(found: Sequence[Line]) -> dict[str, Any]:
    """The table of all shares."""
    target = [line for line in found if line.group == "target"]
    rest = [line for line in found if line.group != "target"]
    return {
        "target": share(target),
        "target_by": {
            "role": parted(target, lambda line: line.role),
            "engine": parted(target, lambda line: line.engine),
            "family": parted(target, lambda line: line.family),
            "weight": parted(target, lambda line: line.weight),
            "language": parted(target, lambda line: line.language),
            "theme": parted(target, lambda line: line.theme),
            "direction": parted(target, lambda line: "turned" if line.turned else "level"),
            "size": parted(target, lambda line: "12-14" if line.size < 14 else "14-18" if line.size < 18 else "18-"),
        },
        "rest": {"all": share(rest), **parted(rest, lambda line: line.group)},
        "rest_by_role": parted([line for line in rest if line.role not in TARGET], lambda line: line.role),
        "worst": worst(target),
        "worst_of_the_rest": worst(rest),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kinds", nargs="*", default=[])
    parser.add_argument("--lines", type=Path, help="file for one JSON object a line of text")
    wanted = parser.parse_args()
    kinds = wanted.kinds or [name for name, made in generators.items() if made.options.get("engine") == ENGINES]
    found = list(lines(kinds, wanted.pictures, wanted.seed))
    if wanted.lines:
        rows = [json.dumps(asdict(line), ensure_ascii=False) for line in found]
        wanted.lines.write_text("\n".join(rows) + "\n", encoding="utf-8")
    json.dump(report(found), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
