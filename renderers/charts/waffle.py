"""Waffle charts: a hundred squares, one for each per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.series import sample_share

_SIDE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WaffleSpec:
    """A waffle filled column by column from the left, or row by row from the top if `lying`; `gap` is the room between
    squares in pixels."""

    data: ChartData
    look: Look
    gap: int
    lying: bool


@generators.register("charts/waffle")
class WaffleChart(ChartBase[WaffleSpec]):
    """Squares can be counted; a list beside them names the parts, with or without their shares."""

    id = "charts/waffle"

    def sample(self, streams: Streams, knobs: Knobs) -> WaffleSpec:
        """Draw shares, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_share(streams("data"), knobs.language, (3, 6))
        look = sample_look(streams("layout"), knobs, colours=len(facts.categories.items), aspects=(1.33, 1.5, 1.6))
        content = table_content(
            facts, look, knobs.language, "waffle", channels=("colour", "area"), printed=style.chance(0.6),
            styled="category", subtitle=facts.measure.titled(knobs.language),
        )  # fmt: skip
        return WaffleSpec(data=content, look=look, gap=style.choice((2, 3)), lying=style.chance(0.5))

    def draw(self, spec: WaffleSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the squares, list the parts, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        wide, area, size = _list_width(frame, spec), frame.area, spec.look.size
        step = int(min(area.height - 8, area.width - wide - 2 * size) / _SIDE)
        if step < 12:
            raise Reject("plot_too_small", f"squares of {step}")
        left = round(area.left + max(0.0, area.width - wide - 2 * size - _SIDE * step) / 2)
        top = round((area.top + area.bottom - _SIDE * step) / 2)
        marks, first = [], 0
        for row, value in enumerate(numbers(spec.data)):
            marks.append(_part(frame, spec, row, range(first, first + int(value)), (left, top), step))
            first += int(value)
        _list(frame, spec, left + _SIDE * step + 2 * size, (area.top + area.bottom) / 2)
        return finish(frame, canvas, marks, (left, top, left + _SIDE * step, top + _SIDE * step))


def _part(
    frame: Frame, spec: WaffleSpec, row: int, places: range, corner: tuple[int, int], step: int
) -> Mark:  # fmt: skip
    """The squares of a part; its mark is the outline around them, half a gap wide of their ink."""
    fill, name = spec.look.colour(row).code, f"row/{row}"
    near, far = spec.gap // 2, spec.gap - spec.gap // 2
    for place in places:
        along, across = divmod(place, _SIDE)
        i, j = (across, along) if spec.lying else (along, across)
        x, y = corner[0] + i * step, corner[1] + j * step
        frame.box((x + near, y + near, x + step - far, y + step - far), fill, name)
    points = [(corner[0] + step * (b if spec.lying else a), corner[1] + step * (a if spec.lying else b))
              for a, b in _stairs(places.start, places.stop)]  # fmt: skip
    i, j = divmod(places[len(places) // 2], _SIDE)
    i, j = (j, i) if spec.lying else (i, j)
    middle = (corner[0] + (i + 0.5) * step, corner[1] + (j + 0.5) * step)
    return Mark(name, name, middle, points=points, shape="polygon")


def _stairs(first: int, last: int) -> Sequence[Point]:
    """Outline, in squares (along, across), of the places from `first` up to before `last`: a run that breaks at every
    tenth, with a step at both of its ends."""
    (a0, b0), (a1, b1) = divmod(first, _SIDE), divmod(last, _SIDE)
    if a0 == a1 or (a1 == a0 + 1 and b1 == 0):
        end = b1 or _SIDE
        return [(a0, b0), (a0 + 1, b0), (a0 + 1, end), (a0, end)]
    outline = [(a0, b0), (a0 + 1, b0), (a0 + 1, 0)] if b0 else [(a0, 0)]
    outline += [(a1 + 1, 0), (a1 + 1, b1), (a1, b1)] if b1 else [(a1, 0)]
    return [*outline, (a1, _SIDE), (a0, _SIDE)]


def _list_width(frame: Frame, spec: WaffleSpec) -> float:
    size, names = spec.look.size, texts(spec.data, "category")
    return max(frame.look.width_of(name, size) for name in names) + (5.0 if spec.data.printed else 1.8) * size


def _list(frame: Frame, spec: WaffleSpec, left: float, middle: float) -> None:
    """Keys, shares where they are printed, and names, one part below the other."""
    size, names, values = spec.look.size, texts(spec.data, "category"), numbers(spec.data)
    step = 2.0 * size
    for row, name in enumerate(names):
        y = middle + (row - (len(names) - 1) / 2) * step
        x, reach = round(left), round(0.45 * size)
        frame.box(
            (x, round(y) - reach, x + 2 * reach, round(y) + reach), spec.look.colour(row).code, f"legend/{row}/key"
        )
        frame.entries.append((f"legend/{row}", f"legend/{row}/key"))
        at = left + 1.7 * size
        if spec.data.printed:
            words = spec.look.percent(spec.look.number(values[row]))
            frame.text(f"row/{row}/label", words, at + 2.4 * size, y + 0.36 * size, size=size, colour=frame.style.ink,
                       weight="bold", align="right")  # fmt: skip
            at += 3.1 * size
        frame.text(f"legend/{row}", name, at, y + 0.36 * size, size=size, colour=frame.style.ink)
