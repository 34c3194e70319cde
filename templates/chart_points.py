"""Facts about single named things that a chart puts in their places: two measures and a size, a path over years, flows
at stations, profiles over criteria, sequences."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from templates.catalogue import name_set
from templates.series import Heading, Measure, Names, TableFacts

_PLACE: dict[Language, int] = {"en": 0, "zh": 1}
_LAST_YEAR = 2025


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """Named things in a plane: `points[k]` are x and y of thing k, `sizes[k]` its third measure, if there is one."""

    heading: Heading
    x: Measure
    y: Measure
    size: Measure | None
    things: Names
    points: tuple[tuple[Decimal, Decimal], ...]
    sizes: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFacts:
    """Speeds and directions at stations of a map: `stations[k]` are east, north and speed of station k, `towards[k]` is
    the direction it flows to in degrees clockwise from north."""

    heading: Heading
    east: Measure
    north: Measure
    speed: Measure
    places: Names
    stations: tuple[tuple[Decimal, Decimal, Decimal], ...]
    towards: tuple[float, ...]


def sample_bubbles(draw: Draw, language: Language, count: tuple[int, int]) -> PointFacts:
    """Things spread along a trend, no two of them close; sizes spread evenly by ratio."""
    row, place = draw.choice(_table()["bubbles"]), _PLACE[language]
    names = name_set(row["things"], language)
    number = min(draw.integer(*count), len(names.items))
    points = [_on_trend(draw, row, (k + draw.uniform(0.2, 0.8)) / number, 0.16) for k in range(number)]
    sizes = [_within(row["size"], (k + draw.uniform(0.1, 0.9)) / number, ratio=True) for k in range(number)]
    size = _measure(row["size"], place)
    said = _table()["words"]["bubble"][place].format(measure=_lowered(titled(size, language), language))
    things = Names(label=names.label, ordered=False, items=tuple(draw.sample(names.items, number)))
    x, y = _measure(row["x"], place), _measure(row["y"], place)
    return PointFacts(
        heading=_heading(draw, row, language, said), x=x, y=y, size=size, things=things, points=tuple(points),
        sizes=tuple(draw.shuffled(sizes)),
    )  # fmt: skip


def sample_path(draw: Draw, language: Language, count: tuple[int, int]) -> PointFacts:
    """Two measures over consecutive years: a path that wanders along its trend and turns back now and then."""
    row, place = draw.choice(_table()["paths"]), _PLACE[language]
    number, last = draw.integer(*count), draw.integer(2016, _LAST_YEAR)
    years = Names(label=_table()["words"]["year"][place], ordered=True,
                  items=tuple(str(last - number + 1 + k) for k in range(number)))  # fmt: skip
    along, step, points = draw.uniform(0.08, 0.25), 0.8 / number, []
    forth = row.get("x_goes", draw.choice(("up", "down"))) == "up"
    for _ in range(number):
        points.append(_on_trend(draw, row, along if forth else 1 - along, 0.11))
        along += step * draw.choice((1.7, 1.0, 0.6, -0.8), (3, 3, 2, 1.6))
        along = min(0.96, max(0.04, along))
    span = f"{years.items[0]}–{years.items[-1]}"
    x, y = _measure(row["x"], place), _measure(row["y"], place)
    return PointFacts(
        heading=_heading(draw, row, language, span, span=span), x=x, y=y, size=None, things=years, points=tuple(points),
    )  # fmt: skip


def sample_flow(draw: Draw, language: Language, count: tuple[int, int]) -> FlowFacts:
    """Stations spread over a map, and a flow that turns and quickens across it."""
    row, place = draw.choice(_table()["winds"]), _PLACE[language]
    words, number = _table()["words"], draw.integer(*count)
    names = draw.sample(range(len(row["names"])), number)
    cells = draw.sample([(i, j) for i in range(5) for j in range(4)], number)
    base, turn, tilt = draw.uniform(0, 360), draw.uniform(-60, 60), draw.uniform(0, 2 * math.pi)
    stations, towards = [], []
    for i, j in cells:
        east, north = 20 * (i + draw.uniform(0.3, 0.7)), 15 * (j + draw.uniform(0.3, 0.7))
        share = 0.5 + 0.42 * (math.cos(tilt) * (east / 50 - 1) + math.sin(tilt) * (north / 30 - 1)) / 1.42
        speed = row["speed"][0] + (row["speed"][1] - row["speed"][0]) * min(1.0, max(0.06, share + draw.normal(0, 0.1)))
        towards.append(round((base + turn * (east / 50 - 1) + draw.normal(0, 12)) % 360, 1))
        stations.append((_fixed(east, 0), _fixed(north, 0), _fixed(speed, 1 if row["speed"][1] < 80 else 0)))
    measure = Measure(label=row["measure"][place], unit=row["unit"][place])
    km = words["km"][place]
    return FlowFacts(
        heading=_heading(draw, row, language, words[row["note"]][place].format(unit=measure.unit)), speed=measure,
        east=Measure(label=words["east"][place], unit=km), north=Measure(label=words["north"][place], unit=km),
        places=Names(label=row["place"][place], ordered=False, items=tuple(row["names"][k][place] for k in names)),
        stations=tuple(stations), towards=tuple(towards),
    )  # fmt: skip


def sample_profiles(draw: Draw, language: Language, things: tuple[int, int], criteria: tuple[int, int]) -> TableFacts:
    """Scores of a few things by several criteria (the series), those of one criterion well apart."""
    row, place = draw.choice(_table()["profiles"]), _PLACE[language]
    count, number = draw.integer(*things), draw.integer(*criteria)
    names = [pair[place] for pair in draw.sample(row["names"], count)]
    axes = [pair[place] for pair in draw.sample(row["axes"], number)]
    low, high = row["range"]
    values = []
    for _ in axes:
        slots = draw.shuffled([(k + draw.uniform(0.3, 0.7)) / count for k in range(count)])
        bottom, top = draw.uniform(low, low + 0.25 * (high - low)), draw.uniform(high - 0.25 * (high - low), high)
        values.append(tuple(_fixed(bottom + (top - bottom) * slot, row.get("places", 0)) for slot in slots))
    return TableFacts(
        topic="profiles", heading=_heading(draw, row, language, ""),
        measure=Measure(label=row["measure"][place], unit=row["unit"][place]),
        categories=Names(label=row["things"][place], ordered=False, items=tuple(names)),
        series=Names(label=row["criterion"][place], ordered=False, items=tuple(axes)), values=tuple(values),
    )  # fmt: skip


def sample_sequence(draw: Draw, language: Language) -> TableFacts:
    """Values of one measure at the places of a sequence."""
    row, place = draw.choice(_table()["sequences"]), _PLACE[language]
    count = draw.integer(*row["count"])
    values = _sequence(draw, row, count)
    head, tail = row["prefix"][place], row.get("suffix", ("", ""))[place]
    glue = " " if head and language == "en" and len(head) > 1 else ""
    items = tuple(f"{head}{glue}{k}{tail}" for k in _spots(draw, row, count))
    return TableFacts(
        topic="sequence", heading=_heading(draw, row, language, ""),
        measure=Measure(label=row["measure"][place], unit=row["unit"][place]),
        categories=Names(label=row["category"][place], ordered=True, items=items),
        series=None, values=(values,),
    )  # fmt: skip


def _spots(draw: Draw, row: Mapping[str, Any], count: int) -> list[int]:
    """The numbers of the places of a sequence: in a row, or ascending days of a month for peaks without a step."""
    if "step" in row:
        return [row["first"] + row["step"] * k for k in range(count)]
    if row["shape"] == "peaks":
        return sorted(draw.sample(range(1, 32), count))
    return list(range(1, count + 1))


def _sequence(draw: Draw, row: Mapping[str, Any], count: int) -> tuple[Decimal, ...]:
    """Values, all different and none zero, that ring and fade, fall, or stand about as peaks."""
    low, high, turn = float(row["low"]), float(row["high"]), draw.uniform(0.55, 1.1)
    peak = draw.integer(1, count - 2)
    values: list[Decimal] = []
    for k in range(count):
        if row["shape"] == "damped":
            wave = math.exp(-2.2 * k / count) * math.cos(turn * k)
            value = (high if wave > 0 else -low) * wave * draw.uniform(0.85, 1.0)
        elif row["shape"] == "falling":
            value = low + (high - low) * min(1.0, math.exp(-2.4 * k / count) * draw.uniform(0.55, 1.05))
        else:
            value = high if k == peak else low + (high - low) * 0.8 * draw.uniform(0.02, 1) ** 1.6
        step = 10.0 ** -row["places"]
        shown = _fixed(value, row["places"])
        while shown in values or not shown:
            value += step if value < high / 2 else -step
            shown = _fixed(value, row["places"])
        values.append(shown)
    return tuple(values)


def _on_trend(draw: Draw, row: Mapping[str, Any], along: float, noise: float) -> tuple[Decimal, Decimal]:
    """A point about the trend of two measures."""
    rise = along if row["trend"] == "up" else 1 - along
    height = min(0.98, max(0.02, 0.08 + 0.84 * rise + draw.normal(0.0, noise)))
    return _within(row["x"], along), _within(row["y"], height)


def _within(row: Mapping[str, Any], share: float, *, ratio: bool = False) -> Decimal:
    """The value that lies `share` of the way from low to high, by difference or by ratio."""
    low, high = float(row["low"]), float(row["high"])
    return _fixed(low * (high / low) ** share if ratio else low + (high - low) * share, row["places"])


def _fixed(value: float, places: int) -> Decimal:
    """A float with `places` decimals (negative: tens, ...), written without exponent, never a negative zero."""
    fixed = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    return fixed + 0 if places >= 0 else Decimal(int(fixed))


def _measure(row: Mapping[str, Any], place: int) -> Measure:
    return Measure(label=row["label"][place], unit=row["unit"][place])


def titled(measure: Measure, language: Language) -> str:
    """The name of a measure with its unit, if it has one."""
    return measure.titled(language) if measure.unit else measure.label


def _lowered(words: str, language: Language) -> str:
    return words if language == "zh" else words[:1].lower() + words[1:]


def _heading(draw: Draw, row: Mapping[str, Any], language: Language, said: str, span: str = "") -> Heading:
    """Words of a subject; `said` is the line below the title, left out where the title has it."""
    place, year = _PLACE[language], draw.integer(2015, _LAST_YEAR)
    title = draw.choice(row["titles"][place]).format(year=year, span=span)
    return Heading(title=title, subtitle="" if said and said in title else said, source=row["sources"][place])


@functools.cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(files("templates").joinpath("chart_points.yaml").read_text(encoding="utf-8"))
    return table
