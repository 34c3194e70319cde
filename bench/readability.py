"""How much of the writing on clean charts a reader reads, as JSON.

    python -m bench.readability [--pictures 200] [--kinds charts/bar ...] [--lines FILE] [--seed 7]

Charts of all kinds that can be drawn here, engines and languages taking turns. Every line of text is cut out by its
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

from proofpress.listing import rows
from proofpress_core.errors import Reject
from proofpress_core.rng import Key, Streams
from proofpress_core.roles import ROLES
from renderers._backends.display import Display, Recording, Words
from renderers._backends.shaping import shape
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts import _scene
from renderers.measure import measure
from templates.fonts import Font
from verify.geometry import quads_of
from verify.ocr import PaddleReader
from verify.reading import crop_of, fold, script_of
from verify.record import PageView, View
from verify.table import BOX, read_table

TARGET = ("title", "tick_label", "legend_entry")
LEAST_GLYPHS, LEAST_SIZE = 2, 12.0
WORST = 40
ATTEMPTS = 20
OTHER_ENGINE = "plotly"
"""What draws the kinds that our own engines do not."""
LARGE = 1000.0

Paint = Callable[[Display, Canvas], Recording]


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
        engines = made.options.get("engine", ())
        settings = {"engine": engines[step % len(engines)]} if engines else {}
        knobs = Knobs(language=made.languages[step // 2 % len(made.languages)], settings=settings)
        key = Key(seed=seed, split="test", generator=kind, version=made.version, index=turn, attempt=0)
        yield from _read(number, knobs, key, reader)


def _read(number: int, knobs: Knobs, key: Key, reader: PaddleReader) -> Iterator[Line]:
    """Draw one picture, read it and compare."""
    look, drawing, sizes = _drawn(knobs, key)
    view = _viewed(drawing, key, knobs.language)
    table, places = view.table, view.table.rows("line").tolist()
    crops, labels = [crop_of(view, row) for row in places], [view.text(row) for row in places]
    for row, truth, read in zip(places, labels, reader.read(crops, [script_of(text) for text in labels]), strict=True):
        yield Line(
            kind=key.generator, picture=number, engine=str(knobs.settings.get("engine", OTHER_ENGINE)),
            language=knobs.language, theme=look.theme, family=look.family, truth=truth, read=read or "",
            role=ROLES[table.role[table.parent[row]]], contrast=table.contrast[row] / 100,
            turned=bool(table.shape[row] != BOX),
            size=round(sizes.get(drawing.paints[row]) or _em(view, row, look.face()), 1),
        )  # fmt: skip


def _drawn(knobs: Knobs, key: Key) -> tuple[Any, Drawing, dict[str, float]]:
    """The look and the drawing of the first draw that is not rejected, and what our engines were told of sizes by
    paint name."""
    generator, shown = generators[key.generator](), dict[str, float]()
    engines = {name: _noting(paint, shown) for name, paint in _scene.ENGINES.items()}
    for _ in range(ATTEMPTS):
        shown.clear()
        try:
            with patch.dict(_scene.ENGINES, engines):
                spec = generator.sample(Streams(key), knobs)
                return spec.look, generator.draw(spec, Canvas()), shown
        except Reject:
            key = key.retry()
    raise SystemExit(f"{key.generator}: {ATTEMPTS} draws were rejected")


def _noting(paint: Paint, shown: dict[str, float]) -> Paint:
    """An engine that notes the sizes of the words that it is given."""

    def painted(display: Display, canvas: Canvas) -> Recording:
        shown.update({item.name: item.line.size for item in display.items if isinstance(item, Words)})
        return paint(display, canvas)

    return painted


def _em(view: View, row: int, face: Font) -> float:
    """Pixels per em, to a half, of a line that a browser set: how long its ink is, over the length that it has in a
    large size."""
    quad = quads_of(view.table, np.array([row]))[0]
    ink = shape(view.text(row), face, LARGE).ink()
    return round(2 * float(np.hypot(*(quad[1] - quad[0]))) / (ink[2] - ink[0]) * LARGE) / 2 if ink else 0.0


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
    shown = ("truth", "read", "role", "family", "size", "turned", "contrast", "kind", "engine", "theme")
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
    here = [row["id"] for row in rows() if row["domain"] == "charts" and row["available"]]
    kinds = [name for name in here if not wanted.kinds or name in wanted.kinds]
    found = list(lines(kinds, wanted.pictures, wanted.seed))
    if wanted.lines:
        written = [json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in found]
        wanted.lines.write_text("".join(written), encoding="utf-8")
    json.dump(report(found), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
