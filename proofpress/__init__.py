"""Proofpress prints pictures of structured things and proves their labels.

The public names are loaded on first use, so that `import proofpress` costs nothing:

    from proofpress import stream
    for sample in stream("recipes/starter.yaml", count=20):
        print(sample.record.questions[0].text)
"""

from __future__ import annotations

import importlib
import importlib.util
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proofpress.audit import verify
    from proofpress.executor import make
    from proofpress.library import stream
    from proofpress.recipe import Recipe, load_recipe
    from proofpress.replaying import replay
    from proofpress_core.answer import Answer
    from proofpress_core.errors import BackendError, ConfigError, Reject
    from proofpress_core.question import Question
    from proofpress_core.sample import Record, Rejected, Sample

__version__ = "0.1.0"

__all__ = [
    "Answer", "BackendError", "ConfigError", "Question", "Recipe", "Record", "Reject", "Rejected", "Sample",
    "__version__", "load_recipe", "make", "replay", "stream", "verify",
]  # fmt: skip

_HOMES = {
    "stream": "proofpress.library",
    "make": "proofpress.executor",
    "verify": "proofpress.audit",
    "replay": "proofpress.replaying",
    "Recipe": "proofpress.recipe",
    "load_recipe": "proofpress.recipe",
    "Sample": "proofpress_core.sample",
    "Record": "proofpress_core.sample",
    "Rejected": "proofpress_core.sample",
    "Question": "proofpress_core.question",
    "Answer": "proofpress_core.answer",
    "ConfigError": "proofpress_core.errors",
    "Reject": "proofpress_core.errors",
    "BackendError": "proofpress_core.errors",
}
_SIBLINGS = ("proofpress_core", "templates", "renderers", "qa_gen", "verify")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'proofpress' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def _refuse_strangers() -> None:
    """The sibling packages bear common names: raise ImportError when another distribution's stand in their place."""
    home = Path(__file__).resolve().parent.parent
    for name in _SIBLINGS:
        spec = importlib.util.find_spec(name)
        place = Path(spec.origin).resolve().parent if spec is not None and spec.origin else None
        if place != home / name:
            owners = ", ".join(packages_distributions().get(name, ())) or "a folder on sys.path"
            raise ImportError(
                f"proofpress needs its own package {name!r} beside it, but finds {place or 'none'} (from {owners}); "
                f"uninstall that distribution or use a separate environment"
            )


_refuse_strangers()
