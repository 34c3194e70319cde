"""Reference semantics of the operations, one module a family. Each function takes the environment, then the inputs,
then the parameters in the order of the signature; the rules are those of `proofpress_core.operations`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, TypeVar

Semantics = Callable[..., Any]
Meaning = TypeVar("Meaning", bound=Semantics)
OPS: dict[str, Semantics] = {}
"""Every operation's meaning by name."""


def means(name: str) -> Callable[[Meaning], Meaning]:
    """Decorator: the function is the meaning of the operation `name`."""

    def file(function: Meaning) -> Meaning:
        if name in OPS:
            raise ValueError(f"operation {name!r} has two meanings")
        OPS[name] = function
        return function

    return file


for _family in (
    "sources",
    "rows",
    "extremes",
    "numbers",
    "truths",
    "series",
    "documents",
    "grids",
    "expressions",
    "algebra",
    "texts",
):
    importlib.import_module(f"qa_gen.operations.{_family}")
