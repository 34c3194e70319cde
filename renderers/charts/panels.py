"""Figures of two panels about one subject: totals over time, and the parts of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Encoding, Label, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, texts, words
from renderers.charts._frame import Area, Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._panels import Panel, PanelFrame, dotted_line, finish_figure, headed, parted
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark
from templates.chart_sheets import sheet
from templates.series import Extent, TableFacts, sample_table

_SECOND = "chart2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelsSpec:
    """A figure: `data` is the content of the totals (a line with markers of `dot` pixels, or bars if `bars`), `parts`
    that of the parts, as lying bars. The panels stand below one another if `stacked`, else side by side."""

    data: ChartData
    parts: ChartData
    look: Look
    bars: bool
    stacked: bool
    dot: int


@generators.register("charts/panels")
class PanelFigure(ChartBase[PanelsSpec]):
    """Two contents: `chart` with the words of the whole figure, and `chart2`. Their measures have different names, and
    neither has a title, axis label or colour name that the other has too, so that every question means one panel."""

    id = "charts/panels"
    options: ClassVar = {**ChartBase.options, "mode": ("line", "bars")}

    def sample(self, streams: Streams, knobs: Knobs) -> PanelsSpec:
        """Draw parts that add up over some years, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_table(streams("data"), knobs.language, Extent(categories=(5, 8), series=(3, 6), time=True,
                                                                     additive=True, stated=True))  # fmt: skip
        stacked = style.chance(0.3)
        look = sample_look(streams("layout"), knobs, colours=2, aspects=(1.0, 1.1) if stacked else (1.6, 1.78))
        bars = (knobs.settings.get("mode") or style.choice(("line", "bars"))) == "bars"
        totals, parts = _totals(facts, knobs.language), _parts(facts, knobs.language)
        return PanelsSpec(data=totals, parts=parts, look=look, bars=bars, stacked=stacked,
                          dot=max(7, round(0.55 * look.size)))  # fmt: skip

    def draw(self, spec: PanelsSpec, canvas: Canvas) -> Drawing:
        """Set the figure's words, draw both panels, and report."""
        figure = Frame(spec.data, spec.look)
        figure.set_words()
        gap = (2.2 if not spec.stacked else 1.2) * spec.look.size
        areas = parted(figure.area, 2, 1, gap) if spec.stacked else parted(figure.area, 1, 2, gap)
        return finish_figure(
            figure, canvas, [_draw_totals(figure, spec, areas[0]), _draw_parts(figure, spec, areas[1])]
        )


def _totals(facts: TableFacts, language: Language) -> ChartData:
    """The sum over all series for every category."""
    said = sheet("panels")["totals"][language]
    sums = tuple(sum(column, Decimal(0)) for column in zip(*facts.values, strict=True))
    measure = said["measure"].format(measure=_spoken(facts.measure.label, language))
    columns = (
        TextColumn(name="category", label=facts.categories.label, values=facts.categories.items, ordered=True),
        NumberColumn(name="value", label=measure, unit=facts.measure.unit, values=sums),
    )
    heading = said["heading"].format(noun=facts.categories.label.lower())
    return _content(CONTENT_ID, language, columns, ("x", "y"),
                    words(facts.heading, [("note/0", heading)], facts.measure.titled(language)))  # fmt: skip


def _parts(facts: TableFacts, language: Language) -> ChartData:
    """The values of the series at the last category, in falling order."""
    assert facts.series is not None
    said, last = sheet("panels")["parts"][language], facts.categories.items[-1]
    at = said["at"].get(facts.categories.label, said["at"]["else"]).format(last=last)
    order = sorted(range(len(facts.values)), key=lambda k: -facts.values[k][-1])
    measure = said["measure"].format(measure=facts.measure.label, at=at)
    columns = (
        TextColumn(name="category", label=facts.series.label, values=tuple(facts.series.items[k] for k in order)),
        NumberColumn(name="value", label=measure, unit=facts.measure.unit,
                     values=tuple(facts.values[k][-1] for k in order)),
    )  # fmt: skip
    heading = said["heading"].format(noun=facts.series.label.lower(), last=last, at=at)
    return _content(_SECOND, language, columns, ("y", "x"), (Label(ref="note/0", text=heading),))


def _content(
    name: str, language: Language, columns: tuple[TextColumn, NumberColumn], channels: tuple[str, str],
    labels: tuple[Label, ...],
) -> ChartData:  # fmt: skip
    encodings = tuple(Encoding(channel=c, column=column.name) for c, column in zip(channels, columns, strict=True))
    return ChartData(id=name, language=language, chart_type="panel", labels=labels, encodings=encodings,
                     relations=(Relation(name="data", columns=columns),))  # fmt: skip


def _spoken(label: str, language: Language) -> str:
    """A measure as it follows a word, its first letter lowered unless it begins with an acronym."""
    return label if language == "zh" or not label[1:2].islower() else label[:1].lower() + label[1:]


def _draw_totals(figure: Frame, spec: PanelsSpec, area: Area) -> Panel:
    frame = PanelFrame(spec.data, spec.look, figure, area, "a:")
    headed(frame, area, "note/0", spec.data.label("note/0"))
    values = numbers(spec.data)
    plot = Plot(frame, category_scale(texts(spec.data, "category")), value_scale(values, spec.look, zero=True, count=4))
    places, colour = [plot.place(row, value) for row, value in enumerate(values)], spec.look.colour(0).code
    if not spec.bars:
        return Panel(frame, dotted_line(plot, places, range(len(values)), (colour, spec.dot)), plot.box, plot.truth())
    for row, value in enumerate(values):
        frame.box(plot.bar(row - 0.35, row + 0.35, 0, value), colour, f"row/{row}")
    return Panel(frame, _marks(places), plot.box, plot.truth())


def _draw_parts(figure: Frame, spec: PanelsSpec, area: Area) -> Panel:
    frame = PanelFrame(spec.parts, spec.look, figure, area, "b:")
    headed(frame, area, "note/0", spec.parts.label("note/0"))
    values = numbers(spec.parts)
    scale = value_scale(values, spec.look, zero=True, count=3)
    plot = Plot(frame, scale, category_scale(texts(spec.parts, "category")), down=True)
    for row, value in enumerate(values):
        frame.box(plot.bar(row - 0.33, row + 0.33, 0, value, lying=True), spec.look.colour(1).code, f"row/{row}")
    return Panel(frame, _marks([plot.place(v, row) for row, v in enumerate(values)]), plot.box, plot.truth())


def _marks(places: Sequence[tuple[float, float]]) -> list[Mark]:
    return [Mark(f"row/{row}", f"row/{row}", place) for row, place in enumerate(places)]
