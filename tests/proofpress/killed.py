"""Kills runs at many points and resumes them. A program of its own, because it forks and dies.

Usage: killed.py FOLDER. Prints a JSON list of [where it died, whether what was marked was whole, whether the resumed
folder is the same as one that was never stopped].
"""

from __future__ import annotations

import json
import os
import signal
import sys
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "plugin"), str(HERE.parent)]

from tiny_recipes import changed, contents  # noqa: E402

from proofpress.blocks import Disk  # noqa: E402
from proofpress.executor import make  # noqa: E402
from proofpress.shards import open_file  # noqa: E402

RECIPE = changed(count=12, shard_size=4, splits={"train": "0.75", "val": "0.25"})
POINTS = 24


class Steps:
    """Counts the steps of a run, and dies at one of them. A file's every write is a step, too: the process dies when
    half of the data are on disk."""

    def __init__(self, die_at: int) -> None:
        self.names: list[str] = []
        self.die_at = die_at

    def step(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def open(self, path: Path) -> BinaryIO:
        file = open_file(path)
        steps = self

        class Dying:
            def write(self, data: bytes) -> int:
                if ".marker.json." in path.name:
                    file.write(data[: len(data) // 2])
                    file.flush()
                    steps.step(f"half of {path.name.split('.json')[0]}")
                    file.seek(0)
                return file.write(data)

            def __getattr__(self, name: str) -> object:
                return getattr(file, name)

            def __enter__(self) -> Dying:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

        return Dying()  # type: ignore[return-value]


def run(folder: Path, die_at: int, *, resume: bool) -> None:
    """Make the recipe in a child process that dies at a step (0: none)."""
    child = os.fork()
    if child == 0:
        steps = Steps(die_at)
        try:
            make(RECIPE, folder, resume=resume, disk=Disk(steps.open, steps.step))
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def marked_is_whole(folder: Path) -> bool:
    """Whether every shard that has a marker is what the marker says."""
    told = [json.loads(path.read_text()) for path in folder.glob("*.marker.json")]
    return all(sha256((folder / marker["file"]).read_bytes()).hexdigest() == marker["sha256"] for marker in told)


def main(home: Path) -> None:
    steps = Steps(0)
    # made in this process, so that the children find everything loaded
    make(RECIPE, home / "whole", disk=Disk(steps.open, steps.step))
    names = steps.names
    wanted = contents(home / "whole")
    telling = [place for place, name in enumerate(names, 1) if not name.startswith("write")]
    plain = [place for place, name in enumerate(names, 1) if name.startswith("write")]
    places = (telling + plain[:: max(1, len(plain) // 6)])[:: max(1, (len(telling) + 6) // POINTS)]
    results = []
    for place in places:
        folder = home / f"killed-{place}"
        run(folder, place, resume=False)
        whole = marked_is_whole(folder)
        run(folder, 0, resume=True)
        results.append([names[place - 1], whole, contents(folder) == wanted])
    sys.stdout.write(json.dumps(results))


main(Path(sys.argv[1]))
