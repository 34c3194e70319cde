"""A folder's samples in the formats that trainers read: Parquet as the Hugging Face hub has it, chat messages
about the questions, and chat messages that transcribe the pictures.

The exports follow from the shards alone and give the same bytes every time (Parquet: for one version of pyarrow).
Files get their names when they are whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from proofpress.exporting import messages, parquet, transcripts
from proofpress.folder import MANIFEST
from proofpress.pipeline import FULL_DISK
from proofpress.shards import temporary
from proofpress.stored import Shard, shards_of
from proofpress_core.errors import BackendError, ConfigError

Writer = Callable[[Iterable[Shard], Path, str], list[Path]]
"""Writes one split of a data set (its shards, the folder, the split's name in file names)."""
FORMATS: Mapping[str, Writer] = {"parquet": parquet.write_split, "messages": messages.write_split,
                                     "transcripts": transcripts.write_split}  # fmt: skip
SPLIT_NAMES = {"train": "train", "val": "validation", "test": "test"}
"""What loaders call our splits."""


def export(folder: str | Path, form: str, out: str | Path) -> list[Path]:
    """Write all samples of a folder of `make` as `form` (a key of FORMATS) into `out`, which must be new or empty.
    Returns the files that a trainer is given. ConfigError for an unknown format, an unfinished folder, a damaged shard
    or a place that cannot be written."""
    if form not in FORMATS:
        raise ConfigError("--format", form, "a known format", valid=FORMATS)
    home, target = Path(folder), Path(out)
    shards = shards_of(home)
    if not (home / MANIFEST).is_file():
        raise ConfigError("folder", str(home), "a finished folder; finish it with `proofpress make ... --resume`")
    _prepare(target)
    try:
        return [
            path
            for split, name in SPLIT_NAMES.items()
            for path in _write(FORMATS[form], [shard for shard in shards if shard.split == split], target, name)
        ]
    except OSError as error:
        if error.errno in FULL_DISK:
            remedy = "make room, empty the folder and export again"
            raise BackendError("disk", f"no room left while writing into {target}", remedy) from error
        raise ConfigError("--out", str(target), f"a folder that can be written ({error.strerror})") from error


def _write(writer: Writer, shards: list[Shard], target: Path, name: str) -> list[Path]:
    """One split, if it has samples; nothing that was being written stays behind under a temporary name."""
    if not shards:
        return []
    try:
        return writer(shards, target, name)
    finally:
        for rest in target.glob(temporary(Path("*")).name):
            rest.unlink()


def _prepare(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        held = sorted(os.listdir(target))
    except OSError as error:
        raise ConfigError("--out", str(target), f"a folder that can be written ({error.strerror})") from error
    if held:
        raise ConfigError("--out", str(target), f"a new or empty folder, not one that holds {held[0]}")
