"""Filters added to meanings: what is said around a phrase holds for all marks within it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qa_gen.decompose.meanings import (
    Beyond,
    Chosen,
    Constant,
    Filter,
    Fold,
    Higher,
    Like,
    Marks,
    Named,
    Span,
    Widest,
    Within,
    Without,
)


def narrow(node: Any, extra: tuple[Filter, ...]) -> Any:
    """The node with filters added to all its marks; None where none of its marks can take them."""
    if isinstance(node, Marks):
        return _joined(node, extra)
    if isinstance(node, Constant):
        return None
    if isinstance(node, Fold | Chosen):
        parts = tuple(narrow(part, extra) or part for part in node.of)
        return replace(node, of=parts) if parts != node.of else None
    if isinstance(node, Widest | Higher):
        first, second = _joined(node.first, extra), _joined(node.second, extra)
        return replace(node, first=first, second=second) if first and second else None
    inner = narrow(node.of, extra)
    return replace(node, of=inner) if inner is not None else None


def _joined(marks: Marks, extra: tuple[Filter, ...]) -> Marks | None:
    for given in extra:
        if any(_same_kind(given, there) for there in marks.filters):
            return None
    return Marks(marks.filters + extra)


def _same_kind(first: Filter, second: Filter) -> bool:
    if isinstance(first, Named) and isinstance(second, Named):
        return first.axis == second.axis
    if isinstance(first, Span) and isinstance(second, Named) and second.axis == "category":
        return True
    if isinstance(first, Named) and first.axis == "category" and isinstance(second, Like):
        return True
    if isinstance(first, Like) and isinstance(second, Named):
        return second.axis == "category"
    if isinstance(first, Beyond | Within) and isinstance(second, Beyond | Within):
        return True
    return type(first) is type(second) and not isinstance(first, Without)
