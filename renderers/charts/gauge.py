"""Gauges: one dial for each category, its value as a filled arc or under a needle, and in figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame, wrap
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import at, sector
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class GaugeSpec:
    """Dials that reach `half` degrees to both sides of noon; `hole` is the inner over the outer radius of the arc.
    The value is shown by a `needle`, or by the part of the arc that is filled."""

    data: ChartData
    look: Look
    half: int
    hole: float
    needle: bool


@generators.register("charts/gauge")
class GaugeChart(ChartBase[GaugeSpec]):
    """Two to four dials on one scale, whose ends are written at the ends of the arc."""

    id = "charts/gauge"
    options: ClassVar = {**ChartBase.options, "pointer": ("arc", "needle")}

    def sample(self, streams: Streams, knobs: Knobs) -> GaugeSpec:
        """Draw a table of one series, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = _facts(streams("data"), knobs.language)
        count = len(facts.categories.items)
        aspects = {2: (1.6, 1.78, 2.0), 3: (2.0, 2.2, 2.4), 4: (1.2, 1.33, 1.5)}[count]
        look = sample_look(streams("layout"), knobs, aspects=aspects)
        needle = (knobs.settings.get("pointer") or style.choice(("arc", "needle"))) == "needle"
        content = table_content(
            facts, look, knobs.language, "gauge", channels=("dial", "label" if needle else "angle"), printed=True,
            styled="none", subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return GaugeSpec(data=content, look=look, half=style.choice((90, 110, 120)), hole=style.uniform(0.68, 0.78),
                         needle=needle)  # fmt: skip

    def draw(self, spec: GaugeSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay out the dials, paint them, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values = numbers(spec.data)
        scale = value_scale(values, spec.look, zero=True, headroom=0.02, most=most(spec.data))
        if most(spec.data) is not None:
            scale = value_scale([*values, most(spec.data) or values[0]], spec.look, zero=True, headroom=0.0)
        centres, radius = _places(frame, spec, len(values))
        marks = [_dial(frame, spec, row, centre, radius, scale) for row, centre in enumerate(centres)]
        area = frame.area
        return finish(frame, canvas, marks, (area.left, area.top, area.right, area.bottom))


def _facts(draw: Draw, language: Language) -> TableFacts:
    """One value for each of two to four things, per cents more often than not."""
    percent = True if draw.chance(0.6) else None
    return sample_table(draw, language, Extent(categories=(2, 4), time=False, percent=percent, stated=True))


def _places(frame: Frame, spec: GaugeSpec, count: int) -> tuple[list[Point], int]:
    """Centres of the dials and their common radius in whole pixels: in one row, four in two."""
    area, size = frame.area, spec.look.size
    rows = 2 if count == 4 else 1
    columns = count // rows
    room_x, room_y = area.width / columns, area.height / rows
    low = max(0.0, -math.cos(math.radians(spec.half)))
    words = (4.5 if spec.needle else 3.4) * size + (0.8 * size if rows > 1 else 0.0)
    radius = math.floor(min(room_x / 2 - 0.9 * size, (room_y - words) / (1 + low)))
    if radius < 4.6 * size:
        raise Reject("plot_too_small", f"radius {radius}")
    spare = (room_y - words - radius * (1 + low)) / 2
    top = area.top + 0.5 * size + spare + radius
    places = [divmod(k, columns) for k in range(count)]
    return [(round(area.left + (x + 0.5) * room_x), round(top + y * room_y)) for y, x in places], radius


def _dial(frame: Frame, spec: GaugeSpec, row: int, centre: Point, radius: float, scale: Scale) -> Mark:
    """One dial with its scale's ends, its value and its name."""
    half, name = math.radians(spec.half), f"row/{row}"
    share = scale.share(numbers(spec.data)[row])
    angle, inner = (2 * share - 1) * half, radius * spec.hole
    colour = spec.look.colour(0).code
    _track(frame, spec, centre, (inner, radius), half)
    if spec.needle:
        points = _needle(centre, 0.94 * inner, angle, 0.28 * spec.look.size)
        frame.disc(centre, 0.5 * spec.look.size, mixed(frame.style.ink, frame.style.background, 0.5))
        frame.polygon(points, frame.style.ink, name)
        anchor = at(centre, 0.9 * inner, angle)
    else:
        points = sector(centre, inner, radius, -half, angle)
        frame.polygon(points, colour, name)
        anchor = at(centre, (inner + radius) / 2, angle)
    _write(frame, spec, row, centre, radius, scale)
    return Mark(name, name, anchor, points=points, shape="polygon")


def _track(frame: Frame, spec: GaugeSpec, centre: Point, ends: tuple[float, float], half: float) -> None:
    """The whole arc: pale under a filled one, in three shades under a needle."""
    colour, ground = spec.look.colour(0).code, frame.style.background
    if not spec.needle:
        frame.polygon(sector(centre, *ends, -half, half), mixed(ground, frame.style.muted, 0.16))
        return
    for k, shade in enumerate((0.3, 0.6, 0.9)):
        start = half * (2 * k / 3 - 1)
        frame.polygon(sector(centre, *ends, start, start + 2 * half / 3), mixed(ground, colour, shade))


def _needle(centre: Point, reach: float, angle: float, half: float) -> Sequence[Point]:
    """A slim triangle from the hub to near the arc."""
    return [at(centre, half, angle - math.pi / 2), at(centre, reach, angle), at(centre, half, angle + math.pi / 2)]


def _write(frame: Frame, spec: GaugeSpec, row: int, centre: Point, radius: float, scale: Scale) -> None:
    """The value below the hub or in the arc, the scale's ends below the arc's, the name under all."""
    size, half, small = spec.look.size, math.radians(spec.half), max(11.0, 0.82 * spec.look.size)
    foot = centre[1] + radius * max(0.0, -math.cos(half))
    for side, (_, end) in ((-1, scale.ticks[0]), (1, scale.ticks[-1])):
        x, y = at(centre, radius * (1 + spec.hole) / 2, side * half)
        frame.text(f"note/{2 * row + (side > 0)}", end, x, y + 1.15 * small, size=small,
                   colour=frame.style.muted, align="centre")  # fmt: skip
    words = spec.look.number(numbers(spec.data)[row])
    large = min(1.9 * size, 0.9 * radius * spec.hole / max(frame.look.width_of(words, 1.0, "bold"), 1e-6))
    y = max(centre[1] + 0.85 * size + 0.75 * large, foot + 0.9 * large) if spec.needle else foot - 0.05 * size
    frame.text(f"row/{row}/label", words, centre[0], y, size=large, colour=frame.style.ink, weight="bold",
               align="centre")  # fmt: skip
    lines = wrap(frame.look, texts(spec.data, "category")[row], size, 2 * radius)
    if len(lines) > 1:
        raise Reject("name_too_long", texts(spec.data, "category")[row])
    y = y + 1.6 * size if spec.needle else foot + 2.6 * size
    frame.text(f"row/{row}/name", lines[0], centre[0], y, size=size, colour=frame.style.ink,
               align="centre")  # fmt: skip
