"""Ridge plots: densities of groups one below the other over a common value axis, with quartiles and median."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import measured_scale, outline, summary_content, widened
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale
from renderers.charts._scene import Mark, finish
from templates.chart_samples import QUARTILES, Sample, rounded, sample_groups
from templates.themes import mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class RidgeSpec:
    """A ridge plot of `samples`: `rise` is the height of a ridge over the distance of two base lines; `shaded` ridges
    go through the shades of the theme's ramp."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    rise: float
    shaded: bool


@generators.register("charts/ridge")
class RidgePlot(ChartBase[RidgeSpec]):
    """Ridges stay below the base line of the one above, so that every line in them can be seen whole."""

    id = "charts/ridge"

    def sample(self, streams: Streams, knobs: Knobs) -> RidgeSpec:
        """Draw measurements, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (3, 5), (50, 120), "ridge", QUARTILES)
        look = sample_look(streams("layout"), knobs, aspects=(1.0, 1.25, 1.33, 1.5))
        data = summary_content(facts, QUARTILES, look, knobs.language, "ridge", lying=True, labelled=False)
        return RidgeSpec(data=data, look=look, samples=facts.samples, rise=style.uniform(0.74, 0.95),
                         shaded=style.chance(0.4))  # fmt: skip

    def draw(self, spec: RidgeSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the ridges, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values, names = numbers(spec.data), texts(spec.data, "category")
        bodies = [outline(sample, cut=2.6, steps=96) for sample in spec.samples]
        ends = [rounded(end, 6) for spots, _ in bodies for end in (spots[0], spots[-1])]
        plot = Plot(frame, measured_scale(spec.data, [*values, *ends], spec.look), _lanes(names, spec.rise), down=True)
        marks = []
        for j, body in enumerate(bodies):
            marks.append(_ridge(plot, spec, j, body))
            marks += _quartiles(plot, spec, j, body)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _lanes(names: tuple[str, ...], rise: float) -> Scale:
    """Base lines at the places of the groups, with room for the first ridge above."""
    ticks = tuple((Decimal(place), name) for place, name in enumerate(names))
    low = -rounded(rise + 0.08, 3)
    return Scale(kind="category", low=low, high=Decimal(len(names)) - Decimal("0.75"), ticks=ticks)


def _ridge(plot: Plot, spec: RidgeSpec, j: int, body: tuple[list[float], list[float]]) -> Mark:
    """Draw a ridge with its outline."""
    style, name = spec.look.style, f"body/{j}"
    share = j / max(1, len(spec.samples) - 1)
    line = mixed(*style.ramp, 0.25 + 0.75 * share) if spec.shaded else spec.look.colour(0).code
    spots, heights = body
    points = [plot.place(spots[0], j), *(plot.place(x, j - spec.rise * y) for x, y in zip(*body, strict=True)),
              plot.place(spots[-1], j)]  # fmt: skip
    plot.frame.polygon(points, mixed(line, style.panel, 0.5), name)
    plot.frame.stroke(points[1:-1], line, style.line_width - 0.2, name)
    middle = heights.index(max(heights))
    around = widened(points, style.line_width / 2)
    around[[0, 1], 0] -= 0.5
    around[[-2, -1], 0] += 0.5
    return Mark(name, name, points[middle + 1], points=around, role="series_line", shape="polygon")


def _quartiles(plot: Plot, spec: RidgeSpec, j: int, body: tuple[list[float], list[float]]) -> list[Mark]:
    """Lines from the base line of a group to its outline; their middles stand at the quartiles and the median."""
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    marks = []
    for k in range(3):
        value, name = values[j + k * count], f"row/{j + k * count}"
        height = float(np.interp(float(value), *body))
        foot, top = plot.place(value, j), plot.place(value, j - spec.rise * height)
        left = round(foot[0] - (2 + (k == 1)) / 2)
        plot.frame.box((left, round(top[1]) + 1, left + 2 + (k == 1), round(foot[1])), spec.look.style.ink, name)
        marks.append(Mark(name, name, foot))
    return marks
