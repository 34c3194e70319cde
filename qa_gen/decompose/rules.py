"""All rules of the grammar: importing its parts files them."""

from __future__ import annotations

import importlib

from qa_gen.decompose.grammar import RULES

for _part in ("ranks", "clauses", "comparisons", "moments"):
    importlib.import_module(f"qa_gen.decompose.{_part}")

__all__ = ["RULES"]
