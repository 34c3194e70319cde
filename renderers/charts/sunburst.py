"""Sunburst charts: a whole in two rings, the groups inside and what they consist of outside."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._polar import at, divided, holds, leaning, sector, spoke_name
from renderers.charts._scene import Mark, finish
from renderers.charts._tree import members, tint, tree_content
from templates.chart_hierarchies import sample_hierarchy
from templates.fonts import Weight
from templates.themes import ink_on

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SunburstSpec:
    """A sunburst: `hole` and `border` say where the inner and the outer ring begin, as shares of the radius."""

    data: ChartData
    look: Look
    hole: float
    border: float


@generators.register("charts/sunburst")
class Sunburst(ChartBase[SunburstSpec]):
    """Names stand in the rings, values around them."""

    id = "charts/sunburst"

    def sample(self, streams: Streams, knobs: Knobs) -> SunburstSpec:
        """Draw a hierarchy, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_hierarchy(streams("data"), knobs.language, (3, 4), (2, 4), least=0.035)
        look = sample_look(streams("layout"), knobs, colours=len(facts.groups.items), aspects=(1.0, 1.1, 1.2))
        return SunburstSpec(
            data=tree_content(facts, look, knobs.language, "sunburst", "area"), look=look,
            hole=style.choice((0.0, 0.12, 0.18)), border=style.uniform(0.5, 0.54),
        )  # fmt: skip

    def draw(self, spec: SunburstSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay both rings, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        centre, radius = _circle(frame, spec)
        values = numbers(spec.data)
        bounds = divided(values)
        marks = []
        for group, rows in enumerate(members(spec.data)):
            whole = (bounds[rows[0]][0], bounds[rows[-1]][1])
            marks.append(_group(frame, spec, centre, radius, group, whole))
            for place, row in enumerate(rows):
                fill = tint(spec.look, group, place, len(rows))
                marks.append(_leaf(frame, spec, centre, radius, row, bounds[row], fill))
        _part(frame, spec, centre, radius, bounds)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box)


def _circle(frame: Frame, spec: SunburstSpec) -> tuple[Point, int]:
    """Centre and radius in whole pixels, with room for values around."""
    size, area = spec.look.size, frame.area
    wide = max(frame.look.width_of(spec.look.number(value), size) for value in numbers(spec.data))
    radius = round(min(area.width / 2 - wide - 0.9 * size, area.height / 2 - 1.5 * size))
    if radius < 9.5 * size:
        raise Reject("plot_too_small", f"radius {radius}")
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2)), radius


def _group(frame: Frame, spec: SunburstSpec, centre: Point, radius: float, group: int, bound: Bounds) -> Mark:
    """The part of the inner ring of a group, with its name: level where there is room, else along the spoke."""
    name, fill, size = f"group/{group}", spec.look.colour(group).code, spec.look.size
    inner, outer, angle = radius * spec.hole, radius * spec.border, sum(bound) / 2
    points = sector(centre, inner, outer, *bound)
    frame.polygon(points, fill, name)
    words, ink = series_names(spec.data)[group], ink_on(fill)
    spot = _level_spot(frame, words, (inner, outer), bound, size, "bold")
    if spot is None:
        ends = (max(inner, 0.1 * radius), outer)
        spoke_name(frame, f"node/{group}", words, centre, ends, bound, size=size, colour=ink, weight="bold")
    else:
        x, y = centre[0] + spot[0], centre[1] + spot[1]
        frame.centred(f"node/{group}", words, x, y, size=size, colour=ink, weight="bold")
    return Mark(name, name, at(centre, (inner + outer) / 2, angle), points=points, role="swatch", shape="polygon")


def _level_spot(
    frame: Frame, words: str, ends: tuple[float, float], bound: Bounds, size: float, weight: Weight = "regular"
) -> Point | None:  # fmt: skip
    """Where, from the centre, a name stands level within a sector; None where it does not fit."""
    wide = frame.look.width_of(words, size, weight) + 0.4 * size
    spots = (
        at((0.0, 0.0), ends[0] + share * (ends[1] - ends[0]), sum(bound) / 2)
        for share in (0.55, 0.6, 0.5, 0.66, 0.44, 0.72)
    )
    return next((p for p in spots if holds(ends[0] + 2, ends[1] - 3, bound, p, wide, 1.2 * size)), None)


def _leaf(
    frame: Frame, spec: SunburstSpec, centre: Point, radius: float, row: int, bound: Bounds, fill: str
) -> Mark:  # fmt: skip
    """The part of the outer ring of a leaf, with its name, level where there is room, and its value outside."""
    name, inner, angle, size = f"row/{row}", radius * spec.border + 2, sum(bound) / 2, spec.look.size
    points = sector(centre, inner, radius, *bound)
    frame.polygon(points, fill, name)
    words, small = texts(spec.data, "category")[row], max(11.0, 0.92 * size)
    spot = _level_spot(frame, words, (inner, radius), bound, small)
    if spot is None:
        spoke_name(frame, f"{name}/name", words, centre, (inner, radius), bound, size=small, colour=ink_on(fill))
    else:
        place = (centre[0] + spot[0], centre[1] + spot[1])
        frame.centred(f"{name}/name", words, *place, size=small, colour=ink_on(fill))
    x, y = at(centre, radius + 0.85 * size, angle)
    frame.text(f"{name}/label", spec.look.number(numbers(spec.data)[row]), x, y + 0.36 * size, size=size,
               colour=frame.style.ink, align=leaning(angle, 0.3))  # fmt: skip
    return Mark(name, name, at(centre, (inner + radius) / 2, angle), points=points, shape="polygon")


def _part(frame: Frame, spec: SunburstSpec, centre: Point, radius: float, bounds: list[Bounds]) -> None:
    """Part the sectors by rays of the background's colour, those between groups all through."""
    first = {rows[0] for rows in members(spec.data)}
    for row, (start, _) in enumerate(bounds):
        near = spec.hole if row in first else spec.border
        ends = [at(centre, radius * near, start), at(centre, radius + 1, start)]
        frame.stroke(ends, frame.style.background, 2.0 if row in first else 1.2)
