"""What this machine can do for Proofpress, and what to do about what it cannot."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from proofpress import machine
from proofpress_core.content import Language
from proofpress_core.errors import ProofpressError

OPENCV = "4.10.0.84"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `needed` says that nothing works without it; the others are abilities."""

    name: str
    ok: bool
    needed: bool
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """All findings, needed ones first."""
    checks: tuple[Callable[[], Finding], ...] = (_python, _packages, _opencv, _browser, _tesseract, _models, _cache)
    return sorted([*(check() for check in checks), *_fonts()], key=lambda finding: not finding.needed)


def _python() -> Finding:
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    detail = f"{platform.python_version()} on {platform.machine()}"
    return Finding(name="python", ok=ok, needed=True, detail=detail, remedy="use Python 3.11, 3.12 or 3.13")


def _packages() -> Finding:
    names = [re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in requires("proofpress") or () if "extra ==" not in line]
    missing = [name for name in names if not machine.library_versions((name,))[name]]
    detail = f"{len(names) - len(missing)} of {len(names)} packages" + (
        f"; missing: {', '.join(missing)}" if missing else ""
    )
    return Finding(name="packages", ok=not missing, needed=True, detail=detail,
                   remedy="pip install -c constraints.txt -e .")  # fmt: skip


def _opencv() -> Finding:
    """Two distributions write into the same folder `cv2`; the contrib one must have written last."""
    found = {name: _version(name) for name in ("opencv-contrib-python", "opencv-python-headless")}
    import cv2

    contrib = hasattr(cv2, "ximgproc")
    detail = ", ".join(f"{name} {number or 'missing'}" for name, number in found.items())
    return Finding(
        name="opencv", ok=contrib and set(found.values()) == {OPENCV}, needed=True,
        detail=f"{detail}, cv2 is {'contrib' if contrib else 'not contrib'} {cv2.__version__}",
        remedy=f"pip install --force-reinstall --no-deps opencv-contrib-python=={OPENCV}",
    )  # fmt: skip


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _fonts() -> list[Finding]:
    from templates import fonts

    findings = []
    spoken: tuple[Language, ...] = ("en", "zh")
    for language in spoken:
        try:
            names = fonts.families(language, ("sans", "serif", "mono", "condensed", "hand"))
        except ProofpressError:
            names = ()
        finding = Finding(name=f"fonts {language}", ok=bool(names), needed=language == "en",
                          detail=f"{len(names)} families", remedy="install the fonts of packages.txt")  # fmt: skip
        findings.append(finding)
    return findings


def _browser() -> Finding:
    detail = f"{machine.browser_version()} at {machine.browser()}" if machine.browser() else "no Chromium"
    return Finding(name="browser", ok=bool(machine.browser()), needed=False, detail=detail,
                   remedy="install chromium-headless-shell (charts by plotly need it)")  # fmt: skip


def _tesseract() -> Finding:
    from verify.errors import OcrUnavailable
    from verify.ocr import tessdata_folder

    try:
        folder = tessdata_folder()
    except OcrUnavailable as error:
        return Finding(name="tesseract", ok=False, needed=False, detail=str(error), remedy="see packages.txt")
    missing = [name for name in ("eng", "chi_sim") if not (folder / f"{name}.traineddata").is_file()]
    detail = f"data in {folder}" + (f"; missing: {', '.join(missing)}" if missing else "")
    return Finding(name="tesseract", ok=not missing, needed=False, detail=detail,
                   remedy="install tesseract-ocr-eng and tesseract-ocr-chi-sim")  # fmt: skip


def _models() -> Finding:
    from proofpress import stages

    try:
        stages.ocr_reader()
    except ProofpressError as error:
        return Finding(name="ocr models", ok=False, needed=False, detail=str(error), remedy="install rapidocr 3.10.0")
    return Finding(name="ocr models", ok=True, needed=False, detail="PaddleOCR and Tesseract read, offline")


def _cache() -> Finding:
    """Compiled kernels are kept beside their modules, or where NUMBA_CACHE_DIR says."""
    spec = importlib.util.find_spec("renderers")
    home = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    folder = Path(os.environ.get("NUMBA_CACHE_DIR", "") or home)
    ok = os.access(folder, os.W_OK)
    return Finding(name="kernel cache", ok=ok, needed=False, detail=str(folder),
                   remedy="set NUMBA_CACHE_DIR to a folder that can be written; else kernels compile anew")  # fmt: skip
