"""Bars as blocks in oblique projection: the front of each stands on the plane of the axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, by_first
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, sample_table
from templates.themes import mixed

CHART_TYPE = "3d bar"
_SIDE, _TOP = ("#000000", 0.3), ("#ffffff", 0.32)
"""What is mixed into the colour of the front, and how much of it, for the side and the top of a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """Blocks: `breadth` is the share of a category's room that a front fills; the depth runs `across` pixels to the
    right and `up` pixels up. It is less than the gap between two fronts."""

    data: ChartData
    look: Look
    breadth: float
    across: int
    up: int


@generators.register("charts/bar_3d")
class BlockChart(ChartBase[BlockSpec]):
    """The front's upper edge stands at the value on the axis at the left; the wall behind repeats the grid, shifted by
    the depth."""

    id = "charts/bar_3d"

    def sample(self, streams: Streams, knobs: Knobs) -> BlockSpec:
        """Draw data, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(4, 7)))
        facts = by_first(facts) if style.chance(0.4) else facts
        look = sample_look(streams("layout"), knobs)
        content = table_content(facts, look, knobs.language, CHART_TYPE,
                                labels=axis_labels(style, facts, knobs.language, lying=False))  # fmt: skip
        breadth = style.uniform(0.45, 0.58)
        slot = 0.75 * look.width / len(facts.categories.items)
        across = round(min(style.uniform(0.24, 0.34) * slot, 0.07 * look.width, 0.8 * (1 - breadth) * slot))
        return BlockSpec(data=content, look=look, breadth=breadth, across=across,
                         up=max(5, round(across * style.uniform(0.5, 0.75))))  # fmt: skip

    def draw(self, spec: BlockSpec, canvas: Canvas) -> Drawing:
        """Set the frame, build the wall, put up the blocks, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        frame.area.right -= spec.across
        values = numbers(spec.data)
        scale = value_scale(values, spec.look, zero=True, most=most(spec.data))
        names = category_scale(texts(spec.data, "category"))
        plot = Plot(frame, names, scale, headroom=spec.up + 0.4 * spec.look.size, bare=True)
        _wall(plot, spec)
        marks = []
        for row, value in enumerate(values):
            box = plot.bar(row - spec.breadth / 2, row + spec.breadth / 2, 0, value)
            outline = _block(plot, spec, f"row/{row}", box)
            marks.append(Mark(f"row/{row}", f"row/{row}", plot.place(row, value), points=outline, shape="polygon"))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _wall(plot: Plot, spec: BlockSpec) -> None:
    """The floor and the wall behind, with a grid line at every tick that begins at the axis."""
    frame, style, (x0, y0, x1, y1) = plot.frame, spec.look.style, plot.box
    dx, dy = spec.across, spec.up
    frame.polygon([(x0, y1), (x0 + dx, y1 - dy), (x1 + dx, y1 - dy), (x1, y1)], mixed(style.panel, style.muted, 0.16))
    frame.box((x0 + dx, y0 - dy, x1 + dx, y1 - dy), mixed(style.panel, style.muted, 0.05))
    colour = mixed(style.panel, style.muted, 0.28)
    for value, _ in plot.y.ticks:
        y = round(plot.place(plot.x.low, value)[1]) + 0.5
        frame.stroke([(x0, y), (x0 + dx, y - dy), (x1 + dx, y - dy)], colour, 1.0)
    frame.rule((x0 + 0.5, y0), (x0 + 0.5, y1), style.line)
    frame.rule((x0, y1 + 0.5), (x1, y1 + 0.5), style.line)


def _block(plot: Plot, spec: BlockSpec, name: str, front: Box) -> np.ndarray:
    """Top, side and front of a block; its outline."""
    frame, colour = plot.frame, spec.look.colour(0).code
    left, top, right, bottom = front
    dx, dy = spec.across, spec.up
    above = [(left, top), (left + dx, top - dy), (right + dx, top - dy), (right, top)]
    beside = [(right, top), (right + dx, top - dy), (right + dx, bottom - dy), (right, bottom)]
    frame.polygon(above, mixed(colour, *_TOP), name)
    frame.polygon(beside, mixed(colour, *_SIDE), name)
    frame.box(front, colour, name)
    return np.array([(left, bottom), (left, top), *above[1:3], beside[2], (right, bottom)])
