"""Pages that reportlab writes as PDF and pypdfium2 rasters, with the truth of every letter from the same call.

Lengths are points, the origin is the page's top left corner, y down. All text goes through `PdfPages.text`, which
writes the letters into the content stream at the very places that it returns as clusters.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from proofpress_core.scene_builder import Box, Cluster
from renderers._backends.typesetting import Atom, Colour, Letter, SetLine
from renderers.base import Canvas, Pixels
from templates.fonts import Font

OVERSAMPLING = 2
"""The PDF is rastered at twice the size and averaged: pdfium sets glyphs on whole pixels only."""
_SLACK = 0.2
"""Pixels by which ink may exceed its outline, because the rasteriser fits stems to its grid."""
_NUDGE = 0.25
"""Part of a raster pixel added to pen places, so that neither rounding nor truncation moves them."""


class PdfPages:
    """A PDF of pages of one size; `scale` is pixels per point, and the page is a whole number of pixels."""

    def __init__(self, width: int, height: int, scale: float, canvas: Canvas) -> None:
        self.width, self.height = width / scale, height / scale
        self.size = (width, height)
        self.scale = scale
        self.canvas = canvas
        self.count = 1
        self._fonts: dict[str, None] = {}
        self._codes: dict[Font, dict[str, tuple[str, str]]] = {}
        self._file = io.BytesIO()
        self._pdf = PdfCanvas(self._file, pagesize=(self.width, self.height), invariant=1, pageCompression=0)

    def new_page(self) -> None:
        """Go on to the next page."""
        self._pdf.showPage()
        self.count += 1

    def text(self, line: SetLine, x: float, baseline: float, paint: str) -> list[Cluster]:
        """Write a line with its pen starting at (x, baseline); letter k is painted under `paint#k`. Returns the
        clusters in pixels, with a blank cluster where a space stands."""
        clusters: list[Cluster] = []
        for number, (item, place) in enumerate(zip(line.atoms, line.places, strict=True)):
            if item.space and number:
                clusters.append(Cluster(" ", None, f"{paint}#{len(clusters)}"))
            clusters += self._write(item, x + place, baseline, paint, len(clusters))
        return clusters

    def fill(self, box: Box, colour: Colour, paint: str = "", radius: float = 0.0) -> None:
        """Fill a box, with rounded corners if `radius` is positive."""
        if paint and not self.canvas.paints(paint):
            return
        left, top, right, bottom = box
        self._pdf.setFillColorRGB(*_unit(colour))
        place = (left, self.height - bottom, right - left, bottom - top)
        if radius:
            self._pdf.roundRect(*place, radius, stroke=0, fill=1)
        else:
            self._pdf.rect(*place, stroke=0, fill=1)

    def polygon(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """Fill a polygon."""
        path = self._pdf.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self._pdf.setFillColorRGB(*_unit(colour))
        self._pdf.drawPath(path, stroke=0, fill=1)

    def disc(self, centre: tuple[float, float], radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self._pdf.setFillColorRGB(*_unit(colour))
        self._pdf.circle(centre[0], self.height - centre[1], radius, stroke=0, fill=1)

    def ring(self, centre: tuple[float, float], radius: float, width: float, colour: Colour) -> None:
        """Stroke a circle."""
        self._pdf.setStrokeColorRGB(*_unit(colour))
        self._pdf.setLineWidth(width)
        self._pdf.circle(centre[0], self.height - centre[1], radius, stroke=1, fill=0)

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float) -> None:
        """Draw a straight rule."""
        self._pdf.setStrokeColorRGB(*_unit(colour))
        self._pdf.setLineWidth(width)
        self._pdf.line(start[0], self.height - start[1], end[0], self.height - end[1])

    def box(self, box: Box) -> Box:
        """A box in points as pixels, cut to the page."""
        left, top, right, bottom = (value * self.scale for value in box)
        return max(left, 0.0), max(top, 0.0), min(right, float(self.size[0])), min(bottom, float(self.size[1]))

    def finish(self) -> bytes:
        """End the last page and return the PDF; the same pages always give the same bytes."""
        self._pdf.showPage()
        self._pdf.save()
        return self._file.getvalue()

    @property
    def fonts(self) -> tuple[str, ...]:
        """Names of the font files that were used, in order of first use."""
        return tuple(self._fonts)

    def _write(self, item: Atom, x: float, baseline: float, paint: str, first: int) -> list[Cluster]:
        step = self.scale * OVERSAMPLING
        y = round(baseline * step) / step
        pens = [round((x + letter.x) * step) / step for letter in item.letters]
        names = [f"{paint}#{first + number}" for number in range(len(pens))]
        by_font: dict[Font, list[tuple[Letter, float]]] = {}
        for letter, pen, name in zip(item.letters, pens, names, strict=True):
            if letter.ink is not None and self.canvas.paints(name):
                by_font.setdefault(letter.font, []).append((letter, pen))
        for font, shown in by_font.items():
            self._show(shown, font, item, y)
        return [
            Cluster(letter.text, self._ink(letter, pen, y), name)
            for letter, pen, name in zip(item.letters, pens, names, strict=True)
        ]

    def _show(self, shown: list[tuple[Letter, float]], font: Font, item: Atom, y: float) -> None:
        """Write letters of one font as a text object that sets its pen for each letter: no viewer's rounding of the
        advance widths can then add up, and a letter left out moves no other."""
        codes = self._codes.setdefault(font, {})
        size = item.style.size
        nudge = _NUDGE / (self.scale * OVERSAMPLING)
        self._fonts[font.path.name] = None
        internal, parts = "", []
        foot = self.height - y + item.style.rise
        for letter, place in shown:
            name, code = codes.get(letter.text) or codes.setdefault(letter.text, self._encoded(letter.text, font))
            if name != internal:
                parts.append(f"{name} {size:.4f} Tf")
                internal = name
            parts.append(f"1 0 0 1 {place + nudge:.4f} {foot:.4f} Tm ({code}) Tj")
        self._pdf._code.append(f"BT {_paint(item)} {' '.join(parts)} ET")

    def _encoded(self, text: str, font: Font) -> tuple[str, str]:
        """The name of the font's subset that holds a character, and the escaped code of the character in it."""
        face = _face(font)
        ((subset, code),) = face.splitString(text, self._pdf._doc)
        return face.getSubsetInternalName(subset, self._pdf._doc), self._pdf._escape(code)

    def _ink(self, letter: Letter, pen: float, y: float) -> Box | None:
        if letter.ink is None:
            return None
        left, top, right, bottom = letter.ink
        x = pen - letter.x
        scale = self.scale
        return (
            (left + x) * scale - _SLACK, (top + y) * scale - _SLACK,
            (right + x) * scale + _SLACK, (bottom + y) * scale + _SLACK,
        )  # fmt: skip


def raster(pdf: bytes, size: tuple[int, int]) -> tuple[Pixels, ...]:
    """The pages of a PDF as RGB of `size` (width, height) pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_raster_page(document[number], size) for number in range(len(document))]
    finally:
        document.close()
    return tuple(pages)


def _raster_page(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Pixels:
    bitmap = page.render(scale=size[0] * OVERSAMPLING / page.get_width(), rev_byteorder=True)
    large = bitmap.to_numpy()[: size[1] * OVERSAMPLING, : size[0] * OVERSAMPLING, :3]
    return np.ascontiguousarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA))


def _paint(item: Atom) -> str:
    """Operators of the letters' colour and, for a made bold, of the stroke around them."""
    colour = " ".join(f"{part:.4f}" for part in _unit(item.style.colour))
    if not item.style.embolden:
        return f"0 Tr {colour} rg"
    return f"2 Tr {item.style.embolden:.4f} w 1 j {colour} rg {colour} RG"


def _unit(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


@functools.lru_cache(maxsize=64)
def _face(font: Font) -> TTFont:
    """reportlab's font; its state is kept per document, so one object serves them all."""
    return TTFont(f"{font.family}-{font.weight}", str(font.path), subfontIndex=font.face)
