"""What the gallery shows of one sample: small pictures, and its labels packed tight."""

from __future__ import annotations

import base64
import gzip
import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from proofpress.stored import Stored
from proofpress_core import jsonio

THUMBNAIL, MIDDLE = (360, 240), (1100, 1100)
"""Greatest width and height of the pictures, in pixels."""
_SHOWN = ("page", "role", "shape", "start", "points", "text", "ref", "refs")
"""Columns of the region table that the page reads."""


def card(stored: Stored) -> dict[str, Any]:
    """A sample as the page's script reads it: `labels` is gzipped JSON in base64, pictures are data URLs."""
    flat = stored.flat
    pages = [_opened(data) for data in stored.pictures.values()]
    return {
        **{name: flat[name] for name in ("id", "domain", "generator", "version", "split", "language", "pages")},
        "thumbnail": _picture(pages[0], THUMBNAIL, 72), "pictures": [_picture(page, MIDDLE, 80) for page in pages],
        "labels": _packed(_labels(stored.record)),
    }  # fmt: skip


def _labels(record: Mapping[str, Any]) -> dict[str, Any]:
    scene = record["scene"]
    return {
        "sizes": [[page["width"], page["height"]] for page in scene["pages"]],
        "texts": [page["text"] for page in scene["pages"]],
        "regions": {name: scene["regions"][name] for name in _SHOWN},
        "questions": record["questions"], "verdicts": record["verdicts"], "provenance": record["provenance"],
    }  # fmt: skip


def _opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")


def _picture(page: Image.Image, most: tuple[int, int], quality: int) -> str:
    """The page as WebP, no larger than `most` and never enlarged."""
    small = page.copy()
    small.thumbnail(most, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "WEBP", quality=quality, method=4)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()


def _packed(value: Mapping[str, Any]) -> str:
    return base64.b64encode(gzip.compress(jsonio.dumps(value), 9, mtime=0)).decode()
