"""Factor pools in recipes: files are read once and their combinations become part of the recipe, and so of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proofpress_core.errors import ConfigError

_JOIN = " > "


def read_factors(given: Any, folder: Path) -> dict[str, int]:
    """Combinations and counts of one pool file or of several, mixed at the level of factors. A mapping is taken as
    already read. ConfigError naming the file that cannot be read or is no pool."""
    from qa_gen.pool import load_pool, merged

    if isinstance(given, dict):
        return given
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ConfigError("factors", given, "the path of a factor pool, or a list of paths")
    pool = merged(load_pool(_text(folder / name, name), name) for name in names)
    return {_JOIN.join(factors): count for factors, count in sorted(pool.combinations.items()) if count}


def combinations(factors: Mapping[str, int]) -> dict[tuple[str, ...], float]:
    """Combinations of a recipe as tuples of factor names with their weights."""
    return {tuple(key.split(_JOIN)): float(count) for key, count in factors.items()}


def no_paths(given: Any) -> Any:
    """Refuse paths where a recipe is not read from a file; pydantic turns the error into one that names the key."""
    if isinstance(given, (str, list)):
        raise ValueError("combinations and counts (paths are read with the recipe's file)")
    return given


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("factors", name, f"a readable file of `proofpress decompose` ({error})") from error
