"""Violin plots: the density of each group to both sides of its axis, with quartiles and median."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import GroupPlot, Point, group_plot, outline, pen_width, summary_content
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_samples import QUARTILES, Sample, rounded, sample_groups
from templates.themes import mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolinSpec:
    """A violin plot of `samples`: violins take the share `breadth` of their room; inside stands a bar with a dot
    (`bar`) or a line that begins at each quartile (`lines`); `coloured` ones differ in colour."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    breadth: float
    inside: str
    lying: bool
    coloured: bool


@generators.register("charts/violin")
class ViolinPlot(ChartBase[ViolinSpec]):
    """Bodies are kernel estimates, all of one greatest breadth, under the names `body/0`, `body/1`, ..."""

    id = "charts/violin"

    def sample(self, streams: Streams, knobs: Knobs) -> ViolinSpec:
        """Draw measurements, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (3, 5), (40, 90), "violin", QUARTILES)
        coloured, lying = style.chance(0.45), style.chance(0.25)
        count = len(facts.groups.items)
        look = sample_look(streams("layout"), knobs, colours=count if coloured else 1, aspects=(1.25, 1.33, 1.5, 1.6))
        data = summary_content(
            facts, QUARTILES, look, knobs.language, "violin", lying=lying, labelled=style.chance(0.5), coloured=coloured
        )
        return ViolinSpec(data=data, look=look, samples=facts.samples, breadth=style.uniform(0.6, 0.82),
                          inside=style.choice(("bar", "lines")), lying=lying, coloured=coloured)  # fmt: skip

    def draw(self, spec: ViolinSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the violins, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values, count = numbers(spec.data), len(texts(spec.data, "category"))
        bodies = [outline(sample) for sample in spec.samples]
        ends = [rounded(end, 6) for spots, _ in bodies for end in (spots[0], spots[-1])]
        groups = group_plot(frame, spec.data, [*values, *ends], lying=spec.lying)
        marks = []
        for j, (spots, heights) in enumerate(bodies):
            marks.append(_body(groups, spec, j, spots, heights))
            _mark_quartiles(groups, spec, j, (spots, heights))
        marks += [Mark(f"row/{row}", f"row/{row}", groups.at(row % count, value)) for row, value in enumerate(values)]
        return finish(frame, canvas, marks, groups.plot.box, groups.plot.truth())


def _body(groups: GroupPlot, spec: ViolinSpec, j: int, spots: list[float], heights: list[float]) -> Mark:
    """Draw the body of a violin."""
    half = spec.breadth / 2
    sides = [[groups.at(j + side * half * height, spot) for spot, height in zip(spots, heights, strict=True)]
             for side in (-1, 1)]  # fmt: skip
    points = [*sides[0], *reversed(sides[1])]
    colour = spec.look.colour(j if spec.coloured else 0).code
    groups.frame.polygon(
        points, mixed(colour, spec.look.style.panel, 0.45 if spec.inside == "bar" else 0.3), f"body/{j}"
    )
    return Mark(f"body/{j}", f"body/{j}", groups.at(j, spots[len(spots) // 2]), points=np.array(points),
                role="series_line", shape="polygon")  # fmt: skip


def _mark_quartiles(groups: GroupPlot, spec: ViolinSpec, j: int, body: tuple[list[float], list[float]]) -> None:
    """Draw quartiles and median of a group."""
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    places = [groups.at(j, values[j + k * count]) for k in range(3)]
    names = [f"row/{j + k * count}" for k in range(3)]
    if spec.inside == "bar":
        _bar(groups, places, names)
        return
    for k, name in enumerate(names):
        value = values[j + k * count]
        half = spec.breadth / 2 * float(np.interp(float(value), *body))
        thick = pen_width(spec.look) + (k == 1)
        at = round(groups.at(j, value)[0 if groups.lying else 1] - thick / 2)
        across = groups.box(j - half, j + half, groups.low, groups.low)
        groups.frame.box(groups.along(across, at, at + thick), spec.look.style.ink, name)


def _bar(groups: GroupPlot, places: list[Point], names: list[str]) -> None:
    """A dot at the median, with a bar from its rim to either quartile."""
    look, along = groups.frame.look, 0 if groups.lying else 1
    gap = min(abs(places[k][along] - places[1][along]) for k in (0, 2))
    radius = max(2.5, min(0.3 * look.size, gap - 3))
    half = max(2, round(0.45 * radius))
    for k in (0, 2):
        start, end = places[1][along], places[k][along]
        start += radius if end > start else -radius
        low, high = sorted((start, end))
        x, y = (round(place) for place in places[1])
        box = (low, y - half, high, y + half) if groups.lying else (x - half, low, x + half, high)
        groups.frame.box(box, look.style.ink, names[k])
    groups.frame.disc(places[1], radius, look.style.panel, names[1])
