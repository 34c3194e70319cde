"""Strip and swarm plots: a dot for every single measurement, group by group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proofpress_core.content import ChartData, Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import GroupPlot, group_content, group_plot, one_value_each
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_samples import Sample, SampleFacts, sample_groups

_MARKERS = ("circle", "circle", "circle", "diamond")


@dataclass(frozen=True, slots=True, kw_only=True)
class StripSpec:
    """Dots `dot` pixels across; `offsets` are their places across as shares of half a group's room, none for a swarm,
    which packs its dots; `coloured` groups differ in colour."""

    data: ChartData
    look: Look
    dot: int
    marker: str
    offsets: tuple[float, ...]
    lying: bool
    coloured: bool


class _Dots(ChartBase[StripSpec]):
    """Dots that do not cover one another."""

    chart_type: str
    groups = (3, 5)
    size = (8, 13)
    dot = (0.5, 0.62)

    def sample(self, streams: Streams, knobs: Knobs) -> StripSpec:
        """Draw measurements, then a look and places across."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, self.groups, self.size, "dots")
        coloured, lying = style.chance(0.5), style.chance(0.3)
        look = with_strong_colours(
            sample_look(streams("layout"), knobs, colours=len(facts.groups.items) if coloured else 1)
        )
        dot = max(7, round(look.size * style.uniform(*self.dot)))
        kind, labelled = {"lying": lying, "coloured": coloured}, style.chance(0.5)
        data = _content(facts, look, knobs.language, self.chart_type, labelled=labelled, **kind)
        spec = StripSpec(data=data, look=look, dot=dot, marker=style.choice(_MARKERS), offsets=(), **kind)
        samples, offsets = self.spread(style, spec, facts.samples)
        data = _content(
            replace(facts, samples=samples), look, knobs.language, self.chart_type, labelled=labelled, **kind
        )
        return replace(spec, data=data, offsets=offsets)

    def spread(
        self, draw: Draw, spec: StripSpec, samples: tuple[Sample, ...]
    ) -> tuple[tuple[Sample, ...], tuple[float, ...]]:
        """The measurements that are shown, and their places across."""
        return samples, ()

    def draw(self, spec: StripSpec, canvas: Canvas) -> Drawing:
        """Set the frame, plot the dots, and report."""
        values, names, groups = numbers(spec.data), texts(spec.data, "category"), _plot(spec)
        held = spec.data.relations[0].column("category").values
        marks = []
        for j, name in enumerate(names):
            rows = [row for row, group in enumerate(held) if group == name]
            marks += _group(groups, spec, j, {row: values[row] for row in rows})
        return finish(groups.frame, canvas, marks, groups.plot.box, groups.plot.truth())


@generators.register("charts/strip")
class StripPlot(_Dots):
    """Dots jittered across their group's room."""

    id = "charts/strip"
    chart_type = "strip"

    def spread(
        self, draw: Draw, spec: StripSpec, samples: tuple[Sample, ...]
    ) -> tuple[tuple[Sample, ...], tuple[float, ...]]:
        """Jitter every dot to a place that is free; those that find none are left out."""
        groups, way = _plot(spec), 0 if spec.lying else 1
        kept, offsets = [], []
        for j, sample in enumerate(samples):
            spots = [groups.at(j, value)[way] for value in sample]
            placed = _jittered(draw, spots, groups.slot / 2, 1.15 * spec.dot + 2)
            kept.append(tuple(sample[row] for row, _ in placed))
            offsets += [offset for _, offset in placed]
        return tuple(kept), tuple(offsets)


@generators.register("charts/swarm")
class SwarmPlot(_Dots):
    """Dots packed as near to their group's middle as they go without touching."""

    id = "charts/swarm"
    chart_type = "swarm"
    groups = (2, 4)
    size = (12, 24)
    dot = (0.46, 0.58)


def _content(
    facts: SampleFacts, look: Look, language: Language, chart_type: str, *, labelled: bool, lying: bool, coloured: bool
) -> ChartData:
    columns = one_value_each(facts.groups, facts.samples, facts.measure.label, facts.measure.unit)
    return group_content(facts, columns, look, language, chart_type, lying=lying, labelled=labelled, coloured=coloured)


def _plot(spec: StripSpec) -> GroupPlot:
    """The plot in a frame with its words."""
    frame = Frame(spec.data, spec.look)
    frame.set_words()
    return group_plot(frame, spec.data, numbers(spec.data), lying=spec.lying)


def _jittered(draw: Draw, spots: Sequence[float], half: float, apart: float) -> list[tuple[int, float]]:
    """(row, offset) of the dots at places `spots` along the value axis that find one across, as a share of `half` a
    group's room, at least `apart` pixels from all before them."""
    placed: list[tuple[int, float]] = []
    for row, spot in enumerate(spots):
        for _ in range(12):
            offset = round(draw.uniform(-0.6, 0.6), 3)
            near = [math.hypot(spots[r] - spot, (o - offset) * half) for r, o in placed]
            if min(near, default=apart) >= apart:
                placed.append((row, offset))
                break
    return placed


def _group(groups: GroupPlot, spec: StripSpec, j: int, values: dict[int, Decimal]) -> list[Mark]:
    """Draw the dots of a group, its values by row. Reject (`swarm_too_wide`) when they do not fit into its room."""
    half = groups.slot / 2
    if spec.offsets:
        shifts = {row: spec.offsets[row] * half for row in values}
    else:
        along = {row: groups.at(j, value)[0 if spec.lying else 1] for row, value in values.items()}
        shifts = packed(along, 1.15 * spec.dot + 1.5 if spec.marker == "diamond" else spec.dot + 1.5)
    if max((abs(shift) for shift in shifts.values()), default=0.0) > half - 0.5 * spec.dot:
        raise Reject("swarm_too_wide", spec.data.label("title"))
    marks = []
    for row, value in values.items():
        anchor = groups.at(j, value)
        place = (anchor[0], anchor[1] + shifts[row]) if spec.lying else (anchor[0] + shifts[row], anchor[1])
        colour = spec.look.colour(j if spec.coloured else 0).code
        groups.frame.marker(spec.marker, place, spec.dot, colour, f"row/{row}")
        marks.append(Mark(f"row/{row}", f"row/{row}", place))
    return marks


def packed(along: dict[int, float], apart: float) -> dict[int, float]:
    """How far aside dots at places `along` an axis go so that no two middles are nearer than `apart`: each in turn as
    near to the axis as it can, the sides taking turns."""
    placed: dict[int, float] = {}
    for turn, (row, spot) in enumerate(sorted(along.items(), key=lambda item: item[1])):
        near = [(other, math.sqrt(apart**2 - (along[other] - spot) ** 2)) for other in placed
                if abs(along[other] - spot) < apart]  # fmt: skip
        tries = [0.0, *(placed[other] + side * reach for other, reach in near for side in (1, -1))]
        tries.sort(key=lambda shift: (round(abs(shift), 6), shift * (1 if turn % 2 else -1)))
        placed[row] = next(
            shift for shift in tries if all(abs(shift - placed[other]) >= reach - 1e-6 for other, reach in near)
        )
    return placed
