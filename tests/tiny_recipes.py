"""Recipes for the tiny plug-in, and what a test compares of a run's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from proofpress import strict_yaml
from proofpress.recipe import Recipe, parse_recipe

HERE = Path(__file__).parent / "proofpress"
PLUGIN = HERE / "plugin"
TINY = HERE / "tiny.yaml"
SIX = HERE / "six.yaml"
"""A few samples of every domain, by real generators."""


def changed(**changes: Any) -> Recipe:
    """The tiny recipe with some top-level keys replaced."""
    return parse_recipe({**strict_yaml.load(TINY), **changes}, stored=True)


def with_settings(**settings: int) -> dict[str, Any]:
    """The `domains` of the tiny recipe with other settings of its generator."""
    return {"charts": {"share": 1, "generators": ["charts/tiny"], "settings": {"charts/tiny": settings}}}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a run's folder that are the same every time."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "run.json" and not path.name.startswith(".lock")
    }
