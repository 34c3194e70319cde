"""Small multiples: one panel for each series, bars or lines on one shared scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Area, Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._panels import dotted_line, headed, parted
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.series import Extent, TableFacts, sample_table
from templates.themes import luminance

_GRIDS = {2: (1, 2), 3: (1, 3), 4: (2, 2), 6: (2, 3), 9: (3, 3)}
"""Rows and columns of panels by their number."""
_LEAST_CONTRAST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiplesSpec:
    """Panels of bars or lines: `breadth` is the share of a category's room that a bar fills, `dot` the size of a
    marker; `zero` says that the shared scale begins at zero; every panel has its own colour if `coloured`."""

    data: ChartData
    look: Look
    bars: bool
    breadth: float
    dot: int
    zero: bool
    coloured: bool


@generators.register("charts/small_multiples")
class SmallMultiples(ChartBase[SmallMultiplesSpec]):
    """Series k stands in panel k, on the axes `x/k` and `y/k`."""

    id = "charts/small_multiples"
    options: ClassVar = {**ChartBase.options, "mode": ("bars", "lines")}

    def sample(self, streams: Streams, knobs: Knobs) -> SmallMultiplesSpec:
        """Draw a table with as many series as a grid has panels, then a look."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        bars = (knobs.settings.get("mode") or style.choice(("bars", "lines"))) == "bars"
        facts = _facts(data, knobs, bars=bars)
        coloured = style.chance(0.35)
        look = _look(streams("layout"), knobs, facts)
        content = table_content(facts, look, knobs.language, "small multiples", styled="none",
                                subtitle=facts.measure.titled(knobs.language))  # fmt: skip
        values = numbers(content)
        return SmallMultiplesSpec(
            data=content, look=look, bars=bars, breadth=style.uniform(0.6, 0.8), dot=max(6, round(0.5 * look.size)),
            zero=bars or (min(values) < max(values) / 2 and style.chance(0.7)), coloured=coloured,
        )  # fmt: skip

    def draw(self, spec: SmallMultiplesSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw panel by panel, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        scale = value_scale(numbers(spec.data), spec.look, zero=spec.zero, count=3, headroom=0.05, most=most(spec.data))
        areas = parted(frame.area, *_GRIDS[len(names)], 1.3 * spec.look.size)
        marks: list[Mark] = []
        axes: list[Axis] = []
        boxes = []
        for k, area in enumerate(areas):
            plot = _panel(frame, spec, k, area, scale)
            marks += _draw_bars(plot, spec, k) if spec.bars else _draw_line(plot, spec, k)
            boxes.append(plot.box)
            axes += plot.truth()
        return finish(frame, canvas, marks, boxes, axes)


def _facts(draw: Draw, knobs: Knobs, *, bars: bool) -> TableFacts:
    """A table for bars, or over time for lines, whose names are short enough for a panel; Reject if ten draws find
    none."""
    for _ in range(10):
        count = draw.choice((3, 4, 6, 9), (1, 4, 3, 0.7) if not bars else (1, 3, 2, 0))
        extent = Extent(
            categories=(4, 6 if bars else 9), series=(count, count), time=None if bars else True, stated=True
        )
        facts = sample_table(draw, knobs.language, extent)
        wide = 2.8 if knobs.language == "zh" else 1.0  # their names are not broken in two
        longest = max(len(name) for name in facts.categories.items) * wide * len(facts.categories.items)
        columns = _GRIDS.get(len(facts.values), (0, 9))[1]
        if len(facts.values) in _GRIDS and (longest * columns < 105 or (facts.categories.ordered and not bars)):
            return facts
    raise Reject("odd_panels", facts.topic)


def _look(draw: Draw, knobs: Knobs, facts: TableFacts) -> Look:
    """A look with room for the panels, the last of eight draws if none has enough."""
    rows, columns = _GRIDS[len(facts.values)]
    for _ in range(8):
        look = with_strong_colours(sample_look(draw, knobs, aspects=(1.25, 1.33, 1.5) if rows > 1 else (1.6, 1.78)))
        if look.width / columns > 17 * look.size and look.height / rows > 13.5 * look.size:
            break
    return look


def _panel(frame: Frame, spec: SmallMultiplesSpec, k: int, area: Area, scale: Scale) -> Plot:
    """A panel with its series' name above it."""
    headed(frame, area, f"legend/{k}", series_names(spec.data)[k])
    return Plot(frame, _thinned(spec, area), scale, area=area, panel=f"/{k}")


def _thinned(spec: SmallMultiplesSpec, area: Area) -> Scale:
    """All categories where there is room for their names; those of lines over time may leave every other one out."""
    scale, size = category_scale(texts(spec.data, "category")), spec.look.size
    widest = max(spec.look.width_of(text, size) for _, text in scale.ticks)
    step = next((s for s in (1, 2, 3, 4) if (area.width - 3.5 * size) / len(scale.ticks) * s > widest + 0.9 * size), 9)
    if spec.bars or step == 1 or not _over_time(spec):
        return scale
    return Scale(kind=scale.kind, low=scale.low, high=scale.high, ticks=scale.ticks[::step])


def _over_time(spec: SmallMultiplesSpec) -> bool:
    return bool(getattr(spec.data.relations[0].column("category"), "ordered", False))


def _colour(spec: SmallMultiplesSpec, k: int) -> str:
    """The colour of a panel: its own, of those that are seen well on the ground, or that of all."""
    ground = luminance(spec.look.style.panel)
    strong = [c.code for c in spec.look.style.palette if _contrast(luminance(c.code), ground) > _LEAST_CONTRAST]
    return strong[k % len(strong)] if spec.coloured and strong else spec.look.colour(0).code


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _draw_bars(plot: Plot, spec: SmallMultiplesSpec, k: int) -> list[Mark]:
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    marks = []
    for j in range(count):
        row = k * count + j
        box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, values[row])
        plot.frame.box(box, _colour(spec, k), f"row/{row}")
        marks.append(Mark(f"row/{row}", f"row/{row}", plot.place(j, values[row]), panel=k))
    return marks


def _draw_line(plot: Plot, spec: SmallMultiplesSpec, k: int) -> list[Mark]:
    """A line with a marker on every value."""
    values, count, colour = numbers(spec.data), len(texts(spec.data, "category")), _colour(spec, k)
    rows = range(k * count, (k + 1) * count)
    places = [plot.place(row - rows[0], values[row]) for row in rows]
    return dotted_line(plot, places, rows, (colour, spec.dot), series=k, panel=k)
