"""From a painted frame to a scene: every recorded line, key and mark becomes a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofpress_core.errors import Reject
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box, Cluster, SceneBuilder
from renderers._backends.agg import Recording, paint
from renderers._backends.shaping import union
from renderers.base import Canvas, Drawing
from renderers.charts._frame import Frame, Sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to report: its ref, the name its ink is painted under, its anchor in image pixels, and its shape where
    that is not the recorded box."""

    ref: str
    paint: str
    anchor: tuple[float, float]
    points: Any = None
    role: str = "mark"
    shape: str = ""


def finish(frame: Frame, canvas: Canvas, marks: Sequence[Mark], plot: Box, axes: Sequence[Axis] = ()) -> Drawing:
    """Paint a frame and build its scene. Reject when texts overlap or leave the picture."""
    return report_scene(frame, paint(frame.figure, canvas), marks, plot, axes)


def report_scene(
    frame: Sheet, recording: Recording, marks: Sequence[Mark], plot: Box, axes: Sequence[Axis] = ()
) -> Drawing:
    """The drawing of a sheet that was painted, by whatever engine. Reject when texts overlap or leave the picture."""
    report = _Report(frame, recording)
    for role, ref in (("title", "title"), ("subtitle", "subtitle")):
        report.text(role, report.builder.page(), ref)
    if frame.look.legend != "bottom":
        report.legend()
    report.axis("y")
    report.axis("x")
    report.plot(marks, plot)
    if frame.look.legend == "bottom":
        report.legend()
    report.text("source_note", report.builder.page(), "source")
    check_texts(list(report.boxes.values()), frame.look.width, frame.look.height)
    built = report.builder.build([frame.data], axes)
    weights = ("regular", "bold", "italic")
    fonts = sorted({frame.look.face(weight).path.name for weight in weights})  # type: ignore[arg-type]
    return Drawing.of((recording.pixels,), built, tuple(fonts))


def check_texts(lines: Sequence[Box], width: int, height: int) -> None:
    """Reject (`text_outside`, `text_overlap`) unless all lines lie in the picture, clear of one another."""
    boxes = np.array(lines)
    if np.any(boxes[:, :2] < 1) or np.any(boxes[:, 2] > width - 1) or np.any(boxes[:, 3] > height - 1):
        raise Reject("text_outside")
    gap = 1.0
    meet = (
        (boxes[:, None, 0] < boxes[None, :, 2] + gap) & (boxes[None, :, 0] < boxes[:, None, 2] + gap)
        & (boxes[:, None, 1] < boxes[None, :, 3]) & (boxes[None, :, 1] < boxes[:, None, 3])
    )  # fmt: skip
    if np.count_nonzero(meet) > len(boxes):
        raise Reject("text_overlap")


def ink_of(clusters: Sequence[Cluster]) -> Box | None:
    """The box of a line's ink."""
    boxes = [_upright(cluster.extent) for cluster in clusters if cluster.extent is not None]
    return union(boxes) if boxes else None


def _upright(extent: Any) -> Box:
    """The box around an extent, which is a box or four points."""
    if isinstance(extent[0], float):
        box: Box = extent
        return box
    xs, ys = zip(*extent, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


class _Report:
    """Adds the regions of one frame to a builder."""

    def __init__(self, frame: Sheet, recording: Recording) -> None:
        self.frame, self.recording = frame, recording
        inks = {name: ink_of(clusters) for name, clusters in recording.lines.items()}
        self.boxes: dict[str, Box] = {name: box for name, box in inks.items() if box is not None}
        self.builder = SceneBuilder([(frame.look.width, frame.look.height)])
        self.content = frame.data.id

    def extent(self, ref: str) -> Box | None:
        """Box of the ink of all lines of a ref."""
        boxes = [self.boxes[name] for name in self.frame.texts.get(ref, ()) if name in self.boxes]
        return union(boxes) if boxes else None

    def text(self, role: str, parent: int, ref: str) -> None:
        """Add a text with its lines, if the frame has it."""
        box = self.extent(ref)
        if box is not None:
            handle = self.builder.add(role, parent, box, content=self.content, ref=ref)
            self._lines(handle, ref)

    def axis(self, name: str) -> None:
        """Add an axis with its label and tick labels."""
        label = f"axis/{name}/label"
        ticks = [ref for ref in self.frame.texts if ref.startswith(f"axis/{name}/tick/")]
        boxes = [box for ref in [label, *ticks] if (box := self.extent(ref))]
        if not boxes:
            return
        axis = self.builder.add("axis", self.builder.page(), union(boxes), content=self.content, ref=f"axis/{name}")
        self.text("axis_label", axis, label)
        for ref in ticks:
            self.text("tick_label", axis, ref)

    def legend(self) -> None:
        """Add the legend: entries with key and text, below the legend's title where there is one."""
        entries = [(ref, key, union([self._key(key), text]))
                   for ref, key in self.frame.entries if (text := self.extent(ref))]  # fmt: skip
        if not entries:
            return
        title = self.extent("legend/title")
        around = union([box for _, _, box in entries] + ([title] if title else []))
        legend = self.builder.add("legend", self.builder.page(), around, content=self.content, ref="legend")
        self.text("legend_title", legend, "legend/title")
        for ref, key, box in entries:
            entry = self.builder.add("legend_entry", legend, box, content=self.content, ref=ref)
            self.builder.add("legend_key", entry, self._key(key), paint=key, content=self.content)
            self._lines(entry, ref)

    def _key(self, name: str) -> Box:
        """Box of a legend key: what was painted under its name, and the marker on it."""
        marks = self.recording.marks
        return union([marks[painted] for painted in (name, f"{name}#0") if painted in marks])

    def plot(self, marks: Sequence[Mark], box: Box) -> None:
        """Add the plot with its marks, printed values, and names that stand beside marks in place of a legend."""
        labels = [ref for ref in self.frame.texts if ref.endswith("/label") and ref.startswith("row/")]
        beside = [r for r in self.frame.texts if r.startswith("legend/") and not self.frame.entries]
        boxes = [box, *(self.recording.marks[m.paint] for m in marks if m.paint in self.recording.marks)]
        boxes += [extent for ref in [*labels, *beside] if (extent := self.extent(ref))]
        plot = self.builder.add("plot", self.builder.page(), union(boxes), content=self.content, ref="plot")
        for mark in marks:
            extent = self.recording.marks[mark.paint] if mark.points is None else mark.points
            self.builder.add(mark.role, plot, extent, shape=mark.shape, anchor=mark.anchor, content=self.content,
                             ref=mark.ref, paint=mark.paint)  # fmt: skip
        for ref in labels:
            self.text("value_label", plot, ref)
        for ref in beside:
            self.text("legend_entry", plot, ref)

    def _lines(self, parent: int, ref: str) -> None:
        for name in self.frame.texts[ref]:
            self.builder.add_line(parent, self.recording.lines[name], content=self.content)
