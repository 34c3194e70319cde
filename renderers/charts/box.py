"""Box plots: the five numbers of each group, whiskers from minimum to maximum."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._groups import GroupPlot, group_plot, pen_width, summary_content
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_samples import FIVE, Sample, sample_groups
from templates.themes import ink_on, mixed

_STYLES = ("solid", "light", "outlined")
_ASPECTS = ((1.0, 1.25, 1.33, 1.5, 1.6, 1.78), (0.8, 1.0, 1.25, 1.33, 1.5, 1.6))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSpec:
    """A box plot of `samples`: boxes take the share `breadth` of their room and are solid, light or outlined;
    `coloured` ones differ in colour."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    breadth: float
    filling: str
    lying: bool
    coloured: bool


@generators.register("charts/box")
class BoxPlot(ChartBase[BoxSpec]):
    """Every one of the five numbers has ink of its own: whiskers with caps, the two halves of the box, the line at the
    median."""

    id = "charts/box"

    def sample(self, streams: Streams, knobs: Knobs) -> BoxSpec:
        """Draw measurements, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_groups(streams("data"), knobs.language, (3, 5), (36, 80), "box", FIVE)
        coloured, lying = style.chance(0.35), style.chance(0.35)
        count = len(facts.groups.items)
        look = sample_look(streams("layout"), knobs, colours=count if coloured else 1, aspects=_ASPECTS[lying])
        data = summary_content(
            facts, FIVE, look, knobs.language, "box", lying=lying, labelled=style.chance(0.5), coloured=coloured
        )
        return BoxSpec(data=data, look=look, samples=facts.samples, breadth=style.uniform(0.38, 0.6),
                       filling=style.choice(_STYLES), lying=lying, coloured=coloured)  # fmt: skip

    def draw(self, spec: BoxSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the boxes, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        values, count = numbers(spec.data), len(texts(spec.data, "category"))
        groups = group_plot(frame, spec.data, values, lying=spec.lying)
        for j in range(count):
            _box(groups, spec, j, [groups.pixel(value) for value in values[j::count]])
        marks = [Mark(f"row/{row}", f"row/{row}", groups.at(row % count, value)) for row, value in enumerate(values)]
        return finish(frame, canvas, marks, groups.plot.box, groups.plot.truth())


def _box(groups: GroupPlot, spec: BoxSpec, j: int, at: list[int]) -> None:
    """Draw a box whose five numbers stand at the pixels `at` of the value axis."""
    count = len(texts(spec.data, "category"))
    names = [f"row/{j + count * k}" for k in range(5)]
    colour = spec.look.colour(j if spec.coloured else 0).code
    pen = spec.look.style.ink if spec.filling == "solid" else colour
    body = _even(groups, groups.box(j - spec.breadth / 2, j + spec.breadth / 2, groups.low, groups.low))
    for end, near in ((0, 1), (4, 3)):
        _whisker(groups, body, (at[end], at[near]), pen, names[end])
    for side in (1, 3):
        _half(groups, body, (at[side], at[2]), (spec, colour), names[side])
    line, thick = ink_on(colour) if spec.filling == "solid" else pen, pen_width(spec.look)
    groups.frame.box(groups.along(body, at[2], at[2] + thick), line, names[2])


def _even(groups: GroupPlot, body: Box) -> Box:
    """A body as broad as a whisker in its middle wants it, so that all whiskers are equally thick."""
    breadth = round(body[3] - body[1] if groups.lying else body[2] - body[0])
    more = (breadth - pen_width(groups.frame.look)) % 2
    return (body[0], body[1], body[2] + (0 if groups.lying else more), body[3] + (more if groups.lying else 0))


def _whisker(groups: GroupPlot, body: Box, ends: tuple[int, int], pen: str, name: str) -> None:
    """A whisker from its cap, which ends at `ends[0]`, to the box at `ends[1]`."""
    cap, box = ends
    step = 1 if box > cap else -1
    inner = cap + step * pen_width(groups.frame.look)
    breadth = round(body[3] - body[1] if groups.lying else body[2] - body[0])
    groups.frame.box(groups.along(body, cap, inner, breadth // 4), pen, name)
    if (box - inner) * step > 0:
        inset = (breadth - pen_width(groups.frame.look)) // 2
        groups.frame.box(groups.along(body, inner, box, inset), pen, name)


def _half(groups: GroupPlot, body: Box, ends: tuple[int, int], paint: tuple[BoxSpec, str], name: str) -> None:
    """Half a box, from its quartile at `ends[0]` to the line at the median, which begins at `ends[1]`."""
    (spec, colour), (quartile, median) = paint, ends
    thick, step = pen_width(spec.look), 1 if median >= quartile else -1
    inside = median if step > 0 else median + thick
    inside = inside if (inside - quartile) * step >= 1 else quartile + step
    light = mixed(colour, spec.look.style.panel, 0.6)
    groups.frame.box(groups.along(body, quartile, inside), light if spec.filling == "light" else colour, name)
    if spec.filling == "outlined" and abs(inside - quartile) > thick:
        hollow = groups.along(body, quartile + thick * step, inside, thick)
        groups.frame.box(hollow, spec.look.style.panel, name)
