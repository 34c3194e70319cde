"""Small words that charts print beside their data, read from `chart_words.yaml`."""

from __future__ import annotations

import functools
from importlib.resources import files

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError


def word(name: str, language: Language) -> str:
    """The word of that name. ConfigError for one that the file does not hold."""
    known = _words()
    if name not in known:
        raise ConfigError("chart_words", name, "a word of chart_words.yaml", valid=known)
    return known[name][0 if language == "en" else 1]


@functools.cache
def _words() -> dict[str, tuple[str, str]]:
    text = files("templates").joinpath("chart_words.yaml").read_text(encoding="utf-8")
    return {name: (str(en), str(zh)) for name, (en, zh) in yaml.safe_load(text)["words"].items()}
