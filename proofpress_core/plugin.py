"""One registry for everything that can be added: generators, effects, operations, checks."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from proofpress_core.errors import ConfigError

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one kind. `package` (if given) is scanned for modules on first look-up, then the entry-point
    group `proofpress.<kind>` is loaded. A name taken twice raises ValueError; an unknown name raises ConfigError."""

    def __init__(self, kind: str, package: str = "") -> None:
        self.kind = kind
        self._package = package
        self._items: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator that files its argument under `name`, unchanged."""

        def file(item: T) -> T:
            if name in self._items and _origin(self._items[name]) != _origin(item):
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._items[name] = item
            return item

        return file

    def __getitem__(self, name: str) -> T:
        self._load()
        if name not in self._items:
            raise ConfigError(self.kind, name, f"the name of a known {self.kind}", valid=self._items)
        return self._items[name]

    def __contains__(self, name: str) -> bool:
        self._load()
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(sorted(self._items))

    def __len__(self) -> int:
        self._load()
        return len(self._items)

    def items(self) -> list[tuple[str, T]]:
        """All (name, item) pairs in order of name."""
        return [(name, self._items[name]) for name in self]

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        if self._package:
            import_modules(self._package)
        for point in entry_points(group=f"proofpress.{self.kind}"):
            point.load()


def _origin(item: object) -> tuple[str, str]:
    return getattr(item, "__module__", ""), getattr(item, "__qualname__", repr(item))


def import_modules(package: str) -> list[str]:
    """Import every public module below `package` (names with a leading underscore are left out); their names."""
    root = importlib.import_module(package)
    names = []
    for info in pkgutil.walk_packages(root.__path__, prefix=f"{package}."):
        if not any(part.startswith("_") for part in info.name.split(".")):
            importlib.import_module(info.name)
            names.append(info.name)
    return sorted(names)
