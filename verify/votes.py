"""Compiled votes of pixels on the colour of a mark, its surroundings left out."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

SAME = 3
"""Channel levels within which two pixels have one colour; flat fills differ by none, antialiasing by more."""
_INWARD = 3.0
"""Pixels from an outline to where the colour inside of it is read, past its antialiased edge."""
_SAMPLE = 1024
"""Pixels of a large shape that vote, evenly over it."""
_HITTERS = 6
"""Colours that are followed while the most frequent one is sought: any with a seventh of the pixels is among them."""


@numba.njit(cache=True)
def cores(pixels: Any, points: Any, start: Any, is_box: Any, beside: Any) -> Any:
    """The colour (n, 3) that most pixels of each shape have, with `beside` that of a box's surroundings left out; -1
    where none has a sixth of the pixels. Shapes as in a region table: `points` from `start[i]` to `start[i + 1]`."""
    result = np.full((len(start) - 1, 3), -1, np.int64)
    for number in range(len(result)):
        outline = points[start[number] : start[number + 1]]
        window = _window(outline, pixels.shape[0], pixels.shape[1])
        ground = np.full(3, -1000, np.int64)
        if is_box[number] and beside:
            ground = _vote(pixels, outline, True, window, ground, True)[:3]  # noqa: FBT003
        core = _vote(pixels, outline, is_box[number], window, ground, False)  # noqa: FBT003
        if 6 * core[3] >= core[4] and core[3]:
            result[number] = core[:3]
    return result


@numba.njit(cache=True)
def _window(outline: Any, height: int, width: int) -> Any:
    """Left, top, right, bottom of the pixels that an outline meets."""
    x0, y0 = int(np.floor(outline[:, 0].min())), int(np.floor(outline[:, 1].min()))
    x1, y1 = int(np.ceil(outline[:, 0].max())), int(np.ceil(outline[:, 1].max()))
    return np.array([max(0, x0), max(0, y0), min(width, x1), min(height, y1)])


@numba.njit(cache=True)
def _vote(pixels: Any, outline: Any, is_box: bool, window: Any, ground: Any, outside: bool) -> Any:  # noqa: FBT001
    """Red, green, blue of the colour with most pixels in an outline (or in a ring of two pixels around its window), how
    many have it, and of how many: the heavy hitters of Misra and Gries (1982), then a count."""
    seen = _ring(pixels, window) if outside else _within(pixels, outline, is_box, window)
    held, votes, total = np.full(_HITTERS, -1, np.int64), np.zeros(_HITTERS, np.int64), 0
    for colour in seen:
        if not _alike(colour, ground):
            _count(colour, held, votes)
    votes[:] = 0
    for colour in seen:
        if not _alike(colour, ground):
            total += 1
            for place in range(_HITTERS):
                votes[place] += held[place] == colour
    best = int(np.argmax(votes))
    return np.array([held[best] >> 16, held[best] >> 8 & 255, held[best] & 255, votes[best], total])


@numba.njit(cache=True)
def _within(pixels: Any, outline: Any, is_box: bool, window: Any) -> Any:  # noqa: FBT001
    """Colours as numbers of at most about `_SAMPLE` pixels of a window that lie in an outline, evenly over it."""
    x0, y0, x1, y1 = window
    stride = max(1, int(np.sqrt((x1 - x0) * (y1 - y0) / _SAMPLE)))
    seen, count = np.zeros(max(0, ((x1 - x0) // stride + 1) * ((y1 - y0) // stride + 1)), np.int64), 0
    met = np.zeros(len(outline) + 1)
    for y in range(y0 + stride // 2, y1, stride):
        ends = 0 if is_box else _crossed(outline, y + 0.5, met)
        for x in range(x0 + stride // 2, x1, stride):
            if is_box or np.sum(met[:ends] > x + 0.5) % 2:
                seen[count] = _packed(pixels, x, y)
                count += 1
    return seen[:count]


@numba.njit(cache=True)
def _crossed(outline: Any, y: float, met: Any) -> int:
    """Where a level line crosses an outline, written to `met`; how often."""
    count = 0
    for place in range(len(outline)):
        ax, ay = outline[place]
        bx, by = outline[place - 1]
        if (ay > y) != (by > y):
            met[count] = (bx - ax) * (y - ay) / (by - ay) + ax
            count += 1
    return count


@numba.njit(cache=True)
def _ring(pixels: Any, window: Any) -> Any:
    """Colours as numbers of the pixels in a ring of two pixels around a window."""
    x0, y0 = max(0, window[0] - 2), max(0, window[1] - 2)
    x1, y1 = min(pixels.shape[1], window[2] + 2), min(pixels.shape[0], window[3] + 2)
    seen, count = np.zeros(4 * (x1 - x0 + y1 - y0) + 16, np.int64), 0
    for y in range(y0, y1):
        level = window[1] <= y < window[3]
        for x in range(x0, x1):
            if level and x == window[0]:
                break
            seen[count] = _packed(pixels, x, y)
            count += 1
        for x in range(window[2] if level else x1, x1):
            seen[count] = _packed(pixels, x, y)
            count += 1
    return seen[:count]


@numba.njit(cache=True)
def _packed(pixels: Any, x: int, y: int) -> int:
    return int(np.int64(pixels[y, x, 0]) << 16 | np.int64(pixels[y, x, 1]) << 8 | np.int64(pixels[y, x, 2]))


@numba.njit(cache=True)
def _alike(colour: int, ground: Any) -> bool:
    """Whether a colour as a number is that of the ground."""
    return bool(
        abs((colour >> 16) - ground[0]) <= SAME
        and abs((colour >> 8 & 255) - ground[1]) <= SAME
        and abs((colour & 255) - ground[2]) <= SAME
    )


@numba.njit(cache=True)
def _count(colour: int, held: Any, votes: Any) -> None:
    """Give a vote to a colour; a new one takes a free place or takes a vote of each."""
    for place in range(_HITTERS):
        if held[place] == colour:
            votes[place] += 1
            return
    for place in range(_HITTERS):
        if votes[place] == 0:
            votes[place] = 1
            held[place] = colour
            return
    votes -= 1


@numba.njit(cache=True)
def _inside(outline: Any, x: float, y: float) -> bool:
    """Whether a point lies in a closed outline, by the even-odd rule."""
    odd = False
    for place in range(len(outline)):
        ax, ay = outline[place]
        bx, by = outline[place - 1]
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


@numba.njit(cache=True)
def apart(pixel: Any, colour: Any) -> Any:
    """Largest difference of a channel."""
    return max(abs(int(pixel[0]) - colour[0]), abs(int(pixel[1]) - colour[1]), abs(int(pixel[2]) - colour[2]))


@numba.njit(cache=True)
def inward(pixels: Any, points: Any, start: Any, anchor: Any, along: int) -> Any:
    """(n, 4): the colour just inside of each outline at its anchor (n, 2), and whether the inside is after the anchor
    (1) or before it (-1) along x (0) or y (1); 0 where both sides are, or none is. Outlines as in `cores`."""
    result = np.zeros((len(anchor), 4), np.int64)
    for number in range(len(anchor)):
        outline = points[start[number] : start[number + 1]]
        for aside in (0.0, -1.5, 1.5):
            place = anchor[number].copy()
            place[1 - along] += aside
            after, before = place.copy(), place.copy()
            after[along] += _INWARD
            before[along] -= _INWARD
            is_after, is_before = _inside(outline, after[0], after[1]), _inside(outline, before[0], before[1])
            at = after if is_after else before
            x, y = int(at[0]), int(at[1])
            if not (1 <= x < pixels.shape[1] - 1 and 1 <= y < pixels.shape[0] - 1):
                continue
            other = pixels[int(before[1]), int(before[0])]
            folded = is_after and is_before and apart(other, pixels[y, x]) > SAME
            if is_after != is_before or folded:
                for c in range(3):
                    result[number, c] = pixels[y, x, c]
                result[number, 3] = 1 if is_after else -1
                break
    return result
