"""Shards on disk: WebDataset tar files that are whole or not there.

Files are written to a temporary name, synced, renamed, and the folder is synced; the marker of a shard goes last, so
marker present means shard valid at every point at which a machine can stop. Tar headers are ustar with mtime 0, owner
0 and mode 0644, so the bytes follow from the members alone.
"""

from __future__ import annotations

import os
import platform
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from proofpress.pipeline import FULL_DISK
from proofpress_core import jsonio
from proofpress_core.errors import BackendError, ConfigError

MARKER = ".marker.json"
_BLOCK = 512
_RECORD = 20 * _BLOCK

Opener = Callable[[Path], BinaryIO]
"""Opens a file for writing; tests give one that fails at a byte."""
Step = Callable[[str], None]
"""Called with a name before each thing done to the disk; tests stop the process there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a shard: where its data begin, and their digest."""

    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class ShardWriter:
    """Writes one tar under a temporary name; `commit` gives it its name, `abandon` removes it."""

    path: Path
    open: Opener
    members: list[Member] = field(default_factory=list)
    rows: int = 0
    size: int = 0
    _file: BinaryIO = field(init=False)
    _hash: Any = field(default_factory=sha256)

    def __post_init__(self) -> None:
        self._file = self.open(temporary(self.path))

    def add(self, members: Mapping[str, bytes]) -> None:
        """Append the members of one sample."""
        for name, data in members.items():
            self._write(_header(name, len(data)))
            self._write(data)
            self._write(bytes(-len(data) % _BLOCK))
            self.members.append(Member(name=name, size=len(data), sha256=sha256(data).hexdigest()))
        self.rows += 1

    def finish(self) -> str:
        """Write the end of the archive and sync; the file's digest. It still has its temporary name."""
        self._write(bytes(2 * _BLOCK))
        self._write(bytes(-self.size % _RECORD))
        _sync(self._file)
        self._file.close()
        return str(self._hash.hexdigest())

    def commit(self) -> None:
        """Give the finished file its name."""
        os.replace(temporary(self.path), self.path)
        sync_folder(self.path.parent)

    def abandon(self) -> None:
        """Remove what was written, if it has no name yet."""
        try:
            self._file.close()
        finally:
            temporary(self.path).unlink(missing_ok=True)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)


def temporary(path: Path) -> Path:
    """The name under which this process writes a file before it gets its own."""
    return path.with_name(f".{path.name}.{platform.node()}-{os.getpid()}.tmp")


def open_file(path: Path) -> BinaryIO:
    """Open for writing, anew."""
    return path.open("wb")


def write_atomically(path: Path, data: bytes, opener: Opener = open_file) -> None:
    """Write a small file so that it is whole or not there."""
    try:
        with opener(temporary(path)) as file:
            file.write(data)
            _sync(file)
        os.replace(temporary(path), path)
        sync_folder(path.parent)
    finally:
        temporary(path).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def disk_error(error: OSError, path: Path) -> BackendError | None:
    """What to tell the user when a write failed because there is no room; None for other errors."""
    if error.errno not in FULL_DISK:
        return None
    remedy = "make room and go on with --resume; every shard with a marker is whole"
    return BackendError("disk", f"no room left while writing {path} ({error.strerror})", remedy)


def layout(members: list[Member]) -> Iterator[tuple[Member, int]]:
    """Every member with the place of its first byte in the tar."""
    place = 0
    for member in members:
        yield member, place + _BLOCK
        place += _BLOCK + member.size + -member.size % _BLOCK


def read_shard(path: Path) -> Iterator[dict[str, bytes]]:
    """The samples of a shard in order, each as member name to bytes. ConfigError if it is no whole tar."""
    sample: dict[str, bytes] = {}
    try:
        with tarfile.open(path, "r:") as archive:
            for info in archive:
                file = archive.extractfile(info)
                if file is None:
                    raise ConfigError(str(path), info.name, "regular files only")
                if sample and _stem(info.name) != _stem(next(iter(sample))):
                    yield sample
                    sample = {}
                sample[info.name] = file.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ConfigError(str(path), str(error), "a whole shard (run `proofpress verify` on its folder)") from error
    if sample:
        yield sample


def write_marker(path: Path, marker: Mapping[str, Any], opener: Opener = open_file) -> None:
    """Write a marker, with a digest over its own values."""
    write_atomically(path, jsonio.dumps({**marker, "digest": _digest(marker)}) + b"\n", opener)


def read_marker(path: Path) -> dict[str, Any]:
    """The marker of a shard. ConfigError if it is none, was changed, or is that of another shard."""
    try:
        marker: dict[str, Any] = jsonio.loads(path.read_bytes())
        whole = marker.pop("digest") == _digest(marker)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole or marker["file"] not in ("", path.name.removesuffix(MARKER) + ".tar"):
        expected = "the marker as it was written; delete it, and `proofpress make ... --resume` makes its shard anew"
        raise ConfigError("marker", str(path), expected)
    return marker


def _digest(marker: Mapping[str, Any]) -> str:
    return sha256(jsonio.dumps(marker)).hexdigest()


def members_of(marker: Mapping[str, Any]) -> list[Member]:
    """The members that a marker lists, in the order of the shard."""
    return [Member(name=name, size=size, sha256=digest) for name, size, digest in marker["members"]]


def _stem(name: str) -> str:
    return name.split(".", 1)[0]


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o644
    return info.tobuf(format=tarfile.USTAR_FORMAT)
