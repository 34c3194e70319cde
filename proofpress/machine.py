"""What this machine can do, and the versions on it that decide pixels."""

from __future__ import annotations

import functools
import os
import subprocess
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from proofpress_core.content import Language

PIXEL_LIBRARIES = (
    "faker", "fonttools", "isal", "matplotlib", "numba", "numpy", "opencv-contrib-python", "pillow", "plotly",
    "pypdfium2", "reportlab", "skia-python", "sympy", "typst", "uharfbuzz",
)  # fmt: skip
PACKAGES = ("proofpress_core", "templates", "renderers", "qa_gen", "verify", "proofpress")
READING_LIBRARIES = ("onnxruntime", "paddleocr", "rapidocr", "tesserocr")


def library_versions(names: tuple[str, ...] = PIXEL_LIBRARIES) -> dict[str, str]:
    """Distribution name to version, "" for what is not installed."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@functools.cache
def source_digest() -> str:
    """SHA-256 over the six packages' own files: code, phrases, topics, themes. All of them decide bytes."""
    digest = sha256()
    for package in PACKAGES:
        folder = Path(__file__).parent.parent / package
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".yaml", ".json")):
            digest.update(f"{package}/{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@functools.cache
def browser() -> str:
    """Path of the Chromium that the plotly kinds would start, or ""."""
    from renderers._backends.browser import find_browser

    return find_browser() or ""


@functools.cache
def browser_version() -> str:
    """What the browser says its version is, "" without one."""
    if not browser():
        return ""
    try:
        said = subprocess.run([browser(), "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip()


def abilities() -> frozenset[str]:
    """Names of what a generator may need (`Generator.needs`) and this machine has."""
    return frozenset({"browser"} if browser() else ())


def writable_languages() -> tuple[Language, ...]:
    """Languages that this machine has a font for."""
    from templates.fonts import languages

    return languages()


def missing_languages(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """Those of `languages` that no font on this machine can write."""
    present = writable_languages()
    return tuple(language for language in languages if language not in present)


def use_one_thread() -> None:
    """Tell the numeric libraries that worker processes are the unit of parallel work. They read this when they are
    first imported, so it is called before that."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[name] = "1"


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
