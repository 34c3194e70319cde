"""Own implementations of every operation of `proofpress_core.operations`, written from its table of meanings alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from verify.operations.charts import CHARTS, fetch
from verify.operations.documents import DOCUMENTS
from verify.operations.formulas import FORMULAS
from verify.operations.grids import GRIDS
from verify.operations.numbers import NUMBERS
from verify.operations.orders import ORDERS
from verify.operations.rows import ROWS
from verify.operations.texts import TEXTS
from verify.operations.values import Group, Json, Operation

_GROUPS = (CHARTS, ROWS, ORDERS, NUMBERS, GRIDS, DOCUMENTS, FORMULAS, TEXTS)
FETCHING = ("chart", "grid", "formula", "document", "scene_text", "math")
"""Operations that take a content by its id; all others see only their inputs and parameters."""


def _merged() -> dict[str, Operation]:
    merged = Group()
    for group in _GROUPS:
        for name, operation in group.items():
            if name in merged:
                raise ValueError(f"the operation {name!r} is filed in two groups")
            merged[name] = operation
    return dict(merged)


PLAIN: dict[str, Operation] = _merged()
"""Every operation that fetches no content."""


def operations(contents: Mapping[str, Json]) -> dict[str, Operation]:
    """All operations, called with input values first and parameter texts after, over the contents of one sample."""
    return PLAIN | {name: partial(fetch, name, contents) for name in FETCHING}
