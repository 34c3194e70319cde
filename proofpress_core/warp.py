"""Where points go when a picture is bent: the contract of every geometric effect.

A `Warp` maps points of the drawn page to points of the page that ships, both in image coordinates (pixels, origin at
the top left corner of the top left pixel, x right, y down). A chain of warps is one warp, so pixels are resampled
once. Only this file knows that OpenCV places pixel centres at whole numbers while ours lie at halves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_ONE = 1 << 44
"""Matrix entries are stored as integers of 2^-44: a translation of 2^18 px still fits into 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warp:
    """A projective map: 3x3 matrix, row by row, in integers of 2^-44, with the last entry one."""

    matrix: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.matrix) != 9 or self.matrix[8] != _ONE:
            raise ValueError(f"a warp is 9 integers of 2^-44 ending in one, got {self.matrix}")
        if abs(np.linalg.det(self.array)) < 1e-9:
            raise ValueError("a warp must be invertible")

    @classmethod
    def of(cls, array: Any) -> Warp:
        """The warp of a 3x3 array, scaled so that its last entry is one."""
        values = np.asarray(array, dtype=np.float64)
        values = values / values[2, 2]
        return cls(matrix=tuple(round(float(v) * _ONE) for v in values.ravel()))

    @classmethod
    def identity(cls) -> Warp:
        return _IDENTITY

    @classmethod
    def rotation(cls, degrees: float, centre: tuple[float, float]) -> Warp:
        """Turn clockwise on the screen (y points down) around `centre`."""
        angle = np.deg2rad(degrees)
        cos, sin = np.cos(angle), np.sin(angle)
        x, y = centre
        return cls.of([[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0, 0, 1]])

    @classmethod
    def between(cls, source: Any, target: Any) -> Warp:
        """The projective map that takes four points to four points, both (4, 2). ValueError if three are in line."""
        a = np.asarray(source, dtype=np.float64)
        b = np.asarray(target, dtype=np.float64)
        rows = []
        for (x, y), (u, v) in zip(a, b, strict=True):
            rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
            rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        try:
            solution = np.linalg.solve(np.array(rows), b.ravel())
        except np.linalg.LinAlgError as error:
            raise ValueError("three of the four points lie in one line") from error
        return cls.of(np.append(solution, 1.0).reshape(3, 3))

    @property
    def array(self) -> FloatArray:
        """The 3x3 matrix as float64, forward: drawn page to shipped page."""
        return np.array(self.matrix, dtype=np.float64).reshape(3, 3) / _ONE

    @property
    def is_identity(self) -> bool:
        return self == Warp.identity()

    @property
    def keeps_boxes(self) -> bool:
        """Whether every axis-parallel box stays one (scaling and shifting only)."""
        return all(self.matrix[i] == 0 for i in (1, 3, 6, 7))

    def then(self, after: Warp) -> Warp:
        """The warp that does this one first and `after` second."""
        return Warp.of(after.array @ self.array)

    def inverse(self) -> Warp:
        return Warp.of(np.linalg.inv(self.array))

    def points(self, xy: Any) -> FloatArray:
        """Map points (n, 2) forward; float64 (n, 2)."""
        xy = np.asarray(xy, dtype=np.float64)
        homogeneous = np.column_stack([xy, np.ones(len(xy))]) @ self.array.T
        return np.asarray(homogeneous[:, :2] / homogeneous[:, 2:], dtype=np.float64)

    def centre_matrix(self) -> FloatArray:
        """The forward 3x3 matrix in coordinates whose origin is the *centre* of the first pixel (OpenCV's)."""
        shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
        return np.asarray(np.linalg.inv(shift) @ self.array @ shift, dtype=np.float64)


_IDENTITY = Warp.of(np.eye(3))
