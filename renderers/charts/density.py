"""Density curves of two or three groups over one measure."""

from __future__ import annotations

import math
from decimal import Decimal

from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers
from renderers.charts._curves import CurvesSpec, curves_content, curves_frame, draw_curves, measure_scale, read_off
from renderers.charts._groups import curve, span
from renderers.charts._look import sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import finish
from renderers.charts._signal import with_strong_colours
from templates.chart_samples import Sample, density, rounded, sample_groups, word
from templates.series import Measure

_CUT, _STEPS = 3.0, 90
_WORTH = 0.03
"""Share of the greatest density from which on a curve gets a marker."""


@generators.register("charts/density")
class DensityPlot(ChartBase[CurvesSpec]):
    """Gaussian kernel estimates; markers stand at the ticks of the measure's axis, densities are per cent a unit."""

    id = "charts/density"

    def sample(self, streams: Streams, knobs: Knobs) -> CurvesSpec:
        """Draw measurements, then a look, and read the curves off at the ticks."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (2, 3), (60, 140), "curves")
        count = len(facts.samples)
        look = with_strong_colours(sample_look(streams("layout"), knobs, colours=count, legend=True))
        ticks = [tick for tick, _ in measure_scale(_ends(facts.samples), look).ticks]
        peaks = [max(curve(sample, _CUT, _STEPS)[1]) for sample in facts.samples]
        places = max(0, 2 - math.floor(math.log10(100 * max(peaks))))
        rows = read_off(facts.samples, ticks, lambda sample, tick: _height(sample, tick, _WORTH * max(peaks), places))
        per = facts.measure.unit if facts.measure.unit != "%" else word("point", knobs.language)
        unit = word("density_unit", knobs.language, unit=per)
        measure = Measure(label=word("density", knobs.language), unit=unit)
        data = curves_content(facts, rows, measure, look, knobs.language, "density")
        shapes = ("circle", "square", "diamond") if style.chance(0.4) else (style.choice(("circle", "diamond")),) * 3
        dot, filled = max(8, round(look.size * style.uniform(0.55, 0.66))), style.chance(0.6)
        return CurvesSpec(data=data, look=look, samples=facts.samples, at=tuple(tick for _, tick, _ in rows), dot=dot,
                          markers=shapes[:count], filled=filled)  # fmt: skip

    def draw(self, spec: CurvesSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the curves, and report."""
        frame = curves_frame(spec)
        curves = [curve(sample, _CUT, _STEPS) for sample in spec.samples]
        peak = rounded(100 * max(max(heights) for _, heights in curves), 6)
        plot = Plot(frame, measure_scale(_ends(spec.samples), spec.look),
                    value_scale([*numbers(spec.data), peak], spec.look, zero=True, headroom=0.06))  # fmt: skip
        paths = [[plot.place(x, 100 * y) for x, y in zip(*path, strict=True)] for path in curves]
        return finish(frame, canvas, draw_curves(plot, spec, paths), plot.box, plot.truth())


def _ends(samples: tuple[Sample, ...]) -> list[Decimal]:
    """Where the curves begin and end."""
    return [rounded(end, 6) for sample in samples for end in span(sample, _CUT)]


def _height(sample: Sample, tick: Decimal, least: float, places: int) -> Decimal | None:
    """The density at a tick, in per cent, if it is at least `least` and the curve reaches there."""
    low, high = span(sample, _CUT)
    height = density(sample, [float(tick)])[0]
    return rounded(100 * height, places) if height >= least and low < float(tick) < high else None
