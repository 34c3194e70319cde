"""Marks of invented companies, drawn from simple shapes in one colour and its tint."""

from __future__ import annotations

from collections.abc import Callable

from renderers._backends.report_page import PdfPages
from renderers._backends.typesetting import Colour

Mark = Callable[[PdfPages, float, float, float, Colour, Colour], None]
"""Draws a mark into the square of a size with a given left top corner, in a main and a second colour."""


def bars(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """Three rising columns."""
    for number, height in enumerate((0.45, 0.72, 1.0)):
        left = x + number * size * 0.36
        pages.fill((left, y + size * (1 - height), left + size * 0.27, y + size), main if number != 1 else second)


def disc(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """Two overlapping discs."""
    pages.disc((x + size * 0.36, y + size / 2), size * 0.36, main)
    pages.disc((x + size * 0.74, y + size / 2), size * 0.26, second)


def diamond(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """A square on its corner with a smaller one inside."""
    for share, colour in ((0.5, main), (0.24, second)):
        reach, cx, cy = share * size, x + size / 2, y + size / 2
        pages.polygon([(cx - reach, cy), (cx, cy - reach), (cx + reach, cy), (cx, cy + reach)], colour)


def steps(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """Four squares, one of them lighter."""
    half = size * 0.46
    for column in (0, 1):
        for row in (0, 1):
            left, top = x + column * (size - half), y + row * (size - half)
            pages.fill((left, top, left + half, top + half), second if (column, row) == (1, 0) else main, radius=1.6)


def leaf(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """Two triangles that make an opened leaf."""
    pages.polygon([(x, y + size), (x, y + size * 0.2), (x + size * 0.48, y + size)], second)
    pages.polygon([(x + size * 0.1, y), (x + size, y + size * 0.3), (x + size * 0.6, y + size)], main)


def rings(pages: PdfPages, x: float, y: float, size: float, main: Colour, second: Colour) -> None:
    """Two linked rings."""
    pages.ring((x + size * 0.34, y + size / 2), size * 0.28, size * 0.1, main)
    pages.ring((x + size * 0.7, y + size / 2), size * 0.28, size * 0.1, second)


MARKS: dict[str, Mark] = {
    "bars": bars, "disc": disc, "diamond": diamond, "steps": steps, "leaf": leaf, "rings": rings,
}  # fmt: skip
