"""Reads the members of one written sample into a light view, without the classes that wrote it.

Everything that is not as written in docs/RECORD.md raises `VerifyError` naming the member; nothing else is raised,
whatever the bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from verify.errors import VerifyError
from verify.images import png_pixels
from verify.patterns import FLAT, RECORD
from verify.schema import match
from verify.table import Floats, Ints, Table, read_table

JSON_LIMIT = 64 * 2**20
"""Bytes of a JSON member: a page of 10,000 characters takes about 3 MB, so this stops only what is no sample."""
_WARP_ONE = float(1 << 44)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageView:
    """One page: size in pixels, text, the 3x3 map from drawn to shipped pixels, and the decoded RGB pixels."""

    width: int
    height: int
    text: str
    warp: Floats
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One sample as it was read. `contents`, `axes` and `questions` are plain JSON objects; `derived` keeps what
    several checks compute from it."""

    slug: str
    domain: str
    generator: str
    language: str
    pages: tuple[PageView, ...]
    table: Table
    contents: tuple[dict[str, Any], ...]
    axes: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    effects: tuple[str, ...]
    by_id: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)

    def text(self, row: int) -> str:
        """Text of a region."""
        begin, end = self.table.text[row]
        return str(self.pages[self.table.page[row]].text[begin:end])

    def texts(self, rows: Ints) -> list[str]:
        """Texts of several regions."""
        table, pages = self.table, [page.text for page in self.pages]
        places = zip(table.page[rows].tolist(), table.text[rows].tolist(), strict=True)
        return [pages[page][begin:end] for page, (begin, end) in places]


def read_sample(members: Mapping[str, bytes]) -> View:
    """The view of one sample from its members by name. VerifyError naming the member that is wrong."""
    slug = _slug(members)
    name = f"{slug}.json"
    flat = _json(members[name], name)
    record = _json(_matched(flat, FLAT, name)["record"].encode(), f"{name} (record)", canonical=True)
    _matched(record, RECORD, f"{name} (record)")
    try:
        _check_flat(flat, record, slug)
        table = read_table(record["scene"]["regions"])
        _check_places(table, record)
    except (ValueError, OverflowError) as error:
        raise VerifyError(name, str(error)) from error
    pages = _pages(members, slug, record["scene"]["pages"])
    _check_text(members, slug, flat["text"], pages)
    return _view(slug, flat, record, table, pages)


def _slug(members: Mapping[str, bytes]) -> str:
    names = [name for name in members if name.endswith(".json")]
    if len(names) != 1:
        raise VerifyError("sample", f"expected one JSON member, got {sorted(members)}")
    return names[0].removesuffix(".json")


def _json(data: bytes, name: str, *, canonical: bool = False) -> Any:
    if len(data) > JSON_LIMIT:
        raise VerifyError(name, f"{len(data)} bytes, at most {JSON_LIMIT} are read")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise VerifyError(name, f"is not JSON: {error}") from error
    if canonical and orjson.dumps(value, option=orjson.OPT_SORT_KEYS) != data:
        raise VerifyError(name, "is not canonical JSON (sorted keys, no blanks, no key twice)")
    return value


def _matched(value: Any, pattern: dict[str, Any], name: str) -> dict[str, Any]:
    try:
        match(value, pattern)
    except ValueError as error:
        raise VerifyError(name, str(error)) from error
    assert isinstance(value, dict)
    return value


def _check_flat(flat: dict[str, Any], record: dict[str, Any], slug: str) -> None:
    """The flat fields repeat the record; the first question is the one they show."""
    key, pages, questions = record["key"], record["scene"]["pages"], record["questions"]
    if not pages:
        raise ValueError("the record has no page")
    expected: dict[str, Any] = {
        "id": slug, "domain": record["domain"], "generator": key["generator"], "version": key["version"],
        "split": key["split"], "seed": key["seed"], "pages": len(pages), "question_count": len(questions),
        "width": pages[0]["width"], "height": pages[0]["height"], "plan": record["provenance"]["plan"],
    }  # fmt: skip
    if questions:
        answer = questions[0]["answer"]
        expected |= {"question": questions[0]["text"], "answer": answer["value"], "answer_kind": answer["kind"]}
    for name, value in expected.items():
        if flat[name] != value:
            raise ValueError(f"{name} is {flat[name]!r}, the record says {value!r}")


def _check_places(table: Table, record: dict[str, Any]) -> None:
    """Pages, contents and text spans that rows name must exist."""
    pages, contents = record["scene"]["pages"], record["scene"]["contents"]
    lengths = np.array([len(page["text"]) for page in pages], dtype=np.int64)
    for name, count, low in (("page", len(pages), 0), ("content", len(contents), -1)):
        column = getattr(table, name)
        wrong = np.flatnonzero((column < low) | (column >= count))
        if len(wrong):
            raise ValueError(f"{table.name(int(wrong[0]))} names {name} {column[wrong[0]]} of {count}")
    begin, end = table.text.T
    wrong = np.flatnonzero((begin < 0) | (begin > end) | (end > lengths[table.page]))
    if len(wrong):
        row = int(wrong[0])
        raise ValueError(f"{table.name(row)} has the text span {begin[row]} to {end[row]}, outside its page's text")
    ids = [content["id"] for content in contents]
    if len(set(ids)) != len(ids):
        raise ValueError(f"two contents have one id: {sorted(ids)}")


def _pages(members: Mapping[str, bytes], slug: str, written: list[dict[str, Any]]) -> tuple[PageView, ...]:
    names = [f"{slug}.png"] if len(written) == 1 else [f"{slug}.page{n}.png" for n in range(len(written))]
    expected = {*names, f"{slug}.json", f"{slug}.txt"}
    if set(members) != expected:
        raise VerifyError(slug, f"members {sorted(set(members) ^ expected)} are missing or unknown")
    pages = []
    for name, page in zip(names, written, strict=True):
        pixels = png_pixels(members[name], name, (page["width"], page["height"]))
        warp = np.array(page["warp"]["matrix"], dtype=np.float64).reshape(3, 3) / _WARP_ONE
        if abs(np.linalg.det(warp)) < 1e-9:
            raise VerifyError(f"{slug}.json", "a page's warp cannot be inverted")
        pages.append(PageView(width=page["width"], height=page["height"], text=page["text"], warp=warp, pixels=pixels))
    return tuple(pages)


def _check_text(members: Mapping[str, bytes], slug: str, flat: str, pages: tuple[PageView, ...]) -> None:
    text = "\n\n".join(page.text for page in pages)
    if flat != text:
        raise VerifyError(f"{slug}.json", "text is not the text of the pages")
    if members[f"{slug}.txt"] != text.encode():
        raise VerifyError(f"{slug}.txt", "is not the text of the pages")


def _view(slug: str, flat: dict[str, Any], record: dict[str, Any], table: Table, pages: tuple[PageView, ...]) -> View:
    scene = record["scene"]
    return View(
        slug=slug, domain=record["domain"], generator=record["key"]["generator"], language=flat["language"],
        pages=pages, table=table, contents=tuple(scene["contents"]), axes=tuple(scene["axes"]),
        questions=tuple(record["questions"]), effects=tuple(record["provenance"]["effects"]),
        by_id={content["id"]: content for content in scene["contents"]},
    )  # fmt: skip
