"""Figures of several panels: where they stand, lines in them, and several contents on one display."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofpress_core.content import ChartData
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers._backends.display import Display, Point, Recording
from renderers.base import Canvas, Drawing
from renderers.charts._cartesian import Plot
from renderers.charts._frame import Area, Frame
from renderers.charts._look import Look
from renderers.charts._scene import ENGINES, Mark, Report, check_texts
from templates.themes import mixed


def parted(area: Area, rows: int, columns: int, gap: float) -> list[Area]:
    """An area in rows x columns equal parts, row by row, `gap` pixels apart."""
    wide, high = (area.width - (columns - 1) * gap) / columns, (area.height - (rows - 1) * gap) / rows
    corners = [(area.left + j * (wide + gap), area.top + i * (high + gap)) for i in range(rows) for j in range(columns)]
    return [Area(x, y, x + wide, y + high) for x, y in corners]


def headed(frame: Frame, area: Area, ref: str, words: str) -> None:
    """Set the heading of a panel at the top of its area and take its room."""
    size = frame.look.size
    frame.text(ref, words, area.left, area.top + 0.95 * size, size=size, colour=frame.style.ink, weight="bold")
    area.top += 1.75 * size


def dotted_line(
    plot: Plot, places: Sequence[Point], rows: Sequence[int], look: tuple[str, float], *, series: int = 0,
    end: str = "", panel: int = 0,
) -> list[Mark]:  # fmt: skip
    """A line over markers, which are a shade lighter, so that both can be told from one another in the pixels. `look`
    is the colour and the size of a marker; `end` ends the refs of its marks."""
    colour, dot = look
    frame = plot.frame
    for row, place in zip(rows, places, strict=True):
        frame.disc(place, dot / 2, mixed(colour, frame.style.panel, 0.1), f"row/{row}{end}")
    name = f"series/{series}{end}"
    frame.stroke(places, colour, frame.style.line_width, name)
    line = Mark(name, name, places[0], points=np.array(places), role="series_line", shape="polyline", panel=panel)
    refs = [f"row/{row}{end}" for row in rows]
    return [line, *(Mark(ref, ref, place, panel=panel) for ref, place in zip(refs, places, strict=True))]


_PAINTERS = ("words", "rect", "polygon", "disc", "stroke")


class _Prefixed:
    """A display on which one panel paints under names of its own."""

    def __init__(self, display: Display, prefix: str) -> None:
        self._display, self._prefix = display, prefix

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._display, name)
        if name not in _PAINTERS:
            return found
        return lambda paint, *args, **style: found(f"{self._prefix}{paint}" if paint else "", *args, **style)


class PanelFrame(Frame):
    """The frame of one panel's content on the display of a figure; its area is the panel's."""

    def __init__(self, data: ChartData, look: Look, figure: Frame, area: Area, prefix: str) -> None:
        super().__init__(data, look)
        self.prefix = prefix
        self.display = _Prefixed(figure.display, prefix)  # type: ignore[assignment]
        self.area = area


@dataclass(frozen=True, slots=True)
class Panel:
    """A finished panel: its frame, marks, the box of its plot and its axes."""

    frame: PanelFrame
    marks: Sequence[Mark]
    box: Box
    axes: Sequence[Axis] = ()


def finish_figure(figure: Frame, canvas: Canvas, panels: Sequence[Panel]) -> Drawing:
    """Paint a figure and build its scene. The figure's frame holds title, subtitle and source note and has the content
    of the first panel. Reject when texts overlap or leave the picture."""
    recording = ENGINES[figure.look.engine](figure.display, canvas)
    whole = Report(figure, recording)
    for role in ("title", "subtitle"):
        whole.text(role, whole.builder.page(), role)
    for panel in panels:
        part = Report(panel.frame, _part(recording, panel.frame.prefix), whole.builder, panel.frame.prefix)
        part.legend()
        for name in panel.frame.axes:
            part.axis(name)
        part.plots(panel.marks, [panel.box])
    whole.text("source_note", whole.builder.page(), "source")
    check_texts(whole, figure.look.width, figure.look.height)
    axes = [axis for panel in panels for axis in panel.axes]
    built = whole.builder.build([panel.frame.data for panel in panels], axes)
    fonts = sorted({figure.look.face(weight).path.name for weight in ("regular", "bold", "italic")})  # type: ignore[arg-type]
    return Drawing.of((recording.pixels,), built, tuple(fonts))


def _part(recording: Recording, prefix: str) -> Recording:
    """What one panel painted, by names without its prefix."""
    lines, marks = ({name.removeprefix(prefix): found for name, found in table.items() if name.startswith(prefix)}
                    for table in (recording.lines, recording.marks))  # fmt: skip
    return Recording(recording.pixels, lines, marks)
