"""From a painted frame to a scene: every recorded line, key and mark becomes a region."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofpress_core.errors import Reject
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box, Cluster, SceneBuilder
from renderers._backends import agg_display, skia_display
from renderers._backends.display import Recording
from renderers._backends.shaping import union
from renderers.base import Canvas, Drawing
from renderers.charts._frame import Frame, Sheet
from renderers.charts._strokes import THIN, outlined

ENGINES = {"skia": skia_display.paint, "matplotlib": agg_display.paint}
_INSIDE = (("/label", "value_label"), ("/name", "mark_label"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to report: its ref, the name its ink is painted under, its anchor in image pixels, its shape where that is
    not the box of its ink, and the number of the panel that it stands in."""

    ref: str
    paint: str
    anchor: tuple[float, float]
    points: Any = None
    role: str = "mark"
    shape: str = ""
    panel: int = 0


def finish(
    frame: Frame, canvas: Canvas, marks: Sequence[Mark], plot: Box | Sequence[Box], axes: Sequence[Axis] = ()
) -> Drawing:  # fmt: skip
    """Paint a frame with its look's engine and build its scene; `plot` is the plot's box, or those of all panels.
    Reject when texts overlap or leave the picture."""
    return report_scene(frame, ENGINES[frame.look.engine](frame.display, canvas), marks, plot, axes)


def report_scene(
    frame: Sheet, recording: Recording, marks: Sequence[Mark], plot: Box | Sequence[Box], axes: Sequence[Axis] = ()
) -> Drawing:
    """The drawing of a sheet that was painted, by whatever engine. Reject when texts overlap or leave the picture."""
    report = Report(frame, recording)
    for role, ref in (("title", "title"), ("subtitle", "subtitle")):
        report.text(role, report.builder.page(), ref)
    if frame.look.legend != "bottom":
        report.legend()
    for name in frame.axes:
        report.axis(name)
    report.plots(marks, [plot] if isinstance(plot[0], (int, float)) else plot)  # type: ignore[arg-type, list-item]
    if frame.look.legend == "bottom":
        report.legend()
    report.text("source_note", report.builder.page(), "source")
    check_texts(report, frame.look.width, frame.look.height)
    built = report.builder.build([frame.data], axes)
    weights = ("regular", "bold", "italic")
    fonts = sorted({frame.look.face(weight).path.name for weight in weights})  # type: ignore[arg-type]
    return Drawing.of((recording.pixels,), built, tuple(fonts))


def check_texts(report: Report, width: int, height: int) -> None:
    """Reject (`text_outside`, `text_overlap`) unless all lines lie in the picture, clear of one another."""
    names = list(report.boxes)
    x0, y0, x1, y1 = np.array([*zip(*report.boxes.values(), strict=True)])
    if min(x0.min(), y0.min()) < 1 or x1.max() > width - 1 or y1.max() > height - 1:
        raise Reject("text_outside")
    gap = 1.0
    meet = (x0[:, None] < x1 + gap) & (x0 < x1[:, None] + gap) & (y0[:, None] < y1) & (y0 < y1[:, None])
    for first, second in zip(*map(np.ndarray.tolist, np.nonzero(meet)), strict=True):
        if first < second and _quads_meet(report.quad(names[first]), report.quad(names[second])):
            raise Reject("text_overlap", f"{names[first]} and {names[second]}")


def _quads_meet(first: Any, second: Any) -> bool:
    """Whether two convex quads share a point, by the separating axis theorem."""
    for quad in (first, second):
        sides = np.roll(quad, -1, axis=0) - quad
        for normal in np.column_stack([sides[:, 1], -sides[:, 0]]):
            one, two = first @ normal, second @ normal
            if one.max() <= two.min() or two.max() <= one.min():
                return False
    return True


def ink_of(clusters: Sequence[Cluster]) -> Box | None:
    """The box of a line's ink."""
    extents: list[Any] = [cluster.extent for cluster in clusters if cluster.extent is not None]
    if extents and not isinstance(extents[0][0], float):
        extents = list(map(_upright, extents))
    return union(extents) if extents else None


def _upright(extent: Any) -> Box:
    """The box around an extent, which is a box or four points."""
    if isinstance(extent[0], float):
        box: Box = extent
        return box
    xs, ys = zip(*extent, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _corners(box: Box) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _aslant(quads: Sequence[Any]) -> list[tuple[float, float]]:
    """The quad around quads of one direction, which is that of the first one's upper edge."""
    (ax, ay), (bx, by) = quads[0][0], quads[0][1]
    length = max(math.hypot(bx - ax, by - ay), 1e-9)
    ux, uy = (bx - ax) / length, (by - ay) / length
    along = [x * ux + y * uy for quad in quads for x, y in quad]
    across = [y * ux - x * uy for quad in quads for x, y in quad]
    ends = _corners((min(along), min(across), max(along), max(across)))
    return [(u * ux - v * uy, u * uy + v * ux) for u, v in ends]


class Report:
    """Adds the regions of one frame to a builder. Where several frames share a display, `prefix` begins the names that
    the frame's ink was painted under; those of the recording and of the marks lack it."""

    def __init__(
        self, frame: Sheet, recording: Recording, builder: SceneBuilder | None = None, prefix: str = ""
    ) -> None:
        self.frame, self.recording, self.prefix = frame, recording, prefix
        inks = {name: ink_of(clusters) for name, clusters in recording.lines.items()}
        self.quads: dict[str, Any] = {}
        self._extents: dict[str, Box | None] = {}
        self.boxes: dict[str, Box] = {name: box for name, box in inks.items() if box is not None}
        self.builder = builder or SceneBuilder([(frame.look.width, frame.look.height)])
        self.content = frame.data.id

    def extent(self, ref: str) -> Box | None:
        """Box of the ink of all lines of a ref."""
        if ref not in self._extents:
            boxes = [self._around(name) for name in self.frame.texts.get(ref, ()) if name in self.boxes]
            self._extents[ref] = union(boxes) if len(boxes) > 1 else boxes[0] if boxes else None
        return self._extents[ref]

    def _around(self, name: str) -> Box:
        """The box around a line; around the corners of its quad where it runs aslant."""
        inked = next(cluster.extent for cluster in self.recording.lines[name] if cluster.extent is not None)
        return self.boxes[name] if isinstance(inked[0], float) else _upright(self.quad(name).tolist())

    def quad(self, name: str) -> Any:
        """The quad around a line, along its direction."""
        if name not in self.quads:
            extents = [cluster.extent for cluster in self.recording.lines[name] if cluster.extent is not None]
            level = isinstance(extents[0][0], float)
            self.quads[name] = np.array(_corners(self.boxes[name]) if level else _aslant(extents))
        return self.quads[name]

    def text(self, role: str, parent: int, ref: str) -> None:
        """Add a text with its lines, if the frame has it."""
        box = self.extent(ref)
        if box is not None:
            handle = self.builder.add(role, parent, box, content=self.content, ref=ref)
            self._lines(handle, ref)

    def axis(self, name: str) -> None:
        """Add an axis with its label, tick labels and colour bar."""
        label, bar = f"axis/{name}/label", f"axis/{name}/bar"
        ticks = [ref for ref in self.frame.texts if ref.startswith(f"axis/{name}/tick/")]
        boxes = [box for ref in [label, *ticks] if (box := self.extent(ref))]
        boxes += [self.recording.marks[bar]] if bar in self.recording.marks else []
        if not boxes:
            return
        axis = self.builder.add("axis", self.builder.page(), union(boxes), content=self.content, ref=f"axis/{name}")
        self.text("axis_label", axis, label)
        if bar in self.recording.marks:
            self.builder.add(
                "colour_bar", axis, self.recording.marks[bar], paint=self.prefix + bar, content=self.content, ref=bar
            )
        for ref in ticks:
            self.text("tick_label", axis, ref)

    def legend(self) -> None:
        """Add the legend: entries with key and text, below the legend's title where there is one."""
        entries = [(ref, key, union([self.recording.marks[key], text]))
                   for ref, key in self.frame.entries if (text := self.extent(ref))]  # fmt: skip
        if not entries:
            return
        title = self.extent("legend/title")
        around = union([box for _, _, box in entries] + ([title] if title else []))
        legend = self.builder.add("legend", self.builder.page(), around, content=self.content, ref="legend")
        self.text("legend_title", legend, "legend/title")
        for ref, key, box in entries:
            entry = self.builder.add("legend_entry", legend, box, content=self.content, ref=ref)
            self.builder.add(
                "legend_key", entry, self.recording.marks[key], paint=self.prefix + key, content=self.content
            )
            self._lines(entry, ref)

    def plots(self, marks: Sequence[Mark], boxes: Sequence[Box]) -> None:
        """Add the panels with their marks and what is written in them: printed values, names, remarks, and names that
        stand beside marks in place of a legend."""
        written = [(ref, role, self._panel_of(ref, marks, boxes)) for ref, role in self._written_inside()]
        for number, box in enumerate(boxes):
            mine = [mark for mark in marks if mark.panel == number]
            extents = [box, *(self.recording.marks[m.paint] for m in mine if m.paint in self.recording.marks)]
            inside = [(ref, role) for ref, role, panel in written if panel == number]
            extents += [extent for ref, _ in inside if (extent := self.extent(ref))]
            ref = "plot" if len(boxes) == 1 else f"plot/{number}"
            plot = self.builder.add("plot", self.builder.page(), union(extents), content=self.content, ref=ref)
            for mark in mine:
                extent, shape = self._shape(mark)
                self.builder.add(mark.role, plot, extent, shape=shape, anchor=mark.anchor, content=self.content,
                                 ref=mark.ref, paint=self.prefix + mark.paint)  # fmt: skip
            for ref, role in inside:
                self.text(role, plot, ref)

    def _shape(self, mark: Mark) -> tuple[Any, str]:
        """Extent and shape of a mark; a line too thick to be told by its middle is told by its outline."""
        if mark.points is None:
            return self.recording.marks[mark.paint], mark.shape
        if mark.shape == "polyline" and (width := self.frame.pens.get(mark.paint, 0.0)) > THIN:
            return outlined(mark.points, width), "polygon"
        return mark.points, mark.shape

    def _panel_of(self, ref: str, marks: Sequence[Mark], boxes: Sequence[Box]) -> int:
        """Number of the panel that a text belongs to: that of its row's mark, else the nearest one."""
        extent = self.extent(ref)
        if len(boxes) == 1 or extent is None:
            return 0
        row = "/".join(ref.split("/")[:2])
        if found := [mark.panel for mark in marks if mark.ref == row]:
            return found[0]
        x, y = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
        away = [max(box[0] - x, x - box[2], 0) + max(box[1] - y, y - box[3], 0) for box in boxes]
        return away.index(min(away))

    def _written_inside(self) -> list[tuple[str, str]]:
        """(ref, role) of the texts that belong to the plot."""
        found = []
        for ref in self.frame.texts:
            if ref.startswith("legend/") and not self.frame.entries:
                found.append((ref, "legend_entry"))
            elif ref.startswith("note/"):
                found.append((ref, "annotation"))
            elif ref.startswith(("row/", "node/")):
                found.append((ref, next((role for end, role in _INSIDE if ref.endswith(end)), "mark_label")))
        return found

    def _lines(self, parent: int, ref: str) -> None:
        for name in self.frame.texts[ref]:
            self.builder.add_line(parent, self.recording.lines[name], content=self.content)
