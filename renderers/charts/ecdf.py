"""Empirical distribution functions: the share of measurements that do not exceed a value."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._curves import CurvesSpec, curves_content, curves_frame, draw_curves, measure_scale, read_off
from renderers.charts._groups import Point
from renderers.charts._look import sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import finish
from renderers.charts._signal import with_strong_colours
from templates.chart_samples import Sample, rounded, sample_groups, word
from templates.series import Measure


@generators.register("charts/ecdf")
class EcdfPlot(ChartBase[CurvesSpec]):
    """Stairs with a step at every measurement; markers stand at the ticks of the measure's axis."""

    id = "charts/ecdf"

    def sample(self, streams: Streams, knobs: Knobs) -> CurvesSpec:
        """Draw measurements, then a look, and read the stairs off at the ticks."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (2, 3), (30, 90), "curves")
        count = len(facts.samples)
        look = with_strong_colours(sample_look(streams("layout"), knobs, colours=count, legend=True))
        ticks = [tick for tick, _ in measure_scale(_ends(facts.samples), look).ticks]
        rows = read_off(facts.samples, ticks, _share_inside)
        measure = Measure(label=word("share", knobs.language), unit="%")
        data = curves_content(facts, rows, measure, look, knobs.language, "cumulative distribution")
        shape = style.choice(("circle", "square", "diamond"))
        return CurvesSpec(data=data, look=look, samples=facts.samples, at=tuple(row[1] for row in rows),
                          dot=max(8, round(look.size * style.uniform(0.55, 0.66))), markers=(shape,) * count,
                          filled=False)  # fmt: skip

    def draw(self, spec: CurvesSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the stairs, and report."""
        frame = curves_frame(spec)
        shares = value_scale([Decimal(0), Decimal(100)], spec.look, zero=True, most=Decimal(100))
        plot = Plot(frame, measure_scale(_ends(spec.samples), spec.look), shares, headroom=0.6 * spec.look.size)
        paths = [_stairs(plot, sample) for sample in spec.samples]
        return finish(frame, canvas, draw_curves(plot, spec, paths), plot.box, plot.truth())


def share_up_to(sample: Sample, value: Decimal) -> Decimal:
    """Per cent of a sample, which is ascending, that do not exceed a value."""
    return rounded(100 * bisect_right(sample, value) / len(sample), 1)


def _share_inside(sample: Sample, tick: Decimal) -> Decimal | None:
    share = share_up_to(sample, tick)
    return share if sample[0] <= tick < sample[-1] else None


def _ends(samples: tuple[Sample, ...]) -> list[Decimal]:
    return [end for sample in samples for end in (sample[0], sample[-1])]


def _stairs(plot: Plot, sample: Sample) -> list[Point]:
    """Image points of the stairs of a sample, from no share at its least value to all at its greatest."""
    path, count = [plot.place(sample[0], 0)], len(sample)
    for value in dict.fromkeys(sample):
        path += [(plot.place(value, 0)[0], path[-1][1]), plot.place(value, 100 * bisect_right(sample, value) / count)]
    return path[1:]
