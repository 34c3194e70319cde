"""Means of groups with error bars: the limits of their confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import GroupPlot, Point, group_plot, pen_width, summary_content
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_samples import LIMITS, Sample, sample_groups

_MARKERS = ("circle", "square", "diamond", "circle")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBarsSpec:
    """Error bars of `samples`: means are markers `dot` pixels across, bars end in caps `cap` pixels wide."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    dot: int
    cap: int
    marker: str
    lying: bool
    coloured: bool


@generators.register("charts/error_bars")
class ErrorBars(ChartBase[ErrorBarsSpec]):
    """A marker at the mean; from its rim a bar to the lower and one to the upper limit."""

    id = "charts/error_bars"

    def sample(self, streams: Streams, knobs: Knobs) -> ErrorBarsSpec:
        """Draw measurements, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (3, 5), (6, 12), "errors", LIMITS)
        coloured, lying = style.chance(0.3), style.chance(0.4)
        count = len(facts.groups.items)
        look = with_strong_colours(sample_look(streams("layout"), knobs, colours=count if coloured else 1))
        data = summary_content(
            facts,
            LIMITS,
            look,
            knobs.language,
            "error bars",
            lying=lying,
            labelled=style.chance(0.5),
            coloured=coloured,
        )
        dot = max(8, round(look.size * style.uniform(0.6, 0.8)))
        cap = round(look.size * style.uniform(0.7, 1.3))
        marker = style.choice(_MARKERS)
        return ErrorBarsSpec(data=data, look=look, samples=facts.samples, dot=dot, marker=marker, cap=cap, lying=lying,
                             coloured=coloured)  # fmt: skip

    def draw(self, spec: ErrorBarsSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw means and bars, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values, count = numbers(spec.data), len(texts(spec.data, "category"))
        groups = group_plot(frame, spec.data, values, lying=spec.lying)
        for j in range(count):
            low, mean, high = (groups.at(j, value) for value in values[j::count])
            colour = spec.look.colour(j if spec.coloured else 0).code
            _bar(groups, spec, (mean, low), colour, f"row/{j}")
            _bar(groups, spec, (mean, high), colour, f"row/{j + 2 * count}")
            frame.marker(spec.marker, mean, spec.dot, colour, f"row/{j + count}")
        marks = [Mark(f"row/{row}", f"row/{row}", groups.at(row % count, value)) for row, value in enumerate(values)]
        return finish(frame, canvas, marks, groups.plot.box, groups.plot.truth())


def _bar(groups: GroupPlot, spec: ErrorBarsSpec, ends: tuple[Point, Point], colour: str, name: str) -> None:
    """A bar from the rim of the marker at `ends[0]` to its cap, which ends at `ends[1]`, on whole pixels."""
    along = 0 if spec.lying else 1
    (mean, end), thick = (point[along] for point in ends), pen_width(spec.look)
    middle, half = round(ends[0][1 - along] - thick / 2), spec.cap // 2
    step = 1 if end > mean else -1
    cap = round(end) - thick * (step > 0)
    rim = round(mean + step * (0.5 * spec.dot + 1))
    boxes = [(middle - half, cap, middle + thick + half, cap + thick)]
    if (cap - rim) * step > 0:
        boxes.append((middle, min(rim, cap), middle + thick, max(rim, cap)))
    for left, top, right, bottom in boxes:
        groups.frame.box((top, left, bottom, right) if spec.lying else (left, top, right, bottom), colour, name)
