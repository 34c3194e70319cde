"""Pie and ring charts: parts of a whole, with a legend or names beside the wedges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.series import sample_share
from templates.themes import ink_on

_STEP = math.radians(1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieSpec:
    """A pie: `hole` is the inner over the outer radius (0 for a full pie); `begin` is where the first wedge begins, in
    degrees clockwise from noon; `named` says that names stand beside the wedges instead of in a legend."""

    data: ChartData
    look: Look
    hole: float
    begin: int
    named: bool


@generators.register("charts/pie")
class PieChart(ChartBase[PieSpec]):
    """Wedges run clockwise; percentages may be printed inside."""

    id = "charts/pie"
    options: ClassVar = {**ChartBase.options, "mode": ("pie", "donut")}

    def sample(self, streams: Streams, knobs: Knobs) -> PieSpec:
        """Draw shares, then a look."""
        self.check(knobs)
        style = streams("style")
        mode = knobs.settings.get("mode") or style.choice(("pie", "donut"))
        facts = sample_share(streams("data"), knobs.language, (4, 6))
        named = style.chance(0.5)
        count = len(facts.categories.items)
        look = sample_look(streams("layout"), knobs, colours=count, legend=not named,
                           aspects=(1.2, 1.33, 1.5))  # fmt: skip
        printed = min(facts.values[0]) >= 7 and style.chance(0.85)
        title = facts.categories.label if look.legend == "right" else ""
        content = table_content(
            facts, look, knobs.language, str(mode), channels=("colour", "theta"), printed=printed, styled="category",
            labels=[("legend/title", title)],
            subtitle=facts.measure.label if printed else facts.measure.titled(knobs.language),
        )  # fmt: skip
        hole = style.uniform(0.5, 0.62) if mode == "donut" else 0.0
        return PieSpec(data=content, look=look, hole=hole, begin=style.choice((0, 0, 0, 30, 60, 90)), named=named)

    def draw(self, spec: PieSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the wedges, write names and shares, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, values = texts(spec.data, "category"), numbers(spec.data)
        if not spec.named:
            frame.set_legend([Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names)])
        centre, radius = _circle(frame, spec, names)
        bounds = _bounds(values, spec.begin)
        marks = []
        for row, (start, end) in enumerate(bounds):
            points = _wedge(centre, radius, spec.hole, start, end)
            frame.polygon(points, spec.look.colour(row).code, f"row/{row}")
            middle = _at(centre, radius * (1 + spec.hole) / 2, (start + end) / 2)
            marks.append(Mark(f"row/{row}", f"row/{row}", middle, points=points, shape="polygon"))
        _part(frame, centre, radius, spec.hole, bounds)
        _write(frame, spec, centre, radius, bounds)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        return finish(frame, canvas, marks, box)


def _circle(frame: Frame, spec: PieSpec, names: Sequence[str]) -> tuple[tuple[float, float], float]:
    """Centre and radius in whole pixels, with room for names at both sides where there are any."""
    area, size = frame.area, spec.look.size
    room = max(frame.look.width_of(name, size) for name in names) + 1.6 * size if spec.named else 0.5 * size
    above = 1.6 * size if spec.named else 0.2 * size
    radius = min((area.right - area.left) / 2 - room, (area.bottom - area.top) / 2 - above)
    if radius < 5.5 * size:
        raise Reject("plot_too_small", f"radius {radius:.0f}")
    return (round((area.left + area.right) / 2), round((area.top + area.bottom) / 2)), round(radius)


def _bounds(values: Sequence[Decimal], begin: int) -> list[tuple[float, float]]:
    """Angles of the wedges' edges, radians clockwise from noon."""
    total, at, bounds = float(sum(values)), math.radians(begin), []
    for value in values:
        turn = 2 * math.pi * float(value) / total
        bounds.append((at, at + turn))
        at += turn
    return bounds


def _at(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    """Image point at an angle clockwise from noon."""
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _wedge(centre: tuple[float, float], radius: float, hole: float, start: float, end: float) -> np.ndarray:
    """Outline of a wedge, arcs as steps of a degree."""
    angles = np.linspace(start, end, max(2, math.ceil((end - start) / _STEP) + 1))
    outer = [_at(centre, radius, angle) for angle in angles]
    inner = [_at(centre, radius * hole, angle) for angle in angles[::-1]] if hole else [centre]
    return np.array(outer + inner)


def _part(
    frame: Frame, centre: tuple[float, float], radius: float, hole: float, bounds: Sequence[tuple[float, float]]
) -> None:
    """Part the wedges by thin rays of the background's colour."""
    for start, _ in bounds:
        (x0, y0), (x1, y1) = _at(centre, radius * hole, start), _at(centre, radius + 1, start)
        frame.stroke([(x0, y0), (x1, y1)], frame.style.background, 1.5)


def _write(
    frame: Frame, spec: PieSpec, centre: tuple[float, float], radius: float, bounds: Sequence[tuple[float, float]]
) -> None:
    """Print shares inside the wedges and, where there is no legend, names beside them."""
    size, names, values = spec.look.size, texts(spec.data, "category"), numbers(spec.data)
    inside = radius * ((1 + spec.hole) / 2 if spec.hole else 0.68)
    for row, (start, end) in enumerate(bounds):
        middle = (start + end) / 2
        if spec.data.printed:
            if (end - start) * inside < 2.1 * size:
                raise Reject("wedge_too_thin", str(values[row]))
            x, y = _at(centre, inside, middle)
            fill = spec.look.colour(row).code
            colour = ink_on(fill)
            frame.centred(f"row/{row}/label", f"{frame.look.number(values[row])}%", x, y, size=size, colour=colour)
        if spec.named:
            side = math.sin(middle)
            x, y = _at(centre, radius + (0.7 + 0.35 * abs(math.cos(middle))) * size, middle)
            align = "centre" if abs(side) < 0.12 else "left" if side > 0 else "right"
            frame.text(f"legend/{row}", names[row], x, y + 0.36 * size, size=size, colour=frame.style.ink, align=align)
