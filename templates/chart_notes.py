"""Remarks in charts: what is pointed out, worded in either language, and true of the values by construction."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw

KINDS = ("mean", "target", "band", "run", "highest", "lowest")
Printer = Callable[[Decimal], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark. `kind` is mean or target (the value `low`), band (values from `low` to `high`), run (the values at the
    places `low` to `high`), highest or lowest (the value at the place `low`)."""

    kind: str
    text: str
    low: Decimal
    high: Decimal


def sample_note(
    draw: Draw, language: Language, kind: str, values: Sequence[Decimal], names: Sequence[str], number: Printer
) -> Note | None:
    """A remark of that kind on values at named places, printed by `number`; None where there is nothing to say."""
    found = _FINDERS[kind](draw, values)
    if found is None:
        return None
    low, high = found
    form = draw.choice(_words()[language][kind])
    name = names[int(low)] if kind in ("highest", "lowest") else ""
    return Note(kind=kind, text=form.format(value=number(low), low=number(low), high=number(high), name=name),
                low=low, high=high)  # fmt: skip


def mean_of(values: Sequence[Decimal]) -> Decimal:
    """The mean as a careful reader would state it: with one more place than the values, none more for large ones."""
    places = max(max(0, -int(value.as_tuple().exponent)) for value in values)
    more = 1 if max(abs(value) for value in values) < 1000 else 0
    mean = sum(values, Decimal(0)) / len(values)
    return mean.quantize(Decimal(1).scaleb(-min(3, places + more)), rounding=ROUND_HALF_UP)


def _mean(_: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    mean = mean_of(values)
    return mean, mean


def _target(draw: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    target = _rounded(float(max(values) - min(values)) * draw.uniform(0.35, 0.95) + float(min(values)))
    return (target, target) if min(values) < target <= max(values) else None


def _band(draw: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    least, reach = float(min(values)), float(max(values) - min(values))
    start = draw.uniform(0.2, 0.55)
    low, high = (_rounded(least + reach * share) for share in (start, start + draw.uniform(0.2, 0.35)))
    return (low, high) if min(values) < low < high <= max(values) else None


def _run(_: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The longest run of two neighbours or more above the mean, no more than half of all."""
    mean = sum(values, Decimal(0)) / len(values)
    runs = [list(group) for above, group in itertools.groupby(range(len(values)), lambda k: values[k] > mean) if above]
    longest = max(runs, key=len, default=[])
    if not 2 <= len(longest) <= len(values) / 2 or len([run for run in runs if len(run) == len(longest)]) > 1:
        return None
    return Decimal(longest[0]), Decimal(longest[-1])


def _highest(_: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    return _only(values, max(values))


def _lowest(_: Draw, values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    return _only(values, min(values))


def _only(values: Sequence[Decimal], value: Decimal) -> tuple[Decimal, Decimal] | None:
    place = Decimal(list(values).index(value))
    return (place, place) if list(values).count(value) == 1 else None


def _rounded(value: float) -> Decimal:
    """A value with two digits, as targets are set."""
    number = Decimal(repr(value))
    step = Decimal(1).scaleb(number.adjusted() - 1)
    plain = (number / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
    return Decimal(f"{plain.normalize():f}")


_FINDERS: dict[str, Callable[[Draw, Sequence[Decimal]], tuple[Decimal, Decimal] | None]] = {
    "mean": _mean, "target": _target, "band": _band, "run": _run, "highest": _highest, "lowest": _lowest,
}  # fmt: skip


@functools.cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(files("templates").joinpath("chart_notes.yaml").read_text(encoding="utf-8"))
    return words
