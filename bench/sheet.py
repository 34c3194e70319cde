"""The picture of the README: a contact sheet of all domains, some with their regions drawn over them.

`python -m bench.sheet [OUT.webp]` draws it. Which pictures stand on it is chosen below by generator, language and
index, because a sheet is composed by eye; `SEED` fixes the rest.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from proofpress import overlay
from proofpress_core.content import Language
from proofpress_core.regions import UNIT

OUT = Path(__file__).resolve().parent.parent / "docs" / "images" / "overview.webp"
SEED = 3
LIMIT = 250_000
WIDTH, MARGIN, PAPER = 442, 20, (243, 241, 236)
"""Of a column and around pictures, in pixels; the colour between them."""
COLOURS = {
    "mark": (194, 24, 107), "cell": (208, 71, 47), "char": (11, 147, 168), "word": (31, 143, 77),
    "line": (217, 130, 0), "paragraph": (47, 111, 222), "heading": (47, 111, 222), "token": (31, 143, 77),
    "field_value": (138, 92, 214),
}  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """A picture of the sheet, and the roles that are outlined on it."""

    generator: str
    index: int
    language: Language
    roles: tuple[str, ...] = ()


COLUMNS = (
    (
        Tile("charts/bar", 4, "en", ("mark",)),
        Tile("tables/three_line", 3, "en"),
        Tile("scene_text/sign", 5, "zh", ("char",)),
    ),
    (
        Tile("documents/report", 1, "en", ("paragraph", "heading")),
        Tile("formulas/calculus", 2, "en", ("token",)),
        Tile("scene_text/line", 6, "en", ("char",)),
    ),
    (
        Tile("math_problems/triangle", 2, "en"),
        Tile("charts/sunburst", 4, "zh", ("mark",)),
        Tile("tables/banded", 5, "zh", ("cell",)),
    ),
)


def sheet() -> Image.Image:
    """The columns beside one another, each filled from top to bottom, and a soft shadow under every picture."""
    columns = [[drawn(tile) for tile in column] for column in COLUMNS]
    heights = [sum(picture.height for picture in column) for column in columns]
    tall = max(height + MARGIN * (len(column) + 1) for height, column in zip(heights, columns, strict=True))
    page = Image.new("RGB", (len(columns) * (WIDTH + MARGIN) + MARGIN, tall), PAPER)
    for number, (column, height) in enumerate(zip(columns, heights, strict=True)):
        gap = (tall - 2 * MARGIN - height) / (len(column) - 1)
        top = float(MARGIN)
        for picture in column:
            place = (MARGIN + number * (WIDTH + MARGIN), round(top))
            _shade(page, (*place, place[0] + picture.width, place[1] + picture.height))
            page.paste(picture, place)
            top += picture.height + gap
    return page


def drawn(tile: Tile) -> Image.Image:
    """The first page of a tile's sample as wide as a column, its regions outlined. It is drawn at twice that size and
    scaled down, so that outlines are smooth."""
    drawing, _ = overlay.show(tile.generator, tile.index, language=tile.language, seed=SEED)
    picture = Image.fromarray(drawing.pages[0])
    scale = 2 * WIDTH / picture.width
    large = picture.resize((2 * WIDTH, round(picture.height * scale)), Image.Resampling.LANCZOS)
    ink = ImageDraw.Draw(large, "RGBA")
    regions = drawing.scene.regions
    for row in regions.having(*tile.roles):
        region = regions[int(row)]
        if region.page == 0:
            colour = COLOURS[region.role]
            corners = _corners(region.points * (scale / UNIT), region.shape)
            ink.polygon(corners, fill=(*colour, 26), outline=(*colour, 255), width=3)
    return large.resize((WIDTH, large.height // 2), Image.Resampling.LANCZOS)


def _corners(points: Any, shape: str) -> list[tuple[float, float]]:
    """The corners of a shape; of a box those of one 2 px larger, so that its outline does not cover the ink."""
    places = [(float(x), float(y)) for x, y in points]
    if shape != "box":
        return places
    (x0, y0), (x1, y1) = places
    return [(x0 - 2, y0 - 2), (x1 + 2, y0 - 2), (x1 + 2, y1 + 2), (x0 - 2, y1 + 2)]


def _shade(page: Image.Image, box: tuple[int, int, int, int]) -> None:
    shadow = Image.new("L", page.size, 0)
    ImageDraw.Draw(shadow).rectangle((box[0], box[1] + 3, box[2], box[3] + 3), fill=70)
    page.paste((40, 36, 30), mask=shadow.filter(ImageFilter.GaussianBlur(7)))


def encoded(picture: Image.Image) -> bytes:
    """WebP, as good as the limit allows."""
    for quality in range(90, 40, -5):
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= LIMIT:
            return file.getvalue()
    raise ValueError(f"the sheet does not fit into {LIMIT} bytes")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(encoded(sheet()))
