"""How a run shows where it is: a bar on a terminal, plain lines otherwise, nothing in a library call."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol, TextIO


class Progress(Protocol):
    """Told what happens while items are made."""

    def start(self, items: int, done: int) -> None:
        """Work begins: so many items in all, so many of them there already."""

    def advance(self) -> None:
        """One more item is made."""

    def note(self, text: str) -> None:
        """A line that the user should see."""

    def stop(self) -> None:
        """Work has ended, well or not."""


class Quiet:
    """Shows nothing."""

    def start(self, items: int, done: int) -> None:
        pass

    def advance(self) -> None:
        pass

    def note(self, text: str) -> None:
        pass

    def stop(self) -> None:
        pass


class Lines:
    """A line every few seconds, for logs."""

    def __init__(self, stream: TextIO, every: float = 5.0) -> None:
        self._stream, self._every = stream, every
        self._items = self._done = 0
        self._shown = 0.0

    def start(self, items: int, done: int) -> None:
        self._items, self._done, self._shown = items, done, time.monotonic()
        self.note(f"resuming: {done} of {items} items are there" if done else f"making {items} items")

    def advance(self) -> None:
        self._done += 1
        if time.monotonic() - self._shown >= self._every or self._done == self._items:
            self._shown = time.monotonic()
            self.note(f"{self._done} of {self._items} items")

    def note(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()

    def stop(self) -> None:
        self._stream.flush()


class Bar:
    """A bar with counts and the time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                   TextColumn("left"), TimeRemainingColumn())  # fmt: skip
        self._bar = RichProgress(*columns, console=Console(stderr=True))
        self._task: Any = None

    def start(self, items: int, done: int) -> None:
        self._task = self._bar.add_task("items", total=items, completed=done)
        self._bar.start()

    def advance(self) -> None:
        self._bar.advance(self._task)

    def note(self, text: str) -> None:
        self._bar.console.print(text, markup=False, highlight=False)

    def stop(self) -> None:
        self._bar.stop()


def for_terminal() -> Progress:
    """A bar if standard error is a terminal, else lines."""
    return Bar() if sys.stderr.isatty() else Lines(sys.stderr)
