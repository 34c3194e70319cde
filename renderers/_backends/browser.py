"""One headless Chromium per process, spoken to in the DevTools protocol over a pair of pipes.

Started on first use, restarted when it died, renewed after `RENEW_AFTER` uses so that its memory stays bounded, closed
at exit. It leaves by itself when its parent dies, even by a signal that cannot be caught, because the pipe closes. The
profile is a temporary folder: a shell that waits for the browser removes it, whoever is still alive. Folders that were
left behind all the same (the shell was killed too) are removed on the next start. No network is used.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import re
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from proofpress_core.errors import BackendError

T = TypeVar("T")
RENEW_AFTER = 500
_CALL_SECONDS = 60.0
_CLOSE_SECONDS = 3.0
_PREFIX = "proofpress-browser-"
_NAMES = ("chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
          "google-chrome-stable", "microsoft-edge")  # fmt: skip
_SHELL = "/bin/sh"
_KEEPER = 'profile=$1; shift; "$@"; rm -rf "$profile"'
"""Runs the browser, whose profile is the first argument, and clears up after it."""
_FLAGS = (
    "--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--mute-audio", "--no-first-run", "--no-default-browser-check", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-lcd-text", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability", "--disable-extensions",
    "--disable-sync", "--metrics-recording-only", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def find_browser() -> str | None:
    """Path of the browser: `$BROWSER_PATH`, else the first known name on the search path, else None."""
    named = os.environ.get("BROWSER_PATH", "")
    if named:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Gone(Exception):
    """The browser died, or does not answer."""


class Browser:
    """A running browser with one blank page. `call` sends one DevTools command to that page and returns its result.
    BackendError if there is no browser on the machine."""

    def __init__(self) -> None:
        path = find_browser()
        if path is None:
            raise BackendError("browser", "no Chromium found", "install chromium-headless-shell or set BROWSER_PATH")
        _sweep()
        self._profile = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")
        self._commands, self._replies, self.pid = _start(path, self._profile)
        self._buffer, self._serial, self._session = b"", 0, ""
        self.uses = 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command. Gone when the browser does not answer; ValueError when it answers with an error."""
        self._serial += 1
        message = {"id": self._serial, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._send(json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _CALL_SECONDS
        while True:
            reply = self._receive(deadline)
            if reply.get("id") == self._serial:
                if "error" in reply:
                    raise ValueError(f"{method}: {reply['error']['message']}")
                result: dict[str, Any] = reply["result"]
                return result

    def evaluate(self, expression: str) -> Any:
        """Value of a JavaScript expression, promises awaited. ValueError with the page's message if it throws."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise ValueError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def close(self) -> None:
        """End the browser and remove its profile. Safe to call twice."""
        if self.pid:
            self._session = ""
            with contextlib.suppress(Gone):
                self._send(json.dumps({"id": 0, "method": "Browser.close"}).encode() + b"\0")
            _reap(self.pid)
            self.pid = 0
            os.close(self._commands)
            os.close(self._replies)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _send(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(self._commands, data) :]
        except OSError as error:
            raise Gone("the command pipe is closed") from error

    def _receive(self, deadline: float) -> dict[str, Any]:
        """The next message."""
        chunks = [self._buffer]
        while b"\0" not in chunks[-1]:
            ready, _, _ = select.select([self._replies], [], [], max(0.0, deadline - time.monotonic()))
            chunk = os.read(self._replies, 1 << 20) if ready else b""
            if not chunk:
                raise Gone("no answer in time" if not ready else "the reply pipe is closed")
            chunks.append(chunk)
        message, _, self._buffer = b"".join(chunks).partition(b"\0")
        reply: dict[str, Any] = json.loads(message)
        return reply


_running: list[Browser] = []


def with_browser(prepare: Callable[[Browser], None], use: Callable[[Browser], T]) -> T:
    """Run `use` on this process' browser, started and given to `prepare` when needed; once more on a new one if it
    died. BackendError if it dies again."""
    for attempt in (1, 2):
        try:
            if _running and _running[0].uses >= RENEW_AFTER:
                shut_down()
            if not _running:
                _running.append(Browser())
                prepare(_running[0])
            _running[0].uses += 1
            return use(_running[0])
        except Gone as error:
            shut_down()
            if attempt == 2:
                raise BackendError(
                    "browser", str(error), "see whether it starts by hand, and the free memory"
                ) from error
    raise AssertionError("unreachable")


def shut_down() -> None:
    """Close this process' browser, if one is running."""
    while _running:
        _running.pop().close()


atexit.register(shut_down)


def _start(path: str, profile: str) -> tuple[int, int, int]:
    """Start the program with its pipes on descriptors 3 and 4: our writing end, our reading end, id of its keeper."""
    (command_out, command_in), (reply_out, reply_in) = os.pipe(), os.pipe()
    theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (command_out, reply_in)]
    os.close(command_out)
    os.close(reply_in)
    flags = [*_FLAGS, f"--user-data-dir={profile}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, theirs[0], 3), (os.POSIX_SPAWN_DUP2, theirs[1], 4),
    ]  # fmt: skip
    kept = [_SHELL, "-c", _KEEPER, "browser-keeper", profile, path, *flags, "about:blank"]
    pid = os.posix_spawn(_SHELL, kept, os.environ, file_actions=actions, setpgroup=0)
    for fd in theirs:
        os.close(fd)
    return command_in, reply_out, pid


def _reap(pid: int) -> None:
    """Wait for a child to end, then end what is left of its group: the program may be a script around the browser."""
    deadline = time.monotonic() + _CLOSE_SECONDS
    with contextlib.suppress(ChildProcessError):
        ended = False
        while not ended and time.monotonic() < deadline:
            ended = os.waitpid(pid, os.WNOHANG)[0] != 0
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        if not ended:
            os.waitpid(pid, 0)


def leaked() -> list[str]:
    """What no living process uses any more, in words: processes of browsers of ours, and profile folders. Those of this
    process count too, unless its browser is running."""
    used = {Path(browser._profile).name for browser in _running}
    left = [f"process {pid} ({name})" for pid, name in _browser_processes() if name not in used and _is_stray(name)]
    folders = (folder.name for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))
    return left + [f"folder {name}" for name in folders if name not in used and _is_stray(name)]


def _is_stray(profile: str) -> bool:
    """Whether the process that made a profile is dead, or this one."""
    owner = profile.removeprefix(_PREFIX).split("-")[0]
    known = owner.isdigit() and Path("/proc/self").exists()
    return known and (int(owner) == os.getpid() or not Path(f"/proc/{owner}").exists())


def _browser_processes() -> list[tuple[int, str]]:
    """Id and profile of every process whose command line names a profile of ours."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            named = re.search(rb"/(" + _PREFIX.encode() + rb"[^/\0 ]+)", (folder / "cmdline").read_bytes())
            if named:
                found.append((int(folder.name), named[1].decode()))
    return found


def _sweep() -> None:
    """Remove profiles that no process uses any more."""
    busy = {name for _, name in _browser_processes()} | {Path(browser._profile).name for browser in _running}
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.name not in busy and _is_stray(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
