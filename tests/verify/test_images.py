"""Pictures are decoded as another decoder would, and damaged ones are refused by name."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpress import png
from verify.errors import VerifyError
from verify.images import png_pixels

ROWS = bytes(52)
"""A black picture of 4 x 4 pixels: a filter's number and 12 bytes a row."""


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def picture(packed: bytes, width: int = 4, height: int = 4) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_every_filter_is_undone_as_opencv_undoes_it(width: int, height: int, data: st.DataObject) -> None:
    size = 3 * width
    rows = b"".join(
        bytes([data.draw(st.integers(0, 4))]) + data.draw(st.binary(min_size=size, max_size=size))
        for _ in range(height)
    )
    file = picture(zlib.compress(rows), width, height)
    theirs = cv2.imdecode(np.frombuffer(file, dtype=np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert np.array_equal(png_pixels(file, "p", (width, height)), theirs)


def test_what_the_press_writes_and_what_it_does_not_are_both_read() -> None:
    page = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    grey = cv2.imencode(".png", page[:, :, 0])[1].tobytes()
    assert np.array_equal(png_pixels(png.encode(page), "p", (7, 5)), page)
    assert np.array_equal(png_pixels(grey, "p", (7, 5)), np.repeat(page[:, :, :1], 3, axis=2))


@pytest.mark.parametrize(
    "packed",
    [
        zlib.compress(ROWS[:-1]), zlib.compress(ROWS + b"\0"), zlib.compress(bytes(10**6)), zlib.compress(ROWS)[:-4],
        zlib.compress(ROWS)[:-4] + b"\0\0\0\0", zlib.compress(ROWS) + b"more", zlib.compress(b"\5" * 52), b"", b"none",
    ],
)  # fmt: skip
def test_data_that_are_not_one_whole_picture_are_refused(packed: bytes) -> None:
    assert png_pixels(picture(zlib.compress(ROWS)), "p", (4, 4)).max() == 0
    with pytest.raises(VerifyError, match=r"p.*cannot be decoded"):
        png_pixels(picture(packed), "p", (4, 4))
