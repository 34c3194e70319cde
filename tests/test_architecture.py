"""The house plan, held by reading the source: who may import whom, and what nobody may call."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "proofpress_core": {"proofpress_core"},
    "templates": {"proofpress_core", "templates"},
    "renderers": {"proofpress_core", "templates", "renderers"},
    "qa_gen": {"proofpress_core", "templates", "qa_gen"},
    "verify": {"proofpress_core", "verify"},
    "proofpress": {"proofpress_core", "templates", "renderers", "qa_gen", "verify", "proofpress"},
}
PACKAGES = tuple(ALLOWED)
CORE_MAY_IMPORT = {*sys.stdlib_module_names, "numpy", "proofpress_core"}
BANNED_MODULES = {"random", "uuid", "secrets", "pickle", "cPickle", "dill", "shelve", "marshal"}
BANNED_CALLS = {
    "eval", "exec", "__import__", "sympify", "parse_expr", "sympy.sympify", "sympy.parse_expr", "time.time",
    "time.time_ns", "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "datetime.datetime.now",
    "datetime.datetime.today", "datetime.date.today", "np.random.seed", "numpy.random.seed", "os.urandom",
    "np.random.default_rng", "numpy.random.default_rng", "yaml.unsafe_load", "yaml.full_load",
}  # fmt: skip
GLOBAL_RANDOM = ("np.random.", "numpy.random.")
RANDOM_TYPES = {"Generator", "Philox", "SeedSequence", "BitGenerator"}
MAY_PRINT = {"proofpress/cli.py", "proofpress/report.py"}
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, anywhere in it; relative imports are resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            yield f"{above}.{node.module or ''}".strip(".")


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute, "" for what is neither."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls(path: Path) -> Iterator[str]:
    return (dotted(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_down_only(package: str) -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for module in imported(path)
        if module.split(".")[0] in PACKAGES and module.split(".")[0] not in ALLOWED[package]
    ]
    assert wrong == []


def test_the_ground_floor_needs_numpy_and_the_standard_library_only() -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in sorted((ROOT / "proofpress_core").rglob("*.py"))
        for module in imported(path)
        if module.split(".")[0] not in CORE_MAY_IMPORT
    ]
    assert wrong == []


def test_answers_need_the_standard_library_only() -> None:
    assert {module.split(".")[0] for module in imported(ROOT / "proofpress_core" / "answer.py")} <= set(
        sys.stdlib_module_names
    )


def test_nobody_imports_what_is_banned() -> None:
    wrong = [f"{name(path)}: {module}" for path in SOURCES for module in imported(path) if module in BANNED_MODULES]
    assert wrong == []


def test_nobody_calls_what_is_banned() -> None:
    wrong = [f"{name(path)}: {call}" for path in SOURCES for call in calls(path) if call in BANNED_CALLS]
    assert wrong == []


def test_nobody_draws_from_a_global_generator() -> None:
    wrong = [
        f"{name(path)}: {call}"
        for path in SOURCES
        for call in calls(path)
        if call.startswith(GLOBAL_RANDOM) and call.rsplit(".", 1)[1] not in RANDOM_TYPES
    ]
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{name(path)}: {call}"
        for path in SOURCES
        for call in calls(path)
        if (call == "print" or call.startswith("typer.")) and name(path) not in MAY_PRINT
    ]
    assert wrong == []


def test_no_handler_catches_everything_in_silence() -> None:
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or all(isinstance(statement, ast.Pass) for statement in node.body))
    ]
    assert wrong == []


def test_the_scan_itself_sees_what_is_banned(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("import random\nimport numpy as np\nnp.random.rand()\neval('1')\nprint('x')\n")
    found = set(calls(path))
    assert {"np.random.rand", "eval", "print"} <= found
    assert [node.names[0].name for node in tree(path).body if isinstance(node, ast.Import)] == ["random", "numpy"]


def test_every_module_says_what_it_is_for() -> None:
    assert [name(path) for path in SOURCES if not ast.get_docstring(tree(path))] == []


def test_the_wheel_ships_all_rooms() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    rooms = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
    assert sorted(shipped) == rooms == sorted(PACKAGES)
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)


HEAVY = ("numpy", "pydantic", "matplotlib", "cv2", "yaml", "rich")


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    """Looked at from inside, after the command has run."""
    program = (
        "import sys\nfrom proofpress.cli import run\n"
        f"code = run({words!r})\nsys.stderr.write(repr((code, [m for m in {HEAVY!r} if m in sys.modules])))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "(0, [])"
    assert "proofpress" in done.stdout.lower()


def test_import_of_the_package_loads_nothing_heavy() -> None:
    program = f"import sys, proofpress\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
