"""Curves that a row of values follows along its categories: one function for each `pattern` of a topic."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from proofpress_core.rng import Draw

RISING = ("growth", "saturating", "drift")
"""Patterns whose rows all end above where they began; those of `decline` end below."""
_RECOVERY = (1.0, 0.45, 0.16, 0.05)
"""What is left of a shock in its own place and the next ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all rows of a table have in common: the topic's settings, the place of the first category in its set, a
    place in (0, 1) for every category, the place of a shock, the length and phase of a cycle."""

    rows: Mapping[str, Any]
    first: int
    shared: tuple[float, ...]
    shock: int
    period: float
    phase: float

    @property
    def count(self) -> int:
        """Number of categories."""
        return len(self.shared)

    @property
    def reach(self) -> float:
        """Distance between the topic's `low` and `high`."""
        return float(self.rows["high"] - self.rows["low"])

    def level(self, base: float) -> float:
        """A typical value of a row at `base` in (0, 1), off both ends of the range."""
        return float(self.rows["low"] + self.reach * (0.2 + 0.6 * base))

    def along(self, j: int) -> float:
        """How far category j lies between the first (0) and the last (1)."""
        return j / max(1, self.count - 1)


def ground(draw: Draw, rows: Mapping[str, Any], places: tuple[int, ...]) -> Ground:
    """The common ground of a table over the categories at `places` of their set."""
    profile = rows.get("profile")
    shared = tuple(draw.uniform() if profile is None else profile[place] for place in places)
    return Ground(
        rows=rows, first=places[0], shared=shared, shock=draw.integer(1, max(1, len(places) - 2)),
        period=draw.uniform(4.0, 6.5), phase=draw.uniform(),
    )  # fmt: skip


def curve(draw: Draw, base: float, ground: Ground) -> list[float]:
    """Values of a row at `base` in (0, 1), all between the topic's `low` and `high`."""
    values = _CURVES[ground.rows["pattern"]](draw, base, ground)
    least, most = min(values), max(values)
    bottom, top = max(least, ground.rows["low"]), min(most, ground.rows["high"])
    if (bottom, top) == (least, most) or most == least:
        return values
    return [bottom + (value - least) / (most - least) * (top - bottom) for value in values]


def _growth(draw: Draw, base: float, ground: Ground) -> list[float]:
    end = ground.rows["low"] + ground.reach * (0.35 + 0.6 * base)
    gain = min(draw.uniform(1.5, 2.3), end / ground.rows["low"])
    steps = [1 + (gain - 1) * ground.along(j) + (gain - 1) * draw.uniform(-0.07, 0.07) for j in range(ground.count)]
    return [end / gain * step for step in steps]


def _decline(draw: Draw, base: float, ground: Ground) -> list[float]:
    return _growth(draw, base, ground)[::-1]


def _saturating(draw: Draw, base: float, ground: Ground) -> list[float]:
    middle, steep = 0.5 - 0.22 * (base - 0.5) + draw.uniform(-0.05, 0.05), draw.uniform(7.0, 10.0)
    top = 0.25 + 0.72 * base
    shares = [top / (1 + math.exp(-steep * (ground.along(j) - middle))) for j in range(ground.count)]
    return [ground.rows["low"] + ground.reach * (share + 0.012 * draw.uniform()) for share in shares]


def _shock(draw: Draw, base: float, ground: Ground) -> list[float]:
    depth, level = ground.rows["shock"] * draw.uniform(0.88, 1.08), ground.level(base)
    values = []
    for j in range(ground.count):
        after = j - ground.shock
        left = _RECOVERY[after] if 0 <= after < len(_RECOVERY) else 0.0
        values.append(level * (1 + depth * left + draw.uniform(-0.04, 0.04)))
    return values


def _cycle(draw: Draw, base: float, ground: Ground) -> list[float]:
    swing, lag, level = draw.uniform(0.16, 0.28), draw.uniform(-0.06, 0.06), ground.level(base)
    waves = [math.sin(2 * math.pi * (j / ground.period + ground.phase + lag)) for j in range(ground.count)]
    return [level * (1 + swing * wave + draw.uniform(-0.03, 0.03)) for wave in waves]


def _season(draw: Draw, base: float, ground: Ground) -> list[float]:
    swing, level = draw.uniform(0.35, 0.55), ground.level(base)
    turns = [(ground.first + j + 1 - ground.rows["peak"]) / 12 for j in range(ground.count)]
    return [level * (1 + swing * math.cos(2 * math.pi * turn) + draw.uniform(-0.06, 0.06)) for turn in turns]


def _steady(draw: Draw, base: float, ground: Ground) -> list[float]:
    """A level with a wobble; that of series that move `together` is mostly the same."""
    own = 0.2 if ground.rows.get("together") else 1.0
    wobbles = [own * draw.uniform(-1, 1) + (1 - own) * (2 * share - 1) for share in ground.shared]
    return [ground.level(base) * (1 + 0.16 * wobble) for wobble in wobbles]


def _rank(draw: Draw, base: float, ground: Ground) -> list[float]:
    low, factor = ground.rows["low"], 0.72 + 0.28 * base
    return [low + ground.reach * (0.04 + 0.96 * share) * factor * draw.uniform(0.84, 1.0) for share in ground.shared]


def _profile(draw: Draw, base: float, ground: Ground) -> list[float]:
    least = 0.2 if "levels" in ground.rows else 0.82
    factor = least + (1 - least) * base
    return [(ground.rows["low"] + ground.reach * place * factor) * draw.uniform(0.95, 1.0) for place in ground.shared]


def _signed(draw: Draw, base: float, ground: Ground) -> list[float]:
    """Values on both sides of zero; series that move `together` mostly rise and fall in the same places."""
    own = 0.3 if ground.rows.get("together") else 0.85
    shares = [own * draw.uniform(-1, 1) + (1 - own) * (2 * share - 1) for share in ground.shared]
    values = [ground.rows["low"] + ground.reach * (0.5 + 0.5 * share) for share in shares]
    if (min(values) > 0 or max(values) < 0) and ground.count > 1:
        turned = draw.integer(0, ground.count - 1)
        other = ground.rows["low"] if values[turned] > 0 else ground.rows["high"]
        values[turned] = other * draw.uniform(0.15, 0.7)
    return values


def _drift(draw: Draw, base: float, ground: Ground) -> list[float]:
    """From below zero to above it."""
    low, high = 0.75 * ground.rows["low"], ground.rows["high"] * (0.6 + 0.25 * base)
    noise = 0.12 * ground.reach
    inner = [low + (high - low) * ground.along(j) + noise * draw.uniform(-1, 1) for j in range(1, ground.count - 1)]
    return [low * draw.uniform(0.6, 1.2), *inner, high * draw.uniform(0.85, 1.1)][: ground.count]


_CURVES: dict[str, Callable[[Draw, float, Ground], list[float]]] = {
    "growth": _growth, "decline": _decline, "saturating": _saturating, "shock": _shock, "cycle": _cycle,
    "season": _season, "steady": _steady, "rank": _rank, "profile": _profile, "signed": _signed, "drift": _drift,
}  # fmt: skip
PATTERNS = tuple(_CURVES)
