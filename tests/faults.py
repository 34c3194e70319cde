"""Faults put into the bytes of a shipped sample, for tests of what must find them.

This module knows the written form and nothing of the checks. Every fault comes in two strengths where it has a
strength at all: `above` must be found by the check that is named, `below` must pass it. The amounts stand beside each
fault; they are what a user would call wrong and what rounding explains.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from proofpress import png
from proofpress_core.roles import ROLES

Members = Mapping[str, bytes]
PAIRED = ("points", "anchor", "text")
UNITS = 16


Spoil = Callable[..., None]
"""Takes a sheet and the keyword `above`, and changes the sheet."""


class Cannot(Exception):
    """This sample has nothing that the fault could spoil."""


class Sheet:
    """A sample opened for change. `record` and `flat` are plain JSON; `members()` writes them again."""

    def __init__(self, members: Members) -> None:
        self._members = dict(members)
        self.name = next(name for name in members if name.endswith(".json"))
        self.flat: dict[str, Any] = json.loads(members[self.name])
        self.record: dict[str, Any] = json.loads(self.flat["record"])
        self.scene: dict[str, Any] = self.record["scene"]
        self.regions: dict[str, Any] = self.scene["regions"]

    def members(self) -> dict[str, bytes]:
        """The sample with the changes, in the canonical form."""
        self.flat["record"] = _dump(self.record)
        return {**self._members, self.name: _dump(self.flat).encode()}

    def raw(self, name: str) -> bytes:
        """The bytes of a member by the end of its name."""
        return self._members[self.full(name)]

    def full(self, ending: str) -> str:
        """The member's full name."""
        return next(name for name in self._members if name.endswith(ending))

    def put(self, ending: str, data: bytes) -> None:
        """Replace a member."""
        self._members[self.full(ending)] = data

    @property
    def count(self) -> int:
        """Number of regions."""
        return len(self.regions["role"])

    def rows(self, *roles: str) -> list[int]:
        """Rows of these roles."""
        return [row for row in range(self.count) if ROLES[self.regions["role"][row]] in roles]

    def points(self, row: int) -> list[int]:
        """Places in the flat `points` column: x places of the row's points (y is one later)."""
        start = self.regions["start"]
        return [2 * place for place in range(start[row], start[row + 1])]

    def box(self, row: int) -> tuple[int, int, int, int]:
        """Bounding box of a row in 1/16 px."""
        xs = [self.regions["points"][place] for place in self.points(row)]
        ys = [self.regions["points"][place + 1] for place in self.points(row)]
        return min(xs), min(ys), max(xs), max(ys)

    def move(self, row: int, dx: int, dy: int = 0) -> None:
        """Shift a row's points."""
        for place in self.points(row):
            self.regions["points"][place] += dx
            self.regions["points"][place + 1] += dy

    def text(self, row: int) -> str:
        """Text of a row."""
        begin, end = self.regions["text"][2 * row : 2 * row + 2]
        return str(self.scene["pages"][self.regions["page"][row]]["text"][begin:end])

    def ref(self, row: int) -> str:
        """A row's ref."""
        return str(self.regions["refs"][self.regions["ref"][row]])

    def children(self, row: int) -> list[int]:
        """Rows whose parent is this one."""
        return [other for other in range(self.count) if self.regions["parent"][other] == row]

    def content(self, kind: str) -> dict[str, Any]:
        """The first content of a type."""
        found = [content for content in self.scene["contents"] if content["type"] == kind]
        if not found:
            raise Cannot(f"no {kind}")
        return found[0]

    def pixels(self) -> np.ndarray[Any, Any]:
        """The first page as RGB."""
        ending = ".png" if self.flat["pages"] == 1 else ".page0.png"
        read = cv2.imdecode(np.frombuffer(self.raw(ending), dtype=np.uint8), cv2.IMREAD_COLOR)
        return np.ascontiguousarray(read[:, :, ::-1])

    def paint(self, pixels: np.ndarray[Any, Any]) -> None:
        """Write the first page's pixels."""
        self.put(".png" if self.flat["pages"] == 1 else ".page0.png", png.encode(pixels))


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def first(found: list[Any], what: str) -> Any:
    """The first of what was found, or Cannot."""
    if not found:
        raise Cannot(what)
    return found[0]


@dataclass(frozen=True)
class Fault:
    """What is done to a sample, the check that must find it, and generators with samples that it can spoil."""

    name: str
    check: str
    generators: tuple[str, ...]
    spoil: Spoil
    graded: bool = True

    def above(self, members: Members) -> dict[str, bytes]:
        """Just too much."""
        return self._spoilt(members, above=True)

    def below(self, members: Members) -> dict[str, bytes]:
        """Just what must pass."""
        return self._spoilt(members, above=False)

    def _spoilt(self, members: Members, *, above: bool) -> dict[str, bytes]:
        sheet = Sheet(members)
        self.spoil(sheet, above=above)
        return sheet.members()


FAULTS: list[Fault] = []
ALL = (
    "charts/bar",
    "tables/ruled",
    "formulas/algebra",
    "documents/invoice",
    "scene_text/sign",
    "math_problems/equations",
)


def fault(check: str, *generators: str, graded: bool = True) -> Callable[[Spoil], Spoil]:
    """File a fault under its function's name."""

    def file(spoil: Spoil) -> Spoil:
        FAULTS.append(Fault(spoil.__name__, check, generators or ALL, spoil, graded))
        return spoil

    return file
