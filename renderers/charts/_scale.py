"""Scales of chart axes: round ticks for values, places for categories."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from renderers.charts._look import Look

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

_PARTS = {"1": 5, "2": 4, "2.5": 5, "5": 5}
"""Into how many parts a step is divided, by its first digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An axis: `ticks` as (value, text); the plot's edges show `low` and `high`. On a category axis the values are the
    places 0, 1, ... of the categories; on a `log` axis places go by the logarithms of the values."""

    kind: str
    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]

    def share(self, value: Decimal | float) -> float:
        """Where a value lies between `low` (0) and `high` (1)."""
        if self.kind == "log":
            return math.log(float(value) / float(self.low)) / math.log(float(self.high) / float(self.low))
        return (float(value) - float(self.low)) / float(self.high - self.low)


def value_scale(
    values: Sequence[Decimal], look: Look, *, zero: bool, count: int = 5, headroom: float = 0.03,
    most: Decimal | None = None,
) -> Scale:  # fmt: skip
    """Round ticks (about `count` steps) around values; reaching to zero if `zero`, never below it
    where no value is. The greatest value stays
    `headroom` of the range below the upper end, unless that were above `most`, the greatest value there can be: that of
    values in per cent, whose ticks may have the sign."""
    low, high = float(min(values)), float(max(values))
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    reach = (high - low) or abs(high) or 1.0
    step = _round_step(Decimal(repr(reach * (1 + headroom) / count)))
    if most is not None and max(values) <= most and most % step:
        step /= 2
    bottom = Decimal(0) if zero and low == 0 else step * math.floor(Decimal(repr(low - 0.04 * reach)) / step)
    top = Decimal(0) if zero and high == 0 else step * math.ceil(Decimal(repr(high + headroom * reach)) / step)
    if low >= 0:
        bottom = max(bottom, Decimal(0))
    if most is not None and max(values) <= most:
        top = min(top, step * math.ceil(most / step))
    places = max(0, -int(step.normalize().as_tuple().exponent))
    steps = int((top - bottom) / step)
    texts = [look.number(bottom + step * k, places) for k in range(steps + 1)]
    if most == 100 and look.percents:
        texts = [look.percent(text) for text in texts]
    ticks = tuple((bottom + step * k, text) for k, text in enumerate(texts))
    return Scale(kind="linear", low=bottom, high=top, ticks=ticks)


def log_scale(values: Sequence[Decimal], look: Look) -> Scale:
    """A log axis around positive values: a tick for each power of ten where they span two of them or more, for 1, 2
    and 5 times each power otherwise; the ends are ticks."""
    low, high = float(min(values)), float(max(values))
    steps = (1,) if high / low >= 100 else (1, 2, 5)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    known = [Decimal(step).scaleb(power) for power in range(first, last + 1) for step in steps]
    start = max(place for place, tick in enumerate(known) if float(tick) <= low)
    end = min(place for place, tick in enumerate(known) if float(tick) >= high)
    ticks = tuple((tick, look.number(Decimal(f"{tick:f}"))) for tick in known[start : max(end, start + 1) + 1])
    return Scale(kind="log", low=ticks[0][0], high=ticks[-1][0], ticks=ticks)


def minor_ticks(scale: Scale) -> list[Decimal]:
    """Values between the ticks of a linear axis, at round parts of their step."""
    values = [value for value, _ in scale.ticks]
    if scale.kind != "linear" or len(values) < 2 or len({b - a for a, b in itertools.pairwise(values)}) > 1:
        return []
    step = values[1] - values[0]
    parts = _PARTS.get(str(abs(step).normalize().scaleb(-abs(step).adjusted()).normalize()), 2)
    return [value + step * k / parts for value in values[:-1] for k in range(1, parts)]


def category_scale(names: Sequence[str]) -> Scale:
    """One tick per category, with half a place of room at both ends."""
    ticks = tuple((Decimal(place), name) for place, name in enumerate(names))
    return Scale(kind="category", low=Decimal("-0.5"), high=Decimal(len(names)) - Decimal("0.5"), ticks=ticks)


def _round_step(least: Decimal) -> Decimal:
    """The least of 1, 2, 2.5 or 5 times a power of ten that is not below `least`."""
    power = Decimal(10) ** math.floor(math.log10(float(least)))
    return next(power * step for step in _STEPS if power * step >= least)
