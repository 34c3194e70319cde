"""The file `reward.py`: whole in itself, and never of another opinion than the package."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from proofpress import make, reward_file
from proofpress.recipe import Recipe
from proofpress.reward_file import REWARD, reward_source
from proofpress.shards import read_shard
from verify.rewards import score

READER = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("custom_module", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
for line in sys.stdin:
    record, response, options = json.loads(line)
    print(json.dumps(module.score(record, response, **options)))
"""
"""As a trainer loads it: by path, and not entered into sys.modules."""
ADAPTERS = """
import sys
sys.path.insert(0, sys.argv[1])
import reward
truth = {"answer": {"kind": "integer", "value": "4"}, "factors": [], "form": "short", "text": ""}
print(reward.trl_score([""], ["4"], ground_truth=[truth]), reward.compute_score("d", "4", truth)["acc"],
      reward.SwiftReward()(["4"], record=[truth]), reward.verifiers_score("4", "4", truth))
"""


def run(program: str, argument: Path, lines: str = "") -> str:
    """Output of a program in an interpreter that sees the standard library alone."""
    command = [sys.executable, "-I", "-S", "-c", program, str(argument)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def cases(number: int) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Questions of every kind of answer with responses that are right, wrong or broken."""
    draw = np.random.Generator(np.random.Philox(key=15040))
    kinds = (("integer", "4"), ("number", "3/4"), ("number", "1234.5"), ("text", "Oslo"), ("bool", "no"),
             ("choice", "B"), ("list", "Oslo; Rome"), ("refusal", "not shown"))  # fmt: skip
    words = ("4", "0.75", "1,234.5", "Oslo", "No.", "(B) 12", "Rome, Oslo", "not shown", "7", "yes no", "[1,2,3,4]", "")
    forms = ("<step>{}</step>", "Step 1: x = {}\n", "{} ", "<answer>{}</answer>", "\\boxed{{{}}}", "Answer: {}")
    for _ in range(number):
        answers = [dict(zip(("kind", "value"), kinds[place], strict=True)) for place in draw.integers(0, 8, 4)]
        record = {
            "answer": answers[0], "factors": [{"answer": answer} for answer in answers[: draw.integers(1, 5)]],
            "form": "grounded", "text": "Of these 7?", "target": [1, 2, 5, 6], "page": [100, 100],
        }  # fmt: skip
        picked = zip(draw.integers(0, len(forms), 6), draw.integers(0, len(words), 6), strict=True)
        response = "".join(forms[form].format(words[word]) for form, word in picked)
        options = {
            "mode": str(draw.choice(["standard", "sum", "max"])),
            "boxes": str(draw.choice(["pixels", "thousand"])),
        }
        yield record, response, options


def test_the_file_scores_as_the_package_does(tmp_path: Path) -> None:
    (tmp_path / REWARD).write_bytes(reward_source())
    given = list(cases(3000))
    lines = run(READER, tmp_path / REWARD, "".join(json.dumps(case) + "\n" for case in given)).splitlines()
    expected = [score(record, response, **options) for record, response, options in given]
    assert [json.loads(line) for line in lines] == expected
    assert len({tuple(scores.values()) for scores in expected}) > 20


def test_the_adapters_are_in_the_file(tmp_path: Path) -> None:
    (tmp_path / REWARD).write_bytes(reward_source())
    assert run(ADAPTERS, tmp_path) == "[1.0] 1.0 [1.0] 1.0\n"


def test_the_file_is_the_same_each_time_and_imports_the_standard_library_only() -> None:
    source = reward_source()
    assert source == reward_source()
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in imports if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names - {"__future__"}


def test_two_modules_with_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"verify.a": "def fold() -> None: ...\n", "verify.b": "fold: int = 1\n"}
    monkeypatch.setattr(reward_file, "MODULES", tuple(sources))
    monkeypatch.setattr(reward_file, "_source", sources.__getitem__)
    with pytest.raises(ValueError, match=r"verify\.a, verify\.b define fold"):
        reward_source()


def test_the_file_lies_beside_the_shards_and_reads_their_records(tmp_path: Path, tiny_recipe: Recipe) -> None:
    make(tiny_recipe, tmp_path / "data")
    rows = [
        json.loads(data)
        for shard in sorted((tmp_path / "data").glob("*.tar"))
        for sample in read_shard(shard)
        for name, data in sample.items()
        if name.endswith(".json")
    ]
    assert rows
    lines = "".join(json.dumps([row["record"], f"<answer>{row['answer']}</answer>", {}]) + "\n" for row in rows)
    scores = [json.loads(line) for line in run(READER, tmp_path / "data" / REWARD, lines).splitlines()]
    assert [given["acc"] for given in scores] == [1.0] * len(rows)
