"""Proof of geometry: draw with some regions' ink held back, and compare the changed pixels with the labels.

A region's ink is what changes when its paint name is hidden. Two claims are proven. *Inside*: every changed pixel meets
the region's shape grown by `GROWN` px (plus three sigma of a blur). *Tight*: a shape of an ink-tight role reaches at
most `LOOSE` px beyond the changed pixels on any side. Regions far from one another are hidden together, so that one
more drawing proves many of them. `make audit` proves hundreds of regions of every generator.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT, Region
from proofpress_core.rng import Draw, Key, Streams
from proofpress_core.roles import INK_TIGHT, ROLES
from renderers.base import Canvas, Drawing, Knobs
from renderers.effects.base import Step, apply_effects, replay_effects

GROWN = 1.0
LOOSE = 2.0
APART = 6
"""Pixels that stay free between the windows of two regions that are hidden together."""
WARPED = (("rotation", 0.8), ("perspective", 0.8), ("blur", 0.5), ("noise", 0.3))


@dataclass(frozen=True)
class Setting:
    """What is drawn again and again: a spec, and the effects' steps as they were described."""

    generator: Any
    spec: Any
    described: tuple[str, ...]

    def draw(self, hide: frozenset[str]) -> Drawing:
        return replay_effects(self.generator.draw(self.spec, Canvas(hide)), self.described)

    @property
    def spread(self) -> float:
        """How far a blur carries ink, in pixels."""
        steps = [Step.parse(text) for text in self.described]
        return max((float(np.ceil(3 * s.params.sigma)) for s in steps if s.name == "blur"), default=0.0)


def specimen(generator: Any, key: Key, knobs: Knobs) -> tuple[Key, Any, Drawing]:
    """The first attempt from `key` on that is not rejected: its key, spec and clean drawing."""
    for _ in range(12):
        try:
            spec = generator.sample(Streams(key), knobs)
            return key, spec, generator.draw(spec, Canvas())
        except Reject:
            key = key.retry()
    raise AssertionError(f"{generator.id}: twelve attempts rejected in a row, the last as {key}")


def prove(
    generator: Any,
    key: Key,
    knobs: Knobs,
    effects: Sequence[tuple[str, float]] = (),
    *,
    limit: int = 200,
    drawings: int = 4,
) -> tuple[int, list[str]]:
    """Audit up to `limit` regions of the picture of `key` with at most `drawings` further drawings. Returns how many
    were audited, and a line of text for every failure. JPEG cannot be among the effects: it spreads every change."""
    if any(name == "jpeg" for name, _ in effects):
        raise ValueError("the proof leaves JPEG out")
    key, spec, clean = specimen(generator, key, knobs)
    described = apply_effects(clean, effects, Streams(key))[1]
    setting = Setting(generator, spec, described)
    base = replay_effects(clean, described)
    names, failures = _paint_names(base)
    audited = 0
    for batch in _batches(base, names, Draw(key.stream("proof")), setting.spread, limit, drawings):
        hidden = setting.draw(frozenset(name for row in batch for name in names[row]))
        failures += _compare(base, hidden, batch, setting.spread)
        audited += len(batch)
    return audited, [f"{key.slug} {knobs.language}: {text}" for text in failures]


def _paint_names(drawing: Drawing) -> tuple[dict[int, tuple[str, ...]], list[str]]:
    """Which names hold back a region's ink: its own, or those of its chars. A tight region without any is a fault."""
    regions = drawing.scene.regions
    below: dict[int, list[str]] = defaultdict(list)
    for row in range(len(regions) - 1, -1, -1):
        parent = int(regions.parent[row])
        own = [drawing.paints[row]] if drawing.paints[row] else below[row]
        if parent >= 0:
            below[parent] += own
    names: dict[int, tuple[str, ...]] = {}
    failures = []
    for row, code in enumerate(regions.role.tolist()):
        own = (drawing.paints[row],) if drawing.paints[row] else ()
        names[row] = own or (tuple(below[row]) if ROLES[code] in INK_TIGHT else ())
        if ROLES[code] in INK_TIGHT and not names[row]:
            failures.append(f"{_name(drawing, regions[row])} has no paint name")
    return {row: found for row, found in names.items() if found}, failures


def _batches(
    drawing: Drawing, names: dict[int, tuple[str, ...]], draw: Draw, spread: float, limit: int, drawings: int
) -> Iterator[list[int]]:
    """Lists of rows whose windows do not touch, roles taken in turn so that the rare ones are audited too."""
    left = _by_turns(drawing, draw.shuffled(sorted(names)))
    for _ in range(drawings):
        taken: dict[int, np.ndarray] = {}
        batch: list[int] = []
        for row in left:
            page, (x0, y0, x1, y1) = int(drawing.scene.regions.page[row]), _window(drawing, row, spread)
            mask = taken.setdefault(page, np.zeros(drawing.pages[page].shape[:2], dtype=bool))
            if len(batch) < limit and not mask[y0:y1, x0:x1].any():
                mask[y0:y1, x0:x1] = True
                batch.append(row)
        if not batch:
            return
        yield batch
        limit -= len(batch)
        left = [row for row in left if row not in set(batch)]


def _by_turns(drawing: Drawing, rows: Sequence[int]) -> list[int]:
    turns: Counter[int] = Counter()
    placed = []
    for row in rows:
        role = int(drawing.scene.regions.role[row])
        placed.append((turns[role], role, row))
        turns[role] += 1
    return [row for _, _, row in sorted(placed)]


def _window(drawing: Drawing, row: int, spread: float) -> tuple[int, int, int, int]:
    """Pixels around a region within which a change is taken for its ink."""
    height, width = drawing.pages[int(drawing.scene.regions.page[row])].shape[:2]
    points = drawing.scene.regions.points_of(row) / UNIT
    reach = APART + spread
    x0, y0 = np.floor(points.min(axis=0) - reach).astype(int)
    x1, y1 = np.ceil(points.max(axis=0) + reach).astype(int)
    return max(0, int(x0)), max(0, int(y0)), min(width, int(x1)), min(height, int(y1))


def _compare(base: Drawing, hidden: Drawing, batch: Sequence[int], spread: float) -> list[str]:
    failures = []
    if hidden.scene != base.scene:
        failures.append("hiding ink moved the labels")
    changed = [(one != other).any(axis=2) for one, other in zip(base.pages, hidden.pages, strict=True)]
    for row in batch:
        region = base.scene.regions[row]
        x0, y0, x1, y1 = _window(base, row, spread)
        window = changed[region.page][y0:y1, x0:x1]
        rows, columns = np.nonzero(window)
        centres = np.column_stack([columns + x0 + 0.5, rows + y0 + 0.5])
        failures += [f"{_name(base, region)} {fault}" for fault in _faults(region, centres, GROWN + spread)]
        window[:] = False
    stray = sum(int(mask.sum()) for mask in changed)
    if stray:
        failures.append(f"{stray} pixels changed away from the {len(batch)} hidden regions")
    return failures


def _faults(region: Region, centres: np.ndarray, grown: float) -> list[str]:
    if not len(centres):
        return ["has no ink"]
    beyond, short = _distances(region, centres)
    faults = []
    if beyond > grown:
        faults.append(f"has ink {beyond:.2f} px outside its shape")
    if region.role in INK_TIGHT and short > LOOSE:
        faults.append(f"reaches {short:.2f} px beyond its ink")
    return faults


def _distances(region: Region, centres: np.ndarray) -> tuple[float, float]:
    """How far the squares of changed pixels keep clear of the shape (0 where all meet it), and how far the shape
    reaches beyond them on its loosest side."""
    points = region.points / UNIT
    if region.shape == "box":
        (x0, y0), (x1, y1) = points
        points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    if region.shape in ("box", "quad"):
        return _quad_distances(points, centres)
    low, high = centres.min(axis=0) - 0.5, centres.max(axis=0) + 0.5
    short = max(float((low - points.min(axis=0)).max()), float((points.max(axis=0) - high).max()))
    outline = points.astype(np.float32).reshape(-1, 1, 2)
    if region.shape == "polyline":
        away = _segment_distances(points, centres)
    else:
        away = np.array([-cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=True) for x, y in centres])
    return float(away.max()) - float(np.hypot(0.5, 0.5)), short


def _quad_distances(quad: np.ndarray, centres: np.ndarray) -> tuple[float, float]:
    side = np.roll(quad, -1, axis=0) - quad
    normal = np.column_stack([side[:, 1], -side[:, 0]]) / np.maximum(np.hypot(*side.T), 1e-9)[:, None]
    away = centres @ normal.T - (normal * quad).sum(axis=1)
    half = 0.5 * np.abs(normal).sum(axis=1)
    return float((away - half).max()), float(-(away + half).max(axis=0).min())


def _segment_distances(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    best = np.full(len(centres), np.inf)
    for start, end in itertools.pairwise(points):
        along = end - start
        share = np.clip((centres - start) @ along / max(float(along @ along), 1e-9), 0.0, 1.0)
        best = np.minimum(best, np.hypot(*(centres - start - share[:, None] * along).T))
    return best


def _name(drawing: Drawing, region: Region) -> str:
    return f"{region.role} {region.ref or drawing.scene.text_of(region)!r} (row {region.row})"
