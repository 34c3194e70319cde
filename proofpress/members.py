"""The written form of one sample: its members of a shard, by name (see docs/RECORD.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from proofpress_core import jsonio
from proofpress_core.roles import Level
from proofpress_core.sample import Record, Sample, Verdict

LEVELS: Mapping[str, Level] = {"char": Level.CHAR, "word": Level.WORD, "line": Level.LINE, "item": Level.ITEM}

_AFTER_RECORD = b'","seed":'
_NO_VERDICTS = b'\\"verdicts\\":[]}' + _AFTER_RECORD
"""The end of a record without verdicts in the flat JSON. A quote that is not escaped ends a text, so this can stand
nowhere else: only the record comes before the key `seed`."""


def write(sample: Sample, geometry: str = "char") -> dict[str, bytes]:
    """Member name to bytes, sorted by name: the flat JSON, the text, and one picture a page. Regions deeper than
    `geometry` are left out of the record. ValueError for a record without a question."""
    record = sample.record
    if not record.questions:
        raise ValueError(f"{record.key.slug}: a record has at least one question")
    shallow = dataclasses.replace(record, scene=record.scene.cut(LEVELS[geometry]))
    slug = record.key.slug
    members = {f"{slug}.json": jsonio.dumps(_flat(shallow)), f"{slug}.txt": _text(record).encode()}
    for number, page in enumerate(sample.pages):
        members[f"{slug}{_page_ending(number, len(sample.pages))}"] = page
    return dict(sorted(members.items()))


def with_verdicts(members: Mapping[str, bytes], verdicts: tuple[Verdict, ...]) -> dict[str, bytes]:
    """The same members, which `write` made of a record without verdicts, with these verdicts in the record. ValueError
    if it has some already. Verdicts are a record's last key, so that the rest needs no reading."""
    name = next(name for name in members if name.endswith(".json"))
    before, bare, after = members[name].partition(_NO_VERDICTS)
    if not bare:
        raise ValueError(f"{name}: the record already has verdicts")
    told = jsonio.dumps(jsonio.dumps({"verdicts": jsonio.encode(verdicts)}).decode())
    return {**members, name: before + told.removeprefix(b'"{').removesuffix(b'"') + _AFTER_RECORD + after}


def read(members: Mapping[str, bytes]) -> Sample:
    """The sample that members hold; inverse of `write`. ValueError naming the place where they do not fit."""
    name = next((name for name in members if name.endswith(".json")), "")
    if not name:
        raise ValueError(f"no .json among {sorted(members)}")
    flat = jsonio.loads(members[name])
    record: Record = jsonio.decode(Record, jsonio.loads(flat["record"]))
    endings = [_page_ending(number, flat["pages"]) for number in range(flat["pages"])]
    stem = name.removesuffix(".json")
    missing = [stem + ending for ending in endings if stem + ending not in members]
    if missing:
        raise ValueError(f"the member {missing[0]} is missing")
    return Sample(record=record, pages=tuple(members[stem + ending] for ending in endings))


def _page_ending(number: int, count: int) -> str:
    return ".png" if count == 1 else f".page{number}.png"


def _text(record: Record) -> str:
    return "\n\n".join(page.text for page in record.scene.pages)


def _flat(record: Record) -> dict[str, Any]:
    """Texts and integers only, the same keys in every record: what loaders infer a schema from."""
    key, first, page = record.key, record.questions[0], record.scene.pages[0]
    return {
        "id": key.slug, "domain": record.domain, "generator": key.generator, "version": key.version,
        "split": key.split, "language": first.language, "width": page.width, "height": page.height,
        "pages": len(record.scene.pages), "text": _text(record), "question": first.text,
        "answer": first.answer.value, "answer_kind": first.answer.kind, "question_count": len(record.questions),
        "seed": key.seed, "plan": record.provenance.plan, "record": jsonio.dumps(jsonio.encode(record)).decode(),
    }  # fmt: skip
