"""Writes set lines onto pages and into the scene at once, so that picture and truth share every coordinate."""

from __future__ import annotations

from collections.abc import Sequence

from proofpress_core.scene_builder import Box, Cluster, SceneBuilder
from renderers._backends.report_page import PdfPages
from renderers._backends.typesetting import SetLine

_PAD = 2.0
"""Pixels of air that a block's box has around its ink."""


class Scribe:
    """Adds blocks of one document. Lengths are points; the page being written is the PDF's last."""

    def __init__(self, pages: PdfPages, builder: SceneBuilder, document: str) -> None:
        self.pages = pages
        self.builder = builder
        self.document = document
        self._lines = 0

    @property
    def page(self) -> int:
        """Handle of the page being written."""
        return self.builder.page(self.pages.count - 1)

    def block(self, role: str, node: str, rows: Sequence[tuple[SetLine, float, float]]) -> int:
        """A block of lines given as (line, x, baseline); the node's id is its ref."""
        handle = self.builder.add(role, self.page, self._nothing(), content=self.document, ref=f"node/{node}")
        self._fill(handle, rows, self.document, f"node/{node}")
        return handle

    def field(
        self, node: str, key: Sequence[tuple[SetLine, float, float]], value: Sequence[tuple[SetLine, float, float]]
    ) -> int:  # fmt: skip
        """A key with its value."""
        ref = f"node/{node}"
        handle = self.builder.add("field", self.page, self._nothing(), content=self.document, ref=ref)
        boxes = []
        for role, side, rows in (("field_key", "key", key), ("field_value", "value", value)):
            part = self.builder.add(role, handle, self._nothing(), content=self.document, ref=f"{ref}/{side}")
            boxes.append(self._fill(part, rows, self.document, f"{ref}/{side}"))
        self.builder.grow(handle, around(boxes))
        return handle

    def area(self, role: str, parent: int, box: Box, content: str, ref: str) -> int:
        """A layout area given in points, such as a table, a row or a cell."""
        return self.builder.add(role, parent, self.pages.box(box), content=content, ref=ref)

    def lines(self, parent: int, rows: Sequence[tuple[SetLine, float, float]], content: str, ref: str) -> list[Cluster]:
        """Lines inside an area; returns their clusters."""
        written: list[Cluster] = []
        for line, x, baseline in rows:
            clusters = self.pages.text(line, x, baseline, f"t{self._lines}")
            self._lines += 1
            self.builder.add_line(parent, clusters, content=content, ref=ref)
            written += clusters
        return written

    def _fill(self, handle: int, rows: Sequence[tuple[SetLine, float, float]], content: str, ref: str) -> Box:
        clusters = self.lines(handle, rows, content, ref)
        boxes = [cluster.extent for cluster in clusters if cluster.extent is not None]
        left, top, right, bottom = around(boxes)  # type: ignore[arg-type]
        box = (left - _PAD, top - _PAD, right + _PAD, bottom + _PAD)
        self.builder.grow(handle, box)
        return box

    def _nothing(self) -> Box:
        return 0.0, 0.0, 1.0, 1.0


def around(boxes: Sequence[Box]) -> Box:
    """The least box around several."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
