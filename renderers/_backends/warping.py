"""A flat thing seen by a camera: the warp from its plane to the picture, and labels taken along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import skia

from proofpress_core.regions import UNIT
from proofpress_core.scene_builder import Box, Built
from proofpress_core.warp import Warp


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where a plane is seen from: degrees of turning the plane about its vertical (`yaw`), horizontal (`pitch`) and
    viewing axis (`roll`), and the distance of the pinhole in lengths of the plane's longer side."""

    yaw: float
    pitch: float
    roll: float
    distance: float


@dataclass(frozen=True, slots=True)
class View:
    """A picture of `width` x `height` pixels onto a plane: `warp` takes plane coordinates to image coordinates."""

    width: int
    height: int
    warp: Warp

    def skia_matrix(self) -> Any:
        """The warp for `skia.Canvas.concat`; skia's coordinates have the house's origin."""
        return skia.Matrix.MakeAll(*(float(value) for value in self.warp.array.ravel()))

    def plane_window(self) -> Box:
        """Bounding box, in the plane, of what the picture shows."""
        frame = [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)]
        seen = self.warp.inverse().points(frame)
        (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


def look_at(box: Box, camera: Camera, width: int, margin: int, heights: tuple[int, int]) -> View:
    """The view in which the plane's `box` fills the picture but for `margin` pixels. The picture is `width` wide and as
    high as the box needs within `heights` (least, most); a box too high for that is shown smaller."""
    projected = _projection(box, camera)
    corners = projected.points(_corners(box))
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = min((width - 2 * margin) / (high[0] - low[0]), (heights[1] - 2 * margin) / (high[1] - low[1]))
    height = round(min(max(scale * (high[1] - low[1]) + 2 * margin, heights[0]), heights[1]))
    shift = np.array([width, height]) / 2 - scale * (low + high) / 2
    placed = Warp.of([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]])
    return View(width, height, projected.then(placed))


def seen(built: Built, view: View) -> Built:
    """A scene that was built in plane coordinates, as the picture shows it. The page is the picture's frame, and its
    warp stays the identity: the perspective belongs to the drawing."""
    scene = built.scene
    moved = scene.warped((view.warp,))
    frame = _corners((0, 0, view.width, view.height)) * UNIT
    points, anchor = np.array(moved.regions.points), np.array(moved.regions.anchor)
    points[: int(moved.regions.start[1])] = frame if int(moved.regions.start[1]) == 4 else frame[[0, 2]]
    anchor[0] = round(view.width * UNIT / 2), round(view.height * UNIT / 2)
    regions = moved.regions.with_columns(points=points, anchor=anchor)
    return Built(replace(scene, regions=regions), built.paints)


def _projection(box: Box, camera: Camera) -> Warp:
    """Pinhole projection of the turned plane; the middle of the box stays in place at scale one."""
    yaw, pitch, roll = np.deg2rad([camera.yaw, camera.pitch, camera.roll])
    turn_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    turn_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    turn_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    turned = turn_z @ turn_x @ turn_y
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    away = camera.distance * max(box[2] - box[0], box[3] - box[1])
    plane = np.column_stack([turned[:, 0], turned[:, 1], -turned[:, :2] @ middle + [0, 0, away]])
    lens = np.array([[away, 0, middle[0]], [0, away, middle[1]], [0, 0, 1]])
    return Warp.of(lens @ plane)


def _corners(box: Any) -> Any:
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64)
