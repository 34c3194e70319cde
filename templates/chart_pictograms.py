"""Sampler of charts of repeated symbols, and the outlines of the symbols."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.chart_bar_subjects import part_of, phrases, setting, subjects
from templates.series import TableFacts

_MOST = 9
"""Most symbols in a row."""
_CORNERS = 40

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictogramFacts:
    """Counts that are multiples of `each` (or of half of it), shown by a symbol for each; the heading says so."""

    table: TableFacts
    symbol: str
    each: int


def sample_pictogram(draw: Draw, language: Language, count: tuple[int, int]) -> PictogramFacts:
    """One unnamed series of different counts, from one symbol on."""
    subject, said = draw.choice(subjects("pictograms", language)), phrases("pictograms", language)
    names, _ = part_of(draw, subject.named("categories"), count)
    each, halves = int(draw.choice(subject.rows["each"])), draw.chance(0.5)
    step = 2 if halves and each % 2 == 0 else 1
    tallies = draw.sample(range(step, _MOST * step + 1), len(names.items))
    halved = any(tally % step for tally in tallies)
    key = said["halves" if halved else "key"].format(each=each, half=each // 2, unit=subject.measure.unit)
    heading = subject.heading(draw, key)
    table = TableFacts(
        topic=subject.id, heading=heading, measure=subject.measure, categories=names, series=None,
        values=(tuple(Decimal(tally * each // step) for tally in tallies),),
    )  # fmt: skip
    return PictogramFacts(table=table, symbol=str(subject.rows["symbol"]), each=each)


@functools.cache
def symbol(name: str, share: float = 1.0) -> tuple[Outline, ...]:
    """The outlines of a symbol in a square of side 1, y down, cut off at x = `share`."""
    parts = []
    for part in setting("pictograms", "symbols")[name]:
        cut = _cut(_disc(*part["disc"]) if "disc" in part else [(x, y) for x, y in part["outline"]], share)
        parts += [tuple(cut)] if len(cut) > 2 else []
    return tuple(parts)


def _disc(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    angles = np.linspace(0.0, 2 * np.pi, _CORNERS, endpoint=False)
    return list(zip((x + radius * np.cos(angles)).tolist(), (y + radius * np.sin(angles)).tolist(), strict=True))


def _cut(points: list[tuple[float, float]], right: float) -> list[tuple[float, float]]:
    """The part of an outline left of an upright line (Sutherland and Hodgman's clipping on one side)."""
    found = []
    for place, (x, y) in enumerate(points):
        px, py = points[place - 1]
        if (x <= right) != (px <= right):
            found.append((right, py + (y - py) * (right - px) / (x - px)))
        if x <= right:
            found.append((x, y))
    return found
