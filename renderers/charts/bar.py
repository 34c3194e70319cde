"""Bar charts: one series, bars in groups, bars stacked to a total or to a hundred per cent; upright and lying."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._notes import annotate, sample_notes
from renderers.charts._room import legend_inside
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_notes import Note
from templates.series import Extent, TableFacts, sample_table
from templates.themes import ink_on

Span = tuple[float, float, Decimal, Decimal]
"""A bar's two edges across, in places of categories, and its lower and upper value."""
_MISLEADING = 0.04
_NOTES = ("mean", "mean", "target", "highest", "lowest")


@dataclass(frozen=True, slots=True, kw_only=True)
class BarSpec:
    """A bar chart: `breadth` is the share of a category's room that its bars fill. The flags of its data say whether
    the value axis begins above zero (`truncated`) or runs down (`inverted`)."""

    data: ChartData
    look: Look
    stacked: bool
    lying: bool
    breadth: float
    notes: tuple[Note, ...] = ()


class _Bars(ChartBase[BarSpec]):
    """Bars from zero; values may be printed on them."""

    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}
    chart_type: ClassVar[str]
    stacked: ClassVar[bool] = False
    upright: ClassVar[Extent]
    lying: ClassVar[Extent]

    def sample(self, streams: Streams, knobs: Knobs) -> BarSpec:
        """Draw data, then a look with room for it."""
        self.check(knobs)
        style, data = streams("style"), streams("data")
        lying = (knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"), (3, 2))) == "horizontal"
        facts = self.facts(data, knobs.language, lying=lying)
        look = sample_look(
            streams("layout"), knobs, colours=len(facts.values), legend=facts.series is not None, places=("inside",)
        )
        printed = style.chance(0.5) and room_for_values(facts, look, stacked=self.stacked, lying=lying)
        flags = self.flags(style, facts, inverted=not (lying or printed))
        channels = ("y", "x") if lying else ("x", "y")
        content = table_content(
            facts, look, knobs.language, self.chart_type, channels=channels, printed=printed, flags=flags,
            labels=bar_labels(style, facts, look, knobs.language, channels),
        )  # fmt: skip
        notes: tuple[Note, ...] = ()
        if len(facts.values) == 1 and not (printed or flags):
            kinds = (*_NOTES, "run", "run") if facts.categories.ordered and not lying else _NOTES
            notes = sample_notes(style, knobs.language, look, kinds, facts.values[0], facts.categories.items)
        return BarSpec(
            data=content, look=look, stacked=self.stacked, lying=lying, breadth=style.uniform(0.55, 0.8), notes=notes
        )

    def flags(self, draw: Draw, facts: TableFacts, *, inverted: bool) -> tuple[str, ...]:
        """Now and then a value axis that misleads: one that begins above zero, or runs down if it may."""
        kind = draw.choice(("truncated", "inverted")) if draw.chance(_MISLEADING) else ""
        least, greatest = (found(found(row) for row in facts.values) for found in (min, max))
        good = not self.stacked and {"truncated": least > greatest / 3, "inverted": inverted and least >= 0}
        return (kind,) if kind and good and good[kind] else ()

    def facts(self, draw: Draw, language: Language, *, lying: bool) -> TableFacts:
        """What the bars show. A list of names that lies has no years."""
        return sample_table(draw, language, replace(self.lying, time=False) if lying else self.upright)

    def draw(self, spec: BarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, put up the bars, print values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        entries = [Entry(n, "box", spec.look.colour(k).code, hatch=_hatch(spec, k)) for k, n in enumerate(names) if n]
        frame.set_legend(entries)
        plot = _plot(frame, spec)
        spans = _spans(spec)
        marks = [_bar(plot, spec, row, span) for row, span in enumerate(spans)]
        if spec.data.printed:
            for row, span in enumerate(spans):
                _print_value(plot, spec, row, span)
        if not legend_inside(plot, entries):
            return self.draw(replace(spec, look=replace(spec.look, legend="top")), canvas)
        marks += annotate(plot, spec.notes, [mark.anchor for mark in marks], lying=spec.lying)
        return finish(frame, canvas, marks, plot.box, plot.truth())


@generators.register("charts/bar")
class BarChart(_Bars):
    """One bar for each category; nominal categories may come in order of size."""

    id = "charts/bar"
    chart_type = "bar"
    upright, lying = Extent(categories=(4, 8)), Extent(categories=(4, 10))

    def facts(self, draw: Draw, language: Language, *, lying: bool) -> TableFacts:
        """The facts of one series, sorted now and then."""
        found = super().facts(draw, language, lying=lying)
        return by_size(found) if not found.categories.ordered and draw.chance(0.5) else found


@generators.register("charts/bar_grouped")
class GroupedBarChart(_Bars):
    """Bars of several series side by side."""

    id = "charts/bar_grouped"
    chart_type = "grouped bar"
    upright, lying = Extent(categories=(3, 5), series=(2, 3)), Extent(categories=(3, 5), series=(2, 4))


@generators.register("charts/bar_stacked")
class StackedBarChart(_Bars):
    """Bars of several series on top of one another."""

    id = "charts/bar_stacked"
    chart_type = "stacked bar"
    stacked = True
    upright = lying = Extent(categories=(3, 6), series=(2, 4), additive=True)


def by_size(facts: TableFacts) -> TableFacts:
    """Facts of one series with the categories in falling order of value."""
    order = sorted(range(len(facts.values[0])), key=lambda j: -facts.values[0][j])
    items = tuple(facts.categories.items[j] for j in order)
    values = (tuple(facts.values[0][j] for j in order),)
    return replace(facts, categories=replace(facts.categories, items=items), values=values)


def bar_labels(
    draw: Draw, facts: TableFacts, look: Look, language: Language, channels: tuple[str, str]
) -> list[tuple[str, str]]:
    """Axis labels and a legend title, as (ref, text). A list of names that lies needs no label."""
    category = facts.categories.label if draw.chance(0.55) and channels[0] == "x" else ""
    title = facts.series.label if facts.series is not None and look.titled else ""
    return [(f"axis/{channels[0]}/label", category), (f"axis/{channels[1]}/label", facts.measure_label(language)),
            ("legend/title", title)]  # fmt: skip


def room_for_values(facts: TableFacts, look: Look, *, stacked: bool, lying: bool) -> bool:
    """Whether printed values fit, by a rough estimate of the room of one bar."""
    bars = len(facts.categories.items) * (1 if stacked else len(facts.values))
    longest = max(len(look.number(v)) for row in facts.values for v in row)
    if stacked:
        share = min(min(row) for row in facts.values) / max(sum(col) for col in zip(*facts.values, strict=True))
        least = float(share) * (0.6 * look.width if lying else 0.45 * look.height)
        return least > (0.62 * longest + 0.8 if lying else 1.5) * look.size
    room = (0.45 * look.height if lying else 0.68 * look.width) / bars
    return room > (1.9 if lying else 0.72 * longest + 0.5) * look.size


def _plot(frame: Frame, spec: BarSpec) -> Plot:
    values = numbers(spec.data)
    names = texts(spec.data, "category")
    tops = [sum(values[j :: len(names)], Decimal(0)) for j in range(len(names))] if spec.stacked else list(values)
    printed_room = 0.12 if spec.data.printed and spec.lying and not spec.stacked else 0.03
    zero = "truncated" not in spec.data.flags
    scale = value_scale(tops, spec.look, zero=zero, headroom=printed_room, most=most(spec.data))
    if spec.lying:
        return Plot(frame, scale, category_scale(names), down=True)
    return Plot(frame, category_scale(names), scale, headroom=1.4 * spec.look.size if spec.data.printed else 0.0,
                down="inverted" in spec.data.flags)  # fmt: skip


def _spans(spec: BarSpec) -> list[Span]:
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


def _hatch(spec: BarSpec, series: int) -> str:
    """No hatch below printed values."""
    return "" if spec.stacked and spec.data.printed else spec.look.hatch(series)


def _bar(plot: Plot, spec: BarSpec, row: int, span: Span) -> Mark:
    near, far, low, high = span
    name, colour = f"row/{row}", spec.look.colour(row // len(texts(spec.data, "category"))).code
    values = plot.x if spec.lying else plot.y
    box = plot.bar(near, far, max(low, values.low), high, lying=spec.lying)
    plot.frame.box(box, colour, name, hatch=_hatch(spec, row // len(texts(spec.data, "category"))))
    middle = (near + far) / 2
    return Mark(name, name, plot.place(high, middle) if spec.lying else plot.place(middle, high))


def _print_value(plot: Plot, spec: BarSpec, row: int, span: Span) -> None:
    """Print a value at the end of its bar, or inside a stacked one."""
    near, far, low, high = span
    size, style = spec.look.size * 0.92, spec.look.style
    place, colour, align = (high, style.ink, "left" if spec.lying else "centre")
    if spec.stacked:
        fill = spec.look.colour(row // len(texts(spec.data, "category"))).code
        place, colour, align = (low + high) / 2, ink_on(fill), "centre"
    x, y = plot.place(place, (near + far) / 2) if spec.lying else plot.place((near + far) / 2, place)
    below = 0.36 * size if spec.lying or spec.stacked else -0.38 * size
    x += 0.4 * size if spec.lying and not spec.stacked else 0.0
    words = spec.look.number(numbers(spec.data)[row])
    plot.frame.text(f"row/{row}/label", words, x, y + below, size=size, colour=colour, align=align)
