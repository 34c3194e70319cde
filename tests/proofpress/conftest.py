"""The tiny plug-in, filed for one test at a time, so that tests over all generators do not see it; and one small folder
of all domains for the tests that read what was written."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from tiny_recipes import PLUGIN, SIX, changed

from proofpress.recipe import Recipe


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """File the plug-in's generators, for this process and the workers it starts."""
    from renderers.base import generators

    before = dict.fromkeys(generators)
    monkeypatch.syspath_prepend(PLUGIN)
    module = importlib.import_module("proofpress_tiny")
    for name, kind in (("charts/tiny", module.Tiny), ("charts/tiny_english", module.TinyEnglish)):
        if name not in before:
            generators._items.pop(name, None)
        monkeypatch.setitem(generators._items, name, kind)


@pytest.fixture
def tiny_recipe(tiny: None) -> Recipe:
    """Two blocks of ten items of train and one of five of val, of one or two pages; a tenth of the attempts is lost."""
    return changed(count=25, shard_size=10, splits={"train": "0.8", "val": "0.2"})


@pytest.fixture(scope="session")
def six_domains(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished folder with samples of every domain; tests only read it."""
    from proofpress.executor import make

    folder = tmp_path_factory.mktemp("six") / "data"
    make(SIX, folder)
    return folder
