"""Samples as they stand in a folder's shards, each member checked against its marker when it is read.

Any row is read alone, by seeking: what shows a few samples of many does not read the rest. Records stay plain JSON
values, so that what only shows or copies them needs no model of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from proofpress.folder import Folder
from proofpress.shards import MARKER, Member, layout, members_of, read_marker
from proofpress_core import jsonio
from proofpress_core.errors import ConfigError
from proofpress_core.rng import Split

Place = tuple[Member, int]
_WHOLE = "the bytes that its marker lists (run `proofpress verify` on its folder)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One sample of a shard: the members' bytes by name, the flat fields of its JSON, and its record (both as plain
    JSON values, see docs/RECORD.md)."""

    members: Mapping[str, bytes]
    flat: Mapping[str, Any]
    record: Mapping[str, Any]

    @property
    def slug(self) -> str:
        """The sample's id."""
        return str(self.flat["id"])

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pages' files by name, in the order of the pages."""
        named = sorted((name for name in self.members if name.endswith(".png")), key=lambda name: (len(name), name))
        return {name: self.members[name] for name in named}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A shard with its marker. `rows[i]` lists the members of sample i with the places of their bytes."""

    path: Path
    domain: str
    split: Split
    rows: Sequence[Sequence[Place]]

    def read(self, row: int) -> Stored:
        """One sample. ConfigError naming the member whose bytes are not those of the marker."""
        held: dict[str, bytes] = {}
        try:
            with self.path.open("rb") as file:
                for member, place in self.rows[row]:
                    file.seek(place)
                    held[member.name] = file.read(member.size)
                    if sha256(held[member.name]).hexdigest() != member.sha256:
                        raise ConfigError(str(self.path), member.name, _WHOLE)
        except OSError as error:
            raise ConfigError(str(self.path), error.strerror, "a shard that can be read") from error
        return _parsed(self.path, held)

    def __iter__(self) -> Iterator[Stored]:
        return (self.read(row) for row in range(len(self.rows)))


def shards_of(folder: Path) -> list[Shard]:
    """The shards of a folder that hold samples, by name. ConfigError if the folder is none of `make`."""
    Folder(folder).read_plan()
    read = ((path, read_marker(path)) for path in sorted(folder.glob(f"*{MARKER}")))
    return [_shard(path, marker) for path, marker in read if marker["rows"]]


def _shard(path: Path, marker: Mapping[str, Any]) -> Shard:
    places = layout(members_of(marker))
    rows = [list(group) for _, group in groupby(places, key=lambda place: place[0].name.split(".", 1)[0])]
    return Shard(path=path.with_name(marker["file"]), domain=marker["domain"], split=marker["split"], rows=rows)


def _parsed(path: Path, held: Mapping[str, bytes]) -> Stored:
    try:
        name = next(name for name in held if name.endswith(".json"))
        flat = jsonio.loads(held[name])
        return Stored(members=held, flat=flat, record=jsonio.loads(flat["record"]))
    except (ValueError, KeyError, StopIteration) as error:
        raise ConfigError(str(path), ", ".join(held), f"members of one sample ({error})") from error
