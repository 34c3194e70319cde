"""Lollipops: a thin stem from zero with a dot at the value of each category."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, bar_plot, by_first, channels, place, print_value
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.series import Extent, sample_table
from templates.themes import mixed

CHART_TYPE = "lollipop"
_EXTENT = Extent(categories=(5, 11))


@dataclass(frozen=True, slots=True, kw_only=True)
class LollipopSpec:
    """Lollipops: `dot` is the size of the head and `stem` the thickness of the stem in pixels, `head` its marker;
    a `pale` stem is lighter than the head."""

    data: ChartData
    look: Look
    lying: bool
    dot: int
    stem: int
    head: str
    pale: bool


@generators.register("charts/lollipop")
class LollipopChart(ChartBase[LollipopSpec]):
    """The head is the mark; stems are paint of their own, `stem/k`."""

    id = "charts/lollipop"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> LollipopSpec:
        """Draw data, then a look."""
        self.check(knobs)
        style = streams("style")
        lying = (knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"))) == "horizontal"
        facts = sample_table(streams("data"), knobs.language, replace(_EXTENT, time=False) if lying else _EXTENT)
        facts = by_first(facts) if style.chance(0.6) else facts
        look = with_strong_colours(sample_look(streams("layout"), knobs))
        longest = max(len(look.number(value)) for value in facts.values[0])
        slot = 0.68 * look.width / len(facts.categories.items)
        printed = style.chance(0.5) and (lying or slot > (0.62 * longest + 0.6) * look.size)
        content = table_content(
            facts, look, knobs.language, CHART_TYPE, channels=channels(lying=lying), printed=printed,
            labels=axis_labels(style, facts, knobs.language, lying=lying),
        )  # fmt: skip
        dot = max(10, round(look.size * style.uniform(0.7, 1.0)))
        return LollipopSpec(data=content, look=look, lying=lying, dot=dot, stem=style.choice((2, 2, 3)),
                            head=style.choice(("circle", "circle", "circle", "diamond", "square")),
                            pale=style.chance(0.5))  # fmt: skip

    def draw(self, spec: LollipopSpec, canvas: Canvas) -> Drawing:
        """Set the frame, plant the lollipops, print values beyond the heads, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        room = 0.14 if spec.data.printed and spec.lying else 0.06
        scale = value_scale(numbers(spec.data), spec.look, zero=True, headroom=room, most=most(spec.data))
        above = (0.6 + 1.2 * bool(spec.data.printed)) * spec.look.size
        plot = bar_plot(frame, texts(spec.data, "category"), scale, lying=spec.lying, headroom=above)
        marks = [_lollipop(plot, spec, row) for row in range(len(numbers(spec.data)))]
        for row, mark in enumerate(marks if spec.data.printed else ()):
            print_value(frame, row, mark.anchor, "right" if spec.lying else "above", gap=0.6 * spec.dot)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _lollipop(plot: Plot, spec: LollipopSpec, row: int) -> Mark:
    name, style, colour = f"row/{row}", spec.look.style, spec.look.colour(0).code
    foot, point = (place(plot, row, value, lying=spec.lying) for value in (0, numbers(spec.data)[row]))
    shade = mixed(colour, style.panel, 0.45) if spec.pale else colour
    ends = [(x, y + 0.5) if spec.lying else (x + 0.5, y) for x, y in (foot, point)]
    plot.frame.rule(ends[0], ends[1], shade, spec.stem, f"stem/{row}")
    plot.frame.marker(spec.head, point, spec.dot, colour, name)
    return Mark(name, name, point)
