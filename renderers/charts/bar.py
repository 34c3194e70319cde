"""Bar charts: simple, grouped and stacked, upright and lying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from matplotlib.patches import Rectangle

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, shown, table_content, texts
from renderers.charts._frame import Entry, Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.series import Extent, TableFacts, sample_table
from templates.themes import ink_on


@dataclass(frozen=True, slots=True, kw_only=True)
class BarSpec:
    """A bar chart: `breadth` is the share of a category's room that its bars fill."""

    data: ChartData
    look: Look
    stacked: bool
    lying: bool
    breadth: float


@generators.register("charts/bar")
class BarChart(GeneratorBase[BarSpec]):
    """Bars from zero; values may be printed on them."""

    id = "charts/bar"
    domain = "charts"
    options: ClassVar = {"mode": ("grouped", "stacked"), "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> BarSpec:
        """Draw data, then a look with room for it."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        mode = knobs.settings.get("mode") or style.choice(("simple", "grouped", "stacked"), (3, 4, 3))
        side = knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"), (3, 2))
        facts = sample_bars(data, knobs.language, str(mode), lying=side == "horizontal")
        count = len(facts.values)
        look = sample_look(streams("layout"), knobs.language, colours=count, legend=facts.series is not None)
        printed = style.chance(0.5) and room_for_values(
            facts, look, stacked=mode == "stacked", lying=side == "horizontal"
        )
        channels = ("y", "x") if side == "horizontal" else ("x", "y")
        content = table_content(
            facts, look, knobs.language, f"{mode} bar", channels=channels, printed=printed,
            labels=bar_labels(style, facts, look, knobs.language, channels),
        )  # fmt: skip
        return BarSpec(data=content, look=look, stacked=mode == "stacked", lying=side == "horizontal",
                       breadth=style.uniform(0.55, 0.8))  # fmt: skip

    def draw(self, spec: BarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, print values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        frame.set_legend([Entry(n, "box", spec.look.colour(k).code) for k, n in enumerate(names) if n])
        plot = _plot(frame, spec)
        spans = _spans(spec)
        marks = [_bar(plot, spec, row, *span) for row, span in enumerate(spans)]
        if spec.data.printed:
            _print_values(frame, plot, spec, spans)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def sample_bars(draw: Draw, language: Language, mode: str, *, lying: bool) -> TableFacts:
    """Facts for bars: few categories where there are several series. Nominal categories of a simple chart may come
    in order of size."""
    extent = {
        "simple": Extent(categories=(4, 10 if lying else 8)),
        "grouped": Extent(categories=(3, 5), series=(2, 4 if lying else 3)),
        "stacked": Extent(categories=(3, 6), series=(2, 4), additive=True),
    }[mode]
    facts = sample_table(draw, language, replace(extent, time=False) if lying else extent)
    if facts.series is None and not facts.categories.ordered and draw.chance(0.5):
        order = sorted(range(len(facts.values[0])), key=lambda j: -facts.values[0][j])
        items = tuple(facts.categories.items[j] for j in order)
        values = (tuple(facts.values[0][j] for j in order),)
        return replace(facts, categories=replace(facts.categories, items=items), values=values)
    return facts


def bar_labels(
    draw: Draw, facts: TableFacts, look: Look, language: Language, channels: tuple[str, str]
) -> list[tuple[str, str]]:
    """Axis labels and a legend title, as (ref, text). A list of names that lies needs no label."""
    category = facts.categories.label if draw.chance(0.55) and channels[0] == "x" else ""
    title = facts.series.label if facts.series is not None and look.legend == "right" else ""
    return [(f"axis/{channels[0]}/label", category), (f"axis/{channels[1]}/label", facts.measure_label(language)),
            ("legend/title", title)]  # fmt: skip


def room_for_values(facts: TableFacts, look: Look, *, stacked: bool, lying: bool) -> bool:
    """Whether printed values fit, by a rough estimate of the room of one bar."""
    bars = len(facts.categories.items) * (1 if stacked else len(facts.values))
    longest = max(len(shown(v)) for row in facts.values for v in row)
    if stacked:
        share = min(min(row) for row in facts.values) / max(sum(col) for col in zip(*facts.values, strict=True))
        least = float(share) * (0.6 * look.width if lying else 0.45 * look.height)
        return least > (0.62 * longest + 0.8 if lying else 1.5) * look.size
    room = (0.45 * look.height if lying else 0.68 * look.width) / bars
    return room > (1.9 if lying else 0.72 * longest + 0.5) * look.size


def _plot(frame: Frame, spec: BarSpec) -> Plot:
    values = numbers(spec.data)
    names = texts(spec.data, "category")
    tops = [sum(values[j :: len(names)]) for j in range(len(names))] if spec.stacked else list(values)
    printed_room = 0.12 if spec.data.printed and spec.lying and not spec.stacked else 0.03
    scale = value_scale([Decimal(top) for top in tops], zero=True, headroom=printed_room, most=most(spec.data))
    if spec.lying:
        return Plot(frame, scale, category_scale(names), down=True)
    return Plot(frame, category_scale(names), scale, headroom=1.4 * spec.look.size if spec.data.printed else 0.0)


def _spans(spec: BarSpec) -> list[tuple[float, float, Decimal, Decimal]]:
    """For every row: the bar's two edges along the categories, and its lower and upper value."""
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    series = len(values) // count
    spans, heights = [], [Decimal(0)] * count
    for row, value in enumerate(values):
        k, j = divmod(row, count)
        if spec.stacked:
            spans.append((j - spec.breadth / 2, j + spec.breadth / 2, heights[j], heights[j] + value))
            heights[j] += value
        else:
            step = spec.breadth / series
            left = j - spec.breadth / 2 + k * step
            spans.append((left + 0.03 * step, left + 0.97 * step, Decimal(0), value))
    return spans


def _bar(plot: Plot, spec: BarSpec, row: int, near: float, far: float, low: Decimal, high: Decimal) -> Mark:
    name = f"row/{row}"
    colour = spec.look.colour(row // len(texts(spec.data, "category"))).code
    corner, size = ((near, float(low)), (far - near, float(high - low)))
    if spec.lying:
        corner, size = corner[::-1], size[::-1]
    plot.axes.add_patch(Rectangle(corner, *size, facecolor=colour, linewidth=0, gid=name))
    middle = (near + far) / 2
    return Mark(name, name, plot.place(high, middle) if spec.lying else plot.place(middle, high))


def _print_values(
    frame: Frame, plot: Plot, spec: BarSpec, spans: Sequence[tuple[float, float, Decimal, Decimal]]
) -> None:
    """Print each value at the end of its bar, or inside a stacked one."""
    size, style, count = spec.look.size * 0.92, spec.look.style, len(texts(spec.data, "category"))
    for row, ((near, far, low, high), value) in enumerate(zip(spans, numbers(spec.data), strict=True)):
        place, colour, align = (high, style.ink, "left" if spec.lying else "centre")
        if spec.stacked:
            fill = spec.look.colour(row // count).code
            place, colour, align = (low + high) / 2, ink_on(fill), "centre"
        x, y = plot.place(place, (near + far) / 2) if spec.lying else plot.place((near + far) / 2, place)
        below = 0.36 * size if spec.lying or spec.stacked else -0.38 * size
        x += 0.4 * size if spec.lying and not spec.stacked else 0.0
        frame.text(f"row/{row}/label", shown(value), x, y + below, size=size, colour=colour, align=align)
