"""YAML as people mean it: the YAML 1.2 core schema on top of PyYAML's safe loader.

`NO` and `on` stay texts, as do `12:30` and dates; `014` is fourteen; a key that stands twice in a mapping is an error;
numbers with a point become `Decimal`, so that 0.1 + 0.2 is 0.3. Errors are ConfigError with line and column.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from proofpress_core.errors import ConfigError

_RESOLVERS: tuple[tuple[str, str, str], ...] = (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", "~nN"),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("tag:yaml.org,2002:merge", r"^<<$", "<"),
)


class _Loader(yaml.SafeLoader):
    """SafeLoader with its own resolvers; the base class's are left as they are."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in _RESOLVERS:
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), [*_first, ""] if "null" in _tag else list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is a list or a mapping", key.start_mark)
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key.value!r} stands twice in one mapping", key.start_mark
            )
        seen.add(key.value)
    loader.flatten_mapping(node)
    return {loader.construct_object(key, deep=True): loader.construct_object(value, deep=True)
            for key, value in node.value}  # fmt: skip


def _integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    try:
        return int(loader.construct_scalar(node))
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, "a number of too many digits", node.start_mark) from error


def _decimal(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    try:
        return Decimal(loader.construct_scalar(node))
    except InvalidOperation as error:
        raise yaml.constructor.ConstructorError(None, None, "a number out of all bounds", node.start_mark) from error


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def load(path: Path) -> Any:
    """The value in a YAML file. ConfigError if it cannot be read, is not UTF-8, or is no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError("recipe", str(path), f"a file that can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError("recipe", str(path), f"UTF-8 text (byte {error.start} is none)") from error
    return loads(text, str(path))


def loads(text: str, name: str = "recipe") -> Any:
    """The value in a YAML text; `name` stands in messages."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ConfigError(name, _place(error), f"readable YAML: {_problem(error)}") from error
    except RecursionError as error:
        raise ConfigError(name, "nesting", "YAML with fewer levels") from error


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the text"


def _problem(error: yaml.YAMLError) -> str:
    return getattr(error, "problem", None) or " ".join(str(error).split())
