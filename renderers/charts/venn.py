"""Venn diagrams: two or three sets as circles that overlap, with the count of every part."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._overlaps import middle_of, outlines, set_content
from renderers.charts._polar import arc, at
from renderers.charts._scene import Mark, finish
from templates.chart_sets import sample_sets
from templates.themes import ink_on, mixed

_PARTS = {2: ((0,), (1,), (0, 1)), 3: ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2))}


@dataclass(frozen=True, slots=True, kw_only=True)
class VennSpec:
    """Circles whose centres are `apart` radii from one another; `sets` are their names; parts of one set are `pale`."""

    data: ChartData
    look: Look
    sets: tuple[str, ...]
    apart: float
    pale: float


@generators.register("charts/venn")
class VennDiagram(ChartBase[VennSpec]):
    """All circles are of one size: the counts are printed, areas say nothing."""

    id = "charts/venn"
    options: ClassVar = {**ChartBase.options, "sets": ("2", "3")}

    def sample(self, streams: Streams, knobs: Knobs) -> VennSpec:
        """Draw the sets, then a look."""
        self.check(knobs)
        style = streams("style")
        count = int(knobs.settings.get("sets") or style.choice((2, 3, 3)))
        facts = sample_sets(streams("data"), knobs.language, count)
        aspects = (1.33, 1.5, 1.6) if count == 2 else (1.0, 1.15, 1.3)
        look = sample_look(streams("layout"), knobs, colours=count, aspects=aspects)
        content = set_content(facts, knobs.language, "venn", ("set", "label"), printed=True,
                              order=range(len(facts.names)))  # fmt: skip
        apart = style.uniform(1.05, 1.25) if count == 2 else style.uniform(0.98, 1.14)
        return VennSpec(data=content, look=look, sets=facts.sets, apart=apart, pale=style.uniform(0.3, 0.5))

    def draw(self, spec: VennSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the circles, fill their parts, write names and counts, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        centres, radius = _circles(frame, spec)
        parts = outlines(centres, radius)
        marks = [_part(frame, spec, row, parts[frozenset(members)], middle_of(centres, radius, frozenset(members)))
                 for row, members in enumerate(_PARTS[len(spec.sets)])]  # fmt: skip
        for centre in centres:
            rim = arc(centre, radius, error=0.1)[:-1]
            frame.stroke([*rim, rim[0]], frame.style.background, 1.6)
        for k, name in enumerate(spec.sets):
            _name(frame, spec, centres, radius, k, name)
        xs, ys = zip(*centres, strict=True)
        box = (min(xs) - radius, min(ys) - radius, max(xs) + radius, max(ys) + radius)
        return finish(frame, canvas, marks, box)


def _circles(frame: Frame, spec: VennSpec) -> tuple[list[Point], float]:
    """Centres and radius: two circles side by side, or two above a third."""
    area, size, apart = frame.area, spec.look.size, spec.apart
    deep = apart * math.sqrt(3) / 2 if len(spec.sets) == 3 else 0.0
    names = (1.9 if deep else 1.0) * 1.9 * size
    radius = min((area.width - size) / (2 + apart), (area.height - names - 0.5 * size) / (2 + deep))
    if radius < 5.2 * size:
        raise Reject("plot_too_small", f"radius {radius:.0f}")
    x = (area.left + area.right) / 2
    y = (area.top + area.bottom) / 2 + (0.0 if deep else 0.95 * size) - deep * radius / 2
    centres = [(x - apart * radius / 2, y), (x + apart * radius / 2, y), (x, y + deep * radius)]
    return centres[: len(spec.sets)], radius


def _part(frame: Frame, spec: VennSpec, row: int, points: list[Point], middle: Point) -> Mark:
    """One part in the mixed colour of its sets, with its count."""
    members, name, size = _PARTS[len(spec.sets)][row], f"row/{row}", spec.look.size
    fill = _fill(spec, members)
    frame.polygon(points, fill, name)
    frame.centred(f"{name}/label", spec.look.number(numbers(spec.data)[row]), *middle, size=1.3 * size,
                  colour=ink_on(fill), weight="bold")  # fmt: skip
    return Mark(name, name, middle, points=points, shape="polygon")


def _fill(spec: VennSpec, members: tuple[int, ...]) -> str:
    """The mean of the sets' colours, stronger where more of them meet."""
    mean = spec.look.colour(members[0]).code
    for n, k in enumerate(members[1:], 2):
        mean = mixed(mean, spec.look.colour(k).code, 1 / n)
    return mixed(mean, spec.look.style.background, spec.pale * (1.0, 0.55, 0.1)[len(members) - 1])


def _name(frame: Frame, spec: VennSpec, centres: list[Point], radius: float, k: int, name: str) -> None:
    """The name of a set outside of its circle: above it, or below the third."""
    size = spec.look.size
    side = (-1, 1, 0)[k]
    x, y = at(centres[k], radius + 0.75 * size, side * math.radians(22) if k < 2 else math.pi)
    y += 0.0 if k < 2 else 0.6 * size
    align = {-1: "right", 0: "centre", 1: "left"}[side]
    x = min(max(x, frame.area.left), frame.area.right)
    frame.text(f"node/{k}", name, x, y, size=1.05 * size, colour=frame.style.ink, weight="bold", align=align)
