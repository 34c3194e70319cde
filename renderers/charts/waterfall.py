"""Waterfalls: how one total becomes another, every change floating at the height where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import print_value
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, style_relation, texts, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import signalling
from templates.chart_bridges import BridgeFacts, sample_bridge
from templates.themes import mixed

CHART_TYPE = "waterfall"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallSpec:
    """A waterfall: `breadth` is the share of a category's room that its bar fills; thin lines join the bars where it
    is `joined`; `kinds` gives the place of rises, falls and totals among the look's colours."""

    data: ChartData
    look: Look
    breadth: float
    joined: bool
    kinds: tuple[str, str, str]


@generators.register("charts/waterfall")
class WaterfallChart(ChartBase[WaterfallSpec]):
    """The column `value` is what is printed (changes, first and last total), `level` the total after each item, where
    the anchor of its bar stands."""

    id = "charts/waterfall"

    def sample(self, streams: Streams, knobs: Knobs) -> WaterfallSpec:
        """Draw a bridge, then a look wide enough for its numbers."""
        self.check(knobs)
        style = streams("style")
        facts = sample_bridge(streams("data"), knobs.language, (4, 6))
        look = _look(streams("layout"), knobs, facts)
        content = _content(style, facts, look, knobs.language)
        return WaterfallSpec(data=content, look=look, breadth=style.uniform(0.58, 0.8), joined=style.chance(0.7),
                             kinds=facts.kinds)  # fmt: skip

    def draw(self, spec: WaterfallSpec, canvas: Canvas) -> Drawing:
        """Set the frame, hang up the bars, join them, print values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        frame.set_legend([Entry(name, "box", spec.look.colour(k).code) for k, name in enumerate(spec.kinds)])
        levels = numbers(spec.data, "level")
        scale = value_scale(levels, spec.look, zero=True, headroom=0.08)
        plot = Plot(frame, category_scale(texts(spec.data, "category")), scale, headroom=0.4 * spec.look.size)
        marks = [_bar(plot, spec, row) for row in range(len(levels))]
        if spec.joined:
            _join(plot, spec, levels)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _look(draw: Draw, knobs: Knobs, facts: BridgeFacts) -> Look:
    """A look in which neither printed values nor the words of names are wider than their bar's room."""
    wide = 1.0 if knobs.language == "zh" else 0.56
    words = [word for item in facts.items for word in item.split()]
    longest = max(0.56 * (max(len(str(value)) for value in facts.values) + 1), wide * max(map(len, words)))
    while True:
        look = signalling(sample_look(draw, knobs, colours=3, legend=True), knobs.language)
        room = look.width * (0.68 if look.legend == "right" else 0.84)
        if room / len(facts.items) > (longest + 0.7) * look.size:
            return look


def _content(draw: Draw, facts: BridgeFacts, look: Look, language: Language) -> ChartData:
    item, kind, value, level = facts.labels
    rise, fall, total = facts.kinds
    inner = [rise if change > 0 else fall for change in facts.values[1:-1]]
    data = Relation(
        name="data",
        columns=(
            TextColumn(name="series", label=kind, values=(total, *inner, total)),
            TextColumn(name="category", label=item, values=facts.items, ordered=True),
            NumberColumn(name="value", label=value, unit=facts.measure.unit, values=facts.values),
            NumberColumn(name="level", label=level, unit=facts.measure.unit, values=facts.levels),
        ),
    )  # fmt: skip
    said = facts.measure.titled(language) if facts.heading.subtitle != facts.measure.titled(language) else ""
    title = kind if look.legend == "right" and draw.chance(0.5) else ""
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=CHART_TYPE, printed=("value",),
        relations=(data, style_relation(facts.kinds, look, language)),
        labels=words(facts.heading, [("axis/y/label", said), ("legend/title", title)]),
        encodings=(Encoding(channel="x", column="category"), Encoding(channel="y", column="level"),
                   Encoding(channel="colour", column="series"), Encoding(channel="label", column="value")),
    )  # fmt: skip


def _bar(plot: Plot, spec: WaterfallSpec, row: int) -> Mark:
    """A bar from the level before a change to that after it; totals stand on zero. Its value is printed above it."""
    levels = numbers(spec.data, "level")
    kind = spec.kinds.index(spec.data.relations[0].column("series").values[row])  # type: ignore[arg-type]
    before = Decimal(0) if kind == 2 else levels[row - 1]
    box = plot.bar(row - spec.breadth / 2, row + spec.breadth / 2, before, levels[row])
    plot.frame.box(box, spec.look.colour(kind).code, f"row/{row}")
    sign = "+" if kind == 0 else ""
    print_value(plot.frame, row, plot.place(row, max(before, levels[row])), "above", sign=sign)
    return Mark(f"row/{row}", f"row/{row}", plot.place(row, levels[row]))


def _join(plot: Plot, spec: WaterfallSpec, levels: Sequence[Decimal]) -> None:
    """Thin level lines from each bar's end to the next bar."""
    colour = mixed(spec.look.style.muted, spec.look.style.panel, 0.3)
    for row, level in enumerate(levels[:-1]):
        (start, y), (end, _) = (plot.place(row + side, level) for side in (spec.breadth / 2, 1 - spec.breadth / 2))
        plot.frame.rule((round(start), y + 0.5), (round(end), y + 0.5), colour)
