"""Pixels from PNG bytes, with every check made before memory is spent."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.errors import VerifyError

PIXEL_LIMIT = 64 * 10**6
"""Pixels of a page: an A3 page at 300 dpi has 17 million."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_pixels(data: bytes, name: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    """RGB pixels (height, width, 3) of a PNG that must have `size` (width, height). VerifyError naming `name` for
    anything else; checksums are tested first, because decoders go on with half a picture after a flipped byte."""
    width, height = _size(data, name)
    if (width, height) != size:
        raise VerifyError(name, f"is {width} x {height} pixels, the record says {size[0]} x {size[1]}")
    if width * height > PIXEL_LIMIT:
        raise VerifyError(name, f"has {width * height} pixels, at most {PIXEL_LIMIT} are decoded")
    _check_chunks(data, name)
    decoded = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR)
    if decoded is None or decoded.shape != (height, width, 3):
        raise VerifyError(name, "cannot be decoded")
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _size(data: bytes, name: str) -> tuple[int, int]:
    if len(data) < 33 or data[:8] != _SIGNATURE or data[12:16] != b"IHDR":
        raise VerifyError(name, "is not a PNG")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _check_chunks(data: bytes, name: str) -> None:
    place = 8
    kind = b""
    while kind != b"IEND":
        if place + 12 > len(data):
            raise VerifyError(name, "ends early")
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind = data[place + 4 : place + 8]
        stop = place + 8 + length
        if stop + 4 > len(data):
            raise VerifyError(name, "ends early")
        if zlib.crc32(data[place + 4 : stop]) != struct.unpack(">I", data[stop : stop + 4])[0]:
            raise VerifyError(name, f"chunk {kind!r} at byte {place} is damaged")
        place = stop + 4
