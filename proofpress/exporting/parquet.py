"""Parquet as `datasets` writes it: one file a split, one row a sample, pictures embedded.

The flat columns carry the sample's first question, `response` its answer as an assistant says it; `questions` holds
all of them as JSON text and `record` the whole written record, so that every row has the same columns whatever its
domain. A row group has at most 100 rows and ends early at 100 MB, because viewers read whole groups. Pictures are
neither compressed again nor put in a dictionary.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from proofpress.exporting.responses import response
from proofpress.shards import temporary
from proofpress.stored import Shard, Stored
from proofpress_core import jsonio

GROUP_ROWS = 100
GROUP_BYTES = 100_000_000
_TEXT, _NUMBER = pa.string(), pa.int64()
_PICTURES = pa.list_(pa.struct([("bytes", pa.binary()), ("path", _TEXT)]))
COLUMNS: tuple[tuple[str, pa.DataType], ...] = (
    ("id", _TEXT), ("images", _PICTURES), ("question", _TEXT), ("answer", _TEXT), ("answer_kind", _TEXT),
    ("response", _TEXT), ("choices", pa.list_(_TEXT)), ("question_count", _NUMBER), ("questions", _TEXT),
    ("domain", _TEXT), ("generator", _TEXT), ("version", _NUMBER), ("split", _TEXT), ("language", _TEXT),
    ("width", _NUMBER), ("height", _NUMBER), ("pages", _NUMBER), ("text", _TEXT), ("seed", _NUMBER), ("plan", _TEXT),
    ("record", _TEXT),
)  # fmt: skip
_REPEATED = ("answer_kind", "domain", "generator", "split", "language", "plan", "version", "pages", "seed")
"""Columns of few different values, which a dictionary makes small."""


def schema() -> pa.Schema:
    """Columns and the features that `datasets` reads from the file's metadata."""
    info = {"info": {"features": {name: _feature(kind) for name, kind in COLUMNS}}}
    return pa.schema(COLUMNS, metadata={"huggingface": json.dumps(info)})


def _feature(kind: pa.DataType) -> Any:
    """The feature of a column's type in the notation that old and new versions of `datasets` read."""
    if pa.types.is_list(kind):
        return {"feature": _feature(kind.value_type), "_type": "Sequence"}
    if pa.types.is_struct(kind):
        return {"_type": "Image"}
    return {"dtype": str(kind), "_type": "Value"}


def write_split(shards: Iterable[Shard], target: Path, split: str) -> list[Path]:
    """Write `<split>-00000-of-00001.parquet`, the name by which loaders know the split."""
    path = target / f"{split}-00000-of-00001.parquet"
    compression = {_leaf(name, kind): "snappy" for name, kind in COLUMNS if name != "images"}
    compression |= {"images.list.element.bytes": "none", "images.list.element.path": "snappy"}
    columns = schema()
    with pq.ParquetWriter(temporary(path), columns, compression=compression, use_dictionary=list(_REPEATED),
                          write_page_index=True) as writer:  # fmt: skip
        for group in groups(stored for shard in shards for stored in shard):
            table = pa.Table.from_pylist([row(stored) for stored in group], schema=columns)
            writer.write_table(table, row_group_size=GROUP_ROWS)
    os.replace(temporary(path), path)
    return [path]


def _leaf(name: str, kind: pa.DataType) -> str:
    return f"{name}.list.element" if pa.types.is_list(kind) else name


def groups(samples: Iterable[Stored]) -> Iterator[list[Stored]]:
    """The samples in row groups."""
    group: list[Stored] = []
    size = 0
    for stored in samples:
        weight = sum(map(len, stored.members.values()))
        if group and (len(group) == GROUP_ROWS or size + weight > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(stored)
        size += weight
    if group:
        yield group


def row(stored: Stored) -> dict[str, Any]:
    """One sample as a row."""
    questions = stored.record["questions"]
    images = [{"bytes": data, "path": name} for name, data in stored.pictures.items()]
    return {
        **stored.flat, "images": images, "choices": questions[0]["choices"],
        "response": response(questions[0], stored.record),
        "questions": jsonio.dumps(questions).decode(),
    }  # fmt: skip
