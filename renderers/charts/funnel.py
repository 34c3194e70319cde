"""Funnel charts: stages of a process one below the other, each as wide as the number that reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import CONTENT_ID, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_stages import StageFacts, sample_stages
from templates.themes import ink_on, mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelSpec:
    """A funnel of bars, or `sloped`: of pieces that narrow towards the next stage. `gap` is the room between stages
    in pixels, `fade` how much paler the last stage is."""

    data: ChartData
    look: Look
    sloped: bool
    gap: int
    fade: float


@generators.register("charts/funnel")
class FunnelChart(ChartBase[FunnelSpec]):
    """Names stand at the left, values in the stages, or beside them where they are too narrow."""

    id = "charts/funnel"
    options: ClassVar = {**ChartBase.options, "shape": ("bars", "sloped")}

    def sample(self, streams: Streams, knobs: Knobs) -> FunnelSpec:
        """Draw the stages, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_stages(streams("data"), knobs.language)
        look = sample_look(streams("layout"), knobs, aspects=(1.25, 1.4, 1.6))
        shape = knobs.settings.get("shape") or style.choice(("bars", "sloped"))
        return FunnelSpec(data=_content(facts, knobs.language), look=look, sloped=shape == "sloped",
                          gap=style.choice((3, 4, 6)), fade=style.uniform(0.35, 0.6))  # fmt: skip

    def draw(self, spec: FunnelSpec, canvas: Canvas) -> Drawing:
        """Set the frame, stack the stages, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, area, size = texts(spec.data, "category"), frame.area, spec.look.size
        left = round(area.left + max(frame.look.width_of(name, size) for name in names) + 1.2 * size)
        plot = (left, round(area.top + 4), round(area.right), round(area.bottom - 4))
        if plot[2] - plot[0] < 14 * size or plot[3] - plot[1] < 2.1 * size * len(names):
            raise Reject("plot_too_small", str(plot))
        marks = [_stage(frame, spec, row, plot) for row in range(len(names))]
        return finish(frame, canvas, marks, plot)


def _content(facts: StageFacts, language: Language) -> ChartData:
    """One row for each stage, all values printed."""
    data = Relation(name="data", columns=(
        TextColumn(name="category", label=facts.stages.label, values=facts.stages.items, ordered=True),
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=facts.values),
    ))  # fmt: skip
    return ChartData(
        id=CONTENT_ID, language=language, chart_type="funnel", relations=(data,), printed=("value",),
        labels=words(facts.heading, (), facts.measure.titled(language)),
        encodings=(Encoding(channel="stage", column="category"), Encoding(channel="width", column="value")),
    )  # fmt: skip


def _stage(frame: Frame, spec: FunnelSpec, row: int, plot: tuple[int, int, int, int]) -> Mark:
    """One stage between whole pixels, with its name and its value."""
    values, size, name = numbers(spec.data), spec.look.size, f"row/{row}"
    share = [float(value / values[0]) for value in [*values, values[-1] * values[-1] / values[-2]]]
    step = (plot[3] - plot[1]) / len(values)
    top, bottom = round(plot[1] + row * step), round(plot[1] + (row + 1) * step) - spec.gap
    middle, reach = (plot[0] + plot[2]) / 2, (plot[2] - plot[0]) / 2
    wide, narrow = reach * share[row], reach * (share[row + 1] if spec.sloped else share[row])
    fill = mixed(spec.look.colour(0).code, spec.look.style.background, spec.fade * row / len(values))
    points = [(middle - wide, top), (middle + wide, top), (middle + narrow, bottom), (middle - narrow, bottom)]
    if spec.sloped:
        frame.polygon(points, fill, name)
    else:
        points = [(round(middle - wide), top), (round(middle + wide), bottom)]
        frame.box((*points[0], *points[1]), fill, name)
    y, ink = (top + bottom) / 2, spec.look.number(values[row])
    frame.text(f"{name}/name", texts(spec.data, "category")[row], frame.area.left, y + 0.36 * size, size=size,
               colour=frame.style.ink)  # fmt: skip
    half = frame.look.width_of(ink, size, "bold") / 2
    inside = half + 0.5 * size < (wide + narrow) / 2
    x = middle if inside else middle + wide + half + 0.5 * size
    frame.centred(f"{name}/label", ink, x, y, size=size, colour=ink_on(fill) if inside else frame.style.ink,
                  weight="bold")  # fmt: skip
    shape = (
        {"points": points, "shape": "polygon"} if spec.sloped else {"points": (*points[0], *points[1]), "shape": "box"}
    )
    return Mark(name, name, (middle, y), **shape)  # type: ignore[arg-type]
