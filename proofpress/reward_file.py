"""`reward.py`, written beside every data set: our scorer as one file that needs only Python's standard library.

The file is the sources of the modules below, one after the other, with their imports folded into one head, so that it
cannot differ from what the package computes. `from __future__ import annotations` is left out: trainers load the file
without entering it into `sys.modules`, where dataclasses cannot resolve annotations that are texts.
"""

from __future__ import annotations

import ast
from collections import Counter
from importlib.resources import files

REWARD = "reward.py"
MODULES = (
    "proofpress_core.answer", "verify.reward_truth", "verify.reward_reading", "verify.reward_process",
    "verify.rewards", "verify.reward_adapters",
)  # fmt: skip
"""In an order in which every module stands behind those it imports."""

_HEAD = '''"""Rewards for this data set: `score(record, response)` and adapters for TRL, verl, ms-swift and verifiers.

Written by Proofpress; needs Python 3.10 or newer and nothing else. `record` is the text field `record` of a sample's
JSON, or what `ground_truth(record, question)` gives: a few hundred bytes that belong into a trainer's row.

    reward.trl_score            TRL: reward_funcs=[reward.trl_score]
    reward.compute_score        verl: reward.custom_reward_function.path=reward.py
    reward.SwiftReward          ms-swift: orms["proofpress"] = SwiftReward
    reward.verifiers_score      verifiers: Rubric(funcs=[reward.verifiers_score])
"""
'''


def reward_source() -> bytes:
    """The file's bytes; they follow from the modules' sources alone. ValueError where two modules define one name."""
    sources = {module: _source(module) for module in MODULES}
    trees = {module: ast.parse(source) for module, source in sources.items()}
    _check_names(trees)
    parts = [_HEAD, _imports(trees), *(_body(module, sources[module], trees[module]) for module in MODULES)]
    return "\n".join(parts).encode()


def _source(module: str) -> str:
    package, name = module.split(".")
    return (files(package) / f"{name}.py").read_text("utf-8")


def _check_names(trees: dict[str, ast.Module]) -> None:
    """In one file the later of two equal names would silently stand for both."""
    names = Counter(name for tree in trees.values() for statement in tree.body for name in _bound(statement))
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise ValueError(f"several of {', '.join(MODULES)} define {', '.join(twice)}")


def _bound(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


def _imports(trees: dict[str, ast.Module]) -> str:
    """Imports from the standard library, each name once. ValueError for one of ours that is not in the file."""
    plain: set[str] = set()
    names: dict[str, set[str]] = {}
    for statement in (statement for tree in trees.values() for statement in tree.body):
        if isinstance(statement, ast.Import):
            plain |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and not _is_folded(statement):
            names.setdefault(str(statement.module), set()).update(alias.name for alias in statement.names)
    lines = [f"import {name}" for name in sorted(plain)]
    return "\n".join(lines + [f"from {name} import {', '.join(sorted(names[name]))}" for name in sorted(names)]) + "\n"


def _is_folded(statement: ast.ImportFrom) -> bool:
    return statement.module == "__future__" or statement.module in MODULES


def _body(module: str, source: str, tree: ast.Module) -> str:
    """A module without its docstring and imports, under a line that names it."""
    lines = source.splitlines()
    dropped = {
        number
        for place, statement in enumerate(tree.body)
        if isinstance(statement, (ast.Import, ast.ImportFrom)) or (not place and isinstance(statement, ast.Expr))
        for number in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    }
    kept = "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped).strip("\n")
    return f"\n# {module}\n\n{kept}\n"
