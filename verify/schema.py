"""A small matcher for plain JSON values, so that a written record is read without the classes that wrote it.

A pattern is a type (`str`, `int`, `bool`), a frozenset of allowed words, `[pattern]` for a list, a dict for an object
with exactly those keys, or one of the marks below. `match` returns nothing; it raises ValueError naming the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Json = Any
Path = tuple[Any, ...]
"""Where a value stands: the path of what holds it and one step from there, () for the whole. It is written out only
for a message, because records have hundreds of values."""
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


def match(value: Json, pattern: Any) -> None:
    """Raise ValueError unless `value` follows `pattern`; the message starts with the JSON path of the fault."""
    _match(value, pattern, ())


def _match(value: Json, pattern: Any, path: Path) -> None:
    if isinstance(pattern, type):
        if type(value) is not pattern:
            raise _wrong(path, value, pattern.__name__)
    elif isinstance(pattern, dict):
        _object(value, pattern, path)
    elif isinstance(pattern, list):
        _list(value, pattern[0], path)
    elif isinstance(pattern, frozenset):
        if not isinstance(value, str) or value not in pattern:
            raise _wrong(path, value, f"one of {sorted(pattern)}")
    else:
        _special(value, pattern, path)


def _special(value: Json, pattern: Any, path: Path) -> None:
    if isinstance(pattern, Tagged):
        _tagged(value, pattern, path)
    elif isinstance(pattern, DecimalText):
        good = isinstance(value, str) and _DECIMAL.fullmatch(value) is not None
        if not (good or (pattern.missing and value is None)):
            raise _wrong(path, value, "a decimal as a string")
    elif isinstance(pattern, Pair):
        if not isinstance(value, list) or len(value) != 2:
            raise _wrong(path, value, "a pair")
        _match(value[0], pattern.first, (path, "[0]"))
        _match(value[1], pattern.second, (path, "[1]"))
    elif isinstance(pattern, Integers):
        if not isinstance(value, list) or not set(map(type, value)) <= {int}:
            raise _wrong(path, value, "a list of integers")
        if pattern.count not in (None, len(value)):
            raise _wrong(path, len(value), f"{pattern.count} integers")
    else:
        raise TypeError(f"no such pattern: {pattern!r}")


def _list(value: Json, inner: Any, path: Path) -> None:
    if not isinstance(value, list):
        raise _wrong(path, value, "a list")
    if isinstance(inner, type) and set(map(type, value)) <= {inner}:
        return
    for place, item in enumerate(value):
        _match(item, inner, (path, f"[{place}]"))


def _object(value: Json, pattern: dict[str, Any], path: Path) -> None:
    if not isinstance(value, dict):
        raise _wrong(path, value, "an object")
    if value.keys() != pattern.keys():
        odd = sorted(set(value) ^ set(pattern))
        raise ValueError(f"{_written(path)}: the keys {odd} are missing or unknown")
    for name, inner in pattern.items():
        if type(value[name]) is not inner:
            _match(value[name], inner, (path, name))


def _tagged(value: Json, pattern: Tagged, path: Path) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise _wrong(path, value, 'an object with a "type"')
    inner = pattern.options.get(value["type"])
    if inner is None:
        raise _wrong((path, "type"), value["type"], f"one of {sorted(pattern.options)}")
    _object(value, {"type": str, **inner}, path)


def _wrong(path: Path, value: Json, wanted: str) -> ValueError:
    shown = repr(value)
    return ValueError(f"{_written(path)}: got {shown if len(shown) <= 60 else shown[:57] + '...'}, expected {wanted}")


def _written(path: Path) -> str:
    if not path:
        return "$"
    outer, step = path
    return f"{_written(outer)}{step if step[0] == '[' else '.' + step}"
