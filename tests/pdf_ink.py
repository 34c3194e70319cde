"""PDF pages as pixels and characters, by pypdfium2: an eye on typst's ink that shares nothing with the renderers. Pages
count from 0; boxes are pixels of the page at a resolution, origin at the top left corner, y down."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PdfChar:
    """A drawn character: its text (one code point), its ink box in pixels and the fill colour (r, g, b)."""

    text: str
    box: Box
    fill: tuple[int, int, int]


def raster(data: bytes, page: int, dpi: float) -> np.ndarray:
    """A page painted as RGB, of ceil(points * dpi / 72) pixels each way."""
    with _opened(data) as document:
        bitmap = document[page].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        pixels = bitmap.to_numpy()[:, :, :3]
        return np.ascontiguousarray(pixels, dtype=np.uint8)


def chars(data: bytes, page: int, dpi: float) -> Iterator[PdfChar]:
    """Inked characters of a page in the order of the file. A character beyond the basic plane, which pdfium gives as
    two surrogates with one box, comes once. Right-to-left text comes in the order in which it is painted."""
    with _opened(data) as document:
        opened = document[page]
        text = opened.get_textpage()
        scale, height = dpi / POINTS_PER_INCH, opened.get_height()
        found = [_char(text.raw, place, height, scale) for place in range(text.count_chars())]
    high = ""
    for char in found:
        if char is None:
            continue
        if _is_high_surrogate(char.text):
            high = char.text
            continue
        joined = (high + char.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        high = ""
        yield PdfChar(joined, char.box, char.fill)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = pdfium.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _char(text: Any, place: int, height: float, scale: float) -> PdfChar | None:
    """The character at a place of pdfium's text page; None for blanks and for what pdfium made up (line ends)."""
    code = raw.FPDFText_GetUnicode(text, place)
    edges = [ctypes.c_double() for _ in range(4)]
    found = raw.FPDFText_GetCharBox(text, place, *(ctypes.byref(edge) for edge in edges))
    left, right, bottom, top = (edge.value for edge in edges)
    if not found or raw.FPDFText_IsGenerated(text, place) == 1 or right <= left or top <= bottom:
        return None
    box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
    return PdfChar(chr(code), box, _fill(text, place))


def _fill(text: Any, place: int) -> tuple[int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, place, *(ctypes.byref(part) for part in parts))
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def _is_high_surrogate(text: str) -> bool:
    return 0xD800 <= ord(text[-1]) < 0xDC00
