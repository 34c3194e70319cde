"""Pixels from PNG bytes, with every check made before memory is spent.

RGB of 8 bits a channel, not interlaced, is what a press writes, and is decoded here: inflated, and the filters of
its rows undone (PNG, third edition, section 9). All else is left to OpenCV, which takes five times as long.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

import cv2
import numba
import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from verify.errors import VerifyError

PIXEL_LIMIT = 64 * 10**6
"""Pixels of a page: an A3 page at 300 dpi has 17 million."""
_BadStream: type[Exception] = vars(isal_zlib)["error"]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PLAIN_RGB = bytes((8, 2, 0, 0, 0))
"""Bit depth, colour type, compression, filter method and interlacing of the pictures that are decoded here."""


def png_pixels(data: bytes, name: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    """RGB pixels (height, width, 3) of a PNG that must have `size` (width, height). VerifyError naming `name` for
    anything else; checksums are tested first, because decoders go on with half a picture after a flipped byte."""
    width, height = _size(data, name)
    if (width, height) != size:
        raise VerifyError(name, f"is {width} x {height} pixels, the record says {size[0]} x {size[1]}")
    if width * height > PIXEL_LIMIT:
        raise VerifyError(name, f"has {width * height} pixels, at most {PIXEL_LIMIT} are decoded")
    packed = _image_data(data, name)
    if data[24:29] == _PLAIN_RGB:
        return _plain_pixels(packed, name, height, width)
    decoded = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR)
    if decoded is None or decoded.shape != (height, width, 3):
        raise VerifyError(name, "cannot be decoded")
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _plain_pixels(packed: bytes, name: str, height: int, width: int) -> NDArray[np.uint8]:
    """Pixels of packed rows, each a filter's number and then its bytes. Inflates no more than the size asks for."""
    wanted = height * (1 + 3 * width)
    inflater = isal_zlib.decompressobj()
    try:
        rows = inflater.decompress(packed, wanted + 1)
    except _BadStream as error:
        raise VerifyError(name, f"cannot be decoded: {error}") from error
    if len(rows) != wanted or not inflater.eof or inflater.unused_data:
        raise VerifyError(name, "cannot be decoded: its data are no whole picture")
    pixels = np.empty((height, 3 * width), dtype=np.uint8)
    if not _unfilter(np.frombuffer(rows, dtype=np.uint8).reshape(height, -1), pixels):
        raise VerifyError(name, "cannot be decoded: a row has no known filter")
    return pixels.reshape(height, width, 3)


def _size(data: bytes, name: str) -> tuple[int, int]:
    if len(data) < 33 or data[:8] != _SIGNATURE or data[12:16] != b"IHDR":
        raise VerifyError(name, "is not a PNG")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _image_data(data: bytes, name: str) -> bytes:
    """What the IDAT chunks hold, after testing every chunk's checksum."""
    parts = []
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
        if kind == b"IDAT":
            parts.append(data[place + 8 : stop])
        place = stop + 4
    return b"".join(parts)


@numba.njit(cache=True)
def _unfilter(rows: Any, pixels: Any) -> bool:
    """Undo the filters of a PNG's rows of 3 bytes a pixel: `rows` are (height, 1 + n) with a filter's number first,
    `pixels` (height, n) takes the result. False where there is no such filter."""
    height, count = pixels.shape
    above = np.zeros(count, np.uint8)
    for y in range(height):
        kind, row, out = rows[y, 0], rows[y, 1:], pixels[y]
        if kind == 0:
            out[:] = row
        elif kind == 2:
            for x in range(count):
                out[x] = row[x] + above[x]
        elif kind > 4:
            return False
        else:
            _unfilter_row(kind, row, above, out)
        above = out
    return True


@numba.njit(cache=True)
def _unfilter_row(kind: int, row: Any, above: Any, out: Any) -> None:
    """Sub (1), Average (3) and Paeth (4), which look to the left."""
    for x in range(len(out)):
        left, corner = (int(out[x - 3]), int(above[x - 3])) if x >= 3 else (0, 0)
        up = int(above[x])
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        else:
            guess = _paeth(left, up, corner)
        out[x] = (int(row[x]) + guess) & 255


@numba.njit(cache=True)
def _paeth(left: int, up: int, corner: int) -> int:
    """The neighbour that is nearest to left + up - corner (Paeth 1991)."""
    guess = left + up - corner
    far_left, far_up, far_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if far_left <= far_up and far_left <= far_corner:
        return left
    return up if far_up <= far_corner else corner
