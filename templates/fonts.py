"""Fonts that this machine has: which families exist, what they can write, and under which licence."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml

from proofpress_core.content import Language
from proofpress_core.errors import BackendError, ConfigError

Weight = Literal["regular", "bold", "italic"]
SCRIPT_OF: dict[Language, str] = {"en": "latin", "zh": "han"}
_SHORT_PROGRAM = 8
"""Bytes of a PostScript glyph program that may hold nothing but a width."""
_PACKAGES = {"latin": "fonts-dejavu-core", "han": "fonts-noto-cjk fonts-wqy-microhei"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font file: `face` is the place in a collection; `cff` says that its outlines are PostScript's; below `least`
    pixels per em its hairlines are faint."""

    family: str
    weight: Weight
    path: Path
    face: int
    kind: str
    cff: bool
    licence: str
    least: int = 0

    def __hash__(self) -> int:
        return hash((self.family, self.weight))

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return _sha256(self.path)

    def covers(self, text: str) -> bool:
        """Whether the font has a glyph with an outline for every character of `text` (blanks aside)."""
        return _coverage(self.path, self.face).issuperset(map(ord, "".join(text.split())))

    def maps(self, char: str) -> bool:
        """Whether the font has a glyph, be it blank, for a character: not every font has all kinds of spaces."""
        return ord(char) in _mapped(self.path, self.face)


@functools.cache
def font(family: str, weight: Weight = "regular") -> Font:
    """A face of a family. A weight the family lacks gives the regular one. ConfigError for an unknown family,
    BackendError (naming the package to install) for one whose files are not on this machine."""
    table = _families()
    if family not in table:
        raise ConfigError("font", family, "a known font family", valid=table)
    row = table[family]
    path = _index().get(row.get(weight, row["regular"]))
    if path is None:
        raise BackendError("fonts", f"no file {row['regular']} for {family}", "install the packages of packages.txt")
    held: Weight = weight if weight in row else "regular"
    return Font(
        family=family, weight=held, path=path, face=row.get("face", 0), kind=row["kind"],
        cff=row.get("outlines") == "cff", licence=row["licence"], least=row.get("least", 0),
    )  # fmt: skip


def families(language: Language, kinds: tuple[str, ...] = ("sans", "serif"), *, cff: bool = True) -> tuple[str, ...]:
    """Names, in file order, of the families on this machine that write a language and are of one of `kinds` (sans,
    serif, mono, condensed, hand); without CFF outlines if `cff` is false. BackendError if there are none."""
    found = tuple(
        name
        for name, row in _families().items()
        if SCRIPT_OF[language] in row["scripts"]
        and row["kind"] in kinds
        and (cff or row.get("outlines") != "cff")
        and row["regular"] in _index()
    )
    if not found:
        advice = f"install the Debian packages {_PACKAGES[SCRIPT_OF[language]]}"
        raise BackendError("fonts", f"no {'/'.join(kinds)} font for language {language!r}", advice)
    return found


def languages() -> tuple[Language, ...]:
    """The languages that this machine has at least one text font for."""
    return tuple(
        language
        for language, script in SCRIPT_OF.items()
        if any(script in row["scripts"] and row["regular"] in _index() for row in _families().values())
    )


def installed() -> dict[str, str]:
    """File name to SHA-256 of every regular face present, for the plan's hash and the data card."""
    rows = _families().values()
    return {row["regular"]: _sha256(_index()[row["regular"]]) for row in rows if row["regular"] in _index()}


@functools.cache
def _families() -> dict[str, dict[str, Any]]:
    text = files("templates").joinpath("fonts.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = yaml.safe_load(text)["families"]
    return table


@functools.cache
def _index() -> dict[str, Path]:
    """File name to path over the font folders; the first folder that has a name wins."""
    folders = [Path(p) for p in os.environ.get("PROOFPRESS_FONTS", "").split(os.pathsep) if p]
    folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    folders.append(Path("/usr/share/texmf/fonts/opentype"))
    spec = importlib.util.find_spec("matplotlib")
    if spec is not None and spec.origin is not None:
        folders.append(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf")
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf", ".ttc"):
                found.setdefault(path.name, path)
    return found


@functools.cache
def _mapped(path: Path, face: int) -> frozenset[int]:
    """Code points that have a glyph."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=face, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@functools.cache
def _coverage(path: Path, face: int) -> frozenset[int]:
    """Code points that have a glyph with an outline. Some fonts map a character to an empty glyph, which would leave a
    hole in a line."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=face, lazy=True) as opened:
        table = opened.getBestCmap()
        blank = _blank_outlines(opened) if "glyf" in opened else _blank_charstrings(opened)
    return frozenset(code for code, name in table.items() if name not in blank)


def _blank_outlines(opened: Any) -> frozenset[str]:
    """Names of the glyphs of a TrueType font that have no contour: no data at all, or a header that counts none. The
    tables are read as they lie: taking them apart is slow for a font of Han characters."""
    long = opened.reader["head"][50:52] == b"\0\1"
    places = np.frombuffer(opened.reader["loca"], dtype=">u4" if long else ">u2").astype(np.int64) * (1 if long else 2)
    data = opened.reader["glyf"]
    spans = zip(opened.getGlyphOrder(), places[:-1].tolist(), places[1:].tolist(), strict=False)
    return frozenset(name for name, start, end in spans if start == end or data[start : start + 2] == b"\0\0")


def _blank_charstrings(opened: Any) -> frozenset[str]:
    """Names of the glyphs of a PostScript font that draw nothing; only short programs can be such."""
    from fontTools.pens.boundsPen import BoundsPen

    strings = opened["CFF "].cff.topDictIndex[0].CharStrings
    offsets, glyphs = strings.charStringsIndex.offsets, opened.getGlyphSet()
    blank = []
    for name, place in strings.charStrings.items():
        if offsets[place + 1] - offsets[place] <= _SHORT_PROGRAM:
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            if pen.bounds is None:
                blank.append(name)
    return frozenset(blank)


@functools.cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
