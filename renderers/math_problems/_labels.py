"""Where the labels of a figure stand: clear of every stroke, angle mark and other label.

Labels are placed one by one, each at the first of several places where it touches nothing; if there is none, the draw
is rejected (`label_overlap`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from proofpress_core.errors import Reject
from proofpress_core.scene_builder import Box
from renderers.math_problems._inline import Faces, Set, flow
from renderers.math_problems._sheet import ink_of
from renderers.math_problems._triangle import Angle, Figure, Point, Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStyle:
    """Pose and pen of a figure: `turn` in degrees, `extent` (longer side, pixels), `stroke` width, label size."""

    turn: float
    mirrored: bool
    extent: int
    stroke: float
    label_size: int
    beside: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A label at its place: role, ref, the set box, pen start and baseline, and the point that it belongs to."""

    role: str
    ref: str
    box: Set
    x: float
    y: float
    anchor: Point


@dataclass(frozen=True, slots=True)
class _Wish:
    """A label to be placed: `spots` are centres of its ink, best first."""

    role: str
    ref: str
    box: Set
    spots: tuple[Point, ...]
    anchor: Point


def posed(figure: Figure, style: FigureStyle) -> list[Point]:
    turn = math.radians(style.turn)
    flip = -1.0 if style.mirrored else 1.0
    turned = [(flip * (x * math.cos(turn) - y * math.sin(turn)), -(x * math.sin(turn) + y * math.cos(turn)))
              for x, y in figure.points]  # fmt: skip
    xs, ys = [p[0] for p in turned], [p[1] for p in turned]
    scale = min(style.extent / (max(xs) - min(xs)), 0.85 * style.extent / (max(ys) - min(ys)))
    return [((x - min(xs)) * scale, (y - min(ys)) * scale) for x, y in turned]


def moved(point: Point, shift: Point) -> Point:
    return point[0] + shift[0], point[1] + shift[1]


def extent_of(label: Label) -> Box:
    ink = ink_of(label.box)
    return ink[0] + label.x, ink[1] + label.y, ink[2] + label.x, ink[3] + label.y


def unit(start: Point, end: Point) -> Point:
    length = math.dist(start, end)
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def wishes_of(figure: Figure, points: list[Point], style: FigureStyle, faces: Faces) -> list[_Wish]:
    """Angle labels first (they have the least room), then letters of feet and midpoints, lengths, other letters."""
    wishes = [_angle_wish(angle, points, style, faces) for angle in figure.angles if angle.label]
    letters = [_letter_wish(place, figure, points, style, faces) for place in range(len(points))]
    lengths = [_side_wish(stroke, points, style, faces) for stroke in figure.strokes if stroke.label]
    return [*wishes, *letters[3:], *lengths, *letters[:3]]


def _half(box: Set) -> tuple[float, float]:
    left, top, right, bottom = ink_of(box)
    return (right - left) / 2, (bottom - top) / 2


def _reach(box: Set, direction: Point) -> float:
    """How far a box reaches from its centre along a direction."""
    wide, high = _half(box)
    return min(wide / max(abs(direction[0]), 1e-9), high / max(abs(direction[1]), 1e-9), math.hypot(wide, high))


def _set(markup: str, faces: Faces, size: float) -> Set:
    return flow(markup, faces, size, 1e9)[0]


def radius(angle: Angle, points: list[Point], style: FigureStyle) -> float:
    """Radius of an angle's arc: larger for sharp angles, never more than a third of an arm."""
    arms = min(math.dist(points[angle.vertex], points[p]) for p in (angle.first, angle.second))
    wanted = 0.09 * style.extent * (1.45 if _opening(angle, points) < math.radians(45) else 1.0)
    return min(max(wanted, 17.0), 0.34 * arms)


def directions(angle: Angle, points: list[Point]) -> tuple[float, float]:
    """The two arms' directions in radians, the second less than pi after the first."""
    vertex = points[angle.vertex]
    one, other = (math.atan2(points[p][1] - vertex[1], points[p][0] - vertex[0]) for p in (angle.first, angle.second))
    sweep = math.remainder(other - one, 2 * math.pi)
    return (one, one + sweep) if sweep > 0 else (other, other - sweep)


def _opening(angle: Angle, points: list[Point]) -> float:
    first, second = directions(angle, points)
    return second - first


def _angle_wish(angle: Angle, points: list[Point], style: FigureStyle, faces: Faces) -> _Wish:
    box = _set(angle.label, faces, 0.92 * style.label_size)
    first, second = directions(angle, points)
    r = radius(angle, points, style) + (5.0 if angle.arcs > 1 else 0.0)
    spots = []
    for more in (0.0, 6.0, 13.0, 22.0, 32.0, 44.0, 58.0, 76.0):
        for lean in (0.5, 0.42, 0.58):
            turn = first + lean * (second - first)
            way = (math.cos(turn), math.sin(turn))
            distance = r + 5.0 + more + _reach(box, way)
            spots.append(moved(points[angle.vertex], (distance * way[0], distance * way[1])))
    return _Wish("value_label", ref_of(angle.given), box, tuple(spots), points[angle.vertex])


def _side_wish(stroke: Stroke, points: list[Point], style: FigureStyle, faces: Faces) -> _Wish:
    box = _set(stroke.label, faces, style.label_size)
    start, end = points[stroke.start], points[stroke.end]
    along = unit(start, end)
    centre = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    out = (along[1], -along[0])
    if (middle[0] - centre[0]) * out[0] + (middle[1] - centre[1]) * out[1] < 0:
        out = (-out[0], -out[1])
    spots = []
    for side in (1.0, -1.0):
        for t, more in ((0.5, 0.0), (0.5, 12.0), (0.5, 20.0), (0.42, 0.0), (0.58, 0.0), (0.34, 0.0), (0.66, 0.0)):
            foot = (start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]))
            wide, high = _half(box)
            distance = side * (wide * abs(out[0]) + high * abs(out[1]) + 7.0 + more + 3.0 * stroke.ticks)
            spots.append(moved(foot, (distance * out[0], distance * out[1])))
    return _Wish("value_label", ref_of(stroke.given), box, tuple(spots), middle)


def _letter_wish(place: int, figure: Figure, points: list[Point], style: FigureStyle, faces: Faces) -> _Wish:
    box = _set(f"`{figure.names[place]}`", faces, 1.06 * style.label_size)
    here = points[place]
    ways = []
    for stroke in figure.strokes:
        if place in (stroke.start, stroke.end):
            ways.append(unit(here, points[stroke.end if stroke.start == place else stroke.start]))
        elif _touches(here, points[stroke.start], points[stroke.end]):
            ways += [unit(here, points[stroke.start]), unit(here, points[stroke.end])]
    away = _freest(ways)
    spots = []
    for more in (0.0, 4.0, 9.0):
        for lean in (0.0, 0.35, -0.35, 0.7, -0.7, 1.1, -1.1):
            way = (math.cos(away + lean), math.sin(away + lean))
            distance = 6.0 + more + _reach(box, way)
            spots.append(moved(here, (distance * way[0], distance * way[1])))
    return _Wish("vertex", "", box, tuple(spots), here)


def _touches(point: Point, start: Point, end: Point) -> bool:
    return abs(math.dist(start, point) + math.dist(point, end) - math.dist(start, end)) < 1e-6


def _freest(ways: list[Point]) -> float:
    """The direction in the middle of the widest gap between the strokes at a point."""
    turns = sorted(math.atan2(y, x) for x, y in ways)
    gaps = [(after - before, before) for before, after in zip(turns, [*turns[1:], turns[0] + 2 * math.pi], strict=True)]
    gap, before = max(gaps)
    return before + gap / 2


def ref_of(given: int) -> str:
    return f"given/{given}" if given >= 0 else ""


def placed(wishes: list[_Wish], figure: Figure, points: list[Point], style: FigureStyle) -> list[Label]:
    labels: list[Label] = []
    taken: list[Box] = []
    for wish in wishes:
        wide, high = _half(wish.box)
        ink = ink_of(wish.box)
        for x, y in wish.spots:
            box = (x - wide, y - high, x + wide, y + high)
            if _free(box, taken, figure, points, style):
                break
        else:
            raise Reject("label_overlap", wish.box.text)
        taken.append(box)
        labels.append(Label(wish.role, wish.ref, wish.box, x - wide - ink[0], round(y - high - ink[1]), wish.anchor))
    return labels


def _free(box: Box, taken: list[Box], figure: Figure, points: list[Point], style: FigureStyle) -> bool:
    if any(box[0] < t[2] + 4 and t[0] < box[2] + 4 and box[1] < t[3] + 3 and t[1] < box[3] + 3 for t in taken):
        return False
    grown = (box[0] - 3.5, box[1] - 3.5, box[2] + 3.5, box[3] + 3.5)
    if any(_crosses(grown, points[s.start], points[s.end]) for s in figure.strokes):
        return False
    for angle in figure.angles:
        reach = radius(angle, points, style) + (6.0 if angle.arcs > 1 else 2.5)
        x, y = points[angle.vertex]
        near = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
        inside = math.dist((x, y), near) < reach
        if inside and _within(angle, points, near):
            return False
    return True


def _within(angle: Angle, points: list[Point], point: Point) -> bool:
    first, second = directions(angle, points)
    x, y = points[angle.vertex]
    turn = (math.atan2(point[1] - y, point[0] - x) - first) % (2 * math.pi)
    return turn <= second - first + 0.1 or turn >= 2 * math.pi - 0.1


def _crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a segment meets a box (clipping the segment to each pair of edges in turn)."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        if abs(step) < 1e-9:
            if not box[axis] <= start[axis] <= box[axis + 2]:
                return False
            continue
        near, far = sorted(((box[axis] - start[axis]) / step, (box[axis + 2] - start[axis]) / step))
        low, high = max(low, near), min(high, far)
    return low <= high
