"""What kinds of the bar family share: values written beside marks, columns of series, axis labels, the line at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Draw
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._scale import Scale, category_scale, value_scale
from templates.series import TableFacts
from templates.themes import luminance, mixed

_NEAR, _PALER = 0.12, 0.45
"""Difference in luminance below which ink hides on a fill, and how much paler it is made then."""
VALUE_SIZE = 0.92
"""Size of a printed value over that of plain text."""


def by_series(data: ChartData) -> list[tuple[Decimal, ...]]:
    """The values of each series along the categories."""
    values, count = numbers(data), len(texts(data, "category"))
    return [values[k : k + count] for k in range(0, len(values), count)]


def axis_labels(
    draw: Draw, facts: TableFacts, language: Language, *, lying: bool, legend_title: bool = False
) -> list[tuple[str, str]]:  # fmt: skip
    """Labels of the axes and of the legend as (ref, text): that of the categories now and then, and only where they
    stand below the plot."""
    category = facts.categories.label if not lying and draw.chance(0.5) else ""
    title = facts.series.label if legend_title and facts.series is not None else ""
    across, along = ("y", "x") if lying else ("x", "y")
    return [(f"axis/{across}/label", category), (f"axis/{along}/label", facts.measure_label(language)),
            ("legend/title", title)]  # fmt: skip


def channels(*, lying: bool) -> tuple[str, str]:
    """Channels of category and value."""
    return ("y", "x") if lying else ("x", "y")


def bar_plot(frame: Frame, names: Sequence[str], scale: Scale, *, lying: bool, headroom: float = 0.0) -> Plot:
    """A plot of categories against values; a lying one is read from the top."""
    if lying:
        return Plot(frame, scale, category_scale(names), down=True)
    return Plot(frame, category_scale(names), scale, headroom=headroom)


def place(plot: Plot, across: float, value: Decimal | float, *, lying: bool) -> tuple[float, float]:
    """The image point of a place among the categories and a value."""
    return plot.place(value, across) if lying else plot.place(across, value)


def write_beside(
    frame: Frame, ref: str, words: str, point: tuple[float, float], side: str, *, gap: float = 0.0, colour: str = "",
    scale: float = VALUE_SIZE,
) -> None:  # fmt: skip
    """Write a few words left, right, above or below a point, `gap` pixels further off than the usual distance, or in
    the middle of it."""
    size = max(11.0, scale * frame.look.size)
    x, y = point
    align, away = {"left": "right", "right": "left"}.get(side, "centre"), gap + 0.38 * size
    x += {"left": -away, "right": away}.get(side, 0.0)
    y += {"above": -away, "below": away + 0.72 * size}.get(side, 0.36 * size)
    frame.text(ref, words, x, y, size=size, colour=colour or frame.style.ink, align=align)


def print_value(
    frame: Frame, row: int, point: tuple[float, float], side: str, *, sign: str = "", **style: float | str
) -> None:  # fmt: skip
    """Write the value of a row beside a point, after a sign; further settings are those of `write_beside`."""
    value = numbers(frame.data)[row]
    write_beside(frame, f"row/{row}/label", sign + frame.look.number(value), point, side, **style)  # type: ignore[arg-type]


def clear_fill(look: Look) -> str:
    """The look's first colour, paler where a thin stroke in the ink's colour would not show on it."""
    colour, style = look.colour(0).code, look.style
    return mixed(colour, style.panel, _PALER) if abs(luminance(colour) - luminance(style.ink)) < _NEAR else colour


def zero_line(plot: Plot, *, lying: bool, width: int = 1) -> None:
    """A line through zero where values stand on both sides of it."""
    x0, y0, x1, y1 = plot.box
    x, y = plot.place(0, 0)
    ends = ((x + 0.5, y0), (x + 0.5, y1)) if lying else ((x0, y + 0.5), (x1, y + 0.5))
    plot.frame.rule(*ends, plot.frame.style.line, width)


def free_scale(values: Sequence[Decimal], look: Look, *, room: float) -> Scale:
    """A value axis that need not begin at zero, with `room` (a share of the values' reach) beyond both ends."""
    least, most = min(values), max(values)
    reach = Decimal(repr(room)) * (most - least)
    bottom = least - reach
    scale = value_scale([bottom if least < 0 else max(bottom, Decimal(0)), most], look, zero=False, headroom=room)
    return scale if least < 0 or scale.low >= 0 else value_scale([least, most], look, zero=True, headroom=room)


def placed_only(data: ChartData, count: int = 2) -> ChartData:
    """The content of a chart that tells its series apart by place alone: its first encodings, category and value."""
    return replace(data, encodings=data.encodings[:count])


def by_first(facts: TableFacts) -> TableFacts:
    """Facts with the categories in falling order of the first series, where their order means nothing."""
    if facts.categories.ordered:
        return facts
    order = sorted(range(len(facts.values[0])), key=lambda j: -facts.values[0][j])
    items = tuple(facts.categories.items[j] for j in order)
    values = tuple(tuple(row[j] for j in order) for row in facts.values)
    return replace(facts, categories=replace(facts.categories, items=items), values=values)
