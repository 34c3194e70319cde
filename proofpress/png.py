"""PNG files, fast and always the same: the UP filter in numpy and one deflate call. No metadata, no clock."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UP = 2
_RGB = 2


def encode(pixels: NDArray[np.uint8]) -> bytes:
    """A page (height, width, 3) RGB uint8 as a PNG file. ValueError for any other shape or type."""
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or pixels.size == 0:
        raise ValueError(f"a page is (height, width, 3) uint8, got {pixels.shape} {pixels.dtype}")
    height, width, _ = pixels.shape
    rows = np.ascontiguousarray(pixels).reshape(height, width * 3)
    filtered = np.empty((height, width * 3 + 1), dtype=np.uint8)
    filtered[:, 0] = _UP
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    header = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    body: Any = isal_zlib.compress(filtered, 1)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
