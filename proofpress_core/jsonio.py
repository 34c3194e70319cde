"""Canonical JSON of the data model: one value, one text, for every writer.

Dataclasses become objects, tuples become arrays, `decimal.Decimal` and `float` become strings (a decimal keeps
its trailing zeros, a float is written in hexadecimal), so that no two writers can print a number differently.
A union of dataclasses carries the class name under "type". Decoding is strict: an unknown or missing key, a wrong
type or a value outside a Literal raises `ValueError` naming the place as a JSON path.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import operator
import types
import typing
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import Enum
from hashlib import blake2b
from typing import Any, Literal, Union, get_args, get_origin

Json = Any
_UNIONS = (Union, types.UnionType)
_PLAIN = frozenset({str, int, bool, type(None)})
"""Types whose values JSON writes as they are."""


def dumps(value: Json) -> bytes:
    """Write plain JSON values as canonical UTF-8: sorted keys, no blanks, no floats (TypeError on a float)."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes | str) -> Json:
    """Read JSON; a repeated key in an object is an error (ValueError), as are NaN and infinities."""
    return json.loads(data, object_pairs_hook=_unique_pairs, parse_constant=_refuse_constant)


def digest(value: object) -> str:
    """32 hexadecimal digits (blake2b-128) of the canonical JSON of a model value."""
    return blake2b(dumps(encode(value)), digest_size=16).hexdigest()


def encode(value: object) -> Json:
    """Turn a model value into plain JSON values. Raises TypeError for a type that the model does not use."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _encoder(kind)(value)


@functools.cache
def _encoder(kind: Any) -> Callable[[Any], Json]:
    """How values of one type are written."""
    if issubclass(kind, Enum):
        return operator.attrgetter("value")
    if issubclass(kind, (int, str)):
        return lambda value: value
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, float):
        return float.hex
    if issubclass(kind, (tuple, list)):
        return lambda value: [item if type(item) in _PLAIN else encode(item) for item in value]
    if hasattr(kind, "to_json"):
        return operator.methodcaller("to_json")
    if dataclasses.is_dataclass(kind):
        return _encode_dataclass
    raise TypeError(f"cannot write a {kind.__name__} as JSON")


def decode(tp: Any, value: Json, path: str = "$") -> Any:
    """Rebuild a value of type `tp` from plain JSON. Exact inverse of `encode`."""
    origin = get_origin(tp)
    if origin in _UNIONS:
        return _decode_union(tp, value, path)
    if origin is tuple:
        return _decode_tuple(tp, value, path)
    if origin is Literal:
        if value not in get_args(tp):
            raise _wrong(path, value, f"one of {get_args(tp)}")
        return value
    if hasattr(tp, "from_json"):
        return tp.from_json(value)
    if dataclasses.is_dataclass(tp):
        return _decode_dataclass(tp, value, path)
    return _decode_scalar(tp, value, path)


def schema(tp: Any) -> dict[str, Json]:
    """JSON Schema (2020-12) of a model type, with every dataclass under "$defs"."""
    defs: dict[str, Json] = {}
    root = _schema(tp, defs)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": dict(sorted(defs.items()))}


def _refuse_floats(value: Json) -> None:
    waiting: list[Any] = [[value]]
    while waiting:
        items = waiting.pop()
        if set(map(type, items)) <= _PLAIN:
            continue
        for item in items:
            if isinstance(item, float):
                raise TypeError(f"canonical JSON holds no floats, got {item!r}; encode() it first")
            if isinstance(item, dict):
                waiting.append(item.values())
            elif isinstance(item, list):
                waiting.append(item)


def _unique_pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"repeated key {next(n for n in names if names.count(n) > 1)!r}")
    return result


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is not a JSON number")


def _wrong(path: str, value: object, wanted: str) -> ValueError:
    return ValueError(f"{path}: got {value!r}, expected {wanted}")


@functools.cache
def _fields(tp: Any) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(tp)
    return tuple((f.name, hints[f.name]) for f in dataclasses.fields(tp))


@functools.cache
def _tagged(hint: Any) -> bool:
    """Whether values of this annotation (or its tuple items) need their class name to be told apart."""
    if get_origin(hint) is tuple:
        return any(_tagged(arg) for arg in get_args(hint) if arg is not Ellipsis)
    if get_origin(hint) in _UNIONS:
        return sum(dataclasses.is_dataclass(arg) for arg in get_args(hint)) > 1
    return False


@functools.cache
def _plan(kind: Any) -> tuple[tuple[str, Callable[[Any], Json]], ...]:
    """How each field of a dataclass is written."""
    return tuple((name, _encode_tagged if _tagged(hint) else encode) for name, hint in _fields(kind))


def _encode_dataclass(value: Any) -> dict[str, Json]:
    result = {}
    kind: Any = type(value)
    for name, write in _plan(kind):
        item = getattr(value, name)
        result[name] = item if type(item) in _PLAIN else write(item)
    return result


def _encode_tagged(value: Any) -> Json:
    if isinstance(value, tuple):
        return [_encode_tagged(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {"type": type(value).__name__, **_encode_dataclass(value)}
    return encode(value)


def encode_as(tp: Any, value: object) -> Json:
    """Like `encode`, for a value whose declared type is a union of dataclasses: carries the tag."""
    return _encode_tagged(value) if _tagged(tp) else encode(value)


def _decode_union(tp: Any, value: Json, path: str) -> Any:
    options = [arg for arg in get_args(tp) if arg is not type(None)]
    if value is None:
        if len(options) == len(get_args(tp)):
            raise _wrong(path, value, "a value")
        return None
    if not _tagged(tp):
        if len(options) != 1:
            raise _wrong(path, value, f"an unambiguous type, not {tp}")
        return decode(options[0], value, path)
    if not (isinstance(value, dict) and "type" in value):
        raise _wrong(path, value, 'an object with a "type"')
    by_name = {option.__name__: option for option in options}
    if value["type"] not in by_name:
        raise _wrong(f"{path}.type", value["type"], f"one of {sorted(by_name)}")
    return _decode_dataclass(by_name[value["type"]], {k: v for k, v in value.items() if k != "type"}, path)


def _decode_tuple(tp: Any, value: Json, path: str) -> Any:
    if not isinstance(value, list):
        raise _wrong(path, value, "an array")
    args = get_args(tp)
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(decode(args[0], item, f"{path}[{i}]") for i, item in enumerate(value))
    if len(args) != len(value):
        raise _wrong(path, value, f"an array of {len(args)}")
    return tuple(decode(arg, item, f"{path}[{i}]") for i, (arg, item) in enumerate(zip(args, value, strict=True)))


def _decode_dataclass(tp: Any, value: Json, path: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(path, value, "an object")
    fields = _fields(tp)
    names = {name for name, _ in fields}
    if set(value) != names:
        raise _wrong(path, sorted(set(value) ^ names), f"exactly the keys {sorted(names)}")
    return tp(**{name: decode(hint, value[name], f"{path}.{name}") for name, hint in fields})


def _decode_scalar(tp: Any, value: Json, path: str) -> Any:
    if tp is Decimal:
        if not isinstance(value, str):
            raise _wrong(path, value, "a decimal as a string")
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise _wrong(path, value, "a finite decimal")
        return number
    if tp is float:
        if not isinstance(value, str):
            raise _wrong(path, value, "a float in hexadecimal")
        return float.fromhex(value)
    if isinstance(tp, type) and issubclass(tp, Enum):
        return tp(value)
    if tp in (bool, int, str):
        if type(value) is not tp:
            raise _wrong(path, value, tp.__name__)
        return value
    raise TypeError(f"{path}: the model has no type {tp!r}")


def _schema(tp: Any, defs: dict[str, Json]) -> dict[str, Json]:
    origin = get_origin(tp)
    if origin in _UNIONS:
        options = [_schema(arg, defs) for arg in get_args(tp)]
        return {"anyOf": options}
    if origin is tuple:
        args = get_args(tp)
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0], defs)}
        return {"type": "array", "prefixItems": [_schema(a, defs) for a in args], "items": False}
    if origin is Literal:
        return {"enum": list(get_args(tp))}
    if tp is type(None):
        return {"type": "null"}
    if hasattr(tp, "json_schema"):
        defs.setdefault(tp.__name__, tp.json_schema())
        return {"$ref": f"#/$defs/{tp.__name__}"}
    if dataclasses.is_dataclass(tp):
        return _schema_of_dataclass(tp, defs)
    if isinstance(tp, type) and issubclass(tp, Enum):
        return {"enum": [item.value for item in tp]}
    name = {bool: "boolean", int: "integer", str: "string", Decimal: "string", float: "string"}[tp]
    return {"type": name}


def _schema_of_dataclass(tp: Any, defs: dict[str, Json]) -> dict[str, Json]:
    if tp.__name__ not in defs:
        defs[tp.__name__] = {}
        properties = {name: _schema(hint, defs) for name, hint in _fields(tp)}
        text = (tp.__doc__ or "").strip().split("\n")[0]
        defs[tp.__name__] = {
            "type": "object",
            "description": text,
            "properties": properties,
            "required": sorted(properties),
            # a member of a union carries its class name too
            "additionalProperties": {"const": tp.__name__},
        }
    return {"$ref": f"#/$defs/{tp.__name__}"}
