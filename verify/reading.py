"""The check `reading`: lines of the picture are read by two engines and compared with their labels.

At most 40 lines (of 800 glyphs together) of a sample are read, the same ones in every run. A line is *confirmed* when
both engines read the label, *one_engine* when one does, *contradicted* when both agree on another text, else
*unreadable*. Texts are compared after `fold`. Formulas are not read: no engine here knows their layout.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import cv2
import numpy as np

from proofpress_core.sample import Verdict
from verify.geometry import quads_of, within
from verify.ocr import Crop, LineReader, PaddleReader, Script, TesseractReader
from verify.record import View
from verify.table import Ints

MOST_LINES = 40
"""Lines read of one sample: about half a second of two engines."""
MOST_GLYPHS = 800
"""Glyphs of those lines together, so that pages of body text take no longer than forty labels."""
LEAST_GLYPHS = 3
"""A shorter label cannot fail a sample: engines have no context for `l`, `1` or a lone dash."""
STATES = ("confirmed", "one_engine", "contradicted", "unreadable")
_PADDING = 2.0
_LEAST_HEIGHT = 32.0
_HEIGHT_IN_X = 2.2
"""Crops are at least this many x-heights tall, so that `nose` is not blown up to the size of capitals."""
_TALL = 1.5
_FOLD = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
                       "∆": "Δ", "×": "x", "·": ".", "•": ".", "～": "~", "…": "..."})  # fmt: skip
_TWINS = str.maketrans(
    {"i": "1", "l": "1", "|": "1", "!": "1", "o": "0", "一": "-", "=": "-", ",": ".", ":": ".", ";": "."}
)


@dataclass(frozen=True, slots=True)
class OcrReader:
    """The engines that read: the first always, the second where it is installed and knows the script."""

    first: LineReader
    second: LineReader

    @classmethod
    def open(cls, cache: Path | None = None) -> OcrReader:
        """Load PaddleOCR and Tesseract. OcrUnavailable, with the remedy, where either is missing."""
        return cls(PaddleReader(cache), TesseractReader())

    def read(self, crops: Sequence[Crop], scripts: Sequence[Script]) -> list[tuple[str, ...]]:
        """What the engines read in every crop; one text where the second does not know the script."""
        both = zip(self.first.read(crops, scripts), self.second.read(crops, scripts), strict=True)
        return [tuple(text for text in pair if text is not None) for pair in both]


def selected(slug: str, rate: float) -> bool:
    """Whether the sample of that slug is among the share `rate` (0 to 1) that is read; depends on nothing else."""
    return _hash("reading", slug) < rate * 2**64


def check_reading(view: View, ocr: OcrReader) -> Verdict:
    """Read some lines. Fails when a label of 3 or more glyphs is contradicted or more than half of the lines cannot
    be read; `unsure` when the sample has no line to read."""
    rows = chosen_lines(view)
    counts = Counter({"read": len(rows)} | dict.fromkeys(STATES, 0))
    problems = []
    labels = [view.text(int(row)) for row in rows]
    reads = ocr.read([crop_of(view, int(row)) for row in rows], [script_of(label) for label in labels])
    for row, label, texts in zip(rows.tolist(), labels, reads, strict=True):
        state = judge(label, texts)
        counts[state] += 1
        if state == "contradicted" and len(fold(label)) >= LEAST_GLYPHS:
            problems.append(f"{view.table.name(row)} says {label!r}, both engines read {texts[0]!r}")
    if 2 * counts["unreadable"] > len(rows):
        problems.append(f"{counts['unreadable']} of {len(rows)} lines cannot be read")
    status = "fail" if problems else "pass" if len(rows) else "unsure"
    reason = "; ".join(problems[:3]) if len(rows) else "no line to read"
    return Verdict(check="reading", status=status, reason=reason, measured=tuple(sorted(counts.items())))


def judge(label: str, texts: Sequence[str]) -> str:
    """What the engines' texts say about a label, see the module's text."""
    folded = [fold(text) for text in texts]
    hits = folded.count(fold(label))
    if hits:
        return "confirmed" if hits == len(texts) and hits > 1 else "one_engine"
    agree = len(texts) > 1 and len(set(folded)) == 1 and bool(folded[0])
    return "contradicted" if agree and not _twins(folded[0], fold(label)) else "unreadable"


def fold(text: str) -> str:
    """Compatibility forms, dashes and quotes folded, blanks dropped."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLD).split()).translate(_FOLD)


def _twins(one: str, other: str) -> bool:
    """Whether two texts differ only in letters that look alike out of context."""
    return one.casefold().translate(_TWINS) == other.casefold().translate(_TWINS)


def script_of(label: str) -> Script:
    """Which language data a label needs."""
    if any("\u2e80" <= ch <= "\u9fff" or "\uff00" <= ch <= "\uffef" for ch in label):
        return "han"
    return "digits" if all(ch in "0123456789.,-+%$ " for ch in label) else "latin"


def chosen_lines(view: View) -> Ints:
    """Up to 40 legible lines of plain text, chosen by hash of slug and row."""
    table = view.table
    rows = table.rows("line")
    plain = ~np.isin(rows, table.parent[table.rows("token")]) & ~within(table, rows, "formula", "formula_node")
    width, height = (table.box[rows, 2:] - table.box[rows, :2]).T
    upright_box = (table.shape[rows] == 1) | (height <= _TALL * width) | (table.text[rows, 1] - table.text[rows, 0] < 3)
    rows = rows[plain & upright_box & (table.legible[rows] == 1)]
    order = sorted(rows.tolist(), key=lambda row: _hash("line", view.slug, str(row)))[:MOST_LINES]
    glyphs = np.cumsum(np.diff(table.text[order], axis=1))
    return np.array(sorted(order[: max(1, int(np.searchsorted(glyphs, MOST_GLYPHS)))]), dtype=np.int64)


def crop_of(view: View, row: int) -> Crop:
    """A line cut out upright, with 2 px around it, at least 32 px tall."""
    table = view.table
    quad = quads_of(table, np.array([row]))[0]
    across, down = _side(quad[0], quad[1], quad[3], quad[2]), _side(quad[0], quad[3], quad[1], quad[2])
    above = max(_PADDING, (_HEIGHT_IN_X * table.x_height[row] / 16 - down) / 2)
    scale = max(1.0, _LEAST_HEIGHT / (down + 2 * above))
    width, height = round((across + 2 * _PADDING) * scale), round((down + 2 * above) * scale)
    target = np.array([[_PADDING, above], [_PADDING + across, above], [_PADDING + across, above + down],
                       [_PADDING, above + down]]) * scale  # fmt: skip
    # OpenCV counts from the centre of the first pixel, regions from its corner.
    matrix = cv2.getPerspectiveTransform((quad - 0.5).astype(np.float32), (target - 0.5).astype(np.float32))
    pixels = view.pages[table.page[row]].pixels
    cut = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)


def _side(a: Ints, b: Ints, c: Ints, d: Ints) -> float:
    """Mean length of two opposite sides."""
    return float(np.hypot(*(b - a)) + np.hypot(*(d - c))) / 2


def _hash(*words: str) -> int:
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest(), "big")
