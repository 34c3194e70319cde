"""UpSet plots: bars for the parts of overlapping sets above a matrix of dots that says which sets each belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers
from renderers.charts._frame import Area, Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._overlaps import set_content
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_sets import sample_sets
from templates.themes import mixed

_LINE = 1.9
"""Height of a row of dots over the size of plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpsetSpec:
    """An UpSet plot; `members[i]` are the sets (places in `sets`) of row i; `breadth` is the share of its room that a
    bar fills."""

    data: ChartData
    look: Look
    sets: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    breadth: float


@generators.register("charts/upset")
class UpsetPlot(ChartBase[UpsetSpec]):
    """Parts come in falling order; their counts may be printed above the bars."""

    id = "charts/upset"

    def sample(self, streams: Streams, knobs: Knobs) -> UpsetSpec:
        """Draw the sets, then a look."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        count = data.choice((3, 4, 4, 5))
        parts = 7 if count == 3 else data.integer(7, 11)
        facts = sample_sets(data, knobs.language, count, parts)
        order = sorted(range(len(facts.counts)), key=lambda k: -facts.counts[k])
        look = sample_look(streams("layout"), knobs, aspects=(1.2, 1.33, 1.5))
        content = set_content(
            facts, knobs.language, "upset", ("x", "y"), printed=style.chance(0.5), order=order,
            labels=[("axis/y/label", facts.measure.titled(knobs.language))],
        )  # fmt: skip
        return UpsetSpec(data=content, look=look, sets=facts.sets, members=tuple(facts.members[k] for k in order),
                         breadth=style.uniform(0.5, 0.7))  # fmt: skip

    def draw(self, spec: UpsetSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, lay the matrix, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values, size = numbers(spec.data), spec.look.size
        scale = value_scale(values, spec.look, zero=True)
        plot = _plot(frame, spec, scale)
        marks = []
        for row, value in enumerate(values):
            box = plot.bar(row - spec.breadth / 2, row + spec.breadth / 2, 0, value)
            frame.box(box, spec.look.colour(0).code, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", plot.place(row, value)))
            if spec.data.printed:
                frame.text(f"row/{row}/label", spec.look.number(value), (box[0] + box[2]) / 2, box[1] - 0.4 * size,
                           size=size, colour=frame.style.ink, align="centre")  # fmt: skip
        _matrix(frame, spec, plot)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _plot(frame: Frame, spec: UpsetSpec, scale: Scale) -> Plot:
    """The plot of the bars, with room for the matrix below and for the names of the sets at its left."""
    size, area, count = spec.look.size, frame.area, len(spec.members)
    wide = max(frame.look.width_of(name, size) for name in spec.sets)
    ticks = max(frame.look.width_of(text, size) for _, text in scale.ticks)
    left = area.left + max(0.0, wide - ticks)
    below = _LINE * size * len(spec.sets) + 0.3 * size
    room = Area(left, area.top, area.right, area.bottom - below)
    x = Scale(kind="category", low=Decimal("-0.5"), high=Decimal(count) - Decimal("0.5"), ticks=())
    plot = Plot(frame, x, scale, area=room, headroom=1.4 * size if spec.data.printed else 0.0)
    longest = max(frame.look.width_of(spec.look.number(value), size) for value in numbers(spec.data))
    if (plot.box[2] - plot.box[0]) / count < max(longest + 0.5 * size, 1.6 * size):
        raise Reject("plot_too_small", str(plot.box))
    return plot


def _matrix(frame: Frame, spec: UpsetSpec, plot: Plot) -> None:
    """Rows of dots, one for each set, filled and joined where a part belongs to it."""
    size, (x0, _, x1, bottom) = spec.look.size, plot.box
    step, top = _LINE * size, bottom + 0.5 * size
    pale, strong = mixed(frame.style.background, frame.style.muted, 0.22), frame.style.ink
    for k, name in enumerate(spec.sets):
        y = top + (k + 0.5) * step
        if k % 2 == 0:
            band = (x0, round(top + k * step), x1, round(top + (k + 1) * step))
            frame.box(band, mixed(frame.style.background, frame.style.grid, 0.4))
        frame.text(
            f"node/{k}", name, x0 - 0.6 * size, y + 0.36 * size, size=size, colour=frame.style.ink, align="right"
        )
    for row, members in enumerate(spec.members):
        x, places = plot.place(row, 0)[0], [top + (k + 0.5) * step for k in range(len(spec.sets))]
        for k, y in enumerate(places):
            if k not in members:
                frame.disc((x, y), 0.42 * size, pale)
        if len(members) > 1:
            frame.stroke([(x, places[members[0]]), (x, places[members[-1]])], strong, 2.2 * frame.look.scale)
        for k in members:
            frame.disc((x, places[k]), 0.42 * size, strong)
