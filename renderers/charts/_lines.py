"""What the kinds with lines share: data whose lines keep apart, paths through marked points, names at line ends.

Coordinates are image pixels, y down. The smooth path is the monotone cubic of Fritsch and Carlson (SIAM J. Numer. Anal.
17, 1980): it passes through all points and rises and falls only where they do.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from proofpress_core.content import Language
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw
from renderers._backends.display import Point
from renderers.charts._cartesian import Plot
from renderers.charts._frame import Frame
from renderers.charts._look import Look
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark
from templates.series import Extent, TableFacts, sample_table
from templates.themes import mixed

MARKERS = ("circle", "square", "diamond", "triangle")
_PIECES = 14
"""Chords of a smooth path between two points."""


@dataclass(frozen=True, slots=True)
class Stitch:
    """How the points of a series are shown: marker and its size in pixels, and the colours of line and markers."""

    marker: str
    dot: float
    colour: str
    fill: str
    width: float
    dash: tuple[float, ...] = ()


def stitch(look: Look, k: int, marker: str, dot: float, dash: tuple[float, ...] = ()) -> Stitch:
    """The look of series k: its markers are a shade lighter than its line, so that both can be told apart."""
    colour = look.colour(k).code
    return Stitch(marker, dot, colour, mixed(colour, look.style.panel, 0.1), look.style.line_width, dash)


def facts_apart(
    draw: Draw, language: Language, extent: Extent, *, least: float = 0.045, crossing: bool = True
) -> TableFacts:  # fmt: skip
    """Facts whose series stand at least `least` of the range apart over every category (and never cross, unless
    `crossing`); a single series if ten draws find none."""
    for _ in range(10):
        facts = sample_table(draw, language, extent)
        values = np.array(facts.values, dtype=np.float64)
        order = np.argsort(values, axis=0)
        apart = np.diff(np.sort(values, axis=0), axis=0)
        if len(values) == 1 or (apart.min() > least * np.ptp(values) and (crossing or np.all(order == order[:, :1]))):
            return facts
    return sample_table(draw, language, replace(extent, series=(1, 1)))


def axis_labels(draw: Draw, facts: TableFacts, look: Look, language: Language) -> list[tuple[str, str]]:
    """Axis labels and a legend title, as (ref, text)."""
    title = facts.series.label if facts.series is not None and look.titled else ""
    return [("axis/x/label", facts.categories.label if draw.chance(0.45) else ""),
            ("axis/y/label", facts.measure_label(language)), ("legend/title", title)]  # fmt: skip


def edge_scale(frame: Frame, names: Sequence[str]) -> Scale:
    """Categories from edge to edge of the plot, as areas want them; takes the room that the last label needs."""
    frame.area.right -= 0.5 * frame.look.width_of(names[-1], frame.look.size)
    return replace(category_scale(names), low=Decimal(0), high=Decimal(len(names) - 1))


def sew(plot: Plot, style: Stitch, k: int, rows: Sequence[int], places: Sequence[Point],
        path: Sequence[Point] = ()) -> list[Mark]:  # fmt: skip
    """Paint the markers of a series, and over them its line (along `path`, else straight) under the name `series/k`."""
    path = path or places
    for row, place in zip(rows, places, strict=True):
        plot.frame.marker(style.marker, place, style.dot, style.fill, f"row/{row}")
    plot.frame.stroke(path, style.colour, style.width, f"series/{k}", dash=style.dash)
    line = Mark(f"series/{k}", f"series/{k}", places[0], points=np.array(path), role="series_line", shape="polyline")
    return [line, *(Mark(f"row/{row}", f"row/{row}", place) for row, place in zip(rows, places, strict=True))]


def print_values(plot: Plot, rows: Sequence[int], values: Sequence[Decimal], dot: float) -> None:
    """Print the values of a series above its points: beside the line where it passes on, below where it turns up."""
    look, size = plot.frame.look, 0.92 * plot.frame.look.size
    for j, (row, value) in enumerate(zip(rows, values, strict=True)):
        near = [*values[max(0, j - 1) : j], *values[j + 1 : j + 2]]
        x, y = plot.place(j, value)
        if len(near) == 2 and min(near) < value < max(near):
            x += (0.5 if near[0] > value else -0.5) * (look.width_of(look.number(value), size) + 0.2 * size)
        y += dot / 2 + 1.15 * size if all(v > value for v in near) else -dot / 2 - 0.45 * size
        if y > plot.box[3] - 2 and plot.box[3] > plot.place(j, plot.y.low)[1] - 1:
            raise Reject("no_room_for_value", look.number(value))
        plot.frame.text(f"row/{row}/label", look.number(value), x, y, size=size, colour=look.style.ink, align="centre")


def room_to_print(facts: TableFacts, look: Look) -> bool:
    """Whether one value fits over each category."""
    widest = max(look.width_of(look.number(value), 0.92 * look.size) for row in facts.values for value in row)
    return 0.8 * look.width / len(facts.categories.items) > widest + 0.7 * look.size


def name_room(look: Look, names: Sequence[str]) -> float:
    """Room in pixels that names at the right ends of lines need."""
    return max(look.width_of(name, look.size, "bold") for name in names) + 0.9 * look.size


def name_ends(plot: Plot, names: Sequence[str], ends: Sequence[Point], colours: Sequence[str]) -> None:
    """Write the names of the series right of the ends of their lines (right of the plot where a spine closes it),
    pushed apart where they would touch."""
    look, size = plot.frame.look, plot.frame.look.size
    heights = dodged([y for _, y in ends], 1.3 * size)
    for k, (name, (x, _), y) in enumerate(zip(names, ends, heights, strict=True)):
        x = max(x + 0.75 * size, plot.box[2] + 0.5 * size if "right" in look.style.spines else 0.0)
        plot.frame.text(f"legend/{k}", name, x, y + 0.36 * size, size=size, weight="bold",
                        colour=mixed(colours[k], look.style.ink, 0.3))  # fmt: skip


def dodged(heights: Sequence[float], gap: float) -> list[float]:
    """Heights moved as little as needed to stand `gap` apart. Reject (`no_room_for_name`) if one moves over a gap."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    groups: list[tuple[float, list[int]]] = []
    for place in order:
        groups.append((heights[place], [place]))
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (len(groups[-1][1]) + len(groups[-2][1])) / 2:
            merged = groups[-2][1] + groups[-1][1]
            shifts = [heights[p] - gap * n for n, p in enumerate(merged)]
            groups[-2:] = [(sum(shifts) / len(shifts) + gap * (len(merged) - 1) / 2, merged)]
    moved = list(heights)
    for centre, members in groups:
        for n, place in enumerate(members):
            moved[place] = centre + gap * (n - (len(members) - 1) / 2)
    if max(abs(new - old) for new, old in zip(moved, heights, strict=True)) > gap:
        raise Reject("no_room_for_name", f"{len(heights)} names")
    return moved


def stepped(places: Sequence[Point], reach: float, *, centred: bool) -> list[Point]:
    """A path that is level at each point: half a slot to both sides if `centred`, else from the point to the next one
    (and half a slot beyond the last). `reach` is half a slot in pixels."""
    path: list[Point] = []
    for x, y in places:
        path += [(x - reach, y), (x + reach, y)] if centred else [(x, y), (x + 2 * reach, y)]
    if not centred:
        path[-1] = (places[-1][0] + reach, places[-1][1])
    return path


def smooth(places: Sequence[Point]) -> list[Point]:
    """The monotone cubic through points in rising order of x."""
    xs = np.array([x for x, _ in places])
    curve = monotone(xs, np.array([y for _, y in places]))
    along = np.unique(np.concatenate([np.linspace(a, b, _PIECES + 1) for a, b in itertools.pairwise(xs.tolist())]))
    return list(zip(along.tolist(), curve(along).tolist(), strict=True))


def monotone(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """The monotone cubic interpolant of points with rising xs; level beyond both ends."""
    widths, slopes = np.diff(xs), np.diff(ys) / np.diff(xs)
    tangents = np.concatenate([slopes[:1], slopes])
    turning = slopes[:-1] * slopes[1:] <= 0
    tangents[1:-1] = np.where(turning, 0.0, (slopes[:-1] + slopes[1:]) / 2)
    for j, slope in enumerate(slopes.tolist()):
        a, b = (tangents[j] / slope, tangents[j + 1] / slope) if slope else (0.0, 0.0)
        longest = 3.0 / max(3.0, math.hypot(a, b))
        tangents[j : j + 2] = slope * longest * np.array([a, b]) if slope else 0.0

    def curve(at: NDArray[np.float64]) -> NDArray[np.float64]:
        j = np.clip(np.searchsorted(xs, at, side="right") - 1, 0, len(widths) - 1)
        t = np.clip((at - xs[j]) / widths[j], 0.0, 1.0)
        rise = ys[j] * (1 + 2 * t) * (1 - t) ** 2 + ys[j + 1] * t * t * (3 - 2 * t)
        return np.asarray(rise + widths[j] * (tangents[j] * t * (1 - t) ** 2 - tangents[j + 1] * t * t * (1 - t)))

    return curve
