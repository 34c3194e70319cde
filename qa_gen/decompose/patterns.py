"""Sub-question patterns of factors, with slots, from `templates/seed_grammar_factors.yaml`."""

from __future__ import annotations

import functools
from importlib.resources import files

import yaml

from proofpress_core.operations import OPERATIONS


@functools.cache
def _patterns() -> dict[str, str]:
    text = files("templates").joinpath("seed_grammar_factors.yaml").read_text(encoding="utf-8")
    found = {str(name): str(pattern) for name, pattern in yaml.safe_load(text).items()}
    strangers = sorted(set(found) - set(OPERATIONS))
    if strangers:
        raise ValueError(f"patterns of operations that do not exist: {strangers}")
    return found


def pattern_of(factor: str) -> str:
    """The sub-question pattern of a factor (`category/operation`); what the operation means, where there is none."""
    name = factor.partition("/")[2]
    return _patterns().get(name) or OPERATIONS[name].meaning
