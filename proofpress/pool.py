"""Worker processes: started fresh (spawn), fed one block at a time, renewed now and then, gone when the parent is gone.

Not concurrent.futures: a worker must end when its parent is killed, say how far it is, be renewed without a deadlock,
and its death must be reported with the exit code.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from proofpress import machine
from proofpress_core.errors import BackendError, ProofpressError

RENEW_AFTER = 4000
"""Items after which a worker is replaced by a fresh one, so that no leak of a library adds up."""
_PATIENCE = 5.0
"""Seconds that a worker is given to end before it is killed."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One more item is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A block is on disk: what its markers say, seconds by stage, and the greatest memory of the process in KiB."""

    number: int
    whole: dict[str, Any]
    seconds: dict[str, float]
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A block failed: `slug` and `report` are set for a bug, else `text` is for the user."""

    text: str
    slug: str = ""
    stage: str = ""
    report: str = ""


Message = Ticked | Finished | Failed


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    made: int = 0
    block: int = field(default=-1)


class Pool:
    """`run` yields messages until every block is done. Use as a context manager: leaving it ends the workers."""

    def __init__(self, plan: str, folder: Path, workers: int) -> None:
        self._plan, self._folder, self._size = plan, folder, workers
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        machine.use_one_thread()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def run(self, blocks: Sequence[tuple[int, int]]) -> Iterator[Message]:
        """Give out blocks (number, items) in order. BackendError if a worker dies."""
        waiting = list(reversed(blocks))
        for _ in range(min(self._size, len(waiting))):
            self._feed(self._start(), waiting)
        while busy := [worker for worker in self._workers if worker.block >= 0]:
            for pipe in wait([worker.pipe for worker in busy]):
                worker = next(worker for worker in busy if worker.pipe is pipe)
                message = self._receive(worker)
                yield message
                if isinstance(message, Finished):
                    worker.block = -1
                    self._feed(self._renewed(worker), waiting)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._plan, str(self._folder)), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _feed(self, worker: _Worker, waiting: list[tuple[int, int]]) -> None:
        if waiting:
            worker.block, items = waiting.pop()
            worker.made += items
            worker.pipe.send(worker.block)

    def _renewed(self, worker: _Worker) -> _Worker:
        if worker.made < RENEW_AFTER:
            return worker
        worker.pipe.send(None)
        self._end(worker)
        self._workers.remove(worker)
        return self._start()

    def _receive(self, worker: _Worker) -> Message:
        try:
            message: Message = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join(_PATIENCE)
            code = worker.process.exitcode
            why = "killed, perhaps for want of memory" if code == -signal.SIGKILL else f"exit code {code}"
            raise BackendError(
                "worker", f"a process died ({why})", "go on with --resume, with fewer --workers"
            ) from None
        return message

    def _end(self, worker: _Worker) -> None:
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()


def work(pipe: Connection, plan: str, folder: str) -> None:
    """Body of a worker process: receive block numbers until None, answer with messages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    from proofpress.memory import Lasting
    from proofpress.plan import Plan
    from proofpress_core import jsonio

    run, lasting = Runner(Plan.from_json(jsonio.loads(plan)), Path(folder)), Lasting()

    def tick() -> None:
        lasting.tick()
        pipe.send(Ticked())

    while (number := pipe.recv()) is not None:
        for message in run.block(number, tick):
            pipe.send(message)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class Runner:
    """Runs blocks in this process and turns how they end into messages."""

    def __init__(self, plan: Any, folder: Path, disk: Any = None) -> None:
        import cv2

        from proofpress.blocks import Disk
        from proofpress.pipeline import Pipeline

        cv2.setNumThreads(1)
        self._pipeline = Pipeline(plan)
        self._folder = folder
        self._disk = disk or Disk()

    def block(self, number: int, tick: Any) -> Iterator[Message]:
        """Make one block; yields how it ended."""
        from proofpress.blocks import run_block
        from proofpress.memory import give_back
        from proofpress.pipeline import Bug, Clock
        from proofpress.shards import disk_error

        self._pipeline.clock = Clock()
        block = self._pipeline.plan.blocks[number]
        try:
            whole = run_block(self._pipeline, block, self._folder, self._disk, tick)
        except Bug as bug:
            yield Failed(text=str(bug), slug=bug.slug, stage=bug.stage, report=bug.report)
        except ProofpressError as error:
            yield Failed(text=str(error))
        except OSError as error:
            full = disk_error(error, self._folder)
            yield Failed(text=str(full)) if full else _bug(block.name, error)
        except Exception as error:
            yield _bug(block.name, error)
        else:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            seconds = dict(self._pipeline.clock.seconds)
            yield Finished(number=number, whole=whole, seconds=seconds, memory=memory)
        finally:
            give_back()


def _bug(name: str, error: BaseException) -> Failed:
    report = "".join(traceback.format_exception(error))
    return Failed(text=f"{name}: {error!r}", slug=name, stage="block", report=report)
