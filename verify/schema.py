"""A small matcher for plain JSON values, so that a written record is read without the classes that wrote it.

A pattern is a type (`str`, `int`, `bool`), a frozenset of allowed words, `[pattern]` for a list, a dict for an object
with exactly those keys, or one of the marks below. `match` returns nothing; it raises ValueError naming the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Json = Any
_DECIMAL = re.compile(r"-?\d{1,40}(\.\d{1,40})?(E[+-]?\d{1,3})?")


@dataclass(frozen=True)
class DecimalText:
    """A finite decimal written as a string; `missing` says whether null may stand instead."""

    missing: bool = False


@dataclass(frozen=True)
class Integers:
    """A list of integers, checked at once; `count` fixes its length."""

    count: int | None = None


@dataclass(frozen=True)
class Tagged:
    """An object that says by its key `type` which pattern it follows."""

    options: dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A list of exactly two values of two patterns."""

    first: Any
    second: Any


def match(value: Json, pattern: Any, path: str = "$") -> None:
    """Raise ValueError unless `value` follows `pattern`; the message starts with the JSON path of the fault."""
    if isinstance(pattern, type):
        _demand(type(value) is pattern, path, value, pattern.__name__)
    elif isinstance(pattern, frozenset):
        _demand(isinstance(value, str) and value in pattern, path, value, f"one of {sorted(pattern)}")
    elif isinstance(pattern, dict):
        _object(value, pattern, path)
    elif isinstance(pattern, list):
        _demand(isinstance(value, list), path, value, "a list")
        for place, item in enumerate(value):
            match(item, pattern[0], f"{path}[{place}]")
    else:
        _special(value, pattern, path)


def _special(value: Json, pattern: Any, path: str) -> None:
    if isinstance(pattern, Tagged):
        _tagged(value, pattern, path)
    elif isinstance(pattern, DecimalText):
        good = isinstance(value, str) and _DECIMAL.fullmatch(value) is not None
        _demand(good or (pattern.missing and value is None), path, value, "a decimal as a string")
    elif isinstance(pattern, Pair):
        _demand(isinstance(value, list) and len(value) == 2, path, value, "a pair")
        match(value[0], pattern.first, f"{path}[0]")
        match(value[1], pattern.second, f"{path}[1]")
    elif isinstance(pattern, Integers):
        _demand(isinstance(value, list) and set(map(type, value)) <= {int}, path, value, "a list of integers")
        _demand(pattern.count in (None, len(value)), path, len(value), f"{pattern.count} integers")
    else:
        raise TypeError(f"no such pattern: {pattern!r}")


def _object(value: Json, pattern: dict[str, Any], path: str) -> None:
    _demand(isinstance(value, dict), path, value, "an object")
    if value.keys() != pattern.keys():
        odd = sorted(set(value) ^ set(pattern))
        raise ValueError(f"{path}: the keys {odd} are missing or unknown")
    for name, inner in pattern.items():
        match(value[name], inner, f"{path}.{name}")


def _tagged(value: Json, pattern: Tagged, path: str) -> None:
    _demand(isinstance(value, dict) and isinstance(value.get("type"), str), path, value, 'an object with a "type"')
    inner = pattern.options.get(value["type"])
    _demand(inner is not None, f"{path}.type", value["type"], f"one of {sorted(pattern.options)}")
    _object(value, {"type": str, **pattern.options[value["type"]]}, path)


def _demand(holds: bool, path: str, value: Json, wanted: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        shown = repr(value)
        raise ValueError(f"{path}: got {shown if len(shown) <= 60 else shown[:57] + '...'}, expected {wanted}")
