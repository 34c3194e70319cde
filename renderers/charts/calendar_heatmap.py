"""Calendars of a month: a cell for each day, its shade and its printed number the day's value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene import Axis
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, table_content
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale
from renderers.charts._scene import Mark, finish
from templates.chart_days import MonthFacts, sample_month
from templates.themes import ink_on, mixed

_WEEK = 7
_DAY = 0.78
"""Size of the numbers of days over that of plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSpec:
    """A calendar: the first day falls on weekday `first` (Monday is 0) of `weekdays`; `gap` is the free room between
    cells in pixels."""

    data: ChartData
    look: Look
    first: int
    weekdays: tuple[str, ...]
    gap: int


@generators.register("charts/calendar")
class CalendarHeatmap(ChartBase[CalendarSpec]):
    """Weeks from the top, weekdays across; the number of the day stands in the corner of its cell."""

    id = "charts/calendar"

    def sample(self, streams: Streams, knobs: Knobs) -> CalendarSpec:
        """Draw a month, then a look with room for it."""
        self.check(knobs)
        style, facts = streams("style"), sample_month(streams("data"), knobs.language)
        look = _look(streams("layout"), knobs, facts)
        content = table_content(facts.table, look, knobs.language, "calendar heatmap", printed=True, styled="none",
                                subtitle=facts.table.measure.titled(knobs.language))  # fmt: skip
        content = replace(content, encodings=(Encoding(channel="colour", column="value"),))
        return CalendarSpec(
            data=content, look=look, first=facts.first, weekdays=facts.weekdays, gap=style.integer(2, 4)
        )

    def draw(self, spec: CalendarSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the cells, print days and values, and report."""
        frame, look, values = Frame(spec.data, spec.look), spec.look, numbers(spec.data)
        frame.set_words()
        weeks = (spec.first + len(values) + _WEEK - 1) // _WEEK
        plot = Plot(frame, _places(_WEEK), _places(weeks), down=True, bare=True, headroom=1.5 * look.size)
        for k, name in enumerate(spec.weekdays):
            frame.text(f"axis/x/tick/{k}", name, plot.place(k, 0)[0], plot.box[1] - 0.5 * look.size, size=look.size,
                       colour=look.style.muted, align="centre")  # fmt: skip
        marks = [_cell(plot, spec, row, values) for row in range(len(values))]
        return finish(frame, canvas, marks, plot.box, (_weekday_axis(plot),))


def _places(count: int) -> Scale:
    """Places whose names are not set below the plot."""
    return Scale(kind="category", low=Decimal("-0.5"), high=Decimal(count) - Decimal("0.5"), ticks=())


def _weekday_axis(plot: Plot) -> Axis:
    return replace(plot.truth()[0], ticks=tuple(Decimal(k) for k in range(_WEEK)))


def _cell(plot: Plot, spec: CalendarSpec, row: int, values: Sequence[Decimal]) -> Mark:
    """A cell on whole pixels with the number of its day in the corner and its value below."""
    look, name = spec.look, f"row/{row}"
    week, weekday = divmod(spec.first + row, _WEEK)
    x0, y0, x1, y1 = plot.bar(weekday - 0.5, weekday + 0.5, week - 0.5, week + 0.5)
    share = float((values[row] - min(values)) / (max(values) - min(values)))
    shade = mixed(*look.style.ramp, share)
    plot.frame.box((x0, y0, x1 - spec.gap, y1 - spec.gap), shade, name)
    ink, small = ink_on(shade), max(11.0, _DAY * look.size)
    plot.frame.text(f"{name}/name", str(row + 1), x0 + 0.35 * small, y0 + 1.05 * small, size=small, colour=ink)
    middle = (y0 + 1.1 * small + y1 - spec.gap) / 2
    plot.frame.centred(f"{name}/label", look.number(values[row]), (x0 + x1 - spec.gap) / 2, middle, size=look.size,
                       colour=ink, weight="bold")  # fmt: skip
    return Mark(name, name, plot.place(weekday, week))


def _look(draw: Draw, knobs: Knobs, facts: MonthFacts) -> Look:
    """A look with room for the values. Reject (`no_room_for_value`) if twelve draws find none."""
    for _ in range(12):
        look = sample_look(draw, knobs, aspects=(1.25, 1.33, 1.5))
        widest = max(look.width_of(look.number(v), look.size, "bold") for v in facts.table.values[0])
        title = look.width_of(facts.table.heading.title, look.size * look.style.title_scale, "bold")
        rows = (1 if title < 0.9 * look.width else 2) * look.style.title_scale + 4.2
        room = 0.93 * look.height - 10 - 1.3 * rows * look.size
        if 0.9 * look.width / _WEEK > widest + 0.9 * look.size and room / 6 > 2.35 * look.size:
            return look
    raise Reject("no_room_for_value", facts.table.topic)
